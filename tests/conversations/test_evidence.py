"""Pictures and files: albums, where they belong, what is kept of them, how the log shows them.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up.
"""

import asyncio
import io
from datetime import date

import pytest
from PIL import Image

from storage.tables import attachments
from storage.tables import reports as reports_table
from tests.conversations.plans import LETTERS, SITE, Plan, count, photo, plan, posts, rows
from tests.town import Town

# --- pictures and files ----------------------------------------------------------------------------------------------


async def test_a_photo_after_done_goes_to_what_was_just_done_without_a_question(town: Town, two: Plan) -> None:
    await town.shabanova.presses("Выполнено", on=await two.card(town.shabanova))
    await town.later(hours=20)
    await town.shabanova.sends([photo()], kind="photo")
    assert town.shabanova.last.text.splitlines() == [
        "📎 Добавлено: 1 фото. Уже в журнале.",
        f"Мероприятие: «{LETTERS}».",
    ]
    assert town.shabanova.last.buttons == ["Отменить"]
    post = posts(town)[-1]
    assert "photo" in post.raw
    assert post.text.startswith(f"✅ {LETTERS}"), "the log says how the measure stands"


async def test_a_photo_two_days_after_done_is_asked_about(town: Town, two: Plan) -> None:
    await town.shabanova.presses("Выполнено", on=await two.card(town.shabanova))
    await town.later(hours=25)
    await town.shabanova.sends([photo()], kind="photo", text="ещё фото")
    assert f"Мероприятие: «{SITE}»." in town.shabanova.last.text


async def test_an_album_with_a_caption_is_one_answer_and_one_post(town: Town, one: Plan) -> None:
    await town.shabanova.presses("Выполнено", on=await one.card(town.shabanova))
    heard = len(town.shabanova.received)
    five = [photo(number) for number in range(5)]
    await town.shabanova.sends(five, kind="photo", text="провели совещание, протокол на сайте")
    assert len(town.shabanova.received) == heard + 1
    assert town.shabanova.last.text.startswith("📎 Добавлено: 5 фото и комментарий. Уже в журнале.")
    kept = await rows(town, attachments)
    assert len(kept) == 5
    assert len({each.report_id for each in kept}) == 1
    assert all(town.app.files.path(each.sha256).stat().st_size > 0 for each in kept)
    album = [post for post in posts(town) if "media_group_id" in post.raw]
    assert len(album) == 5
    assert album[0].text.splitlines()[-1] == "«провели совещание, протокол на сайте» · 5 фото"


async def test_a_part_that_comes_late_is_told_and_posted_as_an_addition(town: Town, one: Plan) -> None:
    await town.shabanova.presses("Выполнено", on=await one.card(town.shabanova))
    await town.shabanova.sends([photo(1), photo(2)], kind="photo", text="протокол")
    part = [message for message in town.shabanova.messages if "media_group_id" in message.raw][-1].raw
    await town.later(minutes=5)
    await town.shabanova.sends([photo(3)], kind="photo", settle=False, reply_to=town.shabanova.messages[-1])
    await town.settle()
    third = [message for message in town.shabanova.messages if "photo" in message.raw][-1].raw
    late = {**part, "message_id": 800_000, "photo": third["photo"]}
    await town.control("raw", {"update": {"message": late}})
    await town.settle()
    assert town.shabanova.last.text == "📎 Добавлено ещё 1 фото, всего 3."
    album = next(post for post in posts(town) if "media_group_id" in post.raw)
    assert posts(town)[-1].text == "Добавлено ещё 1 фото"
    assert posts(town)[-1].raw["reply_to_message"]["message_id"] == album.id


