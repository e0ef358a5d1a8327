"""A coordinator sends a plan, reads what was understood, accepts it."""

from datetime import UTC, date, datetime

from sqlalchemy import func, select

from storage import people
from storage.tables import assignments, files, journal, parties
from tests.conversations.amended import DEADLINE, document, printed
from tests.conversations.sending import CLUSTER, PROFILE_CLASSES, dues, how_many, rows_of, sent, states, table
from tests.conversations.test_import_door import BAD_FILES
from tests.town import Town

# --- what the coordinator sees ---------------------------------------------------------------------------------------


async def test_the_preview_says_what_was_understood_and_what_is_not_sure(town: Town) -> None:
    preview = await sent(town)
    lines = preview.text.split("\n")
    assert lines[0].startswith("📄 ДОРОЖНАЯ КАРТА по организации деятельности технологического кластера")
    assert lines[1] == "МБОУ «СОШ №2» · 2022–2023 учебный год · 27 мероприятий · 6 исполнителей"
    assert lines[2] == "Сроки: 23 с датой · 2 в течение срока · 2 без срока"
    assert "Исполнители: 5 из 6 найдены; нет в списке: Бредня М.В." in lines
    assert "1 мероприятие без исполнителя из списка: напоминания придут Вам." in lines
    assert lines[-1].startswith("«до 20.10» понимаю как «включительно»; срок в выходной — на последний рабочий день")
    assert preview.buttons[1:] == [
        *("Показать все строки", "Принять", "Отменить", "Кому отвечать…", "Напоминания: обычный")
    ]


async def test_the_preview_takes_the_place_of_the_message_that_the_file_is_read(town: Town) -> None:
    before = len(town.polyakova.received)
    await sent(town)
    assert len(town.polyakova.received) == before + 1
    assert all("Читаю" not in message.text for message in town.polyakova.received)


async def test_nothing_is_live_before_the_tap(town: Town) -> None:
    heard = len(town.shabanova.received)
    await sent(town)
    assert await states(town) == ["draft"]
    assert await how_many(town, assignments) == 0
    assert len(town.shabanova.received) == heard


async def test_each_row_shows_the_cell_and_how_it_was_understood(town: Town) -> None:
    await sent(town)
    await town.polyakova.presses("Показать все строки")
    page = town.polyakova.last
    assert "строки 1–5 из 27" in page.text
    assert "«до 04.10.2022 г.» → до вт 4 октября 2022 включительно" in page.text
    assert "Бредня М.В. (нет в списке)" in page.text
    await town.polyakova.presses("›")
    assert "строки 6–10 из 27" in town.polyakova.last.text
    assert town.polyakova.last.id == page.id
    await town.polyakova.presses("К карте")
    assert "Принять" in town.polyakova.last.buttons


async def test_a_name_that_is_spelt_otherwise_shows_whose_it_was_taken_for(town: Town) -> None:
    plan = table(("1", "Первое", "до 30.09.2022", "Шапанова Н.С."), ("2", "Второе", "до 20.10.2022", "Шарик Н. Н."))
    await town.polyakova.sends([plan])
    await town.polyakova.presses("Показать все строки")
    assert "Исполнители: Шапанова Н.С. (Шабанова Н.С.)" in town.polyakova.last.text
    assert town.polyakova.last.text.endswith("Исполнители: Шарик Н.Н.")


async def test_deadlines_that_are_over_are_named(town: Town) -> None:
    await town.clock_to(datetime(2022, 10, 5, 6, 0, tzinfo=UTC))
    plan = table(("1", "Первое", "до 30.09.2022", "Шарик Н.Н."), ("2", "Второе", "до 20.10.2022", "Шарик Н.Н."))
    await town.polyakova.sends([plan])
    assert "1 срок уже прошёл — о нём не напоминаю." in town.polyakova.last.text
    await town.polyakova.presses("Принять")
    assert "1 срок уже прошёл — о нём не напоминаю." in town.polyakova.last.text
    assert "Ближайший срок — чт 20 октября." in town.polyakova.last.text


async def test_long_and_wicked_cells_stay_within_one_message(town: Town) -> None:
    long = "Очень длинное <b>мероприятие</b> & его описание " * 60
    schools = ", ".join(f"средняя общеобразовательная школа № {number} имени героя" for number in range(1, 30))
    dates = " ".join(f"{day}.10.2022 г. (утверждение порядка проведения {day})" for day in range(10, 30))
    rows = [("Раздел " + long, "", "", "")]
    rows += [(str(number), f"{number} {long}", dates, schools) for number in range(1, 8)]
    await town.polyakova.sends([table(*rows)])
    assert "7 мероприятий" in town.polyakova.last.text
    await town.polyakova.presses("Показать все строки")
    assert "<b>мероприятие</b> &" in town.polyakova.last.text
    assert "строки 1–5 из 7" in town.polyakova.last.text


# --- accepting -------------------------------------------------------------------------------------------------------


async def test_after_accepting_each_executor_is_told_once(town: Town) -> None:
    heard = len(town.shabanova.received)
    await sent(town)
    await town.polyakova.presses("Принять")
    lines = town.polyakova.last.text.split("\n")
    assert lines[0] == "Принято: 27 мероприятий, 6 исполнителей."
    assert "Ближайший срок — пт 30 сентября." in lines
    assert "Полякова В.А. получает 1 мероприятие без исполнителя из списка." in lines
    assert await states(town) == ["active"]
    assert len(town.shabanova.received) == heard + 1
    assert "Вам поручено" in town.shabanova.last.text


