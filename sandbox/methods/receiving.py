"""Who the bot is and what has come for it: getMe, getUpdates, webhooks, files."""

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.errors import Json, bad_request
from sandbox.methods.call import Call, Handler

WEBHOOK_PORTS = (80, 88, 443, 8443)
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


async def get_me(call: Call) -> Json:
    """getMe."""
    return {
        **call.world.bot.user(),
        "can_join_groups": True,
        "can_read_all_group_messages": not call.settings.privacy,
        "supports_inline_queries": call.settings.inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_updates(call: Call) -> list[Json]:
    """getUpdates; allowed_updates is remembered for what comes from now on."""
    remember_allowed(call)
    timeout, limit = call.get("timeout", 0), call.get("limit", 100)
    return await call.world.updates.poll(call.get("offset", 0), limit, timeout)


def remember_allowed(call: Call) -> None:
    """Keep allowed_updates when given; an empty list means the default set again."""
    if "allowed_updates" in call.params:
        call.world.updates.allowed = list(call.params["allowed_updates"])


async def set_webhook(call: Call) -> bool:
    """setWebhook; an empty url removes it."""
    remember_allowed(call)
    url = call.get("url", "")
    check_webhook(url, call.get("secret_token") or "")
    webhook = {"url": url, "secret_token": call.get("secret_token"), "max_connections": call.get("max_connections", 40)}
    set_delivery(call, webhook if url else None)
    return True


def check_webhook(url: str, secret: str) -> None:
    """Refuse an address or a secret that Telegram refuses; this machine may be reached without TLS, at any port."""
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if not url or url.startswith(("http://127.0.0.1", "http://localhost")):
        return
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    try:
        port = parts.port or 443
    except ValueError:
        port = 0
    if port not in WEBHOOK_PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


async def delete_webhook(call: Call) -> bool:
    """deleteWebhook."""
    set_delivery(call, None)
    return True


def set_delivery(call: Call, webhook: Json | None) -> None:
    """Switch between webhook and getUpdates, perhaps forgetting what waits."""
    updates = call.world.updates
    if call.get("drop_pending_updates"):
        updates.pending.clear()
    updates.webhook = webhook
    updates.bell.ring()


async def get_webhook_info(call: Call) -> Json:
    """getWebhookInfo."""
    updates = call.world.updates
    updates.expire()
    webhook = updates.webhook or {"url": ""}
    info: Json = {
        "url": webhook["url"],
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending),
    }
    if updates.webhook:
        info["max_connections"] = webhook["max_connections"]
    if updates.webhook_error:
        info |= updates.webhook_error
    return info | ({"allowed_updates": updates.allowed} if updates.allowed else {})


async def get_file(call: Call) -> Json:
    """getFile."""
    return call.world.files.describe(call.params["file_id"])


async def yes(_: Call) -> Any:
    """logOut and close: nothing to do on this machine."""
    return True


METHODS: dict[str, Handler] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "getFile": get_file,
    "logOut": yes,
    "close": yes,
}
