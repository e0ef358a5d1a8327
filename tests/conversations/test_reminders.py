"""Who is reminded, when, of what, and when nothing is said."""

from datetime import UTC, date, datetime

from domain.people import Role
from services.digests import queue_due
from storage import people, plans
from storage.database import Database, sqlite_url
from tests.conversations.plans import DUE, LETTERS, SITE, plan
from tests.town import Person, Seen, Town

AT_NINE = 6  # 9:00 in Moscow is 6:00 UTC
PARTNERS = "Формирование перечней академических партнёров ОО"


def october(day: int, hour: int = AT_NINE, minute: int = 0) -> datetime:
    return datetime(2022, 10, day, hour, minute, tzinfo=UTC)


def told(person: Person) -> list[str]:
    """The first lines of what this person heard since the greeting."""
    return [message.text.splitlines()[0] for message in person.received[1:]]


def of_today(person: Person, town: Town) -> list[Seen]:
    """What the bot wrote to this person on the sandbox's day."""
    return [
        message
        for message in person.received
        if datetime.fromtimestamp(message.raw["date"], UTC).date() == town.now.date()
    ]


async def test_a_reminder_comes_on_the_working_days_of_the_profile_at_nine_and_not_between(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(datetime(2022, 9, 30, AT_NINE, 1, tzinfo=UTC))
    assert len(of_today(town.shabanova, town)) == 1, "fourteen working days before"
    for day in range(3, 21):
        await town.clock_to(october(day, 5, 59))
        assert not of_today(town.shabanova, town)
        await town.clock_to(october(day, 6, 1))
        expected = 1 if day in (11, 17, 19, 20) else 0
        assert len(of_today(town.shabanova, town)) == expected, f"October {day}"


async def test_several_measures_of_one_day_come_as_one_message_the_most_urgent_first(town: Town) -> None:
    await plan(
        town,
        [
            (SITE, date(2022, 10, 28), [town.shabanova]),
            (LETTERS, date(2022, 10, 20), [town.shabanova]),
            (PARTNERS, date(2022, 10, 18), [town.shabanova]),
        ],
    )
    await town.clock_to(october(19))
    (message,) = of_today(town.shabanova, town)
    lines = message.text.splitlines()
    assert lines[0] == "Сегодня 3 дела: просрочено 1, ближайшее — завтра"
    assert lines[1:4] == [
        f"1. 🔴 до вт 18 октября · {PARTNERS}",
        f"2. ⏳ до чт 20 октября · {LETTERS}",
        f"3. ⏳ до пт 28 октября · {SITE}",
    ]
    assert message.buttons == ["1", "2", "3", "Все выполнены", "Напомнить завтра"]


async def test_everybody_named_is_reminded_in_their_own_chat_and_sees_who_else_is(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik])])
    await town.clock_to(october(17))
    (hers,) = of_today(town.shabanova, town)
    (other,) = of_today(town.sharik, town)
    assert "Вместе с Вами: Шарик Н.Н." in hers.text
    assert "Вместе с Вами: Шабанова Н.С." in other.text
    assert not of_today(town.bondarenko, town)


async def test_a_single_measure_comes_with_its_answers_at_once(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(17))
    (card,) = of_today(town.shabanova, town)
    assert card.text.splitlines()[:2] == [f"⏳ {LETTERS}", "до 20.10.2022 (через 3 дня)"]
    assert card.buttons == [
        "✅ Выполнено",
        "🔄 В работе",
        "⚠️ Трудности",
        "⏰ Позже",
        "📅 Перенести срок",
        "👤 Передать",
        "📄 Подробнее",
    ]


async def test_after_the_due_day_the_words_do_not_blame(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(21))
    (card,) = of_today(town.shabanova, town)
    assert card.text.startswith(f"🔴 Срок прошёл вчера: {LETTERS}")
    assert card.buttons[:2] == ["✅ Выполнено", "Будет завтра"]


async def test_nothing_more_is_said_about_what_was_answered(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(17))
    await town.shabanova.presses("Выполнено")
    heard = len(town.shabanova.received)
    for day in (19, 20, 21, 25, 31):
        await town.clock_to(october(day))
    assert len(town.shabanova.received) == heard


async def test_an_answer_takes_a_measure_out_of_a_digest_that_has_not_left_yet(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.shabanova])])
    await town.clock_to(october(17))
    await town.shabanova.presses("1")
    await town.shabanova.presses("Выполнено")
    await town.clock_to(october(19))
    (card,) = of_today(town.shabanova, town)
    assert LETTERS not in card.text
    assert SITE in card.text


async def test_after_two_days_of_silence_one_message_tells_what_was_missed(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, date(2022, 10, 21), [town.shabanova])])
    await town.clock_to(october(16))
    heard = len(town.shabanova.received)
    await town.stop_bot()
    await town.control("clock", {"to": october(20, 11).timestamp()})
    await town.start_bot()
    await town.tick()
    missed = town.shabanova.received[heard:]
    assert len(missed) == 1
    assert missed[0].text.splitlines()[0] == "Сегодня 2 дела, ближайшее — сегодня"


