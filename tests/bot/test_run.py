"""The process as a person starts and stops it: real processes, real signals, a real sandbox."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.clock import SandboxClock
from bot.commands.run import for_sandbox
from bot.config import load
from bot.sandbox_process import SandboxFailure, sandbox_process
from sandbox.app import start
from sandbox.settings import Settings

ROOT = Path(__file__).parents[2]
CHILDREN = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
START = datetime(2022, 9, 26, 6, tzinfo=UTC)
WITHIN = 60.0  # seconds; two slow cores shared with other tests


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def eventually(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + WITHIN
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


def children() -> set[int]:
    return {int(number) for number in CHILDREN.read_text("ascii").split()}


def test_without_a_token_it_prints_an_address_serves_the_sandbox_and_stops_on_sigterm(tmp_path: Path) -> None:
    port, output = free_port(), tmp_path / "output.txt"
    environ = {name: value for name, value in os.environ.items() if not name.startswith("VSROK_")}
    environ |= {"VSROK_SANDBOX__PORT": str(port), "PYTHONPATH": str(ROOT)}
    with output.open("w") as out:
        bot = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], cwd=tmp_path, env=environ, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        assert eventually(lambda: "username=" in output.read_text("utf-8") or bot.poll() is not None)
        assert f"Откройте в браузере: http://127.0.0.1:{port}/" in output.read_text("utf-8")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sandbox/clock", timeout=5) as answer:
            moment = datetime.fromtimestamp(json.load(answer)["now"], UTC)
        assert START <= moment < START + timedelta(seconds=2 * WITHIN)
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(WITHIN) == 0, output.read_text("utf-8")
    finally:
        bot.kill()
        bot.wait()
    assert not listens(port)
    assert "Traceback" not in output.read_text("utf-8")


@pytest.mark.skipif(not CHILDREN.exists(), reason="looks for the child in /proc")
async def test_when_the_sandbox_falls_the_bot_is_stopped_and_told_why(tmp_path: Path) -> None:
    before, lost = children(), asyncio.Event()

    async def until_lost() -> None:
        async with sandbox_process(free_port(), tmp_path, START, None, lost):
            [child] = children() - before
            os.kill(child, signal.SIGKILL)
            await asyncio.wait_for(lost.wait(), WITHIN)

    with pytest.raises(SandboxFailure, match="Песочница остановилась"):
        await until_lost()


async def test_a_state_that_was_kept_goes_on_from_its_own_time(tmp_path: Path) -> None:
    async with aiohttp.ClientSession() as session:
        for start in (START, START + timedelta(days=365)):
            async with sandbox_process(free_port(), tmp_path, start, None, asyncio.Event()) as address:
                clock = SandboxClock(address, session)
                await clock.refresh()
                assert timedelta() <= clock.now() - START < timedelta(seconds=2 * WITHIN)


def test_a_killed_bot_leaves_no_sandbox_behind(tmp_path: Path) -> None:
    port = free_port()
    program = (
        "import asyncio, datetime, pathlib\n"
        "from bot.sandbox_process import sandbox_process\n"
        "async def main():\n"
        "    start = datetime.datetime.now(datetime.UTC)\n"
        f"    async with sandbox_process({port}, pathlib.Path('state'), start, None, asyncio.Event()):\n"
        "        print('ready', flush=True)\n"
        "        await asyncio.sleep(600)\n"
        "asyncio.run(main())\n"
    )
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=tmp_path, env=environ
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        assert listens(port)
        parent.kill()
    assert eventually(lambda: not listens(port))


async def test_a_taken_port_is_told_instead_of_talking_to_a_stranger(tmp_path: Path) -> None:
    with closing(socket.socket()) as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        port = stranger.getsockname()[1]
        with pytest.raises(SandboxFailure, match=f"Порт {port} занят"):
            async with sandbox_process(port, tmp_path, START, None, asyncio.Event()):
                pytest.fail("it started")


def test_the_first_signal_asks_to_stop_and_the_second_ends_at_once() -> None:
    program = (
        "import asyncio\n"
        "from bot.commands.run import _stop_on_signals\n"
        "async def main():\n"
        "    stop = _stop_on_signals()\n"
        "    print('ready', flush=True)\n"
        "    await stop.wait()\n"
        "    print('stopping', flush=True)\n"
        "    await asyncio.sleep(600)\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == "stopping\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(WITHIN) == 128 + signal.SIGINT


def test_the_sandbox_never_touches_the_data_of_the_real_bot() -> None:
    environ = {
        "VSROK_TELEGRAM__PROXY": "http://proxy:3128",
        "VSROK_STORAGE__URL": "postgresql+asyncpg://u@h/d",
        "VSROK_STORAGE__PATH": "kept",
        "VSROK_SANDBOX__PORT": "8099",
    }
    config = for_sandbox(load(None, environ))
    assert config.storage.path == Path("kept/demo")
    assert config.storage.url is None
    assert config.telegram.proxy is None
    assert config.telegram.api_base == "http://127.0.0.1:8099"
    assert config.secrets() == ("1:sandbox",)


async def test_a_token_that_telegram_does_not_know_is_said_in_one_sentence(tmp_path: Path) -> None:
    sandbox = await start(Settings(token="1:known"))
    environ = {name: value for name, value in os.environ.items() if not name.startswith("VSROK_")}
    environ |= {"PYTHONPATH": str(ROOT), "VSROK_TELEGRAM__API_BASE": sandbox.url}
    environ |= {"VSROK_TELEGRAM__TOKEN": "1:unknown", "VSROK_STORAGE__PATH": str(tmp_path)}
    bot = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"), cwd=tmp_path, env=environ, stderr=asyncio.subprocess.PIPE
    )
    _, said = await asyncio.wait_for(bot.communicate(), WITHIN)
    await sandbox.stop()
    assert bot.returncode == 1
    assert "Telegram не знает этого ключа бота" in said.decode()
    assert "Traceback" not in said.decode()
