"""Published examples, by hand: food, Tennessee, the forty-five voters of Schulze, Burlington 2009."""

import pytest
from hypothesis import given, settings

from maillage.ballots.counting import count
from maillage.ballots.counting.types import Candidate, CountError
from tests.ballots.counting.strategies import people, strict

pytestmark = pytest.mark.one_database


def ranked(names, lines):
    """Candidates named by letters, and lines « 42 ABC »."""
    candidates = tuple(Candidate(number, name) for number, name in enumerate(names, 1))
    at = {name: number for number, name in enumerate(names, 1)}
    pairs = [line.split() for line in lines]
    return candidates, [(int(voters), tuple((at[one],) for one in wish)) for voters, wish in pairs]


def named(outcome, numbers=None):
    called = {one.number: one.name for one in outcome.candidates}
    return "".join(called[one] for one in (outcome.elected if numbers is None else numbers))


FOOD = ranked("OPCSW", ["4 O", "2 PO", "8 CS", "4 CW", "1 S", "1 W"])  # oranges, pears, chocolate, strawberries, sweets
TENNESSEE = ranked("MNCK", ["42 MNCK", "26 NCKM", "15 CKNM", "17 KCNM"])
BURLINGTON = ranked(  # the three who were left in 2009: Montroll, Kiss, Wright
    "MKW", ["1332 MKW", "767 MWK", "455 M", "2043 KMW", "371 KWM", "568 K", "1513 WMK", "495 WKM", "1289 W"]
)
FORTY_FIVE = ranked(
    "ABCDE", ["5 ACBED", "5 ADECB", "8 BEDAC", "3 CABED", "7 CAEBD", "2 CBADE", "7 DCEBA", "8 EBADC"]
)  # fmt: skip


def test_food_for_three():
    outcome = count("scottish-stv", candidates=FOOD[0], ballots=FOOD[1], seats=3)
    assert (outcome.quota, named(outcome)) == ("6", "COS")
    assert [stage.totals[4] for stage in outcome.stages] == ["1.00000", "5.00000", "5.00000", "5.00000"]
    assert [named(outcome, [one.candidate for one in stage.events]) for stage in outcome.stages] == [
        "C",
        "P",
        "OW",
        "S",
    ]
    meek = count("meek", candidates=FOOD[0], ballots=FOOD[1], seats=3)  # the quota falls: strawberries come before
    assert named(meek) == "CSO"


def test_tennessee():
    runoff = count("irv", candidates=TENNESSEE[0], ballots=TENNESSEE[1])
    assert named(runoff) == "K"
    assert [tuple(stage.totals.values()) for stage in runoff.stages] == [
        ("42", "26", "15", "17"), ("42", "26", "0", "32"), ("42", "0", "0", "58"),
    ]  # fmt: skip
    order = count("schulze", candidates=TENNESSEE[0], ballots=TENNESSEE[1], seats=4)
    assert named(order) == "NCKM"


def test_burlington_where_the_winner_of_every_duel_loses_the_runoff():
    runoff = count("irv", candidates=BURLINGTON[0], ballots=BURLINGTON[1])
    assert named(runoff) == "K"
    assert tuple(runoff.stages[0].totals.values()) == ("2554", "2982", "3297")
    assert tuple(runoff.stages[1].totals.values()) == ("0", "4314", "4064")
    duels = count("schulze", candidates=BURLINGTON[0], ballots=BURLINGTON[1])
    assert named(duels) == "M"
    assert [row[2:] for row in duels.tables[0].rows] == [
        ("—", "4067", "4597"), ("3477", "—", "4314"), ("3668", "4064", "—"),
    ]  # fmt: skip
    assert ("condorcet", {"names": (1,)}) in duels.notes


def test_forty_five_voters_in_a_circle():
    outcome = count("schulze", candidates=FORTY_FIVE[0], ballots=FORTY_FIVE[1], seats=5)
    assert named(outcome) == "EACBD"
    assert outcome.ties == ()
    assert [row[2:] for row in outcome.tables[1].rows] == [
        ("—", "28", "28", "30", "24"), ("25", "—", "28", "33", "24"), ("25", "29", "—", "29", "24"),
        ("25", "28", "28", "—", "24"), ("25", "28", "28", "31", "—"),
    ]  # fmt: skip
    assert ("no_condorcet", {}) in outcome.notes


def test_equal_ranks_compare_nobody_and_those_left_out_come_last():
    ballots = [(3, ((1, 2),)), (2, ((2,), (3,))), (1, ((3,),))]
    outcome = count("schulze", candidates=people(3), ballots=ballots, seats=3)
    assert [row[2:] for row in outcome.tables[0].rows] == [("—", "0", "3"), ("2", "—", "5"), ("3", "1", "—")]
    assert outcome.elected == (2, 1, 3)
    assert [(tie.candidates, tie.what) for tie in outcome.ties] == [((1, 3), "order")]


def test_a_perfect_circle_is_a_tie_that_the_lot_breaks():
    circle = ranked("ABC", ["1 ABC", "1 BCA", "1 CAB"])
    outcome = count("schulze", candidates=circle[0], ballots=circle[1], lot=(3, 1, 2), options={"seed": "x"})
    assert named(outcome) == "C"
    assert [(tie.candidates, tie.how, tie.chosen) for tie in outcome.ties] == [((1, 2, 3), "lot", 3)]
    assert ("seed", {"seed": "x"}) in outcome.notes


@settings(max_examples=60, deadline=None)
@given(strict(weight=9))
def test_a_runoff_is_one_exclusion_after_the_other(election):
    candidates, ballots, _seats = election
    outcome = count("irv", candidates=candidates, ballots=ballots)
    left, tables = {one.number for one in candidates}, []
    gone = [one.candidate for stage in outcome.stages for one in stage.events if one.event == "excluded"]
    for out in [*gone, None]:
        first = [(weight, next((one for (one,) in ranks if one in left), None)) for weight, ranks in ballots]
        totals = {one: sum(weight for weight, found in first if found == one) for one in sorted(left)}
        tables.append(totals)
        if out is not None:
            assert 2 * max(totals.values()) <= sum(totals.values())
            assert totals[out] == min(totals.values())
            left.discard(out)
    assert [{one: int(total) for one, total in stage.totals.items() if one in tables[at]}
            for at, stage in enumerate(outcome.stages)] == tables  # fmt: skip
    for winner in outcome.elected:
        assert 2 * tables[-1][winner] > sum(tables[-1].values())
    assert len(outcome.elected) == bool(outcome.valid)


def test_a_runoff_fills_one_seat():
    with pytest.raises(CountError):
        count("irv", candidates=people(3), ballots=[(1, ((1,),))], seats=2)
