"""Invoices, the bot's word before a payment, refunds."""

from sandbox.errors import Json, bad_request
from sandbox.methods.call import Call, Handler, markup, send
from sandbox.payments import LINK, STARS, place, report, settle
from sandbox.rules import TOO_OLD
from sandbox.world import World

PAY = "Заплатить"


def invoice(source: Json, problems: list[str]) -> Json:
    """What will be paid for, from the parameters of an invoice; refuses sums and currencies that cannot be."""
    currency, prices = source["currency"], source["prices"]
    if currency == STARS and len(prices) != 1:
        raise bad_request("STARS_INVOICE_INVALID")
    if currency != STARS and not source.get("provider_token"):
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    total = sum(one["amount"] for one in prices)
    if total <= 0:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    if source.get("is_flexible"):
        problems.append("is_flexible is not modelled: no shipping_query will come")
    return {"currency": currency, "total_amount": total, "invoice_payload": source["payload"]}


def content(source: Json, facts: Json) -> Json:
    """The content of a message with an invoice."""
    shown = {"title": source["title"], "description": source["description"]}
    shown |= {"start_parameter": source.get("start_parameter", "")}
    return {"invoice": shown | {"currency": facts["currency"], "total_amount": facts["total_amount"]}}


async def send_invoice(call: Call) -> Json:
    """sendInvoice; without a keyboard of its own the message gets a Pay button."""
    chat = call.chat()
    facts = invoice(call.params, call.problems)
    given = markup(call, chat)
    rows = given["reply_markup"]["inline_keyboard"] if given else [[{"text": PAY, "pay": True}]]
    if not rows[0] or not rows[0][0].get("pay"):
        raise bad_request("REPLY_MARKUP_INVALID")
    shown = {**content(call.params, facts), "reply_markup": {"inline_keyboard": rows}}
    message = send(call, chat, shown)
    call.world.books.invoices[place(chat.id, message["message_id"])] = facts
    return message


async def create_invoice_link(call: Call) -> str:
    """createInvoiceLink; anybody may pay by it, any number of times."""
    facts = invoice(call.params, call.problems)
    link = f"{LINK}{call.world.bot.id}_{call.world.ground.serial()}"
    call.world.books.invoices[link] = facts
    return link


async def answer_pre_checkout_query(call: Call) -> bool:
    """answerPreCheckoutQuery: once, within the seconds that the settings allow; `ok` moves the money."""
    asked = call.world.books.checkouts.get(call.params["pre_checkout_query_id"])
    late = asked is not None and call.world.clock.now() - asked.at > call.settings.checkout_answer_seconds
    if asked is None or asked.answered or late:
        raise bad_request(TOO_OLD)
    if not call.params["ok"] and not call.get("error_message"):
        raise bad_request("error_message must be non-empty")
    asked.answered = True
    call.world.events.emit(
        "payment", user_id=asked.user_id, ok=call.params["ok"], error_message=call.get("error_message", "")
    )
    if call.params["ok"]:
        settle(call.world, asked)
    return True


async def refund_star_payment(call: Call) -> bool:
    """refundStarPayment: Stars only, once; the person's chat and the bot get refunded_payment."""
    world: World = call.world
    charge, user_id = call.params["telegram_payment_charge_id"], call.params["user_id"]
    payment = world.books.payments.get(charge)
    if payment is None or payment.user_id != user_id or payment.paid["currency"] != STARS:
        raise bad_request("CHARGE_NOT_FOUND")
    if payment.refunded:
        raise bad_request("CHARGE_ALREADY_REFUNDED")
    payment.refunded = True
    report(world, user_id, user_id, {"refunded_payment": payment.paid})
    return True


METHODS: dict[str, Handler] = {
    "sendInvoice": send_invoice,
    "createInvoiceLink": create_invoice_link,
    "answerPreCheckoutQuery": answer_pre_checkout_query,
    "refundStarPayment": refund_star_payment,
}
