"""sendPoll and stopPoll."""

from sandbox import entities, polls
from sandbox.errors import Json, bad_request
from sandbox.methods.call import Call, Handler, send

LONGEST_QUESTION = 300
LONGEST_OPTION = 100
MOST_OPTIONS = 12
LONGEST_EXPLANATION = 200
MOST_EXPLANATION_LINES = 3
LONGEST_DESCRIPTION = 1024
# Here Telegram keeps no entities but custom emoji.
PLAIN = ("question", "text")
NOT_MODELLED = ("media", "explanation_media", "country_codes", "shuffle_options", "allow_adding_options")


def parsed(source: Json, name: str, longest: int) -> Json:
    """A text of a poll with its entities, counted after parsing; refuses an empty or too long one."""
    words = "poll options" if name == "text" else f"poll {name}"
    mode, given = source.get(f"{name}_parse_mode"), source.get(f"{name}_entities")
    text, found = entities.formatted(source.get(name) or "", mode, given)
    if not text:
        raise bad_request(f"{words} must be non-empty")
    if len(text) > longest:
        raise bad_request(f"{words} length must not exceed {longest}")
    kept = [one for one in found if name not in PLAIN or one["type"] == "custom_emoji"]
    return {name: text} | ({f"{name}_entities": kept} if kept else {})


def options_of(call: Call) -> list[Json]:
    """The options; refuses none and too many."""
    given = call.params["options"]
    if not given:
        raise bad_request("poll must have at least 1 option")
    if len(given) > MOST_OPTIONS:
        raise bad_request(f"poll can't have more than {MOST_OPTIONS} options")
    options = [{"text": one} if isinstance(one, str) else one for one in given]
    return [{**parsed(one, "text", LONGEST_OPTION), "voter_count": 0} for one in options]


def quiz_fields(call: Call, count: int) -> Json:
    """The right answers of a quiz and what is shown to those who are wrong."""
    right = call.get("correct_option_ids") or []
    if not right or any(not 0 <= one < count for one in right):
        raise bad_request("wrong correct option ID specified")
    fields: Json = {"correct_option_ids": sorted(right)}
    if call.get("explanation"):
        fields |= parsed(call.params, "explanation", LONGEST_EXPLANATION)
        if len(fields["explanation"].split("\n")) > MOST_EXPLANATION_LINES:
            raise bad_request("poll explanation must have at most 2 line feeds")
    return fields


async def send_poll(call: Call) -> Json:
    """sendPoll."""
    chat = call.chat()
    kind = call.get("type") or "regular"
    if kind not in ("regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    anonymous = call.get("is_anonymous", True)
    if chat.type == "channel" and not anonymous:
        raise bad_request("non-anonymous polls can't be sent to channel chats")
    call.problems += [f"{name} of sendPoll is not modelled" for name in NOT_MODELLED if call.get(name)]
    question, options = parsed(call.params, "question", LONGEST_QUESTION), options_of(call)
    poll: Json = {**question, "options": options, "total_voter_count": 0, "is_closed": call.get("is_closed", False)}
    poll |= {
        "is_anonymous": anonymous,
        "type": kind,
        "allows_multiple_answers": call.get("allows_multiple_answers", False),
        "allows_revoting": call.get("allows_revoting", kind == "regular"),
        "members_only": call.get("members_only", False),
    }
    poll |= quiz_fields(call, len(options)) if kind == "quiz" else {}
    if call.get("description"):
        poll |= parsed(call.params, "description", LONGEST_DESCRIPTION)
    close_at, term = closing(call)
    return send(call, chat, {"poll": polls.put_up(call.world, {**poll, **term}, close_at)})


def closing(call: Call) -> tuple[int | None, Json]:
    """When the poll closes by itself (Unix seconds), and the field of the Poll that says so."""
    period, date = call.get("open_period"), call.get("close_date")
    if period and date:
        call.problems.append("open_period and close_date can't be used together")
    if period:
        return call.world.clock.seconds() + period, {"open_period": period}
    return (date, {"close_date": date}) if date else (None, {})


async def stop_poll(call: Call) -> Json:
    """stopPoll: of this bot's own poll, once."""
    chat = call.chat()
    message = call.message(chat, "message with poll to stop not found")
    if "poll" not in message:
        raise bad_request("message is not a poll")
    ballot = call.world.books.ballots.get(message["poll"]["id"])
    if ballot is None or "forward_origin" in message:
        raise bad_request("poll can't be stopped")
    if ballot.closed:
        raise bad_request("poll has already been closed")
    markup = call.get("reply_markup")
    kept = {name: value for name, value in message.items() if name != "reply_markup"}
    chat.messages[message["message_id"]] = kept | ({"reply_markup": markup} if markup else {})
    return polls.close(call.world, ballot)


METHODS: dict[str, Handler] = {"sendPoll": send_poll, "stopPoll": stop_poll}
