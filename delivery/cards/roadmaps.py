"""Cards of a roadmap: while it is read, the preview, its rows, what was accepted."""

from datetime import date

from aiogram.types import InlineKeyboardButton

from delivery.cards import amendments, columns, executors, indicators
from delivery.cards.keyboards import button, keyboard
from delivery.cards.overview import (
    RoadmapButton,
    page_of,
    roadmap_button,
    row_of,
    said_line,
    titled,
    undo_said,
    waiting_lines,
)
from delivery.cards.problems import first_problem
from delivery.cards.profiles import own_profile, profile_button, rows_button
from delivery.cards.reviews import review_button
from delivery.cards.scene import Card, Scene
from delivery.cards.school_parts import part_name
from delivery.cards.undated import list_button
from delivery.outgoing import Dropped, Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import clock, local_day, with_weekday
from delivery.texts.stages import period_words, stage_words
from domain.calendars import SchoolCalendar
from domain.drafts import Tally, tally
from domain.errors import Refusal
from domain.periods import parts_of
from services import undated
from services.amendments import pending, standing_id
from services.calendars import calendars_of
from services.doubts import Doubt
from services.overview import Overview, overview
from services.staffing import Staffing, staffing_of
from storage import indicators as kept_indicators
from storage import people, progress, roadmaps
from storage.connected import unconnected_in
from storage.indicators import KeptIndicator
from storage.roadmaps import KeptMeasure, Progress

TITLE = 160
TITLE_IN_LIST = 90
PLACE = 80
NAME = 50
EXAMPLE = 200
ROWS_ON_A_PAGE = 5
STAGES_OF_A_ROW = 3
STAGE = 80
STAGE_AT_SCHOOL = 130
VERBATIM = 60


async def reading(scene: Scene) -> Outgoing:
    """«Читаю таблицу…», unless it is read already."""
    if await progress.is_said(scene.connection, scene.data["answer"]):
        return Dropped("read already")
    return Message(text("roadmap-reading"))


async def known(scene: Scene) -> Outgoing:
    """The same file stands here already."""
    roadmap = await roadmaps.get(scene.connection, scene.data["roadmap"])
    if roadmap is None:
        raise Refusal("stale-button")
    moment = roadmap.accepted_at if roadmap.accepted_at and roadmap.state == "active" else roadmap.created_at
    at = clock(moment, scene.rules.zone)
    words = text("roadmap-known", title=clipped(roadmap.title, TITLE), state=roadmap.state, at=at)
    opening = RoadmapButton(do="open", roadmap=roadmap.id)
    return Message(words, keyboard([button(label("roadmap-known-open", state=roadmap.state), opening)]))


async def preview(scene: Scene) -> Outgoing:
    """What was understood and is still asked; the roadmap's own card once it is accepted or cancelled."""
    seen = await overview(scene.connection, await standing_id(scene.connection, scene.data["roadmap"]))
    if seen.roadmap.state == "cancelled":
        title, alone = clipped(seen.roadmap.title, TITLE), seen.roadmap.replaces_id is None
        words = text("roadmap-cancelled" if alone else "amendment-cancelled", title=title)
        return Message(words, keyboard([roadmap_button("roadmap-restore", "restore", seen.roadmap.id)]))
    if seen.roadmap.state != "draft":
        return await _live(scene, seen, text("accepted-open", at=_accepted_at(scene, seen), **_counts(seen)))
    owner = await people.member(scene.connection, seen.roadmap.created_by)
    staffing = await staffing_of(scene.connection, seen)
    said, asked = await said_line(scene, seen), [*first_problem(seen), _doubts(seen)]
    asked += [*executors.lines(scene, owner, staffing), *_left_out_rows(seen)]
    asking = executors.ask_button(staffing)
    picked, picking = await columns.picked(scene, seen)
    amendment = await pending(scene.connection, seen)
    if amendment is not None and amendments.changes_nothing(amendment):
        waiting = [_doubts(seen)] if seen.open_doubts else []
        rows_ = amendments.unchanged_buttons(seen)
        return Message(join([*said, *amendments.unchanged(seen), *waiting]), keyboard(*rows_, undo_said(scene, seen)))
    if amendment is not None:
        head = [amendments.title_line(seen), *_head(seen)[1:], *await amendments.lines(scene, amendment)]
        rows_ = amendments.buttons(seen, amendment)
        extra = [asking, _problem_buttons(seen), picking, undo_said(scene, seen)]
        return Message(join([*said, *head, *asked, *picked]), keyboard(*rows_, *extra))
    beside, again = await amendments.beside(scene, seen)
    targets = indicators.count_line(await _indicators(scene, seen))
    lines = [*said, *_head(seen), *beside, *await _deadlines(scene, seen), *targets, *asked, *picked]
    lines.append(text("roadmap-rules", rule=scene.rules.due_day_off))
    reminding = [profile_button(seen.roadmap, scene.rules)]
    extra = [asking, reminding, _problem_buttons(seen), picking, undo_said(scene, seen)]
    return Message(join(lines), keyboard(*_draft_buttons(seen), again, *extra))


