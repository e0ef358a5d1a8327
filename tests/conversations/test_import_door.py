"""What must not come in as a plan, and who must not touch one."""

import io

import pytest
from PIL import Image
from sqlalchemy import select

from delivery.cards.overview import QuestionButton, RoadmapButton
from domain.people import Role
from storage.tables import files, questions
from tests.conversations.sending import CLUSTER, how_many, move_in, rows_of, sent, states
from tests.documents.hostile import ole
from tests.town import Town


def picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(content, "PNG")
    return content.getvalue()


BAD_FILES = {
    "empty": ("план.docx", b" ", "Файл пуст."),
    "picture": ("план.png", picture(), "Это картинка, а не план."),
    "old word": ("план.doc", ole("WordDocument"), "Это старый формат Word"),
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


async def test_a_file_of_fifty_megabytes_is_refused_before_it_is_loaded(town: Town) -> None:
    document = {"file_id": "f", "file_unique_id": "f", "file_name": "план.docx", "file_size": 50 * 1024 * 1024}
    person = {"id": town.polyakova.number, "is_bot": False, "first_name": "Вера"}
    chat = {"id": town.polyakova.chat, "type": "private", "first_name": "Вера"}
    message = {
        "message_id": 9001,
        "from": person,
        "chat": chat,
        "date": int(town.now.timestamp()),
        "document": document,
    }
    await town.control("raw", {"update": {"message": message}})
    await town.settle()
    assert town.polyakova.last.text.startswith("Файл 50 МБ, а Telegram отдаёт боту не больше 20 МБ.")
    assert all("Читаю" not in message.text for message in town.polyakova.received)
    assert await states(town) == []
    asked = [entry["method"] for entry in town.sandbox.sandbox.journal.after(0)]
    assert "getFile" not in asked


async def test_a_photo_of_a_coordinator_is_no_plan(town: Town) -> None:
    await town.polyakova.sends([("фото.png", picture())], kind="photo")
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


FORGED = [RoadmapButton(do=do, roadmap=1).pack() for do in ("open", "rows", "ask", "accept", "cancel", "restore")] + [
    QuestionButton(do=do, question=1).pack() for do in ("choose", "keep", "date", "later", "undo")
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
