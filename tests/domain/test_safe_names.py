"""Names of files that Windows takes, and endings by what is in the file."""

import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from domain.file_kinds import ending_of
from domain.safe_names import LONGEST, Taken, safe_name

# «Naming Files, Paths, and Namespaces» of the Windows documentation.
FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in range(32)}
DEVICES = {"con", "prn", "aux", "nul"} | {f"{name}{number}" for name in ("com", "lpt") for number in range(10)}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("01 Методические письма", "01 Методические письма"),
        ('Открыть: «музей» / "зал"?..', "Открыть музей зал"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("Контроль", "Контроль"),
        ("...", "Без названия"),
        ("", "Без названия"),
        ("../../etc/passwd", "etc passwd"),
        ("отчёт за 100%", "отчёт за 100"),
        ("Справка\u202egpj.exe", "Справкаgpj.exe"),
    ],
)
def test_a_name_is_readable_and_safe(words: str, name: str) -> None:
    assert safe_name(words) == name


def test_a_long_name_is_cut_at_a_word() -> None:
    name = safe_name("01 Методические письма для организации деятельности администрации образовательных организаций")
    assert name == "01 Методические письма для организации деятельности…"


@given(st.text(max_size=200))
def test_any_words_make_a_name_that_windows_takes(words: str) -> None:
    name = safe_name(words)
    assert 1 <= len(name) <= LONGEST
    assert not set(name) & FORBIDDEN
    assert name == name.strip(" ")
    assert not name.endswith(".")
    assert re.split(r"\.", name.lower())[0] not in DEVICES


@given(st.lists(st.sampled_from(["а", "А", "б", "а (2)", "ы" * 60]), max_size=20))
def test_no_two_names_of_a_folder_are_alike(stems: list[str]) -> None:
    taken = Taken(["Опись.xlsx"])
    names = [taken.free(stem, ".jpg") for stem in stems]
    assert len({name.lower() for name in names}) == len(names)
    assert all(len(name) <= LONGEST + len(".jpg") for name in names)


def office(part: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(part, "<x/>")
    return content.getvalue()


def drawn(kind: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (2, 2)).save(content, kind)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "ending"),
    [
        (drawn("JPEG"), "photo.png", "jpg"),
        (drawn("PNG"), None, "png"),
        (drawn("WEBP"), "x", "webp"),
        (drawn("GIF"), "x", "gif"),
        (drawn("BMP"), None, "bmp"),
        (b"\x00\x00\x00\x18ftypheic....", "IMG_1.HEIC", "heic"),
        (b"\x00\x00\x00\x18ftypisom....", None, "mp4"),
        (b"%PDF-1.7", "справка", "pdf"),
        (b"OggS....", None, "ogg"),
        (office("word/document.xml"), "x.zip", "docx"),
        (office("xl/workbook.xml"), None, "xlsx"),
        (office("фото/1.txt"), "фото.zip", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "план.XLS", "xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "план.exe", "doc"),
        (b"hello", "записка.TXT", "txt"),
        (b"hello", None, "bin"),
        (b"MZ\x90", "фото.jpg.exe", "bin"),
        (b"", "../../x", "bin"),
    ],
)
def test_the_ending_says_what_the_file_is(content: bytes, name: str | None, ending: str) -> None:
    assert ending_of(content, name) == ending
