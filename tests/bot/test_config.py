"""The settings: what is accepted, and how every mistake is told."""

import re
import tomllib
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.config import Config, load
from bot.config_check import ConfigError, line_numbers

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


def write(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def told(path: Path | None, **environ: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load(path, environ)
    return str(caught.value)


def described_settings(model: type[BaseModel], prefix: str = "") -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found |= described_settings(kind, f"{prefix}{name}.")
        else:
            found[prefix + name] = field.description
    return found


def test_the_example_file_holds_the_defaults() -> None:
    assert load(EXAMPLE, {}) == load(None, {})


def test_the_example_file_lacks_no_setting() -> None:
    tables = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    written = {f"{section}.{key}" for section, table in tables.items() for key in table}
    assert written == set(described_settings(Config))


def test_every_setting_is_described_in_russian() -> None:
    for name, description in described_settings(Config).items():
        assert re.search("[а-яё]", description or ""), name


def test_every_setting_of_the_example_has_a_comment_above_its_section_or_line() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if re.match(r"[a-z_]+ = ", line):
            above = [text for text in lines[max(0, number - 4) : number] if text.startswith(("#", "["))]
            assert above, line


def test_the_usual_profile_reminds_from_two_weeks_before_to_the_day_itself() -> None:
    usual = load(None, {}).reminders.profiles["обычный"]
    assert (usual.before, usual.after, usual.at_most) == ((14, 7, 3, 1, 0), (1, 3, 7), 6)


def test_a_file_may_change_one_thing_of_a_profile(tmp_path: Path) -> None:
    profiles = load(write(tmp_path, '[reminders.profiles."лёгкий"]\nat_most = 2\n'), {}).reminders.profiles
    assert (profiles["лёгкий"].before, profiles["лёгкий"].at_most) == ((7, 1), 2)
    assert profiles["обычный"].at_most == 6


def test_a_district_may_add_a_profile_of_its_own(tmp_path: Path) -> None:
    path = write(tmp_path, '[reminders]\nprofile = "летний"\n[reminders.profiles."летний"]\nbefore = [1, 5]\n')
    reminders = load(path, {}).reminders
    assert reminders.profiles[reminders.profile].before == (5, 1)
    assert reminders.profiles[reminders.profile].after == (1, 3, 7)


def test_the_environment_wins_over_the_file_and_leaves_the_rest_of_the_section(tmp_path: Path) -> None:
    path = write(tmp_path, "[outbox]\nin_flight = 3\nlease_seconds = 90\n")
    outbox = load(path, {"VSROK_OUTBOX__IN_FLIGHT": "5", "HOME": "/root"}).outbox
    assert (outbox.in_flight, outbox.lease_seconds) == (5, 90)


def test_a_list_in_the_environment_is_written_with_commas() -> None:
    assert load(None, {"VSROK_TELEGRAM__ADMINS": "1001, 7000000000"}).telegram.admins == (1001, 7_000_000_000)


def test_an_empty_token_is_no_token() -> None:
    assert load(None, {"VSROK_TELEGRAM__TOKEN": ""}).telegram.token is None


@pytest.mark.parametrize("written", ['"09:30"', '"9:30"', "09:30:00"])
def test_a_time_of_day_is_written_as_people_write_it(tmp_path: Path, written: str) -> None:
    assert load(write(tmp_path, f"[district]\ndigest_at = {written}\n"), {}).district.digest_at == time(9, 30)


@pytest.mark.parametrize("written", ["9", "34200", '"9"', '"24:00"', '"9.30"', '"09:30+03:00"', "true"])
def test_anything_else_is_no_time_of_day(tmp_path: Path, written: str) -> None:
    message = told(write(tmp_path, f"[district]\ndigest_at = {written}\n"))
    assert 'строка 2: [district] digest_at — нужно: время суток в кавычках, например "09:00".' in message


def test_the_sandbox_begins_at_a_moment_with_its_zone(tmp_path: Path) -> None:
    path = write(tmp_path, '[sandbox]\nstart = "2023-01-09T09:00:00+10:00"\n')
    assert load(path, {}).sandbox.start == datetime(2023, 1, 8, 23, 0, tzinfo=UTC)
    assert "момент со сдвигом от UTC" in told(write(tmp_path, '[sandbox]\nstart = "2023-01-09T09:00:00"\n'))


def test_all_mistakes_are_named_at_once_each_with_its_line(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "# настройки\n"  # 1
        "[telegram]\n"  # 2
        "admins = [\n"  # 3
        "  1001,\n"  # 4
        '  "Полякова",\n'  # 5
        "]\n"  # 6
        'tokn = "x"\n'  # 7
        "\n"  # 8
        "[outbox]\n"  # 9
        'in_flight = "много"\n'  # 10
        "send_timeout = 0\n"  # 11
        "[distrikt]\n"  # 12
        'name = "Район"\n',  # 13
    )
    with pytest.raises(ConfigError) as caught:
        load(path, {"VSROK_DISTRICT__COUNTRY": "KZ"})
    assert [(mistake.where, mistake.line) for mistake in caught.value.mistakes] == [
        ("переменная VSROK_DISTRICT__COUNTRY", None),
        (str(path), 3),
        (str(path), 7),
        (str(path), 10),
        (str(path), 11),
        (str(path), 12),
    ]
    message = str(caught.value)
    assert "строка 3: [telegram] admins — нужно: целое число без кавычек." in message
    assert "строка 7: Нет такой настройки [telegram] tokn. Возможно, token." in message
    assert "строка 11: [outbox] send_timeout — нужно: число не меньше 1." in message
    assert "строка 12: Нет такого раздела [distrikt]. Возможно, [district]." in message
    assert '[district] country — нужно: одно из: "RU", "BY".' in message


def test_a_setting_in_the_wrong_section_is_sent_home(tmp_path: Path) -> None:
    message = told(write(tmp_path, '[telegram]\nquiet_from = "22:00"\n'))
    assert "Нет такой настройки [telegram] quiet_from. Эта настройка стоит в разделе [district]." in message


@pytest.mark.parametrize(
    ("variable", "meant"),
    [
        ("VSROK_TOKEN", "VSROK_TELEGRAM__TOKEN"),
        ("VSROK_TELEGRM__TOKEN", "VSROK_TELEGRAM__TOKEN"),
        ("VSROK_OUTBOX_IN_FLIGHT", "VSROK_OUTBOX__IN_FLIGHT"),
    ],
)
def test_a_variable_nobody_reads_is_a_mistake(variable: str, meant: str) -> None:
    assert f"переменная {variable}: нет такой настройки. Возможно, {meant}." in told(None, **{variable: "1"})


def test_a_variable_with_a_misspelt_setting_is_a_mistake() -> None:
    message = told(None, VSROK_OUTBOX__IN_FLITE="1")
    assert "переменная VSROK_OUTBOX__IN_FLITE: Нет такой настройки [outbox] in_flite. Возможно, in_flight." in message


def test_a_variable_that_is_a_value_and_a_section_at_once_is_a_mistake() -> None:
    assert "переменная VSROK_TELEGRAM: нет такой настройки" in told(None, VSROK_TELEGRAM="1", VSROK_TELEGRAM__PROXY="")


def test_the_usual_hour_of_the_message_must_not_fall_into_lessons_either(tmp_path: Path) -> None:
    path = write(tmp_path, '[district]\nlessons_from = "08:30"\nlessons_to = "14:00"\n')
    assert "[district] digest_at — нужно: время вне уроков (08:30–14:00)." in told(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[district]\ndigest_at = "07:30"', "время вне тихих часов (21:00–08:00)"),
        ('[district]\ndigest_at = "20:30"', "время в рабочем дне (08:00–18:00)"),
        ('[district]\nlessons_to = "13:00"', "пусто, пока не задано lessons_from"),
        ('[district]\nlessons_to = ""\nlessons_from = "10:00"', "время позже, чем lessons_from (10:00)"),
        ('[district]\nlessons_to = "10:00"\nlessons_from = "10:30"', "время позже, чем lessons_from (10:30)"),
        ('[district]\nlessons_to = "21:30"\nlessons_from = "10:30"', "время вне тихих часов (21:00–08:00)"),
        (
            '[district]\ndigest_at = "09:30"\nlessons_from = "08:30"\nlessons_to = "14:00"',
            "время вне уроков (08:30–14:00)",
        ),
        ('[district]\nworking_to = "08:00"', "время позже, чем working_from (08:00)"),
        ('[district]\nzone = "Moscow"', "название часового пояса"),
        ('[district]\nzone = "../etc/passwd"', "название часового пояса"),
        ('[district]\nname = ""', "хотя бы 1 знак"),
        ("[outbox]\nlease_seconds = 20", "число больше, чем send_timeout (20)"),
        ('[reminders]\nprofile = "злой"', 'одно из: "лёгкий", "обычный", "активный"'),
        ('[reminders.profiles."лёгкий"]\nbefore = [-1]', "число не меньше 0"),
        ('[reminders.profiles]\n"лёгкий" = 1', "раздел, а не одно значение"),
        ("[reminders]\nprofiles = 5", "раздел, а не одно значение"),
        ("[outbox]\nin_flight = 2.5", "целое число без кавычек"),
        ('[telegram]\napi_base = "api.telegram.org"', "адрес, который начинается с http:// или https://"),
        ('[telegram]\nproxy = "127.0.0.1:1080"', "адрес прокси"),
        ('[storage]\nurl = "mysql://a/b"', "адрес базы"),
        ("[telegram]\nadmins = [0]", "число больше 0"),
    ],
)
def test_a_value_that_contradicts_sense_says_what_would_be_right(tmp_path: Path, text: str, expected: str) -> None:
    assert f"строка 2: {expected}" in re.sub(r"(?<=строка 2: )\[.*?— нужно: ", "", told(write(tmp_path, text)))


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ('[district]\nworking_from = "18:30"', "working_to — нужно: время позже, чем working_from (18:30)"),
        ("[outbox]\nsend_timeout = 40", "lease_seconds — нужно: число больше, чем send_timeout (40)"),
    ],
)
def test_a_value_that_was_left_out_and_does_not_fit_the_one_given_is_named(
    tmp_path: Path, lines: str, wanted: str
) -> None:
    assert wanted in told(write(tmp_path, lines))


