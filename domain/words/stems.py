"""Russian words without their endings, so that «за питание» and «питанием», «лицеи» and «лицея» are one word."""

import re
from functools import lru_cache

_ENDING = re.compile(r"(?:[ая]ми|[ыи]ми|[ое]го|[ое]му|[ая][мх]|[ыи][мх]|[ое][вм])$")
_VOWELS = "аеёиоуыэюяйьі"
_SHORTEST = 3


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The word, in plain form, without its ending; at least three letters stay and shorter words stay whole."""
    bare = _ENDING.sub("", word)
    cut = (bare if len(bare) >= _SHORTEST else word).rstrip(_VOWELS)
    return cut if len(cut) >= _SHORTEST else word
