"""Traps of tables, each in the smallest document that holds it."""

import io
from collections.abc import Sequence
from datetime import date, datetime

import docx
import openpyxl
import pytest
from docx.document import Document

from documents.reading.formats import read_file
from domain.errors import Unreadable
from domain.measures import DraftRoadmap

HEADER = ("№ п/п", "Наименование мероприятия", "Срок", "Ответственные")


def text(*lines: str | Sequence[str]) -> DraftRoadmap:
    joined = (line if isinstance(line, str) else "\t".join(line) for line in lines)
    return read_file("\n".join(joined).encode())


def word(document: Document) -> DraftRoadmap:
    data = io.BytesIO()
    document.save(data)
    return read_file(data.getvalue())


def word_table(rows: Sequence[Sequence[str]]) -> Document:
    document = docx.Document()
    document.add_paragraph("План работы на 2025 год")
    table = document.add_table(len(rows), len(rows[0]))
    for place, row in enumerate(rows):
        for cell, words in zip(table.rows[place].cells, row, strict=True):
            cell.text = words
    return document


def sheet(rows: Sequence[Sequence[object]]) -> DraftRoadmap:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    data = io.BytesIO()
    book.save(data)
    return read_file(data.getvalue())


def test_a_row_cut_by_a_page_break_in_every_cell_is_joined() -> None:
    roadmap = text(
        HEADER,
        ("1.", "Обмен опытом организации работы", "2023/2024 учебный", "Управление"),
        "",
        ("", "творческих групп", "год, далее - постоянно", "образования"),
        ("2.", "Итоги", "май 2024 г.", "Отдел образования"),
    )
    first, second = roadmap.measures
    assert first.title == "Обмен опытом организации работы творческих групп"
    assert first.deadline_text == "2023/2024 учебный год, далее - постоянно"
    assert first.responsible_text == "Управление образования"
    assert second.number == "2."


def test_a_row_without_a_title_after_a_page_break_is_a_further_result_of_the_measure() -> None:
    header = ("№", "Мероприятие", "Результат", "Срок", "Ответственные")
    roadmap = text(
        header,
        ("", "Мониторинг", "Издан приказ", "до 15.01.2023 г.", "Акимова Н.А., директор школы"),
        "",
        ("", "", "Аналитическая справка", "до 20.01.2023 г.", "Шабанова Н.С., учитель"),
    )
    assert [(one.title, one.result) for one in roadmap.measures] == [
        ("Мониторинг", "Издан приказ"),
        ("Мониторинг", "Аналитическая справка"),
    ]


def test_a_position_cut_from_its_name_by_a_page_break_comes_back_to_it() -> None:
    roadmap = text(
        HEADER,
        ("1.", "Семинар", "февраль 2023 г.", "Шарик Н.Н.,"),
        "",
        ("", "", "", "заместитель директора по УВР"),
    )
    (measure,) = roadmap.measures
    assert [(party.name, party.position) for party in measure.parties] == [
        ("Шарик Н.Н.", "заместитель директора по УВР")
    ]


def test_a_header_printed_again_and_column_numbers_are_no_measures() -> None:
    roadmap = text(
        HEADER, ("1", "2", "3", "4"), ("1.", "Первое", "май 2024 г.", "Отдел"), "", HEADER,
        ("2.", "Второе", "июнь 2024 г.", "Отдел"), ("---", "---", "---", "---"),
    )  # fmt: skip
    assert [measure.title for measure in roadmap.measures] == ["Первое", "Второе"]


def test_a_bare_line_and_a_heading_over_two_cells_are_sections() -> None:
    roadmap = text(
        HEADER,
        "I. Работа с кадрами",
        ("1.", "Первое", "май 2024 г.", "Отдел"),
        ("2. Мониторинг оценки изменений", "", "в сфере занятости", ""),
        ("1.", "Второе", "июнь 2024 г.", "Отдел"),
    )
    assert [(one.section, one.number) for one in roadmap.measures] == [
        ("I. Работа с кадрами", "1."),
        ("2. Мониторинг оценки изменений в сфере занятости", "1."),
    ]


def test_cells_shifted_one_column_to_the_left_find_their_columns() -> None:
    header = ("№", "Мероприятие", "Результат", "Срок", "Ответственные")
    roadmap = text(
        header,
        ("", "Опрос", "Анкеты собраны", "до 14.10.2022 г.", "Шарик Н.Н., учитель"),
        ("", "", "Справка готова", "до 17.10.2022 г.", "Шарик Н.Н., учитель"),
        ("Совещание с педагогами", "Протокол", "до 20.10.2022 г.", "Шарик Н.Н., учитель", ""),
        ("Размещение отчёта", "", "до 28.10.2022 г.", "Бондаренко А.Е., учитель", ""),
    )
    _, _, whole, lone = roadmap.measures
    assert (whole.title, whole.result, whole.stages[0].due) == (
        "Совещание с педагогами",
        "Протокол",
        date(2022, 10, 20),
    )
    assert (lone.title, lone.result) == ("Совещание с педагогами", "Размещение отчёта")
    assert "row" in {question.column for question in lone.questions}


def test_automatic_numbers_of_word_count_as_printed() -> None:
    document = word_table([HEADER, ("", "Первое", "май 2025 г.", "Отдел"), ("", "Второе", "июнь 2025 г.", "Отдел")])
    for row in document.tables[0].rows[1:]:
        row.cells[0].paragraphs[0].style = document.styles["List Number"]
    assert [measure.number for measure in word(document).measures] == ["1.", "2."]


