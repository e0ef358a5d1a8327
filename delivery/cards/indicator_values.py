"""Cards of a value that was told: sure of it, written down, taken back."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards.indicators import NAME, WORDS, IndicatorButton, goal_of, goal_words, standing_of
from delivery.cards.keyboards import button, keyboard
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import numeric
from domain.indicators import amount_words, is_summed, kind_of, number_words, progress
from services.indicators import Standing
from storage import indicators
from storage.indicators import KeptValue


class ValueButton(CallbackData, prefix="iw"):
    """What can be pressed about a value: ``do`` confirm or correct (a far one), undo."""

    do: str
    value: int


async def sure(scene: Scene) -> Outgoing:
    """«Это верно?» of a value that is far from the last one; the button says which it is."""
    found = await _found(scene)
    if found is None or not found[0].asked:
        return Dropped("settled meanwhile")
    value, standing = found
    indicator, last = standing.kept.indicator, standing.own
    words = text(
        "indicator-sure",
        name=clipped(indicator.name, NAME),
        value=amount_words(value.value, indicator.unit),
        last="" if last is None else amount_words(last.value, indicator.unit),
        day="" if last is None else numeric(last.day),
    )
    said = label("indicator-yes", value=amount_words(value.value, "%" if indicator.unit == "%" else None))
    right = button(said, ValueButton(do="confirm", value=value.id))
    return Message(words, keyboard([right, _about(value, "indicator-correct", "correct")]))


async def entered(scene: Scene) -> Outgoing:
    """What was written down and how far it is from the target now; once it is taken back, that."""
    found = await _found(scene)
    if found is None:
        return Dropped("gone")
    value, standing = found
    if value.withdrawn_at is not None:
        return await undone(scene)
    said = amount_words(value.value, standing.kept.indicator.unit)
    lines = [text("indicator-entered", value=said, day=numeric(value.day), meaning=_meaning(standing))]
    lines.append(text("indicator-entered-name", name=clipped(standing.kept.indicator.name, NAME)))
    lines += [] if value.words is None else [text("indicator-entered-words", words=clipped(value.words, WORDS))]
    lines += _not_newest(standing, value)
    return Message(join(lines), keyboard([_about(value, "indicator-undo", "undo")], [_opening(value)]))


async def undone(scene: Scene) -> Outgoing:
    """It counts no more; what counts now."""
    found = await _found(scene)
    if found is None:
        return Dropped("gone")
    value, standing = found
    unit, last = standing.kept.indicator.unit, standing.own
    words = text(
        "indicator-undone",
        value=amount_words(value.value, unit),
        day=numeric(value.day),
        told="no" if last is None else "yes",
        last="" if last is None else amount_words(last.value, unit),
        on="" if last is None else numeric(last.day),
    )
    name = text("indicator-entered-name", name=clipped(standing.kept.indicator.name, NAME))
    return Message(join([words, name]), keyboard([_opening(value)]))


async def _found(scene: Scene) -> tuple[KeptValue, Standing] | None:
    value = await indicators.value(scene.connection, scene.data["value"])
    standing = None if value is None else await standing_of(scene, value.indicator_id)
    return None if value is None or standing is None else (value, standing)


def _meaning(standing: Standing) -> Html:
    """« Это 80 % от цели (не менее 15).», of all organisations together where several have told theirs."""
    indicator, value = standing.kept.indicator, standing.total
    if value is None:
        return text("indicator-beside")
    far = progress(indicator, value)
    if far is None:
        return Html("")
    together = is_summed(kind_of(indicator)) and len(standing.newest) > 1
    elsewhere = not is_summed(kind_of(indicator)) and standing.rights.place != standing.roadmap.organisation_id
    if elsewhere:
        return text("indicator-beside")
    return text(
        "indicator-meaning",
        share="none" if far.share is None else str(far.share),
        reached="yes" if far.reached else "no",
        goal=goal_words(indicator) if indicator.unit == "%" else _bare_goal(standing),
        together=number_words(value) if together else "no",
    )


def _bare_goal(standing: Standing) -> Html:
    """«не менее 15»: the unit stands beside the value already."""
    indicator = standing.kept.indicator
    return goal_of(indicator, number_words(indicator.value or 0))


def _not_newest(standing: Standing, value: KeptValue) -> list[Html]:
    """A value of an earlier day changes nothing that counts: there is one of a later day."""
    own = standing.own
    if own is None or own.id == value.id or own.day <= value.day:
        return []
    said = amount_words(own.value, standing.kept.indicator.unit)
    return [text("indicator-not-newest", value=said, day=numeric(own.day))]


def _about(value: KeptValue, key: str, do: str) -> InlineKeyboardButton:
    return button(label(key), ValueButton(do=do, value=value.id))


def _opening(value: KeptValue) -> InlineKeyboardButton:
    return button(label("indicator-open"), IndicatorButton(do="open", indicator=value.indicator_id))


CARDS: dict[str, Card] = {"indicator-sure": sure, "indicator-entered": entered, "indicator-undone": undone}
