"""What a coordinator reads when somebody is in trouble or needs help."""

from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Message, Outgoing
from delivery.texts import clipped, join, text
from delivery.texts.dates import with_weekday
from services.last_answers import last_answers
from storage import assignments, people

TITLE = 200
WORDS = 600


async def trouble_news(scene: Scene) -> Outgoing:
    """Who, what, until when, and what is in the way as far as it is known by now."""
    (listed,) = scene.data["assignments"]
    view = await assignments.view(scene.connection, listed)
    if view is None or view.closed or view.handed_on or view.status != "trouble":
        return Dropped("answered")
    known = (await last_answers(scene.connection, [view]))[view.id]
    asked = known.report
    if asked is None or asked.id < scene.data["report"]:
        return Dropped("withdrawn")
    author = await people.member(scene.connection, asked.author_id)
    parts = [
        text("trouble-news", who=author.short_name, late="yes" if asked.late else "no"),
        text("trouble-news-what", title=clipped(view.name, TITLE), day=with_weekday(view.due, scene.today)),
    ]
    if view.member_id != author.id:
        person = await people.member(scene.connection, view.member_id)
        parts.append(text("absence-log", name=person.short_name))
    if known.words:
        parts.append(text("quoted", quote=clipped(known.words, WORDS)))
    return Message(join(parts))


CARDS: dict[str, Card] = {"trouble-news": trouble_news}
