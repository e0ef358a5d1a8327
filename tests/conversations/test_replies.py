"""An answer back: buttons, words, quotes, undo, corrections; who may, and what is forged.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up.
"""

from datetime import UTC, datetime

import pytest

from storage.tables import deliveries, journal, log_chats, roadmaps
from storage.tables import reports as reports_table
from tests.conversations.plans import LETTERS, SITE, Plan, count, photo, posts, rows
from tests.town import Town

# --- buttons ---------------------------------------------------------------------------------------------------------


async def test_one_tap_records_done_and_the_card_becomes_the_acknowledgement(town: Town, one: Plan) -> None:
    await town.clock_to(datetime(2022, 10, 17, 11, 5, tzinfo=UTC))
    card = await one.card(town.shabanova)
    await town.shabanova.presses("Выполнено", on=card)
    answer = next(message for message in town.shabanova.received if message.id == card.id)
    assert answer.text == (
        "✅ Записано: выполнено 17.10.2022, раньше срока на 3 дня. "
        "Пришлите фото или документ сюда, если нужно, — больше ничего не требуется."
    )
    assert answer.buttons == ["Отменить"]
    view = await one.view(town.shabanova)
    assert view.status == "done"
    assert posts(town)[-1].text.splitlines() == [
        f"✅ {LETTERS}",
        "Шабанова Н.С., МБОУ «СОШ №2» · 17.10.2022 14:05 · срок 20.10",
    ]


async def test_a_double_tap_records_once(town: Town, one: Plan) -> None:
    card = await one.card(town.shabanova)
    data = card.data_of("Выполнено")
    await town.shabanova.presses("Выполнено", on=card)
    await town.shabanova.forges(data, on=card)
    assert await count(town, reports_table) == 1
    assert len(posts(town)) == 1


async def test_work_in_progress_keeps_the_deadline(town: Town, one: Plan) -> None:
    await town.shabanova.presses("В работе", on=await one.card(town.shabanova))
    assert town.shabanova.last.text == "🔄 Записано: в работе. Срок прежний: чт 20 октября."
    assert (await one.view(town.shabanova)).status == "in-progress"
    assert posts(town)[-1].text.startswith(f"🔄 {LETTERS}")


async def test_trouble_is_recorded_at_once_and_the_next_words_are_its_reason(town: Town, one: Plan) -> None:
    await town.shabanova.presses("Трудности", on=await one.card(town.shabanova))
    assert town.shabanova.last.text == "⚠️ Записано: трудности. Что мешает? Напишите одним сообщением."
    assert (await one.view(town.shabanova)).status == "trouble"
    await town.shabanova.says("нет бумаги")
    assert town.shabanova.last.text == "⚠️ Записано: трудности — «нет бумаги»."
    assert [report.text for report in await rows(town, reports_table)] == ["нет бумаги"]
    assert [post.text.splitlines()[-1] for post in posts(town)] == ["«нет бумаги»"]


async def test_trouble_without_a_reason_reaches_the_log_after_a_minute(town: Town, one: Plan) -> None:
    await town.shabanova.presses("Трудности", on=await one.card(town.shabanova))
    assert posts(town) == []
    await town.later(minutes=1, seconds=1)
    assert [post.text.splitlines()[0] for post in posts(town)] == [f"⚠️ {LETTERS}"]
    await town.shabanova.says("нет бумаги")
    assert [post.text.splitlines()[-1] for post in posts(town)] == ["«нет бумаги»"]


async def test_done_after_trouble_was_asked_about_is_not_taken_for_the_reason(town: Town, one: Plan) -> None:
    await town.shabanova.presses("Трудности", on=await one.card(town.shabanova))
    await town.shabanova.says("уже готово")
    assert (await one.view(town.shabanova)).status == "done"


