"""What the messenger says about a chat itself: blocked, left, moved, met again."""

from services.access import Caller
from services.work import Work
from storage import chats


async def mark(work: Work, caller: Caller, *, blocked: bool) -> None:
    """The bot was shut out of the chat, or let in again; what waited for a blocked chat is settled when it is tried.

    A member who has brought it into a group or channel may make that the log later.
    """
    async with work.write() as connection:
        await chats.mark(connection, caller.chat.id, blocked=blocked)
        if not blocked and caller.member is not None and caller.chat.kind != "private":
            await chats.note_adder(connection, caller.chat.id, caller.member.id)


async def moved(work: Work, chat_id: int, number: int) -> None:
    """A group grew into a supergroup: its row goes on under the new number."""
    async with work.write() as connection:
        await chats.move(connection, chat_id, number)


async def came_from(work: Work, caller: Caller, number: int) -> None:
    """The caller's supergroup was the group with this number; the old group says so too, in any order."""
    async with work.write() as connection:
        old = await chats.find(connection, caller.chat.messenger, number)
        if old is not None:
            await chats.move(connection, old.id, caller.chat.number)
