"""Columns are asked for one after the other; what answers nothing changes nothing."""

from domain.picking import ASKED, Picked, asked_next, columns_of, picked_before, picked_with

TITLE: Picked = {"title": 1}


def test_the_measure_is_asked_first_and_nothing_after_the_result() -> None:
    assert asked_next({}) == "title"
    assert asked_next(TITLE) == "deadline"
    assert asked_next(dict.fromkeys(ASKED)) is None


def test_a_column_or_none_is_an_answer() -> None:
    assert picked_with(TITLE, "deadline", 2, 4) == {"title": 1, "deadline": 2}
    assert picked_with(TITLE, "deadline", None, 4) == {"title": 1, "deadline": None}


def test_there_is_no_plan_without_measures() -> None:
    assert picked_with({}, "title", None, 4) is None


def test_a_column_that_is_taken_or_is_not_there_is_no_answer() -> None:
    assert [picked_with(TITLE, "deadline", column, 4) for column in (1, -1, 4)] == [None, None, None]


def test_an_answer_to_another_question_is_none() -> None:
    assert picked_with(TITLE, "title", 2, 4) is None
    assert picked_with(TITLE, "result", 2, 4) is None


def test_going_back_forgets_the_last_answer_once() -> None:
    before = picked_before({"title": 1, "deadline": None}, "responsible")
    assert before == TITLE
    assert picked_before(before, "responsible") == TITLE
    assert picked_before(before, "deadline") == {}
    assert picked_before({}, "title") == {}


def test_columns_that_are_not_there_are_not_read() -> None:
    assert columns_of({"title": 1, "deadline": None, "result": 0}) == {1: "title", 0: "result"}
