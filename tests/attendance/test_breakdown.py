"""What counts add up to, by properties: sums, rests, crossings, merges."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.attendance import breakdown
from maillage.attendance.breakdown import DIMENSIONS, BreakdownError, Table

VALUES = {"sex": "FMX", "age": ["0-11", "12-17", "65+"], "audience": ["scolaire", "adulte"], "region": ["03", "outside"],
          "first_time": ["yes", "no"]}  # fmt: skip


@st.composite
def counts(draw):
    """A total, and tables that partition some of the dimensions, often within it, sometimes of one value alone."""
    names = draw(st.permutations(DIMENSIONS))
    total = draw(st.integers(0, 60))
    tables, rest = [], list(names[: draw(st.integers(0, 5))])
    while rest:
        size = draw(st.integers(1, min(3, len(rest))))
        dims, rest = tuple(rest[:size]), rest[size:]
        cells, left = {}, total
        for _n in range(draw(st.integers(0, 5))):
            cell = tuple(draw(st.sampled_from(["", *VALUES[name]])) for name in dims)
            people = left if draw(st.booleans()) else draw(st.integers(0, left))
            cells[cell] = cells.get(cell, 0) + people
            left -= people
        tables.append(Table(dims, cells))
    return total, tables


def said(table, name, value):
    rank = table.dimensions.index(name)
    return sum(people for cell, people in table.cells.items() if cell[rank] == value)


@given(counts())
@settings(max_examples=150, deadline=None)
def test_margins_are_what_was_said_and_the_rest_is_unknown(made):
    total, tables = made
    rows = breakdown.settle(total, tables)
    for name in DIMENSIONS:
        found = breakdown.margin(total, rows, name)
        assert sum(found.values()) == total
        assert all(people >= 0 for people in found.values())
        told = [table for table in tables if name in table.dimensions]
        for value in VALUES[name]:
            assert found.get(value, 0) == sum(said(table, name, value) for table in told)


@given(counts())
@settings(max_examples=150, deadline=None)
def test_no_crossing_passes_its_margins(made):
    total, tables = made
    rows = breakdown.settle(total, tables)
    for size in (2, 3):
        for dims in combinations(DIMENSIONS, size):
            cells = breakdown.crossed(rows, dims)
            assert sum(cells.values()) <= total
            for rank, name in enumerate(dims):
                margin = breakdown.margin(total, rows, name)
                for value in VALUES[name]:
                    assert sum(n for cell, n in cells.items() if cell[rank] == value) <= margin.get(value, 0)


@given(counts())
@settings(max_examples=100, deadline=None)
def test_what_is_kept_says_the_same_again(made):
    total, tables = made
    rows = breakdown.settle(total, tables)
    again = breakdown.settle(total, breakdown.tables_of(rows))
    assert sorted(map(repr, again)) == sorted(map(repr, rows))
    assert all(row.people > 0 and row.owns & row.mask == row.owns for row in rows)


@given(counts(), counts())
@settings(max_examples=80, deadline=None)
def test_two_counts_add_up_cell_by_cell(one, other):
    rows = [breakdown.settle(*made) for made in (one, other)]
    for size in (1, 2):
        for dims in combinations(DIMENSIONS, size):
            both = breakdown.crossed([*rows[0], *rows[1]], dims)
            apart = [breakdown.crossed(found, dims) for found in rows]
            assert both == {cell: apart[0].get(cell, 0) + apart[1].get(cell, 0) for cell in {*apart[0], *apart[1]}}


def test_a_class_of_one_audience_crosses_its_margins():
    rows = breakdown.settle(25, breakdown.margins({"audience": {"scolaire": 25}, "sex": {"F": 13, "M": 10},
                                                   "age": {"12-17": 25}}))  # fmt: skip
    assert breakdown.crossed(rows, ("audience", "sex")) == {("scolaire", "F"): 13, ("scolaire", "M"): 10}
    assert breakdown.crossed(rows, ("sex", "age", "audience")) == {
        ("F", "12-17", "scolaire"): 13, ("M", "12-17", "scolaire"): 10}  # fmt: skip
    assert breakdown.margin(25, rows, "sex") == {"F": 13, "M": 10, "": 2}


def test_two_margins_invent_no_crossing():
    rows = breakdown.settle(25, breakdown.margins({"sex": {"F": 13, "M": 12}, "age": {"12-17": 20, "18-35": 5}}))
    assert breakdown.crossed(rows, ("sex", "age")) == {}


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        (breakdown.margins({"sex": {"F": 8, "M": 3}}), "above"),
        (breakdown.margins({"sex": {"F": -1}}), "negative"),
        ([*breakdown.margins({"sex": {"F": 1}}), Table(("sex", "age"), {("F", "65+"): 1})], "twice"),
        (breakdown.margins({"height": {"tall": 1}}), "no_dimension"),
        ([Table(("sex", "age"), {("F",): 1})], "shape"),
    ],
)
def test_what_cannot_be_is_refused_and_named(tables, code):
    with pytest.raises(BreakdownError) as refused:
        breakdown.settle(10, tables)
    assert refused.value.code == code
    assert "sex" in refused.value.message() or code == "no_dimension"
