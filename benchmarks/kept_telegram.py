"""Telegram at its worst, and all that it saw: what ``benchmarks.kept`` puts into the sandbox."""

import random
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.app import Running
from sandbox.clock import Clock
from sandbox.errors import Json
from sandbox.journal import Journal
from sandbox.updates import UpdateQueue

LOST_CONFIRMATIONS = 0.2
OLD_ONES = 0.3
_REMEMBERED = 300


class Forgetful(UpdateQueue):
    """The queue of a Telegram that forgets confirmations and gives old updates once more, with their numbers."""

    def __init__(self, clock: Clock, on_change: Callable[[], None], shown: Callable[[Json], Json], seed: int) -> None:
        super().__init__(clock, on_change, shown)
        self._chance = random.Random(seed)
        self._old: deque[Json] = deque(maxlen=_REMEMBERED)
        self.given: Counter[int] = Counter()

    @property
    def repeated(self) -> int:
        """How often an update was given that had been given before."""
        return self.given.total() - len(self.given)

    def confirm(self, offset: int) -> None:
        """Drop what is below ``offset``, unless the confirmation gets lost."""
        if self._chance.random() < LOST_CONFIRMATIONS:
            return
        self._old.extend(item.update for item in self.pending if item.update_id < offset)
        super().confirm(offset)

    def batch(self, limit: int) -> list[Json]:
        """The oldest unconfirmed updates, now and then behind some that were confirmed long ago."""
        found = super().batch(limit)
        if found and self._old and self._chance.random() < OLD_ONES:
            again = self._chance.sample(list(self._old), min(len(self._old), self._chance.randint(1, 5)))
            found = sorted(again, key=lambda update: int(update["update_id"])) + found
        self.given.update(update["update_id"] for update in found)
        return found[:limit]


@dataclass(frozen=True, slots=True)
class Said:
    """A message as the bot sent or edited it: where it stands, the data of its buttons, its words."""

    chat: int
    message: int
    data: tuple[str, ...]
    words: str


class Heard(Journal):
    """The journal of the sandbox, and what the bot has said so far."""

    def __init__(self) -> None:
        super().__init__()
        self.introductions = 0
        self.said: list[Said] = []
        self.problems: list[str] = []
        self.reactions = 0
        """Messages to people that answer what they sent."""

    def add(self, **entry: object) -> Json:
        """Write one entry down and look at it."""
        line = super().add(**entry)
        self.introductions += line["method"] == "deleteWebhook"
        self.problems += [f"{line['method']}: {problem}" for problem in line["problems"]]
        if line["status"] == 200 and str(line["method"]).startswith(("send", "editMessage")):
            result = line["answer"]["result"]
            for message in result if isinstance(result, list) else [result]:
                if isinstance(message, dict) and "message_id" in message:
                    self._note(message)
        return line

    def _note(self, message: Json) -> None:
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        data = tuple(button["callback_data"] for row in rows for button in row if "callback_data" in button)
        words = message.get("text") or message.get("caption") or ""
        self.said.append(Said(message["chat"]["id"], message["message_id"], data, words))
        self.reactions += any(one.startswith(("rp:", "ra:", "pl:")) for one in data)


def listen(sandbox: Running) -> Heard:
    """Note from now on what the bot says."""
    heard = Heard()
    sandbox.sandbox.journal = sandbox.sandbox.gateway.journal = heard
    return heard


def worsen(sandbox: Running, seed: int) -> Forgetful:
    """Let the updates of the (first) bot come from a forgetful queue; nothing may have been said yet."""
    world = sandbox.sandbox.world
    queue = Forgetful(world.clock, world.ground.touch, world.files.seen, seed)
    queue.pace = False
    world.updates = queue
    return queue
