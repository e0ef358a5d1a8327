"""What the messenger says about a chat itself: blocked, left, moved, met again."""

from services.work import Work
from storage import chats


async def mark(work: Work, chat_id: int, *, blocked: bool) -> None:
    """The bot was shut out of the chat, or let in again; what waited for a blocked chat is settled when it is tried."""
    async with work.write() as connection:
        await chats.mark(connection, chat_id, blocked=blocked)


async def moved(work: Work, chat_id: int, number: int) -> None:
    """A group grew into a supergroup: its row goes on under the new number."""
    async with work.write() as connection:
        await chats.move(connection, chat_id, number)
