"""A frozen year stays as it was: both databases refuse to change one.

On SQLite a later change of the table copies it and loses the trigger: such a migration ends with `make` of this one.
"""

from django.db import migrations

TABLE = "attendance_snapshot"
SQLITE = (
    f"CREATE TRIGGER attendance_snapshot_frozen BEFORE UPDATE ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'a snapshot is never altered'); END",
)
SQLITE_AWAY = ("DROP TRIGGER IF EXISTS attendance_snapshot_frozen",)
POSTGRESQL = (
    "CREATE FUNCTION attendance_snapshot_frozen() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'a snapshot is never altered'; END $$",
    f"CREATE TRIGGER attendance_snapshot_frozen BEFORE UPDATE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION attendance_snapshot_frozen()",
)
POSTGRESQL_AWAY = (
    f"DROP TRIGGER IF EXISTS attendance_snapshot_frozen ON {TABLE}",
    "DROP FUNCTION IF EXISTS attendance_snapshot_frozen()",
)


def make(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def away(apps, schema_editor):
    for statement in POSTGRESQL_AWAY if schema_editor.connection.vendor == "postgresql" else SQLITE_AWAY:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("attendance", "0001_initial")]
    operations = [migrations.RunPython(make, away)]