async def amended(scene: Scene) -> Outgoing:
    """The roadmap after its changes were accepted; somebody who pressed later reads that they were accepted already."""
    draft = await roadmaps.get(scene.connection, scene.data["roadmap"])
    if draft is None:
        raise Refusal("stale-button")
    at = clock(draft.accepted_at or draft.created_at, scene.rules.zone)
    seen = await overview(scene.connection, await standing_id(scene.connection, draft.id))
    return await _live(scene, seen, join(amendments.accepted_head(scene.data["facts"], at)))


async def accepted(scene: Scene) -> Outgoing:
    """What went live; somebody who pressed later reads that it was accepted already."""
    seen = await overview(scene.connection, scene.data["roadmap"])
    if scene.data["already"]:
        return await _live(scene, seen, text("accepted-already", at=_accepted_at(scene, seen)))
    return await _live(scene, seen, text("accepted-head", **_counts(seen)))


async def rows(scene: Scene) -> Outgoing:
    """A page of the rows: the cell word for word and how it was understood."""
    seen = await overview(scene.connection, await standing_id(scene.connection, scene.data["roadmap"]))
    count = len(seen.measures)
    page = page_of(scene, count, ROWS_ON_A_PAGE)
    shown = seen.measures[page * ROWS_ON_A_PAGE : (page + 1) * ROWS_ON_A_PAGE]
    first = page * ROWS_ON_A_PAGE + 1
    title = clipped(seen.roadmap.title, TITLE_IN_LIST)
    lines = [text("rows-head", title=title, first=first, last=first + len(shown) - 1, count=count)]
    section, staffing = None, await staffing_of(scene.connection, seen)
    school = (await calendars_of(scene.connection, seen.roadmap.organisation_id, scene.rules)).school
    for measure in shown:
        if measure.section and measure.section != section:
            lines.append(text("rows-section", section=clipped(measure.section, TITLE_IN_LIST)))
        section = measure.section
        lines += [
            Html(""),
            *await _row(scene, measure, titled(seen, measure, TITLE_IN_LIST), _stages(measure, seen, school), staffing),
            *own_profile(measure),
            *waiting_lines(seen, measure),
        ]
    turns = _turns(page, count, seen.roadmap.id)
    # Rows that amend a plan keep the profiles that they have there.
    alone = seen.roadmap.state == "active" or (seen.roadmap.state == "draft" and seen.roadmap.replaces_id is None)
    own = [rows_button(seen.roadmap.id, first - 1)] if alone else []
    return Message(join(lines), keyboard(turns, own, [roadmap_button("roadmap-back", "open", seen.roadmap.id)]))


def _counts(seen: Overview) -> dict[str, Html]:
    return {
        "measures": text("roadmap-measures", count=len(seen.measures)),
        "parties": text("roadmap-parties", count=len(seen.parties)),
    }


def _head(seen: Overview) -> list[Html]:
    place, period = clipped(seen.place.name, PLACE), period_words(seen.roadmap.period)
    return [
        text("roadmap-title", title=clipped(seen.roadmap.title, TITLE)),
        text("roadmap-head", place=place, period=period, **_counts(seen)),
    ]


