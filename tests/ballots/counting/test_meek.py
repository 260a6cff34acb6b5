"""Meek: published tables of the reference rule, and the rule read aloud, ballot by ballot."""

from decimal import Decimal

import pytest
from hypothesis import given, settings

from maillage.ballots.counting import blt, count
from tests.ballots.counting import samples
from tests.ballots.counting.strategies import people, strict

pytestmark = pytest.mark.one_database
UNIT = 10**9


def test_the_published_table_where_two_nearly_tie():
    """Droop's reference report « Pollux and Helen should tie » (513): rounding up decides, and the table says how."""
    outcome = count("meek", candidates=people(3), seats=2, ballots=[(5, ((1,), (2,))), (1, ((2,),)), (3, ((3,),))])
    assert [dict(stage.totals) for stage in outcome.stages] == [
        {1: "5.000000000", 2: "1.000000000", 3: "3.000000000"},
        {1: "3.000000005", 2: "2.999999995", 3: "3.000000000"},
    ]
    assert (outcome.quota, outcome.elected) == ("3.000000001", (1, 3))
    assert [(one.candidate, one.event) for one in outcome.stages[1].events] == [(2, "excluded"), (3, "elected")]
    assert outcome.ties == ()  # a surplus of 4 units of 10⁻⁹, a difference of 5: just not a tie


def test_an_election_of_ninety_four_by_two_rules_that_elect_a_different_fourth():
    ballots = blt.read_file(samples.HERE / "green_party_2005.blt")
    write_ins_go_in_this_order = (*range(1, 6), 7, 8, 9, 13, 12, 11, 10, 6)
    meek, scottish = (
        count(method, candidates=ballots.candidates, ballots=ballots, seats=4, lot=write_ins_go_in_this_order)
        for method in ("meek", "scottish-stv")
    )
    assert (meek.elected, scottish.elected) == ((7, 4, 13, 8), (7, 4, 13, 3))
    gone = [[one.candidate for one in stage.events if one.event == "excluded"] for stage in meek.stages]
    assert gone == [[], [6], [10], [11], [12], [9], [5], [], [2], [1], []]
    # Droop's reference reports, at the last stages
    assert [meek.stages[8].totals[one] for one in (1, 2, 3, 4, 7, 8, 13)] == [
        "9.427381450", "3.730149807", "9.774255128", "18.799133460", "18.799133416", "14.666479770", "18.799133497",
    ]  # fmt: skip
    assert [meek.stages[10].totals[one] for one in (3, 4, 7, 8, 13)] == [
        "16.482212783", "19.087429756", "19.073682122", "19.085721549", "19.202438090",
    ]  # fmt: skip
    assert (meek.quota, meek.stages[8].quota) == ("18.586296861", "18.799133306")
    assert [scottish.stages[9].totals[one] for one in (1, 2, 3, 8, 13)] == [
        "9.01084", "3.95360", "9.45496", "14.57568", "19.00000",
    ]  # fmt: skip
    assert [scottish.stages[11].totals[one] for one in (3, 8)] == ["16.62204", "16.59988"]


def test_the_example_of_voting_matters_where_three_are_level():
    lines = ["1 3", "1 4", "1 5", "2 3", "2 4", "2 5"]
    given_ = [(333, tuple((int(one),) for one in line.split())) for line in lines]
    given_ += [(667, ((one,),)) for one in (3, 4, 5)]
    given_ += [(1, ((1,), (2,), (3,))), (1, ((1,), (2,), (4,))), (2, ((2,), (1,), (3,)))]
    outcome = count("meek", candidates=people(5), ballots=given_, seats=3, lot=(1, 2, 4, 5, 3))
    assert [tie.candidates for tie in outcome.ties] == [(1, 2), (3, 4, 5)]
    assert list(outcome.stages[1].totals.values()) == [
        "1000.750000126", "1000.750000126", "667.166666686", "667.166666562", "667.166666500",
    ]  # fmt: skip
    assert (outcome.elected, outcome.quota, outcome.stages[2].totals[5]) == (
        (1, 2, 4),
        "800.580647027",
        "800.556768208",
    )


def read_aloud(many, ballots, seats):
    """The reference rule, steps A to C, on each ballot; the last in order goes when several are lowest."""
    state, keep = dict.fromkeys(range(1, many + 1), "hopeful"), dict.fromkeys(range(1, many + 1), UNIT)
    papers = [[one[0] for one in ranks] for weight, ranks in ballots if ranks for _voter in range(weight)]
    tables = []

    def those(what):
        return [one for one in state if state[one] == what]

    while len(those("elected")) < seats and len(those("elected")) + len(those("hopeful")) > seats:
        before = None
        while True:
            votes = dict.fromkeys(state, 0)
            for paper in papers:
                weight = UNIT
                for one in paper:
                    kept = (weight * keep[one] + UNIT - 1) // UNIT
                    votes[one] += kept
                    weight -= kept
                    if not weight:
                        break
            quota = sum(votes.values()) // (seats + 1) + 1
            reached = [one for one in those("hopeful") if votes[one] >= quota]
            for one in reached:
                state[one] = "elected"
            surplus = max(0, sum(votes[one] - quota for one in those("elected")))
            if reached or surplus < 1000 or (before is not None and surplus >= before):
                break
            before = surplus
            for one in those("elected"):
                part = (keep[one] * quota + UNIT - 1) // UNIT
                keep[one] = (part * UNIT + votes[one] - 1) // votes[one]
        tables.append(votes)
        if not reached:
            low = min(votes[one] for one in those("hopeful"))
            out = max(one for one in those("hopeful") if votes[one] <= low + surplus)
            state[out], keep[out] = "out", 0
    elected = those("elected")
    return sorted(elected + (those("hopeful") if len(elected) < seats else [])), tables


@settings(max_examples=60, deadline=None)
@given(strict(weight=12))
def test_groups_count_as_ballots_one_by_one(election):
    candidates, ballots, seats = election
    outcome = count("meek", candidates=candidates, ballots=ballots, seats=seats)
    if not outcome.valid:
        assert outcome.elected == ()
        return
    elected, tables = read_aloud(len(candidates), ballots, seats)
    assert sorted(outcome.elected) == elected
    found = [{one: int(Decimal(total) * UNIT) for one, total in stage.totals.items()} for stage in outcome.stages]
    assert found == tables or (not tables and len(found) == 1)
