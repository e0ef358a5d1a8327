"""The modules of the page by themselves, in the browser that runs them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from sandbox.app import start
from sandbox.settings import Settings

pytestmark = pytest.mark.asyncio(loop_scope="session")

FORMATTED = """async ([text, entities]) => {
  const { formatted } = await import("/page/entities.js");
  const box = document.createElement("div");
  box.append(...formatted(text, entities, { openLink: () => true }));
  return box.innerHTML;
}"""


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """The page of an empty sandbox, where the modules can be loaded."""
    running = await start(Settings())
    page = await browser.new_page()
    await page.goto(running.url)
    yield page
    await page.close()
    await running.stop()


async def rendered(page: Page, text: str, *entities: dict[str, Any]) -> str:
    markup = await page.evaluate(FORMATTED, [text, list(entities)])
    assert isinstance(markup, str)
    return markup


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "не адрес"])
async def test_a_link_that_a_chat_must_not_open_is_plain_text(page: Page, url: str) -> None:
    link = {"type": "text_link", "offset": 0, "length": 5, "url": url}
    assert await rendered(page, "нажми", link) == "<span>нажми</span>"


async def test_an_entity_that_runs_over_the_end_is_cut_there(page: Page) -> None:
    bold = {"type": "bold", "offset": 3, "length": 99}
    assert await rendered(page, "до срока", bold) == "до <b>срока</b>"


async def test_entities_that_cross_do_not_lose_or_repeat_words(page: Page) -> None:
    bold = {"type": "bold", "offset": 0, "length": 4}
    italic = {"type": "italic", "offset": 2, "length": 4}
    assert await rendered(page, "абвгде", bold, italic) == "<b>аб<i>вг</i></b>де"


async def test_the_line_break_after_a_quotation_is_not_shown_twice(page: Page) -> None:
    quotation = {"type": "blockquote", "offset": 0, "length": 6}
    assert await rendered(page, "цитата\nдальше", quotation) == "<blockquote>цитата</blockquote>дальше"


async def test_words_of_an_entity_nobody_knows_are_kept(page: Page) -> None:
    unknown = {"type": "hologram", "offset": 0, "length": 3}
    assert await rendered(page, "<i>", unknown) == "<span>&lt;i&gt;</span>"


@pytest.mark.parametrize(
    ("day", "time", "zone", "unix"),
    [
        # 09:00 in Moscow is 06:00 UTC; 1664150400 is 26 September 2022, 00:00 UTC.
        ("2022-09-26", "09:00", "Europe/Moscow", 1664150400 + 6 * 3600),
        ("2022-09-26", "09:00", "Asia/Vladivostok", 1664150400 - 3600),
    ],
)
async def test_a_wall_clock_moment_becomes_unix_time(page: Page, day: str, time: str, zone: str, unix: int) -> None:
    script = "async (moment) => (await import('/page/time.js')).unixOf(...moment)"
    assert await page.evaluate(script, [day, time, zone]) == unix


@pytest.mark.parametrize("count", range(1, 11))
async def test_an_album_of_any_size_shows_every_picture_inside_the_bubble(page: Page, count: int) -> None:
    script = """async (count) => {
      const { mediaOf } = await import("/page/media.js");
      const photo = (index) => [{ file_id: "none", width: index % 3 ? 1280 : 720, height: 960 }];
      const message = (_, index) => ({ message_id: index, chat: { id: 1 }, photo: photo(index) });
      const box = document.createElement("div");
      box.style.cssText = "position: fixed; inset: 0 auto auto 0; width: 240px;";
      box.append(mediaOf(Array.from({ length: count }, message)));
      document.body.append(box);
      const cells = [...box.querySelectorAll(".picture")].map((cell) => cell.getBoundingClientRect());
      const sizes = cells.map(({ left, right, width, height }) => [left, right, width, height]);
      return { cells: sizes, height: box.offsetHeight };
    }"""
    drawn = await page.evaluate(script, count)
    assert len(drawn["cells"]) == count
    for left, right, width, height in drawn["cells"]:
        assert left >= 0
        assert right <= 240.5
        assert min(width, height) >= 40
    assert drawn["height"] <= 480
