"""Cards of indicators: the list with where each stands, one of them with what was told."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, keyboard
from delivery.cards.overview import page_of, roadmap_button
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.bars import bar
from delivery.texts.dates import clock, numeric
from domain.errors import Refusal
from domain.indicators import amount_words, is_measured, is_summed, kind_of, number_words, progress
from domain.measures import Indicator
from domain.people import Action, may
from services.indicators import Standing, all_seen, seen
from storage import indicators, people
from storage.indicators import KeptIndicator, KeptValue

TITLE = 90
NAME = 160
NAME_IN_LIST = 110
TARGET = 300
TARGET_IN_LIST = 80
PLACE = 50
WORDS = 120
ON_A_PAGE = 5
LINES = 6
PLACES = 10
_GOALS = {">=": "least", "<=": "most", ">": "above", "<": "below"}


class IndicatorsButton(CallbackData, prefix="il"):
    """A page of the list; ``roadmap`` 0: of all plans."""

    roadmap: int
    page: int = 0


class IndicatorButton(CallbackData, prefix="iv"):
    """What can be pressed about an indicator: ``do`` open (``page`` of what was told), ask, back."""

    do: str
    indicator: int
    page: int = 0


def list_button(roadmap_id: int, listed: Sequence[KeptIndicator]) -> list[InlineKeyboardButton]:
    """Under the card of a roadmap that has indicators."""
    words = label("indicators-open", count=len(listed))
    return [button(words, IndicatorsButton(roadmap=roadmap_id))] if listed else []


def count_line(listed: Sequence[KeptIndicator]) -> list[Html]:
    """How many indicators a roadmap has, and how many of them no number can reach."""
    unclear = sum(not is_measured(one.indicator) for one in listed)
    return [text("indicators-count", count=len(listed), unclear=unclear)] if listed else []


async def listed(scene: Scene) -> Outgoing:
    """The indicators of the plans that the member may see, or of one plan, with where each stands."""
    member = await people.member(scene.connection, scene.data["member"])
    standing = await all_seen(scene.connection, member, scene.data["roadmap"] or None)
    if not standing:
        return Message(text("indicators-none"))
    page = page_of(scene, len(standing), ON_A_PAGE)
    first = page * ON_A_PAGE
    shown = standing[first : first + ON_A_PAGE]
    lines, plan = [text("indicators-head", count=len(standing), plans="single" if scene.data["roadmap"] else "all")], 0
    for number, one in enumerate(shown, first + 1):
        if one.roadmap.id != plan:
            lines += [Html(""), text("indicators-plan", title=clipped(one.roadmap.title, TITLE))]
        plan = one.roadmap.id
        lines.append(text("indicators-line", number=number, name=clipped(one.kept.indicator.name, NAME_IN_LIST)))
        lines.append(_line(one))
    numbers = [_number(number, one) for number, one in enumerate(shown, first + 1)]
    turns = [
        button(sign, IndicatorsButton(roadmap=scene.data["roadmap"], page=to))
        for sign, to in _turns(page, len(standing), ON_A_PAGE)
    ]
    # From the card of a plan there is a way back, for those who may see that card.
    own = shown[0].rights.sees_all and may(member.role, Action.IMPORT) and scene.data["roadmap"] != 0
    back = [roadmap_button("roadmap-back", "open", shown[0].roadmap.id)] if own else []
    return Message(join(lines), keyboard(numbers, turns, back))


async def one(scene: Scene) -> Outgoing:
    """The target word for word, where it stands, what each organisation has told, newest first."""
    standing = await standing_of(scene)
    if standing is None:
        return Dropped("may not be seen any more")
    indicator, rights = standing.kept.indicator, standing.rights
    lines = [
        text("indicator-name", name=clipped(indicator.name, NAME)),
        text("indicator-target", target=clipped(indicator.target, TARGET)),
        text("indicator-of", title=clipped(standing.roadmap.title, TITLE)),
        text("indicator-removed") if standing.kept.removed else standing_line(standing),
        *await _places(scene, standing),
    ]
    only = None if rights.sees_all else rights.place
    _, count = await indicators.history(scene.connection, standing.kept.id, only, first=0, limit=0)
    page = page_of(scene, count, LINES)
    told, _ = await indicators.history(scene.connection, standing.kept.id, only, first=page * LINES, limit=LINES)
    if told:
        lines += [Html(""), text("indicator-history"), *[await _told(scene, standing, value) for value in told]]
    enters = rights.enters and not standing.kept.removed
    asking = [_about(standing, "indicator-enter", "ask")] if enters else []
    turns = [
        button(sign, IndicatorButton(do="open", indicator=standing.kept.id, page=to))
        for sign, to in _turns(page, count, LINES)
    ]
    back = button(label("indicator-list"), IndicatorsButton(roadmap=standing.roadmap.id))
    return Message(join(lines), keyboard(asking, turns, [back]))


async def ask(scene: Scene) -> Outgoing:
    """«Какое значение?»"""
    standing = await standing_of(scene)
    if standing is None:
        return Dropped("may not be seen any more")
    indicator = standing.kept.indicator
    example = amount_words(12 if indicator.value is None else indicator.value, indicator.unit)
    words = text(
        "indicator-ask",
        name=clipped(indicator.name, NAME),
        target=clipped(indicator.target, TARGET),
        example=example,
        told="no" if standing.own is None else "yes",
        last="" if standing.own is None else _value_words(indicator, standing.own),
    )
    return Message(words, keyboard([_about(standing, "indicator-back", "back")]))


async def standing_of(scene: Scene, indicator_id: int | None = None) -> Standing | None:
    """The indicator as the member may see it now; None where they may not any more."""
    member = await people.member(scene.connection, scene.data["member"])
    try:
        return await seen(scene.connection, member, indicator_id or scene.data["indicator"])
    except Refusal:
        return None


def _line(standing: Standing) -> Html:
    """Where it stands, with the target word for word where no number of ours says it."""
    line, target = standing_line(standing), clipped(standing.kept.indicator.target, TARGET_IN_LIST)
    if standing.total is not None and is_measured(standing.kept.indicator):
        return line
    return text("indicator-with-target", line=line, target=target)


def standing_line(standing: Standing) -> Html:
    """«⏳ 12 из не менее 15 проектов · 80 % · 14.10.2022 ▓▓▓▓▓▓░░», or what there is of it."""
    indicator, value = standing.kept.indicator, standing.total
    if value is None:
        # Of schools that have told theirs the card of the indicator speaks.
        return text("indicator-untold", others=len(standing.newest))
    day = numeric(max(one.day for one in _counting(standing)))
    words, far = amount_words(value, indicator.unit), progress(indicator, value)
    if far is None:
        return text("indicator-stands", value=words, day=day)
    state = "reached" if far.reached else "open"
    if far.share is None or kind_of(indicator) == "percent":
        goal = goal_words(indicator)
        line = text("indicator-against", state=state, value=words, goal=goal, day=day)
        return line if far.share is None else text("indicator-barred", line=line, bar=bar(far.share, 100))
    line = text(
        "indicator-far",
        state=state,
        value=number_words(value),
        goal=goal_words(indicator),
        share=far.share,
        day=day,
    )
    return text("indicator-barred", line=line, bar=bar(far.share, 100))


def goal_words(indicator: Indicator) -> Html:
    """«не менее 15 проектов», «не более 5 %»: the target as it is counted."""
    value, unit = number_words(indicator.value or 0), indicator.unit or ""
    return goal_of(indicator, f"{value} {unit}".strip())


def goal_of(indicator: Indicator, amount: str) -> Html:
    """The same with other words for the amount."""
    return text("indicator-goal", op=_GOALS.get(indicator.op or "=", "exactly"), amount=amount)


def _counting(standing: Standing) -> list[KeptValue]:
    """The values that make the total."""
    if is_summed(kind_of(standing.kept.indicator)):
        return list(standing.newest.values())
    return [standing.newest[standing.roadmap.organisation_id]]


async def _places(scene: Scene, standing: Standing) -> list[Html]:
    """What the newest value of each organisation is, where several have told theirs and the member may see it."""
    newest, indicator = standing.newest, standing.kept.indicator
    if set(newest) <= {standing.roadmap.organisation_id} or not standing.rights.sees_all:
        return []
    summed = "yes" if is_summed(kind_of(indicator)) else "no"
    lines = [text("indicator-places", summed=summed)]
    for place_id, value in list(newest.items())[:PLACES]:
        place = await people.organisation(scene.connection, place_id)
        said, name = _value_words(indicator, value), clipped(place.name, PLACE)
        lines.append(text("indicator-place", place=name, value=said, day=numeric(value.day)))
    more = len(newest) - PLACES
    return [*lines, text("indicator-places-more", count=more)] if more > 0 else lines


async def _told(scene: Scene, standing: Standing, value: KeptValue) -> Html:
    author = await people.member(scene.connection, value.author_id)
    place = await people.organisation(scene.connection, value.organisation_id)
    line = text(
        "indicator-told",
        day=numeric(value.day),
        value=_value_words(standing.kept.indicator, value),
        who=author.short_name,
        place=clipped(place.name, PLACE),
        at=clock(value.at, scene.rules.zone),
    )
    if value.withdrawn_at is not None:
        line = text("indicator-told-withdrawn", line=line, at=clock(value.withdrawn_at, scene.rules.zone))
    return line if value.words is None else text("indicator-told-words", line=line, words=clipped(value.words, WORDS))


def _number(number: int, one: Standing) -> InlineKeyboardButton:
    return button(str(number), IndicatorButton(do="open", indicator=one.kept.id))


def _turns(page: int, count: int, size: int) -> list[tuple[str, int]]:
    """The signs of the pages beside this one that there are, and their numbers."""
    return [(sign, to) for sign, to in (("‹", page - 1), ("›", page + 1)) if 0 <= to * size < count]


def _value_words(indicator: Indicator, value: KeptValue) -> str:
    return amount_words(value.value, indicator.unit)


def _about(standing: Standing, key: str, do: str) -> InlineKeyboardButton:
    return button(label(key), IndicatorButton(do=do, indicator=standing.kept.id))


CARDS: dict[str, Card] = {"indicators": listed, "indicator": one, "indicator-ask": ask}
