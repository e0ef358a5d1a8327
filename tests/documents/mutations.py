"""Office files changed at random: flipped bits, cut ends, swapped parts, lost elements, absurd numbers and cells."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from copy import deepcopy
from random import Random

import openpyxl
from lxml import etree

from tests.documents.readings import ROOT, example

FILES = ROOT / "tests" / "documents" / "files"
NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"2",
    b"60",
    b"255",
    b"65536",
    b"1048576",
    b"2147483647",
    b"99999999999999999999",
    b"",
    b"x",
)
PHRASES = (
    *(
        "до 20.10.2022 г.",
        "31.02.2023",
        "30.13.9999",
        "0000-00-00",
        "ежегодно, июнь-август",
        "постоянно",
        "до 99.99.99",
    ),
    *(
        "1 раз в квартал (январь, май)",
        "5.01.2023 г. - 20.01.2023 г.",
        "с 40 по 50 число",
        "в течение 0 дней",
        "-",
        "—",
    ),
    *(
        "2 раза в год (декабрь, май)",
        "до 25 числа",
        "последняя среда месяца",
        "каждые 1000000 лет",
        "2022-2026 гг.",
        "\x0b",
    ),
    *(
        "Шабанова Н.С., заместитель директора по УВР",
        "№",
        "Срок",
        "Мероприятие",
        "1.1.1.1",
        "IIII",
        "=1/0",
        "1e308",
        "²³",
    ),
    *(
        "\u202eтекст",
        "а" * 3000,
        "😀" * 20,
        "до " * 500,
        "20.10.2022 " * 60,
        "((((((((((",
        "II четверть",
        "ЯНВАРЬ",
        "И того",
    ),
)
SOURCES: dict[str, Callable[[Random], bytes]] = {
    "docx": lambda chance: example(f"00{chance.randrange(5)}.docx"),
    "xlsx": lambda chance: example(f"00{chance.randrange(5)}.xlsx"),
    "pdf": lambda chance: example(f"00{chance.randrange(5)}.pdf"),
    "txt": lambda chance: example(f"00{chance.randrange(5)}.txt"),
    "xls": lambda chance: (FILES / f"00{chance.randrange(5)}.xls").read_bytes(),
    "ods": lambda chance: (FILES / f"00{chance.randrange(5)}.ods").read_bytes(),
    "odt": lambda chance: (FILES / f"00{chance.randrange(5)}.odt").read_bytes(),
    "html": lambda chance: (FILES / chance.choice(("word.html", "excel.html"))).read_bytes(),
}
ZIPPED = ("docx", "xlsx", "ods", "odt")


def mutated(seed: int) -> tuple[str, bytes]:
    """The mutation of this number: what was done, and the file."""
    chance = Random(seed)
    kind = chance.choice(tuple(SOURCES))
    data = SOURCES[kind](chance)
    ways: list[Callable[[bytes, Random], bytes]] = [bits, cut, chunks, random_sheet, random_text]
    if kind in ZIPPED:
        ways = [bits, cut, random_sheet, *[swapped, without_element, numbers, words, part_bits] * 4]
    elif kind == "pdf":
        ways += [streams] * 5
    elif kind in {"txt", "html"}:
        ways += [lines, phrases] * 3
    way = chance.choice(ways)
    return f"{kind} {way.__name__}", way(data, chance)


def bits(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 30, 300))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data))]


def chunks(data: bytes, chance: Random) -> bytes:
    """A stretch doubled, lost, or filled with one byte."""
    begin = chance.randrange(len(data))
    end = min(len(data), begin + chance.choice((1, 50, 5000)))
    middle = chance.choice((data[begin:end] * 2, b"", bytes([chance.randrange(256)]) * (end - begin)))
    return data[:begin] + middle + data[end:]


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def _xml(parts: dict[str, bytes], chance: Random) -> str:
    """A part with XML, most often the one with the table."""
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    main = [name for name in names if name.endswith(("document.xml", "content.xml", "sheet1.xml", "sharedStrings.xml"))]
    return chance.choice(main if chance.random() < 0.7 else names)


def swapped(data: bytes, chance: Random) -> bytes:
    """Two parts exchanged, or one lost."""
    parts = _parts(data)
    first, second = chance.sample(sorted(parts), 2)
    if chance.random() < 0.5:
        parts[first], parts[second] = parts[second], parts[first]
    else:
        del parts[first]
    return _packed(parts)


def part_bits(data: bytes, chance: Random) -> bytes:
    parts = _parts(data)
    name = _xml(parts, chance)
    parts[name] = bits(parts[name], chance)
    return _packed(parts)


def without_element(data: bytes, chance: Random) -> bytes:
    """Elements lost, doubled, or moved to another place."""
    parts = _parts(data)
    name = _xml(parts, chance)
    root = etree.fromstring(parts[name])
    for _ in range(chance.choice((1, 5, 50))):
        elements = [one for one in root.iter() if one.getparent() is not None]
        if not elements:
            break
        chosen, other = chance.choice(elements), chance.choice(elements)
        way = chance.randrange(3)
        if way == 0:
            chosen.getparent().remove(chosen)
        elif way == 1 and len(elements) < 20_000:
            chosen.addnext(deepcopy(chosen))
        elif other not in list(chosen.iter()):
            other.append(chosen)
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return _packed(parts)


def numbers(data: bytes, chance: Random) -> bytes:
    """Numbers in attributes and values made absurd."""
    parts = _parts(data)
    name = _xml(parts, chance)
    share = chance.choice((0.01, 0.1, 0.5))

    def instead(found: re.Match[bytes]) -> bytes:
        return found[1] + chance.choice(NUMBERS) + found[2] if chance.random() < share else found[0]

    parts[name] = re.sub(rb'(["A-Z>])\d+(["<:])', instead, parts[name])
    return _packed(parts)


def words(data: bytes, chance: Random) -> bytes:
    """Texts of the document replaced by strange ones."""
    parts = _parts(data)
    name = _xml(parts, chance)
    root = etree.fromstring(parts[name])
    for element in root.iter():
        if element.text and element.text.strip() and chance.random() < 0.3:
            element.text = re.sub(r"[\x00-\x1f]", " ", chance.choice(PHRASES))
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return _packed(parts)


def streams(data: bytes, chance: Random) -> bytes:
    """The drawing of the pages unpacked and its numbers and letters changed."""

    def instead(found: re.Match[bytes]) -> bytes:
        try:
            content = zlib.decompress(found[1])
        except zlib.error:
            return found[0]
        if chance.random() < 0.7:
            share = chance.choice((0.001, 0.02, 0.3))
            content = re.sub(
                rb"\d+", lambda one: chance.choice(NUMBERS) if chance.random() < share else one[0], content
            )
        else:
            content = bits(content, chance) if content else content
        return b"stream\n" + zlib.compress(content) + b"\nendstream"

    return re.sub(rb"stream\r?\n(.*?)\r?\nendstream", instead, data, flags=re.DOTALL)


def lines(data: bytes, chance: Random) -> bytes:
    """Lines shuffled, doubled, lost; tabs where there were none."""
    given = data.split(b"\n")
    kept = [line for line in given if chance.random() < 0.9]
    if chance.random() < 0.5:
        chance.shuffle(kept)
    sign = chance.choice((b"\t", b";", b",", b"|", b"  ", b"\t\t", b'"', b"\x00"))
    return chance.choice((b"\n", b"\r\n", b"\r", b"\n\n")).join(line.replace(b"\t", sign) for line in kept)


def phrases(data: bytes, chance: Random) -> bytes:
    """Cells of a text replaced by strange ones, in any encoding."""
    text = data.decode("utf-8", "replace")
    cells = re.split(r"(\t|\n|<[^>]*>)", text)
    mixed = "".join(
        chance.choice(PHRASES) if place % 2 == 0 and chance.random() < 0.2 else cell for place, cell in enumerate(cells)
    )
    return mixed.encode(chance.choice(("utf-8", "utf-16", "cp1251", "koi8-r", "cp866")), "replace")


def random_sheet(_: bytes, chance: Random) -> bytes:
    """A sheet of strange cells and merges anywhere."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(chance.sample(["№", "Мероприятие", "Срок", "Ответственный", "Результат", "", "x"], 7))
    for _row in range(chance.choice((3, 30, 200))):
        cells = [re.sub(r"[\x00-\x1f]", " ", chance.choice((*PHRASES, "", ""))) for _column in range(7)]
        sheet.append(
            [chance.choice((cell, 45000.5, -1, True, None)) if chance.random() < 0.2 else cell for cell in cells]
        )
    for _merge in range(chance.choice((0, 3, 20))):
        row, column = chance.randrange(1, 40), chance.randrange(1, 8)
        sheet.merge_cells(None, row, column, row + chance.randrange(4), column + chance.randrange(4))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def random_text(_: bytes, chance: Random) -> bytes:
    """A table of strange cells as text."""
    sign = chance.choice(("\t", ";", ",", "|", "   "))
    head = ["№", "Мероприятие", "Срок", "Ответственный"]
    rows = [head, *([chance.choice(PHRASES) for _ in range(chance.randrange(1, 6))] for _ in range(40))]
    return "\n".join(sign.join(row) for row in rows).encode(chance.choice(("utf-8", "utf-16-le", "cp1251")), "replace")
