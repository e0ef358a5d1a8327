"""Plans of other districts, laid out in 40 ways by somebody who had not seen the reader, and what each of them says.

``plans/NAME.json`` and ``more_plans/NAME.json`` are the readings made by hand; ``unclear`` names what two careful
readers may read in two ways.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from documents.reading.formats import read_file
from documents.reading.schema import roadmap_to_json
from tests.documents.more_plans.make import make as make_more
from tests.documents.plans.make import make

FOLDERS = [Path(__file__).parent / name for name in ("plans", "more_plans")]
READINGS = {path.stem: path for folder in FOLDERS for path in sorted(folder.glob("*.json"))}
HEAD = ("title", "country", "period")
CELLS = ("section", "number", "title", "result", "deadline_text", "responsible_text")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("plans")
    make(folder)
    make_more(folder)
    return {path.stem: path.read_bytes() for path in folder.iterdir()}


def words(text: Any) -> Any:
    return " ".join(text.split()) if isinstance(text, str) else text


def stages(measure: dict[str, Any], *, kinds: bool) -> list[dict[str, Any]]:
    """What the stages say, without labels and without the words that were not understood."""
    found = []
    for stage in measure["stages"]:
        kept = {key: stage.get(key) for key in ("start", "due", *(("kind",) if kinds else ()))}
        for part in ("recurrence", "calendar"):
            kept[part] = {key: value for key, value in (stage.get(part) or {}).items() if value is not None}
        found.append(kept)
    return found


def parties(measure: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    return [(party["kind"], party["name"], party.get("position")) for party in measure["responsible"]]


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
    if "responsible" not in unclear and parties(wanted) != parties(found):
        yield f"responsible: {parties(wanted)}, found {parties(found)}"
    kinds = "stages.kind" not in unclear
    if "stages" not in unclear and stages(wanted, kinds=kinds) != stages(found, kinds=kinds):
        yield f"stages: {stages(wanted, kinds=kinds)}, found {stages(found, kinds=kinds)}"
    if wanted["questions"] and not found["questions"]:
        yield "nothing is asked"


def by_hand(name: str) -> dict[str, Any]:
    return dict(json.loads(READINGS[name].read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", READINGS)
def test_a_plan_of_another_district_is_read_as_by_hand(name: str, files: dict[str, bytes]) -> None:
    assert list(differences(by_hand(name), roadmap_to_json(read_file(files[name])))) == []


def test_few_rows_of_these_plans_raise_a_question_without_cause(files: dict[str, bytes]) -> None:
    asked = rows = 0
    for name in READINGS:
        wanted = by_hand(name)["measures"]
        found = roadmap_to_json(read_file(files[name]))["measures"]
        rows += len(wanted)
        asked += sum(bool(b["questions"]) and not a["questions"] for a, b in zip(wanted, found, strict=True))
    assert asked <= 0.03 * rows
