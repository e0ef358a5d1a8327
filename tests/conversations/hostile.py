"""What the tests of misuse share: what stands in the database, updates that no client sends, every door."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from aiogram import Router
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from sqlalchemy import select

from handlers.dispatcher import build_dispatcher
from storage.tables import deliveries, inbox, metadata
from tests.town import Person, Seen, Town

# What the bot was told, what it says and whom it has met: every message changes these; that it lives: every minute.
TALK = {"inbox", "deliveries", "chats", "marks"}
AT_ONCE = 100
STRANGER = 7_000_000_000
"""A number beyond 32 bits."""
FILE = {"file_id": "f", "file_unique_id": "f", "file_size": 1000}
ROOT = Path(__file__).parents[2]
_serial = count(1)

Row = tuple[object, ...]


async def standing(town: Town, *, besides: Iterable[str] = ()) -> dict[str, list[Row]]:
    """Everything that the bot keeps, but for the talk itself and ``besides``; the moments of questions are left out."""
    kept = {}
    async with town.app.database.read() as connection:
        for table in metadata.sorted_tables:
            if table.name in TALK | set(besides):
                continue
            columns = [column for column in table.columns if column.name != "since"]
            rows = await connection.execute(select(*columns).order_by(*table.primary_key.columns))
            kept[table.name] = [tuple(row) for row in rows]
    return kept


async def misfortunes(town: Town) -> list[str]:
    """Updates put aside, updates that failed and came again, messages that were given up or are in doubt."""
    async with town.app.database.read() as connection:
        failed = await connection.execute(
            select(inbox.c.body, inbox.c.error).where((inbox.c.attempts > 0) | (inbox.c.state == "shunted"))
        )
        lost = await connection.execute(
            select(deliveries.c.kind, deliveries.c.reason).where(deliveries.c.state.in_(("failed", "unknown")))
        )
        return [f"{row.error}: {row.body[:300]}" for row in failed] + [f"{row.kind}: {row.reason}" for row in lost]


async def tell(town: Town, *updates: dict[str, Any]) -> None:
    """Hand the bot these updates as they are and wait until it has dealt with them."""
    for update in updates:
        await town.control("raw", {"update": update})
    await town.settle()


def user(number: int, **facts: Any) -> dict[str, Any]:
    """A person as Telegram names them."""
    return {"id": number, "is_bot": False, "first_name": "Кто-то", **facts}


def private(number: int) -> dict[str, Any]:
    """A private chat as Telegram names it."""
    return {"id": number, "type": "private", "first_name": "Кто-то"}


def message(town: Town, number: int, *, chat: dict[str, Any] | None = None, **content: Any) -> dict[str, Any]:
    """A message of the person ``number``, in their private chat unless another is given."""
    head = {"message_id": 800_000 + next(_serial), "from": user(number), "chat": chat or private(number)}
    return {**head, "date": int(town.now.timestamp()), **content}


def press(number: int, data: str | None, *, on: dict[str, Any] | None, **facts: Any) -> dict[str, Any]:
    """A press as a modified client can send it; ``on`` is the message it claims to stand under."""
    query = {"id": f"77{next(_serial):08}", "from": user(number), "chat_instance": "1", "data": data, "message": on}
    return {"callback_query": {name: value for name, value in {**query, **facts}.items() if value is not None}}


async def forge(town: Town, person: Person, presses: Iterable[str], *, on: Seen | None = None) -> list[str]:
    """Let a person send all this callback data under a message of theirs; what they heard in answer."""
    heard = len(person.received)
    under = (on or person.messages[-1]).raw
    sent = [press(person.number, data, on=under) for data in presses]
    for start in range(0, len(sent), AT_ONCE):
        await tell(town, *sent[start : start + AT_ONCE])
    return [said.text for said in person.received[heard:]]


async def unharmed(town: Town, before: dict[str, list[Row]], *, besides: tuple[str, ...] = ()) -> None:
    """Nothing has changed, but for the tables ``besides``, and nothing has gone wrong."""
    after = await standing(town, besides=besides)
    assert after == {name: kept for name, kept in before.items() if name not in besides}
    assert await misfortunes(town) == []


async def meet(town: Town, number: int = STRANGER) -> Person:
    """Somebody whom nobody has invited."""
    await town.control("people", {"id": number, "first_name": "Прохожий", "started": True})
    return Person(town, number, number)


def doors() -> set[tuple[str, str]]:
    """(prefix, do) of every press that some router takes; ``do`` is empty where the class has none.

    The values of ``do`` are found by trying each word of the sources on each filter, so a new button appears here by
    itself.
    """
    words = set(_words())
    found = set()
    for filter_ in _filters(build_dispatcher()):
        made = filter_.callback_data
        numbers = {name: 1 for name, field in made.model_fields.items() if field.annotation is int}
        if "do" not in made.model_fields:
            found.add((made.__prefix__, ""))
            continue
        for word in words:
            if filter_.rule is None or filter_.rule.resolve(made.model_validate({"do": word, **numbers})):
                found.add((made.__prefix__, word))
    return found


def _filters(router: Router) -> Iterator[CallbackQueryFilter]:
    for handler in router.callback_query.handlers:
        yield from (each.callback for each in handler.filters or () if isinstance(each.callback, CallbackQueryFilter))
    for inner in router.sub_routers:
        yield from _filters(inner)


def _words() -> Iterator[str]:
    for folder in ("handlers", "delivery/cards", "services"):
        for path in sorted((ROOT / folder).glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and _may_be_do(node.value):
                    yield from (node.value, f"to-{node.value}")


def _may_be_do(word: str) -> bool:
    return len(word) <= 20 and ":" not in word


def door_of(data: str) -> tuple[str, str]:
    """The door that callback data knocks at."""
    prefix = data.split(":", 1)[0]
    return prefix, getattr(_classes()[prefix].unpack(data), "do", "")


@cache
def _classes() -> dict[str, type[CallbackData]]:
    return {filter_.callback_data.__prefix__: filter_.callback_data for filter_ in _filters(build_dispatcher())}
