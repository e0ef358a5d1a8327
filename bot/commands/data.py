"""Keeping the data: ``migrate`` and ``backup``."""

import os
import sqlite3
import tempfile
import zipfile
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.clock import SystemClock
from bot.commands.check import folder_obstacle
from bot.commands.console import Command, Failure, WrongInput, config_option, settings
from bot.config import Storage
from bot.system_errors import reason

DATABASE = "vsrok.sqlite3"
FILES = "files"


@click.command(cls=Command, short_help="Обновить базу данных до этой версии бота.")
@config_option
def migrate(config_path: Path | None) -> None:
    """Обновить базу данных до этой версии бота.

    Перед обновлением сделайте копию: vsrok backup ПАПКА. Запуск бота обновляет базу сам.
    """
    config = settings(config_path)
    if obstacle := folder_obstacle(config.storage.path):
        raise Failure(obstacle)
    # Alembic and SQLAlchemy take half a second to import, and only this command needs them.
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import DBAPIError

    from storage.database import migrate as bring_up_to_date
    from storage.database import sqlite_url

    address = config.storage.url
    try:
        bring_up_to_date(make_url(address.get_secret_value()) if address else sqlite_url(config.storage.path))
    except DBAPIError as error:
        raise Failure(f"База не обновлена. Её ответ: {error.orig}.") from error
    click.echo("База данных обновлена.")


@click.command(cls=Command, short_help="Сделать копию базы и вложений.")
@click.argument("target", type=click.Path(path_type=Path), metavar="КУДА")
@config_option
def backup(target: Path, config_path: Path | None) -> None:
    """Сделать копию базы и вложений, не останавливая бота.

    КУДА — папка, в которой появится архив с датой в имени, или имя нового архива на .zip.
    """
    config = settings(config_path)
    if config.storage.url:
        raise Failure("База не в файле: копию базы делает её сервер (pg_dump), вложения — в папке files/.")
    moment = SystemClock().now().astimezone(ZoneInfo(config.district.zone))
    named = target.suffix == ".zip" and not target.is_dir()
    archive = target if named else target / f"vsrok-{moment:%Y-%m-%d-%H%M%S}.zip"
    if archive.exists():
        raise WrongInput(f"Файл {archive} уже есть, копия не сделана. Назовите другое имя или папку.")
    count = write_backup(config.storage, archive)
    size = archive.stat().st_size / 2**20
    click.echo(f"Копия готова: {archive} (вложений: {count}, {size:.1f} МБ) — из папки {config.storage.path}")


def write_backup(storage: Storage, archive: Path) -> int:
    """Write the database and the attachments into a zip archive; give the number of attachments.

    The archive appears under its name only when it is whole: a crash on the way leaves a hidden folder beside it. The
    database is copied first: a file that a row names was on the disk before the row, so the copy lacks none of them.
    """
    if not (storage.path / DATABASE).is_file():
        raise WrongInput(f"Базы {storage.path / DATABASE} нет: копировать нечего.")
    try:
        archive.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=archive.parent, prefix=".vsrok-") as scratch:
            fresh, database = Path(scratch) / "new.zip", Path(scratch) / DATABASE
            _copy_database(storage.path / DATABASE, database)
            count = _fill(fresh, database, storage.path)
            fresh.replace(archive)
    except OSError as error:
        raise Failure(f"Копия не записана: {reason(error)} ({archive}).") from error
    return count


def _fill(fresh: Path, database: Path, data: Path) -> int:
    # Only the owner may read it: it holds names and answers of people.
    fresh.touch(0o600)
    with fresh.open("r+b") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(database, DATABASE)
            count = _add_files(archive, data)
        out.flush()
        os.fsync(out.fileno())
    return count


def _copy_database(source: Path, copy: Path) -> None:
    from storage.database import copy_sqlite

    try:
        broken = copy_sqlite(source, copy)
    except sqlite3.Error as error:
        raise Failure(f"База не копируется. Её ответ: {error}.") from error
    if broken:
        raise Failure(f"База повреждена, копия не сделана. Ответ SQLite: {broken}.")


def _add_files(archive: zipfile.ZipFile, data: Path) -> int:
    count = 0
    for path in sorted((data / FILES).rglob("*")):
        # A name with a dot is a file that is being written just now; no row names it yet.
        if path.name.startswith(".") or not path.is_file():
            continue
        try:
            archive.write(path, path.relative_to(data).as_posix())
        except FileNotFoundError:
            continue  # its retention term ended between the listing and the copy
        count += 1
    return count
