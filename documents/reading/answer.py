"""What the reading process says: one JSON object, and how its parent understands it."""

import json
from collections.abc import Mapping
from typing import Any

from documents.reading.schema import roadmap_from_json, roadmap_to_json
from domain.errors import ColumnsUnclear, Unreadable
from domain.measures import DraftRoadmap

MAX_ANSWER = 32 * 1024 * 1024


def roadmap_answer(roadmap: DraftRoadmap) -> bytes:
    """A roadmap as bytes for the pipe; one that the parent could not hold is a refusal."""
    answer = _bytes({"roadmap": roadmap_to_json(roadmap)})
    return answer if len(answer) <= MAX_ANSWER else heavy_answer("the answer is too long")


def refusal_answer(refused: Unreadable) -> bytes:
    """A refusal with its facts, and the rows where the columns are unclear."""
    cause = repr(refused.__cause__) if refused.__cause__ else None
    answer: dict[str, Any] = {"code": refused.code, "facts": refused.facts, "cause": cause}
    if isinstance(refused, ColumnsUnclear):
        answer |= {"rows": refused.rows, "shape": refused.shape}
    return _bytes(answer)


def heavy_answer(cause: str) -> bytes:
    """The refusal of a file that needs more than a reader has."""
    return _bytes({"code": "unreadable-too-heavy", "facts": {}, "cause": cause})


def _bytes(answer: Mapping[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")


def understood(out: bytes) -> tuple[DraftRoadmap | Unreadable, str | None]:
    """The roadmap or the refusal in an answer, and the cause for the log; ValueError, KeyError or TypeError."""
    answer: dict[str, Any] = json.loads(out)
    if "roadmap" in answer:
        return roadmap_from_json(answer["roadmap"]), None
    if "rows" in answer:
        return ColumnsUnclear(answer["rows"], answer["shape"]), answer["cause"]
    return Unreadable(answer["code"], **answer["facts"]), answer["cause"]
