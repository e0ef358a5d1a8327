"""The sandbox as a web application, and the ways to run it: `serve` until stopped, `start` for tests."""

import asyncio
from dataclasses import dataclass
from random import Random

from aiohttp import web

from sandbox.bots import Bots
from sandbox.clock import Clock
from sandbox.control import Control
from sandbox.control_wire import errors_as_json
from sandbox.errors import ApiError
from sandbox.files import LARGEST_UPLOAD, FileStore
from sandbox.gateway import Gateway, Outcome, reply
from sandbox.journal import Journal
from sandbox.settings import Settings
from sandbox.state import Keeper
from sandbox.webhook import WebhookSenders
from sandbox.world import Ground, World

NO_PAGE = "Песочница работает. Страница с чатами не установлена; описание путей — docs/sandbox.md."
LARGEST_BODY = LARGEST_UPLOAD + (8 << 20)
CLOSING_SECONDS = 1.0


@dataclass
class Sandbox:
    """One sandbox: its parts, for tests that look inside."""

    settings: Settings
    bots: Bots
    journal: Journal
    gateway: Gateway
    keeper: Keeper
    webhooks: WebhookSenders
    closing: asyncio.Event

    @property
    def world(self) -> World:
        """The world of the first bot."""
        return self.bots.first


SANDBOX = web.AppKey("sandbox", Sandbox)


def build_sandbox(settings: Settings) -> Sandbox:
    """Make the parts and restore the state, if the settings name a folder."""
    folder = settings.state
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    ground = Ground(Clock(), settings, FileStore(folder / "files" if folder else None))
    bots = Bots(ground)
    keeper = Keeper(bots, folder)
    keeper.load()
    ground.touch = keeper.touch
    journal = Journal(folder / "journal.jsonl" if folder else None)
    gateway = Gateway(bots, settings, journal)
    webhooks = WebhookSenders(gateway.from_webhook, gateway.check_update, Random())
    bots.on_new = webhooks.add
    return Sandbox(settings, bots, journal, gateway, keeper, webhooks, asyncio.Event())


def build_app(settings: Settings) -> web.Application:
    """The web application; the parts are under `app[SANDBOX]`."""
    sandbox = build_sandbox(settings)
    app = web.Application(middlewares=[errors_as_json], client_max_size=LARGEST_BODY)
    app[SANDBOX] = sandbox
    control = Control(sandbox.bots, sandbox.gateway, sandbox.keeper, sandbox.closing)
    app.add_routes(control.routes())
    app.router.add_get("/", page)
    app.router.add_get("/page/{file}", page)
    app.router.add_route("*", "/bot{token}/{method}", sandbox.gateway.answer)
    app.router.add_get("/file/bot{token}/{path:.+}", sandbox.gateway.file)
    app.router.add_route("*", "/{rest:.*}", not_found)
    app.on_response_prepare.append(sandbox_date)
    app.on_startup.append(begin)
    app.on_shutdown.append(let_go)
    app.on_cleanup.append(finish)
    return app


async def page(request: web.Request) -> web.StreamResponse:
    """The chat page and its files."""
    folder = request.app[SANDBOX].settings.page
    path = folder / request.match_info.get("file", "index.html")
    if path.parent == folder and path.is_file():
        return web.FileResponse(path, headers={"Cache-Control": "no-cache"})
    return web.Response(text=NO_PAGE) if request.path == "/" else await not_found(request)


async def not_found(_: web.Request) -> web.Response:
    """Anything else."""
    return reply(Outcome(404, ApiError(404, "Not Found").body()))


async def sandbox_date(request: web.Request, response: web.StreamResponse) -> None:
    """Answers carry the sandbox's time."""
    response.headers["Date"] = request.app[SANDBOX].world.clock.http_date()


async def begin(app: web.Application) -> None:
    """The server is about to listen."""
    app[SANDBOX].keeper.start()
    for world in app[SANDBOX].bots.ground.worlds:
        app[SANDBOX].webhooks.add(world)


async def let_go(app: web.Application) -> None:
    """Wake everybody who waits, so that the server can stop at once."""
    sandbox = app[SANDBOX]
    sandbox.closing.set()
    for world in sandbox.bots.ground.worlds:
        world.updates.close()
        world.events.bell.ring()


async def finish(app: web.Application) -> None:
    """Keep the last state."""
    await app[SANDBOX].webhooks.close()
    await app[SANDBOX].keeper.close()
    app[SANDBOX].journal.close()


@dataclass
class Running:
    """A sandbox that listens at `url` (without a slash at the end)."""

    url: str
    sandbox: Sandbox
    runner: web.AppRunner

    async def stop(self) -> None:
        """Stop listening, wake the waiting, keep the state."""
        await self.runner.cleanup()


async def start(settings: Settings, host: str = "127.0.0.1", port: int = 0) -> Running:
    """Listen and return; port 0 takes a free one. OSError when the port is taken."""
    app = build_app(settings)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=CLOSING_SECONDS)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    try:
        await site.start()
    except OSError:
        await runner.cleanup()
        raise
    taken = runner.addresses[0][1]
    return Running(f"http://{host}:{taken}", app[SANDBOX], runner)


async def serve(host: str, port: int, settings: Settings) -> None:
    """Run until cancelled."""
    running = await start(settings, host, port)
    try:
        await asyncio.Event().wait()
    finally:
        await running.stop()
