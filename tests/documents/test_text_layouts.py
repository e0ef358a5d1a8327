"""Plans as plain text: signs between the columns, quotes, encodings, columns printed with spaces."""

import pytest

from documents.reading.files.encodings import decode
from documents.reading.formats import read_file
from domain.errors import Unreadable
from domain.measures import DraftRoadmap

TITLE = "План работы на 2023/2024 учебный год"
QUOTED = f"""{TITLE};;;
№;Мероприятие;Срок;Ответственный
1;"Проверка журналов; дневников, ""тетрадей""
второй строкой";до 20.10.2023;Шабанова Н.С., завуч
2;Педсовет «Итоги, планы»;ноябрь 2023;Шарик Н.Н.
3;"Точка роста" открыта;декабрь 2023;Шарик Н.Н.
"""


def rows(roadmap: DraftRoadmap) -> list[tuple[str | None, ...]]:
    return [(one.number, one.title, one.deadline_text, one.responsible_text) for one in roadmap.measures]


def signed(sign: str) -> str:
    """The same table with another sign between its columns."""
    return QUOTED if sign == ";" else QUOTED.replace(sign, "@").replace(";", sign).replace("@", ";")


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_with_signs_between_its_columns_is_read(sign: str, encoding: str, end: str) -> None:
    roadmap = read_file(signed(sign).replace("\n", end).encode(encoding))
    assert roadmap.title == TITLE
    assert [one[0] for one in rows(roadmap)] == ["1", "2", "3"]
    assert [one[2] for one in rows(roadmap)] == ["до 20.10.2023", "ноябрь 2023", "декабрь 2023"]
    titles = [one.title for one in roadmap.measures]
    assert titles[0].endswith('"тетрадей" второй строкой')
    assert titles[2] == '"Точка роста" открыта'


def test_the_first_line_may_name_the_sign() -> None:
    roadmap = read_file(("sep=,\n" + signed(",")).encode())
    assert rows(roadmap)[1] == ("2", "Педсовет «Итоги; планы»", "ноябрь 2023", "Шарик Н.Н.")


def test_a_row_is_found_again_by_its_line_in_the_file() -> None:
    assert [one.source.line for one in read_file(QUOTED.encode()).measures] == [3, 5, 6]


def test_a_table_of_markdown_is_read() -> None:
    text = f"""# {TITLE}

| № | Мероприятие | Срок | Ответственный |
|---|:-----------:|-----:|---------------|
| **I. Контроль** | | | |
| 1 | Проверка журналов | до 20.10.2023 | Шабанова Н.С. |
| 2 | Педсовет \\| итоги<br>четверти | ноябрь 2023 | Шарик Н.Н. |

Директор
"""
    roadmap = read_file(text.encode())
    assert (roadmap.title, {one.section for one in roadmap.measures}) == (TITLE, {"I. Контроль"})
    assert rows(roadmap) == [
        ("1", "Проверка журналов", "до 20.10.2023", "Шабанова Н.С."),
        ("2", "Педсовет | итоги четверти", "ноябрь 2023", "Шарик Н.Н."),
    ]


SPACED = """            ПЛАН РАБОТЫ
     на 2023/2024 учебный год

№    Мероприятие                 Срок            Ответственный
п/п                              исполнения

1.   Проверка журналов и         до 20.10.2023   Шабанова Н.С.
     дневников учащихся
2.   Педсовет                    ноябрь 2023     Шарик Н.Н.,
                                                 завуч
10.  Линейка                     май 2024        Шабанова Н.С.

Директор школы        И.И. Иванов
"""


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "cp866"])
def test_columns_printed_with_spaces_are_read(encoding: str) -> None:
    roadmap = read_file(SPACED.encode(encoding))
    assert roadmap.title == "ПЛАН РАБОТЫ на 2023/2024 учебный год"
    assert rows(roadmap) == [
        ("1.", "Проверка журналов и дневников учащихся", "до 20.10.2023", "Шабанова Н.С."),
        ("2.", "Педсовет", "ноябрь 2023", "Шарик Н.Н., завуч"),
        ("10.", "Линейка", "май 2024", "Шабанова Н.С."),
    ]


def test_columns_printed_with_spaces_need_no_numbers() -> None:
    text = """План на 2024 год
Мероприятие            Срок          Ответственный
Проверка журналов      март 2024     Шабанова Н.С.
Педсовет               апрель 2024   Шарик Н.Н.
Линейка                май 2024      Шарик Н.Н.
"""
    assert [one[1:3] for one in rows(read_file(text.encode()))] == [
        ("Проверка журналов", "март 2024"),
        ("Педсовет", "апрель 2024"),
        ("Линейка", "май 2024"),
    ]


@pytest.mark.parametrize(
    "letter",
    [
        "Уважаемые коллеги, совещание переносится.\n" * 5,
        "Да, нет; может быть.\nНет, да; никогда.\n\nС уважением,  Шарик Н.Н.\n",
        "Купить:\n- мел\n- доску\n- журнал\n",
    ],
)
def test_a_letter_is_no_table(letter: str) -> None:
    with pytest.raises(Unreadable, match="unreadable-no-table"):
        read_file(letter.encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"])
@pytest.mark.parametrize(
    "text",
    [
        "ПЛАН РАБОТЫ",
        "План работы школы на май",
        "Мероприятие\tСрок",
        "до 20.10.2022 г.",
        "Срок до 1 мая",
        "№ 5: «Точка роста» — ГОТОВО".replace("№", "N").replace("«", '"').replace("»", '"').replace("—", "-"),
        "Линейка",
        "ОТВЕТСТВЕННЫЙ ИСПОЛНИТЕЛЬ",
    ],
)
def test_short_text_is_read_in_every_russian_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_belarusian_text_is_read() -> None:
    text = "План работы\nМерапрыемства па ўдасканаленні, тэрмін выканання, адказны выканаўца"
    assert decode(text.encode("cp1251")) == text


def test_one_broken_letter_does_not_make_another_encoding_of_utf8() -> None:
    data = ("Проверка журналов\tдо 20.10.2022\n" * 20).encode()
    assert decode(data[:31] + data[32:]).count("Проверка") == 20


def test_utf16_that_breaks_off_is_damaged() -> None:
    with pytest.raises(Unreadable, match="unreadable-damaged"):
        decode("План работы".encode("utf-16")[:-1])