def test_no_message_shows_a_secret(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        f'[telegram]\ntoken = "{TOKEN} "\nproxy = "socks9://user:hunter2@host"\nadmins = "{TOKEN}"\n'
        f'[outbox]\nin_flight = "{TOKEN}"\n[storage]\nurl = "oracle://user:hunter2@host/db"\n',
    )
    message = told(path, VSROK_LOG__LEVEL=TOKEN)
    assert message.count("нужно:") == 6
    assert "AAHdq" not in message
    assert "hunter2" not in message


def test_the_settings_do_not_show_their_secrets_when_printed() -> None:
    environ = {"VSROK_TELEGRAM__TOKEN": TOKEN, "VSROK_TELEGRAM__PROXY": "http://user:hunter2@host:1"}
    config = load(None, environ)
    assert "AAHdq" not in repr(config)
    assert "hunter2" not in repr(config)
    assert config.secrets() == (TOKEN, "http://user:hunter2@host:1")


@pytest.mark.parametrize(
    ("raw", "line", "sentence"),
    [
        (b"[district]\nname = \xcf\xf0\xe8\xe2\xe5\xf2\n", 2, "в кодировке UTF-8"),
        ("[district]\nname = Район\n".encode(), 2, "строка не читается"),
        (b"[outbox]\nin_flight = 1\nin_flight = 2\n", 3, "уже стоит выше"),
        (b"[outbox]\n[inbox]\n[outbox]\n", 3, "уже стоит выше"),
        (b"[telegram]\nadmins = [1,\n", 2, "строка не читается"),
    ],
)
def test_a_file_that_is_not_toml_is_refused_at_its_line(tmp_path: Path, raw: bytes, line: int, sentence: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(raw)
    message = told(path)
    assert f"строка {line}: " in message
    assert sentence in message


def test_a_file_from_notepad_is_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf[outbox]\r\nin_flight = 4\r\n")
    assert load(path, {}).outbox.in_flight == 4


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert f"{tmp_path / 'none.toml'}: файла нет." in told(tmp_path / "none.toml")


def test_a_key_is_found_on_its_line_however_it_is_written() -> None:
    text = 'a.b = 1\n[t]\nlong = """\nx = 1\n"""\n"кл.юч" = { inner = 2 }\n[t.u]\nlast = [\n  1,\n]\n'
    lines = line_numbers(text)
    assert lines[("a", "b")] == 1
    assert lines[("t", "long")] == 3
    assert lines[("t", "кл.юч", "inner")] == 6
    assert lines[("t", "u")] == 7
    assert lines[("t", "u", "last")] == 8
    assert ("t", "x") not in lines
