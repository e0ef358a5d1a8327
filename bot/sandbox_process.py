"""The sandbox as a child of the bot, for trying it without a token.

The child holds the reading end of a pipe as its standard input and leaves when the pipe ends. The system closes the
pipe whatever becomes of the bot, so a ``kill -9`` of the bot does not leave a sandbox that keeps the port.
"""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from datetime import datetime
from pathlib import Path

import aiohttp
import structlog

_START_WITHIN = 30.0  # seconds: a school's old computer imports slowly
_STOP_WITHIN = 5.0

log = structlog.get_logger("bot.sandbox")


class SandboxFailure(Exception):
    """The sandbox did not start; the text is for the person."""


@asynccontextmanager
async def sandbox_process(
    port: int, state: Path, start: datetime, config: Path | None, lost: asyncio.Event
) -> AsyncIterator[str]:
    """Run the sandbox for the length of the block and give its address; ``lost`` is set when it falls before the end.

    ``start`` is the moment its clock begins with, where ``state`` holds none yet; ``config`` the file of settings, for
    its log. Raises ``SandboxFailure``.
    """
    _refuse_taken_port(port)
    arguments = ["--port", str(port), "--state", str(state), "--start", start.isoformat(), "--with-parent"]
    if config:
        arguments += ["--config", str(config)]
    # A session of its own: Ctrl-C in the terminal reaches the bot alone, which still has answers to send.
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "sandbox", *arguments, stdin=asyncio.subprocess.PIPE, start_new_session=True
    )
    watch: asyncio.Task[None] | None = None
    try:
        address = f"http://127.0.0.1:{port}"
        await _answering(address, child)
        watch = asyncio.create_task(_watch(child, lost))
        yield address
        if child.returncode is not None:
            raise SandboxFailure("Песочница остановилась, а бот без ключа Telegram без неё не работает.")
    finally:
        if watch:
            watch.cancel()
        await _stop(child)


def _refuse_taken_port(port: int) -> None:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise SandboxFailure(
                f"Порт {port} занят: возможно, бот уже запущен. Другой порт: настройка port в разделе [sandbox]."
            ) from None


async def _answering(address: str, child: asyncio.subprocess.Process) -> None:
    loop = asyncio.get_running_loop()
    until = loop.time() + _START_WITHIN
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=1)) as session:
        while loop.time() < until and child.returncode is None:
            with suppress(aiohttp.ClientError, TimeoutError):
                async with session.get(f"{address}/sandbox/clock") as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.1)
    raise SandboxFailure("Песочница не запустилась; причина — в строках выше.")


async def _watch(child: asyncio.subprocess.Process, lost: asyncio.Event) -> None:
    code = await child.wait()
    log.error("sandbox_lost", exit_code=code)
    lost.set()


async def _stop(child: asyncio.subprocess.Process) -> None:
    if child.stdin:
        child.stdin.close()
    for harder in (child.terminate, child.kill):
        with suppress(TimeoutError):
            await asyncio.wait_for(child.wait(), _STOP_WITHIN)
            return
        with suppress(ProcessLookupError):
            harder()
    await child.wait()
