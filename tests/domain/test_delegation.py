"""Who holds what was handed on, and who is offered first."""

from datetime import UTC, datetime

from domain.delegation import Family, Share, likeliest
from domain.people import Member, Role


def share(number: int, parent: int | None, status: str = "open", minute: int | None = None) -> Share:
    at = None if minute is None else datetime(2022, 10, 3, 9, minute, tzinfo=UTC)
    return Share(number, parent, 100 + number, f"Ким {number}", status, at)  # type: ignore[arg-type]


def ids(shares: list[Share]) -> list[int]:
    return [one.id for one in shares]


def test_the_line_goes_down_to_whoever_is_asked_and_up_to_whom_the_plan_names() -> None:
    family = Family([share(1, None), share(2, 1), share(3, 2), share(4, None)])
    assert ids(family.line(1)) == [2, 3]
    assert ids(family.above(3)) == [2, 1]
    assert family.line(4) == []


def test_who_gave_it_back_stands_in_no_line() -> None:
    family = Family([share(1, None), share(2, 1, "cancelled"), share(3, 1)])
    assert ids(family.line(1)) == [3]
    assert family.holders == {101, 103}


def test_what_is_done_was_done_by_the_last_of_those_who_did_it() -> None:
    family = Family([share(1, None, "done", 9), share(2, 1, "done", 5), share(3, 1, "done", 8), share(4, 3, "done", 7)])
    assert ids(family.line(1)) == [3, 4]
    done = family.done_below(1)
    assert done is not None
    assert done.id == 4


def test_what_is_open_again_is_held_by_its_own_person() -> None:
    family = Family([share(1, None), share(2, 1, "done", 5)])
    assert family.line(1) == []


def test_whoever_is_below_is_found_however_deep() -> None:
    family = Family([share(1, None), share(2, 1), share(3, 2), share(4, None)])
    assert family.is_below(3, 1)
    assert family.is_below(1, 1)
    assert not family.is_below(1, 3)
    assert not family.is_below(4, 1)


def member(number: int, family: str, position: str | None) -> Member:
    return Member(number, 1, Role.EXECUTOR, family, "Ия", "", position, active=True)


def test_people_of_the_same_position_come_first_then_the_alphabet() -> None:
    people = [
        member(1, "Яшина", "учитель физики"),
        member(2, "Борисова", None),
        member(3, "Орлова", "Учитель физики"),
        member(4, "Антонова", "учитель химии"),
    ]
    assert [one.family for one in likeliest("учитель физики", people)] == ["Орлова", "Яшина", "Антонова", "Борисова"]
    assert [one.family for one in likeliest(None, people)] == ["Антонова", "Борисова", "Орлова", "Яшина"]
