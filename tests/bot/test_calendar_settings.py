"""The district's own calendar in the settings: a file with the school year, free and working days."""

from datetime import date
from pathlib import Path

import pytest

from bot.config import load
from bot.config_check import ConfigError
from bot.rules import rules_of

SETTINGS = '[calendar]\nfile = "{file}"\nfree_days = [2026-05-04, "08.05.2026"]\nworking_days = ["2026-05-16"]\n'
GOOD = '["2026/2027"]\nautumn = { first = 2026-10-26, last = 2026-11-03, source = "приказ № 12" }\n'


def settings(folder: Path, text: str | None) -> Path:
    """A settings file beside a calendar file with this text."""
    if text is not None:
        (folder / "school.toml").write_text(text, encoding="utf-8")
    path = folder / "config.toml"
    path.write_text(SETTINGS.format(file=folder / "school.toml"), encoding="utf-8")
    return path


def mistakes(folder: Path, text: str | None) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(settings(folder, text), {})
    return [str(mistake) for mistake in caught.value.mistakes]


def test_the_file_is_laid_over_the_calendar_of_the_country(tmp_path: Path) -> None:
    rules = rules_of(load(settings(tmp_path, GOOD), {}))
    autumn, winter = (rules.school.find("holidays", number, "2026/2027") for number in (1, 2))
    assert autumn is not None
    assert winter is not None
    assert (autumn.sure, autumn.source, autumn.last) == (True, "приказ № 12", date(2026, 11, 3))
    assert not winter.sure
    assert rules.free_days == {date(2026, 5, 4), date(2026, 5, 8)}
    assert rules.working_days == {date(2026, 5, 16)}


def test_without_a_file_the_calendar_is_the_country_s() -> None:
    rules = rules_of(
        load(None, {"VSROK_DISTRICT__COUNTRY": "BY", "VSROK_CALENDAR__FREE_DAYS": "2026-05-04, 05.05.2026"})
    )
    third = rules.school.find("quarter", 3, "2023/2024")
    assert third is not None
    assert third.sure
    assert rules.free_days == {date(2026, 5, 4), date(2026, 5, 5)}


def test_a_file_that_is_not_there_is_named_with_its_setting(tmp_path: Path) -> None:
    (mistake,) = mistakes(tmp_path, None)
    assert mistake == f"{tmp_path / 'school.toml'} (file в разделе [calendar]): файла нет."


def test_each_mistake_of_the_file_is_a_sentence_with_its_line(tmp_path: Path) -> None:
    text = '["2026/2027"]\nautumn = { first = 2026-11-26, last = 2026-11-03, source = "п" }\nosen = 5\n'
    first, second = mistakes(tmp_path, text)
    assert "Строка 2, осенние каникулы 2026/2027: начало 26.11.2026 позже конца 03.11.2026." in first
    assert "Строка 3: «osen» — такой части учебного года нет." in second


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = settings(tmp_path, "")
    (tmp_path / "school.toml").write_bytes("# каникулы\n".encode("cp1251"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load(path, {})


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('free_days = "завтра"', "нужно: список дней в квадратных скобках"),
        ("free_days = [5]", "нужно: список дней в квадратных скобках"),
        ("free_days = [2026-05-04T10:00:00]", "нужно: список дней в квадратных скобках"),
        ("free_days = 2026-05-04", "нужно: список дней в квадратных скобках"),
        ("free_days = [2026-05-04]\nworking_days = [2026-05-04]", "лишний 04.05.2026"),
    ],
)
def test_a_wrong_day_is_a_mistake_with_its_line(tmp_path: Path, line: str, sentence: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[calendar]\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path, {})
    (mistake,) = caught.value.mistakes
    assert sentence in mistake.message
    assert mistake.line == line.count("\n") + 2