async def test_the_fifth_part_that_comes_after_a_restart_joins_the_same_answer(town: Town, one: Plan) -> None:
    await town.shabanova.sends([photo(number) for number in range(4)], kind="photo", text="готово")
    part = [message for message in town.shabanova.messages if "media_group_id" in message.raw][-1].raw
    await town.stop_bot()
    await town.control("clock", {"advance": 60})
    fifth = {**part, "message_id": 800_000}
    fifth["photo"] = [{**size, "file_unique_id": f"{size['file_unique_id']}x"} for size in fifth["photo"]]
    await town.control("raw", {"update": {"message": fifth}})
    await town.start_bot()
    assert town.shabanova.last.text == "📎 Добавлено ещё 1 фото, всего 5."
    assert await count(town, reports_table) == 1
    assert await count(town, attachments) == 5
    assert posts(town)[-1].text == "Добавлено ещё 1 фото"


@pytest.mark.parametrize(
    ("kind", "name", "counted"),
    [
        ("video", "урок.mp4", "1 видео"),
        ("audio", "запись.mp3", "1 аудиозапись"),
        ("voice", "голос.ogg", "1 аудиозапись"),
        ("animation", "опыт.mp4", "1 видео"),
        ("document", "отчёт.xlsx", "1 файл"),
        ("document", "приказ.docx", "1 файл"),
    ],
)
async def test_each_kind_of_file_is_kept_counted_and_posted(
    town: Town, one: Plan, kind: str, name: str, counted: str
) -> None:
    content = f"{kind} {name}".encode()
    await town.shabanova.sends([(name, content)], kind=kind, text="готово")
    assert f"📎 {counted} — в журнале." in town.shabanova.last.text
    (kept,) = await rows(town, attachments)
    assert town.app.files.read(kept.sha256) == content
    assert any(kind in post.raw or "document" in post.raw for post in posts(town))


async def test_a_round_video_is_kept_and_posted_as_a_video(town: Town, one: Plan) -> None:
    await town.shabanova.sends([("кружок.mp4", b"round video")], kind="video", text="готово")
    sent = next(message.raw for message in reversed(town.shabanova.messages) if "video" in message.raw)
    note = {key: sent["video"][key] for key in ("file_id", "file_unique_id", "duration", "file_size")}
    message = {name: sent[name] for name in ("from", "chat", "date")}
    await town.control(
        "raw",
        {
            "update": {
                "message": {
                    **message,
                    "message_id": 800_001,
                    "video_note": {**note, "length": 240, "file_unique_id": "round"},
                }
            }
        },
    )
    await town.settle()
    assert "1 видео" in town.shabanova.last.text
    assert [each.kind for each in await rows(town, attachments)] == ["video", "video-note"]
    assert "video" in posts(town)[-1].raw


async def test_the_same_part_twice_counts_once(town: Town, one: Plan) -> None:
    await town.shabanova.sends([photo(1), photo(2)], kind="photo", text="готово")
    parts = [message.raw for message in town.shabanova.messages if "media_group_id" in message.raw]
    heard = len(town.shabanova.received)
    for part in parts:
        await town.control("raw", {"update": {"message": part}})
    await town.settle()
    assert await count(town, attachments) == 2
    assert len(town.shabanova.received) == heard


async def test_photos_without_words_ask_for_the_status_of_an_open_measure(town: Town, one: Plan) -> None:
    await town.shabanova.sends([photo()], kind="photo")
    assert "Как с этим мероприятием?" in town.shabanova.last.text
    await town.shabanova.presses("Выполнено")
    assert (await one.view(town.shabanova)).status == "done"
    assert "📎 1 фото — в журнале." in town.shabanova.last.text
    assert len(posts(town)) == 1
    assert posts(town)[0].text.startswith(f"✅ {LETTERS}")


async def test_the_caption_is_read_like_words(town: Town, one: Plan) -> None:
    await town.shabanova.sends([photo()], kind="photo", text="готово")
    assert (await one.view(town.shabanova)).status == "done"
    assert posts(town)[-1].text.splitlines()[-1] == "1 фото"


async def test_documents_follow_the_post_as_a_reply(town: Town, one: Plan) -> None:
    await town.shabanova.sends([("protocol.pdf", b"%PDF-1.4 1"), ("list.pdf", b"%PDF-1.4 2")], text="готово")
    post, first, second = posts(town)
    assert post.text.splitlines()[-1] == "2 файла"
    assert [first.raw["document"]["file_name"], second.raw["document"]["file_name"]] == ["protocol.pdf", "list.pdf"]
    assert first.raw["reply_to_message"]["message_id"] == post.id


