"""Two bots on one database, by mistake or during a change of servers: every reminder is sent once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot.app import App
from bot.clock import SandboxClock
from delivery.outgoing import Outgoing
from delivery.pace import Pace
from domain.outbox import Delivery
from domain.people import Role
from storage.tables import deliveries
from tests.conversations.plans import LETTERS, SITE, plan, rows
from tests.conversations.sending import move_in
from tests.conversations.test_reminders import october
from tests.town import Person, Town

PEOPLE = 60


class Second:
    """Another process of the bot on the same data: its own courier and ticker; the first one receives."""

    def __init__(self, town: Town) -> None:
        self.clock = SandboxClock(town.sandbox.url, town.session)
        self.app = App(town.app.config, self.clock, pace=Pace(1000, per_chat=1000, group_minute=100_000))
        self._stop = asyncio.Event()
        self._courier: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to plan and to send."""
        await self.clock.refresh()
        self.app.username = "vsrok_bot"
        await self.app.pulse.begin(self.clock.now())
        self.app.ticker.every(0.2, "planners", self.app.tick)
        self.app.ticker.start()
        self._courier = asyncio.create_task(self.app.courier.run(self._stop))

    async def stop(self) -> None:
        """End as SIGTERM does."""
        if self._courier is not None:
            await self.app.ticker.stop()
            self._stop.set()
            await self._courier
            await self._close()

    async def kill(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """End as ``kill -9`` does: nothing is given back, nothing is written any more."""

        async def nothing() -> None:
            return

        monkeypatch.setattr(self.app.courier, "_say_goodbye", nothing)
        await self.app.ticker.stop()
        assert self._courier is not None
        self._courier.cancel()
        held = list(self.app.courier._held.values())
        for task in held:
            task.cancel()
        await asyncio.gather(self._courier, *held, return_exceptions=True)
        self._courier = None
        await self._close()

    async def _close(self) -> None:
        await self.app.database.close()
        await self.app.bot.session.close()


@pytest.fixture
async def second(town: Town) -> AsyncIterator[Second]:
    """The other process, not started yet."""
    other = Second(town)
    yield other
    await other.stop()


async def everybody(town: Town) -> list[Person]:
    """Sixty teachers of the school with two measures each."""
    teachers = [
        await move_in(town, 3000 + number, Role.EXECUTOR, f"Учитель{number}", "Анна", "Ивановна", "МБОУ «СОШ №2»")
        for number in range(PEOPLE)
    ]
    await plan(town, [(LETTERS, date(2022, 10, 20), teachers), (SITE, date(2022, 10, 21), teachers)])
    await town.clock_to(october(14, 12))
    return teachers


async def days_go_by(town: Town, other: Second | None, *days: int) -> None:
    """Nine o'clock comes on each of these days; both processes plan at the same moment."""
    for day in days:
        await town.control("clock", {"to": october(day, 6, 0).timestamp()})
        await town.refresh()
        if other is not None:
            await other.clock.refresh()
            await asyncio.gather(town.app.tick(), other.app.tick())
        await town.tick()


def heard(town: Town, person: Person, since: dict[int, int]) -> Counter[str]:
    """How often each text came to this person since."""
    return Counter(seen.text for seen in person.received[since[person.number] :])


async def test_sixty_people_hear_each_reminder_of_four_days_once(town: Town, second: Second) -> None:
    teachers = await everybody(town)
    since = {one.number: len(one.received) for one in teachers}
    made: list[int] = []
    card = second.app.courier._render

    async def noted(delivery: Delivery) -> Outgoing:
        made.append(delivery.id)
        return await card(delivery)

    second.app.courier._render = noted
    await second.start()
    await days_go_by(town, second, 17, 18, 19, 20)
    for one in teachers:
        # 17: letters in three days; 18: site in three; 19: letters tomorrow; 20: letters today, site tomorrow.
        assert len(one.received) - since[one.number] == 4, heard(town, one, since)
        assert set(heard(town, one, since).values()) == {1}
    digests = [row for row in await rows(town, deliveries) if row.kind == "digest" and row.due_at > october(17, 0)]
    assert Counter(row.state for row in digests) == {"sent": 4 * PEOPLE}
    assert 0 < len({row.id for row in digests} & set(made)) < len(digests), "both have sent a part"


async def test_what_a_killed_process_had_claimed_is_sent_once_by_the_other(
    town: Town, second: Second, monkeypatch: pytest.MonkeyPatch
) -> None:
    teachers = await everybody(town)
    since = {one.number: len(one.received) for one in teachers}
    reached = asyncio.Event()

    async def never(_delivery: Delivery) -> Outgoing:
        reached.set()
        await asyncio.Event().wait()
        raise AssertionError

    second.app.courier._render = never
    await second.start()
    await town.control("clock", {"to": october(17).timestamp()})
    await second.clock.refresh()
    await second.app.tick()
    async with asyncio.timeout(20):
        await reached.wait()
    await second.kill(monkeypatch)
    claimed = [row for row in await rows(town, deliveries) if row.state == "claimed"]
    assert claimed, "it died between the claim and the send"
    await town.clock_to(october(17, 6, 1))
    await asyncio.sleep(0.1)
    await town.clock_to(october(17, 6, 3))
    for one in teachers:
        assert set(heard(town, one, since).values()) == {1}, heard(town, one, since)
    assert all(row.state == "sent" for row in await rows(town, deliveries) if row.kind == "digest")
