"""Schulze: Debian's own elections, and every path between two candidates walked one by one."""

from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings

from maillage.ballots.counting import blt, count
from tests.ballots.counting import samples
from tests.ballots.counting.strategies import people, weak

pytestmark = pytest.mark.one_database


def debian(year, seats):
    ballots = blt.read_file(samples.HERE / f"debian_{year}.blt")
    return count("schulze", candidates=ballots.candidates, ballots=ballots, seats=seats)


def test_debian_2006_where_six_votes_decide_and_two_are_level():
    outcome = debian(2006, 8)
    assert (outcome.valid, outcome.elected) == (421, (4, 3, 1, 5, 7, 8, 2, 6))
    duels = [row[2:] for row in outcome.tables[0].rows]
    assert (duels[3][2], duels[2][3]) == ("190", "184")  # Anthony Towns before Steve McIntyre
    assert (duels[0][4], duels[4][0]) == ("166", "166")
    assert [(tie.candidates, tie.what) for tie in outcome.ties] == [((1, 5), "order")]
    assert debian(2006, 1).ties == ()  # it changes no seat


def test_debian_2020_by_the_margins_that_were_published():
    outcome = debian(2020, 4)
    assert (outcome.valid, outcome.elected, outcome.ties) == (339, (1, 2, 3, 4), ())
    duels = [[int(cell) if cell.isdigit() else 0 for cell in row[2:]] for row in outcome.tables[0].rows]
    margins = [duels[i][j] - duels[j][i] for i in range(4) for j in range(i + 1, 4)]
    assert margins == [201, 241, 267, 49, 168, 69]


def test_of_two_duels_won_by_as_many_the_one_with_fewer_against_is_the_stronger():
    ballots = [(2, ((1,), (2,), (3,))), (2, ((2,), (3,), (1,))), (2, ((3,), (1,), (2,))), (1, ((3,), (1, 2)))]
    outcome = count("schulze", candidates=people(3), ballots=ballots, seats=3)
    assert [row[2:] for row in outcome.tables[0].rows] == [("—", "4", "2"), ("2", "—", "4"), ("5", "3", "—")]
    assert (outcome.elected, outcome.ties) == ((3, 1, 2), ())  # 4 to 3 is weaker than 4 to 2: no tie, no lot


def walked(many, ballots):
    """`stronger[a, b]`: a is before b, by every path without a loop, strengths as (votes for, minus votes against)."""
    votes = dict.fromkeys(permutations(range(1, many + 1), 2), 0)
    for weight, ranks in ballots:
        at = {one: place for place, rank in enumerate(ranks) for one in rank}
        for above, below in votes:
            votes[above, below] += weight * (at.get(above, many) < at.get(below, many))
    won = {pair: (found, -votes[pair[::-1]]) for pair, found in votes.items() if found > votes[pair[::-1]]}
    best = dict.fromkeys(votes, (0, 0))
    for size in range(2, many + 1):
        for path in permutations(range(1, many + 1), size):
            steps = [won.get(step) for step in pairwise(path)]
            if all(steps):
                best[path[0], path[-1]] = max(best[path[0], path[-1]], min(steps))
    return {pair for pair in best if best[pair] > best[pair[::-1]]}


@settings(max_examples=80, deadline=None)
@given(weak(most=4))
def test_the_order_obeys_every_path(election):
    candidates, ballots, seats = election
    outcome = count("schulze", candidates=candidates, ballots=ballots, seats=seats)
    before = walked(len(candidates), ballots)
    place = {one: at for at, one in enumerate(outcome.ranking)}
    assert all(place[above] < place[below] for above, below in before)
    assert outcome.stages[0].totals == {
        one.number: str(sum(above == one.number for above, _below in before)) for one in candidates
    }
    if outcome.valid and not outcome.ties:  # nothing was left to chance among the elected
        assert all((one, other) in before for one, other in pairwise(outcome.elected))
