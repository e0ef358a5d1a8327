"""The methods that the sandbox models, by subject."""

from sandbox.methods import (
    chats,
    edits,
    ephemeral,
    inline,
    media,
    members,
    messages,
    payments,
    places,
    polls,
    profile,
    queries,
    receiving,
    topics,
)
from sandbox.methods.call import Handler

HANDLERS: dict[str, Handler] = {
    **receiving.METHODS,
    **messages.METHODS,
    **places.METHODS,
    **media.METHODS,
    **polls.METHODS,
    **edits.METHODS,
    **ephemeral.METHODS,
    **queries.METHODS,
    **inline.METHODS,
    **payments.METHODS,
    **chats.METHODS,
    **members.METHODS,
    **topics.METHODS,
    **profile.METHODS,
}
