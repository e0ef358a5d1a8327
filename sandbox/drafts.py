"""The message that a bot is still writing: shown for 30 seconds, kept nowhere, stopped by the person."""

from sandbox import views
from sandbox.acts import speaker
from sandbox.errors import ControlError, Json
from sandbox.records import Chat
from sandbox.world import World

SHOWN_SECONDS = 30


def show(world: World, chat: Chat, draft: Json) -> None:
    """Put a draft in the place of the one before."""
    chat.draft = {**draft, "until": world.clock.now() + SHOWN_SECONDS}
    views.chat_changed(world, chat)


def stop(world: World, body: Json) -> None:
    """A person stops the writing, if the bot has let them; it hears stopped_message_generation."""
    _, chat = speaker(world, body)
    draft = views.live_draft(world, chat)
    if draft is None or not draft.get("can_stop"):
        raise ControlError("there is nothing to stop")
    if not draft.get("keep_on_stop"):
        chat.draft = None
    views.chat_changed(world, chat)
    thread = {"message_thread_id": draft["message_thread_id"]} if "message_thread_id" in draft else {}
    stopped = {"chat": world.chat_json(chat), "draft_id": draft["draft_id"], **thread}
    world.updates.put("stopped_message_generation", stopped)
