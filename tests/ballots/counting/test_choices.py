"""Majority judgement against its words; approval, plurality, two rounds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.ballots.counting import count
from maillage.ballots.counting.types import Candidate, CountError
from tests.ballots.counting.strategies import people

pytestmark = pytest.mark.one_database
GRADES = ("Très bien", "Bien", "Passable", "À rejeter")


def one_by_one(levels):
    """Take away one median (the lower) after the other: the grades in that order."""
    left, taken = sorted(levels), []
    while left:
        taken.append(left.pop((len(left) - 1) // 2))
    return taken


@settings(max_examples=80, deadline=None)
@given(
    st.integers(1, 4).flatmap(
        lambda many: st.lists(
            st.tuples(st.integers(1, 4), st.dictionaries(st.integers(1, many), st.sampled_from(GRADES))), max_size=8
        ).map(lambda ballots: (many, ballots))
    )
)
def test_judgement_is_medians_taken_away_one_by_one(election):
    many, ballots = election
    outcome = count("majority-judgement", candidates=people(many), ballots=ballots, options={"grades": GRADES})
    level = {grade: 3 - place for place, grade in enumerate(GRADES)}
    given_ = [(weight, graded) for weight, graded in ballots if graded]
    if not given_:
        assert outcome.elected == ()
        return
    taken = {
        one: one_by_one(
            [level[graded[one]] if one in graded else 0 for weight, graded in given_ for _v in range(weight)]
        )
        for one in range(1, many + 1)
    }
    assert [taken[one] for one in outcome.ranking] == sorted(taken.values(), reverse=True)
    assert outcome.stages[0].totals == {one: str(medians[0]) for one, medians in taken.items()}
    best = [one for one, medians in taken.items() if medians == max(taken.values())]
    assert [tie.candidates for tie in outcome.ties][:1] == ([tuple(best)] if len(best) > 1 else [])


def test_judgement_of_those_alone_who_withdrew_is_blank():
    three = (*people(2), Candidate(3, "C3", withdrawn=True))
    ballots = [(2, {1: "Bien", 3: "Très bien"}), (5, {3: "Très bien"})]
    outcome = count("majority-judgement", candidates=three, ballots=ballots, seats=3, options={"grades": GRADES})
    assert (outcome.valid, outcome.invalid, outcome.elected, outcome.vacant) == (2, 5, (1, 2), 1)


def test_judgement_refuses_a_grade_out_of_the_scale_and_a_scale_of_one():
    for grades in (GRADES, GRADES[:1], ("a", "a")):
        with pytest.raises(CountError):
            count("majority-judgement", candidates=people(1), ballots=[(1, {1: "?"})], options={"grades": grades})


def chosen(*pairs):
    return [(weight, frozenset(numbers)) for weight, numbers in pairs]


def test_plurality_refuses_more_choices_than_seats():
    ballots = chosen((3, {1, 2}), (2, {3}), (4, {1, 2, 3}), (1, set()))
    outcome = count("plurality", candidates=people(3), ballots=ballots, seats=2)
    assert (outcome.elected, outcome.valid, outcome.invalid) == ((1, 2), 5, 5)
    assert ("too_many", {"count": 4}) in outcome.notes
    assert ("blank", {"count": 1}) in outcome.notes
    assert [(tie.what, tie.chosen) for tie in outcome.ties] == [("order", 1)]
    approved = count("approval", candidates=people(3), ballots=ballots, seats=1, lot=(2, 1, 3))
    assert (approved.elected, approved.valid, approved.stages[0].totals) == ((2,), 9, {1: "7", 2: "7", 3: "6"})
    assert [(tie.how, tie.candidates, tie.chosen) for tie in approved.ties] == [("lot", (1, 2), 2)]


def test_nobody_is_elected_without_a_vote():
    outcome = count("approval", candidates=people(3), ballots=chosen((3, {1})), seats=2)
    assert (outcome.elected, outcome.vacant, outcome.ties, outcome.ranking) == ((1,), 1, (), (1,))


def test_two_rounds():
    half = count("two-round", candidates=people(3), ballots=chosen((50, {1}), (30, {2}), (20, {3})))
    assert (half.elected, half.advancing, half.quota) == ((), (1, 2), "51")
    more = count("two-round", candidates=people(3), ballots=chosen((51, {1}), (30, {2}), (19, {3})))
    assert (more.elected, more.advancing) == ((1,), ())
    level = count("two-round", candidates=people(4), ballots=chosen((4, {1}), (3, {2}), (3, {3}), (1, {4})))
    assert (level.advancing, level.ties) == ((1, 2, 3), ())  # equals go on together: no lot decides who stands
    last = count("two-round", candidates=people(2), ballots=chosen((2, {1}), (3, {2})), options={"round": 2})
    assert (last.method, last.elected) == ("two-round", (2,))


def test_what_is_unknown_is_refused():
    with pytest.raises(CountError, match="Méthode inconnue"):
        count("borda", candidates=people(1), ballots=[])
    with pytest.raises(CountError, match="Option inconnue"):
        count("approval", candidates=people(1), ballots=[], options={"tie": 1})
    with pytest.raises(CountError):
        count("approval", candidates=people(1), ballots=chosen((1, {2})))
    with pytest.raises(CountError):
        count("approval", candidates=(), ballots=[])
