"""Never two at a time, held by the databases themselves, whatever a verb forgets.

PostgreSQL excludes two holding rows whose ranges meet (native ranges: no extension). SQLite has two triggers; a later
change of the table `bookings_reservation` there copies it and loses them: such a migration ends with `away` and `make`
of this one, run again.
"""

from django.db import migrations

HOLDS = "state IN ('confirmed', 'out')"
CLASH = (
    "SELECT RAISE(ABORT, 'reservation_never_twice') WHERE EXISTS (SELECT 1 FROM bookings_reservation AS other "
    "WHERE other.bookable_id = NEW.bookable_id AND other.id <> NEW.id AND other.state IN ('confirmed', 'out') "
    "AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at)"
)
SQLITE = (
    "CREATE TRIGGER reservation_never_twice_added BEFORE INSERT ON bookings_reservation "
    f"WHEN NEW.{HOLDS} BEGIN {CLASH}; END",
    "CREATE TRIGGER reservation_never_twice_changed BEFORE UPDATE OF state, bookable_id, starts_at, ends_at "
    f"ON bookings_reservation WHEN NEW.{HOLDS} BEGIN {CLASH}; END",
)
SQLITE_AWAY = (
    "DROP TRIGGER IF EXISTS reservation_never_twice_added",
    "DROP TRIGGER IF EXISTS reservation_never_twice_changed",
)
POSTGRESQL = (
    "ALTER TABLE bookings_reservation ADD CONSTRAINT reservation_never_twice EXCLUDE USING gist "
    "(int8range(bookable_id, bookable_id, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&) "
    f"WHERE ({HOLDS})",
)
POSTGRESQL_AWAY = ("ALTER TABLE bookings_reservation DROP CONSTRAINT IF EXISTS reservation_never_twice",)


def make(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def away(apps, schema_editor):
    for statement in POSTGRESQL_AWAY if schema_editor.connection.vendor == "postgresql" else SQLITE_AWAY:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("bookings", "0001_initial")]
    operations = [migrations.RunPython(make, away)]
