"""What pictures show: the same one for another measure, one that does not open; places, links, hostile files.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up.
"""

import io
from datetime import date
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import update

from storage.files import remember
from storage.pictures import expect
from storage.tables import attachments, pictures, repeats
from storage.tables import reports as reports_table
from tests.conversations.plans import LETTERS, SITE, Plan, count, photo, plan, posts, rows
from tests.documents.test_looking import saved, scene
from tests.town import Town

AGAIN = f"Такое фото в журнале уже есть: «{LETTERS}», 26.09.2022."
REPEAT = f"Повтор: такое фото уже было — «{LETTERS}», 26.09.2022"


async def shows(town: Town, made: Plan, title: str, content: bytes, kind: str = "photo") -> None:
    """Шабанова answers with one picture, and it is looked at."""
    card = await made.card(town.shabanova, title)
    await town.shabanova.sends([("фото.jpg", content)], kind=kind, text="готово", reply_to=card)
    await town.tick()


async def test_a_picture_is_kept_with_a_thumbnail(town: Town, two: Plan) -> None:
    await shows(town, two, LETTERS, saved(scene(1)))
    (kept,) = await rows(town, pictures)
    thumbnail = Image.open(io.BytesIO(town.app.files.read(kept.thumbnail)))
    assert (kept.width, kept.height, thumbnail.size) == (1280, 960, (320, 240))


async def test_the_same_photo_for_another_measure_is_flagged_to_its_author_and_in_the_log(
    town: Town, two: Plan
) -> None:
    await shows(town, two, LETTERS, saved(scene(1)))
    await shows(town, two, SITE, saved(scene(1)))
    assert AGAIN in town.shabanova.last.text
    assert posts(town)[-1].text.splitlines()[-1] == REPEAT
    assert REPEAT not in posts(town)[0].text
    assert [one.distance for one in await rows(town, repeats)] == [0]


async def test_the_same_photo_compressed_anew_is_flagged_when_it_was_looked_at(town: Town, two: Plan) -> None:
    await shows(town, two, LETTERS, saved(scene(1)))
    await shows(town, two, SITE, saved(scene(1).resize((800, 600)), quality=50))
    assert town.shabanova.last.text.splitlines() == [f"Мероприятие: «{SITE}».", AGAIN]
    assert posts(town)[-1].text.splitlines()[-1] == REPEAT


async def test_other_photos_of_the_day_are_not_flagged(town: Town, two: Plan) -> None:
    await shows(town, two, LETTERS, saved(scene(1)))
    await shows(town, two, SITE, saved(scene(2)))
    assert await count(town, repeats) == 0


async def test_colleagues_may_show_the_same_photo_for_the_same_measure(town: Town) -> None:
    made = await plan(town, [(LETTERS, date(2022, 10, 20), [town.shabanova, town.sharik])])
    for person in (town.shabanova, town.sharik):
        card = await made.card(person)
        await person.sends([("фото.jpg", saved(scene(1)))], kind="photo", text="готово", reply_to=card)
    await town.tick()
    assert await count(town, repeats) == 0


async def test_a_photo_of_last_year_for_the_same_measure_is_flagged(town: Town, one: Plan) -> None:
    await shows(town, one, LETTERS, saved(scene(1)))
    later = await plan(town, [(LETTERS, date(2023, 10, 20), [town.shabanova])])
    await shows(town, later, LETTERS, saved(scene(1)))
    assert AGAIN in town.shabanova.last.text


async def test_a_withdrawn_answer_repeats_nothing(town: Town, two: Plan) -> None:
    await shows(town, two, LETTERS, saved(scene(1)))
    await town.shabanova.presses("Отменить")
    await shows(town, two, SITE, saved(scene(1)))
    assert await count(town, repeats) == 0


async def test_a_picture_that_breaks_off_is_kept_and_its_author_is_told(town: Town, two: Plan) -> None:
    await shows(town, two, LETTERS, saved(scene(1))[:9000], kind="document")
    assert town.shabanova.last.text.splitlines() == [
        f"Мероприятие: «{LETTERS}».",
        "Картинка не открывается: файл повреждён. Пришлите её ещё раз, если она нужна.",
    ]
    assert (await two.view(town.shabanova)).status == "done"
    assert await count(town, attachments) == 1


