"""Files that are broken, foreign or meant to hurt, made when they are asked for."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable

import docx
import openpyxl

from tests.documents.readings import example

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def ole(stream: str) -> bytes:
    """An OLE file whose directory names one stream."""
    name = stream.encode("utf-16-le") + b"\x00\x00"
    return OLE + name.ljust(64, b"\x00") + struct.pack("<HB", len(name), 2) + bytes(61)


def zipped(members: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return data.getvalue()


def with_part(name: str, content: bytes | Callable[[bytes], bytes], of: str = "003.docx") -> bytes:
    """An example with one of its parts replaced."""
    return replaced(example(of), name, content)


def replaced(data: bytes, name: str, content: bytes | Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {member: old.read(member) for member in old.namelist()}
    parts[name] = content(parts[name]) if callable(content) else content
    return zipped(parts.items())


def saved(book: openpyxl.Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def far_cell() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0]["XFD1048576"] = "x"
    return saved(book)


def far_corner_of_a_strange_plan() -> bytes:
    """openpyxl refuses the pattern; python-calamine takes all the cells between the two at once."""
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = book.worksheets[0]["XFD1048576"] = "x"
    return replaced(saved(book), "xl/styles.xml", lambda part: part.replace(b"gray125", b"unheard"))


def no_table() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Привет", "мир"])
    return saved(book)


def plan_of(rows: int) -> bytes:
    """A plan in a sheet: heading, header, so many measures."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["План работы на 2023/2024 учебный год"])
    sheet.merge_cells("A1:E1")
    sheet.append(["№", "Мероприятие", "Результат", "Срок", "Ответственный"])
    for number in range(1, rows + 1):
        day = f"до {number % 28 + 1:02}.{number % 4 + 9:02}.2023"
        sheet.append([number, f"Проверка журналов, класс {number}", f"Справка {number}", day, "Шабанова Н.С., завуч"])
    return saved(book)


def with_sheet(inside: Callable[[bytes], bytes]) -> bytes:
    return with_part("xl/worksheets/sheet1.xml", inside, "003.xlsx")


def with_merges(areas: bytes) -> bytes:
    return with_sheet(lambda sheet: sheet.replace(b"</mergeCells>", areas + b"</mergeCells>"))


def many_merges() -> bytes:
    return with_merges(b"".join(b'<mergeCell ref="A%d:E%d"/>' % (row, row + 1) for row in range(1, 100_001)))


def merged_columns() -> bytes:
    """Whole columns merged, a thousand times over the same cells."""
    return with_merges(b'<mergeCell ref="A1:XFD1048576"/>' * 1000)


def shared_strings(count: int, length: int) -> bytes:
    """A plan whose workbook has so many texts beside its own."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    declared = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>'
    plan = replaced(plan_of(3), "[Content_Types].xml", lambda part: part.replace(b"</Types>", declared.encode()))
    items = b"".join([b"<si><t>" + b"a" * length + b"</t></si>"] * count)
    name = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return replaced(plan, "xl/sharedStrings.xml", b'<sst xmlns="%b">%b</sst>' % (name, items))


def many_rows() -> bytes:
    row = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'
    return with_sheet(lambda sheet: sheet.replace(b"</sheetData>", row * 50_000 + b"</sheetData>"))


def zip_bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w/>")
        with archive.open("word/media/image1.png", "w") as member:
            for _ in range(100):
                member.write(bytes(1024 * 1024))
    return data.getvalue()


def lying_sizes() -> bytes:
    """The archive says that its member is 10 bytes long; it unpacks to 100 MB."""
    data = bytearray(zipped([("word/document.xml", bytes(100 * 1024 * 1024))]))
    real = struct.pack("<I", 100 * 1024 * 1024)
    at = data.find(real)
    while at >= 0:
        data[at : at + 4] = struct.pack("<I", 10)
        at = data.find(real)
    return bytes(data)


def locked_member() -> bytes:
    """The flag of an encrypted member, as archivers with a password set it."""
    data = bytearray(zipped([("word/document.xml", b"<w/>")]))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + place] |= 1
    return bytes(data)


def two_million_paragraphs() -> bytes:
    blank = io.BytesIO()
    docx.Document().save(blank)
    with zipfile.ZipFile(blank) as old:
        parts = {member: old.read(member) for member in old.namelist()}
    many = b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 2_000_000
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + many)
    return zipped(parts.items())


def nested_tables(depth: int) -> bytes:
    begin, end = b"<w:tbl><w:tr><w:tc>" * depth, b"</w:tc></w:tr></w:tbl>" * depth
    return with_part("word/document.xml", lambda part: part.replace(b"<w:body>", b"<w:body>" + begin + end, 1))


def open_document(body: str, kind: str = "spreadsheet", declared: str = "") -> bytes:
    names = f'xmlns:office="{OFFICE}" xmlns:table="{TABLE}" xmlns:text="{TEXT}"'
    content = f"<office:document-content {names}><office:body><office:{kind}>{body}</office:{kind}></office:body>"
    mimetype = "text" if kind == "text" else kind
    return zipped(
        [
            ("mimetype", f"application/vnd.oasis.opendocument.{mimetype}".encode()),
            ("content.xml", (declared + content + "</office:document-content>").encode()),
            ("styles.xml", f"<office:document-styles {names}/>".encode()),
        ]
    )


def open_cells(*texts: str) -> str:
    cells = (f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


OPEN_PLAN = open_cells("№", "Мероприятие", "Срок", "Ответственный") + open_cells(
    "1", "Проверка журналов", "до 20.10.2023", "Шабанова Н.С."
)


def repeated_rows() -> bytes:
    """A row of words that the sheet repeats a million times, each cell a thousand times."""
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    return open_document(f"<table:table>{OPEN_PLAN}{row * 20}</table:table>")


def repeated_in_text() -> bytes:
    row = open_cells("2", "Педсовет", "до 25.10.2023", "Шабанова Н.С.")
    many = row.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="999999999">')
    spaces = '<text:p><text:s text:c="999999999"/></text:p>' * 100
    return open_document(f"{spaces}<table:table>{OPEN_PLAN}{many}</table:table>", "text")


def pdf(objects: list[bytes], root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1."""
    data = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    begin = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, begin)
    return bytes(data)


