"""To the administrators: that the bot was down, what may be lost by it, what comes late."""

from datetime import datetime

from delivery.cards.scene import Card, Scene
from delivery.outgoing import Message, Outgoing
from delivery.texts import text
from delivery.texts.dates import clock
from services.health import KEPT_BY_TELEGRAM
from services.hours import zone_of

_HOUR = 3600


async def _stretch(scene: Scene) -> tuple[str, str, str]:
    """Since when and until when it was so, and until when what came in is gone, in the reader's zone."""
    zone = await zone_of(scene.connection, scene.data["member"], scene.rules)
    since, until = (datetime.fromisoformat(scene.data[end]) for end in ("since", "until"))
    return clock(since, zone), clock(until, zone), clock(until - KEPT_BY_TELEGRAM, zone)


async def lost(scene: Scene) -> Outgoing:
    """The bot was down for more than a day."""
    since, until, kept_from = await _stretch(scene)
    gap = datetime.fromisoformat(scene.data["until"]) - datetime.fromisoformat(scene.data["since"])
    hours = max(1, round((gap - KEPT_BY_TELEGRAM).total_seconds() / _HOUR))
    return Message(text("health-lost", since=since, until=until, hours=hours, kept=kept_from))


async def backlog(scene: Scene) -> Outgoing:
    """Reminders came up in the meantime."""
    since, until, _ = await _stretch(scene)
    data = scene.data
    reminders = text("health-reminders", count=data["reminders"])
    people = text("health-people", count=data["people"])
    words = text("health-backlog", cause=data["cause"], since=since, until=until, reminders=reminders, people=people)
    return Message(words)


CARDS: dict[str, Card] = {"health-lost": lost, "health-backlog": backlog}
