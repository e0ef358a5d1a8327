"""What cannot be done, in one clear sentence, and the bot's own failure."""

from delivery.cards.scene import Card, Scene
from delivery.outgoing import Message, Outgoing
from delivery.texts import text


async def refusal(scene: Scene) -> Outgoing:
    """The sentence of the refusal's code with its facts."""
    return Message(text(f"refusal-{scene.data['code']}", **scene.data["facts"]))


async def own_fault(scene: Scene) -> Outgoing:
    """Something went wrong on our side; the message is kept, the code finds it in the log."""
    return Message(text("own-fault", code=scene.data["code"]))


CARDS: dict[str, Card] = {"refusal": refusal, "own-fault": own_fault}
