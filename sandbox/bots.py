"""The bots of the sandbox, told apart by their tokens, and everything that survives a restart."""

import re
from collections.abc import Callable
from dataclasses import asdict

from sandbox.errors import ApiError, ControlError, Json
from sandbox.records import Bot, Person, read_chat
from sandbox.world import Ground, World

TOKEN = re.compile(r"([1-9][0-9]{0,18}|0):[A-Za-z0-9_-]+")
FORMAT = 2


class Bots:
    """The first bot is there from the beginning and takes the id of the first token; others come with theirs.

    `on_new` hears of each further one.
    """

    def __init__(self, ground: Ground, on_new: Callable[[World], None] = lambda _: None) -> None:
        self.ground = ground
        self.on_new = on_new
        settings = ground.settings
        ground.worlds.append(World(ground, Bot(first_name=settings.bot_name, username=settings.bot_username)))

    @property
    def first(self) -> World:
        """The world that the page and the control routes mean when they name no bot."""
        return self.ground.worlds[0]

    def enter(self, token: str) -> World:
        """The world of a token; 401 for a malformed or foreign one. Any secret of a known id is taken."""
        found = TOKEN.fullmatch(token)
        if found is None:
            raise ApiError(401, "Unauthorized: invalid token specified")
        wanted = self.ground.settings.token
        if wanted is not None and token != wanted:
            raise ApiError(401, "Unauthorized")
        world = self._of(int(found.group(1)))
        world.bot.token = token
        return world

    def _of(self, bot_id: int) -> World:
        known = self._known(bot_id)
        if known is None and not self.first.bot.adopted:
            self.first.adopt(bot_id)
            return self.first
        return known or self._add(bot_id)

    def _known(self, bot_id: object) -> World | None:
        return next((one for one in self.ground.worlds if one.bot.adopted and one.bot.id == bot_id), None)

    def _add(self, bot_id: int) -> World:
        bot = Bot(bot_id, f"Бот {bot_id}", f"sandbox_{bot_id}_bot", adopted=True)
        world = World(self.ground, bot, str(bot_id))
        self.ground.worlds.append(world)
        self.on_new(world)
        return world

    def chosen(self, bot_id: object) -> World:
        """The world of a bot that a control request names; None is the first. ControlError 404 for a stranger."""
        if bot_id is None:
            return self.first
        found = self._known(bot_id)
        if found is None:
            raise ControlError(f"no bot {bot_id}", 404)
        return found

    def introduce(self, body: Json) -> World:
        """A bot under an id, before its token comes, or new names of a known one (control)."""
        bot_id = body.get("id")
        if isinstance(bot_id, bool) or not isinstance(bot_id, int) or bot_id <= 0:
            raise ControlError("id must be a positive number")
        world = self._known(bot_id) or self._add(bot_id)
        for name in ("first_name", "username"):
            setattr(world.bot, name, body.get(name) or getattr(world.bot, name))
        world.events.emit("reload")
        return world

    def dump(self) -> Json:
        """The part that survives a restart."""
        ground = self.ground
        return {
            "format": FORMAT,
            "people": [asdict(person) for person in ground.people.values()],
            "groups": [vars(chat) for chat in ground.groups.values()],
            "next_serial": ground.next_serial,
            "offset": ground.clock.offset,
            "files": ground.files.dump(),
            "worlds": [world.dump() for world in ground.worlds],
        }

    def load(self, saved: Json) -> None:
        """Take what `dump` gave, after its way through JSON. ValueError for a snapshot of another format."""
        if saved.get("format") != FORMAT:
            raise ValueError(f"the snapshot is of format {saved.get('format', 1)}, not {FORMAT}")
        ground = self.ground
        ground.people.update({item["id"]: Person(**item) for item in saved["people"]})
        ground.groups.update({item["id"]: read_chat(item) for item in saved["groups"]})
        ground.next_serial = saved["next_serial"]
        ground.clock.offset = saved["offset"]
        ground.files.load(saved["files"])
        ground.worlds.clear()
        for item in saved["worlds"]:
            world = World(ground, Bot(**item["bot"]), item["key"])
            world.load(item)
            ground.worlds.append(world)
