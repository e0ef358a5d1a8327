"""The staff's own group: what is said there, who answers it, who sees what.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up; Шабанова's first measure is due on 20 October.
"""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from domain.people import Role
from storage import people
from storage.tables import assignments, members, staff_chats
from storage.tables import reports as reports_table
from tests.conversations.groups import STAFF, Group, group, topic, writes
from tests.conversations.hostile import STRANGER, misfortunes, standing
from tests.conversations.plans import DUE, LETTERS, SITE, Plan, count, photo, plan, posts, rows
from tests.conversations.sending import move_in
from tests.town import Person, Town

TUESDAY = datetime(2022, 10, 18, 6, 0, tzinfo=UTC)
"""Two working days before the first measure is due, 9:00 in Moscow."""
REFUSED = {"method": "sendMessage", "fault": "400", "description": "Bad Request: not available here"}


@pytest.fixture
async def staff(town: Town) -> Group:
    """The staff chat of «СОШ №2», where everybody is named."""
    found = await group(town, [town.polyakova, town.shabanova, town.sharik, town.bondarenko])
    await town.polyakova.says("/staff_here", in_chat=STAFF)
    await found.presses(town.polyakova, "Всем", on=found.said[-1])
    return found


# --- the message of the day ------------------------------------------------------------------------------------------


async def test_who_cannot_be_written_to_is_named_and_the_others_are_not_told_twice(town: Town) -> None:
    found = await group(town, [town.polyakova, town.shabanova, town.sharik])
    await town.polyakova.says("/staff_here", in_chat=STAFF)
    assert found.said[-1].text.startswith("Напоминания «МБОУ «СОШ №2»» теперь приходят и сюда")
    await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.sharik])])
    await town.sharik.blocks()
    await town.clock_to(TUESDAY)
    (told,) = found.digests
    assert told.text.splitlines() == [
        "МБОУ «СОШ №2»: без ответа 1 мероприятие",
        f"⏳ Шарик Н.Н. · до чт 20 октября · {SITE}",
        "Ответьте на это сообщение словами или фото.",
        "Остальным бот написал лично.",
    ]
    mention = [entity for entity in told.raw["entities"] if entity["type"] == "text_mention"]
    assert [entity["user"]["id"] for entity in mention] == [town.sharik.number]
    await town.tick()
    await town.later(hours=3)
    assert len(found.digests) == 1


async def test_nothing_is_said_where_everybody_was_written_to_nor_on_a_day_off_nor_at_night(town: Town) -> None:
    found = await group(town, [town.polyakova, town.shabanova])
    await town.polyakova.says("/staff_here", in_chat=STAFF)
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(TUESDAY)
    assert found.digests == []
    await found.presses(town.polyakova, "Всем", on=found.said[-1])
    await town.clock_to(datetime(2022, 10, 22, 6, 0, tzinfo=UTC))  # Saturday
    await town.clock_to(datetime(2022, 10, 23, 19, 0, tzinfo=UTC))  # Sunday, 22:00
    assert found.digests == []
    await town.clock_to(datetime(2022, 10, 24, 19, 30, tzinfo=UTC))  # Monday, 22:30, the first look of that day
    assert found.digests == []
    await town.clock_to(datetime(2022, 10, 25, 6, 0, tzinfo=UTC))
    (told,) = found.digests
    assert told.text.splitlines()[:2] == [
        "МБОУ «СОШ №2»: без ответа 1 мероприятие, срок прошёл у 1",
        f"🔴 Шабанова Н.С. · срок был чт 20 октября · {LETTERS}",
    ]


async def test_who_is_not_connected_is_named_by_name_and_told_how(town: Town, staff: Group) -> None:
    made = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    view = await made.view(town.shabanova)
    async with town.app.database.write() as connection:
        everybody = await people.members_in(connection, {2})
        akimova = next(one for one in everybody if one.family == "Акимова")
        theirs = update(assignments).where(assignments.c.id == view.id)
        await connection.execute(theirs.values(member_id=akimova.id))
    await town.clock_to(TUESDAY)
    (told,) = staff.digests
    assert told.text.splitlines()[1:] == [
        f"⏳ Акимова Н.А. (не подключён) · до чт 20 октября · {LETTERS}",
        "Ответьте на это сообщение словами или фото.",
        "Подключиться: личная ссылка у Вашего координатора.",
    ]


