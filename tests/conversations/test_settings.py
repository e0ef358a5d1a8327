"""One's own hour and zone: the next message comes by them, once a day, on no day twice and on no day not.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from storage.tables import journal
from tests.conversations.plans import DUE, LETTERS, SITE, Plan, plan, rows
from tests.town import Person, Seen, Town

MOSCOW = ZoneInfo("Europe/Moscow")


def october(day: int, hour: int, minute: int = 0, zone: ZoneInfo = MOSCOW) -> datetime:
    return datetime(2022, 10, day, hour, minute, tzinfo=zone)


def reminders(person: Person) -> list[Seen]:
    """The daily messages."""
    return [message for message in person.received if LETTERS in message.text and "поручен" not in message.text]


async def test_the_card_says_hour_and_zone_and_whose_they_are(town: Town) -> None:
    await town.shabanova.says("/settings")
    assert town.shabanova.last.text.splitlines() == [
        "Ваши настройки",
        "Сообщение о делах приходит в 9:00 (как у всех).",
        "Часовой пояс: Москва (как у школы), сейчас 9:00.",
    ]
    await town.shabanova.presses("Час: 9:00")
    assert town.shabanova.last.buttons == [
        *("8:00", "9:00", "10:00", "12:00", "15:00", "17:00"),
        "Как у всех (9:00)",
        "‹ Назад",
    ], "at seven the quiet hours have not ended"


async def test_a_new_hour_chosen_before_the_message_brings_it_then_and_once(town: Town, one: Plan) -> None:
    await town.clock_to(october(17, 8, 30))
    await town.shabanova.says("/settings")
    await town.shabanova.presses("Час")
    await town.shabanova.presses("15:00")
    assert town.shabanova.last.text.splitlines()[:2] == ["Записано.", "Сообщение о делах приходит в 15:00."]
    for hour in (9, 12, 14):
        await town.clock_to(october(17, hour, 59))
        assert not reminders(town.shabanova)
    await town.clock_to(october(17, 15))
    assert len(reminders(town.shabanova)) == 1
    await town.clock_to(october(18, 15))
    assert len(reminders(town.shabanova)) == 1
    await town.clock_to(october(19, 14, 59))
    assert len(reminders(town.shabanova)) == 1
    await town.clock_to(october(19, 15))
    assert len(reminders(town.shabanova)) == 2


async def test_a_later_hour_chosen_after_the_message_does_not_bring_it_twice(town: Town, one: Plan) -> None:
    await town.clock_to(october(17, 9))
    assert len(reminders(town.shabanova)) == 1
    await town.shabanova.says("/settings")
    await town.shabanova.presses("Час")
    await town.shabanova.presses("17:00")
    await town.clock_to(october(17, 17))
    await town.clock_to(october(18, 17))
    assert len(reminders(town.shabanova)) == 1, "nothing is due on the 18th"
    await town.clock_to(october(19, 17))
    assert len(reminders(town.shabanova)) == 2


async def test_an_earlier_hour_that_has_passed_today_brings_the_message_at_once(town: Town, one: Plan) -> None:
    await town.shabanova.says("/settings")
    await town.shabanova.presses("Час")
    await town.shabanova.presses("17:00")
    await town.clock_to(october(17, 12))
    assert not reminders(town.shabanova)
    await town.shabanova.presses("Час")
    await town.shabanova.presses("9:00")
    await town.tick()
    assert len(reminders(town.shabanova)) == 1
    await town.clock_to(october(17, 17))
    assert len(reminders(town.shabanova)) == 1


@pytest.mark.parametrize("typed", ["8:30", "8.30", "в 8:30"])
async def test_an_hour_may_be_typed(town: Town, one: Plan, typed: str) -> None:
    await town.shabanova.says("/settings")
    asking = town.shabanova.last
    await town.shabanova.presses("Час")
    await town.shabanova.says(typed)
    assert town.shabanova.last.text.splitlines()[1] == "Сообщение о делах приходит в 8:30."
    assert not next(message for message in town.shabanova.received if message.id == asking.id).buttons
    await town.clock_to(october(17, 8, 29))
    assert not reminders(town.shabanova)
    await town.clock_to(october(17, 8, 30))
    assert len(reminders(town.shabanova)) == 1


@pytest.mark.parametrize("typed", ["7:00", "18:00", "23:30", "25:00", "8:75"])
async def test_an_hour_outside_work_or_that_is_none_is_refused_with_the_bounds(town: Town, typed: str) -> None:
    await town.shabanova.says("/settings")
    await town.shabanova.presses("Час")
    await town.shabanova.says(typed)
    assert town.shabanova.last.text.startswith("В это время сообщения не приходят. Нужен час с 8:00 до 18:00")
    await town.shabanova.says("10")
    assert "приходит в 10:00" in town.shabanova.last.text, "another one can be typed"


async def test_a_forged_hour_is_refused(town: Town) -> None:
    for minutes in (7 * 60, 22 * 60):
        await town.shabanova.forges(f"st:at:0:{minutes}:")
        assert "В это время сообщения не приходят" in town.shabanova.last.text
    for minutes in (-2, 1440, 2**40):
        await town.shabanova.forges(f"st:at:0:{minutes}:")
        assert town.shabanova.last.text == "Эта кнопка уже ни к чему не относится."


async def test_an_answer_typed_while_the_hour_is_asked_is_an_answer(town: Town, one: Plan) -> None:
    await town.shabanova.says("/settings")
    await town.shabanova.presses("Час")
    await town.shabanova.says("сделано")
    assert (await one.view(town.shabanova)).status == "done"


@pytest.mark.parametrize(
    ("city", "zone"),
    [("Калининград", "Europe/Kaliningrad"), ("Омск", "Asia/Omsk"), ("Камчатка", "Asia/Kamchatka")],
)
async def test_from_kaliningrad_to_kamchatka_the_message_comes_at_nine_there(
    town: Town, one: Plan, city: str, zone: str
) -> None:
    local = ZoneInfo(zone)
    await town.shabanova.says("/settings")
    await town.shabanova.presses("Часовой пояс")
    await town.shabanova.presses(city)
    assert f"Часовой пояс: {city}, сейчас" in town.shabanova.last.text
    await town.clock_to(october(17, 8, 59, local))
    assert not reminders(town.shabanova)
    await town.clock_to(october(17, 9, 0, local))
    assert len(reminders(town.shabanova)) == 1
    await town.clock_to(october(18, 9, 0, local))
    assert len(reminders(town.shabanova)) == 1


async def test_moving_west_after_the_message_of_the_day_does_not_bring_that_day_twice(town: Town, one: Plan) -> None:
    kamchatka, kaliningrad = ZoneInfo("Asia/Kamchatka"), ZoneInfo("Europe/Kaliningrad")
    await town.shabanova.says("/settings")
    await town.shabanova.presses("Часовой пояс")
    await town.shabanova.presses("Камчатка")
    await town.clock_to(october(17, 9, 1, kamchatka))
    assert len(reminders(town.shabanova)) == 1
    await town.shabanova.presses("Часовой пояс")
    await town.shabanova.presses("Калининград")
    await town.clock_to(october(17, 9, 1, kaliningrad))
    await town.clock_to(october(18, 9, 1, kaliningrad))
    assert len(reminders(town.shabanova)) == 1
    await town.clock_to(october(19, 9, 0, kaliningrad))
    assert len(reminders(town.shabanova)) == 2


async def test_over_the_change_of_clocks_one_message_a_day_comes_at_the_same_wall_time(town: Town) -> None:
    """Poland left summer time in the night to Sunday, 30 October 2022."""
    warsaw = ZoneInfo("Europe/Warsaw")
    await plan(town, [(LETTERS, date(2022, 11, 1), [town.shabanova]), (SITE, date(2022, 10, 28), [town.shabanova])])
    await town.shabanova.says("/settings")
    await town.shabanova.presses("Часовой пояс")
    await town.shabanova.says("europe/warsaw")
    assert "Часовой пояс: Europe/Warsaw, сейчас 8:00." in town.shabanova.last.text
    await town.clock_to(october(25, 12, 0, warsaw))
    heard = len(town.shabanova.received)
    came = []
    moment = october(26, 6, 0, warsaw).astimezone(UTC)
    while moment < datetime(2022, 11, 3, 6, tzinfo=warsaw):
        await town.clock_to(moment)
        if len(town.shabanova.received) > heard:
            came.append(moment.astimezone(warsaw))
            assert len(town.shabanova.received) == heard + 1
        heard = len(town.shabanova.received)
        moment += timedelta(hours=1)
    assert [(when.date(), when.hour) for when in came] == [(date(2022, 10, day), 9) for day in (27, 28, 31)] + [
        (date(2022, 11, day), 9) for day in (1, 2)
    ]


async def test_a_zone_that_does_not_exist_is_refused_and_nothing_changes(town: Town) -> None:
    await town.shabanova.says("/settings")
    await town.shabanova.presses("Часовой пояс")
    await town.shabanova.says("Moscow/Kremlin")
    assert town.shabanova.last.text.startswith("Такого часового пояса нет.")
    for zone in ("Moscow", "../etc/passwd", "posixrules"):
        await town.shabanova.forges(f"st:in:0:-1:{zone}")
        assert town.shabanova.last.text.startswith("Такого часового пояса нет.")
    await town.shabanova.says("/settings")
    assert "Москва (как у школы)" in town.shabanova.last.text


async def test_what_was_put_off_to_the_morning_goes_along_with_the_hour(town: Town, one: Plan) -> None:
    await town.clock_to(october(17, 9))
    await town.shabanova.presses("Позже")
    await town.shabanova.presses("Завтра утром")
    await town.shabanova.presses("Нет времени")
    await town.shabanova.says("/settings")
    await town.shabanova.presses("Час")
    await town.shabanova.presses("12:00")
    await town.clock_to(october(18, 11, 59))
    assert len(reminders(town.shabanova)) == 1
    await town.clock_to(october(18, 12))
    assert len(reminders(town.shabanova)) == 2


async def test_the_zone_of_the_school_moves_everybody_without_a_zone_of_their_own(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik])])
    await town.sharik.says("/settings")
    await town.sharik.presses("Часовой пояс")
    await town.sharik.presses("Москва")
    await town.polyakova.says("/people")
    await town.polyakova.presses("Часовой пояс")
    assert "Сейчас: Москва (как у вышестоящего учреждения)." in town.polyakova.last.text
    await town.polyakova.presses("Омск")
    assert "Записано: Омск." in town.polyakova.last.text
    await town.clock_to(october(17, 9, 0, ZoneInfo("Asia/Omsk")))
    assert len(reminders(town.shabanova)) == 1
    assert not reminders(town.sharik)
    await town.clock_to(october(17, 9, 0))
    assert len(reminders(town.shabanova)) == 1
    assert len(reminders(town.sharik)) == 1
    await town.polyakova.presses("Как у вышестоящего")
    await town.clock_to(october(19, 8, 59))
    assert len(reminders(town.shabanova)) == 1
    await town.clock_to(october(19, 9, 0))
    assert len(reminders(town.shabanova)) == 2


async def test_a_teacher_cannot_set_the_zone_of_the_school_and_nobody_that_of_a_place_that_is_not(town: Town) -> None:
    await town.polyakova.says("/people")
    place = town.polyakova.last.data_of("Часовой пояс").split(":")[2]
    for do in ("zone", "in"):
        await town.shabanova.forges(f"st:{do}:{place}:-1:Asia/Omsk")
        assert "Это может сделать Полякова В.А." in town.shabanova.last.text
        await town.kuzmina.forges(f"st:{do}:99999:-1:Asia/Omsk")
        assert town.kuzmina.last.text == "Эта кнопка уже ни к чему не относится."
    assert not [line for line in await rows(town, journal) if line.what == "organisation-zone"]


async def test_settings_outlive_a_restart_and_a_second_tap_changes_nothing(town: Town, one: Plan) -> None:
    await town.shabanova.says("/settings")
    await town.shabanova.presses("Час")
    asking = town.shabanova.last
    await town.shabanova.presses("12:00")
    await town.stop_bot()
    await town.start_bot()
    await town.shabanova.forges("st:at:0:720:", on=asking)
    assert [line.after for line in await rows(town, journal) if line.what == "hour"] == ["12:00"]
    await town.clock_to(october(17, 9))
    assert not reminders(town.shabanova)
    await town.clock_to(october(17, 12))
    assert len(reminders(town.shabanova)) == 1


async def test_an_hour_that_the_district_has_closed_since_gives_way_to_the_usual_one(town: Town, one: Plan) -> None:
    await town.shabanova.says("/settings")
    await town.shabanova.presses("Час")
    await town.shabanova.presses("17:00")
    await town.stop_bot()
    town.reconfigure(district={"working_to": "16:00"})
    await town.start_bot()
    await town.clock_to(october(17, 9))
    assert len(reminders(town.shabanova)) == 1
