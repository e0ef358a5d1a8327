"""Plans of other districts, laid out in many ways by people who had not seen the reader, and what each of them says.

NAME.json in ``plans``, ``more_plans`` and ``saved_plans`` are the readings made by hand; the first two folders write
their files, the third keeps them as office programs saved them. ``unclear`` names what two careful readers may read in
two ways: a key of the plan or the measure, or of its stages ("start", "stages.kind", "kind") and parties ("kind").
"""

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from documents.reading.formats import read_file
from documents.reading.schema import roadmap_to_json
from tests.documents.more_plans.make import make as make_more
from tests.documents.plans.make import make

SAVED = Path(__file__).parent / "saved_plans"
FOLDERS = [*(Path(__file__).parent / name for name in ("plans", "more_plans")), SAVED]
READINGS = {path.stem: path for folder in FOLDERS for path in sorted(folder.glob("*.json"))}
HEAD = ("title", "country", "period")
CELLS = ("section", "number", "title", "result", "deadline_text", "responsible_text")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("plans")
    make(folder)
    make_more(folder)
    saved = [path for path in SAVED.iterdir() if path.suffix != ".json"]
    return {path.stem: path.read_bytes() for path in (*folder.iterdir(), *saved)}


@pytest.fixture(scope="module")
def read(files: dict[str, bytes]) -> Callable[[str], dict[str, Any]]:
    """What the reader makes of a plan, once for all tests."""
    return cache(lambda name: roadmap_to_json(read_file(files[name])))


def words(text: Any) -> Any:
    return " ".join(text.split()) if isinstance(text, str) else text


def stages(measure: dict[str, Any], unclear: set[str]) -> list[dict[str, Any]]:
    """What the stages say, without labels and without the words that were not understood."""
    found = []
    for stage in measure["stages"]:
        keys = [key for key in ("kind", "start", "due") if not {key, f"stages.{key}"} & unclear]
        kept = {key: stage.get(key) for key in keys}
        for part in ("recurrence", "calendar"):
            kept[part] = {key: value for key, value in (stage.get(part) or {}).items() if value is not None}
        found.append(kept)
    return found


def parties(measure: dict[str, Any], unclear: set[str]) -> list[list[str]]:
    """Who is named; a post has its first letter as it is printed, where it stands in the cell does not matter."""
    keys = [key for key in ("kind", "name", "position") if key not in unclear]
    return [[(words(party.get(key)) or "").lower() for key in keys] for party in measure["responsible"]]


def differences(wanted: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    unclear = set(wanted.get("unclear", ()))
    yield from (
        f"{key}: {wanted[key]!r}, found {found[key]!r}"
        for key in HEAD
        if key not in unclear and words(wanted[key]) != words(found[key])
    )
    if "indicators" not in unclear and len(wanted.get("indicators", ())) != len(found["indicators"]):
        yield f"indicators: {found['indicators']}"
    if len(wanted["measures"]) != len(found["measures"]):
        yield f"{len(wanted['measures'])} measures, found {len(found['measures'])}"
        return
    for number, (one, other) in enumerate(zip(wanted["measures"], found["measures"], strict=True), 1):
        yield from (f"row {number}, {words}" for words in row_differences(one, other, unclear))


def row_differences(wanted: dict[str, Any], found: dict[str, Any], unclear: set[str]) -> Iterator[str]:
    unclear = unclear | set(wanted.get("unclear", ()))
    for key in CELLS:
        if key not in unclear and words(wanted[key]) != words(found[key]):
            yield f"{key}: {wanted[key]!r}, found {found[key]!r}"
    if "responsible" not in unclear and parties(wanted, unclear) != parties(found, unclear):
        yield f"responsible: {parties(wanted, unclear)}, found {parties(found, unclear)}"
    if "stages" not in unclear and stages(wanted, unclear) != stages(found, unclear):
        yield f"stages: {stages(wanted, unclear)}, found {stages(found, unclear)}"
    if wanted["questions"] and not found["questions"]:
        yield "nothing is asked"


def by_hand(name: str) -> dict[str, Any]:
    return dict(json.loads(READINGS[name].read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", READINGS)
def test_a_plan_of_another_district_is_read_as_by_hand(name: str, read: Callable[[str], dict[str, Any]]) -> None:
    assert list(differences(by_hand(name), read(name))) == []


def test_few_rows_of_these_plans_raise_a_question_without_cause(read: Callable[[str], dict[str, Any]]) -> None:
    asked = rows = 0
    for name in READINGS:
        wanted = by_hand(name)["measures"]
        found = read(name)["measures"]
        rows += len(wanted)
        asked += sum(bool(b["questions"]) and not a["questions"] for a, b in zip(wanted, found, strict=True))
    assert asked <= 0.03 * rows
