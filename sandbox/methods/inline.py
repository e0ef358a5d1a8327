"""Answers to inline queries and to Mini Apps: the results, and the messages that they become."""

from sandbox.errors import Json, bad_request
from sandbox.inline import send_via
from sandbox.media import known
from sandbox.methods import payments
from sandbox.methods.call import LARGEST_TEXT, Call, Handler, preview, words
from sandbox.methods.places import contact, location, venue
from sandbox.rules import TOO_OLD

MOST_RESULTS = 50
LONGEST_ID = 64
# The field of a result that names a file already sent, and the kind of that file.
CACHED = {
    "photo_file_id": "photo",
    "document_file_id": "document",
    "video_file_id": "video",
    "voice_file_id": "voice",
    "audio_file_id": "audio",
    "gif_file_id": "animation",
    "mpeg4_file_id": "animation",
}
PLACES = {"location": location, "venue": venue, "contact": contact}


def said(call: Call, given: Json) -> Json:
    """The content of a message from an InputMessageContent."""
    if "message_text" in given:
        content = words({**given, "text": given["message_text"]}, "text")
        if not content:
            raise bad_request("message text is empty")
        return content | preview(given)
    if "currency" in given:
        return payments.content(given, payments.invoice(given, call.problems))
    if "phone_number" in given:
        return contact(given)
    if "address" in given:
        return venue(given)
    if "latitude" in given:
        return location(given)
    call.problems.append("a rich message as a result of an inline query is not modelled")
    raise bad_request(f"message text is empty, 1-{LARGEST_TEXT} characters are needed")


def becomes(call: Call, result: Json) -> Json | None:
    """The content of the message that a result becomes; None for files by URL, which the sandbox does not fetch."""
    keyboard = {"reply_markup": result["reply_markup"]} if result.get("reply_markup") else {}
    if "input_message_content" in result:
        return said(call, result["input_message_content"]) | keyboard
    for name, kind in CACHED.items():
        if name in result:
            return {kind: known(call.world.files, kind, result[name])} | words(result, "caption") | keyboard
    if result["type"] in PLACES:
        return PLACES[result["type"]](result) | keyboard
    call.problems.append(f"inline result {result['id']}: files by URL are not modelled, it cannot be chosen")
    return None


def check_ids(results: list[Json]) -> None:
    """At most 50 results, each with its own id of 1–64 bytes."""
    ids = [one["id"] for one in results]
    if len(ids) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if any(not 1 <= len(one.encode()) <= LONGEST_ID for one in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) != len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")


async def answer_inline_query(call: Call) -> bool:
    """answerInlineQuery: within the seconds that the settings allow; the person sees the results."""
    query_id = call.params["inline_query_id"]
    asked = call.world.books.asks.get(query_id)
    if asked is None or call.world.clock.now() - asked.at > call.settings.inline_answer_seconds:
        raise bad_request(TOO_OLD)
    results = call.params["results"]
    check_ids(results)
    contents = {one["id"]: becomes(call, one) for one in results}
    asked.contents = {key: one for key, one in contents.items() if one is not None}
    rest: Json = {name: call.params[name] for name in ("next_offset", "button") if name in call.params}
    asked.answer = {"results": results, **rest}
    call.world.events.emit("inline_answer", inline_query_id=query_id, user_id=asked.user_id, **asked.answer)
    return True


async def answer_web_app_query(call: Call) -> Json:
    """answerWebAppQuery: once; the result is sent to the chat of the Mini App in the name of the person."""
    opened = call.world.books.launches.get(call.params["web_app_query_id"])
    if opened is None or opened.answered:
        raise bad_request(TOO_OLD)
    check_ids([call.params["result"]])
    content = becomes(call, call.params["result"])
    if content is None:
        raise bad_request("failed to get HTTP URL content")
    opened.answered = True
    chat, person = call.world.chats[opened.chat_id], call.world.people[opened.user_id]
    _, inline_id = send_via(call.world, chat, person, content)
    return {"inline_message_id": inline_id} if inline_id else {}


METHODS: dict[str, Handler] = {
    "answerInlineQuery": answer_inline_query,
    "answerWebAppQuery": answer_web_app_query,
}
