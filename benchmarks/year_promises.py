"""Was everybody told what had to be told, and nobody more than that? Judged from what arrived, without the planner.

The days on which something has to be said are worked out here once more, from the numbers of the profile and a list of
the working days of the year, typed from the production calendars of Russia for 2022, 2023 and 2024 (Government decrees
1564 of 16.09.2021, 1505 of 29.08.2022 and 1314 of 10.08.2023).
"""

import json
import sqlite3
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.year_district import NUMBERS, Person, Place
from benchmarks.year_people import Crowd, Fact, Sent
from domain.outbox import Priority
from domain.rules import Rules

HOLIDAYS = {
    date(2022, 11, 4),
    *(date(2023, 1, day) for day in range(1, 9)),
    date(2023, 2, 23),
    date(2023, 2, 24),
    date(2023, 3, 8),
    date(2023, 5, 1),
    date(2023, 5, 8),
    date(2023, 5, 9),
    date(2023, 6, 12),
    date(2023, 11, 6),
    *(date(2024, 1, day) for day in range(1, 9)),
    date(2024, 2, 23),
    date(2024, 3, 8),
    date(2024, 4, 29),
    date(2024, 4, 30),
    date(2024, 5, 1),
    date(2024, 5, 9),
    date(2024, 5, 10),
    date(2024, 6, 12),
    date(2024, 11, 4),
    date(2024, 12, 30),
    date(2024, 12, 31),
}
"""Days off from July 2022 to December 2024 that are no Saturdays or Sundays, and some that are."""
WORKING_SATURDAYS = {date(2024, 4, 27), date(2024, 11, 2), date(2024, 12, 28)}
WORKING = [
    day
    for day in (date(2022, 7, 1) + timedelta(days=number) for number in range(915))
    if (day.weekday() < 5 and day not in HOLIDAYS) or day in WORKING_SATURDAYS
]
"""Two years and a half: work that begins at the end of the year that is played ends in the next one."""
_WEEKLY = 5


@dataclass
class Verdict:
    """What was promised and what came of it; ``examples``: the first things that went wrong, for the eye."""

    all_assignments: int = 0
    expected: int = 0
    lost: int = 0
    about_others: int = 0
    about_others_lost: int = 0
    assignments: int = 0
    in_time: int = 0
    unexpected: int = 0
    quiet: int = 0
    after_answer: int = 0
    most_reminders: int = 0
    copies: int = 0
    copies_of_crashes: int = 0
    answers: int = 0
    answers_lost: int = 0
    messages: int = 0
    reminders: int = 0
    asked_for: int = 0
    a_day: Counter[tuple[int, date]] = field(default_factory=Counter)
    failed: int = 0
    states: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    @property
    def kept(self) -> bool:
        """Whether every promise was kept."""
        broken = (
            self.lost,
            self.about_others_lost,
            self.assignments - self.in_time,
            self.unexpected,
            self.quiet,
            self.after_answer,
            self.most_reminders > 1,
            self.copies - self.copies_of_crashes,
            self.answers_lost,
            self.failed,
        )
        return not any(broken)

    def note(self, words: str) -> None:
        """Keep the first of what went wrong."""
        if len(self.examples) < 12:
            self.examples.append(words)


@dataclass(frozen=True)
class Year:
    """Everything that is known when the year is over."""

    folder: Path
    places: Sequence[Place]
    crowd: Crowd
    sent: Sequence[Sent]
    rules: Rules
    first: datetime
    last: datetime

    @cached_property
    def people(self) -> dict[int, Person]:
        """Everybody by id."""
        return {person.id: person for place in self.places for person in place.people}

    def day(self, member: int, moment: datetime) -> date:
        """The person's local day."""
        return moment.astimezone(ZoneInfo(self.people[member].zone)).date()

    def moment(self, member: int, day: date) -> datetime:
        """When the person hears on this day."""
        person = self.people[member]
        return datetime.combine(day, person.hour or self.rules.digest_at, ZoneInfo(person.zone))

    def reaches(self, member: int, moment: datetime) -> bool:
        """Whether the bot can write to the person."""
        return not self.crowd.is_away(NUMBERS + member, moment)


Heard = dict[tuple[int, date], list[dict[str, Any]]]
"""What each person was told on each of their days: the data of the daily messages that arrived."""


