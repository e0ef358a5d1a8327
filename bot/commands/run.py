"""``run``: the bot itself, with Telegram or, without a token, with the sandbox on this machine."""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path

import aiohttp
import click
from pydantic import SecretStr

from bot import log
from bot.clock import SandboxClock, SystemClock
from bot.commands.check import folder_obstacle
from bot.commands.console import Command, Failure, config_option, settings
from bot.config import Config
from bot.sandbox_process import SandboxFailure, sandbox_process

SANDBOX_TOKEN = "1:sandbox"
_CLOCK_EVERY = 0.5  # seconds between two looks at the sandbox's clock: a jump on the page is felt at once


@click.command(cls=Command, short_help="Запустить бота.")
@config_option
def run(config_path: Path | None) -> None:
    """Запустить бота.

    Без ключа Telegram бот работает с песочницей: откройте в браузере адрес, который он напечатает.
    Остановить: Ctrl-C; ещё раз Ctrl-C — немедленно.
    """
    config = settings(config_path)
    if obstacle := folder_obstacle(config.storage.path):
        raise Failure(obstacle)
    try:
        if config.telegram.token:
            asyncio.run(_with_telegram(config))
        else:
            asyncio.run(_with_sandbox(for_sandbox(config), config_path))
    except SandboxFailure as error:
        raise Failure(str(error)) from error


def for_sandbox(config: Config) -> Config:
    """Turn the settings towards the sandbox; its data lie apart, so that invented people never meet real ones."""
    address = f"http://127.0.0.1:{config.sandbox.port}"
    telegram = {"token": SecretStr(SANDBOX_TOKEN), "api_base": address, "proxy": None}
    storage = {"path": config.storage.path / "demo", "url": None}
    return config.model_copy(
        update={
            "telegram": config.telegram.model_copy(update=telegram),
            "storage": config.storage.model_copy(update=storage),
        }
    )


async def _with_telegram(config: Config) -> None:
    from bot import app  # aiogram takes seconds to import, and the other commands do without it

    try:
        await app.run(config, clock=SystemClock(), stop=_stop_on_signals(), demo=False)
    except app.TokenRefused:
        raise Failure("Telegram не знает этого ключа бота (token в разделе [telegram]).") from None


async def _with_sandbox(config: Config, config_path: Path | None) -> None:
    stop, state = _stop_on_signals(), config.storage.path / "sandbox"
    child = sandbox_process(config.sandbox.port, state, config.sandbox.start, config_path, lost=stop)
    async with child as address, aiohttp.ClientSession() as session:
        from bot import app

        clock = SandboxClock(address, session)
        await clock.refresh()
        click.echo(f"\n  Ключ Telegram не задан, бот работает с песочницей.\n  Откройте в браузере: {address}/\n")
        following = asyncio.create_task(_follow(clock, stop))
        try:
            await app.run(config, clock=clock, stop=stop, demo=True)
        finally:
            following.cancel()


async def _follow(clock: SandboxClock, stop: asyncio.Event) -> None:
    while not stop.is_set():
        await clock.refresh()
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), _CLOCK_EVERY)


def _stop_on_signals() -> asyncio.Event:
    """Give an event that the first SIGINT or SIGTERM sets; the second one ends the process at once.

    Ending at once is safe: what is unfinished then lies in the inbox and the outbox, as after a power cut.
    """
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    log.watch_loop(loop)

    def on_signal(number: signal.Signals) -> None:
        if stop.is_set():
            os._exit(128 + number)
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, on_signal, number)
    return stop
