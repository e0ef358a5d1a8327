"""The judge of ``benchmarks.kept``: what people sent, held against what was found; pure, so that it can be tested.

An answer is a message, an album, or a press of a button. What was found is counted from outside: the rows of the
database, the files of the disk, and the messages that stood in the chats of the sandbox.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["photo", "album", "photo-file", "document", "words", "button", "all-done"]
Place = tuple[int, int]
"""A message: the number of its chat, its own number there."""


@dataclass(frozen=True, slots=True)
class Part:
    """A message of an answer; ``sha256`` of the bytes that Telegram serves for its file, None where it has none."""

    message: int
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody sent. A press has no parts but ``assignments``, one report for each, and their ``status``."""

    number: int
    kind: Kind
    parts: tuple[Part, ...] = ()
    words: str | None = None
    assignments: tuple[int, ...] = ()
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A report as the database has it; ``number`` is its author's."""

    id: int
    number: int
    message: int | None
    assignment: int | None
    status: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that was found at the end.

    ``noted``: lines of the journal by report and what they say; ``attached``: report and hash of each row of a file, by
    message; ``named``: the hashes for which there is a row; ``disk``: how many files have this name and how many of
    them hold the bytes of this hash; ``temporary``: files without a name; ``acknowledged`` and ``posted``: by report,
    how many messages said so to its author, and the words of its post in the log; ``strangers``: messages of the bot
    that no row knows, so copies; ``doubtful``: reports about which a message was given up and shown to a person.
    """

    rows: Sequence[Row]
    noted: Mapping[tuple[int, str], int]
    attached: Mapping[Place, Sequence[tuple[int, str | None]]]
    named: frozenset[str]
    disk: Mapping[str, tuple[int, int]]
    temporary: int
    acknowledged: Mapping[int, int]
    posted: Mapping[int, Sequence[str]]
    strangers: int
    doubtful: frozenset[int] = frozenset()


@dataclass
class Verdict:
    """How often each promise was broken, by its name; ``allowed``: what a crash may leave, and how much of it."""

    answers: int
    reports: int
    files: int
    broken: Counter[str] = field(default_factory=Counter)
    allowed: dict[str, tuple[int, int]] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)

    @property
    def kept(self) -> bool:
        """Whether nothing was lost, and no more was repeated than what was on its way."""
        return not self.broken.total() and all(count <= most for count, most in self.allowed.values())

    def breaks(self, promise: str, of: object, times: int = 1) -> None:
        """Count a broken promise, with an example."""
        if times > 0:
            self.broken[promise] += times
            if self.broken[promise] <= 3:
                self.examples.append(f"{promise}: {of}")


PROMISES = (
    "answers lost",
    "answers twice",
    "reports of nothing",
    "words changed",
    "not in the journal",
    "twice in the journal",
    "photos and files lost",
    "photos and files twice",
    "of other bytes",
    "not on the disk",
    "twice on the disk",
    "on the disk under a wrong name",
    "on the disk without a row",
    "not acknowledged",
    "not in the log",
    "in the log without its words",
)


def judge(answers: Sequence[Answer], found: Found, *, on_their_way: int, unfinished: int) -> Verdict:
    """Hold it all against each other.

    ``on_their_way``: the messages that were being sent at all the kills together, each may be there once more;
    ``unfinished``: the files that may have been in the middle of being written.
    """
    sent = [part.sha256 for one in answers for part in one.parts if part.sha256 is not None]
    verdict = Verdict(len(answers), len(found.rows), len(sent))
    by_message, by_press = _indexed(found)
    taken: set[int] = set()
    for answer in answers:
        for rows in _rows_of(answer, by_message, by_press):
            if not rows:
                verdict.breaks("answers lost", answer)
                continue
            verdict.breaks("answers twice", answer, len(rows) - 1)
            taken.update(row.id for row in rows)
            _check_report(verdict, answer, rows[0], found)
        _check_files(verdict, answer, found)
    for row in found.rows:
        verdict.breaks("reports of nothing", row, row.id not in taken)
    _check_disk(verdict, set(sent), found)
    copies = sum(max(0, found.acknowledged.get(row.id, 0) - 1) for row in found.rows)
    verdict.allowed = {
        "copies of acknowledgements": (copies, on_their_way),
        "copies that no row knows": (found.strangers, on_their_way),
        "messages given up as doubtful": (len(found.doubtful), on_their_way),
        "unfinished files on the disk": (found.temporary, unfinished),
    }
    return verdict


def _indexed(found: Found) -> tuple[dict[Place, set[Row]], dict[tuple[int, int | None, str | None], list[Row]]]:
    """The reports by the messages of which they are made, and those of presses by person, assignment and status."""
    by_id = {row.id: row for row in found.rows}
    by_message: dict[Place, set[Row]] = defaultdict(set)
    by_press: dict[tuple[int, int | None, str | None], list[Row]] = defaultdict(list)
    for row in found.rows:
        if row.message is None:
            by_press[row.number, row.assignment, row.status].append(row)
        else:
            by_message[row.number, row.message].add(row)
    for place, attached in found.attached.items():
        by_message[place].update(by_id[report] for report, _ in attached if report in by_id)
    return by_message, by_press


def _rows_of(
    answer: Answer,
    by_message: Mapping[Place, set[Row]],
    by_press: Mapping[tuple[int, int | None, str | None], list[Row]],
) -> Iterable[list[Row]]:
    """For each report that should have come of the answer, those that came."""
    if not answer.parts:
        for assignment in answer.assignments:
            yield by_press.get((answer.number, assignment, answer.status), [])
        return
    rows: set[Row] = set()
    for part in answer.parts:
        rows |= by_message.get((answer.number, part.message), set())
    yield sorted(rows, key=lambda row: row.id)


def _check_report(verdict: Verdict, answer: Answer, row: Row, found: Found) -> None:
    if answer.words is not None and row.text != answer.words:
        verdict.breaks("words changed", f"{answer.words!r} became {row.text!r}")
    # «Все выполнены» is one line for each measure: that its status has changed.
    noted = found.noted.get((row.id, "status" if answer.kind == "all-done" else "report"), 0)
    verdict.breaks("not in the journal", answer, noted == 0)
    verdict.breaks("twice in the journal", answer, noted - 1)
    if row.id in found.doubtful:
        return
    verdict.breaks("not acknowledged", answer, not found.acknowledged.get(row.id))
    posts = found.posted.get(row.id, ())
    verdict.breaks("not in the log", answer, not posts)
    quoted = answer.words is not None and answer.status is None
    verdict.breaks(
        "in the log without its words", answer, quoted and any(str(answer.words) not in one for one in posts)
    )


def _check_files(verdict: Verdict, answer: Answer, found: Found) -> None:
    for part in answer.parts:
        if part.sha256 is None:
            continue
        kept = found.attached.get((answer.number, part.message), ())
        verdict.breaks("photos and files lost", answer, not kept)
        verdict.breaks("photos and files twice", answer, len(kept) - 1)
        verdict.breaks("of other bytes", answer, any(sha256 != part.sha256 for _, sha256 in kept))


def _check_disk(verdict: Verdict, sent: set[str], found: Found) -> None:
    for name in (found.named | sent) - found.disk.keys():
        verdict.breaks("not on the disk", name)
    for name, (files, whole) in found.disk.items():
        verdict.breaks("twice on the disk", name, files - 1)
        verdict.breaks("on the disk under a wrong name", name, files - whole)
        verdict.breaks("on the disk without a row", name, name not in found.named)
