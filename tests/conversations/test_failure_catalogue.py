"""How other reminder bots and assignment systems are known to fail; each failure is tried on this one.

What has a test elsewhere already:

- a reminder comes twice when several workers run: ``test_two_processes``; after a kill: ``walk/test_kills``;
- updates that came while the bot was down are dropped: ``bot/test_receiver``; that Telegram has lost them is told:
  ``test_health``;
- a whole album becomes several answers, pictures are lost: ``test_evidence``;
- Russian dates are misread: ``domain/test_phrases``, ``domain/test_deadlines_doubts``;
- a broadcast skips or repeats people after a crash: ``test_announcements``;
- the bot cannot write first, and nobody knows: ``test_planned``, ``test_sent``.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from domain.people import Role
from services.digests import queue_due
from storage.database import Database, sqlite_url
from storage.tables import deliveries, measures, members, organisations, periods, stages
from tests.conversations.amended import document, printed
from tests.conversations.plans import DUE, LETTERS, SITE, plan, rows
from tests.conversations.sending import move_in, rows_of, sent, table
from tests.conversations.test_reminders import october, of_today
from tests.conversations.test_summaries import member_of
from tests.town import Person, Town


async def down_until(town: Town, moment: datetime) -> None:
    """The bot does not run until then."""
    await town.stop_bot()
    await town.control("clock", {"to": moment.timestamp()})
    await town.start_bot()
    await town.tick()


def since(person: Person, heard: int) -> list[str]:
    return [seen.text for seen in person.received[heard:]]


async def test_a_minute_that_is_missed_loses_no_reminder(town: Town) -> None:
    """Schedulers that compare hour and minute with now lose what fell into a minute in which they did not run."""
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(16, 12))
    await town.clock_to(october(17, 5, 59))
    heard = len(town.shabanova.received)
    await down_until(town, october(17, 6, 4))
    assert len(since(town.shabanova, heard)) == 1


async def test_a_day_that_is_missed_loses_no_reminder_and_the_words_are_those_of_the_new_day(town: Town) -> None:
    """A daily job that asks for «exactly three days left» never says it when the job did not run on that day."""
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(16, 12))
    heard = len(town.shabanova.received)
    await down_until(town, october(18, 6, 1))
    (said,) = since(town.shabanova, heard)
    assert "до 20.10.2022 (через 2 дня)" in said


async def test_a_send_that_failed_is_not_counted_as_sent(town: Town) -> None:
    """Marking the whole batch as sent after the loop loses those whose send failed inside it."""
    await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik, town.bondarenko])])
    await town.clock_to(october(16, 12))
    heard = {one.number: len(one.received) for one in (town.shabanova, town.bondarenko)}
    await town.control("block", {"user_id": town.sharik.number, "blocked": True})
    await town.settle()
    async with town.app.database.write() as connection:
        chats = organisations.metadata.tables["chats"]
        await connection.execute(update(chats).values(state="active"))
    await town.clock_to(october(17))
    states = {row.member_id: row.state for row in await rows(town, deliveries) if row.due_at >= october(17)}
    assert states[await member_of(town, town.sharik)] == "blocked"
    for one in (town.shabanova, town.bondarenko):
        assert len(since(one, heard[one.number])) == 1


async def test_two_days_of_silence_bring_one_message_a_person(town: Town) -> None:
    """Firing everything that was missed at once is a storm; dropping it loses reminders."""
    await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, date(2022, 10, 19), [town.shabanova])])
    await town.clock_to(october(16, 12))
    heard = len(town.shabanova.received)
    await down_until(town, october(19, 7))
    (said,) = since(town.shabanova, heard)
    assert said.startswith("Сегодня 2 дела")


async def test_a_copy_of_the_data_that_is_started_later_does_not_send_the_morning_again(town: Town) -> None:
    """A restored server sends once more, at one o'clock, what has left at eight."""
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(16, 12))
    await town.stop_bot()
    database = Database(sqlite_url(town.folder))
    assert await queue_due(database, now=october(17), rules=town.app.rules) == 1
    await database.close()
    heard = len(town.shabanova.received)
    await town.control("clock", {"to": october(18, 3).timestamp()})
    await town.start_bot()
    await town.tick()
    assert since(town.shabanova, heard) == [], "it was meant for yesterday, and it is night"
    await town.clock_to(october(18, 6, 1))
    (said,) = since(town.shabanova, heard)
    assert "через 2 дня" in said


@pytest.mark.parametrize(
    ("zone", "utc_hour"), [("Europe/Kaliningrad", 7), ("Asia/Kamchatka", 21), ("Europe/Warsaw", 7)]
)
async def test_nine_o_clock_is_nine_o_clock_in_every_zone(town: Town, zone: str, utc_hour: int) -> None:
    """Days and hours shift by one where a date is kept as a moment of another zone. Warsaw is in summer time."""
    async with town.app.database.write() as connection:
        school = (await connection.execute(select(organisations.c.id).where(organisations.c.kind == "school"))).scalar()
        await connection.execute(update(organisations).where(organisations.c.id == school).values(zone=zone))
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    nine = datetime(2022, 10, 17, 9, 0, tzinfo=ZoneInfo(zone))
    assert nine.astimezone(UTC).hour == utc_hour
    await town.clock_to(nine - timedelta(hours=4))
    heard = len(town.shabanova.received)
    await town.clock_to(nine - timedelta(seconds=2))
    assert since(town.shabanova, heard) == []
    await town.clock_to(nine)
    (said,) = since(town.shabanova, heard)
    assert "20.10.2022" in said


