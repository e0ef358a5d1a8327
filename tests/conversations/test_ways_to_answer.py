"""Every way to answer, by people of three schools at once: each answer lands where it belongs and says whose it is.

Шабанова teaches in «СОШ №2», Ким in «СОШ №5», Орлова in «Гимназия №1». It is Monday, 26 September 2022, 9:00 in Moscow.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from domain.people import Role
from storage.tables import reports as reports_table
from tests.conversations.plans import DUE, LETTERS, SITE, Plan, photo, plan, posts, rows
from tests.conversations.sending import move_in
from tests.town import Person, Seen, Town

NIGHT = "Провести ночь музеев"


@dataclass
class Schools:
    """One teacher of each school, and the plan that names all of them."""

    shabanova: Person
    kim: Person
    orlova: Person
    made: Plan

    @property
    def all(self) -> list[Person]:
        return [self.shabanova, self.kim, self.orlova]


@pytest.fixture
async def schools(town: Town) -> Schools:
    kim = await move_in(town, 1400, Role.EXECUTOR, "Ким", "Вера", "Ивановна", "СОШ №5")
    orlova = await move_in(town, 1500, Role.EXECUTOR, "Орлова", "Яна", "Юрьевна", "Гимназия №1")
    everybody = [town.shabanova, kim, orlova]
    made = await plan(town, [(LETTERS, DUE, everybody)])
    return Schools(town.shabanova, kim, orlova, made)


def in_log(town: Town) -> list[str]:
    """Who stands in the log, with the sign of the answer."""
    lines = [post.text.splitlines() for post in posts(town) if post.text]
    return [f"{head.split()[0]} {who.split(' · ')[0]}" for head, who, *_ in lines]


DONE_BY_ALL = ["✅ Шабанова Н.С., МБОУ «СОШ №2»", "✅ Ким В.И., СОШ №5", "✅ Орлова Я.Ю., Гимназия №1"]


async def test_with_one_tap(town: Town, schools: Schools) -> None:
    for person in schools.all:
        await person.presses("Выполнено", on=await schools.made.card(person))
    assert in_log(town) == DONE_BY_ALL
    assert [(await schools.made.view(person)).status for person in schools.all] == ["done"] * 3


async def test_with_a_quotation_of_a_reminder_of_two_months_ago(town: Town, schools: Schools) -> None:
    cards = [await schools.made.card(person) for person in schools.all]
    await plan(town, [(SITE, date(2022, 12, 20), schools.all)])
    await town.clock_to(datetime(2022, 11, 28, 8, 0, tzinfo=UTC))
    for person, card in zip(schools.all, cards, strict=True):
        await person.says("сделали 18 октября", reply_to=card)
        assert person.last.text.startswith("✅ Записано: выполнено 18.10.2022, раньше срока на 2 дня.")
    assert in_log(town) == DONE_BY_ALL


async def test_with_words_and_a_photo_out_of_the_blue(town: Town, schools: Schools) -> None:
    """One has one open measure: it is taken, said and can be undone; two have several: they are asked which."""
    await plan(town, [(SITE, DUE, [schools.kim, schools.orlova]), (NIGHT, DUE, [schools.orlova])])
    for number, person in enumerate(schools.all):
        await person.sends([photo(number)], kind="photo", text="готово, фото ниже")
    assert f"Мероприятие: «{LETTERS}»." in schools.shabanova.last.text
    assert schools.shabanova.last.buttons == ["Отменить"]
    assert [len(person.last.buttons) for person in schools.all] == [1, 3, 4]
    await schools.kim.presses("Методические")
    await schools.orlova.presses("ночь музеев")
    assert in_log(town) == DONE_BY_ALL
    await schools.shabanova.presses("Отменить")
    assert (await schools.made.view(schools.shabanova)).status == "open"
    assert (await schools.made.view(schools.orlova)).status == "open", "hers was about the night"


async def test_from_the_list_of_ones_own_measures(town: Town, schools: Schools) -> None:
    her = schools.kim
    await plan(town, [(SITE, date(2022, 9, 20), [her]), (NIGHT, date(2022, 9, 30), [her])])
    await her.says("/my")
    assert her.last.text.splitlines()[0] == "Открыты 3 дела, просрочено 1"
    assert her.last.buttons == ["1", "2", "3", "Срок прошёл (1)"]
    await her.presses("Срок прошёл")
    assert her.last.text.splitlines()[0] == "Срок прошёл: 1"
    await her.presses("1", on=her.last)
    await her.presses("Выполнено", on=her.last)
    await her.says("/my")
    await her.presses("Выполненные (1)")
    assert her.last.text.splitlines()[:2] == ["Выполнено: 1", f"1. ✅ {SITE} · срок 20.09.2022"]
    await her.presses("1", on=her.last)
    await her.presses("Отменить ответ", on=her.last)
    assert [report.withdrawn_at is not None for report in await rows(town, reports_table)] == [True]
    await her.says("/my")
    assert her.last.text.splitlines()[0] == "Открыты 3 дела, просрочено 1"


async def says_in_reply(person: Person, schools: Schools, words: str) -> Seen:
    await person.says(words, reply_to=await schools.made.card(person))
    return person.last


async def test_in_ones_own_words(town: Town, schools: Schools) -> None:
    later = await says_in_reply(schools.shabanova, schools, "не успеваем, перенесите на 25.10")
    assert later.text.startswith(f"Понял так: перенести «{LETTERS}» на вт 25 октября.")
    working = await says_in_reply(schools.kim, schools, "ещё делаем, осталась половина")
    assert working.text.startswith("🔄 Записано: в работе.")
    unclear = await says_in_reply(schools.orlova, schools, "протокол у завуча")
    assert unclear.text.splitlines()[0] == "Комментарий записан: «протокол у завуча»."
    assert unclear.buttons[:4] == ["✅ Выполнено", "🔄 В работе", "⚠️ Трудности", "Просто комментарий"]
    assert [(await schools.made.view(one)).status for one in schools.all] == ["trouble", "in-progress", "open"]


async def test_who_is_ill_is_asked_for_the_days_and_not_for_a_measure(town: Town, schools: Schools) -> None:
    await plan(town, [(SITE, DUE, schools.all)])
    await schools.kim.says("болею")
    assert schools.kim.last.text.startswith("На какие дни?")
    await schools.orlova.says("я в отпуске с 3 по 14 октября")
    assert "3 октября" in schools.orlova.last.text
    assert "14 октября" in schools.orlova.last.text
    assert await rows(town, reports_table) == []
    await schools.shabanova.presses("Трудности", on=await schools.made.card(schools.shabanova))
    await schools.shabanova.says("болею")
    assert schools.shabanova.last.text.startswith("⚠️ Записано: трудности — «болею».")


async def test_files_that_come_one_by_one_lie_together_and_the_measure_that_is_named_is_offered_first(
    town: Town, schools: Schools
) -> None:
    her = schools.kim
    await plan(town, [(SITE, DUE, [her]), (NIGHT, DUE, [her])])
    await her.sends([photo(1)], kind="photo", text="ночь в музее, как её провели")
    assert her.last.buttons[0].startswith("Провести ночь музеев")
    await her.presses("Провести ночь")
    await her.sends([("протокол.pdf", b"%PDF-1.4 1")])
    assert f"Мероприятие: «{NIGHT}»." in her.last.text
    await town.later(minutes=11)
    await her.sends([("справка.pdf", b"%PDF-1.4 2")])
    assert her.last.text.endswith("К какому мероприятию?")


async def test_a_question_is_answered_with_a_hint_and_a_mistake_with_the_last_answer(
    town: Town, schools: Schools
) -> None:
    her = schools.shabanova
    await her.says("а сколько у меня дел?")
    assert her.last.text.startswith("Я понимаю ответы о мероприятиях")
    assert "Полякова В.А." in her.last.text
    await her.presses("Выполнено", on=await schools.made.card(her))
    await her.says("ой, ошиблась, отмените")
    assert her.last.text.startswith("✅ Записано: выполнено")
    await her.presses("Отменить", on=her.last)
    assert (await schools.made.view(her)).status == "open"
    assert len(await rows(town, reports_table)) == 1
