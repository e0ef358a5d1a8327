"""Rows of buttons under a message. Callback data holds ids only and stays below 64 bytes."""

from collections.abc import Iterable, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from domain.visible import visible


def button(label: str, data: CallbackData) -> InlineKeyboardButton:
    """A button that sends ``data`` back; a label of marks that nobody sees is shown as «…», an empty one is refused."""
    return InlineKeyboardButton(text=visible(label).strip() or "…", callback_data=data.pack())


def keyboard(*rows: Sequence[InlineKeyboardButton]) -> InlineKeyboardMarkup | None:
    """The rows that are not empty; None when there are no buttons at all."""
    filled = [list(row) for row in rows if row]
    return InlineKeyboardMarkup(inline_keyboard=filled) if filled else None


def in_rows(buttons: Iterable[InlineKeyboardButton], width: int) -> list[list[InlineKeyboardButton]]:
    """The buttons in rows of at most ``width``."""
    listed = list(buttons)
    return [listed[start : start + width] for start in range(0, len(listed), width)]
