"""The judge of the kept answers sees every loss: each made by hand in a day that was whole."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from benchmarks.kept_judge import PROMISES, Answer, Found, Part, Row, Verdict, judge

PHOTO, FIRST, SECOND = "a" * 64, "b" * 64, "c" * 64
ANSWERS = (
    Answer(7, "photo", (Part(10, PHOTO),), words="Занятие прошло"),
    Answer(7, "album", (Part(12, FIRST), Part(13, SECOND))),
    # The same picture, sent by somebody else: one file on the disk.
    Answer(8, "photo", (Part(10, PHOTO),)),
    Answer(8, "words", (Part(14),), words="Памятки розданы"),
    Answer(8, "button", assignments=(40,), status="done"),
    Answer(9, "all-done", assignments=(50, 51), status="done"),
)
WHOLE = Found(
    rows=(
        Row(1, 7, 10, 30, None, "Занятие прошло"),
        Row(2, 7, 12, 30, None, None),
        Row(3, 8, 10, 40, None, None),
        Row(4, 8, 14, 40, None, "Памятки розданы"),
        Row(5, 8, None, 40, "done", None),
        Row(6, 9, None, 50, "done", None),
        Row(7, 9, None, 51, "done", None),
    ),
    noted={(number, "status" if number > 5 else "report"): 1 for number in range(1, 8)},
    attached={(7, 10): [(1, PHOTO)], (7, 12): [(2, FIRST)], (7, 13): [(2, SECOND)], (8, 10): [(3, PHOTO)]},
    named=frozenset({PHOTO, FIRST, SECOND}),
    disk=dict.fromkeys((PHOTO, FIRST, SECOND), (1, 1)),
    temporary=0,
    acknowledged=dict.fromkeys(range(1, 8), 1),
    posted={
        1: ["№ 1 «Занятие прошло»"],
        4: ["№ 2 «Памятки розданы»"],
        **{report: ["№ 1"] for report in (2, 3, 5, 6, 7)},
    },
    strangers=0,
)


def verdict(found: Found, kills: int = 0) -> Verdict:
    return judge(ANSWERS, found, on_their_way=2 * kills, unfinished=kills)


def without(found: Found, report: int) -> Found:
    return replace(found, rows=[row for row in found.rows if row.id != report])


def twice(found: Found, report: int) -> Found:
    row = next(row for row in found.rows if row.id == report)
    return replace(found, rows=[*found.rows, replace(row, id=100)])


def attached(found: Found, place: tuple[int, int], *rows: tuple[int, str | None]) -> Found:
    return replace(found, attached={**found.attached, place: list(rows)})


def on_disk(found: Found, name: str, counted: tuple[int, int] | None) -> Found:
    disk = {key: value for key, value in found.disk.items() if key != name}
    return replace(found, disk=disk if counted is None else {**disk, name: counted})


LOSSES: list[tuple[str, Callable[[Found], Found]]] = [
    ("answers lost", lambda found: without(found, 4)),
    ("answers lost", lambda found: without(found, 5)),
    ("answers lost", lambda found: without(found, 7)),
    ("answers lost", lambda found: attached(attached(without(found, 2), (7, 12)), (7, 13))),
    ("answers twice", lambda found: twice(found, 3)),
    ("answers twice", lambda found: twice(found, 5)),
    # A part of an album that became an answer of its own.
    ("answers twice", lambda found: replace(found, rows=[*found.rows, Row(101, 7, 13, 30, None, None)])),
    ("reports of nothing", lambda found: replace(found, rows=[*found.rows, Row(102, 9, 77, 50, None, "а")])),
    ("words changed", lambda found: replace(found, rows=[replace(found.rows[0], text="Занятие"), *found.rows[1:]])),
    ("not in the journal", lambda found: replace(found, noted={**found.noted, (3, "report"): 0})),
    ("not in the journal", lambda found: replace(found, noted={**found.noted, (6, "status"): 0})),
    ("twice in the journal", lambda found: replace(found, noted={**found.noted, (3, "report"): 2})),
    ("photos and files lost", lambda found: attached(found, (7, 13))),
    ("photos and files twice", lambda found: attached(found, (8, 10), (3, PHOTO), (3, PHOTO))),
    ("of other bytes", lambda found: attached(found, (8, 10), (3, FIRST))),
    ("of other bytes", lambda found: attached(found, (8, 10), (3, None))),
    ("not on the disk", lambda found: on_disk(found, SECOND, None)),
    ("not on the disk", lambda found: replace(found, named=found.named | {"d" * 64})),
    ("twice on the disk", lambda found: on_disk(found, SECOND, (2, 2))),
    ("on the disk under a wrong name", lambda found: on_disk(found, SECOND, (1, 0))),
    ("on the disk without a row", lambda found: on_disk(found, "d" * 64, (1, 1))),
    ("not acknowledged", lambda found: replace(found, acknowledged={**found.acknowledged, 4: 0})),
    ("not acknowledged", lambda found: replace(found, acknowledged={**found.acknowledged, 7: 0})),
    ("not in the log", lambda found: replace(found, posted={**found.posted, 2: []})),
    ("in the log without its words", lambda found: replace(found, posted={**found.posted, 4: ["№ 2"]})),
]


def test_a_day_on_which_nothing_was_lost_is_kept() -> None:
    found = verdict(WHOLE)
    assert found.kept, found.examples
    assert (found.answers, found.reports, found.files) == (6, 7, 4)


@pytest.mark.parametrize(("promise", "loss"), LOSSES)
def test_a_loss_is_seen_and_named(promise: str, loss: Callable[[Found], Found]) -> None:
    found = verdict(loss(WHOLE), kills=1)
    assert found.broken[promise] == 1, found.broken
    assert not found.kept


def test_every_promise_can_be_broken() -> None:
    assert {promise for promise, _ in LOSSES} == set(PROMISES)


@pytest.mark.parametrize(
    "repeated",
    [
        replace(WHOLE, acknowledged={**WHOLE.acknowledged, 1: 2, 3: 2, 4: 2}),
        replace(WHOLE, strangers=3),
        replace(WHOLE, doubtful=frozenset({1, 2, 3})),
    ],
)
def test_more_copies_than_were_on_their_way_are_no_accident(repeated: Found) -> None:
    """Two messages are on their way at a kill: three copies need two kills."""
    assert not verdict(repeated, kills=1).kept
    assert verdict(repeated, kills=2).kept


def test_unfinished_files_are_as_many_as_were_being_written() -> None:
    left = replace(WHOLE, temporary=1)
    assert not verdict(left, kills=0).kept
    assert verdict(left, kills=1).kept


def test_what_was_given_up_and_shown_to_a_person_is_not_called_unsaid() -> None:
    silent = replace(WHOLE, acknowledged={**WHOLE.acknowledged, 4: 0}, posted={**WHOLE.posted, 4: []})
    assert not verdict(silent, kills=1).kept
    assert verdict(replace(silent, doubtful=frozenset({4})), kills=1).kept
