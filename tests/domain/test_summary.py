"""How a plan stands, counted by hand on Monday, 17 October 2022."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.summary import (
    AssignmentFact,
    MeasureFact,
    Person,
    Status,
    Summary,
    Tally,
    by_organisation,
    by_person,
    by_roadmap,
    by_section,
    state,
    summarise,
)

TODAY = date(2022, 10, 17)
SHABANOVA = Person(1, "Шабанова Н.С.", "СОШ №2")
SHARIK = Person(2, "Шарик Н.Н.", "СОШ №2")
IVANOV = Person(3, "Иванов И.И.", "СОШ №7")


def october(day: int) -> date:
    return date(2022, 10, day)


def assignment(
    control: date,
    status: Status = "open",
    *,
    person: Person = SHABANOVA,
    closed: date | None = None,
    was: Status | None = None,
) -> AssignmentFact:
    return AssignmentFact(person, control, control, status, closed, was or status)


def measure(*assignments: AssignmentFact, section: str | None = None, roadmap: int = 1) -> MeasureFact:
    return MeasureFact(7, roadmap, f"План {roadmap}", section, "1", "Методические письма", assignments)


def summary(*measures: MeasureFact) -> Summary:
    return summarise(measures, TODAY, TODAY + timedelta(days=14))


# --- one measure -----------------------------------------------------------------------------------------------------


def test_a_measure_whose_control_day_is_today_is_not_late_yet():
    assert state(measure(assignment(TODAY)), TODAY) == "open"


def test_a_measure_is_late_on_the_day_after_its_control_day():
    assert state(measure(assignment(october(16))), TODAY) == "late"


def test_a_measure_is_done_when_everybody_has_done_it():
    both = measure(assignment(october(14), "done"), assignment(october(14), "done", person=SHARIK))
    assert state(both, TODAY) == "done"


def test_one_who_has_not_done_it_keeps_the_measure_late():
    one = measure(assignment(october(14), "done"), assignment(october(14), person=SHARIK))
    assert state(one, TODAY) == "late"


def test_a_measure_done_ahead_of_time_by_all_is_done():
    assert (
        state(measure(assignment(october(20), "done"), assignment(october(20), "done", person=SHARIK)), TODAY) == "done"
    )


def test_a_measure_done_ahead_of_time_by_one_of_two_is_open():
    assert state(measure(assignment(october(20), "done"), assignment(october(20), person=SHARIK)), TODAY) == "open"


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (october(17), "done"),  # the first quarter is done, the second lies ahead
        (date(2023, 1, 10), "open"),  # the second falls due today
        (date(2023, 1, 11), "late"),
    ],
)
def test_a_regular_measure_is_done_between_two_of_its_periods(today, expected):
    quarters = measure(assignment(october(10), "done"), assignment(date(2023, 1, 10)))
    assert state(quarters, today) == expected


def test_a_late_first_quarter_is_not_made_good_by_the_second():
    assert state(measure(assignment(october(3)), assignment(october(10), "done")), TODAY) == "late"


def test_trouble_is_shown_before_the_deadline_and_late_after_it():
    assert state(measure(assignment(october(20), "trouble")), TODAY) == "trouble"
    assert state(measure(assignment(october(14), "trouble")), TODAY) == "late"


def test_a_measure_without_assignments_has_no_date():
    assert state(measure(), TODAY) == "undated"


def test_what_was_cancelled_does_not_count():
    assert state(measure(assignment(october(3), "cancelled"), assignment(october(20), "done")), TODAY) == "done"
    assert state(measure(assignment(october(3), "cancelled")), TODAY) == "cancelled"
    assert summary(measure(assignment(october(3), "cancelled"))).total == 0


# --- all of them -----------------------------------------------------------------------------------------------------


def test_every_measure_is_counted_in_exactly_one_state():
    counted = summary(
        measure(assignment(october(10), "done")),
        measure(assignment(october(10))),
        measure(assignment(october(11))),
        measure(assignment(october(20), "trouble")),
        measure(assignment(october(20))),
        measure(),
    )
    assert (counted.total, counted.done, len(counted.late)) == (6, 1, 2)
    assert (counted.trouble, counted.waiting, counted.undated) == (1, 1, 1)


def test_an_empty_plan_is_counted_too():
    counted = summary()
    assert (counted.total, counted.done, counted.waiting, counted.in_time) == (0, 0, 0, None)


def test_this_week_runs_from_today_to_sunday():
    counted = summary(*(measure(assignment(october(day))) for day in (16, 17, 23, 24)))
    assert [line.due for line in counted.week] == [october(17), october(23)]


def test_what_is_done_already_is_not_due_this_week():
    assert summary(measure(assignment(october(20), "done"))).week == ()


def test_a_late_line_names_those_it_waits_for_and_the_oldest_day():
    counted = summary(
        measure(
            assignment(october(14)),
            assignment(october(10), person=IVANOV),
            assignment(october(10), "done", person=SHARIK),
        )
    )
    (line,) = counted.late
    assert (line.due, line.people) == (october(10), (IVANOV, SHABANOVA))


def test_the_oldest_debt_comes_first():
    counted = summary(measure(assignment(october(14))), measure(assignment(october(3))))
    assert [line.due for line in counted.late] == [october(3), october(14)]


def test_discipline_is_what_was_done_in_time_of_all_that_fell_due():
    counted = summary(
        measure(assignment(october(10), "done", closed=october(10))),  # on the very day: in time
        measure(assignment(october(10), "done", closed=october(11))),  # a day late
        measure(assignment(october(12))),  # not at all
        measure(assignment(october(20), "done", closed=october(1))),  # has not fallen due
        measure(assignment(october(10), "cancelled")),
    )
    # One of three is 33.3 %.
    assert counted.in_time == 33


@pytest.mark.parametrize(
    ("kept", "missed", "shown"),
    [(2, 1, 67), (1, 2, 33), (1, 7, 13), (1, 1, 50), (3, 0, 100), (0, 3, 0), (1, 999, 1), (999, 1, 99)],
)
def test_discipline_is_rounded_half_up_and_is_a_hundred_or_nothing_only_where_it_is_so(kept, missed, shown):
    done = [measure(assignment(october(10), "done", closed=october(9))) for _ in range(kept)]
    counted = summary(*done, *(measure(assignment(october(10))) for _ in range(missed)))
    assert counted.in_time == shown


def test_silent_is_who_has_answered_nothing_this_week_whatever_was_answered_before():
    counted = summary(
        measure(assignment(october(31), person=SHARIK)),  # two weeks ahead
        measure(assignment(october(14), "in-progress", person=IVANOV)),  # past, answered long ago
        measure(assignment(october(14), person=replace(SHABANOVA, answered=True))),
    )
    assert counted.silent == (IVANOV, SHARIK)


def test_nobody_is_silent_about_what_is_done_or_called_off():
    assert summary(measure(assignment(october(14), "done"), assignment(october(14), "cancelled"))).silent == ()


def test_nobody_is_silent_about_what_lies_far_ahead():
    assert summary(measure(assignment(date(2022, 11, 1)))).silent == ()


def test_the_week_is_compared_with_what_stood_seven_days_ago():
    counted = summary(
        measure(assignment(october(20), "done", was="open")),  # done this week
        measure(assignment(october(3), "done", was="done")),  # done long ago
        measure(assignment(october(12))),  # became late this week: on the 10th it was not
        measure(assignment(october(7))),  # was late on the 10th already
        measure(assignment(october(10))),  # controlled on the 10th itself: late since the 11th
    )
    assert (counted.gained, counted.slipped) == (1, 2)


def test_a_correction_within_the_week_gains_nothing():
    assert summary(measure(assignment(october(20), "open", was="done"))).gained == 0


# --- shares ----------------------------------------------------------------------------------------------------------


def test_sections_stand_in_the_order_of_the_document():
    counted = summary(
        measure(assignment(october(10), "done"), section="II. Кадры"),
        measure(assignment(october(10)), section="I. Документы"),
        measure(assignment(october(20)), section="II. Кадры"),
        measure(assignment(october(20), "trouble")),
    )
    assert by_section(counted) == [
        Tally("II. Кадры", 2, 1, 0, 0),
        Tally("I. Документы", 1, 0, 1, 0),
        Tally(None, 1, 0, 0, 1),
    ]


def test_a_plan_without_sections_has_none():
    assert by_section(summary(measure(assignment(october(10))))) == []


def test_roadmaps_of_the_same_name_stay_apart():
    first, second = measure(assignment(october(10))), measure(assignment(october(10), "done"), roadmap=2)
    assert by_roadmap(summary(first, second)) == [Tally("План 1", 1, 0, 1, 0), Tally("План 2", 1, 1, 0, 0)]


def test_each_person_is_counted_by_their_own_assignments():
    shared = measure(assignment(october(14), "done"), assignment(october(14), person=SHARIK))
    own = measure(assignment(october(20), person=SHARIK))
    assert by_person(summary(shared, own)) == [
        (SHABANOVA, Tally("Шабанова Н.С.", 1, 1, 0, 0)),
        (SHARIK, Tally("Шарик Н.Н.", 2, 0, 1, 0)),
    ]


def test_each_organisation_is_counted_by_its_own_people():
    shared = measure(assignment(october(14), "done", person=IVANOV), assignment(october(14)))
    assert by_organisation(summary(shared)) == [Tally("СОШ №2", 1, 0, 1, 0), Tally("СОШ №7", 1, 1, 0, 0)]


def test_with_grace_a_measure_is_late_only_when_the_grace_has_passed() -> None:
    waiting = [measure(assignment(october(20)))]
    friday = october(21)
    assert len(summarise(waiting, friday, friday).late) == 1
    assert summarise(waiting, friday, friday, overdue_before=october(19)).late == ()