def judge(year: Year) -> Verdict:
    """Hold what arrived against what was promised."""
    verdict = Verdict()
    with closing(sqlite3.connect(year.folder / "vsrok.sqlite3")) as base:
        base.row_factory = sqlite3.Row
        deliveries = base.execute(_DELIVERIES).fetchall()
        done = {row[0]: _moment(row[1]) for row in base.execute(_DONE)}
    verdict.states = Counter(row["state"] for row in deliveries)
    verdict.failed = verdict.states["failed"]
    verdict.all_assignments = len(year.crowd.facts)
    verdict.answers = len(year.crowd.confirmed)
    verdict.answers_lost = sum(assignment not in done for assignment in year.crowd.confirmed)
    heard = _judge_messages(year, verdict, deliveries)
    _judge_ladders(year, verdict, heard, {**done, **year.crowd.answered})
    return verdict


_DELIVERIES = """
    SELECT deliveries.*, chats.number FROM deliveries JOIN chats ON chats.id = deliveries.chat_id ORDER BY deliveries.id
"""
_DONE = "SELECT id, status_at FROM assignments WHERE status = 'done'"


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


# --- what arrived ----------------------------------------------------------------------------------------------------


def _judge_messages(year: Year, verdict: Verdict, deliveries: Sequence[sqlite3.Row]) -> Heard:
    known: dict[tuple[int, int], sqlite3.Row] = {}
    doubts: Counter[int] = Counter()
    for row in deliveries:
        doubts[row["number"]] += row["doubts"]
        if row["message"] is not None and row["message"] != row["edits"]:
            known[row["number"], row["message"]] = row
    heard: Heard = defaultdict(list)
    for sent in year.sent:
        found = known.get((sent.chat, sent.message))
        if found is None:
            verdict.copies += 1
            if doubts[sent.chat]:
                doubts[sent.chat] -= 1
                verdict.copies_of_crashes += 1
            else:
                verdict.note(f"a message that nobody knows of: {sent.at} in {sent.chat}: {sent.text[:80]}")
        elif found["priority"] == Priority.ANSWER:
            verdict.asked_for += 1
        else:
            _judge_message(year, verdict, sent, found, heard)
    for row in deliveries:
        if row["state"] == "unknown" and row["kind"] == "digest":
            # It was on its way at two crashes and has arrived once or twice: it counts as heard.
            heard[row["member_id"], year.day(row["member_id"], _moment(row["due_at"]))].append(json.loads(row["data"]))
    return heard


def _judge_message(year: Year, verdict: Verdict, sent: Sent, row: sqlite3.Row, heard: Heard) -> None:
    member = sent.chat - NUMBERS
    day, local = year.day(member, sent.at), sent.at.astimezone(ZoneInfo(year.people[member].zone)).time()
    verdict.messages += 1
    verdict.a_day[member, day] += 1
    if local >= year.rules.quiet_from or local < year.rules.quiet_to:
        verdict.quiet += 1
        verdict.note(f"in quiet hours: {sent.at} to {member}: {sent.text[:80]}")
    if row["kind"] != "digest":
        return
    data = json.loads(row["data"])
    verdict.reminders += 1
    heard[member, day].append(data)
    verdict.most_reminders = max(verdict.most_reminders, len(heard[member, day]))
    if len(heard[member, day]) > 1:
        verdict.note(f"twice on {day} to {member}: {sent.text[:80]}")
    queued = _moment(row["due_at"])
    confirmed = year.crowd.confirmed
    late = [one for one in sent.shown if one in confirmed and confirmed[one] < sent.at]
    late += [one for one in data["assignments"] if one in confirmed and confirmed[one] < queued]
    if late:
        verdict.after_answer += 1
        verdict.note(f"after the answer: {sent.at} to {member} about {late}: {sent.text[:80]}")


# --- what had to be said ---------------------------------------------------------------------------------------------


def days_of(fact: Fact, rules: Rules) -> list[tuple[str, date]]:
    """Every day on which something has to be said about the assignment, and what, from the first to the last."""
    return sorted(_days_of(fact, rules), key=itemgetter(1))


