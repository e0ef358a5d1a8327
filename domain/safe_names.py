"""Names of files and folders that any computer takes, Windows first.

Rules: «Naming Files, Paths, and Namespaces» of the Windows documentation. Names are compared there without case.
"""

import re
import unicodedata
from collections.abc import Iterable

from domain.visible import visible

LONGEST = 60
_RESERVED_SIGNS = re.compile(r'[<>:"/\\|?*%#\x00-\x1f\x7f]')
_RESERVED_NAME = re.compile(r"(?:con|prn|aux|nul|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
_NAMELESS = "Без названия"


def safe_name(words: str, longest: int = LONGEST) -> str:
    """The words as a name of at most ``longest`` characters: no reserved sign or name, no dot or blank at its ends.

    Nor signs that are special in a link («%», «#»). Never empty.
    """
    plain = visible(unicodedata.normalize("NFC", words))
    plain = " ".join(_RESERVED_SIGNS.sub(" ", plain.replace("«", "").replace("»", "")).split()).strip(". ")
    if len(plain) > longest:
        head = plain[: longest - 1]
        plain = (head.rsplit(" ", 1)[0] if " " in head[longest // 2 :] else head).rstrip(" .,;:—-") + "…"
    if _RESERVED_NAME.match(plain):
        plain = f"_{plain}"[:longest].rstrip(". ")
    return plain or _NAMELESS


class Taken:
    """Names that are taken in one folder."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = {name.casefold() for name in names}

    def free(self, stem: str, ending: str = "") -> str:
        """``stem`` with ``ending`` («.jpg»), with « (2)» between them where that is taken; taken from now on."""
        name, number = f"{stem}{ending}", 1
        while name.casefold() in self._names:
            number += 1
            mark = f" ({number})"
            name = f"{stem[: LONGEST - len(mark)].rstrip('. ')}{mark}{ending}"
        self._names.add(name.casefold())
        return name
