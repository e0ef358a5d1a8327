"""What a person of a group is answered is for them alone: who that is, and where it goes if it cannot be hidden."""

from dataclasses import replace
from typing import Any

from aiogram.types import InlineKeyboardMarkup

from delivery.cards.scene import Scene
from delivery.outgoing import Message, Outgoing
from services import staff_chats
from services.group_answers import ANSWERS
from storage import chats, people, reports

_TO_ONE = ANSWERS | {"refusal"}
# Buttons that work in a group, for the person who was answered: about a report, its place, a wish for more time.
_WORK_IN_GROUPS = ("rp:", "pl:", "pp:", "ex:")


async def addressed(scene: Scene, outgoing: Outgoing) -> Outgoing:
    """The same; in a group for the eyes of the person whom it answers."""
    in_group = scene.delivery.chat.kind in ("group", "supergroup")
    if not in_group or not isinstance(outgoing, Message) or scene.delivery.kind not in _TO_ONE:
        return outgoing
    to_whom: dict[str, Any] | None = await _of_report(scene) or scene.data.get("to")
    if to_whom is None:
        return outgoing
    chat = await chats.find(scene.connection, scene.delivery.chat.messenger, to_whom["number"])
    return replace(
        outgoing,
        keyboard=_usable(outgoing.keyboard),
        only_for=to_whom["number"],
        in_private=chat is not None and chat.member_id is not None and not chat.blocked,
        reply_to=to_whom["message"],
        topic=to_whom["topic"],
    )


async def _of_report(scene: Scene) -> dict[str, Any] | None:
    report = await reports.get(scene.connection, scene.data.get("report") or 0)
    if report is None:
        return None
    number = (await people.numbers(scene.connection, [report.author_id])).get(report.author_id)
    if number is None:
        return None
    topic = await staff_chats.topic_for(scene.connection, scene.delivery.chat.id, report.author_id)
    # Below zero: it was a reply that nobody else sees.
    message = report.message if report.message is not None and report.message > 0 else None
    return {"number": number, "message": message, "topic": topic}


def _usable(keyboard: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    if keyboard is None:
        return None
    rows = [
        [one for one in row if (one.callback_data or "").startswith(_WORK_IN_GROUPS)]
        for row in keyboard.inline_keyboard
    ]
    return InlineKeyboardMarkup(inline_keyboard=[row for row in rows if row]) if any(rows) else None
