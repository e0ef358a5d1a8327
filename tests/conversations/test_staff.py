"""A change of staff: all open work of one person goes to another, and who has left is asked nothing more.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up.
"""

from datetime import UTC, date, datetime

import pytest

from domain.people import Role
from services import staff
from services.access import Caller
from services.digests import queue_due
from services.distribution import distribute
from services.work import Work
from storage import chats, people
from storage.database import Database, sqlite_url
from storage.tables import assignments, deliveries, journal, members, parties, reports
from tests.conversations.hostile import misfortunes, press, tell
from tests.conversations.plans import DUE, LETTERS, SITE, Plan, plan, rows
from tests.conversations.sending import move_in, table
from tests.conversations.test_delegation import hands
from tests.conversations.test_members import invited
from tests.town import Person, Seen, Town

SCHOOL = "МБОУ «СОШ №2»"


def october(day: int, hour: int = 6) -> datetime:
    return datetime(2022, 10, day, hour, 0, tzinfo=UTC)


async def chooses(town: Town, boss: Person, who: str, successor: str) -> Seen:
    """From /people over the card of a person to the preview of what the successor would get."""
    await boss.says("/people")
    await boss.presses("Все люди")
    await boss.presses(who)
    await boss.presses("Передать все дела…")
    await boss.presses(successor)
    return boss.last


async def member_of(town: Town, person: Person) -> int:
    async with town.app.database.read() as connection:
        found = await people.member_of_number(connection, "telegram", person.number)
    assert found is not None
    return found.id


# --- the way there ---------------------------------------------------------------------------------------------------


async def test_the_coordinator_sees_who_somebody_is_and_what_they_have_to_do(town: Town, two: Plan) -> None:
    await town.polyakova.says("/people")
    await town.polyakova.presses("Все люди")
    assert town.polyakova.last.text.startswith("МБОУ «СОШ №2»: 5 человек.")
    await town.polyakova.presses("Шабанова")
    assert town.polyakova.last.text.splitlines() == [
        "Шабанова Наталья Сергеевна",
        "заместитель директора по УВР · МБОУ «СОШ №2»",
        "Исполнитель · чат с ботом: есть",
        "2 открытых дела, ближайшее — до чт 20 октября",
    ]
    assert town.polyakova.last.buttons == ["Передать все дела…", "Все люди"]


async def test_before_anything_happens_she_reads_what_will_go_over(town: Town, two: Plan) -> None:
    preview = await chooses(town, town.polyakova, "Шабанова", "Шарик")
    assert preview.text.splitlines() == [
        "Шабанова Н.С. → Шарик Н.Н.: все открытые дела",
        "1 план",
        "2 открытых дела, ближайшее — до чт 20 октября",
        "Шабанова Н.С. больше не работает? Тогда бот уберёт этого человека из списка.",
    ]
    assert preview.buttons == ["Больше не работает", "Остаётся", "Отмена"]
    assert {row.member_id for row in await rows(town, assignments)} == {await member_of(town, town.shabanova)}
    await town.polyakova.presses("Отмена")
    assert town.polyakova.last.text.startswith("Шабанова Наталья Сергеевна")


async def test_the_head_can_do_it_too(town: Town, one: Plan) -> None:
    await town.akimova.starts(await invited(town))
    await chooses(town, town.akimova, "Шабанова", "Шарик")
    await town.akimova.presses("Остаётся")
    assert (await one.view(town.sharik)).status == "open"


async def test_the_head_sees_the_people_and_is_offered_no_links(town: Town) -> None:
    await town.akimova.starts(await invited(town))
    await town.akimova.says("/people")
    assert town.akimova.last.buttons == ["Все люди"]


# --- who leaves ------------------------------------------------------------------------------------------------------


async def test_who_leaves_hands_everything_over_and_is_asked_nothing_more(town: Town, two: Plan) -> None:
    heard = len(town.shabanova.received)
    await chooses(town, town.polyakova, "Шабанова", "Шарик")
    await town.polyakova.presses("Больше не работает")
    assert town.polyakova.last.text.splitlines() == [
        "Шабанова Н.С. → Шарик Н.Н.: переданы 2 дела. Прежние ответы остаются за тем, кто их дал.",
        "Шабанова Н.С. больше не в списке.",
    ]
    assert town.sharik.last.text.splitlines() == [
        "Вам переданы 2 дела, раньше их вёл другой человек: Шабанова Н.С.",
        f"⏳ до чт 20 октября · {LETTERS}",
        f"⏳ до пт 21 октября · {SITE}",
        "Весь список: /my",
    ]
    await town.clock_to(october(17))
    assert len(town.shabanova.received) == heard
    assert town.sharik.last.text.startswith("Сегодня 2 дела")
    await town.shabanova.says("готово")
    assert town.shabanova.last.text == (
        "Вы больше не в списке: МБОУ «СОШ №2». Если это ошибка, попросите координатора добавить Вас снова."
    )
    await town.shabanova.says("/start")
    assert town.shabanova.last.text.startswith("Вы больше не в списке")


