"""``check``: whether the bot could start with these settings, before it is started."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import click

from bot.commands.console import Command, Failure, config_option, settings
from bot.config import Config


@click.command(cls=Command, short_help="Проверить настройки.")
@config_option
def check(config_path: Path | None) -> None:
    """Проверить настройки, ничего не запуская.

    Показывает все ошибки сразу: файл, строку и что там нужно. Ключ бота и пароли не показывает.
    """
    config = settings(config_path)
    click.echo("\n".join(summary(config)))
    obstacle = folder_obstacle(config.storage.path)
    if obstacle:
        raise Failure(obstacle)
    click.echo("Ошибок нет.")


def summary(config: Config) -> Iterator[str]:
    """Say in a few lines what the bot would do with these settings."""
    district, telegram, days = config.district, config.telegram, config.reminders.profiles[config.reminders.profile]
    yield f"Район: {district.name}, {district.country}, {district.zone}"
    yield f"Сводка дел в {district.digest_at:%H:%M}, тихие часы {district.quiet_from:%H:%M}–{district.quiet_to:%H:%M}"
    yield (
        f"Напоминания «{config.reminders.profile}»: до срока за {_days(days.before)}, после через {_days(days.after)}"
        f" рабочих дней, не больше {days.at_most}"
    )
    if config.calendar.file is not None:
        yield f"Школьный календарь: свой файл {config.calendar.file.resolve()}"
    if telegram.token is None:
        yield f"Telegram: ключа нет, бот будет работать с песочницей на http://127.0.0.1:{config.sandbox.port}/"
    else:
        through = ", через прокси" if telegram.proxy else ""
        yield f"Telegram: ключ есть (подойдёт ли он, покажет запуск), сервер {telegram.api_base}{through}"
        if not telegram.admins:
            yield "Внимание: не указан ни один администратор (admins в разделе [telegram])."
    yield f"Данные: {'другая база, вложения в ' if config.storage.url else ''}{config.storage.path.resolve()}"
    if telegram.token is None:
        yield f"Данные песочницы: {(config.storage.path / 'demo').resolve()}"
    yield f"SQLite {sqlite3.sqlite_version}"


def _days(days: tuple[int, ...]) -> str:
    return ", ".join(map(str, days)) or "—"


def folder_obstacle(folder: Path) -> str | None:
    """Say why the data folder could not be written to, or None; nothing is created."""
    place = folder.resolve()
    while not place.exists():
        place = place.parent
    if not place.is_dir():
        return f"{place} — файл, а для данных нужна папка (path в разделе [storage])."
    if not os.access(place, os.W_OK | os.X_OK):
        return f"В папку {place} нельзя писать (path в разделе [storage])."
    return None
