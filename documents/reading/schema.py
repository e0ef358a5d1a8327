"""The reading contract: a draft roadmap as JSON, and back. Dates are YYYY-MM-DD, keys are in English."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.measures import (
    DraftMeasure,
    DraftRoadmap,
    Indicator,
    Party,
    Problem,
    Proposal,
    Question,
    Recurrence,
    SchoolUnit,
    Source,
    Span,
    Stage,
)

Json = dict[str, Any]


def roadmap_to_json(roadmap: DraftRoadmap) -> Json:
    """The whole contract; ``roadmap_from_json`` gives back an equal value."""
    return {
        "title": roadmap.title,
        "country": roadmap.country,
        "period": {"start": _day(roadmap.period.start), "end": _day(roadmap.period.end)},
        "measures": [measure_to_json(measure) for measure in roadmap.measures],
        "indicators": [_plain(one, ("name", "target", "op", "value", "unit")) for one in roadmap.indicators],
        "problems": [_plain(one, ("where", "text")) for one in roadmap.problems],
    }


def measure_to_json(measure: DraftMeasure) -> Json:
    return {
        "section": measure.section,
        "number": measure.number,
        "title": measure.title,
        "result": measure.result,
        "deadline_text": measure.deadline_text or None,
        "responsible_text": measure.responsible_text,
        "responsible": [_plain(party, ("kind", "name", "position")) for party in measure.parties],
        "stages": [stage_to_json(stage) for stage in measure.stages],
        "questions": [question_to_json(question) for question in measure.questions],
        "source": {name: value for name in _SOURCE if (value := getattr(measure.source, name)) is not None},
    }


_SOURCE = ("page", "table", "sheet", "line", "row")
_RULE = ("freq", "months", "day", "starts_month")
_RARE = ("interval", "times", "weekday", "working_day", "offset_months")


def stage_to_json(stage: Stage) -> Json:
    calendar = stage.calendar
    return {
        "label": stage.label,
        "kind": stage.kind,
        "start": _day(stage.start),
        "due": _day(stage.due),
        "recurrence": _rule_to_json(stage.recurrence) if stage.recurrence else None,
        "calendar": _unit_to_json(calendar) if calendar else None,
        "not_understood": list(stage.not_understood),
    }


def _unit_to_json(unit: SchoolUnit) -> Json:
    """``end`` only where the words say so."""
    return _plain(unit, ("unit", "index", "year")) | ({"end": True} if unit.end else {})


def _rule_to_json(rule: Recurrence) -> Json:
    """The usual keys always, the rare ones where the words say so."""
    shown: Json = {name: getattr(rule, name) for name in _RULE}
    shown["months"] = list(rule.months) if rule.months is not None else None
    return shown | {name: value for name in _RARE if (value := getattr(rule, name)) is not None}


def question_to_json(question: Question) -> Json:
    proposals = [{"stage": one.stage, "start": _day(one.start), "due": _day(one.due)} for one in question.proposals]
    return {"column": question.column, "text": question.text, "proposals": proposals}


def _plain(value: object, names: tuple[str, ...]) -> Json:
    return {name: getattr(value, name) for name in names}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _from_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def roadmap_from_json(data: Mapping[str, Any]) -> DraftRoadmap:
    """Read the contract back; KeyError, TypeError or ValueError when the JSON is not of this shape."""
    return DraftRoadmap(
        title=data["title"],
        country=data["country"],
        period=Span(_from_day(data["period"]["start"]), _from_day(data["period"]["end"])),
        measures=tuple(measure_from_json(one) for one in data["measures"]),
        indicators=tuple(Indicator(**one) for one in data["indicators"]),
        problems=tuple(Problem(**one) for one in data["problems"]),
    )


def measure_from_json(data: Mapping[str, Any]) -> DraftMeasure:
    return DraftMeasure(
        section=data["section"],
        number=data["number"],
        title=data["title"],
        result=data["result"],
        deadline_text=data["deadline_text"] or "",
        responsible_text=data["responsible_text"],
        parties=tuple(Party(**one) for one in data["responsible"]),
        stages=tuple(stage_from_json(one) for one in data["stages"]),
        questions=tuple(question_from_json(one) for one in data["questions"]),
        source=Source(**data["source"]),
    )


def stage_from_json(data: Mapping[str, Any]) -> Stage:
    rule, calendar = data["recurrence"], data["calendar"]
    months = tuple(rule["months"]) if rule and rule["months"] is not None else None
    return Stage(
        kind=data["kind"],
        start=_from_day(data["start"]),
        due=_from_day(data["due"]),
        label=data["label"],
        recurrence=Recurrence(**{**rule, "months": months}) if rule else None,
        calendar=SchoolUnit(**calendar) if calendar else None,
        not_understood=tuple(data["not_understood"]),
    )


def question_from_json(data: Mapping[str, Any]) -> Question:
    proposals = (Proposal(one["stage"], _from_day(one["start"]), _from_day(one["due"])) for one in data["proposals"])
    return Question(data["column"], data["text"], tuple(proposals))