async def test_commands_work_while_the_reason_is_awaited(town: Town, one: Plan) -> None:
    await town.shabanova.presses("Трудности", on=await one.card(town.shabanova))
    await town.shabanova.says("/help")
    assert "Как отвечать" in town.shabanova.last.text
    await town.shabanova.says("нет бумаги")
    assert "нет бумаги" in town.shabanova.last.text


async def test_an_answer_after_the_control_day_is_marked_late(town: Town, one: Plan) -> None:
    await town.clock_to(datetime(2022, 10, 20, 20, 59, tzinfo=UTC))
    card = await one.card(town.shabanova)
    await town.clock_to(datetime(2022, 10, 20, 21, 1, tzinfo=UTC))  # 00:01 on Friday in Moscow
    await town.shabanova.presses("Выполнено", on=card)
    assert "21.10.2022, позже срока на 1 день" in town.shabanova.with_button("Отменить").text
    assert [report.late for report in await rows(town, reports_table)] == [True]
    assert "срок 20.10, после срока" in posts(town)[-1].text


async def test_an_answer_on_the_last_evening_is_in_time(town: Town, one: Plan) -> None:
    await town.clock_to(datetime(2022, 10, 20, 20, 59, tzinfo=UTC))  # 23:59 in Moscow
    await town.shabanova.presses("Выполнено", on=await one.card(town.shabanova))
    assert "20.10.2022, в срок" in town.shabanova.with_button("Отменить").text
    assert [report.late for report in await rows(town, reports_table)] == [False]


async def test_everything_of_a_digest_is_done_with_one_tap_and_undone_with_one(town: Town, two: Plan) -> None:
    await town.clock_to(datetime(2022, 10, 19, 6, 0, tzinfo=UTC))
    await town.shabanova.presses("Все выполнены")
    assert "выполнены 2 мероприятия" in town.shabanova.with_button("Отменить").text
    assert {(await two.view(town.shabanova, title)).status for title in (LETTERS, SITE)} == {"done"}
    assert len(posts(town)) == 2
    await town.shabanova.presses("Отменить")
    assert {(await two.view(town.shabanova, title)).status for title in (LETTERS, SITE)} == {"open"}


# --- undo ------------------------------------------------------------------------------------------------------------


async def test_undo_restores_the_status_edits_the_post_and_bears_a_second_press(town: Town, one: Plan) -> None:
    card = await one.card(town.shabanova)
    await town.shabanova.presses("Выполнено", on=card)
    undo = town.shabanova.with_button("Отменить")
    data = undo.data_of("Отменить")
    await town.shabanova.presses("Отменить", on=undo)
    await town.shabanova.forges(data, on=undo)
    assert (await one.view(town.shabanova)).status == "open"
    assert town.shabanova.received[-1].text.startswith("↩️ Отменено")
    assert [post.text.splitlines()[-1] for post in posts(town)] == ["↩️ отменено 26.09"]
    changes = [(line.before, line.after) for line in await rows(town, journal) if line.what == "status"]
    assert changes == [("open", "done"), ("done", "open")]


async def test_reminders_go_with_done_and_come_back_with_undo(town: Town, one: Plan) -> None:
    await town.shabanova.presses("Выполнено", on=await one.card(town.shabanova))
    await town.shabanova.presses("Отменить")
    heard = len(town.shabanova.received)
    await town.clock_to(datetime(2022, 10, 19, 6, 0, tzinfo=UTC))
    assert len(town.shabanova.received) > heard
    await town.shabanova.presses("Выполнено")
    heard = len(town.shabanova.received)
    await town.clock_to(datetime(2022, 10, 24, 6, 0, tzinfo=UTC))
    assert len(town.shabanova.received) == heard


async def test_after_a_day_nothing_is_undone(town: Town, one: Plan) -> None:
    await town.shabanova.presses("Выполнено", on=await one.card(town.shabanova))
    await town.later(hours=24, minutes=1)
    await town.shabanova.presses("Отменить")
    assert town.shabanova.last.text.startswith("Прошло больше суток")
    assert (await one.view(town.shabanova)).status == "done"


