"""Indicators of the document itself: in the preview, in the accepted plan, in the amended one."""

import io

from openpyxl import Workbook

from storage.tables import indicator_values, indicators, journal
from tests.conversations.hostile import misfortunes
from tests.conversations.plans import rows
from tests.conversations.sending import EXAMPLES, sent
from tests.conversations.targets import enters, opens
from tests.town import Town

PROJECTS, SHARE, CLUBS = "Количество проектов", "Доля участников олимпиад", "Количество кружков"
MEASURES = [(str(number), f"Провести день {number}", f"до {number + 10}.11.2022", "Шарик Н.Н.") for number in (1, 2, 3)]


def document(
    *listed: tuple[str, str], heading: str = "Дорожная карта олимпиад на 2022-2023 учебный год"
) -> tuple[str, bytes]:
    """A plan of three measures with these indicators below them; each is a file of its own."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([heading])
    sheet.append(["№", "Мероприятие", "Срок", "Ответственный"])
    for row in MEASURES:
        sheet.append(list(row))
    sheet.append(["Целевые показатели"])
    sheet.append(["№", "Показатель", "Значение"])
    for number, one in enumerate(listed, start=1):
        sheet.append([str(number), *one])
    content = io.BytesIO()
    book.save(content)
    return "план.xlsx", content.getvalue()


async def live(town: Town, *listed: tuple[str, str]) -> None:
    """The plan with these indicators is accepted."""
    await town.polyakova.sends([document(*listed)])
    await town.polyakova.presses("Принять", on=town.polyakova.last)


async def test_the_preview_says_how_many_targets_a_real_plan_has_and_what_no_number_reaches(town: Town) -> None:
    preview = await sent(town, EXAMPLES / "004.docx")
    # «Школьный уровень – 80% муниципальный уровень – 15% …» holds several numbers, «до 70%» no direction.
    assert "Показатели: 6 · у 2 цель не сводится к одному числу" in preview.text.splitlines()
    await town.polyakova.says("/indicators")
    assert town.polyakova.last.text == "Показателей в действующих планах нет.", "a draft is no plan yet"


async def test_the_accepted_plan_has_them_and_a_draft_takes_no_values(town: Town) -> None:
    await town.polyakova.sends([document((PROJECTS, "не менее 15 проектов"), (SHARE, "60 %"))])
    draft = town.polyakova.last
    assert "Показатели: 2" in draft.text.splitlines()
    kept = await rows(town, indicators)
    await town.polyakova.forges(f"iv:ask:{kept[0].id}:0", on=draft)
    assert town.polyakova.last.text == "Эта кнопка уже ни к чему не относится."
    await town.polyakova.presses("Принять", on=draft)
    assert "Показатели (2)" in town.polyakova.with_button("Показатели").buttons
    assert (await enters(town.polyakova, 1, "12")).startswith("Записано: 12 проектов")


async def test_an_amended_plan_keeps_the_values_of_what_stays_and_the_history_of_what_goes(town: Town) -> None:
    await live(town, (PROJECTS, "не менее 15 проектов"), (SHARE, "60 %"))
    await enters(town.polyakova, 1, "12")
    await enters(town.polyakova, 2, "40")
    removed_card = await opens(town.polyakova, 2)
    await town.polyakova.sends([document((CLUBS, "3 кружка"), (PROJECTS, "не менее 20 проектов"))])
    preview = town.polyakova.last
    assert "Показатели: добавлено 1 · изменено 1 · убрано 1" in preview.text.splitlines()
    await town.polyakova.presses("Принять изменения", on=preview)
    accepted = town.polyakova.received[[one.id for one in town.polyakova.received].index(preview.id)]
    assert "Показатели: добавлено 1 · изменено 1 · убрано 1" in accepted.text.splitlines()
    await town.polyakova.says("/indicators")
    listed = town.polyakova.last.text.splitlines()
    assert listed[3:] == [
        f"1. {CLUBS}",
        "Значения ещё нет · цель: «3 кружка»",
        f"2. {PROJECTS}",
        "⏳ 12 из не менее 20 проектов · 60 % · 26.09.2022 ▓▓▓▓░░░░",
    ]
    await town.polyakova.forges(removed_card.data_of("Ввести"), on=removed_card)
    assert town.polyakova.last.text.startswith("В изменённом плане этого показателя нет")
    noted = [line.what for line in await rows(town, journal) if line.what.startswith("indicator-")]
    assert noted[2:] == ["indicator-added", "indicator-changed", "indicator-removed"]
    assert await misfortunes(town) == []


async def test_what_comes_back_has_its_values_still(town: Town) -> None:
    both = ((PROJECTS, "не менее 15 проектов"), (SHARE, "60 %"))
    await live(town, *both)
    await enters(town.polyakova, 2, "40")
    for listed in (both[:1], both):
        # The same file again would be known already.
        await town.polyakova.sends([document(*listed, heading="Дорожная карта  олимпиад на 2022-2023 учебный год")])
        await town.polyakova.presses("Принять изменения", on=town.polyakova.last)
    await town.polyakova.says("/indicators")
    assert "⏳ 40 % · цель: 60 % · 26.09.2022 ▓▓▓▓▓░░░" in town.polyakova.last.text.splitlines()
    assert len(await rows(town, indicator_values)) == 1
    standing = [row for row in await rows(town, indicators) if row.removed_at is None]
    assert {row.name for row in standing} >= {PROJECTS, SHARE}


async def test_the_same_targets_again_are_nothing_to_accept(town: Town) -> None:
    await live(town, (PROJECTS, "не менее 15 проектов"))
    again = document((PROJECTS, "не менее  15 проектов"))
    await town.polyakova.sends([again])
    assert "принимать нечего" in town.polyakova.last.text
    await town.polyakova.sends([document((PROJECTS, "не менее 16 проектов"))])
    assert "Показатели: изменено 1" in town.polyakova.last.text.splitlines()
