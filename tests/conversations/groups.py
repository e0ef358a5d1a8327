"""What conversations in groups share: groups, what each of their people sees, presses among others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.town import Person, Seen, Town

STAFF = -1000000000777


@dataclass
class Group:
    """A group of the town; what only one person sees is not among its messages."""

    town: Town
    number: int

    @property
    def said(self) -> list[Seen]:
        """What the bot wrote there for all to see, oldest first."""
        return [seen for seen in self.town.seen_in(self.number) if seen.from_bot]

    @property
    def digests(self) -> list[Seen]:
        """The messages of the day."""
        return [seen for seen in self.said if "без ответа" in seen.text]

    def seen_by(self, person: Person) -> list[Seen]:
        """What the bot told this person alone, oldest first."""
        kept = self.town.sandbox.sandbox.world.chats[self.number].ephemeral.values()
        return [Seen(one) for one in kept if one["receiver_user"]["id"] == person.number]

    async def presses(self, person: Person, label: str, *, on: Seen) -> None:
        """Press a button in the group, under what all see or under what the person alone sees."""
        await self.presses_data(person, on.data_of(label), on=on)

    async def presses_data(self, person: Person, data: str, *, on: Seen) -> None:
        """Press a button by its data."""
        body: dict[str, Any] = {"user_id": person.number, "chat_id": self.number, "callback_data": data}
        hidden = on.raw.get("ephemeral_message_id")
        named = {"message_id": on.id} if hidden is None else {"ephemeral_message_id": hidden}
        await self.town.control("press", body | named)
        await self.town.settle()

    async def answers_hidden(self, person: Person, text: str, *, on: Seen) -> None:
        """Answer what only this person sees; nobody else sees the answer."""
        number = on.raw["ephemeral_message_id"]
        body = {"user_id": person.number, "chat_id": self.number, "text": text}
        await self.town.control("send", body | {"reply_to_ephemeral_message_id": number})
        await self.town.settle()

    def notices(self) -> list[str]:
        """What those who pressed were shown for a moment, oldest first."""
        entries = self.town.sandbox.sandbox.journal.after(0)
        asked = [one["params"].get("text") for one in entries if one["method"] == "answerCallbackQuery"]
        return [words for words in asked if words]


async def group(
    town: Town,
    people: Sequence[Person],
    *,
    number: int = STAFF,
    kind: str = "supergroup",
    is_forum: bool = False,
    bot_admin: bool = False,
) -> Group:
    """A group of these people, into which the bot has come."""
    body = {"id": number, "type": kind, "title": "Сотрудники", "members": [one.number for one in people], "bot": True}
    await town.control("chats", body | {"is_forum": is_forum, "bot_admin": bot_admin})
    await town.settle()
    return Group(town, number)


async def topic(town: Town, group: Group, person: Person, name: str) -> int:
    """A topic that a person opens in a forum."""
    made = await town.control("topic", {"user_id": person.number, "chat_id": group.number, "name": name})
    number: int = made["message_thread_id"]
    return number


async def writes(
    town: Town, person: Person, text: str, group: Group, *, thread: int | None = None, reply_to: Seen | None = None
) -> None:
    """Write in a group, in one of its topics where ``thread`` is given."""
    body: dict[str, Any] = {"user_id": person.number, "chat_id": group.number, "text": text}
    if thread is not None:
        body["message_thread_id"] = thread
    if reply_to is not None:
        body["reply_to_message_id"] = reply_to.id
    await town.control("send", body)
    await town.settle()
