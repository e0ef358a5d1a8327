"""Every office format of a plan reads alike: what is merged, hidden, numbered and printed in it."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import docx
import openpyxl
import pytest

from documents.reading.detect import detect
from documents.reading.files.printed import printed_day, printed_number
from documents.reading.formats import read_file
from domain.errors import Unreadable
from domain.measures import DraftMeasure, DraftRoadmap, Source
from tests.documents.hostile import open_cells, open_document, replaced, with_part, zipped
from tests.documents.readings import ALL, example, reading

FILES = Path(__file__).parent / "files"


def kept(name: str) -> DraftRoadmap:
    return read_file((FILES / name).read_bytes())


def outline(roadmap: DraftRoadmap) -> DraftRoadmap:
    """All that a reading holds but the place of each row in its file."""
    return replace(roadmap, measures=tuple(replace(one, source=Source()) for one in roadmap.measures), problems=())


@pytest.mark.parametrize("document", ALL)
@pytest.mark.parametrize(("suffix", "like"), [("odt", "docx"), ("ods", "xlsx"), ("xls", "xlsx")])
def test_all_documents_read_alike_in_the_formats_of_other_programs(document: str, suffix: str, like: str) -> None:
    assert outline(kept(f"{document}.{suffix}")) == outline(reading(document, like))


@pytest.mark.parametrize(("name", "like"), [("word.html", "docx"), ("excel.html", "xlsx")])
def test_a_document_saved_as_a_web_page_reads_alike(name: str, like: str) -> None:
    assert outline(kept(name)) == outline(reading("003", like))


def flat(name: str) -> bytes:
    """An .odt or .ods as the one XML file that LibreOffice calls .fodt or .fods."""
    with zipfile.ZipFile(FILES / name) as archive:
        content = archive.read("content.xml")
    return content.replace(b"office:document-content", b"office:document")


@pytest.mark.parametrize(("name", "like"), [("003.odt", "docx"), ("003.ods", "xlsx")])
def test_a_flat_opendocument_reads_alike(name: str, like: str) -> None:
    assert outline(read_file(flat(name))) == outline(reading("003", like))


@pytest.mark.parametrize(
    "kind", ["ms-word.document.macroEnabled", "openxmlformats-officedocument.wordprocessingml.template"]
)
def test_a_word_file_with_macros_or_a_template_reads_alike(kind: str) -> None:
    usual = b"openxmlformats-officedocument.wordprocessingml.document.main"
    data = with_part("[Content_Types].xml", lambda part: part.replace(usual, kind.encode() + b".main"))
    assert outline(read_file(data)) == outline(reading("003", "docx"))


def test_a_picture_that_is_gone_does_not_spoil_a_word_file() -> None:
    gone = b'<Relationship Id="rId99" Type="http://x/image" Target="../NULL"/></Relationships>'
    data = with_part("word/_rels/document.xml.rels", lambda part: part.replace(b"</Relationships>", gone))
    assert outline(read_file(data)) == outline(reading("003", "docx"))


def test_a_spreadsheet_written_with_prefixes_and_without_addresses_reads_alike() -> None:
    """Programs of accounting write <x:row><x:c> where Excel writes <row r="1"><c r="A1">."""

    def prefixed(sheet: bytes) -> bytes:
        sheet = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", sheet).replace(b"xmlns=", b"xmlns:x=").replace(b"<x:?xml", b"<?xml")
        return re.sub(rb'(<x:row) r="\d+"', rb"\1", sheet)

    data = with_part("xl/worksheets/sheet1.xml", prefixed, "003.xlsx")
    assert outline(read_file(data)) == outline(reading("003", "xlsx"))


def merged_sheet() -> openpyxl.Workbook:
    """The workbook that ``files/merged.xls`` and ``files/merged.ods`` were saved from."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["План работы на 2023/2024 учебный год"])
    sheet.append(["№", "Мероприятие", "Результат", "Срок", "Ответственный"])
    sheet.append(["I. Контроль"])
    sheet.append([1, "Проверка журналов", "Справка", date(2023, 10, 20), "Шабанова Н.С., завуч"])
    sheet.append([2, "Проверка дневников", "Справка", "до 25.10.2023", "Шарик Н.Н."])
    sheet.append([3, "Педсовет", "Приказ", "до 26.10.2023", None])
    sheet.append([None, None, "Протокол", "до 27.10.2023", "Полякова В.А."])
    for area in ("A1:E1", "A3:E3", "E5:E6", "A6:A7", "B6:B7"):
        sheet.merge_cells(area)
    hidden = book.create_sheet("Черновик")
    hidden.append(["№", "Мероприятие", "Срок"])
    hidden.append([1, "Не показывать", "до 01.01.2024"])
    hidden.sheet_state = "hidden"
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_merged_cells_dates_and_hidden_sheets_of_a_spreadsheet(suffix: str) -> None:
    roadmap = read_file(saved(merged_sheet())) if suffix == "xlsx" else kept(f"merged.{suffix}")
    shown = [(one.number, one.title, one.result, one.deadline_text, one.responsible_text) for one in roadmap.measures]
    assert shown == [
        ("1", "Проверка журналов", "Справка", "20.10.2023", "Шабанова Н.С., завуч"),
        ("2", "Проверка дневников", "Справка", "до 25.10.2023", "Шарик Н.Н."),
        ("3", "Педсовет", "Приказ", "до 26.10.2023", "Шарик Н.Н."),
        ("3", "Педсовет", "Протокол", "до 27.10.2023", "Полякова В.А."),
    ]
    assert {one.section for one in roadmap.measures} == {"I. Контроль"}
    assert not any(measure.questions for measure in roadmap.measures)


