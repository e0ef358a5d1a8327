"""The methods that the sandbox models, by subject."""

from sandbox.methods import chats, edits, media, messages, profile, queries, receiving
from sandbox.methods.call import Handler

HANDLERS: dict[str, Handler] = {
    **receiving.METHODS,
    **messages.METHODS,
    **media.METHODS,
    **edits.METHODS,
    **queries.METHODS,
    **chats.METHODS,
    **profile.METHODS,
}
