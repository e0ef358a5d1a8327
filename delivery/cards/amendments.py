"""Cards of an amended plan: what would change, what was accepted, what it means for each person."""

from collections.abc import Mapping
from datetime import date

from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, keyboard
from delivery.cards.overview import RoadmapButton, page_of, roadmap_button, row_of
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import spoken, with_weekday
from delivery.texts.stages import period_words, stage_words
from domain.amendments import Change, ChangeKind, Field, Row, squeezed
from domain.measures import Span
from services.amendments import Amendment, counts, pending, recognised
from services.overview import Overview, overview
from storage import assignments
from storage.amendments import answered_in
from storage.assignments import AssignmentView

TITLE = 160
TITLE_IN_LIST = 90
WORDS = 60
NAMES = 80
SAMPLES = 2
CHANGES_ON_A_PAGE = 6
NEWS = 12
SHOWN: tuple[ChangeKind, ...] = ("added", "changed", "removed", "moved")


async def beside(scene: Scene, seen: Overview) -> tuple[list[Html], list[InlineKeyboardButton]]:
    """Of a draft that stands for itself: which active plan it is like, and the button that makes it its amendment."""
    base = await recognised(scene.connection, seen)
    if base is None:
        return [], []
    words = text("amendment-beside", title=clipped(base.title, TITLE))
    return [words], [roadmap_button("amendment-same", "same", seen.roadmap.id)]


def changes_nothing(amendment: Amendment) -> bool:
    """Whether the plan would get another file and nothing else."""
    return not any(amendment.difference.of(kind) for kind in SHOWN) and not _heading(amendment)


def unchanged(seen: Overview) -> list[Html]:
    """The preview of a plan that is sent again as it stands."""
    return [text("amendment-idle", title=clipped(seen.roadmap.title, TITLE)), text("amendment-nothing")]


def unchanged_buttons(seen: Overview) -> list[list[InlineKeyboardButton]]:
    """There is nothing to accept, unless an answer to a question changes a row."""
    return [
        _asking(seen),
        [roadmap_button("roadmap-cancel", "cancel", seen.roadmap.id)],
        [roadmap_button("amendment-other", "other", seen.roadmap.id)],
    ]


def _asking(seen: Overview) -> list[InlineKeyboardButton]:
    waiting = len(seen.open_doubts)
    asking = button(label("roadmap-answer", count=waiting), RoadmapButton(do="ask", roadmap=seen.roadmap.id))
    return [asking] if waiting else []


def _heading(amendment: Amendment) -> list[Html]:
    """What becomes of the title, of the period and of the indicators; a period that the draft does not say stays."""
    before, after, found = amendment.base, amendment.draft, []
    if squeezed(before.title) != squeezed(after.title):
        found.append(text("amendment-was", title=clipped(before.title, TITLE)))
    period = Span(after.period.start or before.period.start, after.period.end or before.period.end)
    if period != before.period:
        was, now = period_words(before.period), period_words(period)
        found.append(text("amendment-period", before=was, after=now))
    return found + _indicators(amendment)


def _indicators(amendment: Amendment) -> list[Html]:
    """What becomes of the indicators; those that stay keep their values."""
    return _targets(amendment.indicators.counts)


def _targets(numbers: Mapping[str, int]) -> list[Html]:
    return [text("amendment-indicators", list=counted(numbers))] if any(numbers.values()) else []


async def lines(scene: Scene, amendment: Amendment) -> list[Html]:
    """What the draft would change: the heading, how much of each kind, and the first rows of each."""
    difference = amendment.difference
    if not any(difference.of(kind) for kind in SHOWN):
        return [*_heading(amendment), text("amendment-none")]
    found = [*_heading(amendment), text("amendment-counts", list=counted(counts(amendment)))]
    for kind in SHOWN:
        changes = difference.of(kind)
        if changes:
            rows = [await _line(scene, amendment, change) for change in changes[:SAMPLES]]
            more = [text("amendment-more", count=len(changes) - SAMPLES)] if len(changes) > SAMPLES else []
            found += [text("amendment-kind", kind=kind), *rows, *more]
    return [*found, text("amendment-keeps")]


