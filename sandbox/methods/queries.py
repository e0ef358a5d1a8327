"""Answers to pressed buttons and reactions."""

from sandbox.errors import bad_request
from sandbox.methods.call import Call, Handler
from sandbox.reactions import allowed, put
from sandbox.rules import TOO_OLD


async def answer_callback_query(call: Call) -> bool:
    """answerCallbackQuery: once, and within the time that the settings allow."""
    query_id = call.params["callback_query_id"]
    press = call.world.books.presses.get(query_id)
    age = call.world.clock.now() - press.at if press else 0.0
    if press is None or press.answered or age > call.settings.callback_answer_seconds:
        raise bad_request(TOO_OLD)
    press.answered = True
    call.world.events.emit(
        "callback_answer",
        callback_query_id=query_id,
        user_id=press.user_id,
        text=call.get("text", ""),
        show_alert=call.get("show_alert", False),
    )
    return True


async def set_message_reaction(call: Call) -> bool:
    """setMessageReaction: one at most, none removes it; on an album it lands on its first message."""
    chat = call.chat()
    message = call.message(chat, "message to react not found")
    given = call.get("reaction") or []
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if not all(allowed(one) for one in given):
        raise bad_request("REACTION_INVALID")
    album = message.get("media_group_id")
    if album:
        message = next(one for one in chat.messages.values() if one.get("media_group_id") == album)
    put(call.world, chat, message["message_id"], call.world.bot.id, given)
    return True


METHODS: dict[str, Handler] = {
    "answerCallbackQuery": answer_callback_query,
    "setMessageReaction": set_message_reaction,
}
