"""Several schools and several dates in one row: each school gets its date by their order, and that is asked."""

import re
from dataclasses import replace

from domain.measures import DraftMeasure, Question
from domain.parties import institutions

_LIST = re.compile(r":\s*(?=[А-ЯЁ])")


def pair_labels(measure: DraftMeasure) -> DraftMeasure:
    """Label the stages with the schools that the title lists after its colon, when there are as many as dates."""
    if len(measure.stages) < 2 or any(stage.label for stage in measure.stages):
        return measure
    named = _schools(measure.title) or [party.name for party in measure.parties if party.kind == "organisation"]
    if len(named) < 2:
        return measure
    if len(named) != len(measure.stages):
        ask = f"Названо учреждений: {len(named)}, сроков: {len(measure.stages)}. Какой срок у какого учреждения?"
        return replace(measure, questions=(*measure.questions, Question("deadline", ask)))
    stages = tuple(replace(stage, label=name) for stage, name in zip(measure.stages, named, strict=True))
    ask = f"Учреждения и сроки сопоставлены только по порядку ({len(named)}): верно ли, что «{named[0]}» — первый срок?"
    return replace(measure, stages=stages, questions=(*measure.questions, Question("deadline", ask)))


def _schools(title: str) -> list[str]:
    listed = _LIST.split(title)
    return [party.name for party in institutions(listed[-1])] if len(listed) > 1 else []
