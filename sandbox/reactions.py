"""Reactions of people and bots under messages."""

from collections import Counter

from sandbox.acts import message_of, speaker
from sandbox.errors import ControlError, Json
from sandbox.records import MANAGERS, Chat
from sandbox.world import World

# The emoji that the documents allow in ReactionTypeEmoji, Bot API 10.3.
LISTED = """
❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 🤣 ⚡
🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿
🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡
"""
EMOJI = frozenset(LISTED.split())


def allowed(reaction: Json) -> bool:
    """Whether anybody may put this: a listed emoji or a custom one, nothing paid."""
    return reaction.get("type") == "custom_emoji" or reaction.get("emoji") in EMOJI


def put(world: World, chat: Chat, message_id: int, user_id: int, given: list[Json]) -> list[Json]:
    """Put `given` in the place of a user's reaction and show it; the old one."""
    by_user = chat.reactions.setdefault(message_id, {})
    old = by_user.pop(str(user_id), [])
    if given:
        by_user[str(user_id)] = given
    world.announce(chat, "reaction", chat_id=chat.id, message_id=message_id, user_id=user_id, reaction=given)
    return old


def react(world: World, body: Json) -> None:
    """A person reacts ([] takes it back); the bots that asked for it and are administrators hear of it."""
    person, chat = speaker(world, body)
    message_id = message_of(chat, body)["message_id"]
    wanted = body.get("reaction") or []
    emoji = [{"type": "emoji", "emoji": one} if isinstance(one, str) else one for one in wanted]
    if len(emoji) > 1 or not all(allowed(one) for one in emoji):
        raise ControlError("a reaction is one of the allowed emoji, and only one")
    old = put(world, chat, message_id, person.id, emoji)
    about: Json = {"chat": world.chat_json(chat), "message_id": message_id, "date": world.clock.seconds()}
    for hearer in world.hearers(chat):
        if chat.type == "channel":
            hearer.updates.put("message_reaction_count", {**about, "reactions": totals(chat, message_id)})
        elif old != emoji and (chat.type == "private" or hearer.seat(chat) in MANAGERS):
            change = {"user": person.user(), "old_reaction": old, "new_reaction": emoji}
            hearer.updates.put("message_reaction", {**about, **change})


def totals(chat: Chat, message_id: int) -> list[Json]:
    """ReactionCount objects of a message, the most frequent first."""
    put_there = chat.reactions.get(message_id, {}).values()
    counted = Counter(tuple(sorted(one.items())) for given in put_there for one in given)
    return [{"type": dict(kind), "total_count": count} for kind, count in counted.most_common()]
