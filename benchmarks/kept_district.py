"""The district of ``benchmarks.kept`` and ``benchmarks.answers``: everybody has measures that are due on one day."""

import asyncio
import base64
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from benchmarks.lives import config_for
from benchmarks.year import people_the_sandbox
from benchmarks.year_bot import Bot, OrderedClock
from benchmarks.year_district import Person, Place, settle
from bot.app import App
from storage import chats, people
from storage.database import migrate

BROUGHT = datetime(2022, 10, 3, 7, 0, tzinfo=UTC)
DAY = datetime(2022, 10, 20, 8, 30, tzinfo=UTC)
"""The day on which everything is due: a Thursday, after the hour of everybody's reminder."""
DUE = "20.10.2022"
LOG_CHATS = -1001000000000
"""The number of a place's log chat is this and its id, below zero."""


def crowd_of(places: Sequence[Place], count: int) -> list[Person]:
    """So many executors of the schools who have joined."""
    able = [one for place in places[1:] for one in place.people if one.joined and one.role == "executor"]
    if len(able) < count:
        raise ValueError(f"only {len(able)} people can answer")
    return sorted(able[:count], key=lambda one: one.id)


def plan_for(place: Place, members: Sequence[Person], measures: int) -> bytes:
    """A plan in which each of these has so many measures, two people each, all due on the same day."""
    lines = [f"План мероприятий на октябрь 2022 года. {place.name}", ""]
    lines.append("\t".join(["№ п/п", "Мероприятие", "Срок исполнения", "Ответственные"]))
    turn = [*members] * measures
    for number, first in enumerate(range(0, len(turn), 2), start=1):
        named = ", ".join(f"{one.short_name}, {one.position}" for one in turn[first : first + 2])
        lines.append(f"{number}.\tПровести занятие {number} по безопасности\t{DUE}\t{named}")
    return "\n".join(lines).encode()


async def found_district(
    places: Sequence[Place], members: Sequence[Person], address: str, folder: Path, *, measures: int
) -> None:
    """People, log chats and accepted plans in an empty database; ``measures``: so many has each of the members."""
    clock = OrderedClock()
    clock.set(BROUGHT)
    app = App(config_for(address, folder, "crowd"), clock)
    await asyncio.to_thread(migrate, app.url)
    await settle(app.database, places, BROUGHT)
    async with app.database.write() as connection:
        for place in places:
            group = await chats.meet(
                connection, "telegram", LOG_CHATS - place.id, kind="supergroup", title=f"Журнал, {place.name}"
            )
            await people.set_log_chat(connection, place.id, group.id, None)
    bringing = Bot(app, clock, set())
    for place in places[1:]:
        mine = [one for one in members if one.organisation == place.id]
        if mine:
            content = base64.b64encode(plan_for(place, mine, measures)).decode()
            plan = {"number": place.coordinator.number, "name": "план.txt", "content": content, "turn": [mine[0].id]}
            await bringing.bring(plan)
    await app.database.close()
    await app.bot.session.close()


async def people_sandbox(session: aiohttp.ClientSession, address: str, places: Sequence[Place]) -> None:
    """Everybody gets a chat with the bot, every place its log chat; then it is the day."""
    await people_the_sandbox(session, address, [person for place in places for person in place.people])
    for place in places:
        group = {"id": LOG_CHATS - place.id, "type": "supergroup", "title": place.name, "bot": True}
        await _post(session, f"{address}/sandbox/chats", {**group, "members": [place.people[0].number]})
    await _post(session, f"{address}/sandbox/clock", {"to": DAY.timestamp()})


async def _post(session: aiohttp.ClientSession, address: str, body: dict[str, object]) -> None:
    async with session.post(address, json=body) as answer:
        answer.raise_for_status()
