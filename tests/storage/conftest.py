"""The migrated database of the outbox tests."""

from tests.delivery.conftest import database

__all__ = ["database"]