def test_an_odt_has_its_automatic_numbers_line_breaks_and_merged_cells() -> None:
    roadmap = kept("listed.odt")
    assert roadmap.title == "План работы на 2023/2024 учебный год"
    first = [(one.section, one.number, one.title, one.responsible_text) for one in roadmap.measures[:3]]
    assert first == [
        ("I. Контроль", "1.", "Проверка журналов", "Шабанова Н.С."),
        ("I. Контроль", "2.", "Проверка дневников и тетрадей", "Шарик Н.Н."),
        ("I. Контроль", "3.", "Педсовет", "Шарик Н.Н."),
    ]
    assert roadmap.measures[3].title == "Линейка"


def open_rows(*rows: tuple[str, ...]) -> str:
    return f'<table:table table:name="План">{"".join(open_cells(*row) for row in rows)}</table:table>'


HEADER = ("№", "Мероприятие", "Срок", "Ответственный")


def test_an_ods_shows_days_in_our_order_whatever_the_sheet_prints() -> None:
    day = (
        '<table:table-cell office:value-type="date" office:date-value="2023-10-20"><text:p>10/20/2023</text:p>'
        "</table:table-cell>"
    )
    words = open_cells("1", "Педсовет", "DAY", "Шабанова Н.С.")
    sheet = open_rows(HEADER).replace("</table:table>", words + "</table:table>")
    body = sheet.replace("<table:table-cell><text:p>DAY</text:p></table:table-cell>", day)
    assert read_file(open_document(body)).measures[0].deadline_text == "20.10.2023"


def test_a_link_in_an_odt_is_its_words() -> None:
    link = '<text:a xlink:href="https://example.org" xmlns:xlink="http://www.w3.org/1999/xlink">Шарик<text:s/>Н.Н.</text:a>'
    body = open_rows(HEADER, ("1", "Педсовет", "до 20.10.2023", "LINK")).replace("LINK", link)
    assert read_file(open_document(body, "text")).measures[0].responsible_text == "Шарик Н.Н."


