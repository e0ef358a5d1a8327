"""How fast an answer is: ``python -m benchmarks.answers`` (about three minutes).

A person sends a photo in reply to their reminder; it is answered when the bot's acknowledgement has reached the
sandbox. Two loads: one photo at a time (the seconds until the answer) and a burst of five hundred from a hundred people
(answers in a second, and how long the last one waited). The peers are bare aiogram bots with their usual polling: one
fetches the photo and answers, one only answers. Each bot is a process of its own, the sandbox is in this one; they are
measured in turn, several times, on the same sandbox.

Not the same work is done: ours keeps the update, the photo, the answer, the journal and what it has still to say, each
durably (SQLite with synchronous=FULL, fsync for the photo), and puts the answer into the log of the school as well; the
peers keep nothing. Telegram's pace (about 30 messages a second) is lifted for all of them: it is slower than any.
"""

import argparse
import asyncio
import os
import platform
import signal
import statistics
import sys
import tempfile
from asyncio.subprocess import Process
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path

import aiohttp
from sqlalchemy import func, select

from benchmarks.answers_sandbox import Photos, Stopwatch, measure
from benchmarks.kept_district import crowd_of, found_district, people_sandbox
from benchmarks.mortal import ROOT, Mortal
from benchmarks.year_district import district
from sandbox.app import Running
from sandbox.app import start as start_sandbox
from sandbox.settings import Settings
from storage.database import Database, sqlite_url
from storage.tables import attachments

OURS, DOWNLOADS, ECHOES = "vsrok", "aiogram, downloads", "aiogram, only echoes"
BOTS = {OURS: 1, DOWNLOADS: 2, ECHOES: 3}
"""The bots by the number of their token."""
_STARTED_WITHIN = 60.0
_PAUSE = 1.0


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    people: int = 100
    alone: int = 60
    burst: int = 500
    repeats: int = 3


@dataclass(frozen=True, slots=True)
class Round:
    """One round of one bot: seconds from the queue to the answer, answers a second; ``cpu`` seconds for one answer."""

    alone: Sequence[float]
    burst: float
    last: float
    cpu: float

    @property
    def median(self) -> float:
        """Of the seconds of one photo at a time."""
        return statistics.median(self.alone)

    @property
    def slowest(self) -> float:
        """The 99th percentile of these."""
        return percentile(self.alone, 99)


def percentile(values: Sequence[float], share: int) -> float:
    """The smallest value that is not below so many hundredths of all."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def cpu_seconds(process: int) -> float:
    """What a process has used of all cores so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def peer(sandbox: Running, name: str) -> Process:
    """Start a peer and wait until it asks for updates."""
    way = "download" if name == DOWNLOADS else "echo"
    command = ("-m", "benchmarks.answers_peers", sandbox.url, f"{BOTS[name]}:peer", way)
    return await asyncio.create_subprocess_exec(sys.executable, *command, cwd=ROOT, stderr=asyncio.subprocess.DEVNULL)


async def once(
    sandbox: Running, watch: Stopwatch, name: str, process: int, numbers: Sequence[int], photos: Photos, size: Size
) -> Round:
    """Both loads for one bot."""
    world = next(one for one in sandbox.sandbox.bots.ground.worlds if one.bot.id == BOTS[name])
    turn = cycle(numbers)
    await measure(sandbox, watch, world, list(islice(turn, 5)), photos, at_once=False)
    alone = await measure(sandbox, watch, world, list(islice(turn, size.alone)), photos, at_once=False)
    await asyncio.sleep(_PAUSE)
    before = cpu_seconds(process)
    burst = await measure(sandbox, watch, world, list(islice(turn, size.burst)), photos, at_once=True)
    cpu = (cpu_seconds(process) - before) / size.burst
    await asyncio.sleep(_PAUSE)
    return Round(alone.took, size.burst / (burst.last - burst.began), max(burst.took), cpu)


