"""A school year of one district in minutes: ``python -m benchmarks.year`` (``--schools``, ``--people``, ``--days`` …).

The real planner, courier, cards, receiver and services in a process of their own, the sandbox over HTTP on loopback
(without its brakes), a real SQLite file. Only the clock is ours: it goes from one moment at which something is due to
the next. Each of the five plans of ``examples`` is brought by the district and by every school, with people of its own
in the cells of responsibles and, where the plan is of another year, its years moved; a plan that names nobody is
answered row by row, so that everybody gets work. People answer at once, early, late, never, some block the bot; the
process dies by SIGKILL at random moments, in the middle of a look or of sending.

What is printed is counted from what stands in the chats, against an expectation of its own (``year_promises``); ends
with 1 when a promise is broken.
"""

import argparse
import asyncio
import base64
import multiprocessing
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import select

from benchmarks.year_bot import LOG, config_for, live
from benchmarks.year_district import Person, Place, district, plan_of, readings, settle, turns
from benchmarks.year_people import Act, Crowd, Fact, Sent
from benchmarks.year_promises import Verdict, Year, judge
from bot.rules import rules_of
from sandbox.app import Running
from sandbox.app import start as start_sandbox
from sandbox.settings import Settings
from storage.database import Database, migrate, sqlite_url
from storage.tables import assignments, measures, periods, roadmaps

FIRST = datetime(2022, 9, 1, 7, tzinfo=UTC)
"""Thursday, 1 September 2022, 10:00 in Moscow: the plans are brought."""
BETWEEN_PLANS = timedelta(minutes=1)
ZONE = "Europe/Moscow"
_NAMED = re.compile(r"as:(\d+):(?:open|done)")
_LONGEST = 600.0


@dataclass(frozen=True, slots=True)
class Size:
    """How much is played."""

    schools: int = 4
    people: int = 130
    crashes: int = 10
    days: int = 365
    seed: int = 1
    plans: tuple[str, ...] = ("000", "001", "002", "003", "004")


# Each life begins as a copy of a process that has imported everything: a start takes no time that is not the bot's own.
_LIVES = multiprocessing.get_context("forkserver")
_LIVES.set_forkserver_preload(["benchmarks.year_bot"])