def test_notes_and_deleted_words_of_an_odt_are_not_read() -> None:
    title = (
        "Педсовет<office:annotation><text:p>проверить!</text:p></office:annotation>"
        "<text:note><text:note-body><text:p>сноска</text:p></text:note-body></text:note><text:line-break/>итоги"
    )
    body = (
        "<text:tracked-changes><text:p>удалено</text:p></text:tracked-changes><text:p>План на 2023 год</text:p>"
        + open_rows(HEADER, ("1", "TITLE", "до 20.10.2023", "Шабанова Н.С.")).replace("TITLE", title)
    )
    roadmap = read_file(open_document(body, "text"))
    assert (roadmap.title, roadmap.measures[0].title) == ("План на 2023 год", "Педсовет итоги")


def test_a_row_that_was_deleted_with_changes_tracked_is_not_read() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for place, cells in enumerate(
        (HEADER[1:], ("Линейка", "до 01.09.2023", "Шарик Н.Н."), ("Педсовет", "до 20.10.2023", "Х"))
    ):
        for cell, text in zip(table.rows[place].cells, cells, strict=True):
            cell.text = text
    table.rows[2]._tr.get_or_add_trPr().append(docx.oxml.parse_xml(  # type: ignore[attr-defined]
        '<w:del xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="1"/>'
    ))  # fmt: skip
    data = io.BytesIO()
    document.save(data)
    assert [one.title for one in read_file(data.getvalue()).measures] == ["Линейка"]


def test_a_web_page_has_its_merged_cells_lists_and_breaks() -> None:
    page = """<html><head><meta charset="windows-1251"></head><body><h1>План на 2023 год</h1>
    <table><tr><th>№<th>Мероприятие<th>Срок<th>Ответственный</tr>
    <tr><td colspan=4><b>I. Контроль</b></td></tr>
    <tr><td><ol start="3"><li></li></ol><td>Проверка<br>журналов<td>до 20.10.2023<td rowspan=2>Шабанова&nbsp;Н.С.</tr>
    <tr><td>4.<td>Педсовет<script>alert(1)</script><td>до 25.10.2023</tr></table></body></html>"""
    roadmap = read_file(page.encode("cp1251"))
    assert roadmap.title == "План на 2023 год"
    shown = [(one.section, one.number, one.title, one.responsible_text) for one in roadmap.measures]
    assert shown == [
        ("I. Контроль", "3.", "Проверка журналов", "Шабанова Н.С."),
        ("I. Контроль", "4.", "Педсовет", "Шабанова Н.С."),
    ]


def test_a_table_inside_a_table_that_only_lays_out_the_page_is_found() -> None:
    rows = "<tr><td>Мероприятие<td>Срок<td>Ответственный<tr><td>Педсовет<td>до 20.10.2023<td>Шарик Н.Н."
    inner = f"<table>{rows}</table>"
    page = f"<table><tr><td>Меню</td><td><p>План на 2023 год</p>{inner}</td></tr></table>"
    roadmap = read_file(page.encode())
    assert [one.title for one in roadmap.measures] == ["Педсовет"]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        ("1", None, "1"),
        ("1.0", "General", "1"),
        ("1.1", "General", "1.1"),
        ("0.30000000000000004", "General", "0.3"),
        ("1.1", "0.00", "1.10"),
        ("3", '0"."', "3."),
        ("0.5", "0%", "50%"),
        ("45219", "dd.mm.yyyy", "20.10.2023"),
        ("45219.75", "dd/mm/yyyy\\ h:mm", "20.10.2023"),
        ("45219", "[$-419]d\\ mmmm\\ yyyy\\ г\\.;@", "20.10.2023"),
        ("45200", "mmm-yy", "октябрь 2023"),
        ("45200", "[$-FC19]mmmm\\ yyyy;@", "октябрь 2023"),
        ("45219", "d-mmm", "20 октября"),
        ("45219", "mmmm", "октябрь"),
        ("45219", "yyyy", "2023"),
        ("0.375", "h:mm", "09:00"),
        ("43757", "dd.mm.yyyy", "19.10.2019"),
        ("99999999", "dd.mm.yyyy", "99999999"),
        ("-5", "dd.mm.yyyy", "-5"),
        ("до 20.10", "General", "до 20.10"),
        ("1e400", "General", "inf"),
    ],
)
def test_a_number_is_shown_as_its_format_prints_it(value: str, form: str | None, shown: str) -> None:
    assert printed_number(value, form) == shown


