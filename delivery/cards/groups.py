"""Cards in groups: the staff chat and its message of the day, the log chat and its topics."""

from datetime import date

from aiogram.filters.callback_data import CallbackData

from delivery.cards.keyboards import button, keyboard
from delivery.cards.reminders import TITLE, sign
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Later, Message, NewTopic, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import with_weekday
from services import staff_chats as service
from services.staff_chats import Unanswered
from services.surroundings import Surroundings
from storage import chats, people, roadmaps, staff_chats
from storage.assignments import AssignmentView

LISTED = 10
TITLE_OF_CHAT = 40
TITLE_OF_TOPIC = 128
# So many groups and channels are offered, the newest first.
OFFERED = 5


class GroupButton(CallbackData, prefix="gr"):
    """What can be pressed about the groups of an organisation: ``do`` feed, topics, unreached, everyone."""

    do: str
    organisation: int


class LogChatButton(CallbackData, prefix="lc"):
    """This group or channel becomes the log."""

    chat: int


# --- the log ---------------------------------------------------------------------------------------------------------


async def log_chat(scene: Scene) -> Outgoing:
    """In the group: reports of this organisation appear here; in a forum, whether each plan gets a topic."""
    place = await people.organisation(scene.connection, scene.data["organisation"])
    said = text("log-chat", place=place.name)
    if not scene.data["offers"]:
        return Message(said, topic=scene.data["topic"])
    log = await people.log_chat(scene.connection, place.id)
    now = text("log-chat-feed", kind="topics" if log is not None and log.by_plan else "feed")
    feed, topics = (GroupButton(do=do, organisation=place.id) for do in ("feed", "topics"))
    rows = keyboard([button(label("log-one-feed"), feed)], [button(label("log-by-plan"), topics)])
    return Message(join([said, now]), rows, topic=scene.data["topic"])


async def log_chats(scene: Scene) -> Outgoing:
    """In private: where the caller has brought the bot; how to bring it where there is nothing yet."""
    added = await chats.added_by(scene.connection, scene.data["member"])
    if not added:
        return Message(text("log-chats-none"))
    shown = [[button(clipped(one.title or "…", TITLE_OF_CHAT), LogChatButton(chat=one.id))] for one in added[:OFFERED]]
    return Message(text("log-chats"), keyboard(*shown))


async def log_chosen(scene: Scene) -> Outgoing:
    """In private: the log is there now."""
    chat = await chats.get(scene.connection, scene.data["chat"])
    return Message(text("log-chosen", title=clipped((chat and chat.title) or "…", TITLE_OF_CHAT)))


async def log_moved(scene: Scene) -> Outgoing:
    """In the chat that was the log: it is kept elsewhere now."""
    chat = await chats.get(scene.connection, scene.data["chat"])
    title = clipped((chat and chat.title) or "…", TITLE_OF_CHAT)
    return Message(text("log-moved", title=title), topic=scene.data["topic"])


async def log_topic(scene: Scene) -> Outgoing:
    """The topic of a roadmap, opened before the first post about it."""
    roadmap = await roadmaps.get(scene.connection, scene.data["roadmap"])
    if roadmap is None:
        return Dropped("the plan is gone")
    return NewTopic(clipped(" ".join(roadmap.title.split()) or "…", TITLE_OF_TOPIC))


# --- the staff -------------------------------------------------------------------------------------------------------


async def staff_chat(scene: Scene) -> Outgoing:
    """In the group: what comes here from now on and who is named; or that nothing comes any more."""
    place = await people.organisation(scene.connection, scene.data["organisation"])
    chat = await staff_chats.of(scene.connection, place.id)
    if chat is None:
        return Message(text("staff-chat-off", place=place.name), topic=scene.data["topic"])
    who = text("staff-chat-who", who="everyone" if chat.everyone else "unreached")
    unreached, everyone = (GroupButton(do=do, organisation=place.id) for do in ("unreached", "everyone"))
    rows = keyboard(
        [button(label("staff-chat-unreached"), unreached)], [button(label("staff-chat-everyone"), everyone)]
    )
    return Message(join([text("staff-chat", place=place.name), who]), rows, topic=scene.data["topic"])


async def staff_digest(scene: Scene) -> Outgoing:
    """Whose answer is awaited in these days, by person."""
    chat = await staff_chats.of(scene.connection, scene.data["organisation"])
    if chat is None or chat.chat_id != scene.delivery.chat.id:
        return Dropped("ended")
    around, day = Surroundings(scene.connection, scene.rules, scene.now), date.fromisoformat(scene.data["day"])
    hours = await service.hours_of_place(scene.connection, chat.organisation_id, scene.rules)
    leaves = hours.after_quiet(scene.now)
    if hours.day(leaves) != day:
        return Dropped("too late")
    if leaves > scene.now:
        return Later(leaves)
    everybody = await service.unanswered(around, chat, day)
    named = service.named(everybody, chat)
    if not named:
        return Dropped("answered")
    place = await people.organisation(scene.connection, chat.organisation_id)
    lines = [_line(scene, one) for one in named[:LISTED]]
    rest = [text("staff-digest-more", count=len(named) - LISTED)] if len(named) > LISTED else []
    notes = [text("staff-digest-how")]
    if any(one.number is None for one in named[:LISTED]):
        notes.append(text("staff-digest-connect"))
    if len(named) < len(everybody):
        notes.append(text("staff-digest-others"))
    return Message(join([_head(scene, place.name, named), *lines, *rest, *notes]), topic=chat.topic)


def _head(scene: Scene, place: str, named: list[Unanswered]) -> Html:
    listed = {view.measure_id: view for one in named for view in one.views}
    late = {view.measure_id for one in named for view in one.views if view.control < scene.overdue_before}
    return text("staff-digest", place=clipped(place, 60), count=len(listed), late=len(late))


def _line(scene: Scene, one: Unanswered) -> Html:
    first: AssignmentView = one.views[0]
    return text(
        "staff-digest-line",
        sign=sign(first, scene.overdue_before),
        who=_mention(one),
        late="yes" if first.control < scene.overdue_before else "no",
        day=with_weekday(first.due, scene.today),
        title=clipped(first.name, TITLE),
        more=len(one.views) - 1,
    )


def _mention(one: Unanswered) -> Html:
    """Telegram notifies who is mentioned; who has never been connected has no number to mention."""
    if one.number is None:
        return text("staff-digest-unconnected", name=one.member.short_name)
    return text("staff-digest-mention", number=str(one.number), name=one.member.short_name)


CARDS: dict[str, Card] = {
    "log-chat": log_chat,
    "log-chats": log_chats,
    "log-chosen": log_chosen,
    "log-moved": log_moved,
    "log-topic": log_topic,
    "staff-chat": staff_chat,
    service.KIND: staff_digest,
}
