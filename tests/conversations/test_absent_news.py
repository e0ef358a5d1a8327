"""What changes for somebody who is away waits for the morning of their return: nobody is written to on a free day."""

from tests.conversations.absent import october, of_today, says_absent
from tests.conversations.amended import small
from tests.conversations.calendars import own_day
from tests.conversations.neighbours import COORDINATOR, HEAD, SEVENTH, accepts, comes, lives, opens, told
from tests.conversations.plans import Plan
from tests.town import Town

AWAY = "с 26 сентября по 2 октября"
FIRST = ("1", "Первое дело", "до 20.10.2022", "Шарик Н.Н.")
SECOND = ("2", "Второе дело", "до 21.10.2022", "Бондаренко А.Е.")


async def test_another_day_in_the_plan_is_heard_on_the_return(town: Town) -> None:
    await small(town, FIRST, SECOND)
    await says_absent(town.sharik, AWAY, "Никто")
    await small(town, ("1", "Первое дело", "до 25.10.2022", "Шарик Н.Н."), SECOND)
    assert told(town.sharik, "25 октября") == 0
    await town.clock_to(october(3))
    heard = [message.text for message in of_today(town.sharik, town)]
    assert any("Первое дело" in text and "25 октября" in text for text in heard)


async def test_another_control_day_by_the_calendar_is_heard_on_the_return(town: Town, one: Plan) -> None:
    await says_absent(town.shabanova, AWAY, "Никто")
    card = await own_day(town, town.polyakova, "20 октября 2022 нерабочий")
    assert card.text.startswith("Записано. Изменился 1 срок, узнает 1 человек.")
    assert told(town.shabanova, "Календарь изменился") == 0
    await town.clock_to(october(3))
    assert told(town.shabanova, "Календарь изменился") == 1


async def test_what_is_not_theirs_any_more_is_heard_on_the_return(town: Town) -> None:
    await opens(town, SEVENTH)
    golubeva = await lives(town, 2003, SEVENTH, "Голубева", HEAD)
    await accepts(town, SEVENTH)
    await golubeva.says(f"/absence {AWAY}")
    await comes(town, 2004, SEVENTH, "Седова", COORDINATOR)
    assert told(golubeva, "1 мероприятие теперь не Ваше") == 0
    await town.clock_to(october(3))
    assert told(golubeva, "1 мероприятие теперь не Ваше") == 1


async def test_who_is_away_without_an_end_is_not_counted_among_those_who_will_hear(town: Town, one: Plan) -> None:
    await says_absent(town.shabanova, "болею", "Никто")
    card = await own_day(town, town.polyakova, "20 октября 2022 нерабочий")
    assert card.text.startswith("Записано. Изменился 1 срок, сообщать некому.")
    assert told(town.shabanova, "Календарь изменился") == 0


async def test_it_is_heard_earlier_by_who_is_back_earlier_and_later_by_who_stays_away(town: Town, one: Plan) -> None:
    await says_absent(town.shabanova, AWAY, "Никто")
    await own_day(town, town.polyakova, "20 октября 2022 нерабочий")
    await town.shabanova.says("/absence до 9 октября")
    await town.clock_to(october(3))
    assert told(town.shabanova, "Календарь изменился") == 0
    await town.clock_to(october(5, 8))
    await town.shabanova.says("/absence")
    await town.shabanova.presses("Я на месте")
    assert told(town.shabanova, "Календарь изменился") == 1


async def test_who_is_away_from_tomorrow_on_does_not_hear_in_the_morning_what_has_changed_tonight(
    town: Town, one: Plan
) -> None:
    await says_absent(town.shabanova, "с 27 сентября по 2 октября", "Никто")
    await town.clock_to(town.now.replace(hour=20))
    await own_day(town, town.polyakova, "20 октября 2022 нерабочий")
    await town.clock_to(town.now.replace(day=27, hour=6))
    assert told(town.shabanova, "Календарь изменился") == 0
    await town.clock_to(october(3))
    assert told(town.shabanova, "Календарь изменился") == 1
