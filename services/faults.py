"""When the bot itself fails: the person is told that nothing is lost, the administrators what can be done about it."""

from datetime import datetime

from domain.errors import Refusal
from domain.people import Action, Role
from services.access import Caller, require
from services.inbox import shunted
from services.outbox import reply, say
from services.work import Work
from storage import chats, inbox, people
from storage.database import Database


async def report(database: Database, number: int, code: str, now: datetime) -> None:
    """An update of the chat with this number was given up under ``code``: tell the person and the administrators.

    A crash before this leaves the update put aside and visible, only untold.
    """
    place = next((one.error for one in await shunted(database) if one.code == code), "")
    async with database.write() as connection:
        chat = await chats.find(connection, "telegram", number)
        if chat is not None and chat.kind == "private":
            key = f"own-fault:{code}:{chat.id}:{now:%Y%m%d%H%M}"
            await say(connection, chat_id=chat.id, kind="own-fault", key=key, now=now, data={"code": code})
        everywhere = {place.id for place in await people.all_organisations(connection)}
        admins = await people.members_in(connection, everywhere, Role.ADMIN)
        for chat_id in (await people.private_chats(connection, {admin.id for admin in admins})).values():
            data = {"code": code, "place": place}
            key = f"fault:{code}:{chat_id}:{now:%Y%m%d%H%M}"
            await say(connection, chat_id=chat_id, kind="fault", key=key, now=now, data=data)


async def try_again(work: Work, caller: Caller, code: str, message: int | None) -> None:
    """«Обработать ещё раз»: what was given up under the code is handled once more, by an administrator's wish."""
    async with work.write() as connection:
        await require(connection, caller, Action.REPAIR)
        count = await inbox.replay(connection, code, work.now)
        if not count:
            raise Refusal("stale-button")
        await reply(connection, work, caller.chat.id, "fault-again", data={"code": code}, edits=message)
