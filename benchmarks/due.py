"""What it costs to find what is due: ``python -m benchmarks.due`` (about ten minutes; ``--up-to 100000``: four).

With a thousand, ten thousand … open assignments in a real SQLite file (our tables, WAL, synchronous=FULL), several for
each person, spread over a year and over many plans, every person told of them once before. The peer is APScheduler,
the usual way to remind people in Python, with its SQLite store and with the one in memory, a job for each assignment.
Each case runs in a process of its own; a peer that takes too long is stopped and asked no more.

Not the same work is done: our «one due» and «1,000 due» make the record of each reminder and the messages themselves
(five reminders for a person are one), durably; the peer's job does nothing, and its record is only that it is gone.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from benchmarks import due_peers, due_store
from benchmarks.figures import Figures

SIZES = (1_000, 10_000, 100_000, 1_000_000)
OURS, SQLITE, MEMORY = "vsrok", "APScheduler, SQLite", "APScheduler, memory"
# Where the peers stop being asked: adding a job is a commit of its own, 100,000 of them take minutes.
UP_TO = {OURS: SIZES[-1], SQLITE: 10_000, MEMORY: SIZES[-1]}
LONGEST = 150.0
"""Seconds that a peer has for one case."""
FLAT = 3.0
"""The look with the most open assignments may cost so many times the one with the fewest."""

Table = dict[tuple[int, str], Figures]


async def measure(store: str, count: int) -> Figures:
    """One case, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        if store == OURS:
            return await due_store.measure(count, Path(folder))
        return await due_peers.measure(count, Path(folder), in_memory=store == MEMORY)


def in_process(store: str, count: int, longest: float | None) -> Figures | None:
    """One case, in a process of its own; None when it takes longer than so many seconds."""
    command = [sys.executable, "-m", "benchmarks.due", "--only", store, "--up-to", str(count)]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=longest)
    except subprocess.TimeoutExpired:
        return None
    return Figures(**json.loads(done.stdout))


def run(sizes: tuple[int, ...], up_to: Mapping[str, int], longest: float) -> Table:
    """Every case, printed as it comes."""
    print(f"{'open':>9}  {'':20}{'add all':>10}{'0 due':>9}{'1 due':>9}{'1,000 due':>11}{'loop stands':>13}", end="")
    print(f"{'memory':>9}{'file':>9}")
    table: Table = {}
    stopped: set[str] = set()
    for count in sizes:
        for store in (OURS, SQLITE, MEMORY):
            if count > up_to[store] or store in stopped:
                continue
            found = in_process(store, count, None if store == OURS else longest)
            if found is None:
                stopped.add(store)
                print(f"{count:9,}  {store:20} stopped after {longest:.0f} s")
                continue
            table[count, store] = found
            print(f"{count:9,}  {store:20}{line(found)}", flush=True)
    return table


def line(found: Figures) -> str:
    """A row of the table."""
    times = f"{_seconds(found.add):>10}{_ms(found.idle):>9}{_ms(found.one):>9}{_ms(found.burst):>11}"
    file = "–" if found.file is None else f"{found.file:.1f} MB"
    return f"{times}{_ms(found.blocked):>13}{found.memory:6.1f} MB{file:>9}"


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:,.2f} ms" if seconds < 0.01 else f"{1000 * seconds:,.0f} ms"


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s"


def ratios(table: Table) -> None:
    """Each peer beside us at its largest size."""
    print(
        f"\n{'how many times more':32}{'add all':>10}{'0 due':>9}{'1 due':>9}{'1,000 due':>11}{'loop stands':>13}",
        end="",
    )
    print(f"{'memory':>9}")
    for store in (SQLITE, MEMORY):
        count = max((size for size, name in table if name == store), default=None)
        if count is None:
            continue
        theirs, ours = table[count, store], table[count, OURS]
        cells = (
            (theirs.add / ours.add, 10),
            (theirs.idle / ours.idle, 9),
            (theirs.one / ours.one, 9),
            (theirs.burst / ours.burst, 11),
            (theirs.blocked / ours.blocked, 13),
            # Less than a megabyte is below what can be measured from outside.
            (max(theirs.memory, 1) / max(ours.memory, 1), 9),
        )
        print(f"{store + f', {count:,}':32}" + "".join(f"{ratio:{width},.2g}" for ratio, width in cells))


def flat(table: Table) -> bool:
    """Whether looking costs the same however many assignments are open; printed."""
    sizes = [size for size, store in table if store == OURS]
    few, many = table[min(sizes), OURS], table[max(sizes), OURS]
    assert few.query is not None
    assert many.query is not None
    print(f"\nvsrok with {max(sizes):,} open beside {min(sizes):,} (promise: at most {FLAT:.0f} times more):")
    kept = True
    for name, before, after in (
        ("the question what is due", few.query, many.query),
        ("a look, nothing due", few.idle, many.idle),
        ("a look, one due", few.one, many.one),
        ("a look, 1,000 due", few.burst, many.burst),
    ):
        kept = kept and after / before <= FLAT
        print(f"  {name:26}{_ms(before):>10} → {_ms(after):>9}   {after / before:.1f} times")
    return kept


def main() -> int:
    """Measure and print; 1 when the cost is not flat."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.due")
    parser.add_argument("--up-to", type=int, default=SIZES[-1], help="the most open assignments")
    parser.add_argument("--longest", type=float, default=LONGEST, help="seconds that a peer has for one case")
    parser.add_argument("--sqlite-up-to", type=int, default=UP_TO[SQLITE], help="the same for APScheduler's SQLite")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        print(json.dumps(asdict(asyncio.run(measure(given.only, given.up_to)))))
        return 0
    sizes = tuple(size for size in SIZES if size <= given.up_to)
    table = run(sizes, {**UP_TO, SQLITE: given.sqlite_up_to}, given.longest)
    ratios(table)
    return 0 if flat(table) else 1


if __name__ == "__main__":
    sys.exit(main())