async def test_a_voice_message_is_evidence_too(town: Town, one: Plan) -> None:
    await town.shabanova.sends([("голос.ogg", b"OggS voice")], kind="voice")
    assert town.shabanova.last.text.startswith("📎 Добавлено: 1 аудиозапись.")
    assert [each.kind for each in await rows(town, attachments)] == ["voice"]


async def test_a_picture_sent_as_a_file_loses_its_location_on_disk_and_in_the_log(town: Town, one: Plan) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 54.0, 16.0)})
    await town.shabanova.sends([photo(1, exif=exif)], kind="document", text="готово")
    kept = (await rows(town, attachments))[0]
    content = town.app.files.read(kept.sha256)
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825) == {}
    posted = posts(town)[-1].raw["document"]["file_id"]
    async with town.session.get(f"{town.sandbox.url}/sandbox/file/{posted}") as answer:
        assert await answer.read() == content


async def test_a_file_that_is_too_large_is_kept_by_its_id_and_that_is_said(town: Town, one: Plan) -> None:
    await town.shabanova.sends([("video.bin", io.BytesIO(bytes(21 << 20)))], text="готово")
    assert "Файл больше 20 МБ" in town.shabanova.last.text
    assert [each.sha256 for each in await rows(town, attachments)] == [None]
    assert posts(town)[-1].raw["document"]["file_name"] == "video.bin"


async def test_a_failed_download_is_tried_again_and_nothing_is_lost(town: Town, one: Plan) -> None:
    await town.control("faults", {"method": "getFile", "times": 1, "fault": "500"})
    await town.shabanova.sends([photo()], kind="photo", text="готово")
    assert await count(town, attachments) == 1
    assert (await one.view(town.shabanova)).status == "done"
    assert len(posts(town)) == 1


async def test_a_sticker_is_no_answer(town: Town, one: Plan) -> None:
    message = {
        "message_id": 900_001,
        "from": {"id": 1003, "is_bot": False, "first_name": "Наталья"},
        "chat": {"id": 1003, "type": "private", "first_name": "Наталья"},
        "date": int(town.now.timestamp()),
        "dice": {"emoji": "🎲", "value": 3},
    }
    await town.control("raw", {"update": {"message": message}})
    await town.settle()
    assert town.shabanova.last.text.startswith("Это не получится записать как ответ.")
    assert await count(town, reports_table) == 0


# --- out of the blue -------------------------------------------------------------------------------------------------


async def test_a_photo_for_one_of_several_is_stored_first_and_then_placed_once(town: Town, two: Plan) -> None:
    await town.shabanova.sends([photo()], kind="photo")
    question = town.shabanova.last
    assert question.text == "Получено: 1 фото. К какому мероприятию?"
    assert question.buttons == [
        "Методические письма для организации… · до 20.10",
        "Информационное сопровождение… · до 21.10",
        "Ни к какому — удалить",
    ]
    assert [report.assignment_id for report in await rows(town, reports_table)] == [None]
    other = question.data_of("Информационное")
    await town.shabanova.presses("Методические", on=question)
    await town.shabanova.forges(other, on=question)
    assert f"Мероприятие: «{LETTERS}»." in town.shabanova.last.text
    view = await two.view(town.shabanova, LETTERS)
    assert [report.assignment_id for report in await rows(town, reports_table)] == [view.id]


async def test_what_belongs_nowhere_is_deleted(town: Town, two: Plan) -> None:
    await town.shabanova.sends([photo()], kind="photo", text="котик")
    await town.shabanova.presses("удалить")
    assert town.shabanova.last.text == "Удалено."
    assert await count(town, attachments) == 0
    assert [report.text for report in await rows(town, reports_table)] == [None]
    assert posts(town) == []


