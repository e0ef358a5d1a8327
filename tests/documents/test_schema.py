"""The reading contract survives the way to JSON and back."""

import json

import pytest

from documents.reading.schema import roadmap_from_json, roadmap_to_json
from tests.documents.readings import ALL, reading


@pytest.mark.parametrize("document", ALL)
def test_a_draft_comes_back_from_json_as_it_was(document: str) -> None:
    roadmap = reading(document, "docx")
    written = json.dumps(roadmap_to_json(roadmap), ensure_ascii=False)
    assert roadmap_from_json(json.loads(written)) == roadmap


def test_rare_keys_of_a_recurrence_are_written_only_where_the_words_say_so() -> None:
    written = roadmap_to_json(reading("001", "docx"))
    rules = [
        stage["recurrence"] for measure in written["measures"] for stage in measure["stages"] if stage["recurrence"]
    ]
    assert {"freq": "quarterly", "months": [1, 5, 8, 12], "day": None, "starts_month": None} in rules


def test_the_place_of_a_row_is_told_in_the_words_of_its_format() -> None:
    assert roadmap_to_json(reading("003", "txt"))["measures"][0]["source"] == {"line": 9}
    assert roadmap_to_json(reading("003", "docx"))["measures"][0]["source"] == {"table": 1, "row": 2}
    assert roadmap_to_json(reading("003", "xlsx"))["measures"][0]["source"] == {"sheet": "План", "row": 3}
