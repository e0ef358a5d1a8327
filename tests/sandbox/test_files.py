"""Files are real bytes under real rules."""

from io import BytesIO

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge
from aiogram.types import BufferedInputFile, InputMediaDocument, InputMediaPhoto, InputMediaVideo
from PIL import Image

from tests.sandbox.conftest import ANNA, Control, picture


async def test_a_photo_becomes_a_ladder_of_sizes(bot: Bot, anna: int) -> None:
    message = await bot.send_photo(anna, BufferedInputFile(picture(2000, 1000), "a.jpg"))
    assert [(size.width, size.height) for size in message.photo or []] == [(90, 45), (320, 160), (1280, 640)]


async def test_a_small_photo_is_not_enlarged(bot: Bot, anna: int) -> None:
    message = await bot.send_photo(anna, BufferedInputFile(picture(200, 100), "a.jpg"))
    assert [(size.width, size.height) for size in message.photo or []] == [(90, 45), (200, 100)]


async def test_a_photo_loses_its_exif_and_a_document_keeps_its_bytes(bot: Bot, anna: int) -> None:
    exif = Image.Exif()
    exif[0x010E] = "школа"
    data = picture(400, 300, exif=exif)
    sent = await bot.send_photo(anna, BufferedInputFile(data, "a.jpg"))
    assert sent.photo is not None
    photo = await bot.download(sent.photo[-1].file_id)
    assert photo is not None
    with Image.open(photo) as opened:
        assert (opened.format, dict(opened.getexif())) == ("JPEG", {})
    document = (await bot.send_document(anna, BufferedInputFile(data, "a.jpg"))).document
    assert document is not None
    out = await bot.download(document.file_id)
    assert out is not None
    assert out.read() == data


async def test_a_png_photo_arrives_as_jpeg(bot: Bot, control: Control, anna: int) -> None:
    said = await control.send_files(anna, [("a.png", picture(300, 300, "PNG"), "image/png")])
    out = await bot.download(said["messages"][0]["photo"][-1]["file_id"])
    assert out is not None
    with Image.open(BytesIO(out.read())) as opened:
        assert opened.format == "JPEG"


async def test_what_is_no_picture_is_no_photo(bot: Bot, anna: int) -> None:
    with pytest.raises(TelegramBadRequest, match="IMAGE_PROCESS_FAILED"):
        await bot.send_photo(anna, BufferedInputFile(b"not a picture", "a.jpg"))
    with pytest.raises(TelegramBadRequest, match="PHOTO_INVALID_DIMENSIONS"):
        await bot.send_photo(anna, BufferedInputFile(picture(2100, 100), "a.jpg"))


async def test_a_file_is_sent_again_by_its_id(bot: Bot, anna: int) -> None:
    first = (await bot.send_document(anna, BufferedInputFile(b"plan", "план.txt"))).document
    assert first is not None
    again = (await bot.send_document(anna, first.file_id)).document
    assert again is not None
    assert (again.file_unique_id, again.file_name) == (first.file_unique_id, "план.txt")
    album = await bot.send_media_group(anna, [InputMediaDocument(media=first.file_id)] * 2)
    assert [one.document.file_id for one in album if one.document] == [first.file_id] * 2


async def test_a_thumbnail_and_a_cover_come_with_the_upload(bot: Bot, control: Control, anna: int) -> None:
    small, cover = BufferedInputFile(picture(160, 90), "t.jpg"), BufferedInputFile(picture(640, 360), "c.jpg")
    item = InputMediaVideo(media=BufferedInputFile(b"video", "a.mp4"), thumbnail=small, cover=cover, start_timestamp=3)
    album = await bot.send_media_group(anna, [item, InputMediaPhoto(media=cover)])
    video = album[0].video
    assert video is not None
    assert video.thumbnail is not None
    assert video.start_timestamp is not None
    assert ([size.width for size in video.cover or []], video.start_timestamp.timestamp()) == ([90, 320, 640], 3)
    assert (video.thumbnail.width, video.thumbnail.height) == (160, 90)
    document = (await bot.send_document(anna, BufferedInputFile(b"plan", "a.pdf"), thumbnail=small)).document
    assert document is not None
    again = (await bot.send_document(anna, document.file_id)).document
    assert again is not None
    assert again.thumbnail is not None
    assert await control.problems() == []


