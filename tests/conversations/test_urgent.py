"""Announcements and quiet hours: everybody's own hours decide, and only an administrator may go over them.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from services import outbox
from storage.deliveries import get
from storage.tables import announcements, deliveries, journal
from tests.conversations.plans import rows
from tests.conversations.test_announcements import NIGHT, beat, compose, count, got, shown
from tests.town import Person, Town

MORNING = datetime(2022, 9, 27, 5, 0, tzinfo=UTC)
"""8:00 in Moscow."""


async def lives_in(person: Person, city: str) -> None:
    await person.says("/settings")
    await person.presses("Часовой пояс")
    await person.presses(city)


async def test_who_sleeps_already_gets_it_in_their_own_morning_and_the_preview_counts_them(town: Town) -> None:
    await lives_in(town.shabanova, "Камчатка")
    await lives_in(town.sharik, "Камчатка")
    await town.clock_to(datetime(2022, 9, 26, 13, 0, tzinfo=UTC))  # 16:00 in Moscow, 1:00 on Kamchatka
    preview = await compose(town, town.kuzmina)
    assert "Когда: сейчас; у 2 человек тихие часы, получат в 08:00 по их времени" in preview.text
    await town.kuzmina.presses("Отправить")
    assert (len(got(town.polyakova)), len(got(town.bondarenko))) == (1, 1)
    assert not got(town.shabanova)
    await beat(town)
    assert "Отправлено 2 из 4" in shown(town.kuzmina, preview).text
    assert "остальным 26 сентября в 23:00" in shown(town.kuzmina, preview).text
    await town.clock_to(datetime(2022, 9, 26, 19, 59, tzinfo=UTC))
    assert not got(town.shabanova)
    await town.clock_to(datetime(2022, 9, 26, 20, 0, tzinfo=UTC))
    assert (len(got(town.shabanova)), len(got(town.sharik))) == (1, 1)
    await beat(town)
    assert "Доставлено 4 из 4" in shown(town.kuzmina, preview).text


async def test_a_copy_that_a_slow_queue_brings_into_the_night_waits_for_the_morning(town: Town) -> None:
    await compose(town, town.kuzmina)
    await town.kuzmina.presses("Отправить")
    async with town.app.database.write() as connection:
        # As if it had not left yet when the quiet hours began.
        late = update(deliveries).where(deliveries.c.kind == "announcement")
        await connection.execute(late.values(state="pending", message=None, settled_at=None))
    await town.clock_to(NIGHT)
    heard = len(got(town.shabanova))
    assert await count(town, kind="announcement", state="pending") == 4
    await town.clock_to(MORNING)
    assert len(got(town.shabanova)) == heard + 1
    assert await count(town, kind="announcement", state="sent") == 4


async def test_an_urgent_one_leaves_at_night_says_so_and_stands_in_the_journal(town: Town) -> None:
    await town.clock_to(NIGHT)
    preview = await compose(town, town.kuzmina)
    assert "сейчас тихие часы" in preview.text
    await town.kuzmina.presses("Срочно, и в тихие часы")
    assert "Когда: сейчас, и в тихие часы: срочно" in shown(town.kuzmina, preview).text
    assert "Не срочно" in shown(town.kuzmina, preview).buttons
    await town.kuzmina.presses("Отправить")
    (copy,) = got(town.shabanova)
    assert copy.text.startswith("Срочно:\n")
    await town.shabanova.presses("Ознакомлен")
    assert got(town.shabanova)[0].text.startswith("Срочно:\n")
    assert [line.what for line in await rows(town, journal) if line.what.startswith("announced")] == [
        "announced-urgent"
    ]


async def test_urgency_can_be_taken_back_before_it_is_sent(town: Town) -> None:
    await town.clock_to(NIGHT)
    await compose(town, town.kuzmina)
    await town.kuzmina.presses("Срочно, и в тихие часы")
    await town.kuzmina.presses("Не срочно")
    await town.kuzmina.presses("Отправить")
    assert not got(town.shabanova)


async def test_a_coordinator_neither_sees_nor_forges_urgency(town: Town) -> None:
    await town.clock_to(NIGHT)
    preview = await compose(town, town.polyakova)
    assert not any("Срочно" in label for label in preview.buttons)
    await town.polyakova.forges(preview.data_of("Отправить").replace(":send:", ":urgent:"), on=preview)
    assert town.polyakova.last.text.startswith("Это может сделать Кузьмина И.П.")
    await town.polyakova.presses("Отправить", on=preview)
    assert not got(town.shabanova)


async def test_an_author_who_is_no_administrator_any_more_cannot_send_what_was_urgent(town: Town) -> None:
    await town.clock_to(NIGHT)
    preview = await compose(town, town.polyakova)
    async with town.app.database.write() as connection:
        await connection.execute(update(announcements).values(urgent=True))
    await town.polyakova.presses("Отправить", on=preview)
    assert town.polyakova.last.text.startswith("Это может сделать Кузьмина И.П.")
    assert not got(town.shabanova)


async def test_nobody_makes_urgent_what_was_let_go_and_a_pause_does_not_either(town: Town) -> None:
    await town.clock_to(NIGHT)
    preview = await compose(town, town.kuzmina)
    urgent = preview.data_of("Срочно")
    await town.kuzmina.presses("Отправить")
    await town.kuzmina.forges(urgent, on=preview)
    assert "уже отправлено или отменено" in town.kuzmina.last.text
    await town.kuzmina.presses("Пауза")
    await town.kuzmina.presses("Продолжить")
    await town.tick()
    assert not got(town.shabanova)
    assert [row.urgent for row in await rows(town, announcements)] == [False]
    await town.clock_to(MORNING)
    assert len(got(town.shabanova)) == 1


async def test_a_copy_put_off_while_the_announcement_is_stopped_or_paused_shares_the_lot_of_the_others(
    town: Town,
) -> None:
    await town.clock_to(NIGHT)
    for button, state in (("Пауза", "held"), ("Остановить", "cancelled")):
        await compose(town, town.kuzmina)
        await town.kuzmina.presses("Отправить")
        await town.kuzmina.presses(button)
        (latest,) = [row.id for row in await rows(town, announcements)][-1:]
        one = next(row for row in await rows(town, deliveries) if row.announcement_id == latest)
        async with town.app.database.write() as connection:
            claimed = update(deliveries).where(deliveries.c.id == one.id)
            await connection.execute(claimed.values(state="claimed", worker="w", lease_until=town.now))
            delivery = await get(connection, one.id)
            assert delivery is not None
            await outbox.put_off(connection, delivery, worker="w", until=MORNING, now=town.now)
        assert next(row for row in await rows(town, deliveries) if row.id == one.id).state == state


async def test_the_reminder_to_acknowledge_waits_for_each_one_s_own_morning(town: Town) -> None:
    await lives_in(town.shabanova, "Камчатка")
    await compose(town, town.kuzmina)
    await town.kuzmina.presses("Отправить")  # 9:00 in Moscow, 18:00 on Kamchatka
    await beat(town)
    await town.clock_to(datetime(2022, 9, 26, 13, 0, tzinfo=UTC))
    await town.kuzmina.presses("Напомнить им")
    assert len(got(town.sharik)) == 2
    assert len(got(town.shabanova)) == 1
    await town.clock_to(datetime(2022, 9, 26, 20, 0, tzinfo=UTC))
    assert len(got(town.shabanova)) == 2


async def test_an_urgent_one_outlives_a_restart_and_a_second_tap_sends_it_once(town: Town) -> None:
    await town.clock_to(NIGHT)
    preview = await compose(town, town.kuzmina)
    await town.kuzmina.presses("Срочно, и в тихие часы")
    send = shown(town.kuzmina, preview).data_of("Отправить")
    await town.stop_bot()
    await town.start_bot()
    await town.kuzmina.forges(send, on=preview)
    await town.kuzmina.forges(send, on=preview)
    assert len(got(town.shabanova)) == 1


async def test_in_lessons_an_announcement_waits_and_an_urgent_one_does_not(town: Town) -> None:
    await town.stop_bot()
    town.reconfigure(district={"lessons_from": "08:30", "lessons_to": "14:00", "digest_at": "14:30"})
    await town.start_bot()
    preview = await compose(town, town.kuzmina)
    assert "Когда: 26 сентября в 14:00: сейчас тихие часы" in preview.text
    await town.kuzmina.presses("Отправить")
    assert not got(town.shabanova)
    await compose(town, town.kuzmina, text="Занятия отменены: штормовое предупреждение")
    await town.kuzmina.presses("Срочно, и в тихие часы")
    await town.kuzmina.presses("Отправить")
    assert len(got(town.shabanova, "штормовое предупреждение")) == 1
    await town.clock_to(town.now + timedelta(hours=5))
    assert len(got(town.shabanova)) == 1