@dataclass
class Mortal:
    """The bot's process: takes an order, can be killed while it obeys."""

    address: str
    folder: Path
    deaths: int = 0
    process: BaseProcess = field(init=False)
    line: Connection = field(init=False)

    async def start(self) -> None:
        """Start it on the same data as before and wait until it takes orders."""
        self.line, its = _LIVES.Pipe()
        self.process = _LIVES.Process(target=live, args=(its, self.address, self.folder))
        await asyncio.to_thread(self.process.start)
        its.close()
        await self._answer()

    async def obey(self, order: dict[str, Any]) -> dict[str, Any]:
        """Give an order and wait for the answer."""
        self.line.send(order)
        return await self._answer()

    async def _answer(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = await asyncio.wait_for(asyncio.to_thread(self.line.recv), _LONGEST)
        except EOFError:
            raise RuntimeError("the bot is gone:\n" + (self.folder / LOG).read_text()[-3000:]) from None
        return found

    async def die(self) -> None:
        """SIGKILL: nothing is finished; then the next process on the same data."""
        self.process.kill()
        await asyncio.to_thread(self.process.join)
        self.deaths += 1
        await self.start()

    async def stop(self) -> None:
        """No more orders: it ends by itself."""
        self.line.send(None)
        await asyncio.to_thread(self.process.join, 30)
        self.line.close()


@dataclass
class Play:
    """The year as it goes."""

    size: Size
    places: Sequence[Place]
    crowd: Crowd
    sandbox: Running
    session: aiohttp.ClientSession
    bot: Mortal
    fates: list[tuple[datetime, int]]
    """When the process dies: at the first look after the moment that sends as many messages, right after that one."""
    now: datetime = FIRST
    upcoming: datetime | None = None
    sent: list[Sent] = field(default_factory=list)
    read_to: int = 0
    problems: int = 0
    """Calls that Telegram would have refused or minded."""

    async def plan(self) -> None:
        """The district and every school bring their plans, on the first day of the year."""
        drafts = readings(self.size.plans)
        heads = [person for place in self.places[1:] for person in place.people if person.role == "head"]
        for place in self.places:
            turn = turns(place, heads if place.id == 1 else ())
            for name, draft in drafts.items():
                content = base64.b64encode(plan_of(name, draft, place, turn)).decode()
                order = {"number": place.coordinator.number, "name": f"{name}.txt", "content": content}
                order["turn"] = [next(turn).id for _ in range(2 * len(draft.measures))]
                self.now += BETWEEN_PLANS
                await self.step(plans=[order])
        self.crowd.learn(await facts(self.bot.folder))

    async def go(self, until: datetime) -> None:
        """From one moment at which something is due to the next."""
        while True:
            moments = [one for one in (self.upcoming, self.crowd.next_act()) if one is not None]
            moment = max(min(moments, default=until), self.now + timedelta(seconds=1))
            if moment >= until:
                return
            self.now = moment
            await self.step(acts=self.crowd.take(moment))

    async def step(self, *, acts: Sequence[Act] = (), plans: Sequence[dict[str, Any]] = ()) -> None:
        """One moment: people act, the bot looks and sends; then people read."""
        await self._control("clock", {"to": self.now.timestamp()})
        heard = [await self._do(act) for act in acts if act.press or act.kind != "answer"]
        direct = [act.order() for act in acts if act.kind == "answer" and not act.press]
        order = {"at": self.now.timestamp(), "acts": direct, "plans": list(plans), "heard": max(heard, default=0)}
        answer = await self._obeyed(order)
        self.now = max(self.now, datetime.fromtimestamp(answer["now"], UTC))
        self.upcoming = None if answer["next"] is None else datetime.fromtimestamp(answer["next"], UTC)
        self.crowd.through(acts, self.now)
        for sent in self._new():
            self.sent.append(sent)
            self.crowd.hear(sent)

    async def _do(self, act: Act) -> int:
        """Press or block in the sandbox; the number of the update that tells the bot."""
        if act.kind == "answer":
            body = {"user_id": act.number, "message_id": act.message, "callback_data": act.press}
            pressed = await self._control("press", {**body, "chat_id": act.number}, may_fail=True)
            if not pressed:
                act.press = None  # its buttons are gone: a newer message has them
                return 0
        else:
            await self._control("block", {"user_id": act.number, "blocked": act.kind == "block"})
        return self.sandbox.sandbox.world.updates.next_id - 1

    async def _obeyed(self, order: dict[str, Any]) -> dict[str, Any]:
        if not self.fates or order["plans"] or self.now < self.fates[0][0]:
            return await self.bot.obey(order)
        began, before = time.monotonic(), self._calls()
        obeying = asyncio.create_task(self.bot.obey(order))
        while not obeying.done():
            if self._calls() - before >= self.fates[0][1]:
                self.fates.pop(0)
                await self.bot.die()
                await asyncio.gather(obeying, return_exceptions=True)
                order["at"] += time.monotonic() - began + 1
                return await self.bot.obey(order)
            await asyncio.sleep(0.002)
        return await obeying

    def _calls(self) -> int:
        entries = self.sandbox.sandbox.journal.after(self.read_to)
        return sum(entry["method"] in ("sendMessage", "editMessageReplyMarkup") for entry in entries)

    async def _control(self, what: str, body: dict[str, Any], *, may_fail: bool = False) -> bool:
        async with self.session.post(f"{self.sandbox.url}/sandbox/{what}", json=body) as answer:
            if answer.status != 200 and not may_fail:
                raise RuntimeError(await answer.text())
            return answer.status == 200

    def _new(self) -> Iterator[Sent]:
        """What the bot has newly said, in the order in which it arrived."""
        for entry in self.sandbox.sandbox.journal.after(self.read_to):
            self.read_to = entry["n"]
            self.problems += bool(entry["problems"])
            if entry["method"] != "sendMessage" or entry["status"] != 200:
                continue
            said = entry["answer"]["result"]
            rows = said.get("reply_markup", {}).get("inline_keyboard", [])
            data = tuple(button["callback_data"] for row in rows for button in row if "callback_data" in button)
            named = tuple(int(found[1]) for one in data if (found := _NAMED.fullmatch(one)))
            at = datetime.fromtimestamp(entry["at"], UTC)
            yield Sent(said["chat"]["id"], said["message_id"], at, named, data, said.get("text", ""))


async def facts(folder: Path) -> list[Fact]:
    """Every assignment of the accepted plans."""
    database = Database(sqlite_url(folder))
    query = (
        select(
            assignments.c.id,
            assignments.c.member_id,
            periods.c.start,
            periods.c.control,
            periods.c.form,
            roadmaps.c.accepted_at,
        )
        .join(periods, periods.c.id == assignments.c.period_id)
        .join(measures, measures.c.id == assignments.c.measure_id)
        .join(roadmaps, roadmaps.c.id == measures.c.roadmap_id)
    )
    async with database.read() as connection:
        found = [Fact(*row) for row in await connection.execute(query)]
    await database.close()
    return found


@dataclass(frozen=True, slots=True)
class Run:
    """Figures about the play itself; seconds."""

    people: int
    schools: int
    plans: int
    planning: float
    playing: float
    simulated: float
    deaths: int
    problems: int


async def play(size: Size, folder: Path) -> tuple[Year, Run]:
    """The whole year in an empty ``folder``: everything that is known at its end."""
    places = district(size.schools, size.people, ZONE, size.seed)
    people = [person for place in places for person in place.people]
    database = Database(sqlite_url(folder))
    await asyncio.to_thread(migrate, database.url)
    await settle(database, places, FIRST)
    await database.close()
    until = FIRST + timedelta(days=size.days)
    sandbox = await start_sandbox(Settings(rates=False, poll_pace=False))
    async with aiohttp.ClientSession() as session:
        await people_the_sandbox(session, sandbox.url, people)
        crowd, bot = Crowd(people, size.seed), Mortal(sandbox.url, folder)
        game = Play(size, places, crowd, sandbox, session, bot, fates(size))
        began = time.perf_counter()
        await bot.start()
        await game.plan()
        planned = time.perf_counter()
        await game.go(until)
        ended = time.perf_counter()
        await bot.stop()
    await sandbox.stop()
    run = Run(
        people=len(people),
        schools=len(places) - 1,
        plans=len(places) * len(size.plans),
        planning=planned - began,
        playing=ended - planned,
        simulated=(until - FIRST).total_seconds(),
        deaths=bot.deaths,
        problems=game.problems,
    )
    rules = rules_of(config_for(sandbox.url, folder))
    return Year(folder, places, crowd, game.sent, rules, FIRST, until), run


async def people_the_sandbox(session: aiohttp.ClientSession, address: str, people: Sequence[Person]) -> None:
    """Everybody gets a chat with the bot; who has not joined has never written to it."""
    for person in people:
        body = {"id": person.number, "first_name": person.given, "last_name": person.family, "started": person.joined}
        async with session.post(f"{address}/sandbox/people", json=body) as answer:
            answer.raise_for_status()


def fates(size: Size) -> list[tuple[datetime, int]]:
    """Random moments of death: at once, in the middle of the look, or after so many messages."""
    chance = random.Random(size.seed)
    days = sorted(chance.sample(range(20, size.days - 2), size.crashes))
    return [(FIRST + timedelta(days=day), chance.choice((0, 1, 2, 5, 12))) for day in days]


def report(verdict: Verdict, run: Run) -> None:
    """Everything that was counted."""
    in_year: Counter[int] = Counter()
    for (member, _), count in verdict.a_day.items():
        in_year[member] += count
    days = sorted(verdict.a_day.values()) or [0]
    speed = f"{run.simulated / run.playing:,.0f} simulated seconds a second"
    states = ", ".join(f"{state} {count:,}" for state, count in verdict.states.most_common())
    for name, value, words in (
        ("people, schools", f"{run.people:,}, {run.schools:,}", ""),
        ("plans, assignments", f"{run.plans:,}, {verdict.all_assignments:,}", ""),
        ("crashes (SIGKILL)", f"{run.deaths}", ""),
        ("messages that came by themselves", f"{verdict.messages:,}", ""),
        ("  of these daily reminders", f"{verdict.reminders:,}", ""),
        ("answers to what people did", f"{verdict.asked_for:,}", ""),
        ("messages a person and day", f"{statistics.median(days):.0f}, at most {days[-1]}", "a word for each new plan"),
        ("  of these daily reminders", f"at most {verdict.most_reminders}", "promised 1"),
        (
            "messages a person and year",
            f"{statistics.median(in_year.values() or [0]):.0f}, at most {max(in_year.values())}",
            "",
        ),
        ("reminders to the executor, lost", f"{verdict.lost} of {verdict.expected:,}", "promised 0"),
        ("told to those above, lost", f"{verdict.about_others_lost} of {verdict.about_others:,}", "promised 0"),
        ("reminded in time", f"{verdict.in_time:,} of {verdict.assignments:,}", "promised all"),
        ("said on a day that is not expected", f"{verdict.unexpected}", "promised 0"),
        ("in quiet hours", f"{verdict.quiet}", "promised 0"),
        ("after the answer", f"{verdict.after_answer}", "promised 0"),
        ("answers lost", f"{verdict.answers_lost} of {verdict.answers:,}", "promised 0"),
        ("copies without a crash", f"{verdict.copies - verdict.copies_of_crashes}", "promised 0"),
        ("copies after crashes", f"{verdict.copies_of_crashes}", "of what was on its way"),
        ("calls that Telegram would mind", f"{run.problems}", "promised 0"),
        ("deliveries", states, ""),
        ("bringing the plans", f"{run.planning:.0f} s", ""),
        ("the year", f"{run.playing:.0f} s", speed),
    ):
        print(f"{name:36}{value:>20}   {words}".rstrip())
    for words in verdict.examples:
        print("  " + words)


def main(arguments: Sequence[str] | None = None) -> int:
    """Play and print; 1 when a promise is broken."""
    usual = Size()
    parser = argparse.ArgumentParser(prog="python -m benchmarks.year")
    for name in ("schools", "people", "crashes", "days", "seed"):
        parser.add_argument(f"--{name}", type=int, default=getattr(usual, name))
    parser.add_argument("--plans", default=",".join(usual.plans))
    parser.add_argument("--keep", type=Path, help="the folder for the database and the log of the bot")
    given = parser.parse_args(arguments)
    size = Size(given.schools, given.people, given.crashes, given.days, given.seed, tuple(given.plans.split(",")))
    with tempfile.TemporaryDirectory() as folder:
        year, run = asyncio.run(play(size, given.keep or Path(folder)))
        verdict = judge(year)
    report(verdict, run)
    return 0 if verdict.kept and not run.problems else 1


if __name__ == "__main__":
    sys.exit(main())
