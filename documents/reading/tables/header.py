"""Finding the header of a table: one to three rows whose words name columns, in any order and wording."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from documents.reading.columns import meaning_of, plain_words
from documents.reading.grid import Row, squeeze
from documents.reading.patterns import is_number_row
from documents.reading.tables.captions import Caption, captions, looks_like_data
from documents.reading.tables.choosing import layout_of
from documents.reading.tables.layout import Layout

# A header stands near the top; further down only short cells without digits are looked at.
_NEAR_TOP = 60
# Rows below a header whose cells help to tell its columns.
_LOOKED_AT = 200
_SHORT, _SHORT_BELOW = 40, 70
# How cells of a header begin, and hardly ever cells of a measure.
_SAYS_WHO_OR_WHEN = re.compile(
    r"(?:планируем\w+ |предполагаем\w+ |ориентировочн\w+ |календарн\w+ |фактическ\w+ )?"
    r"(?:срок|дата\b|даты\b|период\b|время\b|дни\b|день\b|месяц|ответственн|исполнител|когда\b|кто\b|ф\.?\s?и\.?\s?о|должность)"
)
_SAYS_WHAT = re.compile(
    r"№|п/п|номер|(?:основн\w+ |планируем\w+ |ключев\w+ )?"
    r"(?:мероприят|содержани|наименован|назван|вопрос|тема\b|темы\b|тематик|действи|дела\b|событи|вид|перечень|что\b|задач|направлени|раздел|этап|форма\b|формы\b|результат|ожидаем|показател|"
    r"примечани|отметк|место\b|класс|участник|цель|цели|итог|выход|контрол)"
)
_SUB_WORDS = frozenset({"план", "факт", "начало", "окончание", "конец", "с", "по", "фио", "должность"})


@dataclass(frozen=True, slots=True)
class Header:
    """Where a header stands among the rows of its table (``last`` included) and the layout it gives."""

    first: int
    last: int
    layout: Layout


def find_header(
    rows: Sequence[Row], begin: int = 0, *, weak: bool = False, known: Collection[tuple[str, ...]] = ()
) -> Header | None:
    """The next header at or after ``begin``; ``weak``: a header that names only the measures is enough.

    ``known``: the words of the headers found before. A further one repeats them or says so in words of headers only:
    «Разбор заданий | … | Руководители РМО» is a measure.
    """
    for place in range(begin, len(rows)):
        if _may_begin(rows[place], place) and (found := header_at(rows, place, weak=weak)):
            band = [header_words(row) for row in rows[found.first : found.last + 1]]
            if not known or any(words in known for words in band) or _is_worded(band):
                return found
    return None


def _is_worded(band: Sequence[tuple[str, ...]]) -> bool:
    cells = [cell for words in band for cell in words]
    said = [cell for cell in cells if _SAYS_WHO_OR_WHEN.match(cell)]
    return bool(said) and len(said) + sum(_SAYS_WHAT.match(cell) is not None for cell in cells if cell not in said) > 1


def header_at(rows: Sequence[Row], place: int, *, weak: bool = False) -> Header | None:
    """The header whose telling row is the one at ``place``, with the rows above and below that belong to it."""
    first = place - 1 if place and _is_roof(rows[place - 1], rows[place]) else place
    for height in (1, 2, 3):
        last = place + height - 1
        if last >= len(rows) or (height > 1 and (not _may_follow(rows[last]) or _is_whole(rows, last, weak=weak))):
            break
        last = _extended(rows, first, last)
        band = rows[first : last + 1]
        layout = layout_of(captions(band), rows[last + 1 : last + _LOOKED_AT], _printed(band), weak=weak)
        if layout is not None:
            return Header(first, last, _with_words(layout, band))
    return None


def _may_begin(row: Row, place: int) -> bool:
    """A cheap look before the dear one."""
    cells = row.filled
    if row.spans or len(cells) < 2 or is_number_row(row):
        return False
    if place > _NEAR_TOP and any(len(cell) > _SHORT_BELOW for cell in cells):
        return False
    return not looks_like_data(row) and any(meaning_of(cell) for cell in cells)


def _is_whole(rows: Sequence[Row], place: int, *, weak: bool) -> bool:
    """A row that is a header by itself needs no row above it; it is found when its turn comes."""
    band = rows[place : place + 1]
    return layout_of(captions(band), rows[place + 1 : place + _LOOKED_AT], _printed(band), weak=weak) is not None


def _may_follow(row: Row) -> bool:
    return not row.spans and bool(row.filled) and not is_number_row(row) and not looks_like_data(row)


def _extended(rows: Sequence[Row], first: int, last: int) -> int:
    """The header goes on below where short words divide its columns («начало | окончание», «ФИО | должность»)."""
    while last + 1 < len(rows) and last - first < 2 and _is_floor(rows[first : last + 1], rows[last + 1]):
        last += 1
    return last


def _is_floor(band: Sequence[Row], row: Row) -> bool:
    if not _may_follow(row) or len(row.filled) < 2:
        return False
    above = captions(band)
    divided = [place for place, cell in enumerate(row.cells) if cell]
    if _is_hung(row):
        return _all_divide(above, divided)
    if any(len(cell) > _SHORT for cell in row.filled):
        return False
    known = [cell for cell in row.filled if meaning_of(cell) or plain_words(cell) in _SUB_WORDS]
    return 3 * len(known) >= 2 * len(row.filled) and _all_divide(above, divided)


def _is_hung(row: Row) -> bool:
    """All other cells are merged with those of the header above: whatever the few say, they belong to it."""
    empty = [place for place, cell in enumerate(row.cells) if not cell]
    covered = [place for place in empty if row.at(place) is None and place not in row.across]
    return bool(covered) and all(row.at(place) is None for place in empty) and len(covered) >= len(row.filled)


def _all_divide(above: Sequence[Caption], places: list[int]) -> bool:
    """Each cell below stands under a cell that reaches over its neighbour too, or under an empty one."""
    for place in places:
        if place >= len(above):
            return False
        caption, after = above[place], above[place + 1] if place + 1 < len(above) else Caption(())
        wide = caption.shared or after.shared or not caption.words or not after.words
        if not wide:
            return False
    return True


def _is_roof(row: Row, below: Row) -> bool:
    """A row above that only joins columns of the header: «Сроки» over «начало» and «окончание»."""
    if row.spans or not row.filled or len(row.filled) >= len(below.filled) or looks_like_data(row):
        return False
    meanings = [meaning_of(cell) if len(cell) <= _SHORT_BELOW else None for cell in row.filled]
    if None in meanings or (len(meanings) == 1 and row.at(0)):
        return False
    merged = bool(row.across) or None in row.cells
    divided = all(one and one.role in {"deadline", "responsible", "result"} for one in meanings)
    return merged or ("" in row.cells and divided)


def _printed(band: Sequence[Row]) -> tuple[int, ...]:
    """Places where some row of the header prints a cell of its own."""
    width = max(len(row.cells) for row in band)
    return tuple(
        place for place in range(width) if any(place < len(row.cells) and place not in row.across for row in band)
    )


def _with_words(layout: Layout, band: Sequence[Row]) -> Layout:
    return replace(layout, header=tuple(header_words(row) for row in band))


def header_words(row: Row) -> tuple[str, ...]:
    """The words of a header row without what differs from page to page: case, hyphens, covered and empty cells."""
    return tuple(plain_words(squeeze(cell)) for cell in row.filled)