async def test_one_message_to_the_successor_however_much_there_is(town: Town) -> None:
    await plan(town, [(f"Дело {number}", DUE, [town.shabanova]) for number in range(1, 10)])
    heard = len(town.sharik.received)
    await chooses(town, town.polyakova, "Шабанова", "Шарик")
    await town.polyakova.presses("Больше не работает")
    assert len(town.sharik.received) == heard + 1
    assert town.sharik.last.text.startswith("Вам передано 9 дел, раньше")
    assert "…и ещё 4" in town.sharik.last.text


async def test_who_comes_later_does_not_bring_back_to_the_successor_what_was_answered(town: Town, two: Plan) -> None:
    await town.shabanova.presses("Выполнено", on=await two.card(town.shabanova, SITE))
    await chooses(town, town.polyakova, "Шабанова", "Шарик")
    await town.polyakova.presses("Остаётся")
    sharik = await member_of(town, town.sharik)
    had = {row.id for row in await rows(town, assignments) if row.member_id == sharik}
    async with town.app.database.write() as connection:
        await distribute(connection, 2, town.now, town.app.rules)
    assert {row.id for row in await rows(town, assignments) if row.member_id == sharik} == had


async def test_answers_stay_with_who_gave_them_and_the_journal_has_a_line_for_each(town: Town, two: Plan) -> None:
    old = await member_of(town, town.shabanova)
    await town.shabanova.presses("Выполнено", on=await two.card(town.shabanova, SITE))
    await town.shabanova.presses("В работе", on=await two.card(town.shabanova, LETTERS))
    await chooses(town, town.polyakova, "Шабанова", "Шарик")
    await town.polyakova.presses("Больше не работает")
    new = await member_of(town, town.sharik)
    assert {row.author_id for row in await rows(town, reports)} == {old}
    assert sorted((row.member_id, row.status) for row in await rows(town, assignments)) == [
        (old, "done"),
        (new, "in-progress"),
    ]
    lines = [row for row in await rows(town, journal) if row.what in ("handed-over", "replaced")]
    assert [(row.what, row.before, row.after) for row in lines] == [
        ("handed-over", str(old), str(new)),
        ("replaced", str(old), str(new)),
    ]


@pytest.mark.parametrize("leaves", [True, False])
async def test_what_was_on_its_way_to_her_is_not_sent_any_more(town: Town, two: Plan, leaves: bool) -> None:
    """Her daily message was queued, and the process dies before it leaves."""
    await town.clock_to(october(16, 12))
    heard = len(town.shabanova.received)
    old, new = await member_of(town, town.shabanova), await member_of(town, town.sharik)
    await town.stop_bot()
    await queued_and_replaced(town, old, new, leaves=leaves)
    await town.control("clock", {"to": october(17, 11).timestamp()})
    await town.start_bot()
    await town.tick()
    told = [message.text.splitlines()[0] for message in town.shabanova.received[heard:]]
    assert told == ([] if leaves else ["2 Ваших дела переданы: Шарик Н.Н."])
    (handed,) = [message for message in town.sharik.received if message.text.startswith("Вам переданы")]
    assert handed.text.startswith("Вам переданы 2 дела")
    assert "dropped" in {row.state for row in await rows(town, deliveries) if row.kind == "digest"}


async def queued_and_replaced(town: Town, old: int, new: int, *, leaves: bool) -> None:
    database, now = Database(sqlite_url(town.folder)), october(17)
    assert await queue_due(database, now=now, rules=town.app.rules) == 1
    async with database.read() as connection:
        boss = await people.member_of_number(connection, "telegram", town.polyakova.number)
        chat_id = (await people.private_chats(connection, {boss.id}))[boss.id] if boss else 0
        chat = await chats.get(connection, chat_id)
    assert chat is not None
    caller, work = Caller(chat, chat.number, boss), Work(database, now)
    await staff.replace_person(work, caller, old, new, None, town.app.rules, leaves=leaves)
    await database.close()


async def test_a_second_tap_says_that_she_has_left(town: Town, two: Plan) -> None:
    preview = await chooses(town, town.polyakova, "Шабанова", "Шарик")
    data = preview.data_of("Больше не работает")
    heard = len(town.sharik.received)
    await tell(town, *(press(town.polyakova.number, data, on=preview.raw) for _ in range(2)))
    assert town.polyakova.last.text == "Шабанова Н.С. уже не в списке."
    assert len(town.sharik.received) == heard + 1
    assert [row.what for row in await rows(town, journal)].count("replaced") == 1
    assert await misfortunes(town) == []


