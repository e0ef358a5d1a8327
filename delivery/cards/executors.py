"""The people in the cards of a plan: who was found for its names, groups and roles, for what nobody answers."""

from collections.abc import Iterable, Sequence

from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button
from delivery.cards.members import RosterButton
from delivery.cards.overview import RoadmapButton, rows_named
from delivery.cards.scene import Scene
from delivery.texts import Html, clipped, label, text
from domain.executors import Answering, Executor, Gap
from domain.people import Member
from services.overview import Overview
from services.staffing import Staffing
from storage import people
from storage.roadmaps import KeptMeasure, KeptParty

NAME = 50
POST = 40
NAMES = 5
NAMES_OF_A_ROW = 3
NEAR_OF_A_PARTY = 2
GROUPS = 5
GAPS = 4


def lines(scene: Scene, owner: Member, staffing: Staffing) -> list[Html]:
    """How many of those whom the plan names were found, how many each group is, for what nobody answers."""
    parties, seen = staffing.seen.parties, staffing.seen
    found = [kept for kept in parties if staffing.of_party(kept).executors]
    asked = [kept.party.name for kept in parties if kept.party.name in seen.asked_names and kept.member_id is None]
    missing = [kept.party.name for kept in parties if _is_person(kept) and kept not in found]
    missing = [name for name in missing if name not in asked]
    told: list[Html] = []
    if parties:
        some = "some" if missing else "none"
        names = _names(missing, ending=".")
        told.append(text("roadmap-people", found=len(found), count=len(parties), missing=some, names=names))
    told += _groups(staffing, found)
    if asked:
        told.append(text("roadmap-people-asked", names=_names(asked)))
    if staffing.unassigned:
        who = "you" if scene.delivery.chat.member_id == owner.id else owner.short_name
        told.append(text("roadmap-unassigned", count=len(staffing.unassigned), who=who))
    return [*told, *gap_lines(staffing)]


def _is_person(kept: KeptParty) -> bool:
    return kept.party.kind == "person"


def _names(names: Sequence[str], ending: str = "") -> str:
    shown = ", ".join(clipped(name, NAME) for name in names[:NAMES])
    if len(names) > NAMES:
        shown = label("roadmap-people-more", names=shown, count=len(names) - NAMES)
    return shown if shown.endswith(".") else shown + ending


def _groups(staffing: Staffing, found: Iterable[KeptParty]) -> list[Html]:
    """«учреждения образования» — 12 учреждений; «заместители директора по УР» — 9 человек."""
    groups = [kept for kept in found if kept.party.kind in ("group", "role")]
    if not groups:
        return []
    shown = [_counted(kept, staffing.of_party(kept)) for kept in groups[:GROUPS]]
    more = len(groups) - len(shown)
    return [text("executors-groups", list=Html("; ".join(shown)), more=more)]


def _counted(kept: KeptParty, answering: Answering) -> Html:
    name, count = clipped(kept.party.name, NAME), len(answering.executors)
    return text("executors-counted", name=name, what=_what(answering.executors), count=count)


def _what(executors: Sequence[Executor]) -> str:
    places = sum(one.organisation_id is not None for one in executors)
    return "places" if places == len(executors) else "people"


# --- for what nobody answers -----------------------------------------------------------------------------------------


def gap_lines(staffing: Staffing) -> list[Html]:
    """Groups and roles that are nobody, institutions that are not in the list or have nobody; and what to do."""
    if not staffing.gaps:
        return []
    told = [_gap(staffing, gap, rows) for gap, rows in list(staffing.gaps.items())[:GAPS]]
    if len(staffing.gaps) > GAPS:
        told.append(text("executors-gaps-more", count=len(staffing.gaps) - GAPS))
    return [*told, text("executors-advice")]


def _gap(staffing: Staffing, gap: Gap, rows: Sequence[KeptMeasure]) -> Html:
    count, listed = len(rows), rows_named(rows)
    if gap.kind == "vacant":
        names = [staffing.place(one) for one in gap.organisations]
        return text("executors-vacant", names=_names(names), count=count, rows=listed)
    name = clipped(gap.party.name, NAME)
    return text("executors-gap", kind=gap.kind, name=name, count=count, rows=listed)


def ask_button(staffing: Staffing) -> list[InlineKeyboardButton]:
    """«Кому отвечать…» where somebody can be chosen by hand."""
    if not staffing.open_rows:
        return []
    return [button(label("executors-ask"), RoadmapButton(do="who", roadmap=staffing.seen.roadmap.id))]


# --- the people of one row -------------------------------------------------------------------------------------------


async def of_row(scene: Scene, measure: KeptMeasure, staffing: Staffing) -> Html:
    """The parties of a row with who answers for each."""
    parties = measure.parties
    if not parties:
        return text("rows-nobody")
    shown = ", ".join([await _party(scene, kept, staffing) for kept in parties[:NAMES_OF_A_ROW]])
    if len(parties) > NAMES_OF_A_ROW:
        shown = label("roadmap-people-more", names=shown, count=len(parties) - NAMES_OF_A_ROW)
    return text("rows-people", names=shown)


async def _party(scene: Scene, kept: KeptParty, staffing: Staffing) -> str:
    name, executors = clipped(kept.party.name, NAME), staffing.of_party(kept).executors
    if not executors:
        return label("rows-unknown" if kept.party.kind in ("person", "organisation") else "rows-gap", name=name)
    if len(executors) == 1:
        return await _one(scene, kept, executors[0])
    near = [await _posted(scene, one) for one in executors if one.near]
    return label(
        "rows-several",
        name=name,
        what=_what(executors),
        count=len(executors),
        near=len(near),
        who=", ".join(near[:NEAR_OF_A_PARTY]),
        more=max(0, len(near) - NEAR_OF_A_PARTY),
    )


async def _one(scene: Scene, kept: KeptParty, executor: Executor) -> str:
    name = clipped(kept.party.name, NAME)
    if executor.near:
        return label("rows-near", name=name, who=await _posted(scene, executor))
    member = await people.member(scene.connection, executor.member_id)
    if _is_person(kept) and _letters(kept.party.name) == _letters(member.short_name):
        return name
    return label("rows-instead", name=name, who=clipped(member.short_name, NAME))


async def _posted(scene: Scene, executor: Executor) -> str:
    """«завуч Иванова А.А.»"""
    member = await people.member(scene.connection, executor.member_id)
    return " ".join(part for part in (clipped(member.position or "", POST), clipped(member.short_name, NAME)) if part)


def _letters(name: str) -> str:
    """What makes two spellings of a name the same: its letters."""
    return "".join(filter(str.isalpha, name.lower().replace("ё", "е")))


# --- who is not connected --------------------------------------------------------------------------------------------


def connected_line(count: int, missing: int) -> list[Html]:
    """How many people answer for a live plan, and how many of them the bot cannot write to yet."""
    return [text("executors-connected", count=count, missing=missing)] if count else []


def links_button(seen: Overview) -> list[InlineKeyboardButton]:
    """«Ссылки…»: the list of people, where each gets a link."""
    return [button(label("executors-links"), RosterButton(do="open", organisation=seen.roadmap.organisation_id))]