async def test_undo_of_an_older_answer_leaves_the_newer_one(town: Town, one: Plan) -> None:
    await town.shabanova.presses("В работе", on=await one.card(town.shabanova))
    older = town.shabanova.with_button("Отменить")
    await town.shabanova.presses("Выполнено", on=await one.card(town.shabanova))
    await town.shabanova.presses("Отменить", on=older)
    assert (await one.view(town.shabanova)).status == "done"


# --- words -----------------------------------------------------------------------------------------------------------


async def test_words_out_of_the_blue_go_to_the_only_open_measure(town: Town, one: Plan) -> None:
    await town.shabanova.says("сделали, протокол на сайте")
    assert (await one.view(town.shabanova)).status == "done"
    assert f"Мероприятие: «{LETTERS}»." in town.shabanova.last.text
    assert posts(town)[-1].text.splitlines()[-1] == "«сделали, протокол на сайте»"


async def test_unclear_words_are_a_comment_until_a_button_says_more(town: Town, one: Plan) -> None:
    await town.shabanova.says("не готово")
    assert town.shabanova.last.text.startswith("Комментарий записан: «не готово».")
    assert town.shabanova.last.buttons == [
        "✅ Выполнено",
        "🔄 В работе",
        "⚠️ Трудности",
        "Просто комментарий",
        "Отменить",
    ]
    assert (await one.view(town.shabanova)).status == "open"
    await town.shabanova.presses("В работе")
    assert (await one.view(town.shabanova)).status == "in-progress"
    assert await count(town, reports_table) == 1
    assert [post.text.splitlines()[0] for post in posts(town)] == [f"🔄 {LETTERS}"]


async def test_a_mere_comment_changes_nothing_and_is_asked_about_once(town: Town, one: Plan) -> None:
    await town.shabanova.says("протокол будет на сайте школы")
    await town.shabanova.presses("Просто комментарий")
    assert town.shabanova.last.buttons == ["Отменить"]
    assert (await one.view(town.shabanova)).status == "open"
    assert [post.text.splitlines()[0] for post in posts(town)] == [LETTERS]


async def test_thanks_are_no_report(town: Town, one: Plan) -> None:
    await town.shabanova.says("Спасибо!")
    assert town.shabanova.last.text.startswith("Хорошо.")
    assert await count(town, reports_table) == 0


async def test_a_very_long_answer_is_kept_whole_and_shown_short(town: Town, one: Plan) -> None:
    words = "выполнено " + "очень подробно " * 400
    message = {
        "message_id": 900_000,
        "from": {"id": 1003, "is_bot": False, "first_name": "Наталья"},
        "chat": {"id": 1003, "type": "private", "first_name": "Наталья"},
        "date": int(town.now.timestamp()),
        "text": words,
    }
    await town.control("raw", {"update": {"message": message}})
    await town.settle()
    assert [report.text for report in await rows(town, reports_table)] == [words]
    assert len(posts(town)[-1].text) < 4096
    assert posts(town)[-1].text.endswith("…»")


async def test_markup_in_an_answer_is_shown_as_typed(town: Town, one: Plan) -> None:
    await town.shabanova.says("готово, см. <b>протокол</b> & </a>")
    assert posts(town)[-1].text.endswith("«готово, см. <b>протокол</b> & </a>»")


# --- quotes ----------------------------------------------------------------------------------------------------------


async def test_a_reply_to_a_month_old_card_lands_on_its_measure(town: Town, two: Plan) -> None:
    card = await two.card(town.shabanova, SITE)
    await town.later(days=30)
    await town.shabanova.says("выполнено", reply_to=card)
    assert (await two.view(town.shabanova, SITE)).status == "done"
    assert (await two.view(town.shabanova, LETTERS)).status == "open"


async def test_a_reply_to_the_acknowledgement_lands_there_too(town: Town, two: Plan) -> None:
    await town.shabanova.presses("В работе", on=await two.card(town.shabanova, SITE))
    await town.shabanova.says("выполнено", reply_to=town.shabanova.last)
    assert (await two.view(town.shabanova, SITE)).status == "done"


