"""The pictures of the documentation, taken from a real walk: ``python -m tests.walk.pictures [FOLDER]``.

The walk is that of ``test_browser`` with more days, so that there is something to see; the photos are drawn.
"""

import asyncio
import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.async_api import Locator

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
    Screen,
    expect,
    open_screen,
    running_bot,
)

FOLDER = ROOT / "docs" / "pictures"
LARGEST = 250_000  # bytes
# A telephone that is as tall as the longest conversation: nothing has to be scrolled before it is taken.
TELEPHONE = (420, 2600)
MARGIN = 10
# The page takes the system's font; a narrow one is what telephones have.
FONT = "document.documentElement.style.setProperty('--font', '\"PT Sans\", Roboto, sans-serif')"
# Neighbours of what is taken must not look in at the edge.
ALONE = """(column, wanted) => {
  for (const one of column.querySelectorAll(".message, .service, .day-title")) {
    one.style.visibility = wanted.includes(one.dataset.testid) ? "" : "hidden";
  }
}"""
ANNOUNCEMENT = (
    "Уважаемые коллеги! Совещание координаторов — в четверг, 20 октября, в 15:00. Ссылку пришлём утром того же дня."
)


@dataclass(frozen=True)
class Camera:
    """Takes cropped chats from a narrow page and the whole of the wide one."""

    narrow: Screen
    folder: Path

    async def take(self, name: str, chat: int, *words: str, count: int = 1) -> None:
        """The newest message with these words and the ``count`` - 1 before it, across the width of the telephone."""
        phone = await self._open(chat)
        last = await phone.reads(*words)
        identity = await last.get_attribute("data-testid")
        every = [await one.get_attribute("data-testid") for one in await phone.messages.all()]
        place = every.index(identity)
        await _settled(phone)
        await phone.column.evaluate(ALONE, every[place - count + 1 : place + 1])
        top, bottom = (await _box(phone.messages.nth(place - count + 1)))[0], (await _box(last))[1]
        height = bottom - top + 2 * MARGIN
        picture = await self.narrow.page.screenshot(
            clip={"x": 0, "y": top - MARGIN, "width": TELEPHONE[0], "height": height}
        )
        await phone.column.evaluate(ALONE, every)
        keep(picture, self.folder / f"{name}.png")

    async def _open(self, chat: int) -> Phone:
        phone, page = self.narrow.phone(chat), self.narrow.page
        if not await phone.column.count():
            if await page.get_by_label("К списку").count():
                await page.get_by_label("К списку").click()
            await page.get_by_test_id(f"rail-{chat}").click()
        return phone


async def _settled(phone: Phone) -> None:
    """Pictures are loaded, arriving messages have come to rest."""
    for picture in await phone.column.locator(".picture img").all():
        await expect(picture).to_have_js_property("complete", True)
    await phone.page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")


async def _box(message: Locator) -> tuple[float, float]:
    """Top and bottom of a message with its buttons."""
    box = await message.bounding_box()
    assert box is not None
    return box["y"], box["y"] + box["height"]


