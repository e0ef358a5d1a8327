"""Invoices: the query before the payment, the payment, the refund."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InputPaidMediaPhoto, InputPaidMediaVideo, LabeledPrice, Message

from tests.sandbox.conftest import Control, news, picture

STARS: dict[str, Any] = {
    "title": "Взнос",
    "description": "На фестиваль",
    "payload": "fest-7",
    "currency": "XTR",
    "prices": [LabeledPrice(label="Взнос", amount=50)],
}
ROUBLES: dict[str, Any] = {**STARS, "currency": "RUB", "provider_token": "1:TEST"}


async def paying(bot: Bot, control: Control, message: Message) -> Any:
    """Anna presses "Pay": the query that the bot gets."""
    await control.post("pay", user_id=1001, chat_id=message.chat.id, message_id=message.message_id)
    return await news(bot, "pre_checkout_query")


@pytest.mark.usefixtures("no_problems")
async def test_a_confirmed_payment_arrives(bot: Bot, control: Control, anna: int) -> None:
    message = await bot.send_invoice(anna, **STARS)
    assert message.invoice is not None
    assert (message.invoice.total_amount, message.invoice.currency) == (50, "XTR")
    assert message.reply_markup is not None
    assert message.reply_markup.inline_keyboard[0][0].pay
    query = await paying(bot, control, message)
    assert (query.invoice_payload, query.total_amount, query.from_user.id) == ("fest-7", 50, 1001)
    await bot.answer_pre_checkout_query(query.id, ok=True)
    paid = (await news(bot, "message")).successful_payment
    assert (paid.invoice_payload, paid.total_amount, paid.currency) == ("fest-7", 50, "XTR")
    answer = await control.post("pay", user_id=anna, chat_id=anna, message_id=message.message_id)
    assert answer["error"] == "this invoice is paid"


async def test_a_refused_payment_does_not_arrive(bot: Bot, control: Control, anna: int) -> None:
    query = await paying(bot, control, await bot.send_invoice(anna, **STARS))
    with pytest.raises(TelegramBadRequest, match="error_message must be non-empty"):
        await bot.answer_pre_checkout_query(query.id, ok=False)
    await bot.answer_pre_checkout_query(query.id, ok=False, error_message="Мест больше нет")
    assert await bot.get_updates() == []
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_pre_checkout_query(query.id, ok=True)


async def test_the_bot_has_ten_seconds(bot: Bot, control: Control, anna: int) -> None:
    query = await paying(bot, control, await bot.send_invoice(anna, **STARS))
    await control.post("clock", advance=11)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_pre_checkout_query(query.id, ok=True)


@pytest.mark.usefixtures("no_problems")
async def test_anybody_pays_by_a_link_again_and_again(bot: Bot, control: Control, anna: int, boris: int) -> None:
    link = await bot.create_invoice_link(**ROUBLES)
    assert link.startswith("https://t.me/$")
    for payer in (anna, boris, boris):
        await control.post("pay", user_id=payer, link=link)
        await bot.answer_pre_checkout_query((await news(bot, "pre_checkout_query")).id, ok=True)
        message = await news(bot, "message")
        assert (message.chat.id, message.successful_payment.currency) == (payer, "RUB")


@pytest.mark.usefixtures("no_problems")
async def test_stars_can_be_given_back(bot: Bot, control: Control, anna: int) -> None:
    query = await paying(bot, control, await bot.send_invoice(anna, **STARS))
    await bot.answer_pre_checkout_query(query.id, ok=True)
    charge = (await news(bot, "message")).successful_payment.telegram_payment_charge_id
    assert await bot.refund_star_payment(anna, charge)
    assert (await news(bot, "message")).refunded_payment.telegram_payment_charge_id == charge
    with pytest.raises(TelegramBadRequest, match="CHARGE_ALREADY_REFUNDED"):
        await bot.refund_star_payment(anna, charge)


async def test_an_unknown_charge_cannot_be_given_back(bot: Bot, anna: int) -> None:
    with pytest.raises(TelegramBadRequest, match="CHARGE_NOT_FOUND"):
        await bot.refund_star_payment(anna, "stx5")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"prices": STARS["prices"] * 2}, "STARS_INVOICE_INVALID"),
        ({"currency": "RUB"}, "PAYMENT_PROVIDER_INVALID"),
        ({"prices": [LabeledPrice(label="x", amount=0)]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
    ],
)
async def test_impossible_invoices_are_refused(bot: Bot, anna: int, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(TelegramBadRequest, match=words):
        await bot.send_invoice(anna, **{**STARS, **changes})


async def test_limits_of_invoices_are_noted(bot: Bot, control: Control, anna: int) -> None:
    await bot.send_invoice(anna, **{**STARS, "title": "я" * 33, "payload": "я" * 65})
    assert await control.problems() == ["title: 33 is not in 1..32 characters", "payload: 130 is not in 1..128 bytes"]


async def test_there_is_nothing_to_pay_under_an_ordinary_message(bot: Bot, control: Control, anna: int) -> None:
    message = await bot.send_message(anna, "бесплатно")
    answer = await control.post("pay", user_id=anna, chat_id=anna, message_id=message.message_id)
    assert answer == {"error": "there is no invoice"}


@pytest.mark.usefixtures("no_problems")
async def test_paid_media_are_uploaded_with_cover_and_thumbnail_and_bought(
    bot: Bot, control: Control, anna: int
) -> None:
    photo = InputPaidMediaPhoto(media=BufferedInputFile(picture(640, 480), "a.jpg"))
    video = InputPaidMediaVideo(
        media=BufferedInputFile(b"video", "a.mp4"),
        cover=BufferedInputFile(picture(320, 180), "cover.jpg"),
        thumbnail=BufferedInputFile(picture(160, 90), "thumbnail.jpg"),
        duration=5,
    )
    message = await bot.send_paid_media(anna, 10, [photo, video], payload="album", caption="Репетиция")
    assert message.paid_media is not None
    first, second = message.paid_media.paid_media
    assert (first.type, second.type, message.paid_media.star_count) == ("photo", "video", 10)
    shown = (await control.get("state"))["messages"][-1]["paid_media"]["paid_media"][1]["video"]
    assert (shown["thumbnail"]["width"], shown["cover"][-1]["width"], shown["duration"]) == (160, 320, 5)
    await control.post("pay", user_id=anna, chat_id=anna, message_id=message.message_id)
    bought = await news(bot, "purchased_paid_media")
    assert (bought.paid_media_payload, bought.from_user.id) == ("album", anna)
