"""How fast and how rightly plans are read: ``python -m benchmarks.reading`` (about a minute; needs the extra «bench»).

Phrases are the ones in ``tests/domain/phrases``, each with the reading of a careful person. The peer is dateparser, the
best known library for dates in Russian words; it reads single dates only, so the share is also given for those alone.
Documents are the five in ``examples``, in each form (those of other programs from ``tests/documents/files``), in this
process and through the child process of an upload.
"""

import asyncio
import io
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import dateparser
import openpyxl

from documents.reading.child import read_in_child
from documents.reading.formats import read_file
from documents.reading.schema import stage_to_json
from domain.measures import Span
from tests.domain.phrasebook import Phrase, phrases

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
FILES = ROOT / "tests" / "documents" / "files"
FORMS = ("txt", "docx", "xlsx", "pdf")
# Saved from these by other programs.
OTHER_FORMS = ("odt", "ods", "xls")
DOCUMENTS = ("000", "001", "002", "003", "004")
ROWS = 5_000


def theirs(phrase: Phrase) -> date | None:
    """What dateparser makes of a phrase, with every help that it takes: language, order, the plan's first day."""
    base = datetime.combine(phrase.plan.start or date(2023, 9, 1), datetime.min.time())
    settings = {
        "DATE_ORDER": "DMY",
        "PREFER_DAY_OF_MONTH": "last",
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": base,
    }
    found = dateparser.parse(phrase.text, languages=["ru"], settings=settings)
    return found.date() if found else None


def judge(found: date | None, right: date | None) -> str:
    """«right», «wrong date» or «silent» for one due day."""
    if found is None:
        return "silent"
    return "right" if found == right else "wrong date"


def judge_ours(phrase: Phrase) -> str:
    """«right», «wrong date» or «asks» for a whole reading; a date counts as wrong when no right reading has it."""
    reading = phrase.read()
    if phrase.is_right(reading):
        return "right"
    allowed = {(one.get("start"), one.get("due")) for right in phrase.rights for one in right}
    stages = [stage_to_json(stage) for stage in reading.stages]
    dated = {(one.get("start"), one.get("due")) for one in stages if one.get("due")}
    return "wrong date" if dated - allowed else "asks"


def timed(work: Callable[[Phrase], object], over: Iterable[Phrase]) -> tuple[float, int]:
    """Seconds and the number of phrases."""
    began, count = time.perf_counter(), 0
    for phrase in over:
        work(phrase)
        count += 1
    return time.perf_counter() - began, count


def compare_phrases() -> None:
    """Share read right and phrases per second beside dateparser."""
    every = phrases()
    single = [phrase for phrase in every if phrase.single_day]
    print(f"{len(every)} phrases, {len(single)} of them name a single day\n")
    print(f"{'':28}{'vsrok':>12}{'dateparser':>12}")
    whole = Counter(judge_ours(phrase) for phrase in every)
    for verdict in ("right", "wrong date", "asks"):
        print(f"{'all phrases, ' + verdict:28}{whole[verdict] / len(every):12.1%}")
    we = Counter(judge(_due(phrase), phrase.single_day) for phrase in single)
    they = Counter(judge(theirs(phrase), phrase.single_day) for phrase in single)
    for verdict in ("right", "wrong date", "silent"):
        print(f"{'single days, ' + verdict:28}{we[verdict] / len(single):12.1%}{they[verdict] / len(single):12.1%}")
    our_time, count = timed(Phrase.read, every * 5)
    their_time, fewer = timed(theirs, every)
    a, b = count / our_time, fewer / their_time
    print(f"{'phrases per second':28}{a:12,.0f}{b:12,.0f}   ratio {a / b:.1f}")
    # The best of five: what the phrase itself costs, without the other work of the machine.
    slowest = max((min(timed(Phrase.read, [phrase])[0] for _ in range(5)), phrase.text) for phrase in every)
    print(f"mean {1e6 * our_time / count:.0f} µs a phrase, slowest {1e6 * slowest[0]:.0f} µs («{slowest[1][:60]}»)\n")


# A cell of hostile pieces as long as the grammar reads.
PIECES = ("1,", "до ", "(", "20.10.2023 ", "с 1 по ", "март, ", "каждую ", "I")


