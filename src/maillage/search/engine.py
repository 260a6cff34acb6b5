"""The two databases. Both search the same terms, kept up by the database itself from the column `terms`.

SQLite: an FTS5 table over `terms`, fed by triggers; its tokenizer cuts at spaces alone. PostgreSQL: a generated
`tsvector` with a GIN index, made of the terms as they are: no dictionary, no parser (migration 0002).

A term is letters and digits, or begins with a mark: "=" it is in the title, "==" it is the whole title, "@" an access
or an owner, "#" a kind.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import JSONField, QuerySet

from maillage.search.analyser import Group
from maillage.search.models import SearchDocument

TABLE = "search_searchdocument"
DRAIN_LOCK = 0x6D61696C  # one writer of the index at a time
TITLE, WHOLE, ACCESS, KIND = "=", "==", "@", "#"
HOLE = "\uffff"  # in no term


@dataclass(frozen=True)
class AnyOf:
    """One of these terms; `prefix` also takes what begins so."""

    terms: tuple[str, ...]
    prefix: str = ""


def title(group: Group) -> AnyOf:
    """The group, in the title."""
    return AnyOf(tuple(TITLE + term for term in group.terms), TITLE + group.prefix if group.prefix else "")


def anywhere(group: Group) -> AnyOf:
    return AnyOf(group.terms, group.prefix)


def is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def matching(clauses: Iterable[AnyOf]) -> QuerySet[SearchDocument]:
    """The documents of which every clause holds."""
    rows = SearchDocument.objects.all()
    if is_postgresql():
        asked = " & ".join(_either(clause, " | ", _quoted, ":*") for clause in clauses)
        return rows.extra(where=[f"{TABLE}.vector @@ %s::tsquery"], params=[asked])  # noqa: S610 (constant SQL, one parameter)
    asked = " AND ".join(_either(clause, " OR ", _string, " *") for clause in clauses)
    # The plus sign: from the index to the documents, one by one, and only as many as are asked for.
    where = ["search_index MATCH %s", f"{TABLE}.id = +search_index.rowid"]
    return rows.extra(tables=["search_index"], where=where, params=[asked])  # noqa: S610 (constant SQL, one parameter)


def repeated(rows: QuerySet[Any]) -> Callable[[str], list[tuple[Any, ...]]]:
    """Values of documents, asked again and again with another word in the place of `HOLE`: the database works a
    twentieth of a millisecond on each, writing the statement would take ten times as long."""
    sql, params = rows.query.sql_with_params()
    told = [place for place, column in enumerate(rows.query.select) if isinstance(column.target, JSONField)]

    def run(word: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, [one.replace(HOLE, word) if isinstance(one, str) else one for one in params])
            found = cursor.fetchall()
        return [tuple(json.loads(one) if place in told else one for place, one in enumerate(row)) for row in found]

    return run


def _either(clause: AnyOf, word: str, quote: Callable[[str], str], star: str) -> str:
    prefix = [quote(clause.prefix) + star] if clause.prefix else []
    return f"({word.join([*map(quote, clause.terms), *prefix])})"


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


def _string(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def lock_index() -> None:
    """Only one transaction writes the index; SQLite sees to it alone. Who drops a document waits for the one who may
    be writing it again from what was true a moment before."""
    if is_postgresql():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [DRAIN_LOCK])


@contextmanager
def by_index() -> Iterator[None]:
    """Searches go by the index. For a few rows of a common word PostgreSQL prefers to read the table until it has
    them; where words and kinds seldom meet, it reads all of it."""
    if not is_postgresql():
        yield
        return
    ours = not connection.in_atomic_block  # then the setting ends with the transaction
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        if not ours:
            cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")


def settle() -> None:
    """After much writing: fewer segments, fresh statistics."""
    with connection.cursor() as cursor:
        if is_postgresql():
            cursor.execute(f"ANALYZE {TABLE}")
            cursor.execute("ANALYZE search_searchtrigram")
        else:
            cursor.execute("INSERT INTO search_index(search_index) VALUES ('optimize')")
            cursor.execute("ANALYZE search_searchtrigram")


def faults() -> list[str]:
    """What is broken in the database's own part of the index."""
    if is_postgresql():
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search_index_%%'", [])
        missing = {"search_index_added", "search_index_gone", "search_index_changed"} - {row[0] for row in cursor}
        if missing:
            return sorted(missing)
        try:
            cursor.execute("INSERT INTO search_index(search_index, rank) VALUES ('integrity-check', 1)")
        except Exception as error:  # a malformed index is said, whatever the database's word for it
            return [str(error)]
    return []


def documents_with(terms: Sequence[str]) -> bool:
    """Is there any document with all these terms?"""
    return matching([AnyOf((term,)) for term in terms]).exists()
