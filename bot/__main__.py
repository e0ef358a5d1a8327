"""The command line: ``vsrok`` or ``python -m bot``."""

import sys
from typing import NoReturn

import click

from bot.commands.check import check
from bot.commands.console import Group, command_line
from bot.commands.data import backup, migrate
from bot.commands.reading import deadline, read
from bot.commands.run import run
from bot.commands.sandbox import sandbox


@click.group(cls=Group)
@click.version_option(package_name="vsrok", message="vsrok %(version)s", help="Показать версию и выйти.")
def cli() -> None:
    """«В срок»: Telegram-бот, который следит за исполнением дорожных карт школ и районов."""


for command in (run, check, sandbox, read, deadline, migrate, backup):
    cli.add_command(command)


def main() -> NoReturn:
    """Run the command that was typed and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal or a pipe of another encoding must not stop the program at the first Russian letter.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    command_line(cli)


if __name__ == "__main__":
    main()
