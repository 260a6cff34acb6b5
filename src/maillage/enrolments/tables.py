"""Seat groups at tables: together where a table has room for all, never more than its seats. Without Django."""

from collections.abc import Iterable, Mapping

GroupKey = int
Table = int


def seat(groups: Iterable[tuple[GroupKey, int]], free: Mapping[Table, int]) -> dict[GroupKey, Table]:
    """Largest groups first, each at the table that it fills best; those who fit nowhere whole are left out.

    Best fit keeps the large tables for the large groups that follow; equal choices go by number, so that the same
    people are seated alike twice.
    """
    left, found = dict(free), {}
    for key, size in sorted(groups, key=lambda pair: (-pair[1], pair[0])):
        fits = [(room - size, table) for table, room in left.items() if room >= size > 0]
        if fits:
            _rest, table = min(fits)
            left[table] -= size
            found[key] = table
    return found
