"""The peers of ``benchmarks.answers``: ``python -m benchmarks.answers_peers ADDRESS TOKEN WAY``.

A bare aiogram bot with its usual polling that answers each photo; ``WAY`` "download" fetches the photo first, "echo"
does nothing else. Nothing is kept: what was not answered when such a bot ends is lost.
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message


async def download(message: Message, bot: Bot) -> None:
    """Fetch the largest size, then answer."""
    assert message.photo
    content = await bot.download(message.photo[-1])
    assert content is not None
    await message.answer(f"Принято, {content.getbuffer().nbytes} байт")


async def echo(message: Message) -> None:
    """Answer."""
    await message.answer("Принято")


async def main(address: str, token: str, way: str) -> None:
    """Run until SIGTERM."""
    dispatcher = Dispatcher()
    dispatcher.message.register(download if way == "download" else echo, F.photo)
    await dispatcher.start_polling(Bot(token, AiohttpSession(api=TelegramAPIServer.from_base(address))))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
