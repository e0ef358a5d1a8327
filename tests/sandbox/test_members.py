"""Members of a supergroup: restricted, banned, by the clock."""

from datetime import timedelta

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import ChatMemberRestricted, ChatPermissions

from tests.sandbox.conftest import Control, news, picture

SILENT = ChatPermissions(can_send_messages=False)
TEXT_ONLY = ChatPermissions(can_send_messages=True)
EVERYTHING = ChatPermissions(**dict.fromkeys(ChatPermissions.model_fields, True))


@pytest.fixture
async def council(control: Control, anna: int, boris: int) -> int:
    """A supergroup of Anna (owner) and Boris where the bot is an administrator and hears of members."""
    await control.post("chats", id=-7, type="supergroup", title="Совет", members=[anna, boris], bot_admin=True)
    await control.raw_call("getUpdates", offset=-1, allowed_updates=["message", "chat_member"])
    last = (await control.raw_call("getUpdates"))[1]["result"][-1]["update_id"]
    await control.raw_call("getUpdates", offset=last + 1)
    return -7


@pytest.mark.usefixtures("no_problems")
async def test_a_restricted_person_is_silent_and_the_bot_hears_of_the_change(
    bot: Bot, control: Control, council: int, boris: int
) -> None:
    assert await bot.restrict_chat_member(council, boris, SILENT)
    change = await news(bot, "chat_member")
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "restricted")
    assert "may not send this" in (await control.say(boris, "эй", chat_id=council))["error"]
    await bot.restrict_chat_member(council, boris, EVERYTHING)
    assert (await news(bot, "chat_member")).new_chat_member.status == "member"
    assert (await control.say(boris, "снова здесь", chat_id=council))["text"] == "снова здесь"


async def test_permissions_are_for_kinds_of_messages(bot: Bot, control: Control, council: int, boris: int) -> None:
    await bot.restrict_chat_member(council, boris, TEXT_ONLY)
    assert (await control.say(boris, "слова можно", chat_id=council))["text"]
    photo = [("a.jpg", picture(100, 100), "image/jpeg")]
    assert "can_send_photos" in (await control.send_files(boris, photo, chat_id=council))["error"]


async def test_a_permission_brings_others_unless_they_are_independent(bot: Bot, council: int, boris: int) -> None:
    previews = ChatPermissions(can_add_web_page_previews=True)
    await bot.restrict_chat_member(council, boris, previews)
    member = await bot.get_chat_member(council, boris)
    assert isinstance(member, ChatMemberRestricted)
    assert (member.can_send_messages, member.can_send_photos, member.can_send_polls) == (True, True, False)
    await bot.restrict_chat_member(council, boris, ChatPermissions(can_send_polls=True))
    member = await bot.get_chat_member(council, boris)
    assert isinstance(member, ChatMemberRestricted)
    assert (member.can_send_messages, member.can_send_photos, member.can_send_polls) == (True, False, True)
    await bot.restrict_chat_member(council, boris, previews, use_independent_chat_permissions=True)
    member = await bot.get_chat_member(council, boris)
    assert isinstance(member, ChatMemberRestricted)
    assert (member.can_add_web_page_previews, member.can_send_messages) == (True, False)


async def test_a_restriction_ends_by_the_clock(bot: Bot, control: Control, council: int, boris: int) -> None:
    await bot.restrict_chat_member(council, boris, SILENT, until_date=timedelta(hours=1))
    assert (await bot.get_chat_member(council, boris)).status == "restricted"
    await control.post("clock", advance=3601)
    assert (await bot.get_chat_member(council, boris)).status == "member"
    assert (await control.say(boris, "час прошёл", chat_id=council))["text"]


async def test_a_banned_person_comes_back_only_when_the_ban_is_over(
    bot: Bot, control: Control, council: int, boris: int
) -> None:
    await bot.ban_chat_member(council, boris, until_date=timedelta(days=1))
    assert (await news(bot, "chat_member")).new_chat_member.status == "kicked"
    comes = {"chat_id": council, "user_id": boris, "member": True}
    assert "banned" in (await control.post("member", **comes))["error"]
    await control.post("clock", advance=24 * 3600 + 1)
    assert (await bot.get_chat_member(council, boris)).status == "left"
    assert await control.post("member", **comes) == {}


async def test_a_term_under_30_seconds_is_for_ever(bot: Bot, control: Control, council: int, boris: int) -> None:
    await bot.ban_chat_member(council, boris, until_date=timedelta(seconds=20))
    await control.post("clock", advance=3600)
    assert (await bot.get_chat_member(council, boris)).status == "kicked"
    await bot.unban_chat_member(council, boris, only_if_banned=True)
    assert (await bot.get_chat_member(council, boris)).status == "left"


async def test_owner_bot_strangers_and_plain_groups_are_refused(
    bot: Bot, control: Control, council: int, group: int
) -> None:
    refusals = {1001: "can't restrict chat owner", 42: "can't restrict self", 5: "PARTICIPANT_ID_INVALID"}
    for user_id, words in refusals.items():
        with pytest.raises(TelegramBadRequest, match=words):
            await bot.restrict_chat_member(council, user_id, SILENT)
    with pytest.raises(TelegramBadRequest, match="can't remove chat owner"):
        await bot.ban_chat_member(council, 1001)
    with pytest.raises(TelegramBadRequest, match="method is available only for supergroups"):
        await bot.restrict_chat_member(group, 1002, SILENT)
    await control.post("chats", id=-8, type="supergroup", title="Гости", members=[1001, 1002])
    with pytest.raises(TelegramBadRequest, match="not enough rights to restrict/unrestrict chat member"):
        await bot.restrict_chat_member(-8, 1002, SILENT)
