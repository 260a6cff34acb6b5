from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.core.money import Money
from maillage.core.periods import FiscalCalendar, Period
from maillage.members.periods import (
    Change,
    Due,
    LedgerError,
    MembershipPeriod,
    Standing,
    arrears,
    check_no_overlap,
    count_years,
    current,
    history,
    since,
)

BASE = date(2020, 1, 1)
YEARS = [FiscalCalendar().starting_in(year) for year in range(2020, 2025)]


def day(n):
    return BASE + timedelta(days=n)


@st.composite
def ledgers(draw):
    """One member's periods: some days in, some days out (or none: a change of category)."""
    periods, at = [], draw(st.integers(0, 700))
    for _ in range(draw(st.integers(0, 5))):
        length = draw(st.integers(1, 500))
        category = draw(st.sampled_from("ABC"))
        end = day(at + length - 1)
        periods.append(MembershipPeriod(category, Period(day(at), end)))
        at += length + draw(st.sampled_from([0, 0, 1, 20, 400]))
    if periods and draw(st.booleans()):
        last = periods[-1]
        periods[-1] = MembershipPeriod(last.category, Period(last.period.start))
    return draw(st.permutations(periods))


def member(*spans, categories="A" * 9):
    return [
        MembershipPeriod(category, Period(date.fromisoformat(a), b and date.fromisoformat(b)))
        for (a, b), category in zip(spans, categories, strict=False)
    ]


@given(ledgers(), st.integers(-10, 2000))
def test_a_day_has_one_period_at_most_and_a_beginning(ledger, n):
    check_no_overlap(ledger)
    on = day(n)
    holding = [m for m in ledger if on in m.period]
    assert len(holding) <= 1
    assert current(ledger, on) == (holding[0] if holding else None)
    begun = since(ledger, on)
    assert (begun is None) == (not holding)
    if begun is not None:
        assert all(current(ledger, begun + timedelta(days=k)) for k in range((on - begun).days + 1))
        assert current(ledger, begun - timedelta(days=1)) is None
        assert since(ledger, on, tolerance_days=30) <= begun


@given(ledgers(), ledgers())
def test_two_ledgers_that_share_a_day_are_refused(one, other):
    shared = any(a.period.overlaps(b.period) for a in one for b in other)
    if shared:
        with pytest.raises(LedgerError):
            check_no_overlap([*one, *other])
    else:
        check_no_overlap([*one, *other])


@given(ledgers())
def test_the_story_alternates_arrivals_and_departures(ledger):
    events = history(ledger)
    assert [event.on for event in events] == sorted(event.on for event in events)
    inside = False
    for event in events:
        if event.change in (Change.JOINED, Change.RETURNED):
            assert not inside
            inside = True
        elif event.change is Change.LEFT:
            assert inside
            inside = False
        else:
            assert inside
    assert inside == any(m.period.end is None for m in ledger)


@given(st.lists(ledgers(), max_size=8))
def test_the_movements_of_a_year_balance(all_ledgers):
    counts = count_years(all_ledgers, YEARS)
    for count, following in zip(counts, [*counts[1:], None], strict=True):
        assert count.closing == sum(current(x, count.year.end) is not None for x in all_ledgers)
        assert count.closing == count.retained + count.joined + count.returned
        assert min(count.left, count.retained, count.passed) >= 0
        assert count.retention is None or 0 <= count.retention <= 1
        if following is not None:
            assert following.opening == count.closing


def test_a_year_told_by_name():
    stays = member(("2019-01-01", None))
    changes = member(("2019-01-01", "2021-06-30"), ("2021-07-01", None), categories="AB")
    leaves = member(("2019-01-01", "2021-05-01"))
    comes = member(("2021-03-01", None))
    returns = member(("2018-01-01", "2018-12-31"), ("2021-03-01", None))
    passes = member(("2021-03-01", "2021-04-01"))
    [count] = count_years([stays, changes, leaves, comes, returns, passes], [YEARS[1]])
    assert (count.opening, count.joined, count.returned, count.left) == (3, 1, 1, 1)
    assert (count.passed, count.closing, count.retained) == (1, 4, 2)
    assert since(changes, date(2022, 1, 1)) == date(2019, 1, 1)
    assert [event.change for event in history(changes)] == [Change.JOINED, Change.CATEGORY]


def test_the_year_under_way_closes_today():
    leaves_later = member(("2019-01-01", "2021-09-30"))
    [count] = count_years([leaves_later], YEARS[1:], as_of=date(2021, 6, 1))
    assert (count.left, count.closing) == (0, 1)


def test_arrears_follow_the_grace():
    owed = [Due(date(2025, 1, 31), Money(5000, "CAD")), Due(date(2025, 3, 1), Money(0, "CAD"))]
    assert arrears(owed, date(2025, 1, 31)).standing is Standing.UP_TO_DATE
    assert arrears(owed, date(2025, 2, 1), grace_days=30).standing is Standing.GRACE
    assert arrears(owed, date(2025, 3, 2), grace_days=30).standing is Standing.GRACE
    late = arrears(owed, date(2025, 3, 3), grace_days=30)
    assert late.standing is Standing.ARREARS
    assert late.overdue == {"CAD": Money(5000, "CAD")}
    assert late.days_late == 31


@given(
    st.lists(
        st.builds(
            Due,
            st.dates(date(2025, 1, 1), date(2025, 12, 31)),
            st.builds(Money, st.integers(0, 10**6), st.sampled_from(["CAD", "EUR"])),
        ),
        max_size=8,
    ),
    st.dates(date(2025, 1, 1), date(2026, 3, 1)),
    st.integers(0, 90),
)
def test_arrears_never_count_what_is_not_due(dues, on, grace):
    found = arrears(dues, on, grace_days=grace)
    for currency in ("CAD", "EUR"):
        late = sum(d.unpaid.minor for d in dues if d.due < on and d.unpaid.currency == currency)
        assert found.overdue.get(currency, Money(0, currency)).minor == late
    assert (found.standing is Standing.UP_TO_DATE) == (not found.overdue)
    later = arrears(dues, on + timedelta(days=1), grace_days=grace)
    assert later.days_late >= found.days_late
