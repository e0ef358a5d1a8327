"""The whole way as a newcomer goes it: ``vsrok run`` without a token, and only what can be seen and pressed.

The expected words are worked out by hand from ``examples/003.docx`` (27 rows) and the default rules (reminders 14, 7,
3, 1 and 0 working days before the control day, then 1, 3 and 7 after it), as of Thursday, 13 October 2022.
"""

from pathlib import Path

import pytest
from playwright.async_api import Locator

from tests.sandbox_page.conftest import browser_path
from tests.walk import scenes
from tests.walk.browser import (
    BONDARENKO,
    KUZMINA,
    LOG,
    POLYAKOVA,
    ROOT,
    SHABANOVA,
    SHARIK,
    Phone,
    Photo,
    buttons,
    expect,
    open_screen,
    problems,
    running_bot,
)

TODAY = "чт, 13 октября 2022"
WORDS = "Совещание координаторов — в четверг в 15:00."
PICTURES = ".picture img"


@pytest.mark.timeout(180)
async def test_a_newcomer_goes_the_whole_way_in_a_browser(tmp_path: Path) -> None:
    browser_path()  # without a browser the test ends here, before anything is started
    async with running_bot(tmp_path) as address, open_screen(address) as screen:
        await screen.show(POLYAKOVA, SHABANOVA, SHARIK, BONDARENKO, LOG)
        polyakova, shabanova, sharik, bondarenko, log = (
            screen.phone(chat) for chat in (POLYAKOVA, SHABANOVA, SHARIK, BONDARENKO, LOG)
        )
        await a_coordinator_sends_a_plan_and_reads_how_it_was_understood(polyakova)
        await she_answers_one_question_by_its_button(polyakova)
        await she_looks_at_all_rows_and_comes_back(polyakova)
        await she_accepts(polyakova)
        await screen.clock_to("2022-10-13", "09:00")
        await everybody_gets_one_digest_of_what_is_near(shabanova, sharik, bondarenko)
        await a_teacher_presses_a_number_then_done_and_sends_an_album(shabanova, log)
        await another_answers_with_words(sharik, log)
        await a_third_answers_with_a_photo(bondarenko, log)
        await the_coordinator_asks_how_things_stand(polyakova)
        await she_looks_into_the_log_and_at_its_pictures(polyakova)
        await screen.show(KUZMINA, POLYAKOVA, SHABANOVA, SHARIK, LOG)
        await the_district_announces_and_sees_who_has_read_it(screen.phone(KUZMINA), shabanova)
        await expect(shabanova.heard_on(TODAY).filter(has_text="Ответьте на это сообщение")).to_have_count(1)
        assert await problems(address) == []
        assert screen.broken == []


async def a_coordinator_sends_a_plan_and_reads_how_it_was_understood(polyakova: Phone) -> None:
    await polyakova.attach(ROOT / "examples" / "003.docx")
    # Two rows run over the whole school year («В течение …»), two have no date; Бредня М.В. is not of this school.
    preview = await polyakova.reads("27 мероприятий", "6 исполнителей")
    await expect(preview).to_contain_text("23 с датой · 2 в течение срока · 2 без срока")
    await expect(preview).to_contain_text("5 из 6 найдены; нет в списке: Бредня М.В.")


async def she_answers_one_question_by_its_button(polyakova: Phone) -> None:
    await polyakova.press("Ответить на вопросы")
    # Row 8: the beginning of «— 21.10.2022 г.» is lost; the survey before it ends on the 14th.
    await polyakova.reads("Вопрос 1 из", "Строка 8", "— 21.10.2022 г.")
    await polyakova.press("14.10.2022–21.10.2022")
    await polyakova.reads("Записано: строка 8", "с 14 октября по пт 21 октября 2022")
    await the_other_questions_wait(polyakova.heard.last)
    await polyakova.reads("27 мероприятий", "Вопросы: ")


async def the_other_questions_wait(card: Locator) -> None:
    while await (later := buttons(card).filter(has_text="Позже")).count():
        before = await card.inner_text()
        await later.click()
        await expect(card).not_to_have_text(before, use_inner_text=True)


async def she_looks_at_all_rows_and_comes_back(polyakova: Phone) -> None:
    await polyakova.press("Показать все строки")
    await polyakova.reads("1. Утверждение школьного координатора", "до вт 4 октября 2022", "Шабанова Н.С.")
    await polyakova.press("›")
    await polyakova.reads("8. ", "с 14 октября по пт 21 октября 2022")
    await polyakova.press("К карте")
    await polyakova.reads("27 мероприятий", "Вопросы: ")


async def she_accepts(polyakova: Phone) -> None:
    await polyakova.press("Принять")
    # The earliest deadline is row 2, which falls to her: nobody else answers for somebody who is not in the list.
    accepted = await polyakova.reads("Принято: 27 мероприятий", "пт 30 сентября")
    await expect(accepted).to_contain_text("Полякова В.А. получает 1 мероприятие без исполнителя из списка")


async def everybody_gets_one_digest_of_what_is_near(shabanova: Phone, sharik: Phone, bondarenko: Phone) -> None:
    # Late: row 1; then rows 3 and 4 of 20 October, row 11 of the 25th, row 6, whose window has begun on 1 October.
    # Row 12 (10 November) is 19 working days away, over 14; rows 5 and 14 are asked about at the end of the year.
    hers = await shabanova.reads("5 дел", "просрочено 1", "через 7 дней")
    await expect(shabanova.heard_on(TODAY)).to_have_count(1)
    await expect(hers).to_contain_text("1. 🔴 до вт 4 октября · Утверждение школьного координатора")
    await expect(hers).to_contain_text("3. ⏳ до чт 20 октября · Информационное сопровождение")
    await expect(hers).to_contain_text("4. ⏳ до вт 25 октября · Аналитическая справка")
    await expect(buttons(hers).filter(has_text="6")).to_have_count(0)
    # Rows 7, 3 and 8 fall due on the 14th, 20th and 21st.
    await sharik.reads("3 дела", "ближайшее — завтра", "3. ⏳ до пт 21 октября")
    # Row 9 falls due on the 28th; row 6 has begun.
    await bondarenko.reads("2 дела", "через 15 дней", "1. ⏳ до пт 28 октября")


