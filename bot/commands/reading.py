"""``read`` and ``deadline``: how the bot understands a document or one deadline cell, without Telegram."""

import asyncio
import json
import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from bot import log
from bot.commands.console import Command, WrongInput
from bot.commands.plan_table import deadline_lines, plan_lines, unclear_lines
from bot.system_errors import reason
from documents.reading.schema import question_to_json, roadmap_to_json, stage_to_json
from domain.deadlines import Reading, read_deadline
from domain.errors import ColumnsUnclear, Unreadable
from domain.measures import Span

_COUNTRIES = ("RU", "BY")


@click.command(cls=Command, short_help="Показать, как бот понял дорожную карту.")
@click.argument("file", type=click.Path(path_type=Path), metavar="ФАЙЛ")
@click.option("--json", "as_json", is_flag=True, help="Один объект JSON вместо таблицы.")
def read(file: Path, as_json: bool) -> None:
    """Показать, как бот понял дорожную карту: мероприятия, сроки, исполнителей и вопросы.

    ФАЙЛ — Word (.docx), Excel (.xlsx, .xls), LibreOffice (.odt, .ods), PDF с текстом, веб-страница с таблицей,
    .csv или .txt; формат виден по содержимому, а не по имени. Вопросы стоят под своей строкой после знака «?».

    Код возврата 2, если таблицы с мероприятиями в файле нет: почему и что сделать, сказано в потоке ошибок.
    """
    # These bring the parsers' libraries with them; a deadline is read without.
    from delivery.texts import label
    from documents.reading.child import read_in_child

    log.setup("ERROR")  # the reader's own notes would stand beside the answer
    try:
        draft = asyncio.run(read_in_child(_content(file), file.name))
    except ColumnsUnclear as error:
        rows = "\n".join(unclear_lines(error.rows))
        raise WrongInput(f"{label(f'refusal-{error.code}')}\nПервые строки таблицы:\n{rows}") from error
    except Unreadable as error:
        raise WrongInput(label(f"refusal-{error.code}", **error.facts)) from error
    if as_json:
        click.echo(json.dumps(roadmap_to_json(draft), ensure_ascii=False))
    else:
        click.echo("\n".join(plan_lines(draft)))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise WrongInput(f"Файла {file} нет.") from None
    except OSError as error:
        raise WrongInput(f"Файл {file} не открывается: {reason(error)}.") from None


@click.command(cls=Command, short_help="Показать, как бот понял запись срока.")
@click.argument("phrase", required=False, metavar="СРОК")
@click.option("--period", metavar="С..ПО", help="Период плана, например 2022-09-01..2023-05-31.")
@click.option("--country", type=click.Choice(_COUNTRIES), help="Страна плана.")
@click.option("--json", "as_json", is_flag=True, help="Один объект JSON вместо строк.")
@click.option(
    "--batch",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="ФАЙЛ",
    help="Много сроков сразу, «-» — из потока ввода.",
)
def deadline(phrase: str | None, period: str | None, country: str | None, as_json: bool, batch: Path | None) -> None:
    """Показать, как бот понял запись срока, например «до 20.10.2022 г.» или «ежеквартально».

    С --batch в каждой строке файла стоит объект JSON {"phrase", "period", "country"}, и на каждую печатается по
    объекту {"stages", "questions"} в том же порядке. Вместо строки, которую прочитать нельзя, печатается объект с
    ключом "error"; тогда код возврата 2.
    """
    if (phrase is None) == (batch is None):
        raise WrongInput("Нужна либо запись срока в кавычках, либо --batch ФАЙЛ.")
    if batch is not None:
        _print_batch(_batch_lines(batch))
        return
    reading = read_deadline(phrase or "", span(period), country)
    click.echo(_as_json(reading) if as_json else "\n".join(deadline_lines(reading)))


def span(period: str | None) -> Span:
    """Read "2022-09-01..2023-05-31"; one end may be left out. ``WrongInput`` where it is something else."""
    if not period:
        return Span()
    start, dots, end = period.partition("..")
    try:
        if not dots:
            raise ValueError
        bounds = Span(date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None)
    except ValueError:
        raise WrongInput(f"Период «{period}» записан неверно. Нужно: 2022-09-01..2023-05-31") from None
    if bounds.start and bounds.end and bounds.start > bounds.end:
        raise WrongInput(f"Период «{period}» кончается раньше, чем начинается.")
    return bounds


def _as_json(reading: Reading) -> str:
    stages = [stage_to_json(stage) for stage in reading.stages]
    questions = [question_to_json(question) for question in reading.questions]
    return json.dumps({"stages": stages, "questions": questions}, ensure_ascii=False)


def _batch_lines(batch: Path) -> Iterator[bytes]:
    """Lines as they come: through a pipe each is answered before the next is written."""
    if str(batch) == "-":
        yield from sys.stdin.buffer
    else:
        yield from _content(batch).split(b"\n")


def _print_batch(lines: Iterable[bytes]) -> None:
    """Print an object for each line that is not blank, whatever it holds; ``WrongInput`` after the last one."""
    bad: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip().removeprefix(BOM_UTF8):
            continue
        try:
            answer = _as_json(read_deadline(*_task(line)))
        except WrongInput as error:
            bad.append(f"Строка {number}: {error.message}")
            answer = json.dumps({"stages": [], "questions": [], "error": bad[-1]}, ensure_ascii=False)
        click.echo(answer)
    if len(bad) > 1:
        raise WrongInput(f"{bad[0]} Так же не прочитано строк ещё: {len(bad) - 1}.")
    if bad:
        raise WrongInput(bad[0])


def _task(line: bytes) -> tuple[str, Span, str | None]:
    """Take one line of the batch; the period is "A..B", {"start", "end"} or nothing."""
    try:
        given: Any = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise WrongInput("нужна кодировка UTF-8.") from None
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict) or not isinstance(given.get("phrase"), str):
        raise WrongInput('нужен объект JSON {"phrase", "period", "country"}.')
    period, country = given.get("period"), given.get("country")
    if isinstance(period, dict):
        period = f"{period.get('start') or ''}..{period.get('end') or ''}"
    if not isinstance(period, str | None) or country not in (*_COUNTRIES, None):
        raise WrongInput('нужен объект JSON {"phrase", "period", "country"}: период С..ПО, страна RU или BY.')
    return given["phrase"], span(period), country
