"""The columns that say when: a deadline, a beginning and an end, months to tick, months that hold the measures."""

from documents.reading.columns import plain_words
from documents.reading.patterns import is_deadline, is_number_row
from documents.reading.tables.captions import Caption
from documents.reading.tables.layout import Column, is_days, is_mark
from documents.reading.tables.sight import Sight

# A calendar of fewer columns is a table like any other; its cells hold words, not marks.
_LEAST_MONTHS, _SENTENCE = 3, 8


def deadline_columns(sight: Sight) -> list[Column]:
    """The columns that say when; one that says how often («Периодичность») goes with them, or stands for them."""
    rates = sight.places("deadline", lambda one: one.part == "rate")[:1]
    others = _dated_columns(sight)
    if not others:
        return [Column(place, "deadline") for place in rates]
    return [*(Column(place, "deadline", "rate") for place in rates), *others]


def _dated_columns(sight: Sight) -> list[Column]:
    """A column of deadlines; else a beginning and an end, else months to tick, else a column of months."""
    whole = sight.best("deadline")
    ends = [(place, one.part) for place in sight.places("deadline") if (one := sight.meanings[place])]
    bounds = [Column(place, "deadline", part) for place, part in ends if part in {"start", "end"}]
    sure = [place for place in whole if (one := sight.meanings[place]) and one.rank <= 1]
    if {one.part for one in bounds} == {"start", "end"}:
        return bounds
    if sure:
        return _spread(sight, sure)
    if bounds:
        return bounds
    if ticks := _ticks(sight):
        return ticks
    if whole:
        return _spread(sight, whole)
    return [
        Column(place, "deadline", "month", plain_words(" ".join(sight.captions[place].words)))
        for place in sight.best("deadline", "month")[:1]
    ]


def _spread(sight: Sight, places: list[int]) -> list[Column]:
    """«Сроки» over two columns without words of their own: the beginning and the end."""
    first = places[0]
    second = [place for place in places[1:2] if sight.captions[place].shared and sight.profile(place).is_deadline]
    if second and sight.profile(first).is_deadline:
        return [Column(first, "deadline", "start"), Column(second[0], "deadline", "end")]
    words = plain_words(" ".join(sight.captions[first].words))
    return [Column(first, "deadline", words="неделя" if words.startswith("недел") else "")]


def _ticks(sight: Sight) -> list[Column]:
    """Columns of months, quarters or years that hold marks; numbers of money in them are none."""
    places = [place for place, one in enumerate(sight.captions) if one.is_tick]
    cells = [
        (place, text)
        for row in sight.rows[:200]
        if not row.spans and not is_number_row(row)
        for place in places
        if (text := row.text(place))
    ]
    telling = [text for place, text in cells if is_mark(text) or _is_day(sight.captions[place], text)]
    if len(places) < 2 or not telling or len(telling) < 0.8 * len(cells):
        return []
    return [Column(place, "deadline", "tick", sight.captions[place].tick_words) for place in places]


def _is_day(caption: Caption, text: str) -> bool:
    """Days under a month, a whole deadline under a quarter; a bare number under a quarter or year counts something."""
    return is_days(text) if caption.tick_words[:3].isalpha() else not text.isdigit() and is_deadline(text)


def calendar_columns(sight: Sight) -> list[Column]:
    """Columns of months that hold the measures themselves: «Направление | Сентябрь | Октябрь»."""
    places = [place for place, one in enumerate(sight.captions) if one.is_tick]
    if len(places) < _LEAST_MONTHS or sight.places("title", lambda one: one.part != "group"):
        return []
    looks = [sight.profile(place) for place in places]
    worded = [one for one in looks if one.letters >= _SENTENCE]
    if 2 * len(worded) < sum(bool(one.filled) for one in looks) or not worded:
        return []
    return [Column(place, "deadline", "tick", sight.captions[place].tick_words) for place in places]
