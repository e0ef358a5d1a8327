"""The settings of the process: ``config.toml``, over it the environment (``VSROK_OUTBOX__IN_FLIGHT=5``).

Every setting is named once, here: its type, its default, its limits and the sentence that says what it is. The
sentence is part of each message about a mistake, so it is written in Russian. A setting nobody knows is a mistake.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.config_check import ConfigError, environment_settings, merge, mistakes_in, read_toml
from bot.config_values import (
    DatabaseAddress,
    Days,
    DaysAfter,
    DaysBefore,
    FilePath,
    LogLevel,
    OptionalTime,
    ProxyAddress,
    TelegramIds,
    Token,
    WallTime,
    WebAddress,
    ZoneName,
)
from bot.school_file import school_calendar
from domain.hours import within


class Part(BaseModel):
    """What every section shares: nothing unknown is accepted, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Telegram(Part):
    """The way to Telegram."""

    token: Token = Field(
        default=None, description="Ключ бота от @BotFather; без него бот работает с песочницей на этом компьютере"
    )
    api_base: WebAddress = Field(
        default="https://api.telegram.org", description="Адрес сервера Bot API: телеграмовского или своего"
    )
    proxy: ProxyAddress = Field(default=None, description="Прокси, через который идут запросы к Telegram")
    admins: TelegramIds = Field(
        default=(), description="Номера (id) пользователей Telegram, которые с самого начала администраторы района"
    )
    messages_per_second: int = Field(
        default=28, ge=1, le=1000, description="Сколько сообщений в секунду отправлять; предел Telegram — 30"
    )


class Storage(Part):
    """Where the data lives."""

    path: Path = Field(
        default=Path("data"), description="Папка с данными: база vsrok.sqlite3 и папка files/ с вложениями"
    )
    url: DatabaseAddress = Field(
        default=None, description="Адрес другой базы для SQLAlchemy вместо vsrok.sqlite3; вложения остаются в папке"
    )
    max_upload_mb: int = Field(
        default=20, ge=1, le=2000, description="Наибольший принимаемый файл, мегабайт; Telegram отдаёт боту до 20"
    )


class District(Part):
    """The district: its clock and its working day. Times are local wall time."""

    name: str = Field(
        default="Управление образования", min_length=1, max_length=200, description="Название управления или района"
    )
    country: Literal["RU", "BY"] = Field(
        default="RU", description="Страна: её праздники, переносы выходных и школьный календарь"
    )
    zone: ZoneName = Field(default="Europe/Moscow", description="Часовой пояс района")
    quiet_from: WallTime = Field(default=time(21), description="С этого часа бот не пишет первым")
    quiet_to: WallTime = Field(default=time(8), description="До этого часа бот не пишет первым")
    working_from: WallTime = Field(default=time(8), description="Начало рабочего дня")
    working_to: WallTime = Field(default=time(18), validate_default=True, description="Конец рабочего дня")
    lessons_from: OptionalTime = Field(
        default=None, description="Начало уроков: в рабочие дни вне каникул бот не пишет первым до их конца"
    )
    lessons_to: OptionalTime = Field(default=None, validate_default=True, description="Конец уроков")
    digest_at: WallTime = Field(
        default=time(9), validate_default=True, description="Когда приходит утренняя сводка дел"
    )

    @field_validator("working_to")
    @classmethod
    def _day_has_length(cls, value: time, info: ValidationInfo) -> time:
        start = info.data.get("working_from")
        if start is not None and value <= start:
            raise ValueError(f"время позже, чем working_from ({start:%H:%M})")
        return value

    @field_validator("lessons_to")
    @classmethod
    def _lessons_have_both_ends(cls, value: time | None, info: ValidationInfo) -> time | None:
        if "lessons_from" not in info.data:
            return value
        start: time | None = info.data["lessons_from"]
        if start is None and value is not None:
            raise ValueError("пусто, пока не задано lessons_from")
        if start is not None and (value is None or value <= start):
            raise ValueError(f"время позже, чем lessons_from ({start:%H:%M})")
        quiet = _stretch(info, "quiet_from", "quiet_to")
        if value is not None and quiet is not None and within(value, *quiet):
            # What waits for the end of lessons has to leave on the same day.
            raise ValueError(f"время вне тихих часов ({quiet[0]:%H:%M}–{quiet[1]:%H:%M})")
        return value

    @field_validator("digest_at")
    @classmethod
    def _digest_comes_at_work(cls, value: time, info: ValidationInfo) -> time:
        quiet, work = _stretch(info, "quiet_from", "quiet_to"), _stretch(info, "working_from", "working_to")
        if quiet is not None and within(value, *quiet):
            raise ValueError(f"время вне тихих часов ({quiet[0]:%H:%M}–{quiet[1]:%H:%M})")
        if work is not None and not within(value, *work):
            raise ValueError(f"время в рабочем дне ({work[0]:%H:%M}–{work[1]:%H:%M})")
        lessons = _stretch(info, "lessons_from", "lessons_to")
        if lessons is not None and within(value, *lessons):
            raise ValueError(f"время вне уроков ({lessons[0]:%H:%M}–{lessons[1]:%H:%M})")
        return value


