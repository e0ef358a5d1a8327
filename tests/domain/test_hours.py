"""When the bot may speak first to somebody."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.hours import Hours
from tests.domain.rules import MOSCOW

USUAL = Hours(MOSCOW, time(9), time(21), time(8))


def moscow(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2022, 10, day, hour, minute, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"), [(20, 59, False), (21, 0, True), (0, 0, True), (7, 59, True), (8, 0, False)]
)
def test_quiet_hours_go_over_midnight(hour: int, minute: int, quiet: bool) -> None:
    assert USUAL.is_quiet(moscow(19, hour, minute)) is quiet


def test_quiet_hours_may_also_lie_within_a_day() -> None:
    siesta = Hours(MOSCOW, time(9), time(13), time(15))
    assert [siesta.is_quiet(moscow(19, hour)) for hour in (12, 13, 14, 15)] == [False, True, True, False]


def test_what_would_be_said_at_night_waits_until_morning() -> None:
    assert USUAL.after_quiet(moscow(19, 22)) == moscow(20, 8)
    assert USUAL.after_quiet(moscow(20, 3)) == moscow(20, 8)
    assert USUAL.after_quiet(moscow(20, 12)) == moscow(20, 12)


def test_the_next_daily_message_is_today_or_tomorrow_at_its_hour() -> None:
    assert USUAL.next_digest(moscow(19, 8)) == moscow(19, 9)
    assert USUAL.next_digest(moscow(19, 9)) == moscow(20, 9)
    assert USUAL.next_digest(moscow(19, 23)) == moscow(20, 9)


@pytest.mark.parametrize(
    ("zone", "utc_hour"), [("Europe/Kaliningrad", 7), ("Europe/Moscow", 6), ("Asia/Kamchatka", 21)]
)
def test_nine_o_clock_is_local_from_kaliningrad_to_kamchatka(zone: str, utc_hour: int) -> None:
    hours = Hours(ZoneInfo(zone), time(9), time(21), time(8))
    assert hours.at(date(2022, 10, 20)).astimezone(UTC).hour == utc_hour


def test_wall_clock_time_is_kept_where_clocks_change() -> None:
    warsaw = Hours(ZoneInfo("Europe/Warsaw"), time(9), time(21), time(8))
    before, after = (warsaw.at(date(2022, 10, day)).astimezone(UTC).hour for day in (28, 31))
    assert (before, after) == (7, 8), "Poland left summer time on 30 October 2022"


def test_the_local_day_is_another_one_east_and_west_of_midnight() -> None:
    evening = datetime(2022, 10, 19, 15, tzinfo=UTC)
    kamchatka = Hours(ZoneInfo("Asia/Kamchatka"), time(9), time(21), time(8))
    assert (USUAL.day(evening), kamchatka.day(evening)) == (date(2022, 10, 19), date(2022, 10, 20))