async def _tally(scene: Scene, seen: Overview, day: date | None = None) -> Tally:
    stages = [[kept.stage for kept in measure.stages] for measure in seen.measures]
    calendars = await calendars_of(scene.connection, seen.roadmap.organisation_id, scene.rules)
    return tally(stages, seen.roadmap.period, calendars, day or scene.today)


async def _deadlines(scene: Scene, seen: Overview) -> list[Html]:
    counted = await _tally(scene, seen)
    kinds = {
        "dated": counted.dated,
        "recurring": counted.recurring,
        "ongoing": counted.ongoing,
        "undated": counted.undated,
    }
    listed = join([text(f"roadmap-{kind}", count=count) for kind, count in kinds.items() if count], " · ")
    asked = [text("roadmap-check-ins")] if counted.ongoing else []
    return [text("roadmap-deadlines", list=listed), *asked, *_past(counted)]


def _past(counted: Tally) -> list[Html]:
    if counted.past == 0:
        return []
    return [text("roadmap-all-past") if counted.first is None else text("roadmap-past", count=counted.past)]


def _left_out_rows(seen: Overview) -> list[Html]:
    """Rows that say what another one says."""
    return [text("roadmap-left-out", count=len(seen.left_out))] if seen.left_out else []


def _problem_buttons(seen: Overview) -> list[InlineKeyboardButton]:
    """The first one stands in the card; a button shows all of them."""
    if len(seen.roadmap.problems) < 2:
        return []
    words = label("roadmap-problems-all", count=len(seen.roadmap.problems))
    return [button(words, RoadmapButton(do="problems", roadmap=seen.roadmap.id))]


def _doubts(seen: Overview) -> Html:
    waiting = seen.open_doubts
    if not waiting:
        return text("roadmap-no-doubts")
    first = next((doubt for doubt in waiting if doubt.face.proposals), waiting[0])
    row, count = row_of(first.measure), len(waiting)
    if first.face.subject == "person":
        return text("roadmap-doubts-person", count=count, row=row, name=clipped(first.face.text, NAME))
    return text("roadmap-doubts", count=count, row=row, example=_example(first))


def _example(doubt: Doubt) -> str:
    printed = doubt.measure.deadline_text if doubt.face.subject in ("deadline", "calendar") else ""
    said = label("question-part-short", name=part_name(doubt.face)) if doubt.form == "calendar" else doubt.face.text
    said = clipped(said, EXAMPLE)
    return f"«{clipped(printed, VERBATIM)}». {said}" if printed else said


def _draft_buttons(seen: Overview) -> list[list[InlineKeyboardButton]]:
    roadmap_id, waiting = seen.roadmap.id, len(seen.open_doubts)
    asking = button(label("roadmap-answer", count=waiting), RoadmapButton(do="ask", roadmap=roadmap_id))
    return [
        [asking] if waiting else [],
        [roadmap_button("roadmap-show-rows", "rows", roadmap_id)],
        [
            roadmap_button("roadmap-accept", "accept", roadmap_id),
            roadmap_button("roadmap-cancel", "cancel", roadmap_id),
        ],
    ]


def _accepted_at(scene: Scene, seen: Overview) -> str:
    return clock(seen.roadmap.accepted_at or seen.roadmap.created_at, scene.rules.zone)


async def _live(scene: Scene, seen: Overview, head: Html) -> Message:
    """A roadmap that was accepted: how far it is, what comes first, what nobody is reminded of."""
    found = await roadmaps.progress_of(scene.connection, [seen.roadmap.id])
    done = found.get(seen.roadmap.id, Progress())
    lines = [*await said_line(scene, seen), head, text("accepted-title", title=clipped(seen.roadmap.title, TITLE))]
    if seen.roadmap.version > 1:
        lines.append(text("accepted-version", version=seen.roadmap.version))
    lines.append(text("accepted-progress", done=done.done, count=done.assignments))
    coming = (await _tally(scene, seen)).first
    first = None if coming is None else with_weekday(coming, scene.today)
    lines.append(text("accepted-no-first") if first is None else text("accepted-first", day=first))
    staffing = await staffing_of(scene.connection, seen)
    undated_rows = len(await undated.rows_of(scene.connection, seen.roadmap.id, scene.rules))
    lines += await _left_out(scene, seen, staffing, undated_rows)
    targets = await _indicators(scene, seen)
    lines += indicators.count_line(targets)
    missing = await unconnected_in(scene.connection, [seen.roadmap.id])
    lines += executors.connected_line(done.members, missing.get(seen.roadmap.id, 0))
    more = indicators.list_button(seen.roadmap.id, targets) if seen.roadmap.state == "active" else []
    rows_ = _live_buttons(scene, seen, staffing, undated_rows, linked=bool(missing), more=more)
    return Message(join(lines), keyboard(*rows_))