async def test_ten_people_are_named_and_the_rest_counted(town: Town, staff: Group) -> None:
    crowd = [
        await move_in(town, 1400 + number, Role.EXECUTOR, f"Ким{chr(1072 + number)}", "Ия", "Ивановна", "МБОУ «СОШ №2»")
        for number in range(12)
    ]
    async with town.app.database.write() as connection:
        await connection.execute(update(members).where(members.c.family.like("Ким%")).values(organisation_id=2))
    await plan(town, [(LETTERS, DUE, crowd)])
    await town.clock_to(TUESDAY)
    lines = staff.digests[-1].text.splitlines()
    assert (len([line for line in lines if line.startswith("⏳")]), lines[11]) == (10, "…и ещё 2")


async def test_it_ends_and_answers_what_is_answered_no_more(town: Town, staff: Group, one: Plan) -> None:
    await town.shabanova.presses("В работе", on=await one.card(town.shabanova))
    await town.clock_to(TUESDAY)
    assert staff.digests == []
    await town.polyakova.says("/staff_here off", in_chat=STAFF)
    assert staff.said[-1].text == "Напоминания «МБОУ «СОШ №2»» сюда больше не приходят."
    assert await count(town, staff_chats) == 0


async def test_three_schools_in_one_forum_read_each_in_its_topic(town: Town) -> None:
    """Each answer lands where its author is asked, whoever's message is quoted."""
    other = await move_in(town, 1500, Role.COORDINATOR, "Ладыгина", "Ольга", "Петровна", "СОШ №5")
    third = await move_in(town, 1501, Role.COORDINATOR, "Орлова", "Анна", "Ильинична", "СОШ №7")
    forum = await group(town, [town.polyakova, other, third, town.shabanova], is_forum=True)
    threads = {}
    for person in (town.polyakova, other, third):
        threads[person.number] = await topic(town, forum, person, f"Школа {person.number}")
        await writes(town, person, "/staff_here", forum, thread=threads[person.number])
        await forum.presses(person, "Всем", on=forum.said[-1])
    made = await plan(town, [(LETTERS, DUE, [town.shabanova, other]), (SITE, DUE, [third])])
    await town.clock_to(TUESDAY)
    told = {seen.raw["message_thread_id"]: seen for seen in forum.digests}
    assert {thread: seen.text.splitlines()[1].split(" · ")[0][2:] for thread, seen in told.items()} == {
        threads[1002]: "Шабанова Н.С.",
        threads[1500]: "Ладыгина О.П.",
        threads[1501]: "Орлова А.И.",
    }
    await writes(town, other, "готово", forum, thread=threads[1500], reply_to=told[threads[1501]])
    assert (await made.view(other)).status == "open"
    assert forum.seen_by(other)[-1].text == "В этом сообщении Ваших мероприятий нет. Все Ваши: /my в чате с ботом."
    await writes(town, other, "готово", forum, thread=threads[1500], reply_to=told[threads[1500]])
    assert (await made.view(other)).status == "done"
    assert forum.seen_by(other)[-1].raw["message_thread_id"] == threads[1500]
    # In a topic every message seems to reply to the beginning of the topic.
    assert (await made.view(town.shabanova)).status == "open"


async def test_a_stranger_in_the_group_changes_nothing_and_hears_nothing(town: Town, staff: Group, one: Plan) -> None:
    await town.control("people", {"id": STRANGER, "first_name": "Кто-то", "started": True})
    await town.control("member", {"chat_id": STAFF, "user_id": STRANGER})
    stranger = Person(town, STRANGER, STRANGER)
    await town.clock_to(TUESDAY)
    before, said = await standing(town), len(staff.said)
    await writes(town, stranger, "готово", staff, reply_to=staff.digests[-1])
    await writes(town, stranger, "/staff_here", staff)
    await staff.presses(stranger, "Всем", on=staff.said[0])
    assert await standing(town) == before
    assert (len(staff.said), staff.seen_by(stranger)) == (said, [])
    assert staff.notices() == ["Этот бот работает по приглашению. Попросите личную ссылку у координатора Вашей школы."]
    assert await misfortunes(town) == []


