"""What must not come in as a plan, and who must not touch one."""

import io
import zipfile

import pytest
from docx import Document
from PIL import Image
from sqlalchemy import select

from delivery.cards.overview import QuestionButton, RoadmapButton
from domain.people import Role
from storage.tables import files, questions
from tests.conversations.hostile import FILE, message, misfortunes, tell
from tests.conversations.sending import CLUSTER, how_many, move_in, rows_of, sent, states
from tests.documents.hostile import ole
from tests.town import Town

MEGABYTE = 1024 * 1024
NO_TABLE = "В этом файле нет таблицы"


def picture(kind: str = "PNG") -> bytes:
    """A picture of a red cat, or its scan as a PDF."""
    content = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(content, kind)
    return content.getvalue()


def word(*paragraphs: str) -> bytes:
    """A Word file without a table."""
    opened, content = Document(), io.BytesIO()
    for words in paragraphs:
        opened.add_paragraph(words)
    opened.save(content)
    return content.getvalue()


def zip_bomb() -> bytes:
    """200 MB that come as 200 KB."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as member,
    ):
        for _ in range(200):
            member.write(bytes(MEGABYTE))
    return content.getvalue()


BAD_FILES = {
    "blank": ("план.docx", b" ", "Файл пуст."),
    "photo of a cat": ("кот.jpg", picture("JPEG"), "Это картинка, а не план."),
    "picture": ("план.png", picture(), "Это картинка, а не план."),
    "empty word": ("план.docx", word(), NO_TABLE),
    "word without a table": ("письмо.docx", word("Уважаемые коллеги,", "собрание в пятницу."), NO_TABLE),
    "zip bomb": ("план.docx", zip_bomb(), "В файле слишком много данных"),
    "old word": ("план.doc", ole("WordDocument"), "Это старый формат Word"),
    "rich text": ("план.rtf", rb"{\rtf1\ansi plan}", "Это файл .rtf."),
    "password": ("план.docx", ole("EncryptedPackage"), "Файл закрыт паролем."),
    "scan": ("план.pdf", picture("PDF"), "В этом файле только снимки страниц"),
    "damaged": ("план.docx", CLUSTER.read_bytes()[:5000], "Файл не открывается"),
    "no table": ("письмо.txt", "Уважаемые коллеги, собрание в пятницу.".encode(), "В этом файле нет таблицы"),
    "format": ("план.bin", bytes(range(1, 32)) * 200, "Такие файлы я не читаю."),
}


@pytest.mark.parametrize("name", BAD_FILES)
async def test_what_is_no_plan_is_answered_with_its_reason_and_changes_nothing(town: Town, name: str) -> None:
    file, content, answer = BAD_FILES[name]
    before = len(town.polyakova.received)
    await town.polyakova.sends([(file, content)])
    assert [message.text.startswith(answer) for message in town.polyakova.received[before:]] == [True]
    assert await states(town) == []
    assert await how_many(town, files) == 0


@pytest.mark.parametrize("megabytes", [25, 50])
async def test_a_file_that_announces_too_much_is_refused_before_it_is_loaded(town: Town, megabytes: int) -> None:
    document = {**FILE, "file_name": "план.docx", "file_size": megabytes * MEGABYTE}
    await tell(town, {"message": message(town, town.polyakova.number, document=document)})
    said = f"Файл {megabytes} МБ, а Telegram отдаёт боту не больше 20 МБ."
    assert town.polyakova.last.text.startswith(said)
    assert all("Читаю" not in message.text for message in town.polyakova.received)
    assert await states(town) == []
    asked = [entry["method"] for entry in town.sandbox.sandbox.journal.after(0)]
    assert "getFile" not in asked


async def announce(town: Town, content: bytes, size: int | None) -> None:
    """The coordinator sends a file whose size is announced so (None: not at all)."""
    kept = town.sandbox.sandbox.world.ground.files.add("document", content, "план.docx")
    document = {**FILE, "file_id": kept.file_id, "file_name": "план.docx", "file_size": size}
    sent_file = {name: value for name, value in document.items() if value is not None}
    await tell(town, {"message": message(town, town.polyakova.number, document=sent_file)})


async def test_a_file_of_no_bytes_is_answered_with_its_reason(town: Town) -> None:
    await announce(town, b"", 0)
    assert town.polyakova.last.text.startswith("Файл пуст.")
    assert await how_many(town, files) == 0


@pytest.mark.parametrize("announced", [1000, None])
async def test_a_file_whose_announced_size_lies_is_not_loaded_beyond_the_limit(
    town: Town, announced: int | None
) -> None:
    await announce(town, bytes(21 * MEGABYTE), announced)
    assert town.polyakova.last.text.startswith("Файл слишком большой: Telegram отдаёт боту не больше 20 МБ.")
    assert await states(town) == []
    assert await how_many(town, files) == 0
    assert await misfortunes(town) == []


async def test_a_photo_of_a_cat_is_no_plan(town: Town) -> None:
    await town.polyakova.sends([("кот.jpg", picture("JPEG"))], kind="photo")
    assert all("Это картинка" not in message.text for message in town.polyakova.received)
    assert await states(town) == []


async def test_a_document_in_reply_to_a_message_is_an_answer_and_no_plan(town: Town) -> None:
    await town.polyakova.sends([CLUSTER], reply_to=town.polyakova.last)
    assert await states(town) == []


async def test_a_document_of_a_teacher_is_no_plan(town: Town) -> None:
    await town.shabanova.sends([CLUSTER])
    assert await states(town) == []
    assert all("мероприятий ·" not in message.text for message in town.shabanova.received)


async def test_a_stranger_gets_no_plan_in(town: Town) -> None:
    await town.akimova.starts()
    await town.akimova.sends([CLUSTER])
    assert town.akimova.last.text.startswith("Этот бот работает по приглашению.")
    assert await states(town) == []


FORGED = [
    RoadmapButton(do=do, roadmap=1).pack() for do in ("open", "rows", "ask", "problems", "accept", "cancel", "restore")
] + [
    QuestionButton(do=do, question=1).pack()
    for do in ("choose", "who", "one", "keep", "date", "people", "later", "undo")
]


async def test_a_forged_button_of_a_teacher_does_nothing(town: Town) -> None:
    await sent(town)
    for press in FORGED:
        heard = len(town.shabanova.received)
        await town.shabanova.forges(press)
        refused = [message.text for message in town.shabanova.received[heard:]]
        assert refused == ["Это может сделать Полякова В.А."], press
    assert await states(town) == ["draft"]
    assert await rows_of(town, select(questions.c.id).where(questions.c.state != "open")) == []


async def test_the_coordinator_of_another_school_can_do_nothing_with_a_plan(town: Town) -> None:
    stranger = await move_in(town, 1108, Role.COORDINATOR, "Ладыгина", "Ольга", "Петровна", "СОШ №5")
    await sent(town)
    await stranger.says("/plans")
    assert stranger.last.text.startswith("Дорожных карт пока нет.")
    for press in FORGED:
        await stranger.forges(press)
    assert {message.text for message in stranger.received[1:]} == {"Это может сделать Полякова В.А."}
    assert await states(town) == ["draft"]


async def test_a_button_of_nothing_changes_nothing(town: Town) -> None:
    await sent(town)
    for press in ("rm:accept:999:0", "rq:keep:999:0", "rm:rows:1:-5", "rq:choose:1:77", "rm:nothing:1:0"):
        await town.polyakova.forges(press)
    assert await states(town) == ["draft"]
    assert await rows_of(town, select(questions.c.id).where(questions.c.state != "open")) == []


async def test_a_file_that_could_not_be_loaded_is_tried_again(town: Town) -> None:
    await town.control("faults", {"method": "getFile", "times": 1, "fault": "500"})
    before = len(town.polyakova.received)
    await sent(town)
    assert ["27 мероприятий" in message.text for message in town.polyakova.received[before:]] == [True]
    assert await states(town) == ["draft"]


async def test_a_plan_that_came_while_the_bot_was_down_is_read_after_the_start(town: Town) -> None:
    await town.stop_bot()
    await town.polyakova.sends([CLUSTER], settle=False)
    await town.start_bot()
    assert "27 мероприятий" in town.polyakova.last.text
    assert await states(town) == ["draft"]
