"""The sandbox of ``benchmarks.answers``: photos are put into the queue of a bot, and each answer is timed here."""

import asyncio
import random
import time
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image

from sandbox import acts
from sandbox.app import Running
from sandbox.errors import Json
from sandbox.journal import Journal
from sandbox.media import size_of
from sandbox.records import quoted
from sandbox.world import World

LONGEST = 120.0
"""Seconds after which an answer is not waited for any more."""


@dataclass
class Timing:
    """Photos that were put into the queue, and the seconds until each was answered."""

    waiting: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    took: list[float] = field(default_factory=list)
    began: float = 0.0
    last: float = 0.0
    open: int = 0
    over: asyncio.Event = field(default_factory=asyncio.Event)


class Stopwatch(Journal):
    """The journal of the sandbox, looked at as it is written: the k-th answer in a chat is that to its k-th photo."""

    def __init__(self) -> None:
        super().__init__()
        self.bot = 0
        self.timing: Timing | None = None
        self.problems: list[str] = []

    def add(self, **entry: object) -> Json:
        """Write one entry; an answer of the bot that is measured stops the oldest time of its chat."""
        now, line = time.perf_counter(), super().add(**entry)
        self.problems += [f"{line['method']}: {problem}" for problem in line["problems"]]
        timing, said = self.timing, line["method"] in ("sendMessage", "editMessageText") and line["status"] == 200
        if timing is None or not said or line["bot_id"] != self.bot:
            return line
        waiting = timing.waiting.get(line["answer"]["result"]["chat"]["id"])
        if waiting:
            timing.took.append(now - waiting.popleft())
            timing.last = now
            timing.open -= 1
            if not timing.open:
                timing.over.set()
        return line


class Photos:
    """Photos of the size that Telegram serves, each like no other: a JPEG with another remark in it."""

    def __init__(self, seed: int) -> None:
        chance, buffer = random.Random(seed), BytesIO()
        colours = Image.frombytes("RGB", (160, 120), chance.randbytes(160 * 120 * 3))
        colours.resize((1280, 960)).save(buffer, "JPEG", quality=87)
        self._picture = buffer.getvalue()
        self._serial = 0

    @property
    def size(self) -> int:
        """Bytes of one."""
        return len(self._picture)

    def next(self, sandbox: Running) -> list[Json]:
        """Another one, as it stands in a message."""
        self._serial += 1
        remark = f"{self._serial:08d}".encode()
        content = self._picture[:2] + b"\xff\xfe\x00\x0a" + remark + self._picture[2:]
        stored = sandbox.sandbox.bots.ground.files.add("photo", content, "photo.jpg", "image/jpeg")
        sizes = [size_of(stored, 1280, 960)]
        stored.media = sizes
        return sizes


async def measure(
    sandbox: Running, watch: Stopwatch, world: World, numbers: Sequence[int], photos: Photos, *, at_once: bool
) -> Timing:
    """One photo of each of these people (somebody may be named often): all at once, or each after the last answer."""
    watch.bot, ready = world.bot.id, [photos.next(sandbox) for _ in numbers]
    found = Timing()
    pairs = list(zip(numbers, ready, strict=True))
    for now in [pairs] if at_once else [[pair] for pair in pairs]:
        timing = Timing(open=len(now), began=time.perf_counter())
        watch.timing = timing
        for number, photo in now:
            timing.waiting[number].append(time.perf_counter())
            _write(world, number, photo)
        async with asyncio.timeout(LONGEST):
            await timing.over.wait()
        watch.timing = None
        found.took += timing.took
        found.began, found.last = timing.began, timing.last
        if not at_once:
            await asyncio.sleep(0.02)
    return found


def _write(world: World, number: int, photo: list[Json]) -> None:
    """A photo, in reply to the newest message with the button «Выполнено» where there is one."""
    chat = world.chat(number)
    cards = [one for one in chat.messages.values() if ":done" in str(one.get("reply_markup", ""))]
    reply = {"reply_to_message": quoted(cards[0])} if cards else {}
    acts.write(world, chat, world.person(number), {"photo": photo, **reply})
