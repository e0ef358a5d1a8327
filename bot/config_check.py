"""Where a mistake in the settings stands and what was expected there, in Russian.

The values themselves are never repeated: any of them may be a token or a password typed into the wrong place.
"""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, EnvSettingsSource

from bot.system_errors import reason

PREFIX = "VSROK_"
DELIMITER = "__"

Place = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to mend: the file or variable it stands in, the line there (from 1, where it has one), the sentence."""

    where: str
    line: int | None
    message: str

    def __str__(self) -> str:
        place = f"{self.where}, строка {self.line}" if self.line else self.where
        return f"{place}: {self.message}"


class ConfigError(Exception):
    """The settings cannot be used; ``mistakes`` are all there are, ``str`` of it is for the person."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(["В настройках ошибки:", *(f"  {mistake}" for mistake in mistakes)]))
        self.mistakes = mistakes


def read_toml(path: Path | None) -> tuple[str, dict[str, Any]]:
    """Read the text and the tables of a TOML file; ``ConfigError`` when it cannot be read as one."""
    if path is None:
        return "", {}
    text = read_text(path, str(path))
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([_syntax_mistake(path, text, error)]) from None


def read_text(path: Path, where: str) -> str:
    """Read a text file in UTF-8; ``ConfigError``, which calls the file ``where``, when that cannot be done."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise ConfigError([Mistake(where, None, "файла нет.")]) from None
    except OSError as error:
        raise ConfigError([Mistake(where, None, f"файл не открывается ({reason(error)}).")]) from None
    try:
        # Notepad puts a byte order mark first; tomllib would call it an invalid statement.
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError([Mistake(where, line, "файл нужно сохранить в кодировке UTF-8.")]) from None


def _syntax_mistake(path: Path, text: str, error: tomllib.TOMLDecodeError) -> Mistake:
    found = re.search(r"at line (\d+)", str(error))
    line = int(found[1]) if found else text.rstrip().count("\n") + 1
    told = {
        "Cannot overwrite a value": "эта настройка уже стоит выше.",
        "Cannot declare": "этот раздел уже стоит выше.",
    }
    for beginning, sentence in told.items():
        if str(error).startswith(beginning):
            return Mistake(str(path), line, sentence)
    return Mistake(str(path), line, 'строка не читается. Нужно: имя = значение, слова и время — в кавычках "…".')


def environment_settings(model: type[BaseSettings], environ: Mapping[str, str]) -> tuple[dict[str, Any], list[Mistake]]:
    """Gather ``VSROK_SECTION__KEY`` variables into tables; a variable of ours that names no section is a mistake."""
    ours = {name: value for name, value in sorted(environ.items()) if name.upper().startswith(PREFIX)}
    source = EnvSettingsSource(model, env_prefix=PREFIX, env_nested_delimiter=DELIMITER)
    source.env_vars = {name.lower(): value for name, value in ours.items()}
    # The library passes over a name that fits no field; a misspelt variable must not be passed over in silence.
    mistakes = [
        Mistake(f"переменная {name}", None, _unknown_variable(model, place))
        for name in ours
        if len(place := _place_of(name)) < 2 or place[0] not in model.model_fields
    ]
    known = {name: value for name, value in source.env_vars.items() if len(_place_of(name)) > 1}
    source.env_vars = known
    return dict(source()), mistakes


def _place_of(variable: str) -> Place:
    return tuple(variable[len(PREFIX) :].lower().split(DELIMITER))


def _unknown_variable(model: type[BaseModel], place: Place) -> str:
    known = [DELIMITER.join(known) for known in _settings_of(model)]
    close = [name for name in known if name.endswith(DELIMITER + place[-1])]
    close = close or difflib.get_close_matches(DELIMITER.join(place), known, n=1, cutoff=0.75)
    hint = f" Возможно, {PREFIX}{close[0].upper()}." if close else ""
    return f"нет такой настройки.{hint}"


def merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one set of tables over another: a value above wins, tables are joined."""
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        merged[key] = merge(under, value) if isinstance(under, Mapping) and isinstance(value, Mapping) else value
    return merged


def mistakes_in(
    error: ValidationError, model: type[BaseModel], path: Path | None, text: str, environment: Mapping[str, Any]
) -> list[Mistake]:
    """Tell each validation error as a mistake with its place: the variable it came from, or the line of the file."""
    lines = line_numbers(text)
    mistakes = []
    for details in error.errors(include_url=False, include_input=False):
        place = tuple(str(part) for part in details["loc"])
        message = _sentence(details, model, place)
        variable = _variable_of(place, environment)
        if variable:
            mistakes.append(Mistake(f"переменная {variable}", None, message))
        else:
            mistakes.append(Mistake(str(path), _line_of(place, lines), message))
    return sorted(mistakes, key=lambda mistake: mistake.line or 0)


