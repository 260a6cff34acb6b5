"""The databases' own part of the index: derived from `terms`, so that no writer can forget it.

On SQLite a later change of the table `search_searchdocument` copies it and loses the triggers: such a migration ends
with `away` and `make` of this one, run again. `maillage check` says so when they are missing.
"""

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE search_index USING fts5(terms, content='search_searchdocument', content_rowid='id', "
    "detail=none, columnsize=0, prefix='2 3', tokenize=\"ascii tokenchars '=@#:.+_-'\")",
    "CREATE TRIGGER search_index_added AFTER INSERT ON search_searchdocument BEGIN "
    "INSERT INTO search_index(rowid, terms) VALUES (new.id, new.terms); END",
    "CREATE TRIGGER search_index_gone AFTER DELETE ON search_searchdocument BEGIN "
    "INSERT INTO search_index(search_index, rowid, terms) VALUES ('delete', old.id, old.terms); END",
    "CREATE TRIGGER search_index_changed AFTER UPDATE OF terms ON search_searchdocument BEGIN "
    "INSERT INTO search_index(search_index, rowid, terms) VALUES ('delete', old.id, old.terms); "
    "INSERT INTO search_index(rowid, terms) VALUES (new.id, new.terms); END",
    "INSERT INTO search_index(search_index) VALUES ('rebuild')",
)
SQLITE_AWAY = (
    "DROP TRIGGER IF EXISTS search_index_added",
    "DROP TRIGGER IF EXISTS search_index_gone",
    "DROP TRIGGER IF EXISTS search_index_changed",
    "DROP TABLE IF EXISTS search_index",
)
POSTGRESQL = (
    "ALTER TABLE search_searchdocument ADD COLUMN vector tsvector "
    "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(terms, ' '))) STORED",
    "ALTER TABLE search_searchdocument ALTER COLUMN vector SET STATISTICS 500",
    # Without the pending list: a search never pays for the writing before it.
    "CREATE INDEX search_index ON search_searchdocument USING gin (vector) WITH (fastupdate = off)",
)
POSTGRESQL_AWAY = ("ALTER TABLE search_searchdocument DROP COLUMN IF EXISTS vector",)


def make(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def away(apps, schema_editor):
    for statement in POSTGRESQL_AWAY if schema_editor.connection.vendor == "postgresql" else SQLITE_AWAY:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, away)]