def counted(numbers: Mapping[str, int]) -> str:
    """«добавлено 2 · изменено 3 · без изменений 17»: the kinds that there are."""
    words = [label("amendment-count", kind=kind, count=count) for kind, count in numbers.items() if count]
    return " · ".join(words)


def title_line(seen: Overview) -> Html:
    """The first line of the preview of an amended plan."""
    return text("amendment-title", title=clipped(seen.roadmap.title, TITLE))


def buttons(seen: Overview, amendment: Amendment) -> list[list[InlineKeyboardButton]]:
    """What can be done with the draft; the questions come first where there are any."""
    draft_id = seen.roadmap.id
    count = sum(len(amendment.difference.of(kind)) for kind in SHOWN)
    changes = button(label("amendment-show", count=count), RoadmapButton(do="changes", roadmap=draft_id))
    return [
        _asking(seen),
        [changes] if count else [],
        [roadmap_button("roadmap-show-rows", "rows", draft_id)],
        [
            roadmap_button("amendment-accept", "accept", draft_id),
            roadmap_button("roadmap-cancel", "cancel", draft_id),
        ],
        [roadmap_button("amendment-other", "other", draft_id)],
    ]


async def difference(scene: Scene) -> Outgoing:
    """A page of the changes, kind by kind."""
    seen = await overview(scene.connection, scene.data["roadmap"])
    amendment = await pending(scene.connection, seen)
    if amendment is None:
        return Dropped("accepted meanwhile")
    changes = [change for kind in SHOWN for change in amendment.difference.of(kind)]
    page = page_of(scene, len(changes), CHANGES_ON_A_PAGE)
    first = page * CHANGES_ON_A_PAGE
    shown = changes[first : first + CHANGES_ON_A_PAGE]
    title = clipped(seen.roadmap.title, TITLE_IN_LIST)
    found = [text("difference-head", title=title, first=first + 1, last=first + len(shown), count=len(changes))]
    kind = None
    for change in shown:
        if change.kind != kind:
            found += [Html(""), text("amendment-kind", kind=change.kind)]
        kind = change.kind
        found.append(await _line(scene, amendment, change))
    turns = _turns(page, len(changes), seen.roadmap.id)
    return Message(join(found), keyboard(turns, [roadmap_button("roadmap-back", "open", seen.roadmap.id)]))


def _turns(page: int, count: int, draft_id: int) -> list[InlineKeyboardButton]:
    before = [button("‹", RoadmapButton(do="changes", roadmap=draft_id, page=page - 1))] if page else []
    more = (page + 1) * CHANGES_ON_A_PAGE < count
    after = [button("›", RoadmapButton(do="changes", roadmap=draft_id, page=page + 1))] if more else []
    return before + after


async def _line(scene: Scene, amendment: Amendment, change: Change) -> Html:
    row = change.after or change.before
    assert row is not None
    kept = amendment.after.get(row.key) or amendment.before[row.key]
    words = "; ".join(await _words(scene, amendment, change))
    title = clipped(_name(amendment, row), TITLE_IN_LIST)
    if not words:
        return text("amendment-row-bare", row=row_of(kept), title=title)
    return text("amendment-row", row=row_of(kept), title=title, words=words)


def _name(amendment: Amendment, row: Row) -> str:
    """The title; the result where other rows have the same title, as in ``storage.measure_names``."""
    side = amendment.after if row.key in amendment.after else amendment.before
    twins = sum(one.title == row.title for one in side.values()) > 1
    return row.result if twins and row.result else row.title


async def _words(scene: Scene, amendment: Amendment, change: Change) -> list[str]:
    if change.after is None:
        assert change.before is not None
        answered = await answered_in(scene.connection, [change.before.key])
        return [label("change-answered")] if answered else []
    if change.before is None:
        return [_deadline(change.after), _names(amendment, change.after)]
    return [_what(amendment, field, change.before, change.after) for field in change.fields]


