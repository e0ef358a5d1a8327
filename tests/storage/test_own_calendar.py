"""Days and parts of the school year as organisations set them, and the calendar that comes of them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.calendars import SchoolCalendar, SchoolTerm
from domain.people import Role
from services.calendars import calendars_of
from storage import own_calendar, people
from storage.database import Database
from storage.own_calendar import OwnDay
from tests.domain.rules import RULES

NOW = datetime(2026, 9, 1, 6, 0, tzinfo=UTC)
YEAR = "2026/2027"
DISTRICT, SCHOOL, OTHER = 1, 2, 3
MONDAY, TUESDAY, SATURDAY = date(2026, 10, 12), date(2026, 10, 13), date(2026, 10, 17)


def quarter(number: int, first: str, last: str, source: str = "") -> SchoolTerm:
    return SchoolTerm(YEAR, "quarter", number, date.fromisoformat(first), date.fromisoformat(last), source)


@pytest.fixture
async def district(database: Database) -> Database:
    """A district with two schools."""
    async with database.write() as connection:
        await people.add_organisation(connection, kind="district", name="Район")
        await people.add_organisation(connection, kind="school", name="Школа 1", parent_id=DISTRICT)
        await people.add_organisation(connection, kind="school", name="Школа 2", parent_id=DISTRICT)
        await people.add_member(
            connection, organisation_id=DISTRICT, role=Role.ADMIN, family="Кузьмина", given="", now=NOW
        )
    return database


async def test_a_school_s_day_is_over_the_district_s(district: Database) -> None:
    async with district.write() as connection:
        await own_calendar.set_day(connection, OwnDay(DISTRICT, MONDAY, False), member_id=1, now=NOW)
        await own_calendar.set_day(connection, OwnDay(SCHOOL, MONDAY, True), member_id=1, now=NOW)
        await own_calendar.set_day(connection, OwnDay(DISTRICT, SATURDAY, True), member_id=1, now=NOW)
        here = (await calendars_of(connection, SCHOOL, RULES)).work
        there = (await calendars_of(connection, OTHER, RULES)).work
        above = (await calendars_of(connection, DISTRICT, RULES)).work
    assert [here.is_working(day) for day in (MONDAY, TUESDAY, SATURDAY)] == [True, True, True]
    assert [there.is_working(day) for day in (MONDAY, TUESDAY, SATURDAY)] == [False, True, True]
    assert [above.is_working(day) for day in (MONDAY, TUESDAY, SATURDAY)] == [False, True, True]


async def test_the_chat_is_over_the_settings(district: Database) -> None:
    rules = replace(RULES, free_days=frozenset({MONDAY, TUESDAY}), working_days=frozenset({SATURDAY}))
    async with district.write() as connection:
        await own_calendar.set_day(connection, OwnDay(DISTRICT, MONDAY, True), member_id=1, now=NOW)
        await own_calendar.set_day(connection, OwnDay(SCHOOL, SATURDAY, False), member_id=1, now=NOW)
        work = (await calendars_of(connection, SCHOOL, rules)).work
    assert [work.is_working(day) for day in (MONDAY, TUESDAY, SATURDAY)] == [True, False, False]


async def test_a_day_set_twice_is_as_it_was_set_last_and_can_be_taken_back(district: Database) -> None:
    async with district.write() as connection:
        for working in (False, True, False):
            await own_calendar.set_day(connection, OwnDay(SCHOOL, MONDAY, working), member_id=1, now=NOW)
        assert await own_calendar.days_of(connection, SCHOOL) == [OwnDay(SCHOOL, MONDAY, False)]
        assert await own_calendar.days_of(connection, OTHER) == []
        assert await own_calendar.remove_day(connection, SCHOOL, MONDAY)
        assert not await own_calendar.remove_day(connection, SCHOOL, MONDAY)
        assert await own_calendar.days_of(connection, SCHOOL) == []


async def test_a_school_s_dates_are_over_the_district_s_over_the_file(district: Database) -> None:
    file = [quarter(number, "2026-09-01", "2026-09-02", "файл") for number in (1, 2, 3)]
    rules = replace(RULES, school=SchoolCalendar(tuple(replace(one, sure=False) for one in file)))
    async with district.write() as connection:
        of_district = [quarter(1, "2026-09-01", "2026-10-23"), quarter(2, "2026-11-02", "2026-12-28")]
        await own_calendar.set_terms(connection, DISTRICT, of_district, member_id=1, now=NOW)
        await own_calendar.set_terms(connection, SCHOOL, [quarter(1, "2026-09-01", "2026-10-30")], member_id=1, now=NOW)
        await own_calendar.set_terms(connection, SCHOOL, [quarter(1, "2026-09-01", "2026-10-31")], member_id=1, now=NOW)
        school = (await calendars_of(connection, SCHOOL, rules)).school
    found = [school.find("quarter", number, YEAR) for number in (1, 2, 3)]
    assert [(one.source, one.sure, one.last.isoformat()) for one in found if one is not None] == [
        ("Школа 1", True, "2026-10-31"),
        ("Район", True, "2026-12-28"),
        ("файл", False, "2026-09-02"),
    ]
