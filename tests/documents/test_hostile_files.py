"""Files that are broken, foreign or meant to hurt: a clear code, and the process that asked lives on."""

import asyncio
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from documents.cage import environment
from documents.reading.answer import MAX_ANSWER
from documents.reading.child import AT_ONCE, read_in_child
from documents.reading.detect import CODES
from documents.reading.formats import read_file
from domain.errors import ColumnsUnclear, Unreadable
from tests.documents.hostile import HOSTILE
from tests.documents.readings import ROOT, example

MEGABYTE = 1024 * 1024
# The parent holds the file and hands it over; anything of the child's would be far more.
FLAT = 60 * MEGABYTE


def memory() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_file_ends_with_its_code_or_a_draft(name: str) -> None:
    make, code = HOSTILE[name]
    data = make()
    before = memory()
    begun = time.monotonic()
    if code is None:
        assert (await read_in_child(data, name)).measures
    else:
        with pytest.raises(Unreadable) as refused:
            await read_in_child(data, name)
        assert refused.value.code == code
        assert code in CODES
    assert time.monotonic() - begun < 35
    assert memory() - before < FLAT


async def test_after_a_file_that_kills_its_reader_the_next_one_is_read() -> None:
    with pytest.raises(Unreadable, match="unreadable-too-heavy"):
        await read_in_child(HOSTILE["28,000 crossing lines"][0](), "lines.pdf", seconds=0.5)
    assert len((await read_in_child(example("003.docx"), "003.docx")).measures) == 27


async def test_the_size_of_a_refused_file_is_told() -> None:
    with pytest.raises(Unreadable) as refused:
        await read_in_child(bytes(21 * MEGABYTE), "big.docx")
    assert refused.value.facts == {"size_mb": 21.0, "limit_mb": 20}


async def test_a_good_document_is_read_and_its_steps_are_told() -> None:
    steps: list[str] = []
    roadmap = await read_in_child(example("000.docx"), "000.docx", on_progress=steps.append)
    assert len(roadmap.measures) == 24
    assert steps == ["parsing", "parsed"]


async def test_reading_does_not_stop_the_loop() -> None:
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.01)
            longest = max(longest, time.monotonic() - before - 0.01)

    watcher = asyncio.create_task(watch())
    await read_in_child(example("002.pdf"), "002.pdf")
    watcher.cancel()
    assert longest < 0.5


def children() -> set[int]:
    """The readers that this process started and that still run."""
    own = Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()
    return {int(pid) for pid in own if b"documents.reading" in command_of(pid)}


def command_of(pid: str) -> bytes:
    try:
        return (Path("/proc") / pid / "cmdline").read_bytes()
    except OSError:
        return b""


async def test_a_child_that_takes_too_long_is_killed() -> None:
    before = children()
    with pytest.raises(Unreadable) as refused:
        await read_in_child(example("002.pdf"), "002.pdf", seconds=0.05)
    assert refused.value.code == "unreadable-too-heavy"
    assert children() <= before


async def test_a_child_ends_when_its_reader_is_cancelled() -> None:
    before = children()
    task = asyncio.create_task(read_in_child(example("002.pdf"), "002.pdf"))
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert children() <= before


async def test_not_more_than_two_files_are_read_at_once_and_all_are_read() -> None:
    before = children()
    most = 0

    async def watch() -> None:
        nonlocal most
        while True:
            most = max(most, len(children() - before))
            await asyncio.sleep(0.005)

    watcher = asyncio.create_task(watch())
    read = await asyncio.gather(*(read_in_child(example("003.docx"), str(place)) for place in range(5)))
    watcher.cancel()
    assert [len(one.measures) for one in read] == [27] * 5
    assert 1 <= most <= AT_ONCE


def test_the_child_sees_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VSROK_TOKEN", "123:secret")
    assert "123:secret" not in environment().values()


@contextmanager
def child_runs(monkeypatch: pytest.MonkeyPatch, program: str) -> Iterator[None]:
    """The reader's process runs another program than it should."""
    real = asyncio.create_subprocess_exec

    async def instead(*_: str, **how: object) -> asyncio.subprocess.Process:
        return await real(sys.executable, "-c", program, **how)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(asyncio, "create_subprocess_exec", instead)
        yield


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import sys; sys.exit(3)", "unreadable-damaged"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "unreadable-too-heavy"),
        ("raise MemoryError", "unreadable-too-heavy"),
        ("print('no json')", "unreadable-damaged"),
        ("print('{\"roadmap\": 5}')", "unreadable-damaged"),
        ("print('[]')", "unreadable-damaged"),
        ("import sys; sys.stderr.write('x' * 50_000_000); sys.exit(1)", "unreadable-damaged"),
        ("import sys\nwhile True: sys.stdout.write('x' * 1_000_000)", "unreadable-too-heavy"),
        ("import os, time\nif os.fork() == 0: time.sleep(600)\nos._exit(0)", "unreadable-too-heavy"),
    ],
    ids=[
        "leaves without reading",
        "crashes",
        "runs out of memory",
        "says nonsense",
        "says half",
        "says a list",
        "complains without end",
        "talks without end",
        "leaves another behind",
    ],
)
async def test_whatever_the_child_does_the_parent_answers(
    monkeypatch: pytest.MonkeyPatch, program: str, code: str
) -> None:
    before = memory()
    with child_runs(monkeypatch, program), pytest.raises(Unreadable) as refused:
        # More than a pipe holds: a child that does not read breaks it.
        await read_in_child(bytes(5 * MEGABYTE), "x", seconds=3)
    assert refused.value.code == code
    assert memory() - before < FLAT + MAX_ANSWER


