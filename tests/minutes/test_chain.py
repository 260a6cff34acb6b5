"""The chain of records: pure, and broken in every way one can think of."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.minutes.record import chain, layout, numbering

pytestmark = pytest.mark.one_database


def links(count):
    made, previous = [], chain.START
    for number in range(1, count + 1):
        one = chain.Link(number, "vote", f"v{number}", "2026-05-12", chain.sha256(b"x%d" % number), previous).sealed()
        made.append(one)
        previous = one.digest
    return made


@given(count=st.integers(0, 12))
def test_what_was_sealed_holds(count):
    assert list(chain.faults(links(count))) == []
    assert chain.read([one.as_dict() for one in links(count)]) == links(count)


@given(data=st.data(), count=st.integers(2, 10))
def test_any_change_shows(data, count):
    made = links(count)
    at = data.draw(st.integers(0, count - 1))
    name, value = data.draw(
        st.sampled_from([("ref", "other"), ("on", "2026-05-13"), ("content", "0" * 64), ("kind", "minutes")])
    )
    made[at] = replace(made[at], **{name: value})
    assert list(chain.faults(made)) == [(at + 1, "digest")]
    made[at] = made[at].sealed()  # the forger seals it again: the next one then no longer follows
    told = list(chain.faults(made))
    assert told == ([(at + 2, "previous")] if at + 1 < count else [])


@given(count=st.integers(2, 10), data=st.data())
def test_a_link_taken_out_shows_but_for_the_last(count, data):
    made = links(count)
    at = data.draw(st.integers(0, count - 2))
    del made[at]
    assert (at + 2, "number") in list(chain.faults(made))


@pytest.mark.parametrize(
    "row", [{}, {"number": 1}, [], {**links(1)[0].as_dict(), "number": "1"}, {**links(1)[0].as_dict(), "x": 1}]
)
def test_what_is_no_link_is_refused(row):
    with pytest.raises(ValueError):
        chain.read([row])


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a//b", "a/../b", ".x", "a\\b", "", "a/b/c/d/e/f", "a\x00b"])
def test_names_that_leave_the_folder_are_unsafe(path):
    assert not layout.is_safe(path)


def test_numbers_that_jump_or_repeat_are_told():
    assert list(numbering.breaks([(2025, 1), (2025, 2), (2026, 1)])) == []
    assert list(numbering.breaks([(2025, 1), (2025, 3)])) == [(2025, 2)]
    assert list(numbering.breaks([(2026, 2), (2026, 2), (2026, 1)])) == [(2026, 3)]


def test_a_float_is_no_number_of_votes():
    with pytest.raises(ValueError):
        chain.loads(b'{"votes": 1.5}')
    assert chain.loads(b'{"votes": 2}') == {"votes": 2}
