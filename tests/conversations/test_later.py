"""«Позже»: a reminder is put off by an hour, to tomorrow, to another day; never past the deadline, with a reason.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up.
"""

from datetime import UTC, date, datetime

from storage.tables import conversations, journal
from tests.conversations.plans import DUE, LETTERS, SITE, Plan, plan, rows
from tests.town import Person, Seen, Town


def october(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of October 2022 by the clock of Moscow, three hours ahead of UTC."""
    return datetime(2022, 10, day, hour - 3, minute, tzinfo=UTC)


def stands(person: Person, message: Seen) -> Seen:
    """The message as it stands now."""
    (found,) = [one for one in person.received if one.id == message.id]
    return found


async def snoozes(town: Town) -> list[str]:
    return [line.after for line in await rows(town, journal) if line.what == "snoozed"]


async def test_in_an_hour_it_comes_again_as_a_message_of_its_own(town: Town, one: Plan) -> None:
    await town.clock_to(october(17, 9))
    card = town.shabanova.last
    assert card.buttons[3:5] == ["⏰ Позже", "📅 Перенести срок"]
    await town.shabanova.presses("Позже")
    assert stands(town.shabanova, card).buttons == ["Через час", "Завтра утром", "Другой день…", "‹ Назад"]
    await town.shabanova.presses("Через час")
    asked = stands(town.shabanova, card)
    assert asked.text.splitlines()[1] == "Напомню сегодня в 10:00. Почему не сейчас?"
    assert asked.buttons == ["Жду данных", "Нет времени", "Жду решения", "Другое…", "‹ Назад"]
    await town.shabanova.presses("Жду данных")
    settled = stands(town.shabanova, card)
    assert settled.text == f"Напомню сегодня в 10:00: {LETTERS}"
    assert settled.buttons == ["Открыть"]
    heard = len(town.shabanova.received)
    await town.clock_to(october(17, 9, 59))
    assert len(town.shabanova.received) == heard
    await town.clock_to(october(17, 10, 1))
    assert len(town.shabanova.received) == heard + 1
    assert town.shabanova.last.text.startswith(f"⏳ {LETTERS}")
    (line,) = await snoozes(town)
    assert line.startswith("2022-10-17T07:00:0")
    assert line.endswith(" data")


async def test_tomorrow_morning_it_comes_with_the_daily_message(town: Town, two: Plan) -> None:
    await town.clock_to(october(17, 9))
    await town.shabanova.presses("1")
    await town.shabanova.presses("Позже")
    await town.shabanova.presses("Завтра утром")
    await town.shabanova.presses("Нет времени")
    assert town.shabanova.last.text == f"Напомню завтра в 9:00: {LETTERS}"
    heard = len(town.shabanova.received)
    await town.clock_to(october(18, 9))
    # The site is due on the 21st: three working days before, so both stand in one message.
    assert len(town.shabanova.received) == heard + 1
    assert town.shabanova.last.text.startswith("Сегодня 2 дела")
    assert await snoozes(town) == ["2022-10-18T06:00:00+00:00 time"]


async def test_another_day_is_typed_and_nothing_is_said_before_it(town: Town) -> None:
    await plan(town, [(LETTERS, date(2022, 10, 28), [town.shabanova])])
    await town.clock_to(october(19, 9))
    card = town.shabanova.last
    await town.shabanova.presses("Позже")
    await town.shabanova.presses("Другой день")
    assert "Последний возможный — пт 28 октября." in stands(town.shabanova, card).text
    await town.shabanova.says("на 27 октября")
    assert not stands(town.shabanova, card).buttons, "the question has been answered"
    assert town.shabanova.last.text.splitlines()[1] == "Напомню чт 27 октября в 9:00. Почему не сейчас?"
    await town.shabanova.presses("Жду решения")
    assert town.shabanova.last.text == f"Напомню чт 27 октября в 9:00: {LETTERS}"
    heard = len(town.shabanova.received)
    for day in (20, 21, 24, 25, 26):
        await town.clock_to(october(day, 9))
        assert len(town.shabanova.received) == heard, f"October {day}"
    await town.clock_to(october(27, 9))
    assert len(town.shabanova.received) == heard + 1
    await town.clock_to(october(28, 9))
    assert len(town.shabanova.received) == heard + 2, "the day itself is said as always"


async def test_a_reason_may_be_typed_and_stands_in_the_journal(town: Town, one: Plan) -> None:
    await town.clock_to(october(17, 9))
    card = town.shabanova.last
    await town.shabanova.presses("Позже")
    await town.shabanova.presses("Завтра утром")
    await town.shabanova.presses("Другое")
    assert "почему не сейчас" in stands(town.shabanova, card).text
    await town.shabanova.says("директор в командировке")
    assert town.shabanova.last.text == f"Напомню завтра в 9:00: {LETTERS}"
    assert await snoozes(town) == ["2022-10-18T06:00:00+00:00 «директор в командировке»"]
    assert not await rows(town, conversations), "the next words are an answer again"


async def test_it_is_done_typed_instead_of_a_reason_is_an_answer(town: Town, one: Plan) -> None:
    await town.clock_to(october(17, 9))
    await town.shabanova.presses("Позже")
    await town.shabanova.presses("Через час")
    await town.shabanova.presses("Другое")
    await town.shabanova.says("сделано")
    assert (await one.view(town.shabanova)).status == "done"
    assert not await snoozes(town)
    assert not await rows(town, conversations)


async def test_words_that_name_no_day_are_an_answer_and_the_question_is_forgotten(town: Town, one: Plan) -> None:
    await town.clock_to(october(17, 9))
    await town.shabanova.presses("Позже")
    await town.shabanova.presses("Другой день")
    await town.shabanova.says("не успеваем, нет анкет")
    assert (await one.view(town.shabanova)).status == "trouble"
    assert not [row for row in await rows(town, conversations) if row.expects.startswith("later")]


async def test_a_day_past_the_deadline_is_refused_and_another_can_be_typed(town: Town, one: Plan) -> None:
    await town.clock_to(october(17, 9))
    await town.shabanova.presses("Позже")
    await town.shabanova.presses("Другой день")
    await town.shabanova.says("25.10")
    assert "отложить нельзя" in town.shabanova.last.text
    await town.shabanova.says("19.10")
    assert "Напомню ср 19 октября в 9:00." in town.shabanova.last.text


async def test_on_the_last_day_only_an_hour_is_left_and_in_its_evening_nothing(town: Town, one: Plan) -> None:
    await town.clock_to(october(20, 9))
    card = town.shabanova.last
    tomorrow = (await one.view(town.shabanova)).id
    await town.shabanova.presses("Позже")
    assert stands(town.shabanova, card).buttons == ["Через час", "‹ Назад"]
    await town.shabanova.forges(f"lt:{tomorrow}:tomorrow:0")
    assert "отложить нельзя" in town.shabanova.last.text
    await town.clock_to(october(20, 20, 30))
    await town.shabanova.presses("Через час", on=stands(town.shabanova, card))
    assert "отложить нельзя" in town.shabanova.last.text, "in an hour it is night, and the morning is past the deadline"
    assert not await snoozes(town)


async def test_an_hour_that_ends_in_the_night_means_the_morning_and_says_so(town: Town, one: Plan) -> None:
    await town.clock_to(october(17, 9))
    await town.clock_to(october(17, 20, 15))
    await town.shabanova.presses("Позже")
    await town.shabanova.presses("Через час")
    assert "писать Вам уже нельзя" in town.shabanova.last.text
    assert "поэтому напомню завтра в 9:00." in town.shabanova.last.text
    await town.shabanova.presses("Нет времени")
    heard = len(town.shabanova.received)
    await town.clock_to(october(18, 8, 30))
    assert len(town.shabanova.received) == heard
    await town.clock_to(october(18, 9))
    assert len(town.shabanova.received) == heard + 1


async def test_what_is_overdue_can_wait_an_hour_or_until_tomorrow(town: Town, one: Plan) -> None:
    await town.clock_to(october(19, 9))
    card = town.shabanova.last
    await town.clock_to(october(21, 8, 30))
    await town.shabanova.presses("Позже", on=card)
    assert stands(town.shabanova, card).buttons == ["Через час", "Завтра утром", "‹ Назад"]
    view = await one.view(town.shabanova)
    await town.shabanova.forges(f"lt:{view.id}:time:{date(2022, 10, 24).toordinal()}")
    assert "отложить нельзя" in town.shabanova.last.text
    await town.shabanova.presses("Завтра утром")
    await town.shabanova.presses("Нет времени")
    heard = len(town.shabanova.received)
    await town.clock_to(october(21, 9))
    assert len(town.shabanova.received) == heard, "today's reminder waits too"
    await town.clock_to(october(22, 9))
    assert len(town.shabanova.received) == heard + 1
    assert "Срок прошёл" in town.shabanova.last.text


async def test_an_hour_put_off_before_the_daily_message_does_not_take_its_place(town: Town, two: Plan) -> None:
    await town.clock_to(october(17, 9))
    await town.clock_to(october(18, 8, 0))
    await town.shabanova.presses("Позже", on=await two.card(town.shabanova))
    await town.shabanova.presses("Через час")
    await town.shabanova.presses("Нет времени")
    # 9:00 of the 18th: the site is three days ahead; the letters come at 9:00 sharp with it.
    await town.clock_to(october(18, 8, 59))
    heard = len(town.shabanova.received)
    await town.clock_to(october(18, 9, 1))
    assert len(town.shabanova.received) == heard + 1
    assert SITE in town.shabanova.last.text


async def test_what_is_put_off_to_a_moment_before_the_daily_message_leaves_that_message_whole(
    town: Town, two: Plan
) -> None:
    await town.clock_to(october(17, 9))
    await town.clock_to(october(18, 7, 50))
    await town.shabanova.presses("Позже", on=await two.card(town.shabanova))
    await town.shabanova.presses("Через час")
    await town.shabanova.presses("Нет времени")
    heard = len(town.shabanova.received)
    await town.clock_to(october(18, 8, 51))
    assert len(town.shabanova.received) == heard + 1
    assert LETTERS in town.shabanova.last.text
    await town.clock_to(october(18, 9))
    assert len(town.shabanova.received) == heard + 2, "the day's own message is not lost"
    assert SITE in town.shabanova.last.text


async def test_back_leads_to_the_card_and_nothing_is_asked_any_more(town: Town, one: Plan) -> None:
    await town.clock_to(october(17, 9))
    card = town.shabanova.last
    await town.shabanova.presses("Позже")
    await town.shabanova.presses("Другой день")
    await town.shabanova.presses("Назад")
    assert stands(town.shabanova, card).buttons == card.buttons
    assert not await rows(town, conversations)


async def test_a_second_tap_puts_off_once(town: Town, one: Plan) -> None:
    await town.clock_to(october(17, 9))
    await town.shabanova.presses("Позже")
    await town.shabanova.presses("Через час")
    asked = town.shabanova.last
    await town.shabanova.presses("Нет времени", on=asked)
    await town.later(seconds=20)
    await town.shabanova.forges(asked.data_of("Нет времени"), on=asked)
    assert len(await snoozes(town)) == 1
    heard = len(town.shabanova.received)
    await town.clock_to(october(17, 10, 2))
    assert len(town.shabanova.received) == heard + 1
    await town.clock_to(october(17, 10, 10))
    assert len(town.shabanova.received) == heard + 1


async def test_the_choice_outlives_a_restart(town: Town, one: Plan) -> None:
    await town.clock_to(october(17, 9))
    await town.shabanova.presses("Позже")
    await town.shabanova.presses("Другой день")
    await town.stop_bot()
    await town.start_bot()
    await town.shabanova.says("в среду")
    await town.stop_bot()
    await town.start_bot()
    await town.shabanova.presses("Жду данных")
    assert town.shabanova.last.text == f"Напомню ср 19 октября в 9:00: {LETTERS}"


async def test_nobody_puts_off_what_is_somebody_else_s_or_answered(town: Town, one: Plan) -> None:
    await town.clock_to(october(17, 9))
    view = await one.view(town.shabanova)
    day = date(2022, 10, 18).toordinal()
    for data in (f"as:{view.id}:later", f"lt:{view.id}:hour:0", f"lt:{view.id}:time:{day}", f"lt:{view.id}:day:0"):
        await town.sharik.forges(data)
        assert town.sharik.last.text == "Этого Вам делать нельзя."
    await town.shabanova.presses("Выполнено")
    await town.shabanova.forges(f"lt:{view.id}:time:{day}")
    assert town.shabanova.last.text.startswith("Это мероприятие закрыто")
    assert not await snoozes(town)


async def test_a_day_that_is_no_day_and_one_that_is_past_are_refused(town: Town, one: Plan) -> None:
    await town.clock_to(october(17, 9))
    view = await one.view(town.shabanova)
    for day in (-5, 2**40, 2**62):
        await town.shabanova.forges(f"lt:{view.id}:time:{day}")
        assert town.shabanova.last.text == "Эта кнопка уже ни к чему не относится."
    await town.shabanova.forges(f"lt:{view.id}:time:{date(2022, 10, 10).toordinal()}")
    assert town.shabanova.last.text.startswith("Этот момент уже прошёл.")
    assert not await snoozes(town)


async def test_tomorrow_for_the_whole_list_stays_one_tap_and_stands_in_the_journal(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.shabanova])])
    await town.clock_to(october(17, 9))
    await town.shabanova.presses("Напомнить завтра")
    assert town.shabanova.last.text.startswith("Напомню завтра о 2:")
    assert await snoozes(town) == ["2022-10-18T06:00:00+00:00"] * 2
