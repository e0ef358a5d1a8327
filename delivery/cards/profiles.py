"""Cards of the profiles of reminders: which there are in words, which one a plan and each of its rows goes by."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.overview import page_of, roadmap_button, row_of
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from domain.rules import Profile, Rules
from services.profiles import AS_IN_PLAN, WHOLE_PLAN, number_of, profile_of
from storage import roadmaps
from storage.roadmaps import KeptMeasure, Roadmap

TITLE = 160
TITLE_IN_BUTTON = 34
NAME = 32
SHOWN = 12
ROWS_ON_A_PAGE = 8


class ProfileButton(CallbackData, prefix="pf"):
    """What can be pressed about profiles: ``do`` list, choose, rows about a plan, row, choose-row about a row of it.

    ``id``: the roadmap or the measure; ``value``: where something is chosen the profile, of rows the page.
    """

    do: str
    id: int
    value: int = 0


def profile_button(roadmap: Roadmap, rules: Rules) -> InlineKeyboardButton:
    """«Напоминания: обычный», under the card of a plan."""
    name = clipped(profile_of(roadmap, rules), NAME)
    return button(label("profile-button", name=name), ProfileButton(do="list", id=roadmap.id))


def rows_button(roadmap_id: int, first: int) -> InlineKeyboardButton:
    """«Напоминания по строкам», under the rows of a plan, of which the ``first`` (from 0) is shown."""
    page = first // ROWS_ON_A_PAGE
    return button(label("profile-rows-button"), ProfileButton(do="rows", id=roadmap_id, value=page))


def own_profile(measure: KeptMeasure) -> list[Html]:
    """A line about a row that has a profile of its own."""
    return [] if measure.profile is None else [text("rows-profile", name=clipped(measure.profile, NAME))]


def days_in_words(profile: Profile) -> Html:
    """«за 14, 7, 3, 1 рабочих дней и в сам день; после срока — через 1, 3, 7, дальше раз в неделю, до 6 раз»."""
    ahead = [days for days in profile.before if days]
    after = profile.after[: profile.at_most]
    return text(
        "profile-days",
        ahead="some" if ahead else "none",
        before=_listed(ahead),
        last=ahead[-1] if ahead else 0,
        day="yes" if 0 in profile.before else "no",
        late="some" if after else "none",
        after=_listed(after),
        times=profile.at_most,
    )


def _listed(days: Sequence[int]) -> str:
    return ", ".join(map(str, days))


async def profiles(scene: Scene) -> Outgoing:
    """The district's profiles in words; the one that counts is marked."""
    roadmap = await roadmaps.get(scene.connection, scene.data["roadmap"])
    if roadmap is None:
        return Dropped("gone")
    row, usual = await _row(scene, roadmap), profile_of(roadmap, scene.rules)
    if scene.data["measure"] != WHOLE_PLAN and row is None:
        return Dropped("gone")
    current = usual if row is None else row.profile
    named = list(scene.rules.profiles.items())[:SHOWN]
    lines = [text("profile-line", name=name, days=days_in_words(one)) for name, one in named]
    choices = [_choice(scene, name, clipped(name, NAME), name == current) for name, _ in named]
    if row is not None:
        as_in_plan = label("profile-as-in-plan", name=clipped(usual, NAME))
        choices.append(_choice(scene, None, as_in_plan, current is None))
    back = roadmap_button("profile-back", "open", roadmap.id)
    if row is not None:
        place = await _page_of(scene, roadmap, row)
        back = button(label("profile-back-to-rows"), ProfileButton(do="rows", id=roadmap.id, value=place))
    return Message(join([_head(scene, roadmap, row), *lines]), keyboard(*in_rows(choices, 2), [back]))


def _head(scene: Scene, roadmap: Roadmap, row: KeptMeasure | None) -> Html:
    said = "yes" if scene.data.get("said") else "no"
    if row is None:
        return text("profile-head", said=said, title=clipped(roadmap.title, TITLE))
    return text("profile-head-row", said=said, row=row_of(row), title=clipped(row.title, TITLE))


async def _row(scene: Scene, roadmap: Roadmap) -> KeptMeasure | None:
    measures = await roadmaps.measures_of(scene.connection, roadmap.id)
    return next((measure for measure in measures if measure.id == scene.data["measure"]), None)


async def _page_of(scene: Scene, roadmap: Roadmap, row: KeptMeasure) -> int:
    ids = [measure.id for measure in await roadmaps.measures_of(scene.connection, roadmap.id)]
    return ids.index(row.id) // ROWS_ON_A_PAGE


def _choice(scene: Scene, name: str | None, shown: str, chosen: bool) -> InlineKeyboardButton:
    words = label("profile-chosen", name=shown) if chosen else shown
    value = AS_IN_PLAN if name is None else number_of(name)
    if scene.data["measure"] == WHOLE_PLAN:
        return button(words, ProfileButton(do="choose", id=scene.data["roadmap"], value=value))
    return button(words, ProfileButton(do="choose-row", id=scene.data["measure"], value=value))


async def rows(scene: Scene) -> Outgoing:
    """A page of the rows as buttons; one with a profile of its own says it."""
    roadmap = await roadmaps.get(scene.connection, scene.data["roadmap"])
    if roadmap is None:
        return Dropped("gone")
    measures = await roadmaps.measures_of(scene.connection, roadmap.id)
    page = page_of(scene, len(measures), ROWS_ON_A_PAGE)
    first = page * ROWS_ON_A_PAGE
    shown = measures[first : first + ROWS_ON_A_PAGE]
    listed = [[_row_button(measure)] for measure in shown]
    turns = [_turn("‹", roadmap.id, page - 1)] if page else []
    turns += [_turn("›", roadmap.id, page + 1)] if first + ROWS_ON_A_PAGE < len(measures) else []
    usual = clipped(profile_of(roadmap, scene.rules), NAME)
    words = text("profile-rows", title=clipped(roadmap.title, TITLE), name=usual)
    return Message(words, keyboard(*listed, turns, [roadmap_button("profile-back", "open", roadmap.id)]))


def _turn(sign: str, roadmap_id: int, page: int) -> InlineKeyboardButton:
    """To another page of the rows."""
    return button(sign, ProfileButton(do="rows", id=roadmap_id, value=page))


def _row_button(measure: KeptMeasure) -> InlineKeyboardButton:
    own = "" if measure.profile is None else f" · {clipped(measure.profile, NAME)}"
    words = f"{row_of(measure)}. {clipped(measure.title, TITLE_IN_BUTTON)}{own}"
    return button(words, ProfileButton(do="row", id=measure.id))


CARDS: dict[str, Card] = {"profiles": profiles, "profile-rows": rows}
