"""«ZIP» under the log: what is put in, what is only listed, parts, an accident on the way.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up.
"""

import hashlib
import io
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from delivery.cards import render
from delivery.outgoing import Dropped, Post
from services import log_archive
from storage import deliveries as outbox
from storage.tables import deliveries, members
from storage.tables import reports as reports_table
from tests.conversations.plans import DUE, LETTERS, SITE, photo, plan, rows
from tests.conversations.test_log_book import both, children, log
from tests.town import Person, Seen, Town

LETTERS_FOLDER = "01 Методические письма для организации деятельности…"


async def gathered(town: Town, person: Person, words: str = "") -> list[Seen]:
    """What comes after «ZIP» under the log of these words: first the count, then the archives."""
    seen = await log(person, words)
    heard = len(person.received)
    await person.presses("ZIP", on=seen)
    return person.received[heard:]


async def unpacked(town: Town, seen: Seen) -> zipfile.ZipFile:
    async with town.session.get(f"{town.sandbox.url}/sandbox/file/{seen.raw['document']['file_id']}") as answer:
        archive = zipfile.ZipFile(io.BytesIO(await answer.read()))
    assert archive.testzip() is None
    return archive


def index(archive: zipfile.ZipFile) -> list[dict[str, Any]]:
    """The rows of the index by the names of its columns."""
    book = load_workbook(io.BytesIO(archive.read("Опись.xlsx")))
    listed = list(book.worksheets[0].iter_rows(min_row=3, values_only=True))
    return [dict(zip(map(str, listed[0]), row, strict=True)) for row in listed[1:]]


async def test_everything_that_the_filter_finds_comes_in_folders_with_an_index(town: Town) -> None:
    await both(town)
    said, file = await gathered(town, town.polyakova)
    size = round((len(photo(1)[1]) + len(photo(2)[1])) / 1000)
    assert said.text == f"Собираю: 2 файла, около {size} КБ. В описи — 2 ответа."
    assert file.raw["document"]["file_name"] == "Отчёт.zip"
    archive = await unpacked(town, file)
    names = [f"{LETTERS_FOLDER}/2022-09-26 Шабанова Н.С. {number}.jpg" for number in (1, 2)]
    assert archive.namelist() == [*names, "Опись.xlsx"]
    first, second, words = index(archive)
    assert archive.read(names[0]) == town.app.files.read(first["SHA-256"])
    assert (first["№"], first["Мероприятие"], first["Школа"]) == ("1.", LETTERS, "МБОУ «СОШ №2»")
    assert (first["Слова"], first["Ответ"]) == ("Провели совещание, выполнено", "выполнено")
    assert [one["Файл"] for one in (first, second)] == [name.rsplit("/", 1)[1] for name in names]
    kept = await rows(town, deliveries)
    assert hashlib.sha256(archive.read(names[1])).hexdigest() == second["SHA-256"]
    assert (words["Мероприятие"], words["Слова"], words["Файл"]) == (SITE, "Выполнено, протокол на сайте", None)
    assert {row.state for row in kept if row.kind.startswith("book-zip")} == {"sent"}


async def test_what_may_not_be_put_in_is_listed_with_the_reason(town: Town) -> None:
    await both(town)
    large = [("video.bin", io.BytesIO(bytes(21 << 20)))]
    await town.sharik.sends(large, text="выполнено")  # type: ignore[arg-type]
    for said, why in (
        ("asked", "фото не показаны: ждут ответа автора"),
        ("no-consent", "фото не показаны: нет согласий"),
    ):
        await children(town, said)
        _, file = await gathered(town, town.polyakova)
        archive = await unpacked(town, file)
        assert archive.namelist() == ["Опись.xlsx"]
        listed = index(archive)
        assert [(row["Дети на фото"], row["Файл"]) for row in listed[:2]] == [(why, None)] * 2
        assert listed[-1]["Файл"] == "только в Telegram"
    _, file = await gathered(town, town.shabanova)
    assert len((await unpacked(town, file)).namelist()) == 3, "her own pictures are hers to have"