def keep(picture: bytes, path: Path) -> None:
    """Write a PNG of at most 256 colours; ValueError where it is still larger than the documentation allows."""
    seen = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in (256, 192, 128, 64):
        small = seen.quantize(colours, method=Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
        small.save(path, optimize=True)
        if path.stat().st_size <= LARGEST:
            return
    raise ValueError(f"{path.name}: {path.stat().st_size} bytes")


async def main(folder: Path) -> None:
    """The walk."""
    with tempfile.TemporaryDirectory() as data:
        async with (
            running_bot(Path(data)) as address,
            open_screen(address) as desk,
            open_screen(address, scale=2, size=TELEPHONE) as narrow,
        ):
            for screen in (desk, narrow):
                await screen.page.evaluate(FONT)
            camera = Camera(narrow, folder)
            await desk.show(KUZMINA, POLYAKOVA, SHABANOVA, SHARIK, BONDARENKO, LOG)
            await people(desk, camera)
            await plan(desk, camera)
            await first_week(desk)
            await reminders(desk, camera)
            await answers(desk, camera)
            await lively(desk, folder)
            await extension(desk, camera)
            await standing(desk, camera)
            await announcement(desk, camera)
            await log_book(desk, camera)
            await review(desk, camera)


async def people(desk: Screen, camera: Camera) -> None:
    """Who is connected, and a personal link for somebody who is not."""
    kuzmina = desk.phone(KUZMINA)
    await kuzmina.write("/people")
    await kuzmina.reads("Подключены 5 из 6")
    await camera.take("people", KUZMINA, "Подключены 5 из 6")
    await kuzmina.press("Акимова")
    await kuzmina.reads("Ссылка для")
    await camera.take("invite", KUZMINA, "Ссылка для")
    await camera.take("welcome", POLYAKOVA, "здравствуйте")


async def plan(desk: Screen, camera: Camera) -> None:
    """The document, its questions, its rows, «Принять»."""
    polyakova = desk.phone(POLYAKOVA)
    await polyakova.attach(ROOT / "examples" / "003.docx")
    await polyakova.reads("27 мероприятий")
    await camera.take("preview", POLYAKOVA, "27 мероприятий", count=2)
    await polyakova.press("Ответить на вопросы")
    await polyakova.reads("Вопрос 1 из 6")
    await camera.take("question", POLYAKOVA, "Вопрос 1 из 6")
    answers = ("14.10.2022–21.10.2022", "до 25.10.2022", "Оставить", "Оставить", "до 29.01.2023", "Оставить")
    for number, label in enumerate(answers, start=1):
        await polyakova.reads(f"Вопрос {number} из 6")
        await polyakova.press(label)
    await polyakova.reads("27 мероприятий", "с датой")
    await polyakova.press("Показать все строки")
    await polyakova.reads("строки 1–5 из 27")
    await polyakova.press("›")
    await polyakova.reads("строки 6–10 из 27")
    await camera.take("rows", POLYAKOVA, "строки 6–10 из 27")
    await polyakova.press("К карте")
    await polyakova.press("Принять")
    await polyakova.reads("Принято: 27 мероприятий")
    await camera.take("accepted", POLYAKOVA, "Принято: 27 мероприятий")
    await camera.take("assigned", BONDARENKO, "Вам поручено")


async def first_week(desk: Screen) -> None:
    """What falls due on 30 September is answered in time, and what falls due on 4 October is not."""
    await desk.clock_to("2022-09-30", "09:00")
    await done(desk.phone(POLYAKOVA), "Формирование перечней")
    await done(desk.phone(SHABANOVA), "Методические письма")
    await done(desk.phone(SHARIK), "Методические письма")


async def done(phone: Phone, title: str) -> None:
    """«✅ Выполнено» for this measure of the day's reminder, which is its card already where it is the only one."""
    reminder = phone.heard_on("пт, 30 сентября 2022").first
    await expect(reminder).to_contain_text(title)
    if not await phone.column.get_by_role("button", name="✅ Выполнено").count():
        await choose(phone, reminder, title)
    await phone.press("✅ Выполнено")
    await expect(phone.column.get_by_role("button", name="✅ Выполнено")).to_have_count(0)


async def choose(phone: Phone, digest: Locator, words: str) -> None:
    """Press the number of the line with these words."""
    numbers = [line for line in (await digest.inner_text()).splitlines() if words in line]
    await phone.press(numbers[0].split(".")[0], on=digest)
    await expect(phone.column.get_by_role("button", name="✅ Выполнено")).to_have_count(1)


async def reminders(desk: Screen, camera: Camera) -> None:
    """The message of 13 October and the card of one measure."""
    await desk.clock_to("2022-10-13", "09:00")
    shabanova = desk.phone(SHABANOVA)
    digest = await shabanova.reads("просрочено 1, ближайшее — через 7 дней")
    await camera.take("digest", SHABANOVA, "просрочено 1, ближайшее — через 7 дней")
    await choose(shabanova, digest, "Информационное сопровождение")
    await shabanova.reads("Информационное сопровождение", "(через 7 дней)")
    await camera.take("card", SHABANOVA, "Информационное сопровождение", "(через 7 дней)")


async def answers(desk: Screen, camera: Camera) -> None:
    """A tap and an album, words, a photo; the log."""
    shabanova, sharik, bondarenko = (desk.phone(chat) for chat in (SHABANOVA, SHARIK, BONDARENKO))
    await shabanova.press("✅ Выполнено")
    await shabanova.reads("раньше срока на 7 дней")
    await camera.take("done", SHABANOVA, "раньше срока на 7 дней")
    await shabanova.attach(Photo("сайт.jpg", scenes.jpeg(scenes.laptop)), Photo("стенд.jpg", scenes.jpeg(scenes.stand)))
    await shabanova.reads("Добавлено: 2 фото")
    await camera.take("album", SHABANOVA, "Добавлено: 2 фото", count=2)
    await shabanova.press("Детей нет")
    await desk.phone(LOG).reads("2 фото")
    await camera.take("log", LOG, "2 фото")
    await sharik.reply(sharik.said("Ответьте на это сообщение"), "сделали вчера")
    await sharik.reads("К какому мероприятию?")
    await camera.take("words", SHARIK, "К какому мероприятию?", count=2)
    await sharik.press("до 14.10")
    await sharik.reads("Записано: выполнено", "раньше срока на 2 дня")
    await bondarenko.attach(Photo("опрос.jpg", scenes.jpeg(scenes.meeting)), text="Отчёт по опросу на сайте")
    await bondarenko.press("до 28.10", on=await bondarenko.reads("К какому мероприятию?"))
    await bondarenko.press("✅ Выполнено", on=await bondarenko.reads("Как с этим мероприятием?"))
    await bondarenko.reads("раньше срока на 15 дней")
    await bondarenko.press("Детей нет")
    await desk.phone(LOG).reads("Отчёт по опросу на сайте")


async def lively(desk: Screen, folder: Path) -> None:
    """The whole page: the plan at the left, answers in the middle, the log at the right."""
    await desk.show(POLYAKOVA, SHABANOVA, SHARIK, LOG)
    for chat in (SHABANOVA, SHARIK, LOG):
        await _settled(desk.phone(chat))
    sent = desk.phone(POLYAKOVA).said("003.docx")
    await sent.evaluate("message => { message.closest('.feed').scrollTop = message.offsetTop - 12; }")
    await desk.page.mouse.move(800, 20)
    await desk.page.evaluate("document.activeElement.blur()")
    await expect(desk.page.locator(".feed.moving")).to_have_count(0)
    await _settled(desk.phone(POLYAKOVA))
    keep(await desk.page.screenshot(), folder / "sandbox.png")
    await desk.show(KUZMINA, POLYAKOVA, SHABANOVA, SHARIK, BONDARENKO, LOG)


async def extension(desk: Screen, camera: Camera) -> None:
    """A teacher asks for more time, the coordinator decides."""
    sharik, polyakova = desk.phone(SHARIK), desk.phone(POLYAKOVA)
    await choose(sharik, sharik.said("Ответьте на это сообщение"), "до пт 21 октября")
    await sharik.press("📅 Перенести срок")
    await sharik.reads("На какой день перенести")
    await sharik.write("25.10")
    await sharik.press("Да, спросить")
    await polyakova.reads("просит перенести срок")
    await camera.take("extension", POLYAKOVA, "просит перенести срок")
    await polyakova.press("Согласовать")
    await polyakova.reads("Согласовано")


async def standing(desk: Screen, camera: Camera) -> None:
    """What will be sent in the next days, the summary and a list under it."""
    polyakova = desk.phone(POLYAKOVA)
    await polyakova.write("/planned")
    await polyakova.reads("С 13 октября по 20 октября")
    await camera.take("planned", POLYAKOVA, "С 13 октября по 20 октября", count=2)
    await polyakova.write("/summary")
    await polyakova.reads("на 13 октября:")
    await camera.take("summary", POLYAKOVA, "на 13 октября:", count=2)
    await polyakova.press("Просроченные")
    await polyakova.reads("Просрочено:")
    await polyakova.press("По исполнителям", on=polyakova.said("на 13 октября:"))
    await camera.take("lists", POLYAKOVA, "По исполнителям", "Акимова Н.А.", count=2)


async def announcement(desk: Screen, camera: Camera) -> None:
    """To whom, the text, the look at it, who has read it."""
    kuzmina, shabanova = desk.phone(KUZMINA), desk.phone(SHABANOVA)
    await kuzmina.write("/announce")
    await kuzmina.reads("Объявление: кому?")
    await camera.take("audience", KUZMINA, "Объявление: кому?", count=2)
    await kuzmina.press("Все (5)")
    await kuzmina.reads("Напишите текст объявления")
    await kuzmina.write(ANNOUNCEMENT)
    await kuzmina.reads("подключены 4")
    await camera.take("announcement", KUZMINA, "подключены 4")
    await kuzmina.press("Отправить")
    await kuzmina.reads("Доставлено 4 из 4")
    await shabanova.reads(ANNOUNCEMENT)
    await camera.take("announced", SHABANOVA, ANNOUNCEMENT)
    for phone in (shabanova, desk.phone(SHARIK)):
        await phone.press("Ознакомлен")
        await phone.reads("Вы ознакомлены")
    await kuzmina.reads("Нажали «Ознакомлен»: 2")
    await camera.take("delivered", KUZMINA, "Нажали «Ознакомлен»: 2")


async def log_book(desk: Screen, camera: Camera) -> None:
    """The log in the coordinator's chat, and its pictures."""
    polyakova = desk.phone(POLYAKOVA)
    await polyakova.write("/log октябрь")
    page = await polyakova.reads("Отобрано:")
    await camera.take("log-book", POLYAKOVA, "Отобрано:", count=2)
    await polyakova.press("Фото", on=page)
    await polyakova.reads("Фото 1–3")
    await camera.take("gallery", POLYAKOVA, "Фото 1–3")


async def review(desk: Screen, camera: Camera) -> None:
    """The coordinator looks at an answer before it counts."""
    polyakova, sharik = desk.phone(POLYAKOVA), desk.phone(SHARIK)
    await polyakova.write("/plans")
    await polyakova.press("1.", on=await polyakova.reads("Дорожн", "выполнено"))
    await polyakova.press("Проверка отчётов: нет")
    await sharik.write("/my")
    await sharik.press("1", on=await sharik.reads("Открыт", "Нажмите номер"))
    await sharik.press("✅ Выполнено")
    await sharik.reads("когда её примет координатор")
    await sharik.attach(Photo("чек-лист.jpg", scenes.jpeg(scenes.stand)), text="Чек-лист подписан")
    await sharik.press("Детей нет")
    await polyakova.write("/review")
    # «Принять все (1)» has the number too.
    listed = await polyakova.reads("На проверке: 1")
    await listed.locator(".inline-button").first.click()
    await polyakova.reads("Шарик Н.Н.", "1 фото", "Чек-лист подписан")
    await camera.take("review", POLYAKOVA, "Шарик Н.Н.", "Чек-лист подписан")


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    target.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(target))
