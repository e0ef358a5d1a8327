"""The archive of answers, its index and the page of small pictures: written, then opened again."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import PureWindowsPath

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from documents.writing.archive import INDEX, Filed, write_archive
from documents.writing.contact_sheet import ON_A_PAGE, Tile, contact_sheet
from documents.writing.index_sheet import Row, index_xlsx

AT = datetime(2022, 10, 17, 14, 5, tzinfo=UTC)
LETTERS = "Методические письма для организации деятельности администрации ОО"


def picture(colour: str = "red", size: tuple[int, int] = (32, 24)) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", size, colour).save(content, "JPEG")
    return content.getvalue()


def row(measure: str = LETTERS, words: str = "провели", **facts: str) -> Row:
    number = facts.pop("number", "1.")
    day = date(2022, 10, 17)
    return Row(number, measure, "Шабанова Н.С.", "СОШ №2", day, date(2022, 10, 20), False, "выполнено", words, **facts)


def filed(one: Row, content: bytes | None, *, measure: int = 1, plan: int = 1, number: int = 1) -> Filed:
    read = None if content is None else lambda: content
    return Filed(plan, f"Карта {plan}", measure, one, AT, number, "photo.bin", read)


def written(*lines: Filed, by_plan: bool = False) -> zipfile.ZipFile:
    target = io.BytesIO()
    write_archive(target, lines, by_plan=by_plan, title="Отчёт", about="СОШ №2", made_at=AT)
    archive = zipfile.ZipFile(target)
    assert archive.testzip() is None
    return archive


def sheet_of(content: bytes) -> Worksheet:
    sheet = load_workbook(io.BytesIO(content)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def index_of(archive: zipfile.ZipFile) -> Worksheet:
    return sheet_of(archive.read(INDEX))


def test_a_folder_for_each_measure_and_files_named_by_day_and_person() -> None:
    two = (filed(row(), picture()), filed(row(), b"%PDF-1.7", number=2))
    archive = written(*two, filed(row("Открыть музей", number="12."), picture("blue"), measure=2))
    assert archive.namelist() == [
        "01 Методические письма для организации деятельности…/2022-10-17 Шабанова Н.С. 1.jpg",
        "01 Методические письма для организации деятельности…/2022-10-17 Шабанова Н.С. 2.pdf",
        "12 Открыть музей/2022-10-17 Шабанова Н.С. 1.jpg",
        "Опись.xlsx",
    ]
    assert archive.read("12 Открыть музей/2022-10-17 Шабанова Н.С. 1.jpg") == picture("blue")
    assert archive.infolist()[0].date_time == (2022, 10, 17, 14, 5, 0)


def test_several_plans_have_folders_of_their_own() -> None:
    archive = written(filed(row("Музей"), b"a"), filed(row("Музей"), b"b", measure=2, plan=2), by_plan=True)
    folders = {name.rsplit("/", 1)[0] for name in archive.namelist() if "/" in name}
    assert folders == {"Карта 1/01 Музей", "Карта 2/01 Музей"}


def test_rows_that_look_alike_do_not_share_a_folder() -> None:
    archive = written(filed(row("Музей"), b"a"), filed(row("МУЗЕЙ"), b"b", measure=2))
    assert archive.namelist()[:2] == [
        "01 Музей/2022-10-17 Шабанова Н.С. 1.bin",
        "01 МУЗЕЙ (2)/2022-10-17 Шабанова Н.С. 1.bin",
    ]


def test_the_index_lists_every_file_and_every_answer_without_one() -> None:
    only = row("Открыть музей", "без фото", file="только в Telegram")
    archive = written(filed(row(sha256="a" * 64, repeat="повтор: «Музей»"), picture()), filed(only, None, measure=2))
    sheet = index_of(archive)
    listed = list(sheet.iter_rows(min_row=3, values_only=True))
    assert listed[0] == (
        "№",
        "Мероприятие",
        "Исполнитель",
        "Школа",
        "Дата",
        "Срок",
        "После срока",
        "Ответ",
        "Проверка",
        "Слова",
        "Файл",
        "Имя у автора",
        "SHA-256",
        "Отметка о повторе",
        "Дети на фото",
    )
    named = ("2022-10-17 Шабанова Н.С. 1.jpg", None, "a" * 64, "повтор: «Музей»")
    assert listed[1][9:14] == ("провели", *named)
    assert listed[1][4] == datetime(2022, 10, 17)  # noqa: DTZ001  a sheet knows no zones
    assert listed[2][9:11] == ("без фото", "только в Telegram")
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == "A3:O5"
    assert sheet["B4"].alignment.wrap_text


def test_a_link_of_the_index_leads_to_its_file() -> None:
    archive = written(filed(row("Открыть 100% музея №5"), picture()))
    link = index_of(archive)["K4"].hyperlink
    assert link is not None
    assert str(link.target).replace("%20", " ") in archive.namelist()


def test_what_looks_like_a_formula_is_words() -> None:
    wicked = ["=1+1", "+7 999", "-5 человек", "@sum(1)", '=HYPERLINK("http://x")', "#N/A", "  =2", "a\x07b"]
    content = index_xlsx([row(words, words) for words in wicked], title="=3", about="-", made_at=AT)
    sheet = sheet_of(content)
    cells = [sheet.cell(place, column) for place in range(4, 4 + len(wicked)) for column in (2, 10)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells[::2]] == [*wicked[:-1], "ab"]
    quoted = [bool(cell.quotePrefix) for cell in cells[::2]]  # type: ignore[attr-defined]
    assert quoted == [True, True, True, True, True, False, True, False]
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


def test_a_file_that_is_gone_is_left_out_and_said() -> None:
    def gone() -> bytes:
        raise FileNotFoundError

    archive = written(Filed(1, "Карта", 1, row(), AT, 1, None, gone))
    assert archive.namelist() == [INDEX]
    assert index_of(archive)["K4"].value == "файл не найден на сервере"


_TITLES = st.text(st.characters(exclude_categories=("Cs",)), max_size=80)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(_TITLES, _TITLES), min_size=1, max_size=5))
def test_whatever_people_type_windows_can_unpack_it(titles: list[tuple[str, str]]) -> None:
    lines = [filed(row(title, words), b"x", measure=place) for place, (title, words) in enumerate(titles)]
    archive = written(*lines)
    names = archive.namelist()
    assert len({name.casefold() for name in names}) == len(names) == len(titles) + 1
    for name in names:
        parts = PureWindowsPath(name).parts
        assert not PureWindowsPath(name).is_absolute()
        assert ".." not in parts
        assert all(len(part) <= 64 and part == part.rstrip(". ") for part in parts)
    assert index_of(archive).max_row == 3 + len(titles)


def test_the_moment_before_archives_were_known_is_no_obstacle() -> None:
    early = Filed(1, "Карта", 1, row(), AT - timedelta(days=365 * 100), 1, None, lambda: b"x")
    assert written(early).infolist()[0].date_time[0] == 1980


# --- the page of small pictures --------------------------------------------------------------------------------------


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def test_pictures_stand_on_the_page_with_their_own_colours() -> None:
    tiles = [Tile(1, LETTERS, "17.10.2022 · СОШ №2", picture("#ff0000", (320, 240)))]
    tiles += [Tile(2, "Музей", "18.10.2022 · СОШ №5", picture("#0000ff", (240, 320)))]
    page = opened(contact_sheet(tiles, title="Фото"))
    assert page.width == 1080
    colours = {colour for _, colour in page.getcolors(page.width * page.height) or ()}
    assert any(red > 240 and green < 20 and blue < 20 for red, green, blue in colours)
    assert any(blue > 240 and green < 20 and red < 20 for red, green, blue in colours)


def test_a_page_of_twelve_is_no_higher_than_a_phone_shows() -> None:
    tiles = [Tile(place, LETTERS * 3, "17.10.2022 · " + "Ш" * 90, picture(), "x") for place in range(1, 20)]
    page = opened(contact_sheet(tiles, title=LETTERS * 5))
    assert page.height < 1700
    assert page.size == opened(contact_sheet(tiles[:ON_A_PAGE], title=LETTERS * 5)).size


def test_a_picture_without_a_thumbnail_or_with_a_broken_one_is_a_tile_with_its_name() -> None:
    for broken in (None, b"", b"no jpeg", picture()[:20], b"<svg/>"):
        page = opened(contact_sheet([Tile(1, "#let x = 1", '*\\ "', broken, "IMG_" + "1" * 90)], title="#panic()"))
        assert page.width == 1080
