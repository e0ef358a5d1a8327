"""The people of ``benchmarks.kept``: what they mean to answer, in an order that a seed fixes, and sending it."""

import asyncio
import hashlib
import json
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import aiohttp
from PIL import Image

from benchmarks.kept_judge import Answer, Kind, Part
from sandbox import acts
from sandbox.app import Running
from sandbox.records import Chat
from sandbox.wire import Upload

KINDS: Mapping[Kind, float] = {
    "photo": 0.36,
    "album": 0.15,
    "photo-file": 0.08,
    "document": 0.08,
    "words": 0.15,
    "button": 0.18,
}
PRESSED = 0.6
"""The share of the measures of a person that are answered by a button; the others: by what is written in reply."""
ALL_DONE = 0.15
"""The share of people who press «Все выполнены» instead."""
LATE = 0.2
"""The share of albums of which a part comes when the others were answered already."""
AGAIN = 0.03
"""The share of pictures that somebody has sent before."""
LATE_AFTER = 15.0
"""Seconds that a late part waits at most for the answer to the others."""
_PHRASES = (
    "провели классный час, дети слушали внимательно",
    "собрание прошло, родители задавали вопросы",
    "памятки розданы всем классам",
    "стенд обновили вместе с активом класса",
)


@dataclass(frozen=True, slots=True)
class Hand:
    """What a person holds: the message that reminds them of everything, and a card for each measure."""

    number: int
    digest: int
    all_done: str | None
    cards: Mapping[int, int]
    """The message of the card, by assignment."""

    @property
    def pressed(self) -> list[int]:
        """The assignments that are answered by a button."""
        return list(self.cards)[: round(len(self.cards) * PRESSED)]

    @property
    def written(self) -> list[int]:
        """The others."""
        return list(self.cards)[round(len(self.cards) * PRESSED) :]


@dataclass(frozen=True, slots=True)
class Intent:
    """What somebody means to send; ``quotes`` and ``message`` are messages of the bot, ``late`` counts late parts."""

    serial: int
    number: int
    kind: Kind
    files: int = 0
    late: int = 0
    words: str | None = None
    quotes: int | None = None
    message: int | None = None
    press: str | None = None
    assignments: tuple[int, ...] = ()
    status: str | None = None


def intents(hands: Sequence[Hand], count: int, seed: int) -> list[Intent]:
    """So many answers of all these people in random order."""
    chance = random.Random(seed)
    turns = [hands[serial % len(hands)] for serial in range(count)]
    chance.shuffle(turns)
    at_once = {hand.number for hand in hands if hand.all_done and chance.random() < ALL_DONE}
    at_once |= {hand.number for hand in hands[:1] if hand.all_done}
    pressing: dict[int, list[int]] = {hand.number: hand.pressed for hand in hands}
    found = []
    for serial, hand in enumerate(turns):
        kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
        left = pressing[hand.number]
        if kind == "button" and hand.number in at_once and left:
            left.clear()
            found.append(_all_done(serial, hand))
        elif kind == "button" and hand.number not in at_once and left:
            found.append(_pressed(serial, hand, left.pop(), chance))
        else:
            found.append(_written(serial, hand, "words" if kind == "button" else kind, chance, hand.number in at_once))
    return found


def _all_done(serial: int, hand: Hand) -> Intent:
    return Intent(
        serial,
        hand.number,
        "all-done",
        message=hand.digest,
        press=hand.all_done,
        assignments=tuple(hand.cards),
        status="done",
    )


def _pressed(serial: int, hand: Hand, assignment: int, chance: random.Random) -> Intent:
    status, do = chance.choice((("done", "done"), ("done", "done"), ("in-progress", "progress")))
    press, message = f"as:{assignment}:{do}", hand.cards[assignment]
    return Intent(serial, hand.number, "button", message=message, press=press, assignments=(assignment,), status=status)


def _written(serial: int, hand: Hand, kind: Kind, chance: random.Random, at_once: bool) -> Intent:
    """In reply to a card, in reply to the list, or out of the blue; «готово» only in reply to what has no press."""
    where, own = chance.random(), hand.written
    quotes = hand.cards[chance.choice(own)] if where < 0.55 and own else hand.digest if where < 0.7 else None
    words: str | None = f"Ответ {serial:05d}: {chance.choice(_PHRASES)}"
    done = where < 0.55 and bool(own) and not at_once and chance.random() < 0.2
    if done:
        words = f"Готово. {words}"
    elif kind != "words" and chance.random() < 0.4:
        words = None
    files = {"words": 0, "album": 2 + min(chance.randrange(9), chance.randrange(9))}.get(kind, 1)
    late = 1 + chance.randrange(2) if kind == "album" and files < 9 and chance.random() < LATE else 0
    return Intent(serial, hand.number, kind, files, late, words, quotes, status="done" if done else None)