async def run(size: Size, folder: Path) -> dict[str, list[Round]]:
    """Every bot in turn, as often as is asked for; RuntimeError when ours has not kept every photo."""
    places = district(4, size.people + 4 + size.people // 5 + 16, "Europe/Moscow", 1)
    members = crowd_of(places, size.people)
    sandbox = await start_sandbox(Settings(rates=False, poll_pace=False))
    watch = Stopwatch()
    sandbox.sandbox.journal = sandbox.sandbox.gateway.journal = watch
    await found_district(places, members, sandbox.url, folder, measures=1)
    ours = Mortal(sandbox.url, folder, lambda: int(sandbox.sandbox.world.updates.allowed != []), "shipped")
    peers: dict[str, Process] = {}
    rounds: dict[str, list[Round]] = {name: [] for name in BOTS}
    photos, numbers = Photos(1), [person.number for person in members]
    try:
        async with aiohttp.ClientSession() as session:
            await people_sandbox(session, sandbox.url, places)
        await ours.start()
        await ours.up()
        await _until(lambda: all(_has_card(sandbox, number) for number in numbers))
        peers = {name: await peer(sandbox, name) for name in (DOWNLOADS, ECHOES)}
        await _until(lambda: len(sandbox.sandbox.bots.ground.worlds) == len(BOTS))
        await asyncio.sleep(2 * _PAUSE)
        processes = {OURS: ours.process or 0, **{name: process.pid for name, process in peers.items()}}
        for number in range(size.repeats):
            for name in [*BOTS][number % 3 :] + [*BOTS][: number % 3]:
                found = await once(sandbox, watch, name, processes[name], numbers, photos, size)
                rounds[name].append(found)
        await ours.stop()
    finally:
        for process in peers.values():
            process.send_signal(signal.SIGTERM)
            await process.wait()
        await ours.bury()
        await sandbox.stop()
    sent, kept = size.repeats * (5 + size.alone + size.burst), await _kept(folder)
    if sent != kept or watch.problems:
        raise RuntimeError(f"{kept} photos of {sent} were kept; {watch.problems[:3]}")
    return rounds


def _has_card(sandbox: Running, number: int) -> bool:
    messages = sandbox.sandbox.world.chat(number).messages.values()
    return any(":done" in str(message.get("reply_markup", "")) for message in messages)


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(_STARTED_WITHIN):
        while not holds():
            await asyncio.sleep(0.05)


async def _kept(folder: Path) -> int:
    database = Database(sqlite_url(folder))
    async with database.read() as connection:
        kept: int = (await connection.execute(select(func.count()).select_from(attachments))).scalar_one()
    await database.close()
    return kept


# --- what is printed -------------------------------------------------------------------------------------------------

COLUMNS: tuple[tuple[str, Callable[[Round], float], Callable[[float], str]], ...] = (
    ("median", lambda one: one.median, lambda value: f"{1000 * value:.1f} ms"),
    ("99th", lambda one: one.slowest, lambda value: f"{1000 * value:.1f} ms"),
    ("burst", lambda one: one.burst, lambda value: f"{value:.0f}/s"),
    ("the last", lambda one: one.last, lambda value: f"{value:.2f} s"),
    ("cpu each", lambda one: one.cpu, lambda value: f"{1000 * value:.1f} ms"),
)


def spread(values: Sequence[float], shown: Callable[[float], str]) -> str:
    """The median of the rounds, and the least and the most."""
    return f"{shown(statistics.median(values))} ({shown(min(values))} … {shown(max(values))})"


def ratios(ours: Sequence[Round], theirs: Sequence[Round], of: Callable[[Round], float]) -> list[float]:
    """Ours beside theirs in each round: how many times more."""
    return [of(mine) / of(other) for mine, other in zip(ours, theirs, strict=True)]


def report(rounds: dict[str, list[Round]], size: Size, photo: int) -> None:
    """The table, and the ratios beside each peer."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    named = ", ".join(f"{name} {version(name)}" for name in ("vsrok", "aiogram", "aiohttp", "SQLAlchemy"))
    print(f"Python {platform.python_version()}, {named}; {os.cpu_count()} cores, load {load}; not bound to cores")
    print(f"photos of {photo // 1024} KB; {size.alone} one at a time, {size.burst} at once from {size.people} people;")
    print(f"{size.repeats} rounds in turn: median (least … most)\n")
    wide = max(len(name) for name in rounds) + 12
    print(f"{'':12}" + "".join(f"{name:>{wide}}" for name in rounds))
    for name, of, shown in COLUMNS:
        print(
            f"{name:12}" + "".join(f"{spread([of(one) for one in found], shown):>{wide}}" for found in rounds.values())
        )
    print(
        f"\n{'vsrok beside, how many times more':{12 + wide}}"
        + "".join(f"{name:>{wide}}" for name in (DOWNLOADS, ECHOES))
    )
    for name, of, _ in COLUMNS:
        beside = [ratios(rounds[OURS], rounds[other], of) for other in (DOWNLOADS, ECHOES)]
        cells = [spread(found, lambda value: f"{value:.2g}") for found in beside]
        print(f"{name:{12 + wide}}" + "".join(f"{cell:>{wide}}" for cell in cells))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    usual = Size()
    parser = argparse.ArgumentParser(prog="python -m benchmarks.answers")
    for name in ("people", "alone", "burst", "repeats"):
        parser.add_argument(f"--{name}", type=int, default=getattr(usual, name))
    given = parser.parse_args(arguments)
    size = Size(given.people, given.alone, given.burst, given.repeats)
    with tempfile.TemporaryDirectory() as folder:
        rounds = asyncio.run(run(size, Path(folder)))
    report(rounds, size, Photos(1).size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
