"""How a plan stands: what is done, late, in trouble, due this week; who is silent; what changed over a week.

Late is what its control day (the working day on which a deadline is controlled) has passed without «выполнено».
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, TypeVar

Status = Literal["open", "in-progress", "trouble", "done", "cancelled"]
MeasureState = Literal["done", "open", "trouble", "late", "undated", "cancelled"]
WEEK = timedelta(days=7)

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who answers: their short name and the name of their organisation.

    ``answered``: whether they have answered anything at all over the last week. ``absent``: today, until
    ``back_after``, which is None where nobody can say.
    """

    id: int
    name: str
    organisation: str
    answered: bool = False
    absent: bool = False
    back_after: date | None = None


@dataclass(frozen=True, slots=True)
class AssignmentFact:
    """One assignment as the summary counts it; all days are local.

    ``closed`` is the day on which its person called it done (for another status, when it got that), ``was`` the status
    it had a week ago.
    """

    person: Person
    due: date
    control: date
    status: Status
    closed: date | None
    was: Status


@dataclass(frozen=True, slots=True)
class MeasureFact:
    """One measure of an active roadmap with its assignments."""

    id: int
    roadmap_id: int
    roadmap: str
    section: str | None
    number: str | None
    title: str
    assignments: tuple[AssignmentFact, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many measures a group has and how they stand; ``name`` is None for measures outside all sections."""

    name: str | None
    total: int
    done: int
    late: int
    trouble: int


@dataclass(frozen=True, slots=True)
class Line:
    """A measure in a list: its nearest due day there and whom it waits for."""

    measure_id: int
    number: str | None
    title: str
    due: date
    trouble: bool
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The answer to «как мы стоим?» on the local day ``today``.

    Counts are of measures, except ``in_time``: of the assignments whose control day has passed, the percent that was
    done by that day (executive discipline), None where none has passed. ``gained`` and ``slipped`` are the
    measures that became done and late over the last seven days. What is controlled before ``overdue_before`` is late.
    ``expected``: who has something open that is late or near.
    """

    today: date
    overdue_before: date
    measures: tuple[MeasureFact, ...]
    total: int
    done: int
    trouble: int
    undated: int
    in_time: int | None
    gained: int
    slipped: int
    late: tuple[Line, ...]
    week: tuple[Line, ...]
    expected: tuple[Person, ...]

    @property
    def silent(self) -> tuple[Person, ...]:
        """Of those who are expected to answer who is there and has answered nothing this week."""
        return tuple(one for one in self.expected if not one.answered and not one.absent)

    @property
    def waiting(self) -> int:
        """Measures with a date that are neither done nor late nor in trouble."""
        return self.total - self.done - len(self.late) - self.trouble - self.undated


def state(measure: MeasureFact, today: date, overdue_before: date | None = None) -> MeasureState:
    """How a measure stands; late is what is controlled before ``overdue_before``, ``today`` unless it is given.

    It is done when everybody has done what has fallen due by today; where nothing has fallen due yet, when everybody
    has done the nearest period ahead of time. So a regular measure is done between two of its periods, and open again
    when the next one falls due. Cancelled assignments do not count; a measure that has nothing else is cancelled, one
    without any assignment has no date yet.
    """
    live = [one for one in measure.assignments if one.status != "cancelled"]
    if not live:
        return "cancelled" if measure.assignments else "undated"
    if any(_late(one, overdue_before or today) for one in live):
        return "late"
    if any(one.status == "trouble" for one in live):
        return "trouble"
    nearest = min(one.control for one in live)
    current = [one for one in live if one.control <= max(today, nearest)]
    return "done" if all(one.status == "done" for one in current) else "open"


def _late(one: AssignmentFact, overdue_before: date) -> bool:
    return one.status not in ("done", "cancelled") and one.control < overdue_before


def summarise(measures: Iterable[MeasureFact], today: date, near: date, overdue_before: date | None = None) -> Summary:
    """Count; ``near`` is the last control day of what an answer is expected about already.

    ``overdue_before``: as in ``state``.
    """
    late_from = overdue_before or today
    counted = tuple(one for one in measures if state(one, today) != "cancelled")
    states = [state(one, today, late_from) for one in counted]
    before = [state(_a_week_ago(one), today - WEEK, late_from - WEEK) for one in counted]
    sunday = today + timedelta(days=6 - today.weekday())
    return Summary(
        today=today,
        overdue_before=late_from,
        measures=counted,
        total=len(counted),
        done=states.count("done"),
        trouble=states.count("trouble"),
        undated=states.count("undated"),
        in_time=_in_time(counted, today),
        gained=_became("done", before, states),
        slipped=_became("late", before, states),
        late=_lines(counted, lambda one: _late(one, late_from)),
        week=_lines(counted, lambda one: one.status not in ("done", "cancelled") and today <= one.control <= sunday),
        expected=_expected(counted, near),
    )


def mark_away(measures: Iterable[MeasureFact], away: Mapping[int, date | None]) -> list[MeasureFact]:
    """The measures with those marked who are absent today; ``away``: the last day of their absence, by member."""

    def marked(one: AssignmentFact) -> AssignmentFact:
        if one.person.id not in away:
            return one
        return replace(one, person=replace(one.person, absent=True, back_after=away[one.person.id]))

    return [replace(measure, assignments=tuple(map(marked, measure.assignments))) for measure in measures]


def _a_week_ago(measure: MeasureFact) -> MeasureFact:
    return replace(measure, assignments=tuple(replace(one, status=one.was) for one in measure.assignments))


def _became(wanted: MeasureState, before: Sequence[MeasureState], after: Sequence[MeasureState]) -> int:
    return sum(now == wanted != then for then, now in zip(before, after, strict=True))


def _in_time(measures: Sequence[MeasureFact], today: date) -> int | None:
    fallen = [
        one for measure in measures for one in measure.assignments if one.control < today and one.status != "cancelled"
    ]
    if not fallen:
        return None
    kept = sum(one.status == "done" and one.closed is not None and one.closed <= one.control for one in fallen)
    return _percent(kept, len(fallen))


def _percent(part: int, whole: int) -> int:
    """The nearest whole percent, a half upwards; 100 only where it is all, 0 only where it is none."""
    if part in (0, whole):
        return 100 if part else 0
    return min(99, max(1, (200 * part + whole) // (2 * whole)))


def _lines(measures: Sequence[MeasureFact], wanted: Callable[[AssignmentFact], bool]) -> tuple[Line, ...]:
    found = []
    for measure in measures:
        waits = sorted((one for one in measure.assignments if wanted(one)), key=lambda one: one.control)
        if waits:
            found.append((waits[0].control, _line(measure, waits)))
    return tuple(line for _, line in sorted(found, key=lambda pair: pair[0]))


def _line(measure: MeasureFact, waits: Sequence[AssignmentFact]) -> Line:
    people = tuple(dict.fromkeys(one.person for one in waits))
    trouble = any(one.status == "trouble" for one in waits)
    return Line(measure.id, measure.number, measure.title, waits[0].due, trouble, people)


def _expected(measures: Sequence[MeasureFact], near: date) -> tuple[Person, ...]:
    people = {
        one.person
        for measure in measures
        for one in measure.assignments
        if one.status not in ("done", "cancelled") and one.control <= near
    }
    return tuple(sorted(people, key=lambda person: (person.name, person.id)))


def by_section(summary: Summary) -> list[Tally]:
    """How each section stands, in the order of the documents; nothing where no measure has a section."""
    if all(measure.section is None for measure in summary.measures):
        return []
    groups = _group((measure.section, measure) for measure in summary.measures)
    return [_tally(section, group, summary) for section, group in groups.items()]


def by_roadmap(summary: Summary) -> list[Tally]:
    """How each roadmap stands, in the order of the measures."""
    groups = _group(((measure.roadmap_id, measure.roadmap), measure) for measure in summary.measures)
    return [_tally(title, group, summary) for (_, title), group in groups.items()]


def by_person(summary: Summary) -> list[tuple[Person, Tally]]:
    """How each person stands with their own assignments, by name; not who has none any more."""
    groups = _group(_shares(summary.measures, lambda one: one.person))
    ordered = sorted(groups, key=lambda person: (person.name, person.id))
    counted = [(person, _tally(person.name, groups[person], summary)) for person in ordered]
    return [(person, tally) for person, tally in counted if tally.total]


def by_organisation(summary: Summary) -> list[Tally]:
    """How the people of each organisation stand with their own assignments, by its name; not one that has none."""
    groups = _group(_shares(summary.measures, lambda one: one.person.organisation))
    counted = [_tally(name, groups[name], summary) for name in sorted(groups)]
    return [tally for tally in counted if tally.total]


def _shares(
    measures: Iterable[MeasureFact], whose: Callable[[AssignmentFact], _Key]
) -> Iterator[tuple[_Key, MeasureFact]]:
    """Each measure once for everybody who has a share in it, with that share of its assignments."""
    for measure in measures:
        for key, own in _group((whose(one), one) for one in measure.assignments).items():
            yield key, replace(measure, assignments=tuple(own))


def _group(pairs: Iterable[tuple[_Key, _Value]]) -> dict[_Key, list[_Value]]:
    groups: dict[_Key, list[_Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _tally(name: str | None, measures: Iterable[MeasureFact], summary: Summary) -> Tally:
    standings = (state(measure, summary.today, summary.overdue_before) for measure in measures)
    states = [standing for standing in standings if standing != "cancelled"]
    return Tally(name, len(states), states.count("done"), states.count("late"), states.count("trouble"))