async def test_only_who_may_sets_the_group_and_who_is_named(town: Town) -> None:
    found = await group(town, [town.polyakova, town.shabanova])
    await town.shabanova.says("/staff_here", in_chat=STAFF)
    assert found.seen_by(town.shabanova)[-1].text == "Это может сделать Полякова В.А."
    assert found.said == []
    await town.polyakova.says("/staff_here", in_chat=STAFF)
    await found.presses(town.shabanova, "Всем", on=found.said[-1])
    assert found.notices() == ["Это может сделать Полякова В.А."]
    assert [row.everyone for row in await rows(town, staff_chats)] == [False]
    await town.polyakova.says("/staff_here")
    assert town.polyakova.last.text == "Эту команду отправляют в группе сотрудников."


# --- answers ---------------------------------------------------------------------------------------------------------


async def test_a_reply_is_taken_and_only_its_author_reads_what_was_recorded(
    town: Town, staff: Group, one: Plan
) -> None:
    await town.clock_to(TUESDAY)
    said = len(staff.said)
    await town.shabanova.says("готово, протокол на сайте", reply_to=staff.digests[-1], in_chat=STAFF)
    assert (await one.view(town.shabanova)).status == "done"
    (answer,) = staff.seen_by(town.shabanova)
    assert answer.text.startswith("✅ Записано: выполнено 18.10.2022, раньше срока на 2 дня.")
    assert len(staff.said) == said
    assert posts(town)[-1].text.splitlines()[-1] == "«готово, протокол на сайте»"
    await staff.presses(town.shabanova, "Отменить", on=answer)
    assert (await one.view(town.shabanova)).status == "open"
    (undone,) = staff.seen_by(town.shabanova)
    assert undone.text.startswith("↩️ Отменено")
    # A card opens in private only.
    assert undone.buttons == []


async def test_talk_of_the_group_is_nobodys_report(town: Town, staff: Group, one: Plan) -> None:
    await town.clock_to(TUESDAY)
    said = len(staff.said)
    await town.shabanova.says("готово", in_chat=STAFF)
    await town.shabanova.says("готово", reply_to=staff.said[0], in_chat=STAFF)
    await town.shabanova.says("Спасибо!", reply_to=staff.digests[-1], in_chat=STAFF)
    await town.shabanova.sends([photo()], kind="photo", in_chat=STAFF)
    assert await count(town, reports_table) == 0
    assert (len(staff.said), staff.seen_by(town.shabanova)) == (said, [])
    # Who has nothing open reads so, alone.
    await town.sharik.says("готово", reply_to=staff.digests[-1], in_chat=STAFF)
    assert [seen.text for seen in staff.seen_by(town.sharik)] == ["Сейчас за Вами нет открытых мероприятий."]
    assert len(staff.said) == said


async def test_which_one_is_asked_of_the_author_and_nobody_else_answers(town: Town, staff: Group, two: Plan) -> None:
    await town.clock_to(TUESDAY)
    await town.shabanova.sends([photo()], kind="photo", text="готово", reply_to=staff.digests[-1], in_chat=STAFF)
    (asked,) = staff.seen_by(town.shabanova)
    assert asked.text.endswith("К какому мероприятию?")
    await town.sharik.forges(asked.data_of("Методические"), on=asked)
    assert (await two.view(town.shabanova)).status == "open"
    await staff.presses(town.shabanova, "Методические", on=asked)
    assert (await two.view(town.shabanova)).status == "done"
    assert (await two.view(town.shabanova, SITE)).status == "open"
    assert staff.seen_by(town.shabanova)[-1].text.startswith("✅ Записано")
    assert await misfortunes(town) == []