async def a_teacher_presses_a_number_then_done_and_sends_an_album(shabanova: Phone, log: Phone) -> None:
    await shabanova.press("3", on=shabanova.said("5 дел"))
    card = await shabanova.reads("Информационное сопровождение", "(через 7 дней)")
    await shabanova.press("✅ Выполнено", on=card)
    await shabanova.reads("Записано: выполнено 13.10.2022, раньше срока на 7 дней")
    album = [Photo("сайт.jpg", scenes.jpeg(scenes.laptop)), Photo("стенд.jpg", scenes.jpeg(scenes.stand))]
    await shabanova.attach(*album)
    asked = await shabanova.reads("Добавлено: 2 фото", "Информационное сопровождение", "На фото есть дети?")
    await expect(pictured(log)).to_have_count(0)
    await shabanova.press("Детей нет", on=asked)
    await shabanova.reads("Добавлено: 2 фото", "Уже в журнале")
    # One post carries the whole album.
    await expect(pictured(log)).to_have_count(1)
    post = pictured(log).first
    await expect(post.locator(PICTURES)).to_have_count(2)
    await expect(post).to_contain_text("Информационное сопровождение деятельности специализированных классов")
    await expect(post).to_contain_text("Шабанова Н.С.")
    await shown(post)


def pictured(phone: Phone) -> Locator:
    """The messages of a chat that hold pictures."""
    return phone.messages.filter(has=phone.page.locator(PICTURES))


async def shown(message: Locator) -> None:
    """Every picture of a message has really been loaded."""
    for picture in await message.locator(PICTURES).all():
        await expect(picture).to_have_js_property("complete", True)
        assert await picture.evaluate("picture => picture.naturalWidth") > 0


async def another_answers_with_words(sharik: Phone, log: Phone) -> None:
    await sharik.reply(sharik.said("3 дела"), "сделали вчера")
    asked = await sharik.reads("Получено: «сделали вчера»", "К какому мероприятию?")
    await sharik.press("до 14.10", on=asked)
    await sharik.reads("Записано: выполнено", "раньше срока")
    await log.reads("✅", "Участие родителей", "Шарик Н.Н.")


async def a_third_answers_with_a_photo(bondarenko: Phone, log: Phone) -> None:
    await bondarenko.attach(Photo("отчёт.jpg", scenes.jpeg(scenes.meeting)), text="Отчёт на сайте")
    asked = await bondarenko.reads("Получено: 1 фото и комментарий", "К какому мероприятию?")
    await bondarenko.press("до 28.10", on=asked)
    asked = await bondarenko.reads("Как с этим мероприятием?")
    await bondarenko.press("✅ Выполнено", on=asked)
    asked = await bondarenko.reads("Записано: выполнено", "раньше срока на 15 дней", "На фото есть дети?")
    await bondarenko.press("Есть, согласия собраны", on=asked)
    post = await log.reads("Отчёта по результатам опроса", "Бондаренко А.Е.", "Отчёт на сайте")
    await expect(post.locator(PICTURES)).to_have_count(1)
    await shown(post)


async def she_looks_into_the_log_and_at_its_pictures(polyakova: Phone) -> None:
    await polyakova.write("/log Шабанова")
    page = await polyakova.reads("Отобрано: Шабанова Н.С.", "Информационное сопровождение", "2 фото")
    await polyakova.press("Фото", on=page)
    gallery = await polyakova.reads("Фото 1–2")
    await expect(gallery.locator(PICTURES)).to_have_count(1)
    await shown(gallery)
    await polyakova.press("ZIP", on=page)
    await polyakova.reads("Собираю: 2 файла")
    await expect(polyakova.messages.filter(has_text=".zip").last).to_be_visible()


async def the_coordinator_asks_how_things_stand(polyakova: Phone) -> None:
    await polyakova.write("/summary")
    # Done: rows 4, 7 and 9. Late: rows 1 and 2. Without a date: rows 10 and 20.
    summary = await polyakova.reads("на 13 октября: 3 из 27 выполнено", "просрочено 2", "без срока 2")
    await expect(summary.locator(PICTURES)).to_have_count(1)
    await shown(summary)
    await polyakova.press("Просроченные (2)", on=summary)
    await polyakova.reads("Просрочено: 2", "Утверждение школьного координатора", "Формирование перечней")


async def the_district_announces_and_sees_who_has_read_it(kuzmina: Phone, shabanova: Phone) -> None:
    await kuzmina.write("/announce")
    # The six people of the district without the author; Акимова Н.А. has not joined yet.
    await kuzmina.reads("Объявление: кому?")
    await kuzmina.press("Все (5)")
    await kuzmina.reads("Напишите текст объявления")
    await kuzmina.write(WORDS)
    preview = await kuzmina.reads("5 человек, подключены 4", WORDS)
    await kuzmina.press("Отправить", on=preview)
    await kuzmina.reads("Доставлено 4 из 4", "Нажали «Ознакомлен»: 0")
    got = await shabanova.reads(WORDS, "Кузьмина И.П.")
    await shabanova.press("Ознакомлен", on=got)
    await shabanova.reads(WORDS, "Вы ознакомлены 13 октября")
    await kuzmina.reads("Доставлено 4 из 4", "Нажали «Ознакомлен»: 1")
