"""A plan is amended after one of its measures was handed on."""

from typing import Any

from storage import people
from storage.tables import assignments
from tests.conversations.plans import rows
from tests.conversations.sending import table
from tests.town import Town

SEMINAR = "Провести семинар для учителей"
MUSEUM = ("2", "Открыть школьный музей", "до 21.10.2022", "Полякова В.А.")


def row(due: str, who: str) -> tuple[str, str, str, str]:
    return "1", SEMINAR, f"до {due}.2022", who


async def live(town: Town) -> None:
    """Шабанова has the seminar by the plan and has handed it to Шарик."""
    await town.polyakova.sends([table(row("20.10", "Шабанова Н.С."), MUSEUM)])
    await town.polyakova.presses("Принять")
    await town.shabanova.says("/my")
    await town.shabanova.presses("1")
    await town.shabanova.presses("👤 Передать")
    await town.shabanova.presses("Шарик")
    await town.shabanova.presses("Передать", on=town.shabanova.last)
    assert "Передано" in town.shabanova.messages[-1].text


async def amended(town: Town, *printed: tuple[str, ...]) -> None:
    await town.polyakova.sends([table(*printed)])
    await town.polyakova.presses("Принять изменения")


async def seminar(town: Town) -> dict[str, tuple[Any, ...]]:
    """By surname: status, and whether it was handed on to this person."""
    found = {}
    async with town.app.database.read() as connection:
        for one in await rows(town, assignments):
            family = (await people.member(connection, one.member_id)).family
            if family != "Полякова":
                found[family] = (one.status, one.parent_id is not None)
    return found


async def test_a_new_day_moves_it_for_both(town: Town) -> None:
    await live(town)
    await amended(town, row("25.10", "Шабанова Н.С."), MUSEUM)
    assert await seminar(town) == {"Шабанова": ("open", False), "Шарик": ("open", True)}
    for person in (town.shabanova, town.sharik):
        assert "Новый срок: вт 25 октября" in person.last.text


async def test_a_row_that_is_gone_is_nobody_s(town: Town) -> None:
    await live(town)
    await amended(town, MUSEUM)
    assert await seminar(town) == {"Шабанова": ("cancelled", False), "Шарик": ("cancelled", True)}
    for person in (town.shabanova, town.sharik):
        assert f"Убрано из плана · {SEMINAR}" in person.last.text


async def test_another_executor_takes_it_from_both(town: Town) -> None:
    await live(town)
    await amended(town, row("20.10", "Бондаренко А.Е."), MUSEUM)
    assert await seminar(town) == {
        "Шабанова": ("cancelled", False),
        "Шарик": ("cancelled", True),
        "Бондаренко": ("open", False),
    }
    for person in (town.shabanova, town.sharik):
        assert f"Больше не за Вами · {SEMINAR}" in person.last.text


async def test_named_by_the_plan_now_she_has_it_in_her_own_right(town: Town) -> None:
    await live(town)
    await amended(town, row("20.10", "Шарик Н.Н."), MUSEUM)
    assert await seminar(town) == {"Шабанова": ("cancelled", False), "Шарик": ("open", False)}


async def test_named_beside_the_giver_both_have_it(town: Town) -> None:
    await live(town)
    await amended(town, row("20.10", "Шабанова Н.С., Шарик Н.Н."), MUSEUM)
    assert await seminar(town) == {"Шабанова": ("open", False), "Шарик": ("open", False)}


async def test_what_she_had_given_back_is_hers_when_the_plan_names_her(town: Town) -> None:
    await live(town)
    await town.sharik.presses("Вернуть…")
    await town.sharik.presses("Без объяснений")
    await amended(town, row("20.10", "Шабанова Н.С., Шарик Н.Н."), MUSEUM)
    assert await seminar(town) == {"Шабанова": ("open", False), "Шарик": ("open", False)}