async def test_what_a_child_left_behind_is_killed_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = tmp_path / "pid"
    program = (
        f"import os, time\nif os.fork() == 0:\n open({str(kept)!r}, 'w').write(str(os.getpid()))\n time.sleep(600)"
    )
    with child_runs(monkeypatch, program), pytest.raises(Unreadable):
        await read_in_child(b"x", "x", seconds=2)
    left = Path("/proc") / kept.read_text("ascii") / "cmdline"
    # A killed process stays in the list without a command line until somebody takes note of its end.
    async with asyncio.timeout(10):
        while left.exists() and left.read_bytes():
            await asyncio.sleep(0.05)


CAGED = """
import os, socket, subprocess, sys
from documents.cage import close_cage, limit_resources
limit_resources()
close_cage()
attempts = {
    "socket": lambda: socket.create_connection(("127.0.0.1", 9)),
    "name": lambda: socket.getaddrinfo("example.org", 80),
    "program": lambda: subprocess.run(["/bin/true"]),
    "shell": lambda: os.system("true"),
    "replace": lambda: os.execv("/bin/true", ["true"]),
    "write": lambda: open(sys.argv[1], "w"),
    "low write": lambda: os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT),
    "remove": lambda: os.remove(sys.argv[1]),
    "rename": lambda: os.rename(sys.argv[1], sys.argv[1] + "2"),
    "memory": lambda: bytearray(2 * 1024**3),
}
for name, attempt in attempts.items():
    try:
        attempt()
    except (PermissionError, MemoryError):
        continue
    print(name)
open("/proc/self/status").read()
print("network:", len(open("/proc/net/dev").read().splitlines()))
"""


def test_the_caged_child_can_read_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("kept")
    done = subprocess.run(
        [sys.executable, "-c", CAGED, str(tmp_path / "kept")],
        capture_output=True, text=True, timeout=60, check=False, env={"PYTHONPATH": str(ROOT)}, cwd="/",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("network:"), done.stdout
    assert (tmp_path / "kept").read_text() == "kept"


def test_a_child_that_computes_without_end_is_stopped_by_its_own_limit() -> None:
    program = (
        "from documents import cage\ncage.CPU_SECONDS = 1\ncage.limit_resources()\ncage.close_cage()\nwhile True: pass"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, timeout=60, check=False, env={"PYTHONPATH": str(ROOT)}, cwd="/",
    )  # fmt: skip
    assert -done.returncode in {signal.SIGXCPU, signal.SIGKILL}


async def test_columns_that_nothing_tells_come_out_of_the_child_with_their_rows() -> None:
    rows = [["красный", "синий", "зелёный"]] * 6
    text = "\n".join("\t".join(row) for row in rows)
    with pytest.raises(ColumnsUnclear) as unclear:
        await read_in_child(text.encode(), "colours.txt")
    assert unclear.value.rows[0][:3] == ("красный", "синий", "зелёный")
    with pytest.raises(ColumnsUnclear) as here:
        read_file(text.encode())
    assert (unclear.value.rows, unclear.value.shape) == (here.value.rows, here.value.shape)


async def test_columns_that_a_person_picked_are_read_in_the_child() -> None:
    text = "Проверка журналов\tШабанова Н.С.\tдо 20.10.2022\nПедсовет\tШарик Н.Н.\tдо 25.10.2022\n" * 3
    roadmap = await read_in_child(text.encode(), "x.txt", columns={0: "title", 1: "responsible", 2: "deadline"})
    assert [measure.deadline_text for measure in roadmap.measures][:2] == ["до 20.10.2022", "до 25.10.2022"]
    assert roadmap.measures[0].responsible_text == "Шабанова Н.С."


def without_styles(content: bytes) -> bytes:
    """A workbook about whose cells openpyxl prints a line of its own."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            kept = re.sub(rb"<cellStyleXfs.*?</cellStyleXfs>", b"", old.read(name), flags=re.DOTALL)
            new.writestr(name, kept)
    return changed.getvalue()


async def test_what_a_library_prints_is_not_taken_for_the_answer(capfd: pytest.CaptureFixture[str]) -> None:
    content = without_styles(example("001.xlsx"))
    assert read_file(content).measures
    assert capfd.readouterr().out, "openpyxl prints nothing: this shows nothing any more"
    assert await read_in_child(content, "x.xlsx") == read_file(content)


def test_the_answer_of_the_child_is_one_json_object() -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "documents.reading"],
        input=example("003.txt"), capture_output=True, timeout=60, check=True, env={"PYTHONPATH": str(ROOT)}, cwd="/",
    )  # fmt: skip
    assert set(json.load(io.BytesIO(done.stdout))) == {"roadmap"}
    assert done.stderr == b""
