"""Reactions: of people, heard only by who asked for them; of the bot, one and from the list."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import ReactionTypeEmoji

from tests.sandbox.conftest import Control, news

REACTIONS = ["message", "message_reaction", "message_reaction_count"]


def under(chat_id: int, message_id: int, *emoji: str) -> dict[str, object]:
    """Anna's reaction under a message."""
    return {"user_id": 1001, "chat_id": chat_id, "message_id": message_id, "reaction": list(emoji)}


def emoji_of(reactions: list[Any]) -> list[str]:
    return [one.emoji for one in reactions]


async def test_reactions_come_only_when_named_in_allowed_updates(bot: Bot, control: Control, anna: int) -> None:
    message = await bot.send_message(anna, "Спасибо!")
    await control.post("react", **under(anna, message.message_id, "👍"))
    assert await bot.get_updates(allowed_updates=REACTIONS) == []
    await control.post("react", **under(anna, message.message_id, "🔥"))
    assert (await news(bot, "message_reaction")).new_reaction[0].emoji == "🔥"


@pytest.mark.usefixtures("no_problems")
async def test_a_change_of_reaction_says_what_it_was(bot: Bot, control: Control, anna: int) -> None:
    await bot.get_updates(allowed_updates=REACTIONS)
    message = await bot.send_message(anna, "Спасибо!")
    for emoji in (["👍"], ["🔥"], []):
        await control.post("react", **under(anna, message.message_id, *emoji))
    changes = [update.message_reaction for update in await bot.get_updates() if update.message_reaction]
    told = [(emoji_of(one.old_reaction), emoji_of(one.new_reaction)) for one in changes]
    assert told == [([], ["👍"]), (["👍"], ["🔥"]), (["🔥"], [])]
    assert [one.user.id for one in changes if one.user] == [anna] * 3


async def test_in_a_group_only_an_administrator_hears_reactions(
    bot: Bot, control: Control, group: int, supergroup: int
) -> None:
    await bot.get_updates(offset=-1, allowed_updates=REACTIONS)
    await bot.get_updates(offset=(await bot.get_updates())[-1].update_id + 1)
    in_group = await bot.send_message(group, "Кто за?")
    in_supergroup = await bot.send_message(supergroup, "Кто за?")
    await control.post("react", **under(group, in_group.message_id, "👍"))
    assert await bot.get_updates() == []
    await control.post("react", **under(supergroup, in_supergroup.message_id, "👍"))
    assert (await news(bot, "message_reaction")).chat.id == supergroup


@pytest.mark.usefixtures("no_problems")
async def test_in_a_channel_reactions_are_counted(bot: Bot, control: Control, anna: int, boris: int) -> None:
    await control.post("chats", id=-9, type="channel", title="Новости", members=[anna, boris])
    await bot.get_updates(allowed_updates=REACTIONS)
    post = await bot.send_message(-9, "Каникулы с 27 октября")
    await control.post("react", **under(-9, post.message_id, "👍"))
    await control.post("react", **{**under(-9, post.message_id, "👍"), "user_id": boris})
    counted = (await news(bot, "message_reaction_count")).reactions
    assert [(one.type.emoji, one.total_count) for one in counted] == [("👍", 2)]


async def test_a_bot_sets_one_listed_reaction(bot: Bot, control: Control, anna: int) -> None:
    message = await bot.send_message(anna, "Спасибо!")
    await bot.set_message_reaction(anna, message.message_id, [ReactionTypeEmoji(emoji="🎉")])
    state = await control.get("state")
    assert [(one["user_id"], one["reaction"][0]["emoji"]) for one in state["reactions"]] == [(42, "🎉")]
    with pytest.raises(TelegramBadRequest, match="REACTION_INVALID"):
        await bot.set_message_reaction(anna, message.message_id, [ReactionTypeEmoji(emoji="🥦")])
    with pytest.raises(TelegramBadRequest, match="REACTIONS_TOO_MANY"):
        await bot.set_message_reaction(anna, message.message_id, [ReactionTypeEmoji(emoji=one) for one in "🎉🔥"])


async def test_people_too_choose_from_the_list(bot: Bot, control: Control, anna: int) -> None:
    message = await bot.send_message(anna, "Спасибо!")
    assert "error" in await control.post("react", **under(anna, message.message_id, "🥦"))
    assert "error" in await control.post("react", **under(anna, message.message_id, "👍", "🔥"))
