"""Small pieces of writing that wait for the writer at the same time become one transaction: one fsync for all."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

Given = TypeVar("Given")
Job = Callable[[AsyncConnection], Awaitable[Given]]


@dataclass(frozen=True, slots=True)
class _Piece:
    job: Job[Any]
    outcome: asyncio.Future[Any]

    def gives(self, value: Any) -> None:
        if not self.outcome.done():
            self.outcome.set_result(value)

    def fails(self, error: Exception) -> None:
        if not self.outcome.done():
            self.outcome.set_exception(error)


class Together:
    """``write`` opens a transaction when the writer is free."""

    def __init__(self, write: Callable[[], AbstractAsyncContextManager[AsyncConnection]]) -> None:
        self._write = write
        self._waiting: list[_Piece] = []
        self._work: asyncio.Task[None] | None = None

    async def do(self, job: Job[Given]) -> Given:
        """Do the job and give what it gives, after the commit.

        Where one of those in a transaction fails all are undone, and each is done again by itself. Who is cut off
        while it waits has done nothing, or all of it.
        """
        piece = _Piece(job, asyncio.get_running_loop().create_future())
        self._waiting.append(piece)
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._work_off())
        given: Given = await piece.outcome
        return given

    async def _work_off(self) -> None:
        while self._waiting:
            pieces: list[_Piece] = []
            try:
                async with self._write() as connection:
                    # Who has come while the writer was busy is in time.
                    pieces = self._take()
                    given = [await piece.job(connection) for piece in pieces]
            except Exception:
                for piece in pieces or self._take():
                    await self._do_alone(piece)
            else:
                for piece, value in zip(pieces, given, strict=True):
                    piece.gives(value)

    def _take(self) -> list[_Piece]:
        taken, self._waiting = self._waiting, []
        return [piece for piece in taken if not piece.outcome.done()]

    async def _do_alone(self, piece: _Piece) -> None:
        try:
            async with self._write() as connection:
                given = await piece.job(connection)
        except Exception as error:
            piece.fails(error)
        else:
            piece.gives(given)
