"""What has changed for people is told to each of them once, when they may hear it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.outbox import Priority
from services.outbox import say
from services.surroundings import Surroundings
from storage import people


@dataclass(frozen=True, slots=True)
class Told:
    """One card: ``key`` makes it unique for ever, ``data`` holds its facts."""

    key: str
    data: dict[str, Any]


async def tell(around: Surroundings, kind: str, news: Mapping[int, Told]) -> set[int]:
    """A card of this kind to each of these members who has a chat; who will hear it.

    It leaves after their quiet hours, for an absent person in the morning of the return; where nobody knows when that
    is, nothing is said: on the return they hear what waits for them in any case.
    """
    hearers = set[int]()
    for member_id, chat_id in (await people.private_chats(around.connection, set(news))).items():
        when = await around.news_at(member_id)
        if when is None:
            continue
        hearers.add(member_id)
        await say(
            around.connection,
            chat_id=chat_id,
            kind=kind,
            key=news[member_id].key,
            now=around.now,
            data=news[member_id].data,
            priority=Priority.REMINDER,
            member_id=member_id,
            due_at=when,
        )
    return hearers