def _stretch(info: ValidationInfo, start: str, end: str) -> tuple[time, time] | None:
    """Both ends, where they are given and right."""
    first, last = info.data.get(start), info.data.get(end)
    return None if first is None or last is None else (first, last)


class Profile(Part):
    """When one assignment is reminded of; days are working days."""

    before: DaysBefore = Field(description="За сколько рабочих дней до срока напоминать; 0 — в день срока")
    after: DaysAfter = Field(description="Через сколько рабочих дней после срока напоминать; дальше — раз в неделю")
    at_most: int = Field(default=6, ge=1, le=50, description="Не больше скольких раз напоминать после срока")
    check_in: DaysBefore = Field(
        default=(3, 0), description="За сколько рабочих дней спрашивать о ходе работы по мероприятиям «в течение года»"
    )


PROFILES: Mapping[str, Mapping[str, Any]] = {
    "лёгкий": {"before": [7, 1], "after": [1, 7]},
    "обычный": {"before": [14, 7, 3, 1, 0], "after": [1, 3, 7]},
    "активный": {"before": [30, 14, 7, 3, 2, 1, 0], "after": [1, 2, 3, 5, 7]},
}


def _completed(given: object) -> object:
    """Let a file say only what differs: a known profile keeps its other days, a new one takes those of «обычный»."""
    if not isinstance(given, Mapping):
        return given
    complete: dict[str, Any] = {name: dict(days) for name, days in PROFILES.items()}
    for name, days in given.items():
        usual = PROFILES.get(name, PROFILES["обычный"])
        complete[name] = {**usual, **days} if isinstance(days, Mapping) else days
    return complete


class Reminders(Part):
    """How insistent the bot is."""

    profiles: Annotated[dict[str, Profile], BeforeValidator(_completed)] = Field(
        default_factory=dict, validate_default=True, description="Наборы дней напоминаний"
    )
    profile: str = Field(default="обычный", description="Набор дней, если для плана или мероприятия не выбран другой")
    due_day_off: Literal["previous", "next", "same"] = Field(
        default="previous", description="Срок в выходной: на рабочий день раньше, позже или без переноса"
    )

    grace: int = Field(
        default=0, ge=0, le=30, description="Сколько рабочих дней после срока ещё не считать его прошедшим"
    )
    escalate_coordinator: int = Field(
        default=3, ge=0, le=100, description="Через сколько рабочих дней просрочки сказать координатору; 0 — никогда"
    )
    escalate_head: int = Field(
        default=5, ge=0, le=100, description="Через сколько рабочих дней просрочки сказать руководителю; 0 — никогда"
    )

    @field_validator("profile")
    @classmethod
    def _is_known(cls, value: str, info: ValidationInfo) -> str:
        profiles = info.data.get("profiles")
        if profiles is not None and value not in profiles:
            raise ValueError("одно из: " + ", ".join(f'"{name}"' for name in profiles))
        return value


