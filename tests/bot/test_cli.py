"""What a person types, what the program answers, and with which exit code."""

import errno
import io
import json
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import cli
from bot.commands.console import command_line
from bot.commands.plan_table import plan_lines
from bot.system_errors import reason
from delivery.texts import label
from documents.reading.detect import CODES
from domain.measures import (
    DraftMeasure,
    DraftRoadmap,
    Indicator,
    Party,
    Problem,
    Question,
    Source,
    Span,
    Stage,
)
from tests.bot.kept_logging import kept_logging

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


class Terminal:
    """A command line in an empty folder; keeps what the last command printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = self.err = ""

    def types(self, *words: str) -> int:
        with kept_logging(), pytest.raises(SystemExit) as left:
            command_line(cli, words)
        self.out, self.err = self._capsys.readouterr()
        assert isinstance(left.value.code, int)
        return left.value.code


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("VSROK_")]:
        monkeypatch.delenv(name)
    return Terminal(capsys)


@pytest.mark.parametrize(
    "command", [(), ("run",), ("check",), ("read",), ("deadline",), ("migrate",), ("backup",), ("sandbox",)]
)
def test_help_is_in_russian(terminal: Terminal, command: tuple[str, ...]) -> None:
    assert terminal.types(*command, "--help") == 0
    assert terminal.out.startswith("Вызов: vsrok")
    assert "Показать эту справку и выйти." in terminal.out
    for english in ("Usage", "Options", "Commands", "Show this", "exit."):
        assert english not in terminal.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["chek"], "Нет команды «chek». Возможно, check."),
        (["check", "--confg", "x"], "Нет параметра --confg. Возможно, --config."),
        (["read"], "Не хватает: ФАЙЛ."),
        (["deadline"], "Нужна либо запись срока в кавычках, либо --batch ФАЙЛ."),
        (["deadline", "август", "--country", "KZ"], "Не подходит значение: --country (нужно: RU, BY)."),
        (["deadline", "август", "--period", "2022"], "Период «2022» записан неверно. Нужно: 2022-09-01..2023-05-31"),
        (["deadline", "август", "--period", "2023-01-01..2022-01-01"], "кончается раньше, чем начинается"),
        (["sandbox", "--start", "завтра"], "Момент «завтра» записан неверно."),
        (["sandbox", "--start", "2022-09-26T09:00:00"], "Момент «2022-09-26T09:00:00» записан неверно."),
        (["read", "plan.docx"], "Файла plan.docx нет."),
        (["read", "."], "Файл . не открывается: это папка, а нужен файл."),
        (["deadline", "август", "--period"], "Не хватает: --period С..ПО."),
        (["deadline", "август", "--json=1"], "Параметр --json пишется без значения."),
        (["--help=1"], "Параметр --help пишется без значения."),
        (["deadline", "до", "20.10.2022"], "Лишнее: 20.10.2022. Запись из нескольких слов берут в кавычки."),
        (["check", "now", "please"], "Лишнее: now please."),
        (["sandbox", "--port", "0"], "Не подходит значение: --port (нужно: число от 1 до 65535)."),
        (["sandbox", "--port", "восемь"], "Не подходит значение: --port (нужно: число от 1 до 65535)."),
        (["check", "--config", "none.toml"], "none.toml: файла нет."),
        (["check", "--config", "."], ".: файл не открывается (это папка, а нужен файл)."),
    ],
)
def test_a_mistake_is_told_in_one_russian_sentence_with_code_2(
    terminal: Terminal, words: list[str], sentence: str
) -> None:
    assert terminal.types(*words) == 2
    assert sentence in terminal.err
    assert terminal.out == ""
    assert "Traceback" not in terminal.err


def test_data_that_have_no_folder_stop_a_command_with_a_sentence(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    for command in ("migrate", "run"):
        assert terminal.types(command) == 1
        assert terminal.err == f"{tmp_path / 'data'} — файл, а для данных нужна папка (path в разделе [storage]).\n"


def test_a_file_that_is_no_database_is_told_in_a_sentence(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "vsrok.sqlite3").write_text("not a database")
    assert terminal.types("migrate") == 1
    assert terminal.err.startswith("База не обновлена. Её ответ: ")
    assert terminal.types("backup", "copies") == 1
    assert terminal.err.startswith("База не копируется. Её ответ: ")


def test_a_copy_that_has_no_folder_is_told_in_a_sentence(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.types("migrate") == 0
    (tmp_path / "copies").write_text("a file where the folder should be")
    assert terminal.types("backup", "copies") == 1
    assert terminal.err.startswith("Копия не записана: на месте папки стоит файл (copies/vsrok-")


def test_an_archive_that_is_there_already_is_not_written_over(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.types("migrate") == 0
    (tmp_path / "monday.zip").write_bytes(b"an older copy")
    assert terminal.types("backup", "monday.zip") == 2
    assert terminal.err == "Файл monday.zip уже есть, копия не сделана. Назовите другое имя или папку.\n"
    assert (tmp_path / "monday.zip").read_bytes() == b"an older copy"
    assert terminal.types("backup", "tuesday.zip") == 0
    assert (tmp_path / "tuesday.zip").is_file()


def test_a_copy_goes_into_a_folder_whatever_its_name(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.types("migrate") == 0
    (tmp_path / "copies.zip").mkdir()
    assert terminal.types("backup", "copies.zip") == 0
    assert [path.suffix for path in (tmp_path / "copies.zip").iterdir()] == [".zip"]


def test_a_port_that_is_taken_is_told_in_a_sentence(terminal: Terminal) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert terminal.types("sandbox", "--port", str(taken.getsockname()[1])) == 1
    assert terminal.err == "Песочница не запустилась: порт занят.\n"


@pytest.mark.parametrize(
    ("number", "words"), [(errno.EACCES, "нет прав"), (errno.EXDEV, f"отказ системы, код {errno.EXDEV}")]
)
def test_a_refusal_of_the_system_is_told_in_russian(number: int, words: str) -> None:
    assert reason(OSError(number, os.strerror(number))) == words


def test_check_shows_what_the_settings_mean_and_no_secret(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        f'[telegram]\ntoken = "{TOKEN}"\nproxy = "socks5://user:hunter2@host:1080"\n'
        '[district]\nzone = "Europe/Minsk"\n',
        encoding="utf-8",
    )
    assert terminal.types("check") == 0
    assert "Europe/Minsk" in terminal.out
    assert "ключ есть" in terminal.out
    assert "через прокси" in terminal.out
    assert "не указан ни один администратор" in terminal.out
    assert "Ошибок нет." in terminal.out
    for secret in ("AAHdq", "hunter2"):
        assert secret not in terminal.out + terminal.err
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]


def test_check_finds_that_the_data_cannot_be_kept(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    assert terminal.types("check") == 1
    assert "а для данных нужна папка" in terminal.err


def test_check_names_all_mistakes_of_the_file_in_this_folder(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[outbox]\nin_flight = 0\n[district]\nzone = "Msk"\n', encoding="utf-8")
    assert terminal.types("check") == 2
    assert "config.toml, строка 2" in terminal.err
    assert "config.toml, строка 4" in terminal.err


def test_migrate_makes_the_database_and_backup_copies_it(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.types("backup", "copies") == 2
    assert "копировать нечего" in terminal.err
    assert terminal.types("migrate") == 0
    assert terminal.types("migrate") == 0
    with closing(sqlite3.connect(tmp_path / "data" / "vsrok.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
    assert terminal.types("backup", "copies") == 0
    [archive] = (tmp_path / "copies").iterdir()
    assert archive.name.startswith("vsrok-20")
    assert f"Копия готова: copies/{archive.name} (вложений: 0," in terminal.out


def test_a_database_elsewhere_is_not_copied_halfway(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VSROK_STORAGE__URL", "postgresql+asyncpg://user:hunter2@host/vsrok")
    assert terminal.types("backup", "copies") == 1
    assert "pg_dump" in terminal.err
    assert "hunter2" not in terminal.err
    assert list(tmp_path.iterdir()) == []


def test_a_deadline_is_printed_as_json_of_the_contract(terminal: Terminal) -> None:
    assert terminal.types("deadline", "до 20.10.2022 г.", "--period", "2022-09-01..2023-05-31", "--json") == 0
    answer = json.loads(terminal.out)
    assert set(answer) == {"stages", "questions"}
    [stage] = answer["stages"]
    assert (stage["kind"], stage["start"], stage["due"]) == ("once", None, "2022-10-20")


def test_a_deadline_takes_the_bounds_of_its_series_from_the_period(terminal: Terminal) -> None:
    assert terminal.types("deadline", "ежеквартально", "--period", "2023-01-01..2023-12-31") == 0
    assert terminal.out == "раз в квартал, с 1 января по 31 декабря 2023\n"


def test_a_batch_answers_a_line_for_a_line_in_order(terminal: Terminal, tmp_path: Path) -> None:
    phrases = [
        {"phrase": "до 20.10.2022 г.", "period": "2022-09-01..2023-05-31", "country": "RU"},
        {"phrase": "постоянно", "period": {"start": "2023-01-01", "end": "2023-12-31"}, "country": None},
        {"phrase": "до 05.11.2022"},
    ]
    (tmp_path / "batch.jsonl").write_text("\n".join(map(json.dumps, phrases)) + "\n", encoding="utf-8")
    assert terminal.types("deadline", "--batch", "batch.jsonl") == 0
    answers = [json.loads(line)["stages"][0] for line in terminal.out.splitlines()]
    assert [(stage["kind"], stage["due"]) for stage in answers] == [
        ("once", "2022-10-20"),
        ("ongoing", "2023-12-31"),
        ("once", "2022-11-05"),
    ]


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[]",
        "null",
        "[" * 5000,
        '{"phrase": 5}',
        '{"phrase": "x", "country": "KZ"}',
        '{"phrase": "x", "period": 7}',
    ],
)
def test_a_batch_answers_a_bad_line_with_its_error_and_goes_on(terminal: Terminal, tmp_path: Path, bad: str) -> None:
    lines = ['{"phrase": "август 2024 г."}', "", bad, '{"phrase": "до 20.10.2022"}']
    (tmp_path / "batch.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert terminal.types("deadline", "--batch", "batch.jsonl") == 2
    before, wrong, after = map(json.loads, terminal.out.splitlines())
    assert (before["stages"][0]["due"], after["stages"][0]["due"]) == ("2024-08-31", "2022-10-20")
    assert (wrong["stages"], wrong["questions"]) == ([], [])
    assert wrong["error"].startswith("Строка 3: нужен объект JSON")
    assert terminal.err == wrong["error"] + "\n"


def test_a_batch_in_another_encoding_says_so_line_by_line(terminal: Terminal, tmp_path: Path) -> None:
    lines = ['{"phrase": "август 2024 г."}'.encode("cp1251"), b'{"phrase": "20.10.2022"}']
    (tmp_path / "batch.jsonl").write_bytes(b"\n".join(lines))
    assert terminal.types("deadline", "--batch", "batch.jsonl") == 2
    assert ["error" in json.loads(line) for line in terminal.out.splitlines()] == [True, False]
    assert "нужна кодировка UTF-8" in terminal.err


def test_a_batch_with_a_bad_period_says_what_is_wrong_with_it(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "batch.jsonl").write_text('{"phrase": "x", "period": "2022"}\n{\n', encoding="utf-8")
    assert terminal.types("deadline", "--batch", "batch.jsonl") == 2
    assert terminal.err.startswith("Строка 1: Период «2022» записан неверно.")
    assert "ещё: 1" in terminal.err
    assert len(terminal.out.splitlines()) == 2


def test_a_roadmap_is_read_as_one_json_object_and_nothing_else(terminal: Terminal) -> None:
    assert terminal.types("read", str(ROOT / "examples" / "003.docx"), "--json") == 0
    plan = json.loads(terminal.out)
    assert len(plan["measures"]) == 27  # rows with a deadline of their own, counted in the document
    assert plan["measures"][0]["deadline_text"]
    assert terminal.err == ""


def test_a_file_that_is_no_roadmap_is_refused_in_russian_with_code_2(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Уважаемые коллеги, совещание переносится.\n" * 3, encoding="utf-8")
    assert terminal.types("read", "letter.txt", "--json") == 2
    assert terminal.out == ""
    assert terminal.err.startswith("В этом файле нет таблицы с мероприятиями и сроками.")
    assert terminal.err.count("\n") == 1


def test_columns_that_nothing_tells_are_shown_with_their_first_rows(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "colours.txt").write_text("красный\tсиний\tзелёный\n" * 6, encoding="utf-8")
    assert terminal.types("read", "colours.txt", "--json") == 2
    assert terminal.out == ""
    sentence, *rest = terminal.err.splitlines()
    assert sentence.startswith("Таблица в файле есть, но не понять")
    assert rest[1].strip() == "1) красный | 2) синий | 3) зелёный"


@pytest.mark.parametrize("name", ["003.odt", "003.ods", "003.xls", "word.html"])
def test_the_formats_of_other_programs_are_read(terminal: Terminal, name: str) -> None:
    assert terminal.types("read", str(ROOT / "tests" / "documents" / "files" / name), "--json") == 0
    assert len(json.loads(terminal.out)["measures"]) == 27


def test_every_reason_not_to_read_a_file_has_its_sentence() -> None:
    for code in CODES:
        assert label(f"refusal-{code}", size_mb=48.5, limit_mb=20)


def test_the_program_speaks_utf8_to_a_pipe_of_another_encoding(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "deadline", "ежегодно, июнь-август"]
    environ = {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, timeout=60, check=True, env=environ, cwd=tmp_path)
    assert done.stdout.decode("utf-8") == "ежегодно, июнь–август\n"


def test_a_reader_that_leaves_early_gets_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "batch.jsonl").write_text('{"phrase": "август 2024 г."}\n' * 2000, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "deadline", "--batch", "batch.jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 1


MEASURES = (
    DraftMeasure(
        "I. Кадры", "1.1", "Провести обучение педагогов", None, "до 20.10.2022", None,
        (Party("person", "Шабанова Н.С.", "заместитель директора"), Party("group", "Учителя")),
        (Stage("once", due=None),), (Question("deadline", "К какому дню?"),), Source(row=2),
    ),
    DraftMeasure("I. Кадры", None, "Совещание", None, "", None, (), (Stage("unscheduled"),), (), Source(row=3)),
)  # fmt: skip


PLAN = DraftRoadmap(
    "План мероприятий по подготовке к новому учебному году " * 4, "RU", Span(), MEASURES,
    indicators=(Indicator("Доля обучающихся, участвующих в олимпиадах " * 4, "не менее 50%"),),
    problems=(Problem("строка 7", "Строка без названия мероприятия пропущена. " * 4),),
)  # fmt: skip


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_table_fits_the_width_and_names_every_measure_person_and_question(width: int) -> None:
    lines = list(plan_lines(PLAN, width=width))
    assert max(map(len, lines)) <= width
    text = "\n".join(lines)
    assert "период не назван · страна: RU · мероприятий: 2" in text
    assert text.count("I. Кадры") == 1
    for expected in ("Шабанова Н.С.", "Учителя", "Показатели: 1", "Пропущено: 1"):
        assert expected in text
    assert any(line.startswith("(2)") and "Совещание" in line for line in lines)
    assert lines[-1] == "2 мероприятия, 2 этапа, 1 вопрос, 1 показатель"


def test_a_question_stands_under_its_row() -> None:
    lines = list(plan_lines(PLAN, width=80))
    asked = next(place for place, line in enumerate(lines) if line.strip() == "? К какому дню?")
    first = next(place for place, line in enumerate(lines) if line.startswith("1.1"))
    second = next(place for place, line in enumerate(lines) if line.startswith("(2)"))
    assert first < asked < second


def test_results_are_shown_where_there_is_room_for_them() -> None:
    measure = DraftMeasure(None, "1", "Педсовет", "Протокол", "", None, (), (Stage("unscheduled"),), (), Source(row=1))
    plan = DraftRoadmap("План", None, Span(), (measure,))
    assert ["Протокол" in "\n".join(plan_lines(plan, width=width)) for width in (80, 120)] == [False, True]


def measure(title: str, result: str) -> DraftMeasure:
    return DraftMeasure(None, None, title, result, "", None, (), (Stage("unscheduled"),), (), Source(row=1))


def test_rows_with_one_title_are_told_apart_by_their_results_where_results_have_no_column() -> None:
    rows = (measure("Опрос", "Анкеты"), measure("Педсовет", "Протокол"), measure("Опрос", "Справка"))
    plan = DraftRoadmap("План", None, Span(), rows)
    lines = [line.strip() for line in plan_lines(plan, width=80)]
    told = [line for line in lines if line.startswith(("(", "Результат"))]
    assert [line.split("  ")[0] for line in told] == ["(1)", "Результат: Анкеты", "(2)", "(3)", "Результат: Справка"]
    assert "Результат: Анкеты" not in "\n".join(plan_lines(plan, width=120))


def test_a_country_that_the_plan_does_not_show_is_left_out() -> None:
    plan = DraftRoadmap("План", None, Span(), (measure("Опрос", "Анкеты"),))
    assert list(plan_lines(plan, width=80))[1] == "период не назван · мероприятий: 1"


def test_what_was_not_understood_stands_beside_the_deadline(terminal: Terminal) -> None:
    assert terminal.types("deadline", "как снег сойдёт") == 0
    assert terminal.out.splitlines()[0] == "без даты [не понято: как снег сойдёт]"


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("1 раз в четверть", "раз в четверть"),
        ("каждый вторник", "каждый вторник"),
        ("25.11.2022", "пт 25 ноября 2022"),
        ("ежемесячно до 5 числа месяца, следующего за отчётным", "раз в месяц, до 5 числа следующего месяца"),
    ],
)
def test_a_deadline_is_told_in_the_words_of_the_chat(terminal: Terminal, phrase: str, words: str) -> None:
    assert terminal.types("deadline", phrase) == 0
    assert terminal.out == f"{words}\n"


def test_a_batch_may_come_through_a_pipe(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.TextIOWrapper(io.BytesIO('{"phrase": "до 20.10.2022"}\n'.encode()))
    monkeypatch.setattr(sys, "stdin", pipe)
    assert terminal.types("deadline", "--batch", "-") == 0
    assert json.loads(terminal.out)["stages"][0]["due"] == "2022-10-20"
