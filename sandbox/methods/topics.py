"""Topics of forums: create, rename, close, open again, delete."""

from functools import partial

from sandbox import topics
from sandbox.errors import Json, bad_request
from sandbox.methods.call import Call, Handler
from sandbox.records import MANAGERS, Chat


def forum(call: Call, words: str) -> Chat:
    """A chat with topics where the bot may manage them: an administrator, or its own private chat."""
    chat = call.chat()
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if chat.type != "private" and call.world.seat(chat) not in MANAGERS:
        raise bad_request(words)
    return chat


def topic_of(call: Call) -> tuple[Chat, int, Json]:
    """The topic of `message_thread_id`."""
    chat = forum(call, "not enough rights to manage topics")
    thread = call.params["message_thread_id"]
    if thread not in chat.topics:
        raise bad_request("TOPIC_ID_INVALID")
    return chat, thread, chat.topics[thread]


async def create_forum_topic(call: Call) -> Json:
    """createForumTopic."""
    chat = forum(call, "not enough rights to create a topic")
    given = ("name", "icon_color", "icon_custom_emoji_id")
    facts = {name: call.params[name] for name in given if call.get(name)}
    if not facts.get("name"):
        raise bad_request("topic name must be non-empty")
    made: Json = topics.create(call.world, chat, call.world.bot.user(), facts)["topic"]
    return made


async def edit_forum_topic(call: Call) -> bool:
    """editForumTopic: an absent or empty name stays, an empty icon goes away."""
    chat, thread, facts = topic_of(call)
    changed = {"name": call.get("name") or facts["name"]}
    icon = call.get("icon_custom_emoji_id", facts.get("icon_custom_emoji_id", ""))
    if changed["name"] == facts["name"] and icon == facts.get("icon_custom_emoji_id", ""):
        raise bad_request("TOPIC_NOT_MODIFIED")
    said = {"name": changed["name"]} if changed["name"] != facts["name"] else {}
    said |= {"icon_custom_emoji_id": icon} if icon != facts.get("icon_custom_emoji_id", "") else {}
    kept = {name: value for name, value in facts.items() if name != "icon_custom_emoji_id"}
    chat.topics[thread] = {**kept, **changed} | ({"icon_custom_emoji_id": icon} if icon else {})
    topics.note(call.world, chat, call.world.bot.user(), thread, {"forum_topic_edited": said})
    return True


async def set_closed(closed: bool, call: Call) -> bool:
    """closeForumTopic, reopenForumTopic."""
    chat, thread, facts = topic_of(call)
    if bool(facts.get("closed")) == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    chat.topics[thread] = {**facts, "closed": closed}
    name = "forum_topic_closed" if closed else "forum_topic_reopened"
    topics.note(call.world, chat, call.world.bot.user(), thread, {name: {}})
    return True


async def delete_forum_topic(call: Call) -> bool:
    """deleteForumTopic: with all its messages."""
    chat, thread, _ = topic_of(call)
    topics.remove(call.world, chat, thread)
    return True


METHODS: dict[str, Handler] = {
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": partial(set_closed, True),
    "reopenForumTopic": partial(set_closed, False),
    "deleteForumTopic": delete_forum_topic,
}