def _what(amendment: Amendment, field: Field, before: Row, after: Row) -> str:
    match field:
        case "title":
            return label("change-title", before=clipped(before.title, TITLE_IN_LIST))
        case "result":
            return label("change-result", before=_cell(before.result), after=_cell(after.result))
        case "deadline":
            was, now = _deadline(before), _deadline(after)
            if was == now:
                was, now = _reading(before), _reading(after)
            return label("change-deadline", before=was, after=now)
        case "deadline-words":
            return label("change-deadline-words", before=_deadline(before), after=_deadline(after))
        case "responsible":
            return label("change-responsible", before=_names(amendment, before), after=_names(amendment, after))
        case "responsible-words":
            return label("change-responsible-words")
        case "section":
            return label("change-section", before=_cell(before.section), after=_cell(after.section))
        case "place":
            return label("change-place", before=row_of(amendment.before[before.key]))


def _cell(words: str | None) -> str:
    return clipped(" ".join((words or "").split()), WORDS) or label("change-nothing")


def _deadline(row: Row) -> str:
    return _cell(row.deadline)


def _reading(row: Row) -> str:
    return clipped("; ".join(stage_words(stage) for stage in row.stages), WORDS) or label("stage-undated")


def _names(amendment: Amendment, row: Row) -> str:
    """The printed names; who answers for organisations, groups and roles stands below the preview."""
    kept = amendment.after.get(row.key) or amendment.before[row.key]
    people = {one.party.name for one in kept.parties if one.party.kind == "person"}
    unknown = {one.name for one in row.named if one.member_id is None and one.name in people}
    shown = [label("rows-unknown", name=one.name) if one.name in unknown else one.name for one in row.named]
    return clipped(", ".join(shown), NAMES) or label("rows-nobody")


def accepted_head(facts: dict[str, int], at: str) -> list[Html]:
    """What was accepted just now, or (without facts) when that was."""
    if not facts:
        return [text("amended-already", at=at)]
    numbers: dict[str, int] = {kind: facts[kind] for kind in SHOWN}
    head = text("amended-head", list=counted(numbers)) if any(numbers.values()) else text("amended-nothing")
    targets: dict[str, int] = {kind: facts.get(f"indicators-{kind}", 0) for kind in SHOWN}
    return [head, *_targets(targets), text("amended-told", count=facts["told"])]


async def amended(scene: Scene) -> Outgoing:
    """To somebody whose own measures an amended plan has changed; what is not true any more is left out."""
    told = []
    for news in scene.data["news"]:
        view = await assignments.view(scene.connection, news["assignment"])
        if view is not None and (news["kind"] in ("new", "moved")) == (not view.closed):
            told.append((news, view))
    if not told:
        return Dropped("not true any more")
    found = [
        text("amended", count=len(told)),
        text("amended-roadmap", roadmap=clipped(told[0][1].roadmap_title, TITLE)),
    ]
    found += [_news(scene, news["kind"], news["was"], view) for news, view in told[:NEWS]]
    more = [text("amendment-more", count=len(told) - NEWS)] if len(told) > NEWS else []
    return Message(join([*found, *more, text("amended-how")]))


def _news(scene: Scene, kind: str, was: str | None, view: AssignmentView) -> Html:
    title, day = clipped(view.name, TITLE_IN_LIST), with_weekday(view.due, scene.today)
    match kind:
        case "new":
            return text("amended-new", kind=view.stage_kind, day=day, title=title)
        case "moved" if was is not None and date.fromisoformat(was) != view.due:
            return text("amended-moved", day=day, was=spoken(date.fromisoformat(was), scene.today), title=title)
        case "moved":
            return text("amended-more-days", day=day, title=title)
        case "undated":
            return text("amended-undated", title=title)
        case "off":
            return text("amended-off", title=title)
    return text("amended-removed", title=title)


CARDS: dict[str, Card] = {"roadmap-changes": difference, "amended": amended}
