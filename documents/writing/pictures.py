"""The summary as a picture for a phone: progress by section, what is late, what is due this week."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

from domain.summary import Line, Summary, Tally, by_person, by_roadmap, by_section

_TEMPLATE = Path(__file__).with_suffix(".typ")
_FONTS = Path(__file__).parent / "fonts"
_PPI = 144.0
_GROUPS = 30
_LINES = 6
# A tall picture is not read to its end.
_MANY_GROUPS = 10
_FEWER_LINES = 3
_NAMES = 4
# A word without a place to break would run out of the picture.
_ENDLESS_WORD = re.compile(r"\S{31,}")
_PIECE = re.compile(r"(\S{8})(?=\S)")


def summary_png(summary: Summary, *, place: str, subtitle: str = "") -> bytes:
    """The PNG, 1080 pixels wide, as high as it needs; blocking for about 0.1 s, so run it in a thread.

    ``place`` is the organisation, ``subtitle`` the roadmap. Drawn with the fonts in this folder: nothing of the machine
    and nothing of the network is used.
    """
    drawn = typst.compile(
        _TEMPLATE,
        format="png",
        ppi=_PPI,
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_values(summary, place, subtitle), ensure_ascii=False)},
    )
    if not isinstance(drawn, bytes):
        raise TypeError("a picture of one page is expected")
    return drawn


def _values(summary: Summary, place: str, subtitle: str) -> dict[str, Any]:
    title, groups = _groups(summary)
    today = summary.today
    lines = _LINES if len(groups) <= _MANY_GROUPS else _FEWER_LINES
    return {
        "place": _words(place),
        "subtitle": _words(subtitle),
        "day": today.day,
        "month": today.month,
        "year": today.year,
        "total": summary.total,
        "done": summary.done,
        "late": len(summary.late),
        "trouble": summary.trouble,
        "waiting": summary.waiting,
        "undated": summary.undated,
        "in_time": summary.in_time,
        "week_count": len(summary.week),
        "silent": len(summary.silent),
        "grouped": title,
        "groups": [_group(tally) for tally in groups[:_GROUPS]],
        "groups_more": max(len(groups) - _GROUPS, 0),
        "late_lines": [_line(line) for line in summary.late[:lines]],
        "week_lines": [_line(line) for line in summary.week[:lines]],
    }


def _groups(summary: Summary) -> tuple[str, Sequence[Tally]]:
    """By roadmap where there are several, else by section, else by person."""
    roadmaps = by_roadmap(summary)
    if len(roadmaps) > 1:
        return "По дорожным картам", roadmaps
    sections = by_section(summary)
    if sections:
        return "По разделам", sections
    return "По исполнителям", [tally for _, tally in by_person(summary)]


def _group(tally: Tally) -> dict[str, Any]:
    name = "Без раздела" if tally.name is None else tally.name
    return {
        "name": _words(name),
        "total": tally.total,
        "done": tally.done,
        "late": tally.late,
        "trouble": tally.trouble,
    }


def _line(line: Line) -> dict[str, Any]:
    names = ", ".join(person.name for person in line.people[:_NAMES])
    more = f" и ещё {len(line.people) - _NAMES}" if len(line.people) > _NAMES else ""
    number = f"{line.number.rstrip('.')}. " if line.number else ""
    return {
        "title": _words(number + line.title),
        "day": line.due.day,
        "month": line.due.month,
        "trouble": line.trouble,
        "people": _words(names + more),
    }


def _words(value: str) -> str:
    return _ENDLESS_WORD.sub(lambda word: _PIECE.sub("\\1\u200b", word[0]), " ".join(value.split()))
