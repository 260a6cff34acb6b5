"""Which database the suite runs on: SQLite in memory, or the PostgreSQL of DATABASE_URL (`scripts/pg run -- …`)."""

import pytest
from django.db import connection

POSTGRESQL = connection.vendor == "postgresql"

only_postgresql = pytest.mark.skipif(not POSTGRESQL, reason="says something of PostgreSQL alone")
only_sqlite = pytest.mark.skipif(POSTGRESQL, reason="says something of SQLite alone")
