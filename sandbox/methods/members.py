"""Members of chats: who they are, banning, restricting."""

from sandbox import views
from sandbox.errors import Json, bad_request
from sandbox.members import describe, head_count, member_json, status_of, term, user_moved
from sandbox.methods.call import Call, Handler, managed
from sandbox.records import MANAGERS, Chat, Person
from sandbox.spec import types

NO_RIGHTS = "not enough rights to restrict/unrestrict chat member"
# Without use_independent_chat_permissions one permission brings others with it (documents of restrictChatMember).
SENDING = ("audios", "documents", "photos", "videos", "video_notes", "voice_notes")
MEDIA = ("can_send_messages", *(f"can_send_{kind}" for kind in SENDING))
BRINGS = {
    "can_send_other_messages": MEDIA,
    "can_add_web_page_previews": MEDIA,
    "can_send_polls": ("can_send_messages",),
}


async def get_chat_member(call: Call) -> Json:
    """getChatMember."""
    chat = call.world.bot_chat(call.get("chat_id"))
    user_id = call.params["user_id"]
    bot = next((one for one in call.world.ground.worlds if one.bot.id == user_id), None)
    if bot is not None:
        return member_json(bot.bot.user(), bot.seat(chat), chat)
    if user_id not in call.world.people:
        raise bad_request("member not found")
    return describe(call.world, chat, user_id)


async def get_chat_member_count(call: Call) -> int:
    """getChatMemberCount."""
    return head_count(call.world.bot_chat(call.get("chat_id")))


async def get_chat_administrators(call: Call) -> list[Json]:
    """getChatAdministrators: the owner, and this bot when it is one; other bots are left out, as in Telegram."""
    world = call.world
    chat = world.bot_chat(call.get("chat_id"))
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    owner = [member_json(world.people[chat.members[0]].user(), "creator", chat)] if chat.members else []
    bot = [member_json(world.bot.user(), "administrator", chat)] if world.seat(chat) == "administrator" else []
    return owner + bot


def target(call: Call, chat: Chat, refusal: str) -> Person:
    """The person of `user_id`; 400 with `refusal` for the owner of the chat."""
    user_id = call.params["user_id"]
    if user_id == call.world.bot.id:
        raise bad_request("can't restrict self")
    person = call.world.people.get(user_id)
    if person is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if status_of(call.world, chat, user_id) in MANAGERS:
        raise bad_request(refusal)
    return person


def changed(call: Call, chat: Chat, user_id: int, before: Json) -> bool:
    """Tell of a new ChatMember, if it is another one; True, as these methods answer."""
    after = describe(call.world, chat, user_id)
    if after != before:
        user_moved(call.world, chat, call.world.bot.user(), before, after)
        views.chat_changed(call.world, chat)
    return True


async def ban_chat_member(call: Call) -> bool:
    """banChatMember: for an administrator; the person leaves and cannot come back before `until_date`."""
    chat = managed(call, NO_RIGHTS)
    person = target(call, chat, "can't remove chat owner")
    before = describe(call.world, chat, person.id)
    if person.id in chat.members:
        chat.members.remove(person.id)
    chat.banned[person.id] = term(call.world, call.get("until_date", 0))
    return changed(call, chat, person.id, before)


async def unban_chat_member(call: Call) -> bool:
    """unbanChatMember; a member who is not banned is removed, unless only_if_banned."""
    chat = managed(call, NO_RIGHTS)
    person = target(call, chat, "can't remove chat owner")
    before = describe(call.world, chat, person.id)
    chat.banned.pop(person.id, None)
    if person.id in chat.members and not call.get("only_if_banned"):
        chat.members.remove(person.id)
    return changed(call, chat, person.id, before)


def permissions(call: Call) -> Json:
    """All permissions of a restricted member: those given, and what they bring with them."""
    given = call.params["permissions"]
    granted = {name for name, value in given.items() if value}
    if not call.get("use_independent_chat_permissions"):
        granted |= {brought for name in granted for brought in BRINGS.get(name, ())}
    granted |= (
        {"can_react_to_messages"} if given.get("can_react_to_messages", "can_send_messages" in granted) else set()
    )
    return {name: name in granted for name in types()["ChatPermissions"].fields}


async def restrict_chat_member(call: Call) -> bool:
    """restrictChatMember: in supergroups, for an administrator; all permissions lift the restrictions."""
    chat = call.chat()
    if chat.type != "supergroup":
        raise bad_request("method is available only for supergroups")
    managed(call, NO_RIGHTS)
    person = target(call, chat, "can't restrict chat owner")
    before = describe(call.world, chat, person.id)
    rights = permissions(call)
    chat.restricted.pop(person.id, None)
    if not all(rights.values()):
        until = term(call.world, call.get("until_date", 0))
        chat.restricted[person.id] = {"permissions": rights, "until_date": until}
    return changed(call, chat, person.id, before)


METHODS: dict[str, Handler] = {
    "getChatMember": get_chat_member,
    "getChatMemberCount": get_chat_member_count,
    "getChatAdministrators": get_chat_administrators,
    "banChatMember": ban_chat_member,
    "unbanChatMember": unban_chat_member,
    "restrictChatMember": restrict_chat_member,
}
