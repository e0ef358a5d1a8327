"""A draft before it is accepted: what it would bring, and how the coordinator's answers change the reading."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.calendars import Calendars
from domain.deadlines import read_deadline
from domain.measures import Proposal, Span, Stage
from domain.occurrences import going_live
from domain.periods import unfold


@dataclass(frozen=True, slots=True)
class Tally:
    """How the measures of a roadmap stand in time.

    The first four count measures, each once. ``past`` counts the periods that are asked for although their control
    date lies before today; ``first`` is the earliest due day among the others.
    """

    dated: int
    recurring: int
    ongoing: int
    undated: int
    past: int
    first: date | None


def tally(measures: Sequence[Sequence[Stage]], plan: Span, calendars: Calendars, today: date) -> Tally:
    """Count the measures, each given by its stages, by the surest date they have."""
    kinds = {"once": 0, "recurring": 0, "ongoing": 0, "unscheduled": 0}
    past, coming = 0, []
    for stages in measures:
        unfolded = [(stage.kind, going_live(stage, unfold(stage, plan, calendars), today)) for stage in stages]
        with_periods = {kind for kind, periods in unfolded if periods}
        kinds[next((kind for kind in kinds if kind in with_periods), "unscheduled")] += 1
        periods = [period for _, found in unfolded for period in found]
        past += sum(period.control < today for period in periods)
        coming += [period.due for period in periods if period.control >= today]
    first = min(coming, default=None)
    return Tally(kinds["once"], kinds["recurring"], kinds["ongoing"], kinds["unscheduled"], past, first)


def doubtful_stage(stages: Sequence[Stage]) -> int | None:
    """The place of the stage that a question without proposals is about: the only one, or the only one without an end.

    None where it could be any of several.
    """
    if len(stages) == 1:
        return 0
    endless = [place for place, stage in enumerate(stages) if stage.due is None]
    return endless[0] if len(endless) == 1 else None


def years_between(proposals: Sequence[Proposal]) -> tuple[int, ...]:
    """The years of which one is meant, where the proposals differ in nothing but the year; empty otherwise."""
    if len(proposals) < 2:
        return ()
    kinds = {_without_year(proposal) for proposal in proposals}
    dues = [proposal.due for proposal in proposals if proposal.due is not None]
    return tuple(due.year for due in dues) if len(kinds) == 1 and len(dues) == len(proposals) else ()


def _without_year(proposal: Proposal) -> tuple[object, ...]:
    start, due = proposal.start, proposal.due
    span = None if start is None or due is None else due.year - start.year
    return proposal.stage, span, *((day and (day.month, day.day)) for day in (start, due))


def answered(stage: Stage, start: date | None, due: date | None) -> Stage:
    """The stage with the dates that the coordinator gave; a stage without a date becomes one with a date.

    What the grammar did not understand is settled by the answer and no part of the school calendar is needed any more.
    """
    kind = "once" if stage.kind == "unscheduled" and due is not None else stage.kind
    return replace(stage, kind=kind, start=start, due=due, calendar=None, not_understood=())


def typed_dates(
    stage: Stage, words: str, plan: Span, proposals: Sequence[Proposal] = ()
) -> tuple[date | None, date] | None:
    """The dates (start, due) that words typed as an answer give the stage; None when they are not one clear date.

    «с 10.10.2022» keeps the end that is known, that of the plan for what goes on as long as the plan; «до 25.10.2022»
    keeps the start that is known. A single day before a known end whose beginning was lost is that beginning, but not
    where ``proposals`` offer another end.
    """
    # Without the plan's period an open end stays open instead of becoming the end of the plan.
    alone = read_deadline(words, Span()).stages
    if len(alone) == 1 and _begins(alone[0]):
        return _ordered(alone[0].start, stage.due or (plan.end if stage.kind in ("ongoing", "recurring") else None))
    reading = read_deadline(words, plan)
    said = reading.stages[0]
    if len(reading.stages) > 1 or reading.questions or said.kind != "once" or said.due is None or said.not_understood:
        return None
    before = stage.due is not None and said.start == said.due and said.due < stage.due
    if before and stage.start is None and all(offer.due == stage.due for offer in proposals):
        return _ordered(said.due, stage.due)
    kept = stage.start if said.start is None and stage.start is not None and stage.start <= said.due else said.start
    return _ordered(kept, said.due)


def _begins(said: Stage) -> bool:
    """Whether the words name a beginning and nothing else."""
    return said.kind == "ongoing" and said.start is not None and said.due is None and not said.not_understood


def offered(proposals: Sequence[Proposal], stages: Sequence[Stage]) -> list[tuple[int, Proposal]]:
    """The proposals that would change something, each once, with their places in ``proposals``."""
    found: list[tuple[int, Proposal]] = []
    for place, proposal in enumerate(proposals):
        if proposal.stage >= len(stages) or proposal in proposals[:place]:
            continue
        stage = stages[proposal.stage]
        if (proposal.start, proposal.due) != (stage.start, stage.due):
            found.append((place, proposal))
    return found


def settled(stage: Stage) -> Stage:
    """The stage as it goes live: one that should happen once and has no date, nor will get one, is unscheduled."""
    if stage.kind == "once" and stage.due is None and stage.calendar is None:
        return replace(stage, kind="unscheduled")
    return stage


def _ordered(start: date | None, due: date | None) -> tuple[date | None, date] | None:
    if due is None or (start is not None and start > due):
        return None
    return start, due
