"""Topics of forums, and of private chats that have them: created and changed by bots and by people."""

from sandbox import views
from sandbox.acts import speaker
from sandbox.errors import ControlError, Json
from sandbox.members import tell
from sandbox.records import Chat
from sandbox.world import World

TOPIC_COLOR = 7322096
LONGEST_NAME = 128


def create(world: World, chat: Chat, sender: Json, facts: Json) -> Json:
    """A new topic; its id is that of the service message. The ForumTopic and that message."""
    facts = {"icon_color": TOPIC_COLOR, **facts}
    thread = chat.next_message_id
    chat.topics[thread] = facts
    message = note(world, chat, sender, thread, {"forum_topic_created": facts})
    return {"topic": {"message_thread_id": thread, **facts}, "message": message}


def note(world: World, chat: Chat, sender: Json, thread: int, content: Json) -> Json:
    """A service message in a topic; the page is shown the chat's topics as they are now."""
    message = world.post(chat, sender, {"message_thread_id": thread, "is_topic_message": True, **content})
    views.chat_changed(world, chat)
    return message


def open_topic(world: World, body: Json) -> Json:
    """A person creates a topic; the bots hear of it (control)."""
    person, chat = speaker(world, body)
    name = str(body.get("name") or "")
    if not chat.is_forum or not 1 <= len(name) <= LONGEST_NAME:
        raise ControlError(f"a topic needs a chat with topics and a name of 1 to {LONGEST_NAME} characters")
    made = create(world, chat, person.user(), {"name": name})
    tell(world, chat, made["message"])
    topic: Json = made["topic"]
    return topic


def remove(world: World, chat: Chat, thread: int) -> None:
    """Take a topic away with everything in it."""
    del chat.topics[thread]
    for message_id in [key for key, one in chat.messages.items() if one.get("message_thread_id") == thread]:
        world.remove(chat, message_id)
    views.chat_changed(world, chat)
