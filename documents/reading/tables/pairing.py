"""Several schools or people and as many dates in one row: each gets its date by their order, and that is asked."""

import re
from collections.abc import Sequence
from dataclasses import replace

from documents.reading.columns import Role
from documents.reading.grid import Row, squeeze
from documents.reading.patterns import deadline_reading, is_deadline, names_people
from documents.reading.tables.layout import Layout
from domain.measures import DraftMeasure, Question, Span, Stage
from domain.parties import institutions, read_parties

_LIST = re.compile(r":\s*(?=[А-ЯЁ])")


def pair_labels(measure: DraftMeasure, beside: tuple[str, ...] = ()) -> DraftMeasure:
    """Label the stages with the schools that the title lists after its colon, when there are as many as dates.

    Of those responsible only schools with numbers, as many as dates and nobody else, may have a date each: «Управление
    образования, ИМЦ» do together what is due in September and in January. ``beside``: who stands line by line beside
    the dates.
    """
    if len(measure.stages) < 2 or any(stage.label for stage in measure.stages):
        return measure
    if len(beside) == len(measure.stages):
        return _paired(measure, beside, "Ответственные")
    named = _schools(measure.title) or _numbered_schools(measure)
    if len(named) < 2:
        return measure
    if len(named) != len(measure.stages):
        ask = f"Названо учреждений: {len(named)}, сроков: {len(measure.stages)}. Какой срок у какого учреждения?"
        return replace(measure, questions=(*measure.questions, Question("deadline", ask)))
    return _paired(measure, named, "Учреждения")


def _paired(measure: DraftMeasure, named: Sequence[str], who: str) -> DraftMeasure:
    stages = tuple(replace(stage, label=name) for stage, name in zip(measure.stages, named, strict=True))
    pairs = "; ".join(f"«{stage.label}» — {_days(stage)}" for stage in stages)
    ask = f"{who} и сроки сопоставлены только по порядку: {pairs}. Верно?"
    return replace(measure, stages=stages, questions=(*measure.questions, Question("deadline", ask)))


def beside_dates(row: Row, layout: Layout) -> tuple[str, ...]:
    """The people beside the deadlines where they are as many, each on a line of its own; else empty.

    Whoever is named only by a post does what is due together with the others.
    """
    when, who = _cell_lines(row, layout, "deadline"), _cell_lines(row, layout, "responsible")
    if len(when) != len(who) or len(when) < 2 or not all(map(is_deadline, when)) or not all(map(names_people, who)):
        return ()
    # «Лосева Н.Н.,⏎библиотекарь» and «декабрь⏎2025» are one, printed in two lines.
    stages = deadline_reading("\n".join(when), Span(), None, None).stages
    parties = read_parties("\n".join(who)).parties
    people = tuple(party.name for party in parties if party.kind == "person")
    return people if len(stages) == len(when) == len(parties) == len(people) else ()


def _cell_lines(row: Row, layout: Layout, role: Role) -> list[str]:
    columns = layout.by_role.get(role, ())
    if len(columns) != 1 or columns[0].part != "whole":
        return []
    return [text for line in (row.at(columns[0].place) or "").split("\n") if (text := squeeze(line))]


def _days(stage: Stage) -> str:
    """The days of a stage as they are said in a question."""
    days = [f"{day:%d.%m.%Y}" for day in dict.fromkeys((stage.start, stage.due)) if day]
    return " – ".join(days) if days else "без даты"


def _numbered_schools(measure: DraftMeasure) -> list[str]:
    named = [party.name for party in measure.parties if party.kind == "organisation" and "№" in party.name]
    return named if len(named) == len(measure.parties) == len(measure.stages) else []


def _schools(title: str) -> list[str]:
    listed = _LIST.split(title)
    return [party.name for party in institutions(listed[-1])] if len(listed) > 1 else []
