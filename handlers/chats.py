"""What happens to a chat itself: the bot is blocked or let in again, a group becomes a supergroup."""

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberRestricted, ChatMemberUpdated, Message

from services import chats
from services.access import Caller
from services.work import Work

_OUT = {ChatMemberStatus.KICKED, ChatMemberStatus.LEFT}


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="chats")
    routes.my_chat_member.register(membership)
    routes.message.register(migrated, F.migrate_to_chat_id)
    routes.message.register(came_from, F.migrate_from_chat_id)
    return routes


async def membership(event: ChatMemberUpdated, work: Work, caller: Caller) -> None:
    """The bot was blocked, unblocked, added to a group or thrown out, or may not write there any more."""
    seat = event.new_chat_member
    mute = isinstance(seat, ChatMemberRestricted) and not (seat.is_member and seat.can_send_messages)
    await chats.mark(work, caller, blocked=seat.status in _OUT or mute)


async def migrated(message: Message, work: Work, caller: Caller) -> None:
    """The group has a new number from now on."""
    assert message.migrate_to_chat_id is not None
    await chats.moved(work, caller.chat.id, message.migrate_to_chat_id)


async def came_from(message: Message, work: Work, caller: Caller) -> None:
    """The group had another number before."""
    assert message.migrate_from_chat_id is not None
    await chats.came_from(work, caller, message.migrate_from_chat_id)
