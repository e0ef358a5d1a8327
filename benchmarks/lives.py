"""The bot in a process of its own that can be killed: ``python -m benchmarks.lives ADDRESS FOLDER WAY``.

The same wiring as ``vsrok run`` against the sandbox, but the sandbox lives on when this process dies. ``WAY``: "demo"
puts the demo district there and talks at Telegram's pace; "crowd" finds its people in the database and talks as fast as
it can; "shipped" is the same with the usual leases. For each line on standard input the bot is started, and two lines
are written: the number of its process, and how it ended. Its process is forked from this one, which has imported
everything and done nothing: that saves three seconds for each start.
"""

import asyncio
import gc
import os
import random
import signal
import sys
from pathlib import Path

import aiohttp
from pydantic import SecretStr

from bot.app import App
from bot.clock import SandboxClock
from bot.config import Config
from delivery.pace import Pace

LEASE_SECONDS = 3
SEND_TIMEOUT = 2


def config_for(address: str, folder: Path, way: str) -> Config:
    """Short leases, so that what a dead process held comes back within seconds; pictures enter the log unasked.

    As it is shipped where ``way`` says so.
    """
    short = {
        "outbox": {"lease_seconds": LEASE_SECONDS, "send_timeout": SEND_TIMEOUT},
        "evidence": {"ask_children": False},
    }
    config = Config() if way == "shipped" else Config.model_validate(short)
    telegram = config.telegram.model_copy(update={"token": SecretStr("1:sandbox"), "api_base": address})
    storage = config.storage.model_copy(update={"path": folder})
    return config.model_copy(update={"telegram": telegram, "storage": storage})


def unbraked() -> Pace:
    """As fast as it can: the sandbox's own brakes are off then."""
    return Pace(10_000, per_chat=10_000, group_minute=10**6)


async def main(address: str, folder: Path, way: str) -> None:
    """Run until SIGTERM."""
    stop, demo = asyncio.Event(), way == "demo"
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with aiohttp.ClientSession() as session:
        clock = SandboxClock(address, session)
        await clock.refresh()
        following = asyncio.create_task(_follow(clock, stop))
        await App(config_for(address, folder, way), clock, pace=None if demo else unbraked()).run(stop, demo=demo)
        await following


async def _follow(clock: SandboxClock, stop: asyncio.Event) -> None:
    while not stop.is_set():
        await clock.refresh()
        await asyncio.sleep(0.1)


def lives(address: str, folder: Path, way: str) -> None:
    """One process after another, until standard input ends."""
    gc.freeze()  # as in bot/app.py
    for _ in sys.stdin:
        born = os.fork()
        if not born:
            random.seed()
            os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
            asyncio.run(main(address, folder, way))
            return
        _say(born)
        _say(os.waitstatus_to_exitcode(os.waitpid(born, 0)[1]))


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    lives(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
