"""Polls: the same one in every message that shows it, votes of people, closing by hand and by the clock."""

from sandbox.acts import message_of, speaker
from sandbox.errors import ControlError, Json
from sandbox.records import Ballot
from sandbox.world import World


def put_up(world: World, poll: Json, close_at: int | None) -> Json:
    """A new poll of this bot from a Poll object without id and counts; it closes by itself at `close_at`."""
    poll_id = str(5_000_000_000 + world.ground.serial())
    options = [{**one, "persistent_id": f"{poll_id}-{number}"} for number, one in enumerate(poll["options"])]
    ballot = Ballot({**poll, "id": poll_id, "options": options}, {}, poll["is_closed"], close_at)
    world.books.ballots[poll_id] = ballot
    return shown(ballot)


def shown(ballot: Ballot) -> Json:
    """The Poll object with the present counts."""
    chosen = [number for options in ballot.votes.values() for number in options]
    options = [{**one, "voter_count": chosen.count(number)} for number, one in enumerate(ballot.poll["options"])]
    counts = {"options": options, "total_voter_count": len(ballot.votes), "is_closed": ballot.closed}
    return {**ballot.poll, **counts}


def vote(world: World, body: Json) -> Json:
    """A person chooses options of a poll ([] takes the vote back); the poll's bot hears of it. The Poll."""
    person, chat = speaker(world, body)
    message = message_of(chat, body)
    poll_id = message.get("poll", {}).get("id")
    owner = next((one for one in world.ground.worlds if poll_id in one.books.ballots), None)
    if owner is None:
        raise ControlError(f"message {message['message_id']} has no poll")
    ballot = owner.books.ballots[poll_id]
    close_due(owner)
    chosen = check_vote(ballot, str(person.id), body.get("option_ids"))
    ballot.votes.pop(str(person.id), None)
    if chosen:
        ballot.votes[str(person.id)] = chosen
    poll = refresh(owner, ballot)
    if not poll["is_anonymous"]:
        ids = [poll["options"][number]["persistent_id"] for number in chosen]
        answer = {"poll_id": poll_id, "user": person.user(), "option_ids": chosen, "option_persistent_ids": ids}
        owner.updates.put("poll_answer", answer)
    return poll


def check_vote(ballot: Ballot, voter: str, wanted: object) -> list[int]:
    """The chosen options in their order, if the poll takes such a vote; ControlError otherwise."""
    poll = ballot.poll
    numbers = range(len(poll["options"]))
    if not isinstance(wanted, list) or len(set(wanted)) != len(wanted) or any(one not in numbers for one in wanted):
        raise ControlError(f"option_ids must be different numbers from 0 to {len(numbers) - 1}")
    if ballot.closed:
        raise ControlError("the poll is closed")
    if len(wanted) > 1 and not poll["allows_multiple_answers"]:
        raise ControlError("only one option can be chosen")
    if voter in ballot.votes and not poll["allows_revoting"]:
        raise ControlError("the vote cannot be changed")
    return sorted(wanted)


def refresh(world: World, ballot: Ballot) -> Json:
    """Show the poll as it is now in every message that has it, and tell its bot."""
    poll = shown(ballot)
    for chat in list(world.chats.values()):
        for message in list(chat.messages.values()):
            if message.get("poll", {}).get("id") == poll["id"]:
                world.replace(chat, {**message, "poll": poll})
    world.updates.put("poll", poll)
    return poll


def close(world: World, ballot: Ballot) -> Json:
    """No more votes."""
    ballot.closed = True
    return refresh(world, ballot)


def close_due(world: World) -> None:
    """Close the polls whose time is over by the sandbox's clock."""
    for ballot in world.books.ballots.values():
        if ballot.close_at is not None and ballot.close_at <= world.clock.now() and not ballot.closed:
            close(world, ballot)