def stream(content: bytes, about: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), about, content)


def page_pdf(content: bytes, *more: bytes, about: bytes = b"", font: bytes = b"") -> bytes:
    """One page with this content; further objects are numbered from 6."""
    named = font or b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>",
            stream(content, about),
            named,
            *more,
        ]
    )


def pages_in_a_circle() -> bytes:
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count 3 /Parent 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 3 /Parent 3 0 R >>",
        ]
    )


def form_in_itself() -> bytes:
    """A drawing that draws itself, twice."""
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    return page_pdf(b"/X Do", stream(b"/X Do /X Do", form))


def packed_in_packed() -> bytes:
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(1000)) + packer.flush()
    return page_pdf(zlib.compress(packed, 9), about=b"/Filter [/FlateDecode /FlateDecode]")


def huge_picture() -> bytes:
    about = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
    return page_pdf(b"q 500 0 0 500 0 0 cm /X Do Q", stream(b"\x00", about))


def many_objects() -> bytes:
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
            *[b"[%d 0 R]" % (number + 5) for number in range(300_000)],
        ]
    )


def crossing_lines() -> bytes:
    """A drawing of crossing lines, as from a plotter: each could be the edge of a cell."""
    across = b"".join(b"0 %d m 595 %d l S " % (y, y) for y in range(2, 800))
    down = b"".join(b"%d 0 m %d 842 l S " % (x, x) for x in range(2, 590))
    return page_pdf(b"BT /F1 9 Tf (a) Tj ET " + (across + down) * 20)


def letters_without_names(text: bytes = b"<0001000200030004>") -> bytes:
    """A font that says how its letters look and not which they are."""
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts "
        b"[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
    )
    lines = b"".join(b"BT /F1 9 Tf 20 %d Td %b Tj ET " % (20 * line, text) for line in range(1, 30))
    return page_pdf(lines, font=font)


def pages_of_text(count: int, lines: int = 20) -> bytes:
    """Many pages of a table drawn with lines, in letters of a simple font."""
    row = b"40 %d m 550 %d l S BT /F1 9 Tf 45 %d Td (Proverka zhurnalov) Tj 250 0 Td (do 20.10.2023 i dalee) Tj ET "
    content = b"".join(row % (y, y, y + 3) for y in range(100, 100 + 20 * lines, 20))
    content += b"".join(b"%d 80 m %d 800 l S " % (x, x) for x in (40, 280, 550))
    kids = b" ".join(b"%d 0 R" % (number + 5) for number in range(count))
    about = b"/MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >>"
    page = b"<< /Type /Page /Parent 2 0 R %b >>" % about
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count),
            stream(content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *[page] * count,
        ]
    )