def longest_cells() -> None:
    """What a cell of 2,000 characters costs beside one of 250: eight times the length."""
    ratios = []
    for piece in PIECES:
        short, long = (_best(Phrase((piece * size)[:size], Span(), None, [], None)) for size in (250, 2000))
        ratios.append((long / short, long, piece))
    ratio, long, piece = max(ratios)
    print(f"a hostile cell eight times longer costs {ratio:.0f} times more («{piece}»: {1000 * long:.0f} ms)\n")


def _best(phrase: Phrase) -> float:
    return min(timed(Phrase.read, [phrase])[0] for _ in range(3))


def _due(phrase: Phrase) -> date | None:
    stages = phrase.read().stages
    return stages[0].due if len(stages) == 1 else None


def plan(name: str, form: str) -> bytes:
    """A document of the five in a form of its own or of another office program."""
    folder = EXAMPLES if form in FORMS else FILES
    return (folder / f"{name}.{form}").read_bytes()


async def compare_documents() -> None:
    """The five documents in each form: seconds in this process and through the child, and what the child takes."""
    print(f"{'the five documents':20}{'in process':>12}{'with child':>12}{'processor':>12}{'peak':>10}")
    for form in (*FORMS, *OTHER_FORMS):
        contents = [plan(name, form) for name in DOCUMENTS]
        for content in contents:
            read_file(content)
        began = time.perf_counter()
        for content in contents:
            read_file(content)
        inside = (time.perf_counter() - began) / len(contents)
        began = time.perf_counter()
        for content in contents:
            await read_in_child(content, "benchmark")
        child = (time.perf_counter() - began) / len(contents)
        costs = [cost(content) for content in contents]
        seconds, peak = sum(one.seconds for one in costs) / len(costs), max(one.megabytes for one in costs)
        print(f"  .{form:18}{inside:10.3f} s{child:10.3f} s{seconds:10.2f} s{peak:7.0f} MB")
    print("  (limit: 0.5 s with the child)")


# A process that was forked shows its parent's memory as its own highest: a small parent stands between.
MEASURE = """
import resource, subprocess, sys
answer = subprocess.run([sys.executable, "-P", "-m", "documents.reading"], stdout=subprocess.PIPE, check=True).stdout
used = resource.getrusage(resource.RUSAGE_CHILDREN)
sys.stdout.buffer.write(b"%f %f\\n" % (used.ru_utime + used.ru_stime, used.ru_maxrss / 1024) + answer)
"""


@dataclass(frozen=True)
class Cost:
    """What reading a file took in its child process: processor time, memory at its highest; and the answer."""

    seconds: float
    megabytes: float
    answer: dict[str, Any]


def cost(content: bytes) -> Cost:
    """Read a file in a process of its own, measured."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], input=content, capture_output=True, check=True, env={"PYTHONPATH": str(ROOT)}
    )
    figures, _, answer = done.stdout.partition(b"\n")
    seconds, megabytes = map(float, figures.split())
    return Cost(seconds, megabytes, json.loads(answer))


def large_sheet() -> bytes:
    """A sheet of 5,000 measures."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["План мероприятий на 2023/2024 учебный год"])
    sheet.append(["№ п/п", "Мероприятие", "Срок", "Ответственный"])
    for n in range(1, ROWS + 1):
        when = ("до 20.10.2023", "сентябрь 2023 г.", "ежемесячно", "в течение года", "3 четверть")[n % 5]
        sheet.append([n, f"Мероприятие {n}", when, "Шабанова Н.С., заместитель директора по УВР"])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def read_large_sheet() -> None:
    """Time and peak memory of the child for 5,000 rows."""
    content = large_sheet()
    took = cost(content)
    count = len(took.answer["roadmap"]["measures"])
    size = f"{count} rows of .xlsx ({len(content) / 1024:.0f} KB)"
    print(f"\n{size}: {took.seconds:.1f} s of processor, {took.megabytes:.0f} MB (limits 5 s, 300 MB)")


def main() -> None:
    """Everything in one run."""
    compare_phrases()
    longest_cells()
    asyncio.run(compare_documents())
    read_large_sheet()


if __name__ == "__main__":
    main()
