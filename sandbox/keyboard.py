"""Taps on the reply keyboard under the input field."""

from sandbox import entities, views
from sandbox.acts import speaker, write
from sandbox.errors import ControlError, Json
from sandbox.world import World

# Buttons that do more than send their text, and cannot be tapped here.
ELSEWHERE = ("web_app", "request_users", "request_chat", "request_managed_bot", "request_poll")


def tap(world: World, body: Json) -> Json:
    """A person taps a button: its text is sent, or their contact or place, as the button asks.

    `phone_number` and `location` in the body are what the person shares. A one-time keyboard goes away.
    """
    person, chat = speaker(world, body)
    keyboard = chat.reply_keyboard or {"keyboard": []}
    found = [one for row in keyboard["keyboard"] for one in row if caption(one) == body.get("text")]
    if not found:
        raise ControlError(f"there is no button {body.get('text')!r} on the keyboard")
    button = found[0] if isinstance(found[0], dict) else {}
    if any(name in button for name in ELSEWHERE):
        raise ControlError("this button does not send a message")
    if keyboard.get("one_time_keyboard"):
        chat.reply_keyboard = None
        views.chat_changed(world, chat)
    if button.get("request_contact"):
        owner = {"phone_number": str(body.get("phone_number") or "+375290000000"), "first_name": person.first_name}
        content: Json = {"contact": {**owner, "user_id": person.id}}
    elif button.get("request_location"):
        content = {"location": body["location"]}
    else:
        content = entities.content("text", *entities.spoken(str(body["text"])))
    return write(world, chat, person, content)


def caption(button: Json | str) -> str:
    """The words on a button; Telegram also takes a mere text for one."""
    return button if isinstance(button, str) else str(button.get("text"))
