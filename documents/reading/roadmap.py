"""From a file's content to a draft roadmap: measures with stages, parties and every question."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from documents.reading.doubts import cross_check
from documents.reading.grid import Content
from documents.reading.heading import country_of, title_of
from documents.reading.indicators import read_indicator
from documents.reading.pairing import pair_labels
from documents.reading.tables import Item, Sheet, read_tables
from domain.deadlines import Reading, read_deadline, read_period
from domain.errors import Unreadable
from domain.measures import DraftMeasure, DraftRoadmap, Proposal, Question, Span, Stage
from domain.parties import read_parties

_ANY_YEAR = re.compile(r"в течение|на протяжении", re.IGNORECASE)


def read_roadmap(content: Content) -> DraftRoadmap:
    """Find the roadmap in a file; Unreadable("unreadable-no-table") when no table has measures."""
    sheet = read_tables(content.tables)
    if not sheet.items:
        raise Unreadable("unreadable-no-table")
    lines = (*content.lines, "", *sheet.above)
    title = title_of(lines)
    country = country_of(" ".join((*lines, *_words(sheet), *content.tail)))
    stated = read_period(title)
    years = _years_of_rows(sheet) if stated == Span() else None
    measures = cross_check([_measure(item, stated, country, years) for item in sheet.items], stated)
    return DraftRoadmap(
        title=title,
        country=country,
        period=_period(stated, measures),
        measures=tuple(measures),
        indicators=tuple(read_indicator(name, target) for name, target in sheet.indicators),
        problems=(*content.problems, *sheet.problems),
    )


def _words(sheet: Sheet) -> list[str]:
    return [text for item in sheet.items for text in (item.section or "", *item.record.texts.values())]


def _years_of_rows(sheet: Sheet) -> Span | None:
    """The years that most rows name («2023/2024 учебный год», «2022-2026») where the heading names none."""
    named: Counter[Span] = Counter()
    for item in sheet.items:
        for stage in read_deadline(item.record.get("deadline"), Span()).stages:
            if stage.start and stage.due and (stage.due - stage.start).days >= 240:
                named[Span(stage.start, stage.due)] += 1
    return named.most_common(1)[0][0] if named else None


def _measure(item: Item, stated: Span, country: str | None, years: Span | None) -> DraftMeasure:
    found = item.record
    text = found.get("deadline")
    reading = _within(text, stated, country, years)
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
    return pair_labels(draft)


def _within(text: str, stated: Span, country: str | None, years: Span | None) -> Reading:
    """Read a deadline; where the plan has no period, «в течение года» takes the years of the other rows and asks."""
    reading = read_deadline(text, stated, country)
    open_ended = any(
        stage.kind in {"ongoing", "recurring"} and not stage.start and not stage.due for stage in reading.stages
    )
    if years is None or not open_ended:
        return reading
    if not _ANY_YEAR.search(text) and not any(stage.kind == "recurring" for stage in reading.stages):
        return reading
    taken = read_deadline(text, years, country)
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
