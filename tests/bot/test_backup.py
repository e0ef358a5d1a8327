"""A copy of everything, taken while the bot works."""

import sqlite3
import stat
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.commands.console import Failure
from bot.commands.data import write_backup
from bot.config import Storage


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data folder with an open database in WAL mode, as a running bot has it, and two attachments."""
    folder = tmp_path / "data"
    (folder / "files" / "ab" / "cd").mkdir(parents=True)
    (folder / "files" / "ab" / "cd" / "abcd1").write_bytes(b"photo")
    (folder / "files" / "ab" / "cd" / "abcd2").write_bytes(b"document")
    (folder / "files" / "ab" / "cd" / ".new-x").write_bytes(b"half of a ph")
    with closing(sqlite3.connect(folder / "vsrok.sqlite3", check_same_thread=False)) as live:
        live.execute("PRAGMA journal_mode=WAL")
        live.execute("CREATE TABLE journal (line INTEGER PRIMARY KEY, text TEXT)")
        live.execute("INSERT INTO journal (text) VALUES ('выполнено')")
        live.commit()
        yield folder


def lines_of(archive: Path, folder: Path) -> int:
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    with closing(sqlite3.connect(folder / "vsrok.sqlite3")) as restored:
        assert restored.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        [(count,)] = restored.execute("SELECT count(*) FROM journal")
    return int(count)


def test_the_archive_holds_the_database_and_every_finished_attachment(data: Path, tmp_path: Path) -> None:
    archive = tmp_path / "copies" / "monday.zip"
    assert write_backup(Storage(path=data), archive) == 2
    assert lines_of(archive, tmp_path / "restored") == 1
    assert (tmp_path / "restored/files/ab/cd/abcd1").read_bytes() == b"photo"
    assert zipfile.ZipFile(archive).namelist() == ["vsrok.sqlite3", "files/ab/cd/abcd1", "files/ab/cd/abcd2"]


def test_what_was_committed_before_the_copy_is_in_it_while_the_bot_goes_on_writing(data: Path, tmp_path: Path) -> None:
    stop, written = threading.Event(), [1]

    def write_on() -> None:
        with closing(sqlite3.connect(data / "vsrok.sqlite3", timeout=30)) as live:
            while not stop.is_set():
                live.execute("INSERT INTO journal (text) VALUES (?)", ("в работе" * 100,))
                live.commit()
                written[0] += 1

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        for number in range(5):
            before = written[0]
            write_backup(Storage(path=data), tmp_path / f"{number}.zip")
            assert before <= lines_of(tmp_path / f"{number}.zip", tmp_path / str(number)) <= written[0] + 1
    finally:
        stop.set()
        writer.join()
    assert written[0] > 1


def test_only_the_owner_may_read_the_archive(data: Path, tmp_path: Path) -> None:
    write_backup(Storage(path=data), tmp_path / "a.zip")
    assert stat.S_IMODE((tmp_path / "a.zip").stat().st_mode) == 0o600


def test_a_damaged_database_is_not_passed_off_as_a_copy(data: Path, tmp_path: Path) -> None:
    database = tmp_path / "broken" / "vsrok.sqlite3"
    database.parent.mkdir()
    with closing(sqlite3.connect(database)) as fresh:
        fresh.execute("CREATE TABLE journal (line INTEGER PRIMARY KEY, text TEXT)")
        fresh.executemany("INSERT INTO journal (text) VALUES (?)", [("выполнено" * 50,)] * 500)
        fresh.commit()
    with database.open("r+b") as raw:
        raw.seek(4096 * 3)
        raw.write(b"\xff" * 4096)
    with pytest.raises(Failure, match=r"повреждена|не копируется"):
        write_backup(Storage(path=database.parent), tmp_path / "a.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken", "data"]


def test_where_there_is_no_database_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="копировать нечего"):
        write_backup(Storage(path=tmp_path), tmp_path / "a.zip")
    assert list(tmp_path.iterdir()) == []


def test_a_target_that_cannot_be_written_is_told_and_leaves_nothing(data: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(Failure, match="Копия не записана"):
        write_backup(Storage(path=data), tmp_path / "file" / "a.zip")