async def test_a_thumbnail_that_telegram_passes_over_is_noted(bot: Bot, control: Control, anna: int) -> None:
    large = BufferedInputFile(picture(400, 300), "t.jpg")
    document = (await bot.send_document(anna, BufferedInputFile(b"plan", "a.pdf"), thumbnail=large)).document
    assert document is not None
    assert document.thumbnail is None
    words = "thumbnail: only an uploaded JPEG of at most 200 KB and 320 pixels is shown"
    assert await control.problems() == [words]


async def test_a_foreign_file_id_is_refused(bot: Bot, anna: int) -> None:
    with pytest.raises(TelegramBadRequest, match="wrong file_id or the file is temporarily unavailable"):
        await bot.send_document(anna, "BQACAgIAAxkBAAIBY2ZvcmVpZ24")
    with pytest.raises(TelegramBadRequest, match="wrong file identifier/HTTP URL specified"):
        await bot.send_document(anna, "план.docx")
    with pytest.raises(TelegramBadRequest, match="wrong file_id or the file is temporarily unavailable"):
        await bot.get_file("BQACAgIAAxkBAAIBY2ZvcmVpZ24")


async def test_a_document_is_not_a_photo(bot: Bot, anna: int) -> None:
    document = (await bot.send_document(anna, BufferedInputFile(picture(300, 300), "a.jpg"))).document
    assert document is not None
    with pytest.raises(TelegramBadRequest, match="can't use file of type Document as Photo"):
        await bot.send_photo(anna, document.file_id)


async def test_documents_and_photos_do_not_mix_in_an_album(bot: Bot, anna: int) -> None:
    photo = InputMediaPhoto(media=BufferedInputFile(picture(300, 300), "a.jpg"))
    document = InputMediaDocument(media=BufferedInputFile(b"x", "a.txt"))
    with pytest.raises(TelegramBadRequest, match="can't be mixed"):
        await bot.send_media_group(anna, [photo, document])


async def test_more_than_20_mb_cannot_be_downloaded(bot: Bot, control: Control, anna: int) -> None:
    said = await control.send_files(anna, [("big.zip", bytes((20 << 20) + 1), "application/zip")])
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await bot.get_file(said["messages"][0]["document"]["file_id"])


async def test_more_than_50_mb_cannot_be_uploaded(bot: Bot, anna: int) -> None:
    with pytest.raises(TelegramEntityTooLarge):
        await bot.send_document(anna, BufferedInputFile(bytes((50 << 20) + 1), "big.zip"))


async def test_an_empty_file_is_refused(bot: Bot, anna: int) -> None:
    with pytest.raises(TelegramBadRequest, match="file must be non-empty"):
        await bot.send_document(anna, BufferedInputFile(b"", "a.txt"))


async def test_the_page_gets_files_with_their_type(control: Control, anna: int) -> None:
    said = await control.send_files(anna, [("план.pdf", b"%PDF-", "application/pdf")])
    file_id = said["messages"][0]["document"]["file_id"]
    async with control.session.get(f"{control.url}/sandbox/file/{file_id}") as answer:
        assert (answer.content_type, await answer.read()) == ("application/pdf", b"%PDF-")


async def test_an_unknown_path_is_404(control: Control) -> None:
    async with control.session.get(f"{control.url}/file/bot42:sandbox/documents/file_9.txt") as answer:
        assert answer.status == 404


async def test_a_file_of_another_name_is_not_reached_through_the_path(control: Control) -> None:
    async with control.session.get(f"{control.url}/page/..%2Fapp.py") as answer:
        assert answer.status == 404
    assert ANNA not in [one["id"] for one in (await control.get("state"))["people"]]