class Calendar(Part):
    """What the district does otherwise than the calendar of its country."""

    file: FilePath = Field(
        default=None, description="Файл с датами четвертей и каникул района в том же виде, что и файлы бота"
    )
    free_days: Days = Field(default=(), description="Рабочие дни страны, в которые район не работает")
    working_days: Days = Field(default=(), description="Выходные дни страны, в которые район работает")

    @field_validator("working_days")
    @classmethod
    def _is_not_free(cls, value: tuple[date, ...], info: ValidationInfo) -> tuple[date, ...]:
        both = set(value) & set(info.data.get("free_days", ()))
        if both:
            raise ValueError(f"дни, которых нет в free_days (лишний {min(both):%d.%m.%Y})")
        return value


class Outbox(Part):
    """How messages leave."""

    send_timeout: int = Field(default=20, ge=1, le=300, description="Сколько секунд ждать ответа Telegram")
    lease_seconds: int = Field(
        default=30,
        ge=2,
        le=3600,
        validate_default=True,
        description="На сколько секунд сообщение закрепляется за отправителем",
    )
    in_flight: int = Field(default=32, ge=1, le=100, description="Сколько сообщений отправляется одновременно")

    @field_validator("lease_seconds")
    @classmethod
    def _outlives_the_request(cls, value: int, info: ValidationInfo) -> int:
        # A lease that ends while the request is under way gives the message to a second sender: two copies.
        timeout = info.data.get("send_timeout")
        if timeout is not None and value <= timeout:
            raise ValueError(f"число больше, чем send_timeout ({timeout})")
        return value


class Inbox(Part):
    """How what people write is taken in."""

    album_quiet_seconds: float = Field(
        default=2, ge=0.1, le=60, description="Сколько секунд ждать следующее фото альбома"
    )


class Evidence(Part):
    """Pictures that come with answers."""

    ask_children: bool = Field(default=True, description="Спрашивать ли, есть ли на фото дети")
    consent_rule: str = Field(
        default="Фото детей — только с письменного согласия родителей.",
        max_length=300,
        description="Правило района о фото детей",
    )


class Sandbox(Part):
    """The sandbox on this machine."""

    port: int = Field(default=8081, ge=1, le=65535, description="Порт страницы с чатами")
    start: AwareDatetime = Field(
        default=datetime(2022, 9, 26, 6, 0, tzinfo=UTC), description="С какого момента идут часы песочницы"
    )


class Log(Part):
    """The log."""

    level: LogLevel = Field(default="INFO", description="Насколько подробен журнал")
    format: Literal["console", "json"] = Field(
        default="console", description="Вид строк журнала: для чтения глазами или для программ"
    )


class Config(BaseSettings):
    """All settings. ``load`` fills it from the file and the environment; it looks at neither by itself."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, enable_decoding=False)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take only what ``load`` has gathered: it knows the file, and for each mistake the line it stands in."""
        return (init_settings,)

    telegram: Telegram = Telegram()
    storage: Storage = Storage()
    district: District = District()
    reminders: Reminders = Reminders()
    calendar: Calendar = Calendar()
    outbox: Outbox = Outbox()
    inbox: Inbox = Inbox()
    evidence: Evidence = Evidence()
    sandbox: Sandbox = Sandbox()
    log: Log = Log()

    def secrets(self) -> tuple[str, ...]:
        """Give the values that no line of a log may show."""
        hidden = (self.telegram.token, self.telegram.proxy, self.storage.url)
        return tuple(secret.get_secret_value() for secret in hidden if secret is not None)


def load(path: Path | None, environ: Mapping[str, str]) -> Config:
    """Read the settings from the file (None: no file) and, over it, from ``environ``.

    Raises ``ConfigError`` with every mistake of both at once; those of the district's calendar file come after them.
    """
    text, from_file = read_toml(path)
    from_environment, misnamed = environment_settings(Config, environ)
    try:
        config = Config.model_validate(merge(from_file, from_environment))
    except ValidationError as error:
        raise ConfigError([*misnamed, *mistakes_in(error, Config, path, text, from_environment)]) from None
    if misnamed:
        raise ConfigError(misnamed)
    school_calendar(config.calendar.file, config.district.country)
    return config
