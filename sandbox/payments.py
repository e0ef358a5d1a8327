"""Money: a person pays an invoice, the bot confirms, the payment arrives; it may be given back."""

from typing import Any

from sandbox.acts import author, message_of, speaker
from sandbox.errors import ControlError, Json
from sandbox.records import Checkout, Payment
from sandbox.world import World

STARS = "XTR"
LINK = "https://t.me/$"


def place(chat_id: int, message_id: int) -> str:
    """The key of an invoice that stands in a message."""
    return f"{chat_id}/{message_id}"


def pay(world: World, body: Json) -> Json:
    """A person presses "Pay" under a message or opens an invoice link; the bot gets a pre_checkout_query.

    Paid media open at once: their bot gets purchased_paid_media.
    """
    if "link" in body:
        person = world.person(body.get("user_id"))
        key, chat_id, message_id = str(body["link"]), person.id, None
    else:
        person, chat = speaker(world, body)
        message = message_of(chat, body)
        world = author(world, message)
        chat_id, message_id = chat.id, message["message_id"]
        key = place(chat_id, message_id)
    invoice = world.books.invoices.get(key)
    if invoice is None or invoice.get("paid"):
        raise ControlError("there is no invoice" if invoice is None else "this invoice is paid")
    if "star_count" in invoice:
        bought = {"from": person.user(), "paid_media_payload": invoice["payload"]}
        world.updates.put("purchased_paid_media", bought)
        return {}
    query_id = str(8_000_000_000 + world.ground.serial())
    asked = Checkout(person.id, world.clock.now(), {**invoice, "key": key}, chat_id, message_id)
    world.books.checkouts[query_id] = asked
    query = {"id": query_id, "from": person.user(), **sum_of(invoice)}
    world.updates.put("pre_checkout_query", query)
    return {"pre_checkout_query_id": query_id}


def sum_of(invoice: Json) -> Json:
    """The fields that say what is paid for, the same in a query and in a payment."""
    return {name: invoice[name] for name in ("currency", "total_amount", "invoice_payload")}


def settle(world: World, checkout: Checkout) -> None:
    """The bot has confirmed: the money moves, and the chat and the bot get successful_payment."""
    number = world.ground.serial()
    charge = f"stx{world.bot.id}_{number}" if checkout.invoice["currency"] == STARS else f"tgc{world.bot.id}_{number}"
    charges = {"telegram_payment_charge_id": charge, "provider_payment_charge_id": f"{checkout.user_id}_{number}"}
    paid = {**sum_of(checkout.invoice), **charges}
    world.books.payments[charge] = Payment(checkout.user_id, paid)
    key = checkout.invoice["key"]
    if checkout.message_id is not None and checkout.chat_id > 0:
        world.books.invoices[key] = {**world.books.invoices[key], "paid": True}
    report(world, checkout.chat_id, checkout.user_id, {"successful_payment": paid})


def report(world: World, chat_id: int, user_id: int, content: dict[str, Any]) -> None:
    """A service message about money; only this bot is told."""
    chat = world.chats[chat_id]
    message = world.post(chat, world.people[user_id].user(), content)
    world.updates.put("message", message)