def line_numbers(text: str) -> dict[Place, int]:
    """Find the line (from 1) of every table and key of a valid TOML text."""
    found: dict[Place, int] = {}
    table: Place = ()
    for number, statement in _statements(text):
        inside = list(_places(tomllib.loads(statement)))
        if statement.lstrip().startswith("["):
            table = max(inside, key=len)
            found.setdefault(table, number)
        else:
            found.update({table + place: number for place in inside})
    return found


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Cut a valid TOML text into statements: a value may go on over several lines, and only the parser knows."""
    pending: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not pending and (not line.strip() or line.lstrip().startswith("#")):
            continue
        pending.append(line)
        statement = "\n".join(pending)
        try:
            tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue
        yield number - len(pending) + 1, statement
        pending = []


def _places(tables: Mapping[str, Any], prefix: Place = ()) -> Iterator[Place]:
    for key, value in tables.items():
        yield (*prefix, key)
        if isinstance(value, Mapping):
            yield from _places(value, (*prefix, key))


def _line_of(place: Place, lines: Mapping[Place, int]) -> int | None:
    for length in range(len(place), 0, -1):
        if place[:length] in lines:
            return lines[place[:length]]
    return None


def _variable_of(place: Place, environment: Mapping[str, Any]) -> str | None:
    value: Any = environment
    named: list[str] = []
    for part in place:
        if not isinstance(value, Mapping):
            break
        if part not in value:
            return None
        value = value[part]
        named.append(part)
    return PREFIX + DELIMITER.join(named).upper() if named and not isinstance(value, Mapping) else None


def _settings_of(model: type[BaseModel]) -> list[Place]:
    return [
        (section, key)
        for section, field in model.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
        for key in field.annotation.model_fields
    ]


def _title(place: Place) -> str:
    if len(place) == 1:
        return f"[{place[0]}]"
    return f"[{'.'.join(place[:-1])}] {place[-1]}"


def _sentence(details: ErrorDetails, model: type[BaseModel], place: Place) -> str:
    if details["type"] == "extra_forbidden":
        return _unknown(model, place)
    setting, description = _described(model, place)
    meaning = f" ({description})" if description else ""
    return f"{_title(setting)} — нужно: {_expected(details)}.{meaning}"


def _unknown(model: type[BaseModel], place: Place) -> str:
    *_, known = _fields_along(model, place[:-1])
    close = difflib.get_close_matches(place[-1].lower(), known, n=1)
    if len(place) == 1:
        hint = f" Возможно, [{close[0]}]." if close else _home(model, place[-1])
        return f"Нет такого раздела {_title(place)}.{hint}"
    hint = f" Возможно, {close[0]}." if close else _home(model, place[-1])
    return f"Нет такой настройки {_title(place)}.{hint}"


def _home(model: type[BaseModel], key: str) -> str:
    homes = [section for section, setting in _settings_of(model) if setting == key]
    return f" Эта настройка стоит в разделе [{homes[0]}]." if homes else ""


def _fields_along(model: type[BaseModel], place: Place) -> Iterator[dict[str, Any]]:
    """Walk down the path; yield the fields of each model on the way, the outermost first."""
    fields: dict[str, Any] = dict(model.model_fields)
    yield fields
    for part in place:
        annotation = fields[part].annotation if part in fields else None
        inner = next((kind for kind in _kinds(annotation) if issubclass(kind, BaseModel)), None)
        if inner is not None:
            fields = dict(inner.model_fields)
            yield fields


def _kinds(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type) and not getattr(annotation, "__args__", ()):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _kinds(argument)


def _described(model: type[BaseModel], place: Place) -> tuple[Place, str | None]:
    """Cut a path like outbox.in_flight.0 down to the setting that has a description."""
    description = None
    setting = place
    for fields in _fields_along(model, place):
        for length, part in enumerate(place, start=1):
            if part in fields and fields[part].description:
                description, setting = fields[part].description, place[:length]
    return setting, description


def _expected(details: ErrorDetails) -> str:
    """Say what would have been right; the facts of the limits are in ``ctx``."""
    kind, facts = details["type"], details.get("ctx", {})
    if kind == "value_error":
        return str(facts["error"])
    if kind == "literal_error":
        return "одно из: " + str(facts["expected"]).replace("'", '"').replace(" or ", ", ")
    for beginning, words in _EXPECTED.items():
        if kind.startswith(beginning):
            return words.format(**facts)
    return "другое значение"


_EXPECTED = {
    "greater_than_equal": "число не меньше {ge}",
    "greater_than": "число больше {gt}",
    "less_than_equal": "число не больше {le}",
    "less_than": "число меньше {lt}",
    "int_": "целое число без кавычек",
    "float_": "число без кавычек",
    "finite_number": "число без кавычек",
    "bool_": "true или false",
    "string_too_short": "хотя бы {min_length} знак в кавычках",
    "string_too_long": "не больше {max_length} знаков",
    "string_": 'слова в кавычках "…"',
    "path_": 'путь к папке в кавычках "…"',
    "tuple_": "список чисел в квадратных скобках, например [7, 3, 1]",
    "dict_": "раздел, а не одно значение",
    "model_": "раздел, а не одно значение",
    "timezone_": "момент со сдвигом от UTC, например 2022-09-26T09:00:00+03:00",
    "datetime_": "момент со сдвигом от UTC, например 2022-09-26T09:00:00+03:00",
}
