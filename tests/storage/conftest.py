"""The migrated database of the outbox tests."""

from tests.delivery.conftest import database, migrated

__all__ = ["database", "migrated"]