async def test_six_measures_are_offered_five_at_a_time_the_nearest_first(town: Town) -> None:
    six = [(f"Мероприятие {number}", date(2022, 10, 10 + number), [town.shabanova]) for number in range(1, 7)]
    made = await plan(town, six)
    await town.shabanova.says("выполнено")
    first = [label.split(" · ")[0] for label in town.shabanova.last.buttons]
    assert first == [*(f"Мероприятие {number}" for number in range(1, 6)), "Другое…", "Ни к какому — удалить"]
    await town.shabanova.presses("Другое")
    await town.shabanova.presses("Мероприятие 6")
    assert (await made.view(town.shabanova, "Мероприятие 6")).status == "done"


async def test_without_open_measures_the_done_ones_are_offered(town: Town, one: Plan) -> None:
    await town.shabanova.presses("Выполнено", on=await one.card(town.shabanova))
    await town.later(days=3)
    await town.shabanova.sends([photo()], kind="photo")
    assert "Сейчас за Вами нет открытых мероприятий." in town.shabanova.last.text
    await town.shabanova.presses("Методические")
    assert town.shabanova.last.text.startswith("📎 Добавлено: 1 фото.")


async def test_without_any_measure_the_message_is_kept_and_that_is_said(town: Town) -> None:
    await town.sharik.says("выполнено")
    assert town.sharik.last.text == (
        "Получено: «выполнено». Сейчас за Вами нет открытых мероприятий. Сообщение сохранено."
    )
    assert await count(town, reports_table) == 1


async def test_an_album_for_one_of_several_is_asked_about_once(town: Town, two: Plan) -> None:
    await town.shabanova.sends([photo(1), photo(2), photo(3)], kind="photo", text="готово")
    questions = [message for message in town.shabanova.received if "К какому" in message.text]
    assert [question.text for question in questions] == ["Получено: 3 фото и комментарий. К какому мероприятию?"]
    await town.shabanova.presses("Методические")
    assert (await two.view(town.shabanova, LETTERS)).status == "done"
    assert len(posts(town)) == 3


async def test_a_caption_of_completion_shortly_after_done_is_asked_about_when_more_is_open(
    town: Town, two: Plan
) -> None:
    await town.shabanova.presses("Выполнено", on=await two.card(town.shabanova, LETTERS))
    await town.shabanova.sends([photo()], kind="photo", text="готово")
    assert town.shabanova.last.buttons == [
        "✅ Методические письма для организации…",
        "Информационное сопровождение… · до 21.10",
        "Ни к какому — удалить",
    ]
    assert (await two.view(town.shabanova, SITE)).status == "open"


async def test_a_caption_of_completion_after_done_is_not_asked_about_when_nothing_is_open(
    town: Town, one: Plan
) -> None:
    await town.shabanova.presses("Выполнено", on=await one.card(town.shabanova))
    await town.shabanova.sends([photo()], kind="photo", text="готово")
    assert town.shabanova.last.text.startswith("📎 Добавлено: 1 фото и комментарий.")


async def test_parts_that_overtake_the_acknowledgement_are_counted_once(town: Town, one: Plan) -> None:
    """The acknowledgement of two photos is on its way when the third comes: it speaks of two, the next one of one."""
    await town.shabanova.presses("Выполнено", on=await one.card(town.shabanova))
    await town.control("faults", {"method": "sendMessage", "times": 1, "fault": "delay", "delay": 1.5, "chat_id": 1003})
    await town.shabanova.sends([photo(1), photo(2)], kind="photo", settle=False)
    await asyncio.sleep(2.2)
    own = [message for message in town.shabanova.messages if "media_group_id" in message.raw]
    late = {**own[-1].raw, "message_id": 800_001}
    late["photo"] = [{**size, "file_unique_id": f"{size['file_unique_id']}x"} for size in late["photo"]]
    await town.control("raw", {"update": {"message": late}})
    await town.settle()
    said = [message.text.splitlines()[0] for message in town.shabanova.received if message.text.startswith("📎")]
    assert said == [
        "📎 Добавлено: 2 фото. Уже в журнале.",
        "📎 Добавлено ещё 1 фото, всего 3.",
    ]