async def test_what_is_too_large_for_one_message_comes_in_parts(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    made = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.shabanova.sends([photo(number) for number in range(5)], kind="photo", text="выполнено")
    await town.shabanova.says("протокол на сайте", reply_to=await made.card(town.shabanova))
    monkeypatch.setattr(log_archive, "PART", 5_000)
    said, *files = await gathered(town, town.polyakova)
    assert said.text.startswith("Собираю: 5 файлов")
    count = len(files)
    assert count > 1
    assert [file.raw["document"]["file_name"] for file in files] == [
        f"Отчёт {number} из {count}.zip" for number in range(1, count + 1)
    ]
    archives = [await unpacked(town, file) for file in files]
    names = [name for archive in archives for name in archive.namelist() if name != "Опись.xlsx"]
    assert names == [f"{LETTERS_FOLDER}/2022-09-26 Шабанова Н.С. {number}.jpg" for number in range(1, 6)]
    listed = [index(archive) for archive in archives]
    assert sum(map(len, listed)) == 6, "five pictures and the words"
    for archive, lines in zip(archives, listed, strict=True):
        inside = {name.rsplit("/", 1)[-1] for name in archive.namelist()}
        assert {line["Файл"] for line in lines if line["Файл"]} <= inside


async def test_nothing_and_too_much_are_said(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    await both(town)
    seen = await log(town.polyakova)
    monkeypatch.setattr(log_archive, "LARGEST", 1_000)
    await town.polyakova.presses("ZIP", on=seen)
    assert town.polyakova.last.text.startswith("Здесь 0 ГБ, а собрать можно до 2 ГБ. Сузьте фильтр")
    monkeypatch.setattr(log_archive, "MOST_ANSWERS", 1)
    await town.polyakova.presses("ZIP", on=seen)
    assert town.polyakova.last.text.startswith("Здесь слишком много ответов, а собрать можно до 1 ответа. Сузьте")
    async with town.app.database.write() as connection:
        await connection.execute(update(reports_table).values(withdrawn_at=town.now))
    await town.polyakova.presses("ZIP", on=seen)
    assert town.polyakova.last.text == "По этому фильтру ничего нет."


async def test_an_archive_that_did_not_leave_is_made_again(town: Town) -> None:
    await both(town)
    await town.control("faults", {"method": "sendDocument", "times": 1, "fault": "429"})
    _, *files = await gathered(town, town.polyakova)
    assert len(files) == 1
    assert len((await unpacked(town, files[0])).namelist()) == 3
    assert not list(town.app.files.folder.glob("tmp*")), "nothing is left of it"


async def test_what_may_be_seen_is_asked_again_when_an_archive_is_made(town: Town) -> None:
    await both(town)
    await gathered(town, town.polyakova)

    async def again() -> Post | Dropped:
        async with town.app.database.read() as connection:
            query = select(deliveries.c.id).where(deliveries.c.kind == "book-zip-part")
            delivery = await outbox.get(connection, (await connection.execute(query)).scalar_one())
        assert delivery is not None
        made = await render(
            town.app.database,
            delivery,
            now=town.now,
            rules=town.app.rules,
            files=town.app.files,
            bot_username="vsrok_bot",
        )
        assert isinstance(made, Post | Dropped)
        return made

    def names(made: Post | Dropped) -> list[str]:
        assert isinstance(made, Post)
        return zipfile.ZipFile(io.BytesIO(made.media[0].content or b"")).namelist()

    assert len(names(await again())) == 3
    await children(town, "asked")
    assert names(await again()) == ["Опись.xlsx"]
    async with town.app.database.write() as connection:
        await connection.execute(update(members).where(members.c.family == "Полякова").values(role="executor"))
    assert await again() == Dropped("nothing is left of it")
