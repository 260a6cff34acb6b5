"""Two phones: nothing that was typed is ever lost, whatever the order. Pure arithmetic, and quarters."""

import itertools
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.fieldwork import quarters
from maillage.fieldwork.merging import marked, merge

NAMES = st.sampled_from(["done", "story", "e:1", "e:2", "m:7"])
TABLES = st.dictionaries(NAMES, st.sampled_from(["", "a", "b", "c"]), max_size=5)
CALM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine
MARKS = st.dictionaries(NAMES, st.tuples(st.integers(1, 9), st.sampled_from(["one", "two"])).map(list), max_size=5)


@given(TABLES, MARKS, TABLES, st.integers(0, 9))
@CALM
def test_every_word_sent_is_standing_taken_or_aside(standing, marks, sent, read):
    found = merge(standing, marks, sent, read=read, key="one")
    assert not set(found.taken) & set(found.kept_aside)
    for name, value in sent.items():
        assert standing.get(name) == value or found.taken.get(name) == value or found.kept_aside.get(name) == value


@given(TABLES, MARKS, TABLES, st.integers(0, 9))
@CALM
def test_what_another_wrote_since_is_never_overwritten(standing, marks, sent, read):
    found = merge(standing, marks, sent, read=read, key="one")
    for name in found.taken:
        version, by = marks.get(name, [0, ""])
        assert version <= read or by == "one"


@given(TABLES, TABLES)
@CALM
def test_sent_twice_changes_nothing_more(standing, sent):
    first = merge(standing, {}, sent, read=1, key="one")
    after = {**standing, **first.taken}
    again = merge(after, marked({}, first.taken, 2, "one"), sent, read=1, key="one")
    assert again.taken == {}
    assert again.kept_aside == {}


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 1500), st.sampled_from([1, 3, 6, 12]))
@CALM
def test_periods_follow_one_another_without_a_day_lost(starts, days, months):
    ends = starts + timedelta(days=days)
    found = list(quarters.periods(starts, ends, months))
    assert found[0][0] == starts
    assert found[-1][1] == ends
    assert all(one[1] + timedelta(days=1) == after[0] for one, after in itertools.pairwise(found))
    assert all((last.month - first.month) < months and first.year == last.year for first, last in found)


def test_periods_are_named_as_people_say():
    assert quarters.title_of(date(2026, 7, 1), date(2026, 9, 30)) == "3e trimestre 2026"
    assert quarters.title_of(date(2026, 7, 1), date(2026, 7, 31)) == "juillet 2026"
    assert quarters.title_of(date(2026, 1, 1), date(2026, 12, 31)) == "année 2026"
    assert quarters.title_of(date(2026, 7, 1), date(2026, 12, 31)) == "2e semestre 2026"
    assert quarters.title_of(date(2026, 2, 12), date(2026, 6, 3)).startswith("du ")
