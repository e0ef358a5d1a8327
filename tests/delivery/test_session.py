"""The session closes quickly where it may, and makes the class of an answer once."""

import asyncio
import gc
import weakref

from aiogram import Bot
from aiogram.methods import GetMyName

from delivery.session import Session
from tests.delivery.conftest import TOKEN


async def seconds_to_close(session: Session) -> float:
    await session.create_session()
    before = asyncio.get_running_loop().time()
    await session.close()
    return asyncio.get_running_loop().time() - before


async def test_without_tls_nobody_waits_for_its_goodbye() -> None:
    assert await seconds_to_close(Session("http://127.0.0.1:8081")) < 0.2


async def test_with_tls_or_behind_a_proxy_there_is_time_for_the_goodbye() -> None:
    assert await seconds_to_close(Session("https://api.telegram.org")) > 0.2
    assert await seconds_to_close(Session("http://127.0.0.1:8081", "socks5://127.0.0.1:1080")) > 0.2


async def test_the_class_of_an_answer_is_kept_for_the_next_one() -> None:
    session = Session("http://127.0.0.1:8081")
    bot = Bot(TOKEN, session=session)
    answer = session.check_response(bot, GetMyName(), 200, '{"ok": true, "result": {"name": "В срок"}}')
    assert answer.result.name == "В срок"
    made = weakref.ref(type(answer))
    del answer
    gc.collect()
    assert made() is not None
