"""The journal: each call of the Bot API with its answer and with what Telegram would have minded."""

import json
from collections import deque
from pathlib import Path

from sandbox.errors import Json

KEPT_ENTRIES = 20_000
LONGEST_FILE = 50 << 20


class Journal:
    """Entries in memory (the last 20,000) and, with `path`, as JSON lines on disk.

    A crash loses at most the line being written: the journal tells about the past, nothing is restored from it.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._entries: deque[Json] = deque(maxlen=KEPT_ENTRIES)
        self._last = 0
        self._file = None
        if path is not None:
            if path.exists() and path.stat().st_size > LONGEST_FILE:
                path.replace(path.with_suffix(".old.jsonl"))
            self._file = path.open("a", encoding="utf-8")

    def add(self, **entry: object) -> Json:
        """Write one entry: at, method, params, files, status, answer, problems. Its number `n` is added."""
        self._last += 1
        line: Json = {"n": self._last, **entry}
        self._entries.append(line)
        if self._file is not None:
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()
        return line

    def after(self, number: int) -> list[Json]:
        """Entries with a greater number."""
        return [entry for entry in self._entries if entry["n"] > number]

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
