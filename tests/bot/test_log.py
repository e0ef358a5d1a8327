"""The log: what a line holds, and what it must never hold."""

import asyncio
import io
import json
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import aiohttp
import pytest
import structlog
from aiohttp import web

from bot import log
from tests.bot.kept_logging import kept_logging

CANARY = "987654321:AAHcanary-canary_canary-canary_canary"
PASSWORD = 'пароль"с\\кавычкой'
FORMS: list[Literal["console", "json"]] = ["console", "json"]


@contextmanager
def recording(level: Literal["DEBUG", "INFO"], form: Literal["console", "json"]) -> Iterator[io.StringIO]:
    stream = io.StringIO()
    with kept_logging():
        log.setup(level, form, ["1:sandbox", PASSWORD], stream)
        yield stream


@pytest.fixture(params=FORMS)
def written(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """A log in each form, with secrets of the settings that do not look like a token."""
    with recording("DEBUG", request.param) as stream:
        yield stream


def lines(stream: io.StringIO) -> str:
    text = stream.getvalue()
    assert "canary" not in text
    assert "кавычкой" not in text
    return text


def test_a_token_is_cut_out_of_events_and_facts(written: io.StringIO) -> None:
    structlog.get_logger("x").info(
        f"звоню https://api.telegram.org/bot{CANARY}/getMe", token=CANARY, deep=[{"a": CANARY}]
    )
    assert lines(written).count("***") == 3


def test_a_token_is_cut_out_of_an_escaped_address(written: io.StringIO) -> None:
    structlog.get_logger("x").info("звоню", url="https://host/bot" + CANARY.replace(":", "%3A"))
    assert "bot***" in lines(written)


def test_the_secrets_of_the_settings_are_cut_out_however_they_are_quoted(written: io.StringIO) -> None:
    structlog.get_logger("x").info(
        "прокси", plain=PASSWORD, inside={"url": f"http://u:{PASSWORD}@h"}, token="1:sandbox"
    )
    assert lines(written).count("***") == 3
    assert "sandbox" not in lines(written)


def test_a_token_is_cut_out_of_a_traceback(written: io.StringIO) -> None:
    def fail(secret: str) -> None:
        raise ValueError(f"404, url='https://host/file/bot{secret}/photo.jpg'")

    try:
        try:
            fail(CANARY)
        except ValueError as error:
            raise RuntimeError(CANARY) from error
    except RuntimeError:
        structlog.get_logger("x").exception("не скачалось")
    assert "Traceback" in lines(written)
    assert lines(written).count("***") == 2


def test_a_token_is_cut_out_of_what_libraries_log(written: io.StringIO) -> None:
    logging.getLogger("aiogram.dispatcher").warning("failed to fetch %s", f"https://host/bot{CANARY}")
    logging.getLogger("aiohttp.client").error("closed", exc_info=ValueError(CANARY))
    assert lines(written).count("***") == 2


def test_a_token_is_cut_out_of_a_warning(written: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"old address bot{CANARY}", UserWarning, stacklevel=1)
    assert "bot***" in lines(written)


async def test_the_error_of_a_real_download_does_not_show_the_token(written: io.StringIO) -> None:
    server = web.AppRunner(web.Application())
    await server.setup()
    site = web.TCPSite(server, "127.0.0.1", 0)
    await site.start()
    host, port = server.addresses[0]
    async with aiohttp.ClientSession(raise_for_status=True) as session:
        with pytest.raises(aiohttp.ClientResponseError) as caught:
            await session.get(f"http://{host}:{port}/file/bot{CANARY}/photos/1.jpg")
    structlog.get_logger("x").error("не скачалось", exc_info=caught.value)
    await server.cleanup()
    assert f"http://{host}:{port}/file/bot***/photos/1.jpg" in lines(written)


async def test_a_fallen_task_is_logged_without_the_token(written: io.StringIO) -> None:
    loop = asyncio.get_running_loop()
    log.watch_loop(loop)
    loop.call_soon(lambda: int(CANARY))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert "task_crashed" in lines(written)
    assert "invalid literal for int() with base 10: '***'" in lines(written)


def test_a_fallen_thread_is_logged_without_the_token(written: io.StringIO) -> None:
    thread = threading.Thread(target=lambda: int(CANARY))
    thread.start()
    thread.join()
    assert "thread_crashed" in lines(written)


def test_a_line_break_in_a_name_does_not_begin_a_line_of_the_log(written: io.StringIO) -> None:
    structlog.get_logger("x").info("приглашён\nчужая строка", name="Иван\n2026-01-01 [info] взлом")
    logging.getLogger("aiogram").info("имя: %s", "Пётр\r\nчужая строка")
    assert len(lines(written).splitlines()) == 2


def test_libraries_that_print_every_value_are_quieter(written: io.StringIO) -> None:
    logging.getLogger("aiosqlite").debug("executing INSERT … 'Шабанова Н.С.'")
    assert lines(written) == ""


def test_json_keeps_cyrillic_and_the_facts_as_they_are() -> None:
    with recording("INFO", "json") as stream:
        structlog.get_logger("bot.ticker").info("digest_sent", school="СОШ №2", measures=2)
        structlog.get_logger("bot.ticker").debug("left out at this level")
    assert "СОШ №2" in stream.getvalue()
    facts = json.loads(stream.getvalue())
    assert facts.pop("timestamp").endswith("Z")
    assert facts == {"event": "digest_sent", "school": "СОШ №2", "measures": 2, "logger": "bot.ticker", "level": "info"}


def run_program(body: str) -> str:
    program = f"from bot import log; import logging; log.setup(); {body}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert "canary" not in done.stderr + done.stdout
    return done.stderr


def test_a_crash_of_the_process_does_not_print_the_token() -> None:
    assert "RuntimeError: bot***" in run_program(f"raise RuntimeError('bot{CANARY}')")


def test_a_log_call_that_fails_itself_does_not_print_its_arguments() -> None:
    assert "could not be logged" in run_program(f"logging.warning('%d updates', '{CANARY}')")