def deep_page(depth: int) -> bytes:
    return b"<html><body>" + b"<div><table><tr><td>" * depth


BILLION_LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY b "ha">'
    + b"".join(b'<!ENTITY b%d "%b">' % (n, b"&b%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]><a>&b9;</a>"
)
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'

HOSTILE: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "nothing": (lambda: b"", "unreadable-empty"),
    "only spaces": (lambda: b" \n\t ", "unreadable-empty"),
    "a picture named .docx": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "unreadable-picture"),
    "a photo": (lambda: b"\xff\xd8\xff\xe0" + bytes(100), "unreadable-picture"),
    "a photo of a telephone": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(100), "unreadable-picture"),
    "a bitmap": (lambda: b"BM" + bytes(100), "unreadable-picture"),
    "an old .doc": (lambda: ole("WordDocument"), "unreadable-doc"),
    "an old presentation": (lambda: ole("PowerPoint Document"), "unreadable-slides"),
    "a letter": (lambda: ole("__properties_version1.0"), "unreadable-letter"),
    "a password": (lambda: ole("EncryptedPackage"), "unreadable-password"),
    "an old .xls with nothing in it": (lambda: ole("Workbook"), "unreadable-damaged"),
    "an unknown OLE file": (lambda: ole("Contents"), "unreadable-format"),
    "an .rtf": (lambda: rb"{\rtf1\ansi }", "unreadable-rtf"),
    "a .djvu": (lambda: b"AT&TFORM" + bytes(100), "unreadable-scan"),
    "a .rar": (lambda: b"Rar!\x1a\x07\x00" + bytes(100), "unreadable-archive"),
    "a .7z": (lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100), "unreadable-archive"),
    "an archive of plans": (lambda: zipped([("plan.docx", example("003.docx"))]), "unreadable-archive"),
    "a zip that is no office file": (lambda: zipped([("readme.txt", b"x")]), "unreadable-archive"),
    "an .epub": (lambda: zipped([("mimetype", b"application/epub+zip")]), "unreadable-book"),
    "a .pptx": (lambda: zipped([("ppt/presentation.xml", b"<p/>")]), "unreadable-slides"),
    "an .odp": (
        lambda: zipped([("mimetype", b"application/vnd.oasis.opendocument.presentation")]),
        "unreadable-slides",
    ),
    "a file of Pages": (lambda: zipped([("Index/Document.iwa", b"x")]), "unreadable-apple"),
    "a file of Keynote": (lambda: zipped([("Index/Slide-1.iwa", b"x")]), "unreadable-slides"),
    "Excel's XML": (
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "unreadable-xml",
    ),
    "a web archive": (lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nx", "unreadable-web-archive"),
    "a web page without a table": (lambda: "<html><body><p>Привет".encode(), "unreadable-no-table"),
    "no table": (no_table, "unreadable-no-table"),
    "text without a table": (lambda: "Просто письмо.\nБез таблицы.".encode(), "unreadable-no-table"),
    "binary": (lambda: bytes(range(256)) * 20, "unreadable-format"),
    "21 MB": (lambda: b"a" * (21 * 1024 * 1024), "unreadable-too-large"),
    # Cut off or broken.
    "half a .docx": (lambda: example("003.docx")[:19_000], "unreadable-damaged"),
    "half a .pdf": (lambda: example("003.pdf")[:9_000], "unreadable-damaged"),
    "a .docx with broken XML": (lambda: with_part("word/document.xml", b"<<<"), "unreadable-damaged"),
    "a .docx without its text": (lambda: zipped([("word/media/a.png", b"x")]), "unreadable-damaged"),
    "a .docx without styles": (lambda: with_part("word/styles.xml", b"<styles/>"), None),
    "an .xlsx without sheets": (lambda: zipped([("xl/workbook.xml", b"<workbook/>")]), "unreadable-damaged"),
    # Bombs in archives.
    "a zip bomb": (zip_bomb, "unreadable-too-heavy"),
    "sizes that lie": (lying_sizes, "unreadable-damaged"),
    "too many members": (
        lambda: zipped((f"word/{number}.xml", b"") for number in range(2001)),
        "unreadable-too-heavy",
    ),
    "a member with a password": (locked_member, "unreadable-password"),
    "a name that climbs out": (
        lambda: zipped([("word/document.xml", b"<w/>"), ("../../etc/passwd", b"x")]),
        "unreadable-damaged",
    ),
    "a name of 10,000 letters": (
        lambda: zipped([("word/document.xml", b"<w/>"), ("word/" + "a" * 10_000, b"x")]),
        "unreadable-damaged",
    ),
    "a member packed in another way": (
        lambda: zipped([("word/document.xml", b"<w/>")], zipfile.ZIP_LZMA),
        "unreadable-damaged",
    ),
    "an archive in a document": (lambda: with_part("word/embeddings/x.zip", zip_bomb()), None),
    # Word.
    "two million paragraphs": (two_million_paragraphs, "unreadable-too-heavy"),
    "10,000 tables in each other": (lambda: nested_tables(10_000), "unreadable-damaged"),
    "60 tables in each other": (lambda: nested_tables(60), None),
    "a billion laughs": (lambda: with_part("word/document.xml", BILLION_LAUGHS), "unreadable-damaged"),
    "laughs in UTF-16": (
        lambda: with_part("word/document.xml", BILLION_LAUGHS.decode().encode("utf-16")),
        "unreadable-damaged",
    ),
    "an outside entity": (lambda: with_part("word/styles.xml", OUTSIDE), "unreadable-damaged"),
    # Excel.
    "one cell at the far corner": (far_cell, "unreadable-no-table"),
    "a far corner that kills the second reader": (far_corner_of_a_strange_plan, "unreadable-too-heavy"),
    "100,000 merged areas": (many_merges, "unreadable-too-heavy"),
    "the whole sheet merged, often": (merged_columns, "unreadable-too-heavy"),
    "200,000 texts": (lambda: shared_strings(200_000, 1), None),
    "one text of 60 MB": (lambda: shared_strings(1, 60_000_000), None),
    "50,000 rows": (many_rows, None),
    "an outside entity in a sheet": (lambda: with_sheet(lambda _: OUTSIDE), "unreadable-damaged"),
    # OpenDocument.
    "rows and columns repeated": (repeated_rows, None),
    "rows repeated in a text": (repeated_in_text, "unreadable-too-heavy"),
    "a billion laughs in an .ods": (
        lambda: open_document("", declared=BILLION_LAUGHS.decode().split("<a>")[0]),
        "unreadable-damaged",
    ),
    "a billion laughs in a flat .fods": (
        lambda: b'<?xml version="1.0"?>' + BILLION_LAUGHS.replace(b"<a>", b"<office:document>"),
        "unreadable-damaged",
    ),
    "an .odt with a password": (
        lambda: zipped(
            [
                ("mimetype", b"application/vnd.oasis.opendocument.text"),
                ("content.xml", bytes(range(200))),
                (
                    "META-INF/manifest.xml",
                    b'<m:encryption-data><m:algorithm m:algorithm-name="a"/></m:encryption-data>',
                ),
            ]
        ),
        "unreadable-password",
    ),
    # PDF.
    "pages in a circle": (pages_in_a_circle, "unreadable-scan"),
    "a drawing that draws itself": (form_in_itself, "unreadable-scan"),
    "1 GB packed twice": (packed_in_packed, "unreadable-too-heavy"),
    "a picture of 10 GB": (huge_picture, "unreadable-scan"),
    "300,000 objects": (many_objects, "unreadable-scan"),
    "28,000 crossing lines": (crossing_lines, "unreadable-too-heavy"),
    "letters without names": (letters_without_names, "unreadable-fonts"),
    "301 pages": (lambda: pages_of_text(301, 1), "unreadable-many-pages"),
    # Web pages and text.
    "a page 100,000 tables deep": (lambda: deep_page(100_000), "unreadable-no-table"),
    "a cell over a million columns": (
        lambda: b'<table><tr><td colspan="999999" rowspan="999999">x</td></tr>' * 1000,
        "unreadable-no-table",
    ),
    "20 MB of separators": (lambda: b";" * (20 * 1024 * 1024), "unreadable-too-heavy"),
    "a line of separators": (lambda: b";" * (5 * 1024 * 1024), "unreadable-too-heavy"),
    "7 MB of quotes": (lambda: b';"x""' * (7 * 200 * 1024), "unreadable-too-heavy"),
    "7 MB of open quotes": (lambda: b'a;"b\n' * 15_000 + b'"' * (7 * 1024 * 1024), "unreadable-columns"),
    "a line of 7 MB": (lambda: b"a " * (7 * 512 * 1024), "unreadable-no-table"),
    "30,000 lines": (lambda: b"a\tb\n" * 30_000, "unreadable-too-heavy"),
}
