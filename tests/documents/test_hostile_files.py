"""Files that are broken, foreign or meant to hurt: a clear code, and the process that asked lives on."""

import asyncio
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from documents.reading import child
from documents.reading.child import read_in_child
from documents.reading.detect import CODES
from domain.errors import Unreadable
from tests.documents.readings import example

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def saved(book: openpyxl.Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def far_cell() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0]["XFD1048576"] = "x"
    return saved(book)


def no_table() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Привет", "мир"])
    return saved(book)


def zip_bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w/>")
        with archive.open("word/media/image1.png", "w") as member:
            for _ in range(100):
                member.write(bytes(1024 * 1024))
    return data.getvalue()


def many_members() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for number in range(2001):
            archive.writestr(f"word/{number}.xml", b"")
    return data.getvalue()


def with_member(name: str, content: bytes) -> bytes:
    """The document 003 with one of its parts replaced."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(example("003.docx"))) as old,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return data.getvalue()


def two_million_paragraphs() -> bytes:
    blank = io.BytesIO()
    docx.Document().save(blank)
    data = io.BytesIO()
    with zipfile.ZipFile(blank) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member)
            if member == "word/document.xml":
                content = content.replace(b"<w:body>", b"<w:body>" + b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 2_000_000)
            new.writestr(member, content)
    return data.getvalue()


def foreign_zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("readme.txt", "x")
    return data.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "unreadable-empty"),
    "only spaces": (lambda: b" \n\t ", "unreadable-empty"),
    "a picture named .docx": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "unreadable-picture"),
    "a photo": (lambda: b"\xff\xd8\xff\xe0" + bytes(100), "unreadable-picture"),
    "an old .doc": (lambda: OLE + "WordDocument".encode("utf-16-le"), "unreadable-doc"),
    "an .rtf": (lambda: rb"{\rtf1\ansi }", "unreadable-doc"),
    "a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "unreadable-password"),
    "a zip bomb": (zip_bomb, "unreadable-too-heavy"),
    "too many members": (many_members, "unreadable-too-heavy"),
    "one cell at the far corner": (far_cell, "unreadable-no-table"),
    "no table": (no_table, "unreadable-no-table"),
    "text without a table": (lambda: "Просто письмо.\nБез таблицы.".encode(), "unreadable-no-table"),
    "half a .docx": (lambda: example("003.docx")[:19_000], "unreadable-damaged"),
    "half a .pdf": (lambda: example("003.pdf")[:9_000], "unreadable-damaged"),
    "a .docx with broken XML": (lambda: with_member("word/document.xml", b"<<<"), "unreadable-damaged"),
    "a .docx with a DOCTYPE": (
        lambda: with_member("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "unreadable-damaged",
    ),
    "a zip that is no office file": (foreign_zip, "unreadable-format"),
    "binary": (lambda: bytes(range(256)) * 20, "unreadable-format"),
    "21 MB": (lambda: b"a" * (21 * 1024 * 1024), "unreadable-too-large"),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_file_is_refused_with_its_code(name: str) -> None:
    make, code = HOSTILE[name]
    with pytest.raises(Unreadable) as refused:
        await read_in_child(make(), name)
    assert refused.value.code == code
    assert code in CODES


async def test_a_document_of_two_million_paragraphs_kills_only_the_child() -> None:
    with pytest.raises(Unreadable) as refused:
        await read_in_child(two_million_paragraphs(), "huge.docx", seconds=60)
    assert refused.value.code == "unreadable-too-heavy"
    assert len((await read_in_child(example("003.docx"), "003.docx")).measures) == 27


async def test_the_size_of_a_refused_file_is_told() -> None:
    with pytest.raises(Unreadable) as refused:
        await read_in_child(bytes(21 * 1024 * 1024), "big.docx")
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
    """Processes whose command line is the reader's."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"documents.reading" in path.read_bytes() and b"pytest" not in path.read_bytes():
                found.add(int(path.parent.name))
        except OSError:
            continue
    return found


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


def test_the_child_sees_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VSROK_TOKEN", "123:secret")
    assert "123:secret" not in child._environment().values()