async def test_her_old_link_and_her_old_buttons_lead_nowhere(town: Town, one: Plan) -> None:
    card = await one.card(town.shabanova)
    await chooses(town, town.polyakova, "Шабанова", "Шарик")
    await town.polyakova.presses("Больше не работает")
    await town.shabanova.presses("Выполнено", on=card)
    assert town.shabanova.last.text.startswith("Вы больше не в списке")
    assert (await one.view(town.sharik)).status == "open"


# --- who stays -------------------------------------------------------------------------------------------------------


async def test_who_stays_reads_it_once_and_old_buttons_say_whose_it_is(town: Town, one: Plan) -> None:
    card = await one.card(town.shabanova)
    await chooses(town, town.polyakova, "Шабанова", "Шарик")
    await town.polyakova.presses("Остаётся")
    assert town.shabanova.last.text.startswith("1 Ваше дело передано: Шарик Н.Н.")
    await town.shabanova.presses("Выполнено", on=card)
    assert town.shabanova.last.text == "Это мероприятие теперь у другого исполнителя."
    await town.shabanova.says("/my")
    assert town.shabanova.last.text == "Открытых дел нет."


async def test_the_same_action_back_gives_everything_back(town: Town, two: Plan) -> None:
    await chooses(town, town.polyakova, "Шабанова", "Шарик")
    await town.polyakova.presses("Остаётся")
    await chooses(town, town.polyakova, "Шарик", "Шабанова")
    await town.polyakova.presses("Остаётся")
    old = await member_of(town, town.shabanova)
    assert {row.member_id for row in await rows(town, assignments)} == {old}
    assert {row.member_id for row in await rows(town, parties)} == {old}
    await town.clock_to(october(17))
    assert town.shabanova.last.text.startswith("Сегодня 2 дела")


async def test_nothing_to_hand_over_is_said_and_nobody_is_disturbed(town: Town, one: Plan) -> None:
    preview = await chooses(town, town.polyakova, "Бондаренко", "Шарик")
    assert preview.buttons == ["Больше не работает", "Отмена"]
    heard = len(town.sharik.received)
    old, new = await member_of(town, town.bondarenko), await member_of(town, town.sharik)
    await town.polyakova.forges(f"sf:stays:{old}:{new}")
    assert town.polyakova.last.text == "У этого человека открытых дел нет: Бондаренко А.Е."
    assert len(town.sharik.received) == heard


# --- the same period at both -----------------------------------------------------------------------------------------


async def test_who_has_the_measure_already_has_it_once(town: Town) -> None:
    made = await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik])])
    await chooses(town, town.polyakova, "Шабанова", "Шарик")
    await town.polyakova.presses("Больше не работает")
    statuses = sorted(row.status for row in await rows(town, assignments))
    assert statuses == ["cancelled", "open"]
    assert (await made.view(town.sharik)).status == "open"
    await town.clock_to(october(17))
    assert "Вместе с Вами" not in town.sharik.last.text


