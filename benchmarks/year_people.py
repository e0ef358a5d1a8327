"""What the people of ``benchmarks.year`` do with what they are told: at once, early, late, never; some block it."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from benchmarks.year_district import NUMBERS, Person

Habit = Literal["prompt", "early", "last-day", "late", "never", "blocks"]
HABITS: Mapping[Habit, float] = {
    "prompt": 0.45,
    "early": 0.12,
    "last-day": 0.17,
    "late": 0.16,
    "never": 0.06,
    "blocks": 0.04,
}
BY_HTTP = 0.15
"""The share of answers that are pressed on the page of the sandbox; the others go into the service directly."""
PROGRESS = 0.15
"""The share of first answers that say «в работе»."""
SLOTS = (time(9, 40), time(14, 20))
"""UTC: when people answer."""


@dataclass(frozen=True, slots=True)
class Fact:
    """An assignment as the plan has it."""

    id: int
    member: int
    start: date | None
    control: date
    form: str
    accepted: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """A new message of the bot as it stands in a chat: when, and the assignments that its buttons name.

    ``data`` are the callback data of its buttons.
    """

    chat: int
    message: int
    at: datetime
    shown: tuple[int, ...]
    data: tuple[str, ...]
    text: str

    @property
    def all_done(self) -> str | None:
        """The button «Все выполнены»."""
        return next((one for one in self.data if one.startswith("dg:all-done")), None)

    @property
    def single(self) -> bool:
        """Whether it is the card of one assignment."""
        return any(one.startswith("as:") and one.endswith(":done") for one in self.data)


@dataclass(slots=True)
class Act:
    """Something that a person does."""

    number: int
    kind: Literal["answer", "block", "unblock"]
    assignments: list[int] = field(default_factory=list)
    status: str = "done"
    message: int | None = None
    press: str | None = None
    """Callback data, where it is pressed over HTTP."""

    def order(self) -> dict[str, Any]:
        """As the bot's process takes it."""
        return {
            "number": self.number,
            "assignments": self.assignments,
            "status": self.status,
            "message": self.message,
        }


@dataclass(slots=True)
class Away:
    """When somebody had blocked the bot; ``until`` None: until the end."""

    since: datetime
    until: datetime | None = None


