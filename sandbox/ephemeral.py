"""Messages of a group that one person sees: the bot's, and what that person answers to them."""

from typing import Any

from sandbox.errors import ControlError, Json, bad_request
from sandbox.records import Chat, Person
from sandbox.rules import TOO_OLD
from sandbox.world import World

PARAMETERS = "ephemeral_message_parameters"
GROUPS = ("group", "supergroup")
# So long after a press or an incoming ephemeral message an ephemeral message may refer to it.
ANSWER_SECONDS = 15
NOT_SHOWN = "replace_callback_query_message: the page shows both messages"


def post(world: World, chat: Chat, given: Json, content: Json, problems: list[str]) -> Json:
    """The bot says something to one member; 400 where or to whom it cannot, or when the press named is not theirs."""
    if chat.type not in GROUPS:
        raise bad_request("ephemeral messages can be sent only in groups and supergroups")
    receiver = world.people.get(given["receiver_user_id"])
    if receiver is None or receiver.id not in chat.members:
        raise bad_request("USER_NOT_PARTICIPANT")
    _check_press(world, receiver, given, problems)
    if content.get("location", {}).get("live_period"):
        raise bad_request("live locations can't be ephemeral")
    return _keep(world, chat, world.bot.user(), receiver.user(), content)


def _check_press(world: World, receiver: Person, given: Json, problems: list[str]) -> None:
    replaces, query_id = given.get("replace_callback_query_message"), given.get("callback_query_id")
    press = world.books.presses.get(query_id) if query_id else None
    if query_id is not None:
        fresh = press is not None and world.clock.now() - press.at <= ANSWER_SECONDS
        if press is None or press.user_id != receiver.id or not fresh:
            raise bad_request(TOO_OLD)
    if replaces and (press is None or press.ephemeral):
        raise bad_request("MESSAGE_ID_INVALID")
    if replaces:
        problems.append(NOT_SHOWN)


def _keep(world: World, chat: Chat, sender: Json, receiver: Json, content: Json) -> Json:
    number = chat.next_ephemeral_id
    chat.next_ephemeral_id += 1
    head = {"message_id": 0, "from": sender, "chat": world.chat_json(chat), "date": world.clock.seconds()}
    return show(world, chat, {**head, "receiver_user": receiver, "ephemeral_message_id": number, **content})


def show(world: World, chat: Chat, message: Json) -> Json:
    """Put a new or changed message where its person sees it."""
    chat.ephemeral[message["ephemeral_message_id"]] = message
    world.announce(chat, "ephemeral", message=message)
    return message


def sent_to(chat: Chat, params: Json, refusal: str) -> Json:
    """The message that `receiver_user_id` got as `ephemeral_message_id`; 400 with `refusal` where there is none."""
    found = chat.ephemeral.get(params["ephemeral_message_id"])
    if found is None or found["receiver_user"]["id"] != params["receiver_user_id"]:
        raise bad_request(refusal)
    return found


def remove(world: World, chat: Chat, message: Json) -> None:
    """Take a message away from its person."""
    number = message["ephemeral_message_id"]
    del chat.ephemeral[number]
    world.announce(chat, "ephemeral_deleted", chat_id=chat.id, ephemeral_message_id=number)


def check_answer(world: World, chat: Chat, number: Any) -> None:
    """400 when the bot cannot answer this incoming message any more, or never could."""
    found = chat.ephemeral.get(number)
    mine = found is not None and found["receiver_user"]["id"] == world.bot.id
    if found is None or not mine or world.clock.now() - found["date"] > ANSWER_SECONDS:
        raise bad_request("message to be replied not found")


def seen_by(chat: Chat, person: Person, number: Any) -> Json:
    """The bot's message that this person sees under the number, or ControlError 404."""
    found = chat.ephemeral.get(number) if isinstance(number, int) else None
    if found is None or found["receiver_user"]["id"] != person.id:
        raise ControlError(f"no ephemeral message {number} for {person.id} in chat {chat.id}", 404)
    return found


def answer(world: World, chat: Chat, person: Person, number: Any, content: Json) -> Json:
    """A person answers such a message: nobody but its bot sees or hears the answer."""
    bot = seen_by(chat, person, number)["from"]
    message = _keep(world, chat, person.user(), bot, content)
    hearer = next(one for one in world.ground.worlds if one.bot.id == bot["id"])
    hearer.updates.put("message", message)
    return message
