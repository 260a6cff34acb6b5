"""How a piece stands on a day, and which reminder is due."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from maillage.partnerships.diligence import REMINDERS, SOON_DAYS, next_lapse, reminder, required, standing
from maillage.partnerships.enums import PieceKind, PieceState, Regime

DAY = date(2026, 6, 1)


def test_a_piece_holds_through_its_last_day():
    assert standing("accepted", DAY, DAY).code == "soon"
    gone = standing("accepted", DAY - timedelta(days=1), DAY)
    assert (gone.code, gone.days, gone.in_order) == ("lapsed", -1, False)
    assert standing("accepted", DAY + timedelta(days=SOON_DAYS), DAY).code == "soon"
    assert standing("accepted", DAY + timedelta(days=SOON_DAYS + 1), DAY).code == "valid"
    assert standing("accepted", None, DAY).code == "valid"


def test_what_misses_says_so_and_what_is_waived_does_not():
    assert standing("missing", None, DAY).code == "missing"
    assert not standing("missing", None, DAY).in_order
    assert standing("missing", None, DAY, required=False).in_order
    assert standing("refused", DAY, DAY).code == "refused"
    assert standing("waived", DAY, DAY).in_order
    assert standing("received", DAY - timedelta(days=3), DAY).code == "lapsed"  # it came, already too old


def test_each_regime_asks_for_its_own():
    assert PieceKind.CONTROL in required(Regime.CONTROL)
    assert PieceKind.CONTROL not in required(Regime.GRANT)
    assert PieceKind.GRANT_FILE in required("grant")
    assert set(required("")) < set(required("control"))


@given(st.integers(-90, 200))
def test_a_reminder_is_the_last_step_passed(left):
    step = reminder(DAY + timedelta(days=left), DAY)
    if left > 60 or left < -30:
        assert step is None
    else:
        assert step in REMINDERS
        assert step >= left if left > 0 else step == 0


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60), st.sampled_from(PieceState.values))
def test_months_later_is_a_day_that_exists(day, months, state):
    last = next_lapse(day, months)
    assert (last.year * 12 + last.month) - (day.year * 12 + day.month) == months
    assert last.day <= day.day
    assert standing(state, last, day).code
