"""From a file's content to a draft roadmap: measures with stages, parties and every question."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from documents.reading.columns import Role
from documents.reading.grid import Content, Table
from documents.reading.patterns import deadline_reading
from documents.reading.plan.country import country_of
from documents.reading.plan.doubts import cross_check
from documents.reading.plan.heading import order_day, period_of, title_of
from documents.reading.plan.indicators import read_indicator
from documents.reading.tables.pairing import pair_labels
from documents.reading.tables.reading import Item, Sheet, read_tables
from documents.reading.tables.times import Times, month_of, one_month, span_of
from documents.reading.tables.unclear import columns_unclear
from domain.deadlines import Reading
from domain.errors import Unreadable
from domain.measures import DraftMeasure, DraftRoadmap, Proposal, Question, Span, Stage
from domain.parties import read_parties

_GUESSED = "В таблице нет заголовка: столбцы определены по содержанию. Верно ли прочитана эта строка?"
_ANY_YEAR = re.compile(r"в течение|на протяжении", re.IGNORECASE)


def read_roadmap(content: Content, columns: Mapping[int, Role] | None = None) -> DraftRoadmap:
    """Find the roadmap in a file; ``columns``: the roles of the columns as a person said them, counted from 0.

    ColumnsUnclear when there is a table but its columns cannot be told, Unreadable("unreadable-no-table") when there
    is none.
    """
    sheet = read_tables(_with_lines(content), columns)
    if not sheet.items:
        raise columns_unclear(content.tables) or Unreadable("unreadable-no-table")
    lines = (*_lines(content), "", *sheet.above)
    title = title_of(lines)
    country = country_of(" ".join((*lines, *_words(sheet), *content.tail)))
    stated = period_of(title, lines, sheet.captions)
    years = _years_of_rows(sheet) if stated == Span() else None
    measures = cross_check([_measure(item, stated, country, years) for item in sheet.items], stated, order_day(lines))
    if sheet.guessed:
        measures[0] = replace(measures[0], questions=(Question("row", _GUESSED), *measures[0].questions))
    return DraftRoadmap(
        title=title,
        country=country,
        period=_period(stated, measures),
        measures=tuple(measures),
        indicators=tuple(read_indicator(name, target) for name, target in sheet.indicators),
        problems=(*content.problems, *sheet.problems),
    )


def _lines(content: Content) -> tuple[str, ...]:
    """The lines above the tables; those above a later table do not go on with the heading."""
    apart = tuple(line for table in content.tables for line in (*table.above, "") if table.above)
    return apart or content.lines


def _with_lines(content: Content) -> tuple[Table, ...]:
    """The tables; the lines above the first one stand above it also where the format keeps them apart."""
    if not content.tables or content.tables[0].above:
        return content.tables
    return (replace(content.tables[0], above=content.lines), *content.tables[1:])


def _words(sheet: Sheet) -> list[str]:
    return [text for item in sheet.items for text in (item.section or "", *item.record.texts.values())]


def _years_of_rows(sheet: Sheet) -> Span | None:
    """The years that most rows name («2023/2024 учебный год», «2022-2026») where the heading names none."""
    named: Counter[Span] = Counter()
    for item in sheet.items:
        for stage in deadline_reading(item.record.get("deadline"), Span(), None, None).stages:
            if stage.start and stage.due and (stage.due - stage.start).days >= 240:
                named[Span(stage.start, stage.due)] += 1
    return named.most_common(1)[0][0] if named else None


def _measure(item: Item, stated: Span, country: str | None, years: Span | None) -> DraftMeasure:
    found = item.record
    text = found.get("deadline")
    reading = _read_times(text, item.times, stated, country, years)
    who = read_parties(found.get("responsible")) if found.get("responsible") else None
    questions = (*found.asks, *reading.questions, *(who.questions if who else ()))
    draft = DraftMeasure(
        section=item.section,
        number=found.get("number") or None,
        title=found.get("title"),
        result=found.get("result") or None,
        deadline_text=text,
        responsible_text=found.get("responsible") or None,
        parties=who.parties if who else (),
        stages=reading.stages,
        questions=questions,
        source=found.source,
    )
    return pair_labels(draft, found.beside)


def _read_times(text: str, times: Times, stated: Span, country: str | None, years: Span | None) -> Reading:
    """Read a deadline under its headings: they give the month, the year, and the deadline of an empty cell."""
    period = span_of(times.year, stated) or stated
    month = month_of(times, period) or one_month(period)
    if any(letter.isalnum() for letter in text) or not (times.last or times.term):
        return _within(text, period, country, years, month)
    if times.term:
        return _within(times.term, period, country, years, month)
    whole_month = times.month and times.last == times.month and month
    return deadline_reading("" if whole_month else times.last, period, country, month)


def _within(text: str, stated: Span, country: str | None, years: Span | None, month: Span | None) -> Reading:
    """Read a deadline; where the plan has no period, «в течение года» takes the years of the other rows and asks."""
    reading = deadline_reading(text, stated, country, month)
    open_ended = any(
        stage.kind in {"ongoing", "recurring"} and not stage.start and not stage.due for stage in reading.stages
    )
    if years is None or not open_ended:
        return reading
    if not _ANY_YEAR.search(text) and not any(stage.kind == "recurring" for stage in reading.stages):
        return reading
    taken = deadline_reading(text, years, country, month)
    ask = f"В заголовке нет периода плана. Взяты годы других строк: {_days(years)}. Верно?"
    offers = tuple(Proposal(place, stage.start, stage.due) for place, stage in enumerate(taken.stages))
    return Reading(taken.stages, (*taken.questions, Question("deadline", ask, offers)))


def _days(span: Span) -> str:
    return f"{span.start:%d.%m.%Y} – {span.end:%d.%m.%Y}"


def _period(stated: Span, measures: list[DraftMeasure]) -> Span:
    """The heading's period; an end that it does not name comes from the rows, unless they go on without an end."""
    stages = [stage for measure in measures for stage in measure.stages]
    starts = [day for stage in stages if (day := stage.start or stage.due)]
    period = replace(stated, start=stated.start or min(starts, default=None))
    if stated.end is None and not _endless(stages):
        period = replace(period, end=_last_day(stages))
    if period.start and period.end and period.start > period.end:
        return stated
    return period


def _endless(stages: list[Stage]) -> bool:
    return any(stage.kind in {"ongoing", "recurring"} and stage.due is None for stage in stages)


def _last_day(stages: list[Stage]) -> date | None:
    return max((stage.due for stage in stages if stage.due), default=None)
