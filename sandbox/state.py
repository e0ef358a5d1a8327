"""The snapshot: the whole world in one JSON file, replaced as a whole."""

import asyncio
import json
import logging
import os
import time
from pathlib import Path

from sandbox.bots import Bots

log = logging.getLogger(__name__)

PAUSE = 0.4
LONGEST_PAUSE = 5.0
COST_RATIO = 10


class Keeper:
    """Writes the world into `folder` at most 0.5 s after a change, and when closed.

    A crash loses what came after the last snapshot; the file is written beside and renamed, so it is never half
    there. Large worlds, whose snapshot takes long, are written more rarely (ten times the cost, at most 5 s).
    """

    def __init__(self, bots: Bots, folder: Path | None) -> None:
        self._bots = bots
        self._path = folder / "world.json" if folder else None
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._writing: asyncio.Future[None] | None = None

    def load(self) -> None:
        """Restore the world if there is a snapshot; one that cannot be read is put aside as `world.old.json`."""
        if self._path is None or not self._path.exists():
            return
        try:
            self._bots.load(json.loads(self._path.read_text("utf-8")))
        except ValueError:
            log.warning("the snapshot of the sandbox cannot be read, it begins anew", exc_info=True)
            self._path.replace(self._path.with_suffix(".old.json"))

    def touch(self) -> None:
        """Something has changed."""
        self._changed.set()

    def start(self) -> None:
        """Begin to write."""
        if self._path is not None:
            self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        while True:
            await self._changed.wait()
            await asyncio.sleep(PAUSE)
            began = time.monotonic()
            await self._save()
            await asyncio.sleep(max(0.0, min((time.monotonic() - began) * COST_RATIO, LONGEST_PAUSE) - PAUSE))

    async def _save(self) -> None:
        self._changed.clear()
        text = json.dumps(self._bots.dump(), ensure_ascii=False)
        self._writing = asyncio.ensure_future(asyncio.to_thread(self._write, text))
        await asyncio.shield(self._writing)

    def _write(self, text: str) -> None:
        assert self._path is not None
        fresh = self._path.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self._path)

    async def close(self) -> None:
        """Write the last state and stop. A write on its way is let finish, so that it cannot overwrite the last one."""
        if self._task is None:
            return
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        if self._writing is not None:
            await self._writing
        await self._save()
