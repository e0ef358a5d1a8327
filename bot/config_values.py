"""What single settings may hold: each check gives the value back or says in Russian what is expected.

The sentences follow «нужно:» in the message about a mistake.
"""

import re
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr


def _none_if_empty(value: object) -> object:
    """Take "" for nothing: TOML has no null, so an optional setting stands in the example file as ""."""
    return None if value == "" else value


def _split(value: object) -> object:
    """Take "7, 3, 1", the way a list is written in the environment, for a list."""
    if isinstance(value, str):
        return [part.strip() for part in value.strip("[] ").split(",") if part.strip()]
    return value


def _wall_time(value: object) -> time:
    """Take "9:00", "09:00" or a TOML time; a bare number would be read as seconds, so it is refused."""
    if isinstance(value, time) and value.tzinfo is None:
        return value
    if isinstance(value, str):
        found = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", value.strip())
        if found:
            return time(int(found[1]), int(found[2]))
    raise ValueError('время суток в кавычках, например "09:00"')


def _days(value: object) -> object:
    """Take 2026-05-04, "2026-05-04" or "04.05.2026" for a day; days that stand twice count once."""
    if not isinstance(value, list | tuple):
        raise ValueError(_DAYS)
    return tuple(sorted({_day(one) for one in value}))


_DAYS = "список дней в квадратных скобках, например [2026-05-04, 2026-05-08]"


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str):
        for form in ("%Y-%m-%d", "%d.%m.%Y"):
            try:
                return datetime.strptime(value.strip().strip("\"'"), form).date()  # noqa: DTZ007 - a day, not a moment
            except ValueError:
                continue
    raise ValueError(_DAYS)


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("адрес, который начинается с http:// или https://")
    return value.rstrip("/")


def _proxy_address(value: SecretStr) -> SecretStr:
    parts = urlsplit(value.get_secret_value())
    if parts.scheme not in ("http", "https", "socks4", "socks5") or not parts.hostname:
        raise ValueError("адрес прокси, который начинается с http://, https://, socks4:// или socks5://")
    return value


def _bot_token(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", value.get_secret_value()):
        raise ValueError("ключ бота от @BotFather целиком: цифры, двоеточие и ещё около 35 знаков")
    return value


def _database_url(value: SecretStr) -> SecretStr:
    scheme, separator, _ = value.get_secret_value().partition("://")
    if not separator or scheme.split("+")[0] not in ("sqlite", "postgresql"):
        raise ValueError("адрес базы вида sqlite+aiosqlite:///файл или postgresql+asyncpg://пользователь@сервер/база")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError('название часового пояса вида "Europe/Moscow", "Europe/Minsk", "Asia/Omsk"') from None
    return value


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _furthest_first(days: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(days), reverse=True))


def _nearest_first(days: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(days)))


WallTime = Annotated[time, BeforeValidator(_wall_time)]
OptionalTime = Annotated[WallTime | None, BeforeValidator(_none_if_empty)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
ZoneName = Annotated[str, AfterValidator(_zone)]
TelegramIds = Annotated[tuple[Annotated[int, Field(gt=0, lt=2**53)], ...], BeforeValidator(_split)]
DaysBefore = Annotated[
    tuple[Annotated[int, Field(ge=0, le=365)], ...], BeforeValidator(_split), AfterValidator(_furthest_first)
]
DaysAfter = Annotated[
    tuple[Annotated[int, Field(ge=1, le=365)], ...], BeforeValidator(_split), AfterValidator(_nearest_first)
]
Days = Annotated[tuple[date, ...], BeforeValidator(_days), BeforeValidator(_split)]
FilePath = Annotated[Path | None, BeforeValidator(_none_if_empty)]
LogLevel = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)]

# Secret, because a proxy's or a database's address may hold a password.
Token = Annotated[Annotated[SecretStr, AfterValidator(_bot_token)] | None, BeforeValidator(_none_if_empty)]
ProxyAddress = Annotated[Annotated[SecretStr, AfterValidator(_proxy_address)] | None, BeforeValidator(_none_if_empty)]
DatabaseAddress = Annotated[Annotated[SecretStr, AfterValidator(_database_url)] | None, BeforeValidator(_none_if_empty)]
