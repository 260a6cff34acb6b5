"""Many rows at once, without a model instance for each: one statement prepared, its values streamed.

For the few places where a hundred thousand rows are written (imports, the journal, the index). Everything else
uses the ORM. The database's constraints hold all the same; defaults and `save()` do not run: give every column.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from django.db import connection, models

BATCH = 1000
MOST_VALUES = 5_000  # in one statement
_encode = json.JSONEncoder().encode  # what the ORM writes too, without an encoder made for each value
Row = Sequence[Any]


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """So many new primary keys. On SQLite the caller's transaction already holds the only write lock."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        # Django's SQLite keys are AUTOINCREMENT: a key is never given twice, even after a deletion.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        last = row[0] if row else 0
        return list(range(last + 1, last + 1 + count))


def _json(value: Any) -> str:
    if not value and type(value) in (list, dict):  # most of what is written
        return "[]" if type(value) is list else "{}"
    return _encode(value)


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Insert rows given as values in the order of `columns` (field names, `x_id` for a foreign key). Returns how many."""
    fields = [_field(model, name) for name in columns]
    converters = [_converter(field) for field in fields]
    special = [(place, converter) for place, converter in enumerate(converters) if converter]
    quoted = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"  # noqa: S608 (names of our own models, quoted)
    written = 0
    with connection.cursor() as cursor:
        for batch in _batches(_prepared(rows, special)):
            if connection.vendor == "postgresql":
                cursor.executemany(statement, batch)
            else:
                _in_few_statements(cursor, statement, marks, batch)
            written += len(batch)
    return written


def _in_few_statements(cursor: Any, statement: str, marks: str, batch: list[list[Any]]) -> None:
    """Many rows in each: SQLite writes out the full-text index at the end of every statement that feeds it."""
    size = MOST_VALUES // len(batch[0])
    for start in range(0, len(batch), size):
        some = batch[start : start + size]
        cursor.execute(f"{statement}{f', ({marks})' * (len(some) - 1)}", list(chain.from_iterable(some)))


def _field(model: type[models.Model], name: str) -> Any:
    return next(field for field in model._meta.concrete_fields if name in (field.name, field.attname))


def _converter(field: Any) -> Callable[[Any], Any] | None:
    """What the database adapter needs for this column; None where Python's value is already right."""
    if isinstance(field, models.JSONField) and connection.vendor == "sqlite":
        return _json
    if isinstance(field, models.JSONField):
        return lambda value: field.get_db_prep_save(value, connection)
    if isinstance(field, models.DateField):
        return lru_cache(maxsize=2)(lambda value: field.get_db_prep_save(value, connection))  # often one same moment
    return None


def _prepared(rows: Iterable[Row], special: list[tuple[int, Callable[[Any], Any]]]) -> Iterator[list[Any]]:
    for row in rows:
        values = list(row)
        for place, convert in special:
            if values[place] is not None:
                values[place] = convert(values[place])
        yield values


def _batches(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
