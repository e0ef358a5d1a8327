"""Whose an occurrence is after people have come, gone or got another post."""

from datetime import date

from domain.distribution import Occurrence, Redistribution, Share, redistribute
from domain.executors import Executor

TODAY = date(2022, 10, 3)
STAND_IN, HEAD, COORDINATOR, TEACHER = 1, 2, 3, 4
SCHOOL = 20
HEAD_OF_SCHOOL, COORDINATOR_OF_SCHOOL = Executor(HEAD, SCHOOL, main=True), Executor(COORDINATOR, SCHOOL, main=True)


def share(member_id: int, organisation_id: int | None = None, said: str = "open", *, main: bool = True) -> Share:
    """The assignment of a member, with the id 100 + theirs; ``said``: open, begun, done or off."""
    touched = said in ("begun", "done")
    return Share(100 + member_id, member_id, organisation_id, main, said == "done", said == "off", touched)


def ahead(*shares: Share, relieved: tuple[int, ...] = ()) -> Occurrence:
    return Occurrence(1, 1, date(2022, 10, 20), False, shares, frozenset(relieved))


def past(*shares: Share, alone: bool) -> Occurrence:
    return Occurrence(1, 1, date(2022, 9, 20), alone, shares)


def given(one: Occurrence, *executors: Executor) -> Redistribution:
    return redistribute(one, executors, STAND_IN, TODAY)


def test_nothing_changes_where_those_who_answer_have_it() -> None:
    assert given(ahead(share(HEAD, SCHOOL)), HEAD_OF_SCHOOL) == Redistribution()
    assert given(ahead(share(STAND_IN))) == Redistribution()


def test_somebody_new_gets_it_and_the_stand_in_is_let_off() -> None:
    assert given(ahead(share(STAND_IN)), HEAD_OF_SCHOOL) == Redistribution(off=(101,), new=(HEAD_OF_SCHOOL,))


def test_where_nobody_answers_any_more_the_stand_in_has_it() -> None:
    expected = Redistribution(off=(102,), new=(Executor(STAND_IN, main=True),))
    assert given(ahead(share(HEAD, SCHOOL))) == expected


def test_the_stand_in_who_had_it_once_has_it_back() -> None:
    expected = Redistribution(off=(102,), back=((101, Executor(STAND_IN, main=True)),))
    assert given(ahead(share(HEAD, SCHOOL), share(STAND_IN, said="off"))) == expected


def test_what_was_begun_stays_and_its_school_is_not_asked_twice() -> None:
    assert given(ahead(share(HEAD, SCHOOL, "begun")), COORDINATOR_OF_SCHOOL) == Redistribution()
    assert given(ahead(share(HEAD, SCHOOL, "done")), COORDINATOR_OF_SCHOOL) == Redistribution()
    teacher = Executor(TEACHER, None)
    assert given(ahead(share(HEAD, SCHOOL, "done")), COORDINATOR_OF_SCHOOL, teacher) == Redistribution(new=(teacher,))


def test_nobody_stands_in_for_what_somebody_has_begun() -> None:
    assert given(ahead(share(TEACHER, said="begun"))) == Redistribution()


def test_what_the_stand_in_has_done_is_done_for_all() -> None:
    assert given(ahead(share(STAND_IN, said="done")), HEAD_OF_SCHOOL) == Redistribution()
    assert given(ahead(share(STAND_IN, said="begun")), HEAD_OF_SCHOOL) == Redistribution(new=(HEAD_OF_SCHOOL,))


def test_an_untouched_share_gets_its_part_and_an_answered_one_keeps_it() -> None:
    assert given(ahead(share(HEAD, main=False)), HEAD_OF_SCHOOL) == Redistribution(parts=((102, HEAD_OF_SCHOOL),))
    assert given(ahead(share(HEAD, said="done", main=False)), HEAD_OF_SCHOOL) == Redistribution()


def test_of_the_past_only_the_one_date_of_a_row_that_nobody_touched_is_given() -> None:
    expected = Redistribution(off=(101,), new=(HEAD_OF_SCHOOL,))
    assert given(past(share(STAND_IN), alone=True), HEAD_OF_SCHOOL) == expected
    assert given(past(share(STAND_IN), alone=False), HEAD_OF_SCHOOL) == Redistribution()
    assert given(past(share(STAND_IN, said="begun"), alone=True), HEAD_OF_SCHOOL) == Redistribution()


def test_whose_work_was_given_to_another_does_not_get_it_again() -> None:
    teacher = Executor(TEACHER, main=True)
    assert given(ahead(share(HEAD, said="begun"), relieved=(TEACHER,)), teacher) == Redistribution()