class Crowd:
    """Sends what is meant, over HTTP; what was sent stands in ``answers``."""

    def __init__(self, sandbox: Running, session: aiohttp.ClientSession, seed: int) -> None:
        self._sandbox = sandbox
        self._session = session
        self._chance = random.Random(seed)
        self._photos: list[bytes] = []
        self._later: list[asyncio.Task[None]] = []
        self.answers: list[Answer] = []

    async def send(self, intent: Intent) -> None:
        """One answer, or as much of it as comes at once."""
        if intent.press is not None:
            await self.press(intent.number, intent.message or 0, intent.press)
            answer = Answer(intent.number, intent.kind, assignments=intent.assignments, status=intent.status)
            self.answers.append(answer)
            return
        uploads = [self._upload(intent, number) for number in range(intent.files)]
        messages = await self._send(intent, uploads)
        parts = [self._part(intent, message, uploads) for message in messages]
        if intent.late:
            self._later.append(asyncio.create_task(self._send_late(intent, messages, parts)))
            return
        self._note(intent, parts)

    async def finished(self) -> None:
        """Wait until the late parts are sent too."""
        await asyncio.gather(*self._later)

    async def press(self, number: int, message: int, data: str) -> None:
        """Press a button."""
        body = {"user_id": number, "chat_id": number, "message_id": message, "callback_data": data}
        async with self._session.post(f"{self._sandbox.url}/sandbox/press", json=body) as answer:
            if answer.status != 200:
                raise RuntimeError(await answer.text())

    def _note(self, intent: Intent, parts: Sequence[Part]) -> None:
        self.answers.append(Answer(intent.number, intent.kind, tuple(parts), intent.words, status=intent.status))

    def _body(self, intent: Intent) -> dict[str, Any]:
        body: dict[str, Any] = {"user_id": intent.number, "text": intent.words or ""}
        if intent.files:
            body["as"] = "photo" if intent.kind in ("photo", "album") else "document"
        if intent.quotes is not None:
            body["reply_to_message_id"] = intent.quotes
        return body

    async def _send(self, intent: Intent, uploads: Sequence[tuple[str, bytes]]) -> list[dict[str, Any]]:
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("data", json.dumps(self._body(intent)), content_type="application/json")
        for name, content in uploads:
            form.add_field("file", content, filename=name)
        async with self._session.post(f"{self._sandbox.url}/sandbox/send", data=form) as answer:
            if answer.status != 200:
                raise RuntimeError(await answer.text())
            messages: list[dict[str, Any]] = (await answer.json())["messages"]
            return messages

    async def _send_late(self, intent: Intent, messages: list[dict[str, Any]], parts: list[Part]) -> None:
        """When the album was answered (or after a while) more of it comes, as from a telephone without reception."""
        world = self._sandbox.sandbox.world
        chat, person = world.chat(intent.number), world.person(intent.number)
        began = time.monotonic()
        while time.monotonic() - began < LATE_AFTER and not _counted(chat, messages[-1]["message_id"]):
            await asyncio.sleep(0.1)
        for number in range(intent.late):
            name, content = self._upload(intent, intent.files + number)
            body = {**self._body(intent), "text": ""}
            said = (await acts.contents_of(world, body, [Upload(name, "image/jpeg", content)]))[0]
            common = acts.where(chat, person, body) | {"media_group_id": messages[0]["media_group_id"]}
            parts.append(self._part(intent, acts.write(world, chat, person, {**common, **said}), ()))
        self._note(intent, parts)

    def _upload(self, intent: Intent, number: int) -> tuple[str, bytes]:
        if intent.kind == "document":
            serial = f"{intent.serial}-{number}"
            return f"Приказ {serial}.pdf", b"%PDF-1.4\n" + serial.encode() + self._chance.randbytes(20_000)
        if self._photos and self._chance.random() < AGAIN:
            content = self._chance.choice(self._photos)
        else:
            content = picture(self._chance)
            self._photos.append(content)
        return f"{number}.jpg", content

    def _part(self, intent: Intent, message: Mapping[str, Any], uploads: Sequence[tuple[str, bytes]]) -> Part:
        """A file as Telegram serves it; what was sent as a file has to be what it was."""
        if not intent.files:
            return Part(message["message_id"])
        media = message["photo"][-1] if "photo" in message else message["document"]
        files = self._sandbox.sandbox.bots.ground.files
        stored = files.find(media["file_id"])
        assert stored is not None
        served = files.read(stored)
        assert "photo" in message or served == uploads[0][1]
        return Part(message["message_id"], hashlib.sha256(served).hexdigest())


def _counted(chat: Chat, message: int) -> bool:
    """Whether the bot has said after this message how many photos it got."""
    later = [one for number, one in chat.messages.items() if number > message and one["from"]["is_bot"]]
    return any("фото" in one.get("text", "") for one in later)


def picture(chance: random.Random) -> bytes:
    """A JPEG that is like no other: coloured patches."""
    buffer = BytesIO()
    Image.frombytes("RGB", (8, 6), chance.randbytes(8 * 6 * 3)).resize((320, 240)).save(buffer, "JPEG")
    return buffer.getvalue()
