"""What can be said of every chain, by properties."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.results import consolidation, crossing, lasting, numbers, periods, theory
from maillage.results.consolidation import Point, together
from maillage.results.crossing import Cell, CrossingError
from maillage.results.lasting import Endurance, Seen
from maillage.results.progress import progress

D = Decimal
few = settings(max_examples=60, deadline=None)
amounts = st.decimals(min_value=0, max_value=10_000, places=2)
days = st.dates(date(2020, 1, 1), date(2026, 1, 1))


# Numbers as they were written


@few
@given(st.text(max_size=30) | st.from_regex(r"-?\d{1,12}([.,]\d{1,8})?%?", fullmatch=True)
       | st.decimals(allow_nan=False, allow_infinity=False, places=4).map(str))  # fmt: skip
def test_any_writing_comes_back_as_it_was(text: str) -> None:
    assert numbers.write(*numbers.read(text)) == text


@pytest.mark.parametrize(
    ("text", "number", "kept"),
    [("12", "12", None), ("0.5", "0.5", None), ("0.50", "0.50", "0.50"), ("1,200", "1200", "1,200"),
     ("26,422.00", "26422.00", "26,422.00"), ("1 200,5", "1200.5", "1 200,5"), ("12,5", "12.5", "12,5"), ("45%", "45", "45%"),
     ("Oui", None, "Oui"), ("", None, ""), ("1,2,3", None, "1,2,3"), ("-3", "-3", None), ("NaN", None, "NaN"),
     ("1234567890.1234567", "1234567890.1234567", "1234567890.1234567"), ("9" * 40, None, "9" * 40), ("٣", None, "٣")],
)  # fmt: skip
def test_a_number_is_a_number(text: str, number: str | None, kept: str | None) -> None:
    assert numbers.read(text) == (None if number is None else D(number), kept)


# Breakdowns


@st.composite
def broken_down(draw: st.DrawFn) -> tuple[Decimal, list[Cell]]:
    """A total and tables that never pass it."""
    total = draw(amounts)
    tables = draw(st.sampled_from([[1], [2], [1, 2], [3], [3, 4], [7], [1, 6]]))
    cells = []
    for owns in tables:
        left = total
        for sex in ("F", "M", "") if owns & 1 else ("",):
            for age in ("18-35", "") if owns & 2 else ("",):
                part = draw(st.decimals(min_value=0, max_value=left, places=2)) if left >= 1 else D(0)
                place = draw(st.sampled_from(["Sikasso", ""])) if owns & 4 else ""
                cells.append(Cell(owns, (sex, age, place), part))
                left -= part
    return total, cells


@few
@given(broken_down())
def test_a_breakdown_within_its_total_is_taken_and_the_rest_is_unknown(given_: tuple[Decimal, list[Cell]]) -> None:
    total, cells = given_
    crossing.check(total, None, cells)
    for name in crossing.DIMENSIONS:
        assert 0 <= crossing.unknown(total, cells, name) <= total


@few
@given(st.lists(broken_down(), min_size=1, max_size=5))
def test_adding_up_measurements_keeps_every_unit(parts: list[tuple[Decimal, list[Cell]]]) -> None:
    total = sum((one for one, _cells in parts), D(0))
    cells = crossing.added(cell for _total, those in parts for cell in those)
    for name in crossing.DIMENSIONS:
        there = sum((value for value, _below in crossing.margin(cells, name).values()), D(0))
        each = sum((sum((v for v, _b in crossing.margin(those, name).values()), D(0)) for _t, those in parts), D(0))
        assert there == each <= total


@pytest.mark.parametrize(
    ("code", "total", "below", "cells"),
    [("above", 10, None, [crossing.cell(D(8), sex="F"), crossing.cell(D(3), sex="M")]),
     ("negative", 10, None, [crossing.cell(D(-1), sex="F")]),
     ("twice", 10, None, [crossing.cell(D(1), sex="F"), crossing.cell(D(1), sex="F", age="65+")]),
     ("no_total", None, None, [crossing.cell(D(1), sex="F")]),
     ("no_denominator", 10, 20, [crossing.cell(D(1), sex="F")]),
     ("above", 10, 20, [crossing.cell(D(4), D(12), sex="F"), crossing.cell(D(4), D(9), sex="M")]),
     ("above_part", 10, 20, [crossing.cell(D(4), D(3), sex="F")]),
     ("shape", 10, None, [Cell(1, ("F", "65+", ""), D(1))])],
)  # fmt: skip
def test_a_breakdown_that_cannot_be_is_refused(
    code: str, total: int | None, below: int | None, cells: list[Cell]
) -> None:
    with pytest.raises(CrossingError) as refused:
        crossing.check(None if total is None else D(total), None if below is None else D(below), cells)
    assert refused.value.code == code


# One value from several


@st.composite
def points(draw: st.DrawFn) -> list[Point]:
    return [
        Point(key, draw(days), draw(st.sampled_from([None, 1, 2])), draw(amounts), (over := draw(amounts)),
              over + draw(amounts) + 1)
        for key in range(draw(st.integers(1, 6)))
    ]  # fmt: skip


@few
@given(points())
def test_new_things_add_up_and_every_measurement_is_named(rows: list[Point]) -> None:
    total = together(rows, "1", last=False)
    assert total.value == sum((row.value for row in rows), D(0))
    assert sorted(total.sources) == [row.key for row in rows]


@few
@given(points())
def test_a_state_keeps_the_last_of_each_who_measures(rows: list[Point]) -> None:
    total = together(rows, "1", last=True)
    last = {}
    for row in sorted(rows, key=lambda one: (one.on, one.key)):
        last[row.who] = row
    assert total.value == sum((row.value for row in last.values()), D(0))
    assert set(total.sources) == {row.key for row in last.values()}


@few
@given(points())
def test_percentages_pool_their_fractions_and_stay_between_their_extremes(rows: list[Point]) -> None:
    total = together(rows, "2", last=False)
    parts = [row.numerator * 100 / row.denominator for row in rows if row.numerator is not None and row.denominator]
    assert total.value is not None
    assert min(parts) - 1 <= total.value <= max(parts) + 1
    assert total.numerator == sum((row.numerator for row in rows), D(0))


def test_percentages_without_fractions_are_never_averaged() -> None:
    rows = [Point(1, date(2025, 1, 1), value=D(40)), Point(2, date(2025, 2, 1), value=D(60))]
    assert together(rows[:1], "2", last=False).value == 40
    total = together(rows, "2", last=False)
    assert total.value is None
    assert total.unfit == (1, 2)


def test_degrees_are_counted_never_added() -> None:
    rows = [Point(n, date(2025, n, 1), level=level) for n, level in ((1, "2"), (2, "3"), (3, "2"))]
    total = together(rows, "4", last=False)
    assert (total.levels, total.level, total.value) == ({"2": 2, "3": 1}, "2", None)


def test_over_time_what_is_new_adds_up_and_what_is_a_state_keeps_its_last() -> None:
    a, b, none = consolidation.Total(D(10)), consolidation.Total(D(30)), consolidation.Total()
    assert consolidation.over_time([a, b, none], "1", last=False).value == 40
    assert consolidation.over_time([a, b, none], "1", last=True).value == 30
    assert consolidation.over_time([none], "1", last=True).value is None


# Towards a target


@few
@given(amounts, amounts, amounts, st.booleans())
def test_reached_means_reached_whichever_way_is_better(start: Decimal, aim: Decimal, now: Decimal, rises: bool) -> None:
    found = progress(start, aim, now, rises=rises)
    mirrored = progress(-start, -aim, -now, rises=not rises)
    assert (found.percent, found.reached, found.backwards) == (mirrored.percent, mirrored.reached, mirrored.backwards)
    assert found.reached == (now >= aim if rises else now <= aim)
    if found.percent is not None and not found.reached:
        assert found.percent < 100


def test_progress_knows_what_it_cannot_say() -> None:
    assert progress(None, None, D(3), rises=True).percent is None
    assert progress(D(10), D(20), D(15), rises=True).percent == 50
    assert progress(D(20), D(10), D(25), rises=False).backwards
    assert progress(None, D(5), D(8), rises=False).percent is None


# What lasts


@few
@given(days, st.lists(st.tuples(days, st.sampled_from(["grows", "holds", "fades", "undone"])), max_size=6))
def test_lasting_is_earned(since: date, told: list[tuple[date, str]]) -> None:
    seen = [Seen(on, verdict) for on, verdict in told]
    found = lasting.endurance(since, seen)
    after = sorted((one for one in seen if one.on > since), key=lambda one: one.on)
    if found == Endurance.LASTING:
        assert after[-1].there
        assert (after[-1].on - since).days >= lasting.LONG
        assert len({one.on for one in after}) >= 2
    if not after:
        assert found == Endurance.NEW
    later = [*seen, Seen(max([since, *(one.on for one in seen)]) + timedelta(1), "undone")]
    assert lasting.endurance(since, later) == Endurance.UNDONE


def test_a_change_seen_two_years_later_twice_lasts_and_a_relapse_begins_again() -> None:
    since = date(2021, 1, 1)
    once = [Seen(date(2023, 6, 1), "holds")]
    assert lasting.endurance(since, once) == Endurance.SEEN
    twice = [Seen(date(2022, 1, 1), "holds"), *once]
    assert lasting.endurance(since, twice) == Endurance.LASTING
    relapse = [Seen(date(2022, 1, 1), "holds"), Seen(date(2022, 9, 1), "fades"), *once]
    assert lasting.endurance(since, relapse) == Endurance.SEEN
    assert lasting.to_see_again(since, [], date(2024, 1, 1))


# Drawing, cutting


@st.composite
def chains(draw: st.DrawFn) -> list[theory.Node]:
    count = draw(st.integers(0, 9))
    return [
        theory.Node(key, draw(st.integers(0, 2)), draw(st.text(max_size=120)),
                    draw(st.none() | st.integers(0, count)), draw(st.sampled_from([(), (1,), (1, 2)])))
        for key in range(count)
    ]  # fmt: skip


@few
@given(chains())
def test_boxes_never_overlap_and_arrows_join_boxes(nodes: list[theory.Node]) -> None:
    """On a screen; on a phone, one under another in a drawing that keeps its width."""
    drawn, narrow = theory.layout(nodes), theory.column(nodes)
    for arrow in narrow.arrows:
        assert len({x for x, _y in arrow.points}) == 2
    assert narrow.width == (theory.NARROW if nodes else 0)
    assert [(box.x >= 0, box.x + box.width <= theory.NARROW) for box in narrow.boxes] == [(True, True)] * len(nodes)
    assert all(above.y + above.height < below.y for above, below in pairwise(narrow.boxes))
    assert {(one.child, one.parent) for one in narrow.arrows} == {(one.child, one.parent) for one in drawn.arrows}
    boxes = {box.key: box for box in drawn.boxes}
    assert set(boxes) == {node.key for node in nodes}
    for box in drawn.boxes:
        assert box.x >= 0 and box.x + box.width <= drawn.width and box.y + box.height <= drawn.height  # noqa: PT018
        for other in drawn.boxes:
            apart = (box.x + box.width <= other.x or other.x + other.width <= box.x
                     or box.y + box.height <= other.y or other.y + other.height <= box.y)  # fmt: skip
            assert box is other or apart
    for arrow in drawn.arrows:
        assert boxes[arrow.parent].y < boxes[arrow.child].y
        assert arrow.points[0][1] == boxes[arrow.child].y


def test_a_chain_never_goes_round() -> None:
    assert theory.would_loop({2: 1, 3: 2}, 1, 3)
    assert not theory.would_loop({2: 1, 3: 2}, 4, 3)


@few
@given(days, st.integers(0, 2500), st.sampled_from(["once", "year", "half", "quarter"]))
def test_periods_follow_each_other_without_a_gap(start: date, length: int, every: str) -> None:
    end = start + timedelta(length)
    found = periods.cut(start, end, every)
    assert found[0][0] == start
    assert found[-1][1] == end
    for (_a, last), (first, _b) in pairwise(found):
        assert first == last + timedelta(1)
    assert not periods.overlapping(found[0], found[1:])
