"""The process that reads many mutated files: ``python -m tests.documents.fuzzing FIRST COUNT``.

It prints a JSON line for each file: its number, what was done to it, what came of it, and the seconds it took. It lives
under the limits of the reading process; a file that kills it is seen by whoever started it.
"""

import json
import resource
import signal
import sys
import time
from types import FrameType
from typing import BinaryIO, get_args

from documents.cage import own_output
from documents.reading.detect import CODES
from documents.reading.formats import read_file
from documents.reading.schema import roadmap_from_json, roadmap_to_json
from domain.errors import Unreadable
from domain.measures import DraftRoadmap, Frequency, Stage, StageKind
from tests.documents.mutations import mutated

SECONDS = 20
MEMORY = 1024**3


class TooLong(BaseException):
    """A file was not read within its time."""


def check(roadmap: DraftRoadmap) -> None:
    """Whether a draft can be shown and kept: AssertionError where not."""
    written = json.dumps(roadmap_to_json(roadmap), ensure_ascii=False).encode()
    assert roadmap_from_json(json.loads(written)) == roadmap
    assert roadmap.measures
    start, end = roadmap.period.start, roadmap.period.end
    assert not (start and end and start > end), "the period ends before it begins"
    for measure in roadmap.measures:
        assert measure.title.strip()
        assert measure.stages
        assert all(question.text for question in measure.questions)
        for stage in measure.stages:
            check_stage(stage)


def check_stage(stage: Stage) -> None:
    assert stage.kind in get_args(StageKind)
    assert not (stage.start and stage.due and stage.start > stage.due), f"ends before it begins: {stage}"
    assert not (stage.kind == "unscheduled" and stage.due), f"a date without a schedule: {stage}"
    assert (stage.kind == "recurring") == (stage.recurrence is not None), f"a rule without a series: {stage}"
    assert stage.kind != "once" or stage.due or stage.start or stage.calendar, f"once, and never: {stage}"
    rule = stage.recurrence
    if rule is not None:
        assert rule.freq in get_args(Frequency)
        assert all(1 <= month <= 12 for month in rule.months or ()), rule
        assert rule.day is None or 1 <= rule.day <= 31, rule
        assert rule.starts_month is None or 1 <= rule.starts_month <= 12, rule
        assert rule.interval is None or rule.interval >= 1, rule
        assert rule.times is None or rule.times >= 1, rule


def outcome(data: bytes) -> str:
    try:
        check(read_file(data))
    except Unreadable as refused:
        if refused.code not in CODES:
            raise
        return refused.code
    except (MemoryError, RecursionError):
        return "unreadable-too-heavy"
    return "read"


def _too_long(_: int, __: FrameType | None) -> None:
    raise TooLong


def say(output: BinaryIO, **facts: object) -> None:
    output.write(json.dumps(facts).encode() + b"\n")
    output.flush()


def main(first: int, count: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _too_long)
    output = own_output()
    for seed in range(first, first + count):
        what, data = mutated(seed)
        # Said before it is read: who started this process knows which file killed it.
        say(output, seed=seed, what=what)
        begun = time.monotonic()
        signal.alarm(SECONDS)
        try:
            came = outcome(data)
        except (Exception, TooLong) as error:
            place = error.__traceback__
            while place is not None and place.tb_next is not None:
                place = place.tb_next
            where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "?"
            came = f"FAILED {error!r:.300} at {where}"
        signal.alarm(0)
        say(output, seed=seed, came=came, seconds=round(time.monotonic() - begun, 2))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
