"""When the bot itself fails, nothing is lost and somebody can do something about it."""

import asyncio

import pytest

from services import reminders
from tests.town import Town

OWN_FAULT = "Не получилось, уже разбираюсь. Ваше сообщение сохранено, повторять не нужно."


async def given_up(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """/my of Шабанова fails five times by a defect of ours, then the defect is mended."""

    async def fails(*_args: object, **_facts: object) -> None:
        raise ZeroDivisionError("Шабанова Н.С.")

    with monkeypatch.context() as patch:
        patch.setattr(reminders, "show_own", fails)
        await town.shabanova.sends([], text="/my", settle=False)
        async with asyncio.timeout(30):
            while not town.shabanova.last.text.startswith(OWN_FAULT):
                await town.control("clock", {"advance": 20})
                await town.refresh()
                await asyncio.sleep(0.2)
    await town.settle()


async def test_a_defect_is_told_to_the_person_and_to_the_administrator_without_her_words(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await given_up(town, monkeypatch)
    assert town.shabanova.last.text.startswith(OWN_FAULT)
    code = town.shabanova.last.text.split()[-1].rstrip(".")
    told = town.kuzmina.last
    assert told.text.startswith(f"Одно сообщение не обработано, код {code}.")
    assert "ZeroDivisionError at test_faults.py" in told.text
    assert "Шабанова" not in told.text
    assert town.polyakova.last.text != told.text


async def test_after_the_repair_one_tap_handles_what_was_given_up(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    await given_up(town, monkeypatch)
    await town.kuzmina.presses("Обработать ещё раз")
    assert town.shabanova.last.text == "Открытых дел нет."


async def test_only_an_administrator_may_repeat_it(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    await given_up(town, monkeypatch)
    data = town.kuzmina.last.data_of("Обработать ещё раз")
    await town.polyakova.forges(data)
    assert town.polyakova.last.text == "Это может сделать Кузьмина И.П."
