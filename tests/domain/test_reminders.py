"""Which reminders an assignment gets, and when each leaves."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.reminders import after_quiet_hours, in_quiet_hours, next_digest, notices
from tests.domain.rules import MOSCOW, RULES

USUAL = RULES.profiles["обычный"]


def moscow(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2022, month, day, hour, minute, tzinfo=MOSCOW)


def test_the_usual_profile_speaks_at_nine_before_on_and_after_the_day() -> None:
    planned = notices(date(2022, 10, 20), USUAL, RULES, MOSCOW, moscow(9, 26, 9))
    assert [(notice.days, notice.fire_at) for notice in planned] == [
        (14, moscow(9, 30, 9)),
        (7, moscow(10, 11, 9)),
        (3, moscow(10, 17, 9)),
        (1, moscow(10, 19, 9)),
        (0, moscow(10, 20, 9)),
        (-1, moscow(10, 21, 9)),
        (-3, moscow(10, 25, 9)),
        (-7, moscow(10, 31, 9)),
        (-12, moscow(11, 8, 9)),
        (-17, moscow(11, 15, 9)),
        (-22, moscow(11, 22, 9)),
    ]


def test_what_lies_behind_brings_no_reminders() -> None:
    assert notices(date(2022, 9, 23), USUAL, RULES, MOSCOW, moscow(9, 26, 8)) == []


def test_a_plan_accepted_in_the_middle_gets_only_what_is_still_to_come() -> None:
    planned = notices(date(2022, 10, 20), USUAL, RULES, MOSCOW, moscow(10, 19, 12))
    assert [notice.days for notice in planned] == [0, -1, -3, -7, -12, -17, -22]


@pytest.mark.parametrize(
    ("zone", "utc_hour"), [("Europe/Kaliningrad", 7), ("Europe/Moscow", 6), ("Asia/Kamchatka", 21)]
)
def test_nine_o_clock_is_local_from_kaliningrad_to_kamchatka(zone: str, utc_hour: int) -> None:
    local = ZoneInfo(zone)
    planned = notices(date(2022, 10, 20), USUAL, RULES, local, moscow(10, 19, 0))
    on_the_day = next(notice for notice in planned if notice.days == 0)
    assert on_the_day.fire_at.astimezone(UTC).hour == utc_hour


def test_wall_clock_time_is_kept_where_clocks_change() -> None:
    warsaw = ZoneInfo("Europe/Warsaw")
    planned = notices(date(2022, 10, 31), USUAL, RULES, warsaw, moscow(10, 1))
    hours = {notice.days: notice.fire_at.astimezone(UTC).hour for notice in planned}
    assert (hours[1], hours[0]) == (7, 8), "Poland left summer time on 30 October 2022"


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"), [(20, 59, False), (21, 0, True), (0, 0, True), (7, 59, True), (8, 0, False)]
)
def test_quiet_hours_go_over_midnight(hour: int, minute: int, quiet: bool) -> None:
    assert in_quiet_hours(moscow(10, 19, hour, minute), RULES, MOSCOW) is quiet


def test_what_would_be_said_at_night_waits_until_morning() -> None:
    assert after_quiet_hours(moscow(10, 19, 22), RULES, MOSCOW) == moscow(10, 20, 8)
    assert after_quiet_hours(moscow(10, 20, 3), RULES, MOSCOW) == moscow(10, 20, 8)
    assert after_quiet_hours(moscow(10, 20, 12), RULES, MOSCOW) == moscow(10, 20, 12)


def test_the_next_daily_message_is_today_or_tomorrow_at_its_hour() -> None:
    assert next_digest(moscow(10, 19, 8), RULES, MOSCOW) == moscow(10, 19, 9)
    assert next_digest(moscow(10, 19, 9), RULES, MOSCOW) == moscow(10, 20, 9)
    assert next_digest(datetime.combine(date(2022, 10, 19), time(23), MOSCOW), RULES, MOSCOW) == moscow(10, 20, 9)
