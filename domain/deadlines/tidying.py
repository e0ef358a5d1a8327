"""What typing and word wrapping do to a cell, undone before it is cut into words."""

import re

from domain.deadlines.vocabulary import known

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_WRAPPED = re.compile(r"([А-Яа-яЁё]+)[-‐]\s+([а-яё]+)")
# The letter O for a zero: «2O.1O.2023», «О1.12.2023».
_LETTER_ZERO = re.compile(r"(?<=\d)[OОoо](?=[\d.])|(?<![^\W\d_])[OО](?=\d)")
_QUOTED_DAY = re.compile(r"[«\"“„]\s?(\d{1,2})\s?[»\"”]")
_DOTS = re.compile(r"\s?(?:…|\.{3,})\s?(?=[\wА-Яа-я])")
_BULLETS = re.compile(r"[•·▪●◦*]")
_ITEM = re.compile(r"(?:(?<=^)|(?<=[\s;,]))(?:\d{1,2}|[а-яё])\)")


def tidied(text: str) -> str:
    """The cell with torn words joined, zeros for the letter O, «–» for «…», and no bullets or numbers of items."""
    text = _INVISIBLE.sub("", text).replace("\\", "/")
    text = _LETTER_ZERO.sub("0", text)
    text = _QUOTED_DAY.sub(r" \1 ", text)
    text = _DOTS.sub("–", text)
    text = _BULLETS.sub(" ", text)
    if text.count(")") > text.count("("):
        text = _ITEM.sub("; ", text)
    return _WRAPPED.sub(_joined, text)


def _joined(torn: re.Match[str]) -> str:
    """«сен- тябрь» is one word, «сентябрь- октябрь» are two."""
    whole = torn[1] + torn[2]
    return whole if known(whole.lower().replace("ё", "е")) or whole.lower().startswith("теч") else torn[0]
