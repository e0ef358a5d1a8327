"""A plan as a calendar: months stand beside each other, and each cell below them is a measure of its own."""

from collections.abc import Sequence
from dataclasses import replace

from documents.reading.grid import Row
from documents.reading.tables.captions import Caption
from documents.reading.tables.layout import Column, Layout

_GROUP, _TITLE, _DEADLINE, _RESPONSIBLE = range(4)


def calendar_layout(months: list[Column], captions: Sequence[Caption], printed: tuple[int, ...]) -> Layout:
    """The layout of a calendar: the first column that is worded names the section of its row."""
    own = {one.place for one in months}
    others = [place for place in range(len(captions)) if place not in own]
    meanings = {place: meaning for place in others if (meaning := captions[place].meaning)}
    people = [place for place, one in meanings.items() if one.role == "responsible"]
    groups = [place for place in others if place not in people and (one := meanings.get(place)) and one.role == "title"]
    unnamed = [place for place in others if place not in meanings]
    group = next(iter([*groups, *unnamed]), None)
    columns = tuple(Column(place, "responsible") for place in people)
    return Layout(columns, len(captions), printed=printed, group=group, calendar=tuple(months))


def spread_out(rows: Sequence[Row], layout: Layout) -> tuple[list[Row], Layout]:
    """The cells of a calendar as rows of a usual table: section, measure, deadline, responsible."""
    spread: list[Row] = []
    for row in rows:
        if row.spans:
            spread.append(row)
            continue
        group = row.text(layout.group) if layout.group is not None else ""
        people = layout.text(row, "responsible")
        for month in layout.calendar:
            if text := row.text(month.place):
                spread.append(replace(row, cells=(group, text, month.words, people), across=frozenset()))
    columns = [Column(_TITLE, "title"), Column(_DEADLINE, "deadline")]
    columns += [Column(_RESPONSIBLE, "responsible")] if layout.columns else []
    return spread, Layout(tuple(columns), len(columns) + 1, group=_GROUP)
