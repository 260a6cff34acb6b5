"""Meek: published tables of the reference rule, and the rule read aloud, ballot by ballot."""

from decimal import Decimal

import pytest
from hypothesis import given, settings

from maillage.ballots.counting import count
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
