"""The example documents and their readings, made by hand."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from documents.reading.formats import read_file
from domain.measures import DraftRoadmap

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
FORMATS = ("docx", "xlsx", "txt", "pdf")
ALL = ("000", "001", "002", "003", "004")


def example(name: str) -> bytes:
    return (EXAMPLES / name).read_bytes()


@cache
def reading(document: str, suffix: str) -> DraftRoadmap:
    return read_file(example(f"{document}.{suffix}"))


def expected(document: str) -> dict[str, Any]:
    text = (ROOT / "tests" / "roadmaps" / f"{document}.expected.json").read_text(encoding="utf-8")
    return dict(json.loads(text))
