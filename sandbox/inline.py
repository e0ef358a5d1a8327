"""Inline mode: a person types the bot's name and words, sees its results, sends one of them."""

from sandbox.acts import speaker, write
from sandbox.errors import ControlError, Json
from sandbox.records import Chat, InlineAsk, Person
from sandbox.world import World

LONGEST_QUERY = 256
KEPT_ASKS = 1000


def ask(world: World, body: Json) -> str:
    """A person types `@bot query` in a chat; the id of the inline query that the bot gets."""
    if not world.ground.settings.inline:
        raise ControlError("inline mode is off")
    person, chat = speaker(world, body)
    words, offset = str(body.get("query") or ""), str(body.get("offset") or "")
    if len(words) > LONGEST_QUERY:
        raise ControlError(f"a query has at most {LONGEST_QUERY} characters")
    query_id = str(6_000_000_000 + world.ground.serial())
    asks = world.books.asks
    for old in list(asks)[: max(0, len(asks) - KEPT_ASKS)]:
        del asks[old]
    asks[query_id] = InlineAsk(person.id, world.clock.now(), words)
    kind = "sender" if chat.type == "private" else chat.type
    query = {"id": query_id, "from": person.user(), "query": words, "offset": offset, "chat_type": kind}
    world.updates.put("inline_query", query)
    return query_id


def seen(world: World, query_id: object) -> Json:
    """What the person sees above the input field: the bot's answer, `answered` false while there is none."""
    found = ask_of(world, query_id)
    return {"answered": found.answer is not None, **(found.answer or {"results": []})}


def ask_of(world: World, query_id: object) -> InlineAsk:
    """The inline query, or ControlError 404."""
    found = world.books.asks.get(str(query_id))
    if found is None:
        raise ControlError(f"no inline query {query_id}", 404)
    return found


def choose(world: World, body: Json) -> Json:
    """A person sends one of the results to a chat; the bot hears of the choice, if feedback is on."""
    person, chat = speaker(world, body)
    found = ask_of(world, body.get("inline_query_id"))
    result_id = str(body.get("result_id"))
    if found.user_id != person.id or result_id not in [
        one["id"] for one in (found.answer or {"results": []})["results"]
    ]:
        raise ControlError(f"no result {result_id}")
    if result_id not in found.contents:
        raise ControlError("the sandbox does not fetch files by URL, so it cannot send this result")
    message, inline_id = send_via(world, chat, person, found.contents[result_id])
    if world.ground.settings.inline_feedback:
        choice = {"result_id": result_id, "from": person.user(), "query": found.query}
        world.updates.put("chosen_inline_result", choice | ({"inline_message_id": inline_id} if inline_id else {}))
    return message


def send_via(world: World, chat: Chat, person: Person, content: Json) -> tuple[Json, str | None]:
    """A message of a person made by the bot, and its inline_message_id: only those with a keyboard have one."""
    message = write(world, chat, person, {"via_bot": world.bot.user(), **content})
    if "reply_markup" not in content:
        return message, None
    inline_id = f"BAAA{world.bot.id}_{world.ground.serial()}"
    world.books.inline_messages[inline_id] = [chat.id, message["message_id"]]
    return message, inline_id
