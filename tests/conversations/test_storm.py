"""Six people do whatever comes into their heads: whatever it is, nothing fails and nothing is lost.

A walk is a seed: what it found once it finds again.
"""

import logging
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests.conversations.hostile import misfortunes
from tests.conversations.plans import DUE, LETTERS, SITE, photo, plan
from tests.conversations.sending import EXAMPLES, table
from tests.town import Person, Seen, Town

ACTIONS = 300
TEXTS = [
    *("/start", "/help", "/my", "/summary", "/plans", "/people", "/announce", "/privacy", "/log_here", "/нет", "/"),
    *("готово", "выполнено вчера", "не готово", "в работе", "не успеваем", "нет бумаги", "сделали, протокол на сайте"),
    *("перенесите на 28.10", "не успеваем, можно до пятницы?", "25.10", "до 25.10.2022", "завтра", "31.02.2022"),
    *(
        "Спасибо!",
        "?",
        "🙂",
        "👩‍🏫",
        "\u200b",
        "\u202eперевёрнуто",
        "<b>жирно</b> & </a>",
        "&lt;script&gt;",
        "' OR 1=1 --",
    ),
    *("СОШ №77", "Новикова Ада Игоревна, учитель", "Ким Вера\nНовикова Ада\n???", "Совещание в среду в 15:00."),
    *('&<>"' * 1024, "очень длинно " * 300, "а" * 4096, "1.1 2.2 3.3", "\n\n\n.\n\n", "{ $count } %s {0} \\x00"),
]
FILES = [EXAMPLES / name for name in ("003.docx", "000.xlsx", "001.txt", "002.pdf")]
RUBBISH = [
    ("план.docx", b"PK\x03\x04" + bytes(50)),
    ("план.txt", "Уважаемые коллеги!".encode()),
    table(("1", "Дело", "", "")),
]
LINK = re.compile(r"start=([A-Za-z0-9_-]+)")


