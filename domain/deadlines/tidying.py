"""What typing and word wrapping do to a cell, undone before it is cut into words."""

import re

from domain.deadlines.vocabulary import known

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_WRAPPED = re.compile(r"([А-Яа-яЁё]+)[-‐]\s+([а-яё]+)")
_SPACED_LETTERS = re.compile(r"(?<!\w)(?:[А-ЯЁ] ){3,}[А-ЯЁ](?!\w)")
_TORN_EVERY = re.compile(r"\b(еже)\s+(?=(?:год|кварт|месяч|недел|дневн))", re.IGNORECASE)
# The letter O for a zero and digits for letters: «2O.1O.2023», «О1.12.2023», «Сентя6рь».
_LETTER_ZERO = re.compile(r"(?<=\d)[OОoо](?![А-Яа-яЁёA-Za-z])|(?<![^\W\d_])[OО](?=\d)")
_DIGIT_LETTER = re.compile(r"(?<=[А-Яа-яё])[063](?=[а-яё])|(?<![\w.])0(?=[а-яё]{3})")
_LETTER_OF = {"0": "о", "6": "б", "3": "з"}
_QUOTED_DAY = re.compile(r"[«\"“„]\s?(\d{1,2})\s?[»\"”]")
_QUOTED_ALL = re.compile(r"\s*[«\"“„]([^«»\"“”„]*)[»\"”]\s*")
_DOTS = re.compile(r"\s?(?:…|\.{3,})\s?(?=[\wА-Яа-я])")
_BULLETS = re.compile(r"[•·▪●◦*]")
_ITEM = re.compile(r"(?:(?<=^)|(?<=[\s;,]))(?:\d{1,2}|[а-яё])\)")
# «1. Сентябрь. 2. Март.»: a day would stand before «сентября».
_DOTTED_ITEM = re.compile(r"(?<![\d.,])\d{1,2}\.\s+(?=(?:[А-Я][а-я]+(?:ь|й|рт|ст)(?!\w)|[А-Я]?[а-я]*вартал))")
_THIS_YEAR = re.compile(r"(?<!\w)[ст]\.\s?г\.?(?!\w)")


def tidied(text: str) -> str:
    """The cell with torn words joined, zeros for the letter O, «–» for «…», and no bullets or numbers of items."""
    text = _INVISIBLE.sub("", text).replace("\\", "/").replace("[", "(").replace("]", ")")
    if whole := _QUOTED_ALL.fullmatch(text):
        text = whole[1]
    text = _LETTER_ZERO.sub("0", text)
    text = _DIGIT_LETTER.sub(lambda found: _LETTER_OF[found[0]], text)
    text = _QUOTED_DAY.sub(r" \1 ", text)
    text = _BULLETS.sub(" ", _DOTS.sub("–", text))
    text = _DOTTED_ITEM.sub("; ", _THIS_YEAR.sub("текущего года", text))
    if text.count(")") > text.count("("):
        text = _ITEM.sub("; ", text)
    text = _SPACED_LETTERS.sub(lambda found: found[0].replace(" ", ""), _TORN_EVERY.sub(r"\1", text))
    return _WRAPPED.sub(_joined, text)


def _joined(torn: re.Match[str]) -> str:
    """«сен- тябрь» is one word, «сентябрь- октябрь» are two."""
    whole = torn[1] + torn[2]
    return whole if known(whole.lower().replace("ё", "е")) or whole.lower().startswith("теч") else torn[0]
