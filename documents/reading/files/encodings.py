"""The text of a file whose encoding nobody wrote down.

Chosen here among five codecs, not by a library: of the short texts in the examples charset-normalizer, told these five
only, misread one in five that was written in koi8-r and some in cp866. (Whole plans it reads as well as this does.)
"""

import codecs
import math
import re
from collections import Counter

from documents.reading.detect import unmarked_utf16
from domain.errors import Unreadable

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# In this order: of two equally good readings the commoner encoding is taken.
_ONE_BYTE = ("cp1251", "cp866", "koi8_r")
_SAMPLE = 50_000
_SIGNS = frozenset("«»№–—…“”„‘’•§°\u00a0")
# Letters of a hundred of Russian text, as logarithms: one letter that hardly occurs tells more than a common one.
_SHARES = {
    letter: math.log(share)
    for letters, share in (("о", 11), ("еа", 8.2), ("инт", 6.6), ("срвл", 4.8), ("кмдпу", 3), ("яыьгзбч", 1.7))
    for letter in letters
} | dict.fromkeys("йхжюшцщэфъёіў", math.log(0.6))
# Lines of a drawn table, also where they are read as letters («ДДДД»), and the bars between its cells.
_FRAMES = re.compile(r"(\S)\1{3,}|(?<![^\W\d_])[─-╬](?![^\W\d_])")
_BROKEN_CASE = re.compile(r"[а-яё][А-ЯЁ]")


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16, cp1251, koi8-r or cp866; Unreadable where it breaks off or is none."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if codec := unmarked_utf16(data):
        return _decoded(data, codec)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return _nearly_utf8(data) or max((data.decode(name, errors="replace") for name in _ONE_BYTE), key=_russian)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("unreadable-damaged") from None


def _nearly_utf8(data: bytes) -> str | None:
    """UTF-8 with a letter broken here or there: a line cut in the middle of a letter, a pasted byte."""
    text = data.decode("utf-8", errors="replace")
    whole = sum(ord(letter) > 127 for letter in text) - text.count("\ufffd")
    return text if text.count("\ufffd") * 50 < whole else None


def _russian(text: str) -> float:
    """How Russian a text looks: letters by how common they are, small ones a little more; other signs against it."""
    sample = _FRAMES.sub("", text[:_SAMPLE])
    score = -2.0 * len(_BROKEN_CASE.findall(sample))
    for letter, count in Counter(sample).items():
        if not letter.isascii() and letter not in _SIGNS:
            score += count * (_SHARES.get(letter.lower(), -6.0) + 0.2 * letter.islower())
    return score
