"""What happens when nobody answers: repetitions, the coordinator, the head, and the end of repeating."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, update

from domain.people import Role
from services import plans
from storage import people
from storage.tables import assignments, deliveries, members, periods, reminders
from tests.conversations.plans import DUE, LETTERS, SITE, Plan, plan, rows
from tests.town import Person, Seen, Town

AT_NINE = 6  # 9:00 in Moscow is 6:00 UTC


def at(month: int, day: int, hour: int = AT_NINE) -> datetime:
    return datetime(2022, month, day, hour, 1, tzinfo=UTC)


def of_today(person: Person, town: Town) -> list[Seen]:
    today = town.now.date()
    return [one for one in person.received if datetime.fromtimestamp(one.raw["date"], UTC).date() == today]


async def join(town: Town, person: Person) -> None:
    """The head of the school follows her link."""
    from tests.conversations.test_members import invited

    await person.starts(await invited(town))


async def make(town: Town, person: Person, role: Role) -> None:
    async with town.app.database.write() as connection:
        member = await people.member_of_number(connection, "telegram", person.number)
        assert member is not None
        await connection.execute(update(members).where(members.c.id == member.id).values(role=role.value))


async def days_to(town: Town, last: datetime) -> None:
    """Let every morning until then come."""
    while town.now < last - timedelta(minutes=5):
        await town.clock_to(min(last, town.now.replace(hour=AT_NINE, minute=1) + timedelta(days=1)))


async def test_after_three_working_days_of_silence_the_coordinator_reads_who_is_overdue(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await days_to(town, at(10, 24))
    heard = len(town.polyakova.received)
    await town.clock_to(at(10, 25))
    (message,) = town.polyakova.received[heard:]
    assert message.text.splitlines() == [
        "Просрочено 1 дело, ответа нет",
        f"· Шабанова Н.С. · {LETTERS} · до 20.10",
    ]
    assert message.buttons == ["Напомнить сейчас"]


async def test_several_people_overdue_are_one_message_to_the_coordinator(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik]), (SITE, DUE, [town.shabanova])])
    await days_to(town, at(10, 24))
    heard = len(town.polyakova.received)
    await town.clock_to(at(10, 25))
    (message,) = town.polyakova.received[heard:]
    assert message.text.splitlines()[0] == "Просрочены 3 дела, ответа нет"


async def test_what_the_coordinator_has_to_do_and_what_others_have_not_done_is_one_message(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, date(2022, 10, 26), [town.polyakova])])
    await days_to(town, at(10, 24))
    await town.clock_to(at(10, 25))
    (message,) = of_today(town.polyakova, town)
    assert SITE in message.text
    assert "Просрочено 1 дело, ответа нет" in message.text
    assert {"✅ Выполнено", "Напомнить сейчас"} <= set(message.buttons)


async def test_the_head_hears_after_five_working_days(town: Town) -> None:
    await join(town, town.akimova)
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await days_to(town, at(10, 26))
    heard = len(town.akimova.received)
    await town.clock_to(at(10, 27))
    (message,) = town.akimova.received[heard:]
    assert message.text.splitlines()[0] == "Давно просрочено 1 дело, ответа нет"


async def test_who_has_answered_is_not_held_up_to_anybody(town: Town) -> None:
    plan_ = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await days_to(town, at(10, 21))
    await town.shabanova.presses("Выполнено", on=await plan_.card(town.shabanova))
    heard = len(town.polyakova.received)
    await days_to(town, at(10, 31))
    assert len(town.polyakova.received) == heard


async def test_after_the_sixth_repetition_the_coordinator_is_told_and_the_executor_hears_no_more(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await days_to(town, at(11, 28))
    repeated = [row for row in await rows(town, reminders) if row.kind == "after"]
    assert [row.days for row in repeated] == [-1, -3, -7, -12, -17, -22]
    heard = len(town.shabanova.received)
    await town.clock_to(at(11, 29))
    assert town.polyakova.last.text.splitlines()[0] == "Больше не напоминаю: 1 дело без ответа после всех напоминаний"
    await days_to(town, at(12, 31))
    assert len(town.shabanova.received) == heard


async def test_a_coordinator_who_is_late_herself_is_held_up_to_the_one_above(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.polyakova])])
    heard = len(town.kuzmina.received)
    await days_to(town, at(10, 25))
    (message,) = town.kuzmina.received[heard:]
    assert "Полякова В.А." in message.text


async def test_one_tap_reminds_everybody_who_is_overdue_and_says_whom(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik])])
    await days_to(town, at(10, 25))
    heard = len(town.shabanova.received)
    await town.polyakova.presses("Напомнить сейчас")
    assert "Шабанова Н.С." in town.polyakova.last.text
    assert "Шарик Н.Н." in town.polyakova.last.text
    assert len(town.shabanova.received) == heard + 1
    await town.polyakova.presses("Напомнить сейчас")
    assert town.polyakova.last.text.startswith("Сегодня уже напомнили")
    assert len(town.shabanova.received) == heard + 1


async def test_the_button_of_somebody_else_s_message_reminds_nobody(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await days_to(town, at(10, 25))
    data = town.polyakova.with_button("Напомнить сейчас").data_of("Напомнить сейчас")
    heard = len(town.shabanova.received)
    await town.kuzmina.forges(data)
    assert town.kuzmina.last.text == "Этого Вам делать нельзя."
    await town.sharik.forges(data)
    assert town.sharik.last.text == "Это может сделать Полякова В.А."
    assert len(town.shabanova.received) == heard


async def test_who_is_not_connected_is_named_to_the_coordinator_once(town: Town) -> None:
    plan_ = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    async with town.app.database.write() as connection:
        head = next(one for one in await people.members_in(connection, {2}) if one.family == "Акимова")
        mine = await plan_.view(town.shabanova)
        await connection.execute(
            insert(assignments).values(
                period_id=mine.period_id, measure_id=mine.measure_id, member_id=head.id, main=False
            )
        )
        await plans.replan(connection, mine.period_id, town.now, town.app.rules)
    heard = len(town.polyakova.received)
    await days_to(town, at(10, 20))
    (message,) = town.polyakova.received[heard:]
    assert message.text.splitlines() == [
        "1 исполнитель не подключён к боту, напоминания не доходят",
        f"· Акимова Н.А. · {LETTERS} · до 20.10",
    ]


async def test_the_beginning_of_a_window_is_announced(town: Town) -> None:
    plan_ = await plan(town, [(LETTERS, date(2022, 12, 30), [town.shabanova])])
    mine = await plan_.view(town.shabanova)
    async with town.app.database.write() as connection:
        change = update(periods).where(periods.c.id == mine.period_id)
        await connection.execute(change.values(start=date(2022, 10, 10), form="window"))
        await plans.replan(connection, mine.period_id, town.now, town.app.rules)
    heard = len(town.shabanova.received)
    await days_to(town, at(10, 9))
    assert len(town.shabanova.received) == heard
    await town.clock_to(at(10, 10))
    assert LETTERS in town.shabanova.last.text
    assert "с 10.10.2022 до 30.12.2022" in town.shabanova.last.text


async def test_whoever_is_told_about_others_hears_it_at_their_own_hour(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    async with town.app.database.write() as connection:
        await connection.execute(
            update(members).where(members.c.family == "Полякова").values(zone="Europe/Kaliningrad")
        )
    await days_to(town, at(10, 24))
    heard = len(town.polyakova.received)
    await town.clock_to(at(10, 25))
    assert len(town.polyakova.received) == heard, "it is eight o'clock in Kaliningrad"
    await town.clock_to(at(10, 25, 7))
    assert len(town.polyakova.received) == heard + 1


@pytest.mark.parametrize("days_down", [2, 9])
async def test_after_downtime_everybody_hears_what_was_missed_once_in_one_message(town: Town, days_down: int) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik]), (SITE, DUE, [town.shabanova])])
    await days_to(town, at(10, 19))
    before = [(person, len(person.received)) for person in (town.shabanova, town.sharik, town.polyakova)]
    await town.stop_bot()
    await town.control("clock", {"to": (at(10, 19) + timedelta(days=days_down, hours=4)).timestamp()})
    await town.start_bot()
    await town.tick()
    for person, heard in before:
        expected = 0 if person is town.polyakova and days_down == 2 else 1
        assert len(person.received) == heard + expected, f"{person.number}: {[one.text for one in person.received]}"
    told = {row.kind for row in await rows(town, reminders) if row.state == "told"}
    merged = {row.reason for row in await rows(town, reminders) if row.state == "dropped"}
    assert ("coordinator" in told) == (days_down == 9)
    assert "merged" in merged
    assert merged <= {"merged", "not-connected"}, "the head has not joined"
    digests = [row for row in await rows(town, deliveries) if row.kind == "digest"]
    assert len({row.key for row in digests}) == len(digests)


async def test_an_answer_that_came_before_the_morning_takes_the_overdue_line_away(town: Town) -> None:
    plan_: Plan = await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.sharik])])
    await days_to(town, at(10, 24))
    await town.shabanova.presses("Выполнено", on=await plan_.card(town.shabanova))
    await town.clock_to(at(10, 25))
    assert LETTERS not in town.polyakova.last.text
    assert SITE in town.polyakova.last.text