async def test_who_was_given_it_by_her_stands_in_her_place(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    await hands(one, town.sharik, "Бондаренко")
    await chooses(town, town.polyakova, "Шабанова", "Бондаренко")
    await town.polyakova.presses("Больше не работает")
    view = await one.view(town.bondarenko)
    assert (view.status, view.parent_id, view.main) == ("open", None, True)
    assert (await one.view(town.sharik)).status == "cancelled"
    assert "Теперь его ведёт Бондаренко А.Е." in town.sharik.last.text


async def test_what_she_had_handed_on_goes_on_for_her_successor(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Бондаренко")
    heard = len(town.bondarenko.received)
    await chooses(town, town.polyakova, "Шабанова", "Шарик")
    await town.polyakova.presses("Больше не работает")
    assert len(town.bondarenko.received) == heard
    await town.bondarenko.presses("Выполнено", on=await one.card(town.bondarenko))
    assert (await one.view(town.sharik)).status == "done"
    assert town.sharik.last.text.startswith("✅ Бондаренко А.Е.: выполнено")


async def test_what_was_handed_to_her_goes_on_from_the_same_giver(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Бондаренко")
    await chooses(town, town.polyakova, "Бондаренко", "Шарик")
    await town.polyakova.presses("Больше не работает")
    card = await one.card(town.sharik)
    assert "От кого: Шабанова Н.С." in card.text
    await town.sharik.presses("Выполнено", on=card)
    assert (await one.view(town.shabanova)).status == "done"


# --- the plan --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["Больше не работает", "Остаётся"])
async def test_an_amended_plan_with_the_old_name_stays_with_the_successor(town: Town, what: str) -> None:
    row = ("1", "Провести семинар для учителей", "до 20.10.2022", "Шабанова Н.С.")
    other = ("2", "Открыть школьный музей", "до 21.10.2022", "Бондаренко А.Е.")
    await town.polyakova.sends([table(row, other)])
    await town.polyakova.presses("Принять")
    await chooses(town, town.polyakova, "Шабанова", "Шарик")
    await town.polyakova.presses(what)
    heard = len(town.sharik.received)
    await town.polyakova.sends([table((*row[:2], "до 25.10.2022", row[3]), other)])
    await town.polyakova.presses("Принять изменения")
    new = await member_of(town, town.sharik)
    (mine,) = [one for one in await rows(town, assignments) if one.member_id == new]
    assert mine.status == "open"
    assert {one.member_id for one in await rows(town, assignments)} == {new, await member_of(town, town.bondarenko)}
    assert len(town.sharik.received) == heard + 1
    assert "Новый срок: вт 25 октября" in town.sharik.last.text


async def test_rows_without_a_name_go_from_the_coordinator_who_leaves_to_the_new_one(town: Town) -> None:
    second = await move_in(town, 1500, Role.COORDINATOR, "Ладыгина", "Ольга", "Петровна", SCHOOL)
    row = ("1", "Провести семинар для учителей", "до 20.10.2022", "Чужой Ч.Ч.")
    await town.polyakova.sends([table(row)])
    await town.polyakova.presses("Принять")
    await chooses(town, town.kuzmina, "Полякова", "Ладыгина")
    await town.kuzmina.presses("Больше не работает")
    await second.sends([table((*row[:2], "до 25.10.2022", row[3]))])
    await second.presses("Принять изменения")
    new = await member_of(town, second)
    assert [(one.member_id, one.status) for one in await rows(town, assignments)] == [(new, "open")]


# --- who may ---------------------------------------------------------------------------------------------------------


async def test_a_teacher_a_stranger_and_another_school_cannot(town: Town, one: Plan) -> None:
    ladygina = await move_in(town, 1108, Role.COORDINATOR, "Ладыгина", "Ольга", "Петровна", "СОШ №5")
    await ladygina.says("/help")
    old, new = await member_of(town, town.shabanova), await member_of(town, town.sharik)
    before = await rows(town, assignments), await rows(town, members)
    for do in ("list", "card", "choose", "look", "leaves", "stays"):
        for person in (town.bondarenko, ladygina):
            await person.forges(f"sf:{do}:{2 if do == 'list' else old}:{new}")
            assert person.last.text.startswith("Это может сделать"), do
    assert (await rows(town, assignments), await rows(town, members)) == before


async def test_a_coordinator_hands_nothing_to_another_school(town: Town, one: Plan) -> None:
    ladygina = await move_in(town, 1108, Role.COORDINATOR, "Ладыгина", "Ольга", "Петровна", "СОШ №5")
    old, new = await member_of(town, town.shabanova), await member_of(town, ladygina)
    await town.polyakova.forges(f"sf:stays:{old}:{new}")
    assert town.polyakova.last.text.startswith("Это может сделать")
    assert (await one.view(town.shabanova)).status == "open"


async def test_nobody_takes_themselves_off_the_list_nor_an_administrator_by_a_coordinator(town: Town) -> None:
    mine, new = await member_of(town, town.polyakova), await member_of(town, town.sharik)
    await town.polyakova.forges(f"sf:leaves:{mine}:{new}")
    assert town.polyakova.last.text.startswith("Себя из списка убрать нельзя")
    await town.polyakova.forges(f"sf:leaves:{await member_of(town, town.kuzmina)}:{new}")
    assert town.polyakova.last.text == "Это может сделать Кузьмина И.П."
    await town.polyakova.forges(f"sf:stays:{new}:{new}")
    assert town.polyakova.last.text == "Эта кнопка уже ни к чему не относится."
    assert all(row.active for row in await rows(town, members))


async def test_her_answer_and_the_change_at_once_are_one_after_the_other(town: Town, one: Plan) -> None:
    card = await one.card(town.shabanova)
    preview = await chooses(town, town.polyakova, "Шабанова", "Шарик")
    await tell(
        town,
        press(town.polyakova.number, preview.data_of("Остаётся"), on=preview.raw),
        press(town.shabanova.number, card.data_of("Выполнено"), on=card.raw),
    )
    (row,) = await rows(town, assignments)
    assert (row.member_id, row.status) in {
        (await member_of(town, town.shabanova), "done"),
        (await member_of(town, town.sharik), "open"),
    }
    assert await misfortunes(town) == []


async def test_after_a_restart_the_preview_still_works(town: Town, one: Plan) -> None:
    preview = await chooses(town, town.polyakova, "Шабанова", "Шарик")
    await town.stop_bot()
    await town.start_bot()
    await town.polyakova.presses("Остаётся", on=preview)
    view = await one.view(town.sharik)
    assert (view.status, view.due) == ("open", date(2022, 10, 20))