async def test_a_bot_that_wakes_at_night_waits_for_the_morning_and_still_says_it_once(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, date(2022, 10, 21), [town.shabanova])])
    await town.clock_to(october(16))
    heard = len(town.shabanova.received)
    await town.stop_bot()
    await town.control("clock", {"to": october(19, 23).timestamp()})
    await town.start_bot()
    await town.tick()
    assert len(town.shabanova.received) == heard, "two in the morning is a quiet hour"
    await town.clock_to(october(20))
    assert len(town.shabanova.received) == heard + 1
    assert town.shabanova.last.text.startswith("Сегодня 2 дела")


async def test_a_new_digest_takes_the_buttons_off_the_old_one(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.shabanova])])
    await town.clock_to(october(17))
    old = town.shabanova.last
    await town.clock_to(october(19))
    assert town.shabanova.last.buttons
    (then,) = [message for message in town.shabanova.received if message.id == old.id]
    assert then.text == old.text
    assert not then.buttons


async def test_tomorrow_brings_it_once_more_and_says_so(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.shabanova])])
    await town.clock_to(october(17))
    await town.shabanova.presses("Напомнить завтра")
    assert town.shabanova.last.text.startswith("Напомню завтра о 2:")
    await town.clock_to(october(18))
    (message,) = of_today(town.shabanova, town)
    assert message.text.startswith("Сегодня 2 дела")


async def test_nothing_is_put_off_past_its_deadline(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.shabanova])])
    await town.clock_to(october(20))
    await town.shabanova.presses("Напомнить завтра")
    assert "отложить нельзя" in town.shabanova.last.text


async def test_somebody_else_s_reminder_cannot_be_opened_or_put_off(town: Town) -> None:
    plan_ = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    theirs = await plan_.view(town.shabanova)
    for do in ("open", "details", "tomorrow", "done"):
        await town.sharik.forges(f"as:{theirs.id}:{do}")
        assert town.sharik.last.text == "Этого Вам делать нельзя."


async def test_the_words_of_the_document_are_one_tap_away(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(17))
    await town.shabanova.presses("Подробнее")
    assert "Срок в документе: «до 20.10.2022»" in town.shabanova.last.text


async def test_one_s_own_list_says_what_is_open_and_late_and_opens_each(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, date(2022, 10, 3), [town.shabanova])])
    await town.clock_to(october(17))
    await town.shabanova.says("/my")
    lines = town.shabanova.last.text.splitlines()
    assert lines[0] == "Открыты 2 дела, просрочено 1"
    assert lines[1] == f"1. 🔴 до пн 3 октября · {SITE}"
    await town.shabanova.presses("2")
    assert town.shabanova.last.text.startswith(f"⏳ {LETTERS}")


async def test_who_has_nothing_open_reads_so(town: Town) -> None:
    await town.shabanova.says("/my")
    assert town.shabanova.last.text == "Открытых дел нет."


async def test_who_blocked_the_bot_costs_the_others_nothing(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik])])
    await town.shabanova.blocks()
    await town.clock_to(october(17))
    assert of_today(town.sharik, town)


async def test_a_person_who_joins_late_reads_how_much_waits_and_is_reminded_from_then_on(town: Town) -> None:
    from tests.conversations.test_members import invited

    await town.akimova.starts(await invited(town))
    await plan(town, [(LETTERS, DUE, [town.akimova])])
    await town.akimova.says("/start")
    assert "У Вас сейчас 1 мероприятие, ближайшее — до 20 октября." in town.akimova.last.text
    await town.clock_to(october(17))
    assert LETTERS in town.akimova.last.text


async def test_a_plan_of_the_past_brings_no_reminders(town: Town) -> None:
    await town.clock_to(october(25))
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    heard = told(town.shabanova)
    for day in (26, 27, 31):
        await town.clock_to(october(day))
    assert told(town.shabanova) == heard


async def test_a_digest_that_could_not_leave_waits_for_the_next_morning_and_comes_once(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.shabanova])])
    await town.clock_to(october(16, 12))
    heard = len(town.shabanova.received)
    await town.stop_bot()
    await queued_while_down(town)
    await town.control("clock", {"to": october(17, 22).timestamp()})
    await town.start_bot()
    await town.tick()
    assert len(town.shabanova.received) == heard, "one in the morning is a quiet hour"
    await town.clock_to(october(18))
    assert len(town.shabanova.received) == heard + 1


async def queued_while_down(town: Town) -> None:
    """The digest is queued, and the process dies before it leaves."""
    database = Database(sqlite_url(town.folder))
    assert await queue_due(database, now=october(17, 6, 1), rules=town.app.rules) == 1
    await database.close()


async def test_a_hundred_colleagues_do_not_burst_a_card(town: Town) -> None:
    plan_ = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    mine = await plan_.view(town.shabanova)
    async with town.app.database.write() as connection:
        for number in range(150):
            member = await people.add_member(
                connection,
                organisation_id=mine.organisation_id,
                role=Role.EXECUTOR,
                family=f"Константинопольский{number}",
                given="Константин",
                patronymic="Константинович",
                now=town.now,
            )
            await plans.add_assignment(
                connection, period_id=mine.period_id, measure_id=mine.measure_id, member_id=member, main=False
            )
    await town.clock_to(october(17))
    assert LETTERS in town.shabanova.last.text
