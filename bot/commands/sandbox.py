"""``sandbox``: the Bot API server of this machine, alone."""

import asyncio
import signal
import sys
import threading
from datetime import datetime
from pathlib import Path

import click

from bot import log
from bot.commands.console import Command, Failure, WrongInput, config_option, settings
from bot.system_errors import reason
from domain.errors import check_aware
from sandbox.app import start as start_sandbox
from sandbox.settings import Settings


@click.command(cls=Command, short_help="Запустить песочницу: Bot API и чаты в браузере.")
@click.option("--port", type=click.IntRange(1, 65535), metavar="ПОРТ", help="Порт; без него — из настроек, 8081.")
@click.option("--state", type=click.Path(path_type=Path), metavar="ПАПКА", help="Папка, где песочница помнит чаты.")
@click.option("--start", metavar="МОМЕНТ", help="С какого момента идут её часы; без него — из настроек.")
@click.option("--with-parent", is_flag=True, hidden=True)
@config_option
def sandbox(
    port: int | None, state: Path | None, start: str | None, with_parent: bool, config_path: Path | None
) -> None:
    """Запустить песочницу без бота: сервер Bot API на этом компьютере и страницу с чатами в браузере."""
    config = settings(config_path)
    try:
        moment = datetime.fromisoformat(start) if start else config.sandbox.start
        check_aware(moment)
    except ValueError:
        raise WrongInput(f"Момент «{start}» записан неверно. Нужно: 2022-09-26T09:00:00+03:00") from None
    try:
        asyncio.run(_serve(port or config.sandbox.port, state, moment, with_parent))
    except OSError as error:
        raise Failure(f"Песочница не запустилась: {reason(error)}.") from error


async def _serve(port: int, state: Path | None, moment: datetime, with_parent: bool) -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    log.watch_loop(loop)
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    running = await start_sandbox(Settings(state=state), "127.0.0.1", port)
    try:
        clock = running.sandbox.world.clock
        if clock.offset == 0:  # never set: a state that was kept goes on from its own time
            clock.move_to(moment.timestamp())
        if with_parent:
            # The parent never writes: its end of the pipe closes when it stops, however it stops.
            threading.Thread(target=_until_parent_ends, args=(loop, stop), daemon=True).start()
        else:
            click.echo(f"Песочница: {running.url}/")
        await stop.wait()
    finally:
        await running.stop()


def _until_parent_ends(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    sys.stdin.buffer.read()
    loop.call_soon_threadsafe(stop.set)
