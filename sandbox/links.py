"""Links inside formatted text, in all its markups."""

import re

from sandbox.errors import Json

LINK = re.compile(r"^(?:https?://|tg://|ton://|tonsite://|mailto:|tel:)", re.IGNORECASE)
USER_LINK = re.compile(r"^tg://user\?id=([1-9][0-9]*)$")
EMOJI_LINK = re.compile(r"^tg://emoji\?id=([1-9][0-9]{0,18})$")


def linked(url: str, words: str) -> Json | None:
    """The entity that words with this address are, without its place; None when it is no address."""
    user = USER_LINK.match(url)
    if user:
        return {"type": "text_mention", "user": {"id": int(user.group(1)), "is_bot": False, "first_name": words}}
    if LINK.match(url) or "." in url:
        return {"type": "text_link", "url": url if LINK.match(url) else f"http://{url}"}
    return None
