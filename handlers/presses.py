"""A press on a button: what every handler of presses does with it."""

from aiogram.types import CallbackQuery, InaccessibleMessage


def message_of(press: CallbackQuery) -> int | None:
    """The id of the message whose button was pressed, where it can still be edited.

    Below zero: the number of one that only who pressed sees.
    """
    message = press.message
    if message is None or isinstance(message, InaccessibleMessage):
        return None
    return message.message_id if message.ephemeral_message_id is None else -message.ephemeral_message_id


def in_group(press: CallbackQuery) -> bool:
    """Whether others look on: what is refused there is said to who pressed and to nobody else."""
    return press.message is not None and press.message.chat.type != "private"