def _days_of(fact: Fact, rules: Rules) -> Iterator[tuple[str, date]]:
    profile = rules.profiles[rules.profile]
    is_question = fact.form == "check-in"
    at = WORKING.index(fact.control)
    for days in profile.check_in if is_question else profile.before:
        yield "assignments", WORKING[at - days]
    if fact.form == "window" and fact.start is not None:
        first = bisect_left(WORKING, fact.start)
        if first + 1 < at:
            yield "assignments", WORKING[first]
    after = list(profile.after)
    while len(after) < profile.at_most:
        after.append(after[-1] + _WEEKLY)
    after = after[: min(2, profile.at_most)] if is_question else after[: profile.at_most]
    late = at + rules.grace
    for days in after:
        yield "assignments", WORKING[late + days]
    yield "coordinator", WORKING[late + rules.escalate_coordinator]
    if not is_question:
        yield "head", WORKING[late + rules.escalate_head]
    yield "cap", WORKING[late + after[-1] + _WEEKLY]


def _judge_ladders(year: Year, verdict: Verdict, heard: Heard, done: dict[int, datetime]) -> None:
    expected: set[tuple[int, date]] = set()
    for fact in year.crowd.facts.values():
        if not WORKING[30] < fact.control < WORKING[-40] or fact.control < year.day(fact.member, fact.accepted):
            # Too far away, or late before it came to us: then nothing is ever said.
            continue
        answered = done.get(fact.id)
        in_time: list[bool] = []
        unreached = False
        for what, day in days_of(fact, year.rules):
            moment = year.moment(fact.member, day)
            if not max(fact.accepted, year.first) < moment < year.last or (answered and answered <= moment):
                continue
            if what != "assignments":
                _judge_escalation(year, verdict, heard, fact, (what, day), answered)
                continue
            expected.add((fact.id, day))
            if year.reaches(fact.member, moment):
                in_time += _judge_reminder(verdict, heard, fact, day)
            elif not unreached:
                unreached = True
                _judge_escalation(year, verdict, heard, fact, ("unreached", day), answered)
        verdict.assignments += bool(in_time)
        verdict.in_time += any(in_time)
    _judge_unexpected(year, verdict, heard, expected)


def _judge_reminder(verdict: Verdict, heard: Heard, fact: Fact, day: date) -> list[bool]:
    """Whether the person was told on this day; nothing for a day after the control date."""
    told = any(fact.id in data["assignments"] for data in heard.get((fact.member, day), ()))
    verdict.expected += 1
    verdict.lost += not told
    if not told:
        verdict.note(f"lost: assignment {fact.id} of {fact.member}, {day}, control {fact.control}, {fact.form}")
    return [told] if day <= fact.control else []


def _judge_escalation(
    year: Year, verdict: Verdict, heard: Heard, fact: Fact, notice: tuple[str, date], answered: datetime | None
) -> None:
    """Those above hear it on that day, or with the next daily message where theirs has left."""
    (what, day), moment = notice, year.moment(fact.member, notice[1])
    soon = moment + timedelta(hours=26)
    if soon >= year.last or (answered and answered <= soon):
        return
    for superior in _above(year, fact.member, "head" if what == "head" else "coordinator"):
        if not (year.reaches(superior, moment) and year.reaches(superior, soon)):
            continue
        days = (day, day + timedelta(days=1))
        told = any(fact.id in data.get(what, ()) for one in days for data in heard.get((superior, one), ()))
        verdict.about_others += 1
        verdict.about_others_lost += not told
        if not told:
            verdict.note(f"{what} not told: {superior} about assignment {fact.id} of {fact.member}, {day}")


def _above(year: Year, member: int, role: str) -> list[int]:
    """Who of this role stands above: in the person's own organisation, else in the district."""
    own = year.people[member].organisation
    for place in (year.places[own - 1], year.places[0]):
        found = [person.id for person in place.people if person.role == role and person.id != member]
        if found:
            return found
    return []


def _judge_unexpected(year: Year, verdict: Verdict, heard: Heard, expected: set[tuple[int, date]]) -> None:
    for (member, day), messages in heard.items():
        for data in messages:
            for assignment in data["assignments"]:
                if (assignment, day) not in expected:
                    verdict.unexpected += 1
                    fact = year.crowd.facts[assignment]
                    verdict.note(f"not expected: assignment {assignment} of {member} on {day}, control {fact.control}")
