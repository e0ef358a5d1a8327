"""A plan that was read, as lines for the terminal."""

import shutil
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from delivery.texts.stages import stage_words
from domain.deadlines import Reading
from domain.measures import DraftMeasure, DraftRoadmap, Stage

_GAP = "  "
_NUMBER = 6
# From this width on the expected results have room of their own.
_WIDE = 110
_LONGEST_ROW = 60


def plan_lines(draft: DraftRoadmap, width: int | None = None) -> Iterator[str]:
    """Give the heading, the measures as a table ``width`` characters wide (the terminal's), and what was left out.

    Questions stand under their row behind «?»; the last line counts everything.
    """
    across = max(60, min(width or shutil.get_terminal_size().columns, 160))
    yield from textwrap.wrap(draft.title, across)
    yield _heading(draft)
    yield ""
    yield from _table(draft, across)
    yield from _listed("Показатели", [f"{one.name}: {one.target}" for one in draft.indicators], across)
    yield from _listed("Пропущено", [f"{one.where}: {one.text}" for one in draft.problems], across)
    yield ""
    yield _counts(draft)


def _heading(draft: DraftRoadmap) -> str:
    start, end = draft.period.start, draft.period.end
    days = f"{start:%d.%m.%Y}" if start else "…", f"{end:%d.%m.%Y}" if end else "…"
    period = "период не назван" if not (start or end) else "–".join(days)
    country = [f"страна: {draft.country}"] if draft.country else []
    return " · ".join([period, *country, f"мероприятий: {len(draft.measures)}"])


def _table(draft: DraftRoadmap, across: int) -> Iterator[str]:
    columns = _columns(across)
    titles = Counter(measure.title for measure in draft.measures)
    yield from _row(("№", "Мероприятие", "Результат", "Срок", "Исполнители"), columns)
    yield "─" * across
    section = None
    for place, measure in enumerate(draft.measures, start=1):
        if measure.section != section:
            section = measure.section
            yield ""
            yield from textwrap.wrap(section or "Без раздела", across)
        # A row without a printed number is named by its place, in brackets.
        yield from _row((measure.number or f"({place})", *_cells(measure)), columns)
        if measure.result and titles[measure.title] > 1 and across < _WIDE:
            yield from _indented("Результат: ", measure.result, across)
        for question in measure.questions:
            yield from _indented("? ", question.text, across)


def _columns(across: int) -> tuple[int, ...]:
    """Widths of number, title, result, deadline and people; a narrow terminal has no room for results."""
    shares = (30, 27, 20) if across >= _WIDE else (45, 0, 30)
    rest = across - _NUMBER - (3 + bool(shares[1])) * len(_GAP)
    widths = [rest * share // 100 for share in shares]
    return _NUMBER, *widths, rest - sum(widths)


def _cells(measure: DraftMeasure) -> tuple[str, ...]:
    stages = "\n".join(_stage(stage) for stage in measure.stages)
    return measure.title, measure.result or "", stages, "\n".join(party.name for party in measure.parties)


def _stage(stage: Stage) -> str:
    """The stage as the bot says it, with the words of the cell that it could not read."""
    words = stage_words(stage)
    return f"{words} [не понято: {'; '.join(stage.not_understood)}]" if stage.not_understood else words


def _row(cells: Sequence[str], columns: Sequence[int]) -> Iterator[str]:
    shown = [(cell, width) for cell, width in zip(cells, columns, strict=True) if width]
    wrapped = [[line for part in cell.split("\n") for line in textwrap.wrap(part, width)] for cell, width in shown]
    for parts in zip_longest(*wrapped, fillvalue=""):
        yield _GAP.join(part.ljust(width) for part, (_, width) in zip(parts, shown, strict=True)).rstrip()


def _indented(mark: str, text: str, across: int) -> list[str]:
    """A note under a row, in line with the title."""
    left = " " * (_NUMBER + len(_GAP))
    return textwrap.wrap(text, across, initial_indent=left + mark, subsequent_indent=left + " " * len(mark))


def _listed(title: str, items: Sequence[str], across: int) -> Iterator[str]:
    if items:
        yield ""
        yield f"{title}: {len(items)}"
        for item in items:
            yield from textwrap.wrap(item, across, initial_indent="  ", subsequent_indent="    ")


def _counts(draft: DraftRoadmap) -> str:
    questions = sum(len(measure.questions) for measure in draft.measures)
    stages = sum(len(measure.stages) for measure in draft.measures)
    parts = [
        _counted(len(draft.measures), "мероприятие", "мероприятия", "мероприятий"),
        _counted(stages, "этап", "этапа", "этапов"),
        _counted(questions, "вопрос", "вопроса", "вопросов") if questions else "вопросов нет",
    ]
    if draft.indicators:
        parts.append(_counted(len(draft.indicators), "показатель", "показателя", "показателей"))
    return ", ".join(parts)


def _counted(number: int, one: str, few: str, many: str) -> str:
    """Give the number with its noun: 1 вопрос, 2 вопроса, 5 вопросов."""
    if number % 10 == 1 and number % 100 != 11:
        return f"{number} {one}"
    return f"{number} {few if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else many}"


def unclear_lines(rows: Sequence[Sequence[str]], width: int | None = None) -> Iterator[str]:
    """Give the first rows of a table whose columns are not clear, each as «1) … | 2) …»."""
    across = max(60, min(width or shutil.get_terminal_size().columns, 160))
    for row in rows:
        cells = (
            f"{place}) {textwrap.shorten(cell, _LONGEST_ROW, placeholder='…')}" for place, cell in enumerate(row, 1)
        )
        yield from textwrap.wrap(" | ".join(cells), across, initial_indent="  ", subsequent_indent="    ")


def deadline_lines(reading: Reading) -> Iterator[str]:
    """Give a line for each stage and each question of one deadline cell."""
    yield from (_stage(stage) for stage in reading.stages)
    yield from (f"Вопрос: {question.text}" for question in reading.questions)