def test_days_of_a_workbook_from_an_old_macintosh_begin_four_years_later() -> None:
    assert printed_number("43757", "dd.mm.yyyy", since_1904=True) == "20.10.2023"


def test_days_and_hours_are_shown_in_our_order() -> None:
    assert printed_day(date(2023, 10, 20)) == "20.10.2023"
    assert printed_day(datetime(2023, 10, 20, 9, 30)) == "20.10.2023"  # noqa: DTZ001 - what a sheet holds
    assert printed_day(time(9, 30)) == "09:30"


def test_a_sheet_of_five_thousand_rows_is_read_to_its_last_row() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["№", "Мероприятие", "Срок"])
    for number in range(1, 5001):
        book.worksheets[0].append([number, f"Проверка {number}", "до 20.10.2023"])
    roadmap = read_file(saved(book))
    assert len(roadmap.measures) == 5000
    assert roadmap.measures[-1].title == "Проверка 5000"


def test_what_lies_too_far_in_a_sheet_is_told() -> None:
    book = merged_sheet()
    book.worksheets[0]["ZZ9"] = "далеко"
    [problem] = read_file(saved(book)).problems
    assert "строка 9, столбец 702" in problem.where


@pytest.mark.parametrize("name", ["003.docx", "003.xlsx", "003.pdf", "003.txt"])
def test_the_format_is_told_by_the_content(name: str) -> None:
    assert detect(example(name)) == {"docx": "docx", "xlsx": "xlsx", "pdf": "pdf", "txt": "text"}[name[4:]]


def test_a_binary_spreadsheet_is_for_the_reader_of_old_ones() -> None:
    assert detect(zipped([("xl/workbook.bin", b"x")])) == "xls"


def test_a_pdf_that_only_forbids_printing_opens() -> None:
    assert [one.title for one in kept("restricted.pdf").measures][:2] == [
        "Проверка журналов",
        "Проверка дневников и тетрадей",
    ]


def test_a_pdf_with_a_password_is_refused_as_one() -> None:
    with pytest.raises(Unreadable, match="unreadable-password"):
        kept("locked.pdf")


def without_place(measure: DraftMeasure) -> tuple[object, ...]:
    return measure.section, measure.number, measure.title, measure.deadline_text, measure.responsible_text


def test_a_sheet_that_openpyxl_refuses_keeps_its_merged_cells_and_days() -> None:
    """The second reader tells neither how a day is printed nor the number of a format; a day is still a day."""
    data = replaced(saved(merged_sheet()), "xl/styles.xml", lambda part: part.replace(b"gray125", b"unheard"))
    with pytest.raises(ValueError, match="stylesheet"):
        openpyxl.load_workbook(io.BytesIO(data))
    assert outline(read_file(data)) == outline(read_file(saved(merged_sheet())))


def test_a_column_merged_to_the_end_of_the_sheet_is_read() -> None:
    book = merged_sheet()
    whole = b'<mergeCell ref="F1:G1048576"/></mergeCells>'
    data = replaced(saved(book), "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</mergeCells>", whole))
    assert outline(read_file(data)) == outline(read_file(saved(book)))


def test_a_sheet_with_broken_styles_is_still_read() -> None:
    data = with_part("xl/styles.xml", b"<styleSheet><cellXfs><xf numFmtId='x'/></cellXfs></styleSheet>", "003.xlsx")
    assert list(map(without_place, read_file(data).measures)) == list(
        map(without_place, reading("003", "xlsx").measures)
    )