def test_a_title_merged_over_two_rows_belongs_to_both() -> None:
    header = ("№", "Мероприятие", "Результат", "Срок", "Ответственные")
    rows = [
        header,
        ("1.", "Мониторинг", "Приказ", "15.01.2025", "Отдел"),
        ("", "", "Справка", "20.01.2025", "Отдел"),
    ]
    document = word_table(rows)
    table = document.tables[0]
    table.cell(1, 1).merge(table.cell(2, 1))
    table.cell(1, 0).merge(table.cell(2, 0))
    assert [(one.number, one.title, one.result) for one in word(document).measures] == [
        ("1.", "Мониторинг", "Приказ"),
        ("1.", "Мониторинг", "Справка"),
    ]


def test_a_merged_row_of_word_is_a_section() -> None:
    document = word_table([HEADER, ("Работа с кадрами", "", "", ""), ("1", "Первое", "май 2025 г.", "Отдел")])
    row = document.tables[0].rows[1]
    row.cells[0].merge(row.cells[3])
    (measure,) = word(document).measures
    assert measure.section == "Работа с кадрами"


def test_a_table_that_goes_on_without_a_header_keeps_its_columns() -> None:
    document = word_table([HEADER, ("1", "Первое", "май 2025 г.", "Отдел")])
    document.add_paragraph("")
    table = document.add_table(1, 4)
    for cell, words in zip(table.rows[0].cells, ("2", "Второе", "июнь 2025 г.", "Отдел"), strict=True):
        cell.text = words
    assert [measure.title for measure in word(document).measures] == ["Первое", "Второе"]


def test_an_approval_table_above_the_plan_is_not_its_title() -> None:
    document = docx.Document()
    approval = document.add_table(1, 2)
    approval.rows[0].cells[1].text = "УТВЕРЖДАЮ\nДиректор школы\nАкимова Н.А."
    document.add_paragraph("Дорожная карта развития на 2025 год")
    table = document.add_table(2, 4)
    for row, words in zip(table.rows, (HEADER, ("1", "Первое", "май", "Отдел")), strict=True):
        for cell, one in zip(row.cells, words, strict=True):
            cell.text = one
    roadmap = word(document)
    assert roadmap.title == "Дорожная карта развития на 2025 год"
    assert [one.stages[0].due for one in roadmap.measures] == [date(2025, 5, 31)]


def test_a_date_cell_of_excel_is_a_date() -> None:
    roadmap = sheet([HEADER, (1, "Первое", datetime(2025, 5, 20), "Отдел")])  # noqa: DTZ001
    (measure,) = roadmap.measures
    assert (measure.number, measure.deadline_text) == ("1", "20.05.2025")
    assert measure.stages[0].due == date(2025, 5, 20)


def test_a_missing_responsible_and_a_repeated_row_are_asked() -> None:
    rows = [HEADER, ("1", "Первое", "май 2025 г.", "Отдел"), ("2", "Второе", "июнь 2025 г.", "")]
    repeated = ("3", "Первое", "май 2025 г.", "Отдел")
    roadmap = sheet([*rows, repeated])
    assert [{question.column for question in one.questions} for one in roadmap.measures] == [
        set(),
        {"responsible"},
        {"row"},
    ]


def test_schools_of_the_title_are_paired_with_the_dates_by_their_order_and_asked() -> None:
    roadmap = text(
        HEADER,
        ("1", "Неделя науки: СШ № 7 г. Волковыска СШ № 2 г.п. Россь", "Февраль 2024 г. Апрель 2024 г.", "Отдел"),
    )
    (measure,) = roadmap.measures
    assert [(stage.label, stage.due) for stage in measure.stages] == [
        ("СШ № 7 г. Волковыска", date(2024, 2, 29)),
        ("СШ № 2 г.п. Россь", date(2024, 4, 30)),
    ]
    assert measure.questions


def test_more_dates_than_schools_are_not_paired_but_asked() -> None:
    dates = "Февраль 2024 г. Апрель 2024 г. Май 2024 г."
    roadmap = text(HEADER, ("1", "Неделя науки: СШ № 7 г. Волковыска СШ № 2 г.п. Россь", dates, "Отдел"))
    (measure,) = roadmap.measures
    assert [stage.label for stage in measure.stages] == [None, None, None]
    assert measure.questions


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8_r", "cp866"])
def test_text_in_every_usual_encoding_is_read(encoding: str) -> None:
    lines = [
        "План работы на 2025 год",
        "\t".join(HEADER).replace("№ ", ""),
        "1\tОткрытие класса\tмай\tОтдел образования",
    ]
    roadmap = read_file("\r\n".join(lines).encode(encoding))
    assert (roadmap.title, roadmap.measures[0].title) == ("План работы на 2025 год", "Открытие класса")


def test_a_file_without_a_table_of_two_columns_and_two_rows_is_refused() -> None:
    with pytest.raises(Unreadable, match="unreadable-no-table"):
        sheet([("Привет", "мир"), ("Пока", None)])


def test_a_deadline_far_outside_the_plan_is_asked() -> None:
    document = word_table(
        [HEADER, ("1", "Первое", "до 15.10.2035 г.", "Отдел"), ("2", "Второе", "до 15.10.2025 г.", "Отдел")]
    )
    first, second = word(document).measures
    assert [one.due for question in first.questions for one in question.proposals] == [date(2025, 10, 15)]
    assert first.stages[0].due == date(2035, 10, 15)
    assert second.questions == ()


def test_a_stray_cell_far_below_the_plan_is_reported_and_the_plan_is_read() -> None:
    book = openpyxl.Workbook()
    for row in (HEADER, (1, "Первое", "май 2025 г.", "Отдел")):
        book.worksheets[0].append(row)
    book.worksheets[0]["XFD1048576"] = "x"
    data = io.BytesIO()
    book.save(data)
    roadmap = read_file(data.getvalue())
    assert [measure.title for measure in roadmap.measures] == ["Первое"]
    assert len(roadmap.problems) == 1