async def test_a_reply_to_a_digest_of_several_asks_which(town: Town, two: Plan) -> None:
    await town.clock_to(datetime(2022, 10, 19, 6, 0, tzinfo=UTC))
    digest = town.shabanova.with_button("Все выполнены")
    await town.shabanova.says("выполнено", reply_to=digest)
    assert town.shabanova.last.text == "Получено: «выполнено». К какому мероприятию?"
    await town.shabanova.presses("Информационное")
    assert (await two.view(town.shabanova, SITE)).status == "done"
    assert (await two.view(town.shabanova, LETTERS)).status == "open"


async def test_a_reply_to_a_digest_with_one_left_goes_to_that_one(town: Town, two: Plan) -> None:
    await town.clock_to(datetime(2022, 10, 19, 6, 0, tzinfo=UTC))
    digest = town.shabanova.with_button("Все выполнены")
    await town.shabanova.says("выполнено", reply_to=await two.card(town.shabanova, LETTERS))
    await town.shabanova.says("тоже выполнено", reply_to=digest)
    assert (await two.view(town.shabanova, SITE)).status == "done"


async def test_a_reply_to_ones_own_photo_lands_where_the_photo_lies(town: Town, two: Plan) -> None:
    await town.shabanova.sends([photo()], kind="photo", reply_to=await two.card(town.shabanova, SITE))
    own = [message for message in town.shabanova.messages if not message.from_bot][-1]
    await town.shabanova.says("выполнено", reply_to=own)
    assert (await two.view(town.shabanova, SITE)).status == "done"


# --- corrections -----------------------------------------------------------------------------------------------------


async def test_an_edited_message_corrects_the_report_and_the_post(town: Town, one: Plan) -> None:
    await town.shabanova.says("готово, протокол на сайте")
    own = [message for message in town.shabanova.messages if not message.from_bot][-1]
    body = {"user_id": 1003, "chat_id": 1003, "message_id": own.id, "text": "готово, протокол в папке"}
    await town.control("edit", body)
    await town.settle()
    assert len(posts(town)) == 1
    assert posts(town)[0].text.splitlines()[-2:] == ["«готово, протокол в папке»", "исправлено 26.09"]
    assert (await one.view(town.shabanova)).status == "done"


async def test_a_message_edited_to_not_done_takes_the_status_back_and_asks(town: Town, one: Plan) -> None:
    await town.shabanova.says("готово")
    own = [message for message in town.shabanova.messages if not message.from_bot][-1]
    await town.control("edit", {"user_id": 1003, "chat_id": 1003, "message_id": own.id, "text": "не готово"})
    await town.settle()
    assert (await one.view(town.shabanova)).status == "open"
    assert "Просто комментарий" in town.shabanova.last.buttons


async def test_the_caption_of_a_posted_photo_is_corrected_in_place(town: Town, one: Plan) -> None:
    await town.shabanova.sends([photo()], kind="photo", text="готово, протокол на сайте")
    await town.shabanova.presses("Отменить")
    assert len(posts(town)) == 1
    assert posts(town)[0].text.splitlines()[-1] == "↩️ отменено 26.09"


# --- who may, and what is forged -------------------------------------------------------------------------------------


async def test_somebody_elses_assignment_cannot_be_answered(town: Town, one: Plan) -> None:
    view = await one.view(town.shabanova)
    await town.sharik.forges(f"as:{view.id}:done")
    assert town.sharik.last.text == "Этого Вам делать нельзя."
    assert (await one.view(town.shabanova)).status == "open"


@pytest.mark.parametrize("data", ["as:99999:done", "rp:99999:undo", "pl:99999:1", "ex:99999:agree", "ra:99999"])
async def test_forged_ids_change_nothing(town: Town, one: Plan, data: str) -> None:
    await town.shabanova.forges(data)
    assert town.shabanova.last.text == "Эта кнопка уже ни к чему не относится."
    assert await count(town, reports_table) == 0