class Crowd:
    """Everybody, with what they still want to do."""

    def __init__(self, people: Sequence[Person], seed: int) -> None:
        self._chance = random.Random(seed)
        habits, weights = list(HABITS), list(HABITS.values())
        self.people = {person.number: person for person in people}
        self.habits: dict[int, Habit] = {number: self._chance.choices(habits, weights)[0] for number in self.people}
        self.facts: dict[int, Fact] = {}
        self.answered: dict[int, datetime] = {}
        """When the person began to press «Выполнено»."""
        self.confirmed: dict[int, datetime] = {}
        """When the bot was through with it."""
        self.away: dict[int, list[Away]] = defaultdict(list)
        self._told: Counter[int] = Counter()
        self._late: Counter[int] = Counter()
        self._patience = {number: self._chance.randint(5, 25) for number in self.people}
        self._received: Counter[int] = Counter()
        self._wanted: dict[int, str] = {}
        self._acts: dict[datetime, list[Act]] = defaultdict(list)

    # --- what they know ---------------------------------------------------------------------------------------------

    def learn(self, facts: Iterable[Fact]) -> None:
        """New assignments; the early ones among the people answer some of them before anybody reminds them."""
        for fact in facts:
            if fact.id in self.facts:
                continue
            self.facts[fact.id] = fact
            number = NUMBERS + fact.member
            if self.habits[number] == "early" and self.people[number].joined:
                day = fact.control - timedelta(days=self._chance.randint(22, 40))
                if day > fact.accepted.date():
                    self._at(_slot(day, 0), Act(number, "answer", [fact.id]))

    def hear(self, sent: Sent) -> None:
        """A message has come: what will be done about it, in which slot of the day."""
        number = sent.chat
        if number not in self.people or not sent.shown:
            return
        self._received[number] += 1
        if self.habits[number] == "blocks" and self._received[number] == self._patience[number]:
            self._at(self._soon(sent.at), Act(number, "block"))
            if self._chance.random() < 0.5:
                back = self._soon(sent.at).date() + timedelta(days=self._chance.randint(20, 60))
                self._at(_slot(back, 1), Act(number, "unblock"))
            return
        mine = [one for one in sent.shown if one in self.facts and self.facts[one].member == self.people[number].id]
        for one in mine:
            self._told[one] += 1
            self._late[one] += sent.at.date() > self.facts[one].control
        now = [one for one in mine if one not in self.answered and self._is_time(number, one, sent.at.date())]
        if now:
            self._answer(number, sent, mine, now)

    def _is_time(self, number: int, assignment: int, day: date) -> bool:
        control, late = self.facts[assignment].control, self._late[assignment]
        match self.habits[number]:
            case "prompt":
                return True
            case "early" | "last-day" | "blocks":
                return control - day <= timedelta(days=1)
            case "late":
                return late >= 1 + assignment % 5
            case "never":
                return False

    def _answer(self, number: int, sent: Sent, mine: list[int], now: list[int]) -> None:
        when, by_http = self._soon(sent.at), self._chance.random() < BY_HTTP
        if len(now) == len(mine) > 1 and sent.all_done:
            press = sent.all_done if by_http else None
            self._at(when, Act(number, "answer", now, message=sent.message, press=press))
            return
        for one in now:
            status = "done"
            if self._told[one] == 1 and self.facts[one].control > sent.at.date() and self._chance.random() < PROGRESS:
                status = "in-progress"
            button = f"as:{one}:{'progress' if status == 'in-progress' else status}"
            press = button if by_http and button in sent.data else None
            message = sent.message if sent.single else None
            self._at(when, Act(number, "answer", [one], status, message, press))

    def _soon(self, moment: datetime) -> datetime:
        place = 0 if self._chance.random() < 0.6 else 1
        slot = _slot(moment.date(), place)
        return slot if slot > moment else _slot(moment.date() + timedelta(days=1), place)

    def _at(self, when: datetime, act: Act) -> None:
        self._acts[when].append(act)

    # --- what they do -----------------------------------------------------------------------------------------------

    def next_act(self) -> datetime | None:
        """When somebody does something again."""
        return min(self._acts, default=None)

    def take(self, now: datetime) -> list[Act]:
        """What is done by now; somebody who has blocked the bot does nothing but let it in again."""
        found: list[Act] = []
        for when in sorted(one for one in self._acts if one <= now):
            for act in self._acts.pop(when):
                if act.kind == "answer":
                    act.assignments = [one for one in act.assignments if one not in self.answered]
                if act.kind == "unblock" or (
                    not self.is_away(act.number, now) and (act.assignments or act.kind == "block")
                ):
                    found.append(act)
                    self._note(act, now)
        return found

    def _note(self, act: Act, now: datetime) -> None:
        if act.kind == "block":
            self.away[act.number].append(Away(now))
        elif act.kind == "unblock":
            self.away[act.number][-1].until = now
        elif act.status == "done":
            self.answered.update((one, now) for one in act.assignments)

    def through(self, acts: Iterable[Act], now: datetime) -> None:
        """The bot has dealt with these by now."""
        done = [one for act in acts if act.kind == "answer" and act.status == "done" for one in act.assignments]
        self.confirmed.update((one, now) for one in done)

    def is_away(self, number: int, moment: datetime) -> bool:
        """Whether the bot cannot reach this person at the moment."""
        if not self.people[number].joined:
            return True
        return any(one.since <= moment and (one.until is None or moment < one.until) for one in self.away[number])


def _slot(day: date, place: int) -> datetime:
    return datetime.combine(day, SLOTS[place], UTC)
