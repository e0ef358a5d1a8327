"""The last door: refusals become one clear sentence; an unknown command or a dead button is answered."""

from aiogram import F, Router
from aiogram.filters import Command, ExceptionTypeFilter
from aiogram.types import CallbackQuery, ErrorEvent, Message

from domain.errors import Refusal
from handlers.access import Known
from services.access import Caller
from services.outbox import say
from services.work import Work

_PRIVATE = ["my", "absence", "planned", "sent", "plans", "review", "indicators", "announce", "calendar", "settings"]


def unknown_commands() -> Router:
    """A command that nothing else took."""
    routes = Router(name="unknown-commands")
    in_groups = F.chat.type.in_({"group", "supergroup"})
    routes.message.register(private_command, in_groups, Command(*_PRIVATE), Known())
    routes.message.register(unknown_command, F.text.startswith("/"), F.chat.type == "private", Known())
    return routes


def refusals() -> Router:
    """What was refused, and buttons that nothing else took; registered last."""
    routes = Router(name="refusals")
    routes.callback_query.register(stale_button)
    routes.errors.register(refuse, ExceptionTypeFilter(Refusal))
    return routes


async def private_command(_message: Message) -> None:
    """A command of one's own chat in a group: what it shows is nobody else's."""
    raise Refusal("private-only")


async def unknown_command(_message: Message) -> None:
    """A command that does not exist."""
    raise Refusal("unknown-command")


async def stale_button(_press: CallbackQuery) -> None:
    """A button of an older version, or forged."""
    raise Refusal("stale-button")


async def refuse(event: ErrorEvent, work: Work, caller: Caller) -> None:
    """Say what was refused where it was asked, in a group to who asked; what the handler began is undone already."""
    refusal = event.exception
    if not isinstance(refusal, Refusal):
        raise refusal
    async with work.write() as connection:
        data = {"code": refusal.code, "facts": refusal.facts, "to": _to_whom(event.update.message, caller)}
        await say(connection, chat_id=caller.chat.id, kind="refusal", key=work.key("refusal"), now=work.now, data=data)


def _to_whom(message: Message | None, caller: Caller) -> dict[str, int | None]:
    """Whose words were refused, and where they stand."""
    shown = message is not None and message.ephemeral_message_id is None
    topic = message.message_thread_id if message is not None and message.is_topic_message else None
    return {
        "number": caller.number,
        "message": message.message_id if message is not None and shown else None,
        "topic": topic,
    }
