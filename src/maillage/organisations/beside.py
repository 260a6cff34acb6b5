"""What stands in the rows beside many organisations, as values: one question for a table, no instance for a row."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet


def values(rows: QuerySet[Any], ids: Iterable[int], *columns: str) -> dict[int, list[Any]]:
    """{organisation: its rows}, in the order of `rows`: the value of one column, or a tuple of several."""
    found: dict[int, list[Any]] = {}
    for owner, *read in rows.filter(organisation__among=ids).values_list("organisation", *columns):
        found.setdefault(owner, []).append(tuple(read) if len(columns) > 1 else read[0])
    return found