async def test_a_measure_of_nobody_known_goes_to_the_coordinator(town: Town) -> None:
    await sent(town)
    await town.polyakova.presses("Принять")
    query = (
        select(assignments.c.member_id, parties.c.member_id, parties.c.name)
        .join(parties, parties.c.measure_id == assignments.c.measure_id)
        .where(parties.c.name.like("Бредня%"))
    )
    found = await rows_of(town, query)
    async with town.app.database.read() as connection:
        coordinator = await people.member_of_number(connection, "telegram", town.polyakova.number)
    assert coordinator is not None
    assert [(row[0], row[1]) for row in found] == [(coordinator.id, None)]


async def test_a_second_tap_accepts_nothing_twice(town: Town) -> None:
    preview = await sent(town)
    press = preview.data_of("Принять")
    await town.polyakova.presses("Принять")
    made = await how_many(town, assignments)
    told = len(town.shabanova.received)
    await town.polyakova.forges(press, on=preview)
    assert town.polyakova.last.text.startswith("Эта карта уже принята 26.09.2022 09:0")
    assert await how_many(town, assignments) == made
    assert len(town.shabanova.received) == told


async def test_the_second_of_two_people_reads_that_it_is_accepted_already(town: Town) -> None:
    await sent(town)
    await town.kuzmina.says("/plans")
    await town.kuzmina.presses("ДОРОЖНАЯ КАРТА")
    on = town.kuzmina.last
    assert "1 мероприятие без исполнителя из списка: напоминания получит Полякова В.А." in on.text
    await town.polyakova.presses("Принять")
    await town.kuzmina.presses("Принять", on=on)
    assert town.kuzmina.last.text.startswith("Эта карта уже принята")
    assert await rows_of(town, select(func.count()).where(journal.c.what == "roadmap-accepted")) == [(1,)]


async def test_a_cancelled_draft_is_kept_and_can_be_brought_back(town: Town) -> None:
    await sent(town)
    await town.polyakova.presses("Отменить")
    assert town.polyakova.last.text.startswith("Отменено:")
    assert await states(town) == ["cancelled"]
    assert await how_many(town, files) == 1
    await town.polyakova.presses("Вернуть черновик")
    assert "27 мероприятий" in town.polyakova.last.text
    assert await states(town) == ["draft"]


async def test_a_cancelled_draft_cannot_be_accepted_by_an_old_button(town: Town) -> None:
    preview = await sent(town)
    press = preview.data_of("Принять")
    await town.polyakova.presses("Отменить")
    await town.polyakova.forges(press, on=preview)
    assert town.polyakova.last.text.startswith("Этот черновик отменён.")
    assert await states(town) == ["cancelled"]


async def test_the_same_file_again_is_not_doubled(town: Town) -> None:
    await sent(town)
    again = await sent(town)
    assert again.text.startswith("Этот файл уже здесь:")
    assert await states(town) == ["draft"]
    await town.polyakova.presses("Открыть черновик")
    assert "Принять" in town.polyakova.last.buttons
    await town.polyakova.presses("Принять")
    live = await sent(town)
    assert "принята" in live.text
    assert live.buttons == ["Открыть карту"]
    assert await states(town) == ["active"]


async def test_the_list_shows_drafts_and_what_is_live(town: Town) -> None:
    await town.polyakova.says("/plans")
    assert town.polyakova.last.text.startswith("Дорожных карт пока нет.")
    await sent(town)
    await town.polyakova.presses("Принять")
    await sent(town, PROFILE_CLASSES)
    await town.polyakova.says("/plans")
    lines = town.polyakova.last.text.split("\n")
    assert lines[0] == "2 дорожные карты"
    assert lines[1].startswith("1. ДОРОЖНАЯ КАРТА по развитию сети")
    assert "черновик" in lines[1]
    assert "выполнено 0 из" in lines[2]
    await town.polyakova.presses("2. ")
    assert town.polyakova.last.text.startswith("Действует с 26.09.2022")


# --- a whole conversation --------------------------------------------------------------------------------------------


async def test_a_coordinator_sends_a_plan_answers_two_questions_leaves_one_accepts_and_amends(town: Town) -> None:
    """After a bomb, a cat and an empty document, none of which changes anything."""
    her = town.polyakova
    for name in ("zip bomb", "photo of a cat", "empty word"):
        file, content, answer = BAD_FILES[name]
        await her.sends([(file, content)])
        assert her.last.text.startswith(answer)
    assert await states(town) == []

    await her.sends([CLUSTER])
    assert "27 мероприятий" in her.last.text
    waiting = int(her.last.text.split("Вопросы: ")[1].split(".")[0])
    await her.presses(f"Ответить на вопросы ({waiting})")
    await her.presses("14.10.2022–21.10.2022")
    assert her.last.text.startswith("Записано: строка 8")
    await her.says("до 25.10.2022")
    assert her.last.text.startswith("Вопрос 3 из")
    await her.presses("Позже")
    await her.presses("К плану")
    assert f"Ответить на вопросы ({waiting - 2})" in her.last.buttons
    await her.presses("Принять")
    assert her.last.text.startswith("Принято: 27 мероприятий")
    assert await dues(town, "— 21.10.2022 г.") == [date(2022, 10, 21)]

    await her.sends([document(printed("Методические письма", DEADLINE, "до 27.10.2022 г."))])
    assert "Это изменённый план" in her.last.text
    assert not any("Ответить на вопросы" in label and f"({waiting})" in label for label in her.last.buttons)
    await her.presses("Принять изменения")
    assert date(2022, 10, 27) in await dues(town, "до 27.10.2022 г.")
    assert await states(town) == ["active", "archived"]
