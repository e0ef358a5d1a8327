"""The way to the Bot API server: aiogram's session, without what it does in vain."""

from functools import cache
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import Response, TelegramMethod


class Session(AiohttpSession):
    """Calls the server at ``address`` (``https://…``, or ``http://…`` for a server of one's own), through ``proxy``."""

    def __init__(self, address: str, proxy: str | None = None) -> None:
        super().__init__(proxy=proxy, api=TelegramAPIServer.from_base(address))
        self._encrypted = proxy is not None or not address.startswith("http://")

    async def close(self) -> None:
        """Close all connections; aiogram's quarter of a second, in which TLS says goodbye, only where there is TLS."""
        if self._encrypted:
            await super().close()
        elif self._session is not None:
            await self._session.close()

    def check_response(self, bot: Bot, method: TelegramMethod[Any], status_code: int, content: str) -> Response[Any]:
        """Read an answer; raises aiogram's errors."""
        _answer_to(type(method))
        return super().check_response(bot, method, status_code, content)


@cache
def _answer_to(method: type[TelegramMethod[Any]]) -> type[Response[Any]]:
    # pydantic forgets a class like Response[Message] as soon as nobody uses it, and needs milliseconds to make it
    # anew: more than all the rest of a call. Kept here, it is made once.
    answer: type[Response[Any]] = Response[method.__returning__]  # type: ignore[name-defined]
    return answer
