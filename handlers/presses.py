"""A press on a button: what every handler of presses does with it."""

from aiogram.types import CallbackQuery, InaccessibleMessage


def message_of(press: CallbackQuery) -> int | None:
    """The id of the message whose button was pressed, where it can still be edited."""
    message = press.message
    return None if message is None or isinstance(message, InaccessibleMessage) else message.message_id