HOSTILE = {
    "рисунок.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>",
    "архив.zip": b"PK\x03\x04" + bytes(200),
    "=1+1.jpg": b"\xff\xd8\xff",
    "../../etc/passwd": b"root:x:0:0",
    "<script>alert(1)</script>.html": b"<script>alert(1)</script>",
    "\u202egpj.exe": b"MZ" + bytes(100),
    "пусто.docx": b"\x00",
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_files_are_evidence_like_any_other_and_hurt_nobody(town: Town, one: Plan, name: str) -> None:
    await town.shabanova.sends([(name, HOSTILE[name])], text="готово")
    await town.tick()
    assert town.shabanova.received[-1].text.startswith(("✅ Записано", "Мероприятие"))
    (kept,) = await rows(town, attachments)
    assert town.app.files.read(kept.sha256) == HOSTILE[name]
    assert town.app.files.path(kept.sha256).is_relative_to(town.folder)
    assert "<script" not in posts(town)[0].raw.get("text", "")
    assert (await one.view(town.shabanova)).status == "done"


def _message(town: Town, **parts: Any) -> dict[str, Any]:
    someone = {"id": 1003, "is_bot": False, "first_name": "Наталья"}
    chat = {"id": 1003, "type": "private", "first_name": "Наталья"}
    return {"message_id": 900_001, "from": someone, "chat": chat, "date": int(town.now.timestamp()), **parts}


async def test_a_place_on_the_map_is_evidence_and_stands_in_the_log_as_a_link(town: Town, one: Plan) -> None:
    where = {"latitude": 53.904541, "longitude": 27.561523}
    venue = {"location": where, "title": "Школа <№2>", "address": "ул. Мира, 1"}
    await town.control("raw", {"update": {"message": _message(town, location=where, venue=venue)}})
    await town.settle()
    assert town.shabanova.last.text.startswith("📎 Добавлено: 1 место на карте.")
    await town.shabanova.presses("Выполнено")
    assert posts(town)[-1].text.splitlines()[2:] == ["1 место на карте", "📍 Школа <№2>, ул. Мира, 1"]
    links = [entity["url"] for entity in posts(town)[-1].raw["entities"] if entity["type"] == "text_link"]
    assert links == ["https://yandex.ru/maps/?pt=27.561523,53.904541&z=17"]


async def test_a_link_is_evidence_and_one_behind_a_word_is_not_lost(town: Town, one: Plan) -> None:
    hidden = {"type": "text_link", "offset": 8, "length": 8, "url": "https://school.by/protocol"}
    message = _message(town, text="готово, протокол на сайте", entities=[hidden])
    await town.control("raw", {"update": {"message": message}})
    await town.settle()
    assert (await one.view(town.shabanova)).status == "done"
    (report,) = await rows(town, reports_table)
    assert report.text == "готово, протокол на сайте\nhttps://school.by/protocol"
    assert "https://school.by/protocol" in posts(town)[-1].text


async def test_a_link_alone_is_counted_and_the_status_asked(town: Town, one: Plan) -> None:
    await town.shabanova.says("https://school.by/news/1")
    assert town.shabanova.last.text.splitlines()[0] == "📎 Добавлено: 1 ссылка."
    assert "Как с этим мероприятием?" in town.shabanova.last.text


async def test_a_picture_whose_file_is_gone_is_looked_for_once(town: Town, one: Plan) -> None:
    await town.shabanova.sends([photo()], kind="photo", text="готово")
    gone = "f" * 64
    async with town.app.database.write() as connection:
        await remember(connection, gone, 1, town.now)
        await expect(connection, gone)
        await connection.execute(update(attachments).values(sha256=gone))
    heard = len(town.shabanova.received)
    await town.tick()
    assert [one.width for one in await rows(town, pictures) if one.sha256 == gone and one.looked_at] == [None]
    assert len(town.shabanova.received) == heard, "the author sent it whole"
