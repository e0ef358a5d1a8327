"""The command line in Russian: help, mistakes, exit codes (0 done, 1 failed, 2 the input is wrong)."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

from bot import log
from bot.config import Config, load
from bot.config_check import ConfigError

_HEADINGS = {"Options": "Параметры", "Commands": "Команды", "Arguments": "Аргументы"}

_HINT = "\nСправка: vsrok --help"

config_option = click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path),
    metavar="ФАЙЛ",
    help="Файл настроек. Без него — config.toml в текущей папке, если он есть.",
)


class Failure(click.ClickException):
    """The command cannot go on; the message is for the person."""

    exit_code = 1


class WrongInput(Failure):
    """What was typed, a file or a setting cannot be used; the message is for the person."""

    exit_code = 2


def settings(path: Path | None) -> Config:
    """Load the settings and start the log by them; ``Failure`` names every mistake."""
    usual = Path("config.toml")
    try:
        config = load(path or (usual if usual.exists() else None), os.environ)
    except ConfigError as error:
        raise WrongInput(str(error)) from None
    log.setup(config.log.level, config.log.format, config.secrets())
    return config


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "Вызов: ")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(_HEADINGS.get(name, name)):
            yield


class _Context(click.Context):
    formatter_class = _Formatter


class _Russian(click.Command):
    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give the ``--help`` option with its Russian sentence."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Показать эту справку и выйти."
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed; ``WrongInput`` for an option without its value or a flag with one."""
        try:
            return super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            option = next(param for param in self.get_params(ctx) if error.option_name in param.opts)
            if isinstance(option, click.Option) and option.is_flag:
                raise WrongInput(f"Параметр {error.option_name} пишется без значения.{_HINT}") from None
            raise WrongInput(f"Не хватает: {error.option_name} {option.make_metavar(ctx)}.{_HINT}") from None


class Command(_Russian):
    """A command with Russian help."""

    # Refused below, in Russian.
    allow_extra_args = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[ПАРАМЕТРЫ]", **kwargs})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed; ``WrongInput`` where it is more than the command takes."""
        rest = super().parse_args(ctx, args)
        if rest:
            raise WrongInput(f"Лишнее: {' '.join(rest)}. Запись из нескольких слов берут в кавычки.{_HINT}")
        return rest


class Group(_Russian, click.Group):
    """The program with Russian help."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        words = {"options_metavar": "[ПАРАМЕТРЫ]", "subcommand_metavar": "КОМАНДА …"}
        super().__init__(*args, **{**words, **kwargs})


def command_line(group: click.Group, args: Sequence[str] | None = None) -> NoReturn:
    """Run what was typed (``sys.argv`` unless given) and leave the process with the exit code."""
    try:
        code = group.main(args, "vsrok", standalone_mode=False) or 0
    except click.ClickException as error:
        click.echo(_explained(error), err=True)
        code = error.exit_code
    except click.Abort:
        code = 130
    except BrokenPipeError:
        # The reader (head, less) went away; Python would complain once more when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code)


def _explained(error: click.ClickException) -> str:
    match error:
        case click.exceptions.NoArgsIsHelpError():
            return error.format_message()
        case click.exceptions.NoSuchCommand():
            return f"Нет команды «{error.command_name}».{_perhaps(error.possibilities)}{_HINT}"
        case click.NoSuchOption():
            return f"Нет параметра {error.option_name}.{_perhaps(error.possibilities)}{_HINT}"
        case click.MissingParameter():
            return f"Не хватает: {_named(error)}.{_HINT}"
        case click.BadParameter():
            return f"Не подходит значение: {_named(error)}.{_HINT}"
        case click.UsageError():
            return f"Команда записана неверно.{_HINT}"
    return error.format_message()


def _perhaps(possibilities: Sequence[str] | None) -> str:
    return f" Возможно, {' или '.join(possibilities)}." if possibilities else ""


def _named(error: click.BadParameter) -> str:
    if error.param is None or error.ctx is None:
        return error.message
    name = "/".join(error.param.opts) if isinstance(error.param, click.Option) else error.param.make_metavar(error.ctx)
    match error.param.type:
        case click.Choice(choices=choices):
            return f"{name} (нужно: {', '.join(choices)})"
        case click.IntRange(min=least, max=most):
            return f"{name} (нужно: число от {least} до {most})"
    return name