async def test_nobody_undoes_or_places_the_report_of_another(town: Town, two: Plan) -> None:
    await town.shabanova.presses("Выполнено", on=await two.card(town.shabanova))
    report = (await rows(town, reports_table))[0]
    await town.sharik.forges(f"rp:{report.id}:undo")
    assert town.sharik.last.text == "Этого Вам делать нельзя."
    assert (await two.view(town.shabanova)).status == "done"


async def test_a_closed_roadmap_takes_no_answers(town: Town, one: Plan) -> None:
    card = await one.card(town.shabanova)
    async with town.app.database.write() as connection:
        await connection.execute(roadmaps.update().values(state="cancelled"))
    await town.shabanova.presses("Выполнено", on=card)
    assert town.shabanova.last.text == "Это мероприятие закрыто, отвечать по нему больше не нужно."
    await town.shabanova.says("выполнено", reply_to=card)
    assert town.shabanova.last.text == "Это мероприятие закрыто, отвечать по нему больше не нужно."
    assert await count(town, reports_table) == 0


async def test_a_reply_in_the_log_group_is_nobodys_report(town: Town, one: Plan) -> None:
    await town.shabanova.presses("Выполнено", on=await one.card(town.shabanova))
    await town.shabanova.says("не готово", reply_to=posts(town)[-1], in_chat=town.log_group)
    assert await count(town, reports_table) == 1
    assert (await one.view(town.shabanova)).status == "done"


async def test_without_a_log_chat_answers_work_all_the_same(town: Town, one: Plan) -> None:
    async with town.app.database.write() as connection:
        await connection.execute(log_chats.delete())
    await town.shabanova.sends([photo(1), photo(2)], kind="photo", text="готово")
    assert (await one.view(town.shabanova)).status == "done"
    assert posts(town) == []


# --- the machine below -----------------------------------------------------------------------------------------------


async def test_an_answer_sent_while_the_bot_is_down_counts_with_its_own_moment(town: Town, one: Plan) -> None:
    await town.clock_to(datetime(2022, 10, 20, 20, 58, tzinfo=UTC))
    await town.stop_bot()
    await town.shabanova.sends([], text="готово", settle=False)
    await town.control("clock", {"to": datetime(2022, 10, 20, 22, 0, tzinfo=UTC).timestamp()})
    await town.start_bot()
    assert (await one.view(town.shabanova)).status == "done"
    assert [report.late for report in await rows(town, reports_table)] == [False]


async def test_every_post_and_acknowledgement_is_said_once(town: Town, two: Plan) -> None:
    await town.shabanova.sends([photo(1), photo(2)], kind="photo", reply_to=await two.card(town.shabanova))
    await town.shabanova.presses("Выполнено")
    await town.stop_bot()
    await town.start_bot()
    states = {row.state for row in await rows(town, deliveries)}
    assert states <= {"sent", "dropped", "pending"}
    assert len([post for post in posts(town) if post.text]) == 1


async def test_an_old_comment_that_turns_out_to_mean_done_counts_from_today(town: Town, one: Plan) -> None:
    await town.shabanova.says("протокол на сайте")
    await town.clock_to(datetime(2022, 10, 21, 7, 0, tzinfo=UTC))
    asked = next(message for message in town.shabanova.received if "Просто комментарий" in message.buttons)
    await town.shabanova.presses("Выполнено", on=asked)
    assert [(report.status, report.late) for report in await rows(town, reports_table)] == [
        (None, False),
        ("done", True),
    ]


async def test_a_pressed_button_of_a_group_does_nothing(town: Town, one: Plan) -> None:
    view = await one.view(town.shabanova)
    await town.shabanova.presses("В работе", on=await one.card(town.shabanova))
    await town.shabanova.forges(f"as:{view.id}:done", on=posts(town)[-1])
    assert (await one.view(town.shabanova)).status == "in-progress"
