"""What cannot be done, in one clear sentence, and the bot's own failure."""

from typing import Any

from aiogram.filters.callback_data import CallbackData

from delivery.cards.keyboards import button, keyboard
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Message, Outgoing
from delivery.texts import label, text


class FaultButton(CallbackData, prefix="ft"):
    """Another try for what was given up under a code."""

    code: str


def notice(code: str, facts: dict[str, Any]) -> str:
    """The sentence of a refusal as it is shown for a moment above the chat."""
    return label(f"refusal-{code}", **facts)


async def refusal(scene: Scene) -> Outgoing:
    """The sentence of the refusal's code with its facts."""
    return Message(text(f"refusal-{scene.data['code']}", **scene.data["facts"]))


async def own_fault(scene: Scene) -> Outgoing:
    """Something went wrong on our side; the message is kept, the code finds it in the log."""
    return Message(text("own-fault", code=scene.data["code"]))


async def fault(scene: Scene) -> Outgoing:
    """To an administrator: something was given up, where it went wrong, another try."""
    code = scene.data["code"]
    again = button(label("fault-try-again"), FaultButton(code=code))
    return Message(text("fault", code=code, place=scene.data["place"]), keyboard([again]))


async def fault_again(scene: Scene) -> Outgoing:
    """To the administrator who pressed."""
    return Message(text("fault-again", code=scene.data["code"]))


CARDS: dict[str, Card] = {"refusal": refusal, "own-fault": own_fault, "fault": fault, "fault-again": fault_again}
