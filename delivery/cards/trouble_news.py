"""What a coordinator reads when somebody is in trouble or needs help."""

from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Message, Outgoing
from delivery.texts import clipped, join, text
from delivery.texts.dates import with_weekday
from services.last_answers import last_answers
from storage import assignments, people
from storage.assignments import AssignmentView

TITLE = 200
WORDS = 600


async def trouble_news(scene: Scene) -> Outgoing:
    """Who, what, until when, and what is in the way as far as it is known by now."""
    (listed,) = scene.data["assignments"]
    view = await assignments.view(scene.connection, listed)
    if view is None:
        return Dropped("gone")
    if view.closed or view.handed_on or view.status != "trouble":
        return await _over(scene, view, "answered")
    known = (await last_answers(scene.connection, [view]))[view.id]
    asked = known.report
    if asked is None or asked.id < scene.data["report"]:
        return await _over(scene, view, "withdrawn")
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


async def _over(scene: Scene, view: AssignmentView, why: str) -> Outgoing:
    """Who has read of it reads that it is over; who has not hears nothing."""
    if scene.delivery.edits is None:
        return Dropped(why)
    person = await people.member(scene.connection, view.member_id)
    head = text("trouble-over", who=person.short_name, status=view.status)
    day = with_weekday(view.due, scene.today)
    return Message(join([head, text("trouble-news-what", title=clipped(view.name, TITLE), day=day)]))


CARDS: dict[str, Card] = {"trouble-news": trouble_news}