async def _indicators(scene: Scene, seen: Overview) -> list[KeptIndicator]:
    return await kept_indicators.standing_in(scene.connection, [seen.roadmap.id])


def _live_buttons(
    scene: Scene,
    seen: Overview,
    staffing: Staffing,
    undated_rows: int,
    *,
    linked: bool,
    more: list[InlineKeyboardButton],
) -> list[list[InlineKeyboardButton]]:
    waiting = len(seen.open_doubts)
    asking = button(label("accepted-questions", count=waiting), RoadmapButton(do="ask", roadmap=seen.roadmap.id))
    return [
        [asking] if waiting else [],
        [list_button(seen.roadmap.id, undated_rows)] if undated_rows else [],
        [roadmap_button("roadmap-show-rows", "rows", seen.roadmap.id), *more],
        executors.ask_button(staffing),
        executors.links_button(seen) if linked else [],
        [profile_button(seen.roadmap, scene.rules)] if seen.roadmap.state == "active" else [],
        [review_button(seen.roadmap)] if seen.roadmap.state == "active" else [],
        undo_said(scene, seen),
    ]


async def _left_out(scene: Scene, seen: Overview, staffing: Staffing, undated_rows: int) -> list[Html]:
    """Past when it was accepted, without a date, without a known executor."""
    day = local_day(seen.roadmap.accepted_at or scene.now, scene.rules.zone)
    counted = await _tally(scene, seen, day)
    lines = _past(counted)
    if undated_rows:
        lines.append(text("accepted-undated", count=undated_rows))
    if staffing.unassigned:
        owner = await people.member(scene.connection, seen.roadmap.created_by)
        lines.append(text("accepted-unassigned", count=len(staffing.unassigned), who=owner.short_name))
    lines += executors.gap_lines(staffing)
    return lines


async def _row(scene: Scene, measure: KeptMeasure, title: str, words: str, staffing: Staffing) -> list[Html]:
    verbatim = clipped(measure.deadline_text, VERBATIM) if measure.deadline_text else label("rows-empty-deadline")
    return [
        text("rows-measure", row=row_of(measure), title=title),
        text("rows-deadline", verbatim=verbatim, words=words),
        await executors.of_row(scene, measure, staffing),
    ]


def _stages(measure: KeptMeasure, seen: Overview, school: SchoolCalendar) -> str:
    shown = [kept.stage for kept in measure.stages[:STAGES_OF_A_ROW]]
    parts = [parts_of(stage, seen.roadmap.period, school) for stage in shown]
    words = [
        clipped(stage_words(stage, known), STAGE if known is None else STAGE_AT_SCHOOL)
        for stage, known in zip(shown, parts, strict=True)
    ]
    if len(measure.stages) > STAGES_OF_A_ROW:
        words.append(label("rows-more-stages", count=len(measure.stages) - STAGES_OF_A_ROW))
    return "; ".join(words) or label("stage-undated")


def _turns(page: int, count: int, roadmap_id: int) -> list[InlineKeyboardButton]:
    turns = []
    if page > 0:
        turns.append(button("‹", RoadmapButton(do="rows", roadmap=roadmap_id, page=page - 1)))
    if (page + 1) * ROWS_ON_A_PAGE < count:
        turns.append(button("›", RoadmapButton(do="rows", roadmap=roadmap_id, page=page + 1)))
    return turns


CARDS: dict[str, Card] = {
    "roadmap-reading": reading,
    "roadmap-known": known,
    "roadmap-preview": preview,
    "roadmap-rows": rows,
    "roadmap-accepted": accepted,
    "roadmap-amended": amended,
}
