"""Nothing is said first in lessons: what comes up waits for their end; whoever works with the bot is answered.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up.
"""

from datetime import UTC, datetime

import pytest

from services.digests import queue_due
from storage.database import Database, sqlite_url
from storage.tables import reminders
from tests.conversations.plans import DUE, LETTERS, SITE, Plan, plan, rows
from tests.town import Town


def october(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment by the clock of Moscow, three hours ahead of UTC."""
    return datetime(2022, 10, day, hour - 3, minute, tzinfo=UTC)


@pytest.fixture
async def schooldays(town: Town) -> Town:
    """Lessons from 8:30 to 14:00, the daily message at 8:00."""
    await town.stop_bot()
    town.reconfigure(district={"lessons_from": "08:30", "lessons_to": "14:00", "digest_at": "08:00"})
    await town.start_bot()
    return town


async def test_a_bot_that_wakes_in_lessons_says_at_their_end_what_was_missed(schooldays: Town) -> None:
    town = schooldays
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(16, 12))
    heard = len(town.shabanova.received)
    await town.stop_bot()
    await town.control("clock", {"to": october(17, 10).timestamp()})
    await town.start_bot()
    await town.tick()
    assert len(town.shabanova.received) == heard
    await town.clock_to(october(17, 13, 59))
    assert len(town.shabanova.received) == heard
    await town.clock_to(october(17, 14))
    assert len(town.shabanova.received) == heard + 1


async def test_a_daily_message_that_was_slowed_down_into_lessons_leaves_after_them(schooldays: Town) -> None:
    town = schooldays
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(16, 12))
    heard = len(town.shabanova.received)
    await town.stop_bot()
    database = Database(sqlite_url(town.folder))
    assert await queue_due(database, now=october(17, 8, 1), rules=town.app.rules) == 1
    await database.close()
    await town.control("clock", {"to": october(17, 9).timestamp()})
    await town.start_bot()
    await town.tick()
    assert len(town.shabanova.received) == heard
    await town.clock_to(october(17, 14))
    assert len(town.shabanova.received) == heard + 1


async def test_who_works_with_the_bot_in_lessons_is_answered(schooldays: Town) -> None:
    town = schooldays
    made = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(17, 8))
    await town.clock_to(october(17, 11))
    await town.shabanova.presses("Выполнено")
    assert (await made.view(town.shabanova)).status == "done"
    assert town.shabanova.last.text.startswith("✅ Записано")


async def test_in_an_hour_out_of_lessons_means_after_them(schooldays: Town) -> None:
    town = schooldays
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(17, 8))
    await town.shabanova.presses("Позже")
    await town.shabanova.presses("Через час")
    assert "поэтому напомню сегодня в 14:00." in town.shabanova.last.text
    await town.shabanova.presses("Нет времени")
    heard = len(town.shabanova.received)
    await town.clock_to(october(17, 14, 1))
    assert len(town.shabanova.received) == heard + 1


async def test_an_hour_in_lessons_cannot_be_chosen(schooldays: Town) -> None:
    town = schooldays
    await town.shabanova.says("/settings")
    await town.shabanova.presses("Час")
    assert town.shabanova.last.buttons[:3] == ["8:00", "15:00", "17:00"]
    await town.shabanova.says("10:00")
    assert "не в уроки (8:30–14:00)" in town.shabanova.last.text


async def test_what_waits_for_tomorrow_s_message_is_put_off_with_the_rest(town: Town, two: Plan) -> None:
    """The site comes up after today's message has left; then its reminder is put off to a later day."""
    await town.clock_to(october(17, 9))
    her = await two.view(town.shabanova, SITE)
    async with town.app.database.write() as connection:
        row = {"assignment_id": her.id, "member_id": her.member_id, "kind": "ahead", "days": 4, "state": "pending"}
        moments = {"planned_at": october(17, 10), "fire_at": october(18, 9)}
        await connection.execute(reminders.insert().values(**row, **moments))
    await town.shabanova.presses("Позже", on=await two.card(town.shabanova, SITE))
    await town.shabanova.presses("Другой день")
    await town.shabanova.says("19.10")
    await town.shabanova.presses("Жду данных")
    heard = len(town.shabanova.received)
    await town.clock_to(october(18, 9))
    assert len(town.shabanova.received) == heard
    assert {row.reason for row in await rows(town, reminders) if row.days == 4} == {"put-off"}