@dataclass
class Storm:
    """A seeded walk; ``diary`` tells what was done, for whoever has to understand a failure."""

    town: Town
    chance: random.Random
    diary: list[str] = field(default_factory=list)
    shut_out_by: set[int] = field(default_factory=set)

    @property
    def people(self) -> list[Person]:
        town = self.town
        return [town.kuzmina, town.polyakova, town.shabanova, town.sharik, town.bondarenko, town.akimova]

    async def blow(self, actions: int) -> None:
        """So many actions, one after the other."""
        doing = {
            self.press: 50,
            self.write: 22,
            self.send: 7,
            self.wait: 12,
            self.edit: 3,
            self.block: 2,
            self.follow: 2,
        }
        doing |= {self.hurry: 3, self.restart: 1, self.jam: 1}
        for _ in range(actions):
            action = self.chance.choices(list(doing), weights=list(doing.values()))[0]
            await action(self.chance.choice(self.people))

    async def press(self, person: Person) -> None:
        """Any button that stands in the chat, mostly one of the newest."""
        seen = [message for message in person.received if message.buttons]
        if not seen or person.number in self.shut_out_by:
            return
        under = self.chance.choice(seen[-4:] if self.chance.random() < 0.8 else seen)
        label = self.chance.choice(under.buttons)
        if label == "Это не я" and (person is self.people[0] or self.chance.random() < 0.9):
            return
        self._note(person, f"presses {label!r} under {under.text[:40]!r}")
        await person.presses_data(under.data_of(label), on=under)

    async def write(self, person: Person) -> None:
        """Any text, sometimes in reply to something, sometimes in the log group."""
        if person.number in self.shut_out_by:
            return
        words = self.chance.choice(TEXTS)
        if self.chance.random() < 0.1:
            self._note(person, f"writes {words[:40]!r} in the log")
            await person.says(words, in_chat=self.town.log_group)
            return
        quoted = self._any(person) if self.chance.random() < 0.3 else None
        self._note(person, f"writes {words[:40]!r}" + (f" to {quoted.text[:40]!r}" if quoted else ""))
        await person.says(words, reply_to=quoted)

    async def send(self, person: Person) -> None:
        """A plan, rubbish, a picture, an album; with words or without."""
        if person.number in self.shut_out_by:
            return
        kind = self.chance.choice(["photo", "album", "document", "rubbish", "voice"])
        kinds: dict[str, list[Path | tuple[str, bytes]]] = {
            "photo": [photo(self.chance.randrange(5))],
            "album": [photo(number) for number in range(self.chance.randrange(2, 4))],
            "document": [self.chance.choice(FILES)],
            "rubbish": [self.chance.choice(RUBBISH)],
            "voice": [("voice.ogg", b"OggS" + bytes(100))],
        }
        words = self.chance.choice(["", "готово", "&<>" * 50, self.chance.choice(TEXTS)[:1024]])
        quoted = self._any(person) if self.chance.random() < 0.3 else None
        self._note(person, f"sends {kind} with {words[:40]!r}")
        sort = {"photo": "photo", "album": "photo", "voice": "voice"}.get(kind, "document")
        await person.sends(kinds[kind], text=words, kind=sort, reply_to=quoted)

    async def wait(self, _person: Person) -> None:
        """Minutes, hours or days."""
        parts = self.chance.choice(
            [{"minutes": 2}, {"minutes": 40}, {"hours": 3}, {"hours": 11}, {"days": 1}, {"days": 4}]
        )
        self.diary.append(f"{parts} go by")
        await self.town.later(**parts)

    async def edit(self, person: Person) -> None:
        """One's own last words are changed."""
        own = [message for message in person.messages if not message.from_bot and message.raw.get("text")]
        if not own or person.number in self.shut_out_by:
            return
        words = self.chance.choice(TEXTS)
        self._note(person, f"changes {own[-1].text[:30]!r} to {words[:30]!r}")
        body = {"user_id": person.number, "chat_id": person.chat, "message_id": own[-1].id, "text": words}
        await self.town.control("edit", body)
        await self.town.settle()

    async def block(self, person: Person) -> None:
        """The bot is blocked, or let in again."""
        self._note(person, "blocks or lets in")
        self.shut_out_by ^= {person.number}
        await person.blocks(person.number in self.shut_out_by)

    async def follow(self, person: Person) -> None:
        """The newest personal link that anybody was given, or a wrong one."""
        given = [LINK.search(message.text) for leader in self.people[:2] for message in leader.received]
        found = [match[1] for match in given if match is not None]
        self._note(person, "follows a link")
        self.shut_out_by.discard(person.number)
        await person.starts(found[-1] if found else "x" * 32)

    async def hurry(self, _person: Person) -> None:
        """Everybody writes at the same time."""
        self.diary.append("all write at once")
        for person in self.chance.choices(self.people, k=5):
            if person.number not in self.shut_out_by:
                await person.sends([], text=self.chance.choice(TEXTS), settle=False)
        await self.town.settle()

    async def jam(self, person: Person) -> None:
        """Telegram asks for patience."""
        self.diary.append("Telegram asks to wait")
        await self.town.control("faults", {"method": "sendMessage", "times": 1, "fault": "429", "retry_after": 1})
        await self.write(person)

    async def restart(self, _person: Person) -> None:
        """The bot stops as for an update, and starts again."""
        self.diary.append("the bot starts anew")
        await self.town.stop_bot()
        await self.town.start_bot()

    def _any(self, person: Person) -> Seen | None:
        return self.chance.choice(person.messages) if person.messages else None

    def _note(self, person: Person, what: str) -> None:
        self.diary.append(f"{person.number} {what}")


@pytest.mark.parametrize("seed", [11, 29])
async def test_whatever_six_people_do_nothing_fails(town: Town, caplog: pytest.LogCaptureFixture, seed: int) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik]), (SITE, DUE, [town.shabanova, town.bondarenko])])
    storm = Storm(town, random.Random(seed))
    with capture_logs() as noted, caplog.at_level(logging.ERROR):
        await storm.blow(ACTIONS)
        await town.later(days=3)
        await town.tick()
    told = "\n".join(storm.diary)
    assert [entry for entry in noted if entry["log_level"] in ("error", "critical")] == [], told
    assert [record.getMessage() for record in caplog.records] == [], told
    assert await misfortunes(town) == [], told
    assert town.problems() == [], told
