"""The database, the Telegram and the bot of the outbox tests."""

from tests.delivery.conftest import bot, database, server

__all__ = ["bot", "database", "server"]
