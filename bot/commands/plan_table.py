"""A plan that was read, as lines for the terminal."""

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from bot.commands.stage_words import stage_words
from domain.deadlines import Reading
from domain.measures import DraftMeasure, DraftRoadmap

_GAP = "  "
_NUMBER = 6


def plan_lines(draft: DraftRoadmap, width: int | None = None) -> Iterator[str]:
    """Give the heading, the measures as a table ``width`` characters wide (the terminal's), questions and problems."""
    across = max(60, min(width or shutil.get_terminal_size().columns, 160))
    yield from textwrap.wrap(draft.title, across)
    yield _heading(draft)
    columns = _columns(across)
    yield ""
    yield from _row(("№", "Мероприятие", "Срок", "Исполнители"), columns)
    yield "─" * across
    section, questions = None, []
    for place, measure in enumerate(draft.measures, start=1):
        if measure.section != section:
            section = measure.section
            yield from textwrap.wrap(section or "", across)
        # A row without a printed number is named by its place, in brackets.
        name = measure.number or f"({place})"
        yield from _row((name, *_cells(measure)), columns)
        questions += [f"{name} {question.text}" for question in measure.questions]
    yield from _listed("Вопросы", questions)
    yield from _listed("Показатели", [f"{indicator.name}: {indicator.target}" for indicator in draft.indicators])
    yield from _listed("Пропущено", [f"{problem.where}: {problem.text}" for problem in draft.problems])


def _heading(draft: DraftRoadmap) -> str:
    start, end = draft.period.start, draft.period.end
    days = f"{start:%d.%m.%Y}" if start else "…", f"{end:%d.%m.%Y}" if end else "…"
    period = "период не назван" if not (start or end) else "–".join(days)
    return f"{period} · страна: {draft.country or 'не видна'} · мероприятий: {len(draft.measures)}"


def _columns(across: int) -> tuple[int, ...]:
    rest = across - _NUMBER - 3 * len(_GAP)
    return _NUMBER, rest * 45 // 100, rest * 30 // 100, rest - rest * 45 // 100 - rest * 30 // 100


def _cells(measure: DraftMeasure) -> tuple[str, ...]:
    stages = "\n".join(stage_words(stage) for stage in measure.stages)
    return measure.title, stages, "\n".join(party.name for party in measure.parties)


def _row(cells: Sequence[str], columns: Sequence[int]) -> Iterator[str]:
    wrapped = [
        [line for part in cell.split("\n") for line in textwrap.wrap(part, width)]
        for cell, width in zip(cells, columns, strict=True)
    ]
    for parts in zip_longest(*wrapped, fillvalue=""):
        yield _GAP.join(part.ljust(width) for part, width in zip(parts, columns, strict=True)).rstrip()


def _listed(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield ""
        yield f"{title}: {len(items)}"
        yield from (f"  {item}" for item in items)


def deadline_lines(reading: Reading) -> Iterator[str]:
    """Give a line for each stage and each question of one deadline cell."""
    yield from (stage_words(stage) for stage in reading.stages)
    yield from (f"Вопрос: {question.text}" for question in reading.questions)
