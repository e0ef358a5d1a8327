"""Nothing that people answer is lost: ``python -m benchmarks.kept`` (``--answers``, ``--people``, ``--kills`` …).

The real bot in a process of its own, the sandbox over HTTP on loopback (without its brakes), a real SQLite file. People
of many schools answer their reminders in random order: photos, albums (also of which a part comes late), photos sent as
files, documents, words, buttons. Telegram forgets confirmations and gives updates again with the numbers they had; the
bot dies by SIGKILL at random moments while it goes on, and is started again on the same data.

At the end everything is counted from outside (``kept_found``) and held against what was sent (``kept_judge``): each
answer stands once in the reports and the journal, each photo once among the attachments and once on the disk, with the
bytes that Telegram served; each answer was acknowledged and stands in the log; no more is there twice than was on its
way at the kills. Ends with 1 when a promise is broken.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import func, select

from benchmarks.kept_crowd import Crowd, Hand, Intent, intents
from benchmarks.kept_district import crowd_of, found_district, people_sandbox
from benchmarks.kept_found import collect
from benchmarks.kept_judge import PROMISES, Answer, Found, Verdict, judge
from benchmarks.kept_telegram import Heard, listen, worsen
from benchmarks.mortal import Mortal
from benchmarks.year_district import Person, Place, district
from bot.receiver import PARALLEL
from sandbox.app import Running
from sandbox.app import start as start_sandbox
from sandbox.settings import Settings
from storage.database import Database, sqlite_url
from storage.tables import deliveries, inbox, pictures

AT_ONCE = 8
AHEAD = 150
"""So many answers are sent at most before the bot has said anything about them."""
PATIENCE = 90.0
"""Seconds without a word of the bot after which it is not waited for any more: the judge will say what is missing."""
_LATER = 0.4


@dataclass(frozen=True, slots=True)
class Size:
    """How much is played."""

    answers: int = 5_000
    people: int = 500
    schools: int = 20
    kills: int = 20
    seed: int = 1
    measures: int = 5
    """So many has everybody."""


@dataclass
class Play:
    """The day as it goes."""

    size: Size
    crowd: Crowd
    sandbox: Running
    session: aiohttp.ClientSession
    heard: Heard
    bot: Mortal
    database: Database
    fates: list[tuple[int, float]] = field(default_factory=list)
    """When the bot dies: when it has reacted so often, and so many seconds later."""
    sent: int = 0
    on_their_way: int = 0
    """Messages that were being sent when the bot died."""

    async def until(self, holds: Callable[[], bool]) -> bool:
        """Wait until it holds, as long as the bot says anything at all."""
        words, since = -1, time.monotonic()
        while not holds():
            if len(self.heard.said) != words:
                words, since = len(self.heard.said), time.monotonic()
            if time.monotonic() - since > PATIENCE:
                return False
            await asyncio.sleep(0.02)
        return True

    async def hands(self, members: Sequence[Person]) -> list[Hand]:
        """Wait for the reminders and open the card of each measure."""
        numbers = [person.number for person in members]
        await self.until(lambda: all(self._standing(number, "as:") for number in numbers))
        digests = {number: found[-1] for number in numbers if (found := self._standing(number, "as:"))}
        opened: list[tuple[int, int, str]] = []
        for number, digest in digests.items():
            opened += [(number, digest["message_id"], one) for one in _data(digest) if one.endswith(":open")]
        for batch in _batches(opened, AT_ONCE):
            await asyncio.gather(*(self.crowd.press(*one) for one in batch))
        await self.until(lambda: all(self._card(number, data) for number, _, data in opened))
        return [self._hand(number, digest) for number, digest in digests.items()]

    def _hand(self, number: int, digest: dict[str, Any]) -> Hand:
        data = _data(digest)
        cards = {int(one.split(":")[1]): self._card(number, one) for one in data if one.endswith(":open")}
        single = [int(one.split(":")[1]) for one in data if one.endswith(":done")]
        return Hand(
            number,
            digest["message_id"],
            next((one for one in data if one.startswith("dg:all-done")), None),
            {one: card for one, card in cards.items() if card} | dict.fromkeys(single, digest["message_id"]),
        )

    def _standing(self, number: int, prefix: str) -> list[dict[str, Any]]:
        messages = self.sandbox.sandbox.world.chat(number).messages.values()
        return [one for one in messages if any(data.startswith(prefix) for data in _data(one))]

    def _card(self, number: int, data: str) -> int:
        """The newest message with the button «Выполнено» of this assignment; 0 where there is none."""
        done = data.removesuffix(":open") + ":done"
        found: list[int] = [one["message_id"] for one in self._standing(number, done)]
        return found[-1] if found else 0

    async def answer(self, meant: Sequence[Intent]) -> None:
        """Everybody sends what they mean to, in this order, while the bot dies and comes back."""
        turns, before = iter(meant), self.heard.reactions
        last: dict[int, asyncio.Lock] = {}

        async def work() -> None:
            for intent in turns:
                await self.until(lambda: self.sent - (self.heard.reactions - before) < AHEAD)
                self.sent += 1
                async with last.setdefault(intent.number, asyncio.Lock()):
                    await self.crowd.send(intent)

        dying = asyncio.create_task(self._die(before))
        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
        await self.crowd.finished()
        await dying

    async def _die(self, before: int) -> None:
        for reactions, later in self.fates:
            await self.until(lambda wanted=reactions: self.heard.reactions - before >= wanted)  # type: ignore[misc]
            await asyncio.sleep(later)
            await self.bot.kill()

    async def count_on_their_way(self) -> None:
        """The bot is dead: what it was sending may have arrived, and is sent once more."""
        sending = select(func.count()).where(deliveries.c.state == "sending")
        async with self.database.read() as connection:
            self.on_their_way += (await connection.execute(sending)).scalar_one()

    async def say_where(self) -> None:
        """Press the first measure under each «К какому мероприятию?», until nothing is asked any more."""
        pressed: set[tuple[int, int]] = set()
        while True:
            await self.quiet()
            asked = [
                (said.chat, said.message, next(one for one in said.data if one.startswith("pl:")))
                for said in self.heard.said
                if (said.chat, said.message) not in pressed and any(one.startswith("pl:") for one in said.data)
            ]
            if not asked:
                return
            for batch in _batches(list({one[:2]: one for one in asked}.values()), AT_ONCE):
                await asyncio.gather(*(self._press_standing(*one) for one in batch))
                pressed.update((chat, message) for chat, message, _ in batch)

    async def _press_standing(self, number: int, message: int, data: str) -> None:
        if data in _data(self.sandbox.sandbox.world.chat(number).messages.get(message, {})):
            await self.crowd.press(number, message, data)

    async def quiet(self) -> None:
        """Wait until all that came is worked off and nothing that is due waits to leave."""
        since, words = time.monotonic(), -1
        while self.sandbox.sandbox.world.updates.pending or await self._waiting():
            if words != len(self.heard.said):
                since, words = time.monotonic(), len(self.heard.said)
            if time.monotonic() - since > PATIENCE:
                return
            await asyncio.sleep(0.1)

    async def _waiting(self) -> int:
        soon = datetime.fromtimestamp(self.sandbox.sandbox.world.clock.now(), UTC) + timedelta(seconds=5)
        coming = select(func.count()).where(inbox.c.state == "pending")
        states = ("pending", "claimed", "sending")
        going = select(func.count()).where(deliveries.c.state.in_(states), deliveries.c.due_at <= soon)
        async with self.database.read() as connection:
            counts = [(await connection.execute(query)).scalar_one() for query in (coming, going)]
        return sum(counts)

    async def looked_at(self) -> None:
        """Wait until every picture was looked at: a thumbnail of one that was cut off waits for that on the disk."""
        since, left = time.monotonic(), -1
        while count := await self._new_pictures():
            if count != left:
                since, left = time.monotonic(), count
            if time.monotonic() - since > PATIENCE:
                return
            await asyncio.sleep(0.2)

    async def _new_pictures(self) -> int:
        query = select(func.count()).select_from(pictures).where(pictures.c.looked_at.is_(None))
        async with self.database.read() as connection:
            number: int = (await connection.execute(query)).scalar_one()
            return number

    async def later(self, minutes: int) -> None:
        """The clock goes on: what is still asked about has waited long enough to stand in the log."""
        await self.control("clock", {"advance": minutes * 60})
        await asyncio.sleep(1)
        await self.quiet()

    async def control(self, what: str, body: dict[str, Any]) -> None:
        """Ask something of the sandbox."""
        async with self.session.post(f"{self.sandbox.url}/sandbox/{what}", json=body) as answer:
            if answer.status != 200:
                raise RuntimeError(await answer.text())


def _data(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def _batches(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def fates(size: Size) -> list[tuple[int, float]]:
    """Random moments of death, spread over the answers."""
    chance = random.Random(size.seed)
    share = size.answers * 0.9 / max(1, size.kills)
    moments = [int(share * (kill + chance.random())) for kill in range(size.kills)]
    return [(reactions, chance.uniform(0, _LATER)) for reactions in moments]


# --- the day ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """Figures about the play itself; seconds."""

    answers: Sequence[Answer]
    found: Found
    people: int
    kills: int
    on_their_way: int
    repeated: int
    problems: Sequence[str]
    before: float
    answering: float
    after: float


async def play(size: Size, folder: Path) -> Run:
    """The whole day in an empty ``folder``."""
    began = time.perf_counter()
    places = district(size.schools, size.people + 4 + size.people // 5 + 4 * size.schools, "Europe/Moscow", size.seed)
    members = crowd_of(places, size.people)
    sandbox = await start_sandbox(Settings(rates=False, poll_pace=False))
    heard, queue = listen(sandbox), worsen(sandbox, size.seed)
    bot = Mortal(sandbox.url, folder, lambda: heard.introductions, "crowd")
    database = Database(sqlite_url(folder))
    try:
        async with aiohttp.ClientSession() as session:
            await bot.prepare()
            await found_district(places, members, sandbox.url, folder, measures=size.measures)
            crowd = Crowd(sandbox, session, size.seed)
            game = Play(size, crowd, sandbox, session, heard, bot, database, fates(size))
            bot.on_death = game.count_on_their_way
            times = [began, *await _day(game, places, members)]
    finally:
        await bot.bury()
        await database.close()
        await sandbox.stop()
    before, answering, after = (later - earlier for earlier, later in pairwise(times))
    found = await collect(folder, sandbox, heard)
    return Run(
        crowd.answers,
        found,
        len({answer.number for answer in crowd.answers}),
        bot.kills,
        game.on_their_way,
        queue.repeated,
        heard.problems,
        before,
        answering,
        after,
    )


async def _day(game: Play, places: Sequence[Place], members: Sequence[Person]) -> list[float]:
    """Reminders, answers, and what is still to be said after them; when each of these began and ended."""
    await people_sandbox(game.session, game.sandbox.url, places)
    await game.bot.start()
    await game.bot.up()
    meant = intents(await game.hands(members), game.size.answers, game.size.seed)
    began = time.perf_counter()
    await game.answer(meant)
    answered = time.perf_counter()
    await game.say_where()
    await game.later(minutes=3)
    await game.looked_at()
    await game.bot.stop()
    return [began, answered, time.perf_counter()]


def verdict_of(run: Run) -> Verdict:
    """What the judge says."""
    return judge(run.answers, run.found, on_their_way=run.on_their_way, unfinished=run.kills * PARALLEL)


def report(verdict: Verdict, run: Run) -> None:
    """Everything that was counted."""
    kinds = Counter(answer.kind for answer in run.answers)
    for name, value in (
        ("answers, people", f"{verdict.answers:,}, {run.people:,}"),
        ("  " + ", ".join(f"{kind} {count:,}" for kind, count in kinds.most_common()), ""),
        ("reports", f"{verdict.reports:,}"),
        ("photos and files", f"{verdict.files:,}, on the disk {len(run.found.disk):,}"),
        ("kills (SIGKILL)", f"{run.kills}"),
        ("messages being sent at the kills", f"{run.on_their_way}"),
        ("updates given again", f"{run.repeated:,}"),
        ("before, answering, after", f"{run.before:.0f} s, {run.answering:.0f} s, {run.after:.0f} s"),
    ):
        print(f"{name:40}{value:>24}".rstrip())
    for promise in PROMISES:
        print(f"{promise:40}{verdict.broken[promise]:24,}   promised 0")
    for name, (count, most) in verdict.allowed.items():
        print(f"{name:40}{count:24,}   at most {most:,}")
    print(f"{'calls that Telegram would mind':40}{len(run.problems):24,}   promised 0")
    for words in (*verdict.examples, *run.problems[:3]):
        print("  " + words)


def main(arguments: Sequence[str] | None = None) -> int:
    """Play and print; 1 when a promise is broken."""
    usual = Size()
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kept")
    for name in ("answers", "people", "schools", "kills", "seed"):
        parser.add_argument(f"--{name}", type=int, default=getattr(usual, name))
    parser.add_argument("--keep", type=Path, help="the folder for the database, the files and the log of the bot")
    given = parser.parse_args(arguments)
    size = Size(given.answers, given.people, given.schools, given.kills, given.seed)
    with tempfile.TemporaryDirectory() as folder:
        run = asyncio.run(play(size, given.keep or Path(folder)))
        verdict = verdict_of(run)
    report(verdict, run)
    return 0 if verdict.kept and not run.problems else 1


if __name__ == "__main__":
    sys.exit(main())