async def test_a_change_of_the_clocks_moves_no_reminder(town: Town) -> None:
    """An hour is lost or gained where the next run is «24 hours later». Warsaw leaves summer time on 30 October."""
    async with town.app.database.write() as connection:
        await connection.execute(update(members).values(zone="Europe/Warsaw"))
    await plan(town, [(LETTERS, date(2022, 11, 1), [town.shabanova])])
    await town.clock_to(datetime(2022, 10, 30, 12, 0, tzinfo=UTC))
    heard = len(town.shabanova.received)
    monday = datetime(2022, 10, 31, 9, 0, tzinfo=ZoneInfo("Europe/Warsaw"))
    assert monday.astimezone(UTC).hour == 8
    await town.clock_to(monday - timedelta(seconds=2))
    assert since(town.shabanova, heard) == []
    await town.clock_to(monday)
    assert len(since(town.shabanova, heard)) == 1


async def test_a_person_with_a_number_beyond_32_bits_is_reminded(town: Town) -> None:
    """Ids of Telegram do not fit into 32 bits any more."""
    teacher = await move_in(town, 7_000_000_000, Role.EXECUTOR, "Новикова", "Ада", "Юрьевна", "МБОУ «СОШ №2»")
    await plan(town, [(LETTERS, DUE, [teacher])])
    await town.clock_to(october(17))
    assert LETTERS in teacher.last.text
    await teacher.presses("Выполнено")
    assert teacher.last.text.startswith("✅")


async def test_what_is_for_anyone_is_shown_before_it_is_accepted_and_belongs_to_somebody(town: Town) -> None:
    """A task «for anyone» reminds nobody, and nobody notices."""
    preview = await sent_table(town, ("1", "Провести месячник безопасности", "до 20.10.2022", "педагоги-психологи"))
    assert "Некому отвечать: «Педагоги-психологи»" in preview
    await town.polyakova.presses("Принять")
    await town.clock_to(october(17))
    assert "Провести месячник безопасности" in "".join(seen.text for seen in of_today(town.polyakova, town))


async def sent_table(town: Town, *listed: tuple[str, str, str, str]) -> str:
    """What the coordinator reads of a plan with these rows."""
    await town.polyakova.sends([table(*listed)])
    return town.polyakova.last.text


async def test_nothing_to_say_is_not_said(town: Town) -> None:
    """«0 issues due in the next 4 days», every morning."""
    await plan(town, [(LETTERS, date(2023, 3, 1), [town.shabanova])])
    heard = {one.number: len(one.received) for one in (town.shabanova, town.sharik, town.polyakova, town.kuzmina)}
    for day in range(3, 15):
        await town.clock_to(october(day, 6, 1))
    for one in (town.shabanova, town.sharik, town.polyakova, town.kuzmina):
        assert since(one, heard[one.number]) == []


async def test_a_cell_that_nobody_can_read_never_becomes_today(town: Town) -> None:
    """Importers put today's date where they could not read one, or swap day and month."""
    await sent_table(
        town,
        ("1", "Провести семинар", "как снег сойдёт", "Шарик Н.Н."),
        ("2", "Обновить стенд", "до 05.10.2022", "Шарик Н.Н."),
    )
    await town.polyakova.presses("Принять")
    query = (
        select(measures.c.title, periods.c.due)
        .join(stages, stages.c.measure_id == measures.c.id)
        .join(periods, periods.c.stage_id == stages.c.id)
    )
    assert await rows_of(town, query) == [("Обновить стенд", date(2022, 10, 5))]
    assert "без даты" in town.polyakova.last.text


async def test_who_never_started_the_bot_is_reported_once_not_passed_over(town: Town) -> None:
    """A bot cannot write first: without «Начать» every reminder fails, and nobody hears of it."""
    teacher = await move_in(town, 1300, Role.EXECUTOR, "Новикова", "Ада", "Юрьевна", "МБОУ «СОШ №2»")
    await plan(town, [(LETTERS, DUE, [teacher])])
    async with town.app.database.write() as connection:
        chats = organisations.metadata.tables["chats"]
        await connection.execute(update(chats).where(chats.c.number == teacher.number).values(member_id=None))
    await town.clock_to(october(16, 12))
    for day in (17, 18, 19, 20):
        await town.clock_to(october(day, 6, 1))
    told = [seen.text for seen in town.polyakova.received if "Новикова А.Ю." in seen.text]
    assert len(told) == 1


async def test_a_changed_plan_is_one_message_a_person(town: Town) -> None:
    """A bulk change of days sends a notice for each task."""
    await sent(town)
    await town.polyakova.presses("Принять")
    heard = {one.number: len(one.received) for one in (town.shabanova, town.sharik, town.bondarenko)}
    edits = (
        printed("Методические письма", 3, "до 25.10.2022"),
        printed("Формирование перечней академических партнёров", 3, "до 11.10.2022"),
    )
    await town.polyakova.sends([document(*edits)])
    await town.polyakova.presses("Принять изменения")
    counts = [len(since(one, heard[one.number])) for one in (town.shabanova, town.sharik, town.bondarenko)]
    assert max(counts) == 1
