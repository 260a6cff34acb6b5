"""Which database the suite runs on: SQLite in memory, or the PostgreSQL of DATABASE_URL (`scripts/pg run -- …`)."""

import pytest
from django.db import connection
from django.test import SimpleTestCase

POSTGRESQL = connection.vendor == "postgresql"

only_postgresql = pytest.mark.skipif(not POSTGRESQL, reason="says something of PostgreSQL alone")
only_sqlite = pytest.mark.skipif(POSTGRESQL, reason="says something of SQLite alone")

DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
    "live_server",
}


def opens_one(item: pytest.Item) -> bool:
    """Whether a test opens a database, in this process or (said by `only_postgresql`) in another: one that opens none says
    on PostgreSQL word for word what it said on SQLite."""
    if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
        return True
    if only_postgresql.mark in item.iter_markers():
        return True
    held = getattr(item, "cls", None)
    return held is not None and issubclass(held, SimpleTestCase)