async def test_an_album_is_one_answer_and_unclear_words_are_asked_about(town: Town, staff: Group, one: Plan) -> None:
    await town.clock_to(TUESDAY)
    await town.shabanova.sends([photo(1), photo(2), photo(3)], kind="photo", reply_to=staff.digests[-1], in_chat=STAFF)
    assert await count(town, reports_table) == 1
    (asked,) = staff.seen_by(town.shabanova)
    assert "3 фото" in asked.text
    await staff.presses(town.shabanova, "Трудности", on=asked)
    assert (await one.view(town.shabanova)).status == "trouble"
    await staff.answers_hidden(town.shabanova, "нет бумаги", on=staff.seen_by(town.shabanova)[-1])
    assert [row.text for row in await rows(town, reports_table)] == ["нет бумаги"]
    assert staff.seen_by(town.shabanova)[-1].text.startswith("⚠️ Записано: трудности — «нет бумаги».")


async def test_where_nothing_can_be_hidden_the_answer_comes_in_private_and_its_buttons_work_there(
    town: Town, staff: Group, one: Plan
) -> None:
    await town.clock_to(TUESDAY)
    said = len(staff.said)
    await town.control("faults", {**REFUSED, "times": 9, "chat_id": STAFF})
    await town.shabanova.says("протокол на сайте", reply_to=staff.digests[-1], in_chat=STAFF)
    assert town.shabanova.last.text.startswith("Комментарий записан: «протокол на сайте».")
    assert (len(staff.said), staff.seen_by(town.shabanova)) == (said, [])
    asked = town.shabanova.last
    await town.shabanova.presses("Выполнено", on=asked)
    assert (await one.view(town.shabanova)).status == "done"
    assert town.shabanova.last.text.startswith("✅ Записано")
    await town.shabanova.presses("Отменить")
    assert (await one.view(town.shabanova)).status == "open"
    assert await misfortunes(town) == []


async def test_who_has_blocked_the_bot_is_answered_in_the_group_and_only_their_press_counts(
    town: Town, staff: Group, one: Plan
) -> None:
    await town.shabanova.blocks()
    await town.clock_to(TUESDAY)
    await town.control("faults", {**REFUSED, "times": 1, "chat_id": STAFF})
    await town.shabanova.says("готово", reply_to=staff.digests[-1], in_chat=STAFF)
    answer = staff.said[-1]
    assert answer.text.startswith("✅ Записано")
    assert answer.raw["reply_to_message"]["text"] == "готово"
    await staff.presses(town.sharik, "Отменить", on=answer)
    assert (await one.view(town.shabanova)).status == "done"
    assert staff.notices()[-1] == "Этого Вам делать нельзя."
    await staff.presses(town.shabanova, "Отменить", on=answer)
    assert (await one.view(town.shabanova)).status == "open"
    assert staff.said[-1].text.startswith("↩️ Отменено")


async def test_a_wish_for_more_time_is_offered_to_its_author_alone(town: Town, staff: Group, one: Plan) -> None:
    await town.clock_to(TUESDAY)
    await town.shabanova.says("не успеваем, можно до 25.10", reply_to=staff.digests[-1], in_chat=STAFF)
    (offer,) = staff.seen_by(town.shabanova)
    await staff.presses(town.shabanova, "Да, спросить", on=offer)
    assert "Согласовать" in town.polyakova.last.buttons
    (asked,) = staff.seen_by(town.shabanova)
    assert asked.text != offer.text


async def test_the_author_edits_their_words_in_the_group(town: Town, staff: Group, one: Plan) -> None:
    await town.clock_to(TUESDAY)
    await town.shabanova.says("готово", reply_to=staff.digests[-1], in_chat=STAFF)
    mine = town.seen_in(STAFF)[-1]
    body = {"user_id": town.shabanova.number, "chat_id": STAFF, "message_id": mine.id, "text": "ещё в работе"}
    await town.control("edit", body)
    await town.settle()
    assert (await one.view(town.shabanova)).status == "in-progress"
    assert [row.text for row in await rows(town, reports_table)] == ["ещё в работе"]
