"""Scottish STV: what returning officers declared, a count paper by paper, and what always holds."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from maillage.ballots.counting import blt, count
from maillage.ballots.counting.ties import Breaker
from maillage.ballots.counting.types import CountError
from tests.ballots.counting import samples
from tests.ballots.counting.strategies import people, strict

pytestmark = pytest.mark.one_database
HALF_A_CENT = Decimal("0.005")


def differences(folder, ward):
    """Every cell, event, quota and winner in which our count is not what was declared."""
    ballots = blt.read_file(folder / ward["blt"])
    found = count("scottish-stv", candidates=ballots.candidates, ballots=ballots, seats=ballots.seats)
    wrong = []
    if (found.quota, sorted(found.elected), found.seats) != (
        str(ward["quota"]),
        sorted(ward["elected"]),
        ward["seats"],
    ):
        wrong.append((ward["blt"], "elected", found.elected))
    if len(found.stages) != len(ward["stages"]):
        wrong.append((ward["blt"], "stages", len(found.stages)))
    events = {
        str(one.candidate): [one.event.capitalize(), stage.number] for stage in found.stages for one in stage.events
    }
    wrong += [(ward["blt"], who, what) for who, what in ward["events"].items() if what[0] and events.get(who) != what]
    for stage in found.stages:
        for number, total in ward["stages"].get(str(stage.number), {}).items():
            if abs(Decimal(total or 0) - Decimal(stage.totals[int(number)])) > HALF_A_CENT:
                wrong.append((ward["blt"], stage.number, number, total, stage.totals[int(number)]))
    return wrong


@pytest.mark.parametrize("ward", samples.wards(samples.HERE), ids=lambda ward: ward["ward"])
def test_a_ward_is_counted_as_it_was_declared(ward):
    assert differences(samples.HERE, ward) == []


@pytest.mark.skipif(samples.whole() is None, reason="the whole folder of official counts is not here")
def test_every_ward_that_we_have_is_counted_as_it_was_declared():
    wards = samples.wards(samples.whole())
    assert len(wards) == 123
    assert sum(len(ward["stages"]) for ward in wards) == 826
    assert [wrong for ward in wards for wrong in differences(samples.whole(), ward)] == []


def paper_by_paper(many, ballots, seats):
    """The rule read aloud, one paper at a time; ties are not broken (None)."""
    papers = [[[one[0] for one in ranks], Decimal(1)] for weight, ranks in ballots if ranks for _v in range(weight)]
    quota = len(papers) // (seats + 1) + 1
    hopeful, elected, pending = set(range(1, many + 1)), [], []
    held = {one: [paper for paper in papers if paper[0][0] == one] for one in hopeful}
    totals = {one: Decimal(len(held[one])) for one in hopeful}
    tables = []
    while True:
        tables.append(dict(totals))
        reached = sorted((one for one in hopeful if totals[one] >= quota), key=lambda one: -totals[one])
        if len({totals[one] for one in reached}) < len(reached):
            return None
        elected += reached
        hopeful -= set(reached)
        pending += [one for one in reached if totals[one] > quota]
        if len(hopeful) <= seats - len(elected):
            return [*elected, *sorted(hopeful)], tables
        if len(elected) == seats:
            return elected, tables
        group = pending or list(hopeful)
        wanted = (max if pending else min)(totals[one] for one in group)
        chosen = [one for one in group if totals[one] == wanted]
        if len(chosen) > 1:
            return None
        giver = chosen[0]
        if pending:
            pending.remove(giver)
        else:
            hopeful.discard(giver)
        surplus, total = totals[giver] - quota, totals[giver]
        for paper in held.pop(giver):
            if giver in elected:
                paper[1] = (surplus * paper[1] / total).quantize(Decimal("0.00001"), rounding="ROUND_DOWN")
            taker = next((one for one in paper[0][paper[0].index(giver) :] if one in hopeful), None)
            if taker:
                held[taker].append(paper)
                totals[taker] += paper[1]
        totals[giver] = Decimal(quota if giver in elected else 0)


@settings(max_examples=60, deadline=None)
@given(strict(weight=25))
def test_parcels_count_as_papers_one_by_one(election):
    candidates, ballots, seats = election
    assume(any(ranks for _weight, ranks in ballots))
    found = paper_by_paper(len(candidates), ballots, seats)
    assume(found)
    outcome = count("scottish-stv", candidates=candidates, ballots=ballots, seats=seats)
    assert sorted(outcome.elected) == sorted(found[0])
    assert [{number: Decimal(total) for number, total in stage.totals.items()} for stage in outcome.stages] == found[1]


@settings(max_examples=60, deadline=None)
@given(strict(), st.sampled_from(["scottish-stv", "meek"]), st.randoms(use_true_random=False))
def test_what_always_holds(election, method, chance):
    candidates, ballots, seats = election
    outcome = count(method, candidates=candidates, ballots=ballots, seats=seats)
    assert len(set(outcome.elected)) == len(outcome.elected) == (seats if outcome.valid else 0)
    assert outcome.valid + outcome.invalid == sum(weight for weight, _ranks in ballots)
    for stage in outcome.stages:  # every vote is somewhere, at every stage
        assert sum(map(Decimal, stage.totals.values())) + Decimal(stage.exhausted) == outcome.valid
    assert sorted(outcome.ranking) == [one.number for one in candidates]
    assert outcome.ranking[: len(outcome.elected)] == outcome.elected
    # a weight is a repetition, and the order of ballots says nothing
    apart = [(1, ranks) for weight, ranks in ballots for _voter in range(weight)]
    chance.shuffle(apart)
    assert count(method, candidates=candidates, ballots=apart, seats=seats) == outcome


@settings(max_examples=40, deadline=None)
@given(strict(), st.integers(1, 6))
def test_a_candidate_who_withdraws_is_as_if_never_there(election, gone):
    candidates, ballots, seats = election
    assume(len(candidates) > 1 and gone <= len(candidates) and seats < len(candidates))
    with_ = tuple(replace(one, withdrawn=one.number == gone) for one in candidates)
    without = tuple(one for one in candidates if one.number != gone)
    struck = [(weight, tuple(rank for rank in ranks if rank != (gone,))) for weight, ranks in ballots]
    one = count("scottish-stv", candidates=with_, ballots=ballots, seats=seats)
    other = count("scottish-stv", candidates=without, ballots=struck, seats=seats)
    assert (one.elected, one.valid, one.invalid, one.quota) == (other.elected, other.valid, other.invalid, other.quota)


def test_ties_are_told_as_they_were_broken():
    ballots = [(2, ((1,), (3,))), (2, ((2,),)), (1, ((3,), (2,))), (3, ((4,),))]
    by_order = count("scottish-stv", candidates=people(4), ballots=ballots, seats=1)
    # 3 goes first; 2 then has 3, and 1 has 2; then 2 and 4 are equal, and 4 had more at the stage before.
    assert by_order.elected == (4,)
    assert [(tie.how, tie.chosen, tie.what) for tie in by_order.ties] == [("rule", 2, "excluded")]
    level = [(1, ((1,),)), (1, ((2,),))]
    assert count("scottish-stv", candidates=people(2), ballots=level, seats=1).ties[0].how == "order"
    drawn = count("scottish-stv", candidates=people(2), ballots=level, seats=1, lot=(2, 1))
    assert drawn.elected == (2,)
    assert (drawn.ties[0].how, drawn.ties[0].candidates, drawn.ties[0].chosen) == ("lot", (1, 2), 1)
    with pytest.raises(CountError):
        count("scottish-stv", candidates=people(3), ballots=level, seats=1, lot=(2, 1))


def test_the_last_stage_where_the_level_differed_is_looked_at_for_who_still_is():
    # 2, 3 and 4 are level at the end. The stage before, 4 had more; 2 and 3 were told apart only at the first.
    stages = ({2: 3, 3: 2, 4: 1}, {2: 4, 3: 4, 4: 5})
    breaker = Breaker(people(4), lot=(1, 2, 3, 4))
    assert breaker.pick((2, 3, 4), stage=3, what="excluded", earlier=stages, low=True) == 3
    assert breaker.pick((2, 3, 4), stage=3, what="surplus", earlier=stages) == 4
    assert {tie.how for tie in breaker.ties} == {"rule"}
    # an exclusion and a surplus of Droop's tests
    weak = [(1, ((1,), (2,))), *((many, ((many,),)) for many in (2, 3, 4, 5))]
    out = count("scottish-stv", candidates=people(5), ballots=weak, seats=2)
    assert [(tie.candidates, tie.how, tie.chosen) for tie in out.ties] == [((2, 3), "rule", 2)]


def test_a_paper_stops_at_a_rank_left_empty_and_at_a_shared_one():
    ballots = [(5, ((1,), (), (2,))), (3, ((2,), ())), (1, ((), (3,))), (4, ((3,), (1, 2)))]
    found = count("scottish-stv", candidates=people(3), ballots=ballots, seats=1)
    assert (found.valid, found.invalid, found.elected) == (12, 1, (1,))
    assert [stage.exhausted for stage in found.stages] == ["0.00000", "3.00000", "7.00000"]
    assert dict(found.notes) == {"tied_rank": {"count": 4}, "empty_rank": {"count": 5}}
    assert "Bulletins arrêtés à un rang laissé vide : 5." in found.sentences()
    passed_over = count("irv", candidates=people(3), ballots=ballots)
    assert (passed_over.valid, "empty_rank" in dict(passed_over.notes)) == (13, False)


def test_an_empty_box_elects_nobody_and_spare_seats_stay_vacant():
    assert count("scottish-stv", candidates=people(3), ballots=[(2, ())], seats=1).elected == ()
    few = count("scottish-stv", candidates=people(2), ballots=[(5, ((1,),)), (1, ((2,),))], seats=4)
    assert (few.elected, few.vacant) == ((1, 2), 2)


@pytest.mark.parametrize(
    "ballots", [[(0, ((1,),))], [(-1, ((1,),))], [(1, ((9,),))], [(1, ((1,), (1,)))]], ids=str
)  # fmt: skip
def test_what_no_paper_can_hold_is_refused(ballots):
    with pytest.raises(CountError):
        count("scottish-stv", candidates=people(2), ballots=ballots, seats=1)
