"""The confidential vote: its key and its code, classes of five at least, boxes of one length, invalid ones counted."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.audit.models import Entry
from maillage.ballots import sealing
from maillage.ballots.actions import count, keys, questions, urns, votes
from maillage.ballots.ballot_forms import size_of
from maillage.ballots.choices import Form, check, read_back, written
from maillage.ballots.classes import LEAST, TooFew, fold
from maillage.ballots.models import OpenedBallot, Question, RightUse, Urn
from tests import networks
from tests.factories import votes as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def network():
    networks.install()


def test_nothing_opens_before_the_code_is_noted():
    question = make.questions.draft(roll=make.roll(6), title="Élire", secrecy="confidential", by=None)
    assert "Préparez d’abord la clé" in questions.refusals(question)[0]
    code = keys.prepare(question=question, by=None, passphrase="une longue phrase de passe")
    assert "Retapez le code" in questions.refusals(Question.objects.get(pk=question.pk))[0]
    with pytest.raises(ValidationError, match="n’ouvre pas"):
        keys.acknowledge(question=question, code="AAAAA-AAAAA-AAAAA-AAAAA-AAAAA", by=None)
    keys.acknowledge(question=question, code=code.lower().replace("-", " "), by=None)
    question = questions.open_vote(question=question, by=None)
    votes.cast(question=question, person=make.voters(question.roll)[0][0], choices="no")
    with pytest.raises(ValidationError, match="Vote ouvert"):
        keys.open_urn(question=question, code=code, by=None)
    questions.close_vote(question=question, by=None)
    with pytest.raises(ValidationError, match="scellée"):
        count.declare(question=question, by=None)
    with pytest.raises(ValidationError, match="n’ouvre pas"):
        keys.open_urn(question=question, code="un autre", by=None)
    keys.open_urn(question=question, code="une longue phrase de passe", by=None)
    done = count.declare(question=question, by=None)
    assert (done.outcome["no"], done.key_wrapped) == (1, [])
    assert not Urn.objects.exists()
    told = " ".join(str(entry.changes) for entry in Entry.objects.all())
    assert code not in told
    assert code.replace("-", "") not in told


def test_boxes_have_one_length_and_what_does_not_open_is_invalid():
    question = make.question(make.roll(8), secrecy="confidential", method="irv", options=["A", "B", "C"])
    everyone = [person for person, _right in make.voters(question.roll)]
    votes.cast(question=question, person=everyone[0], choices=[[1], [2], [3]])
    votes.cast(question=question, person=everyone[1], choices="blank")
    size, info = size_of(question), urns.info(question)
    strange = [
        sealing.seal(question.public_key, b"rang-1=1&rang-9=2", size=size, info=info),
        sealing.seal(question.public_key, "é".encode(), size=size, info=info),
        sealing.seal(question.public_key, b"rang-1=1", size=size, info="another vote"),
        b"\x04" + bytes(sealing.box_length(size) - 1),
    ]
    for person, box in zip(everyone[2:], strange, strict=False):
        [right] = [one.right.pk for one in votes.exercised(question, person)]
        votes.cast_sealed(question=question, person=person, boxes=[box], rights=[right])
    boxes = urns.boxes_of(Urn.objects.get(), urns.length(question))
    assert {len(box) for box in boxes} == {urns.length(question)}
    assert boxes == sorted(boxes)
    questions.close_vote(question=question, by=None)
    keys.open_urn(question=question, code=question.code, by=None)
    done = count.declare(question=question, by=None)
    assert (done.outcome["valid"], done.outcome["invalid"], done.outcome["blank"]) == (1, 4, 1)
    assert count.recount(done)[0]


def test_another_key_of_the_install_says_what_to_do(settings):
    question = make.question(make.roll(6), secrecy="confidential")
    votes.cast(question=question, person=make.voters(question.roll)[0][0], choices="yes")
    settings.SECRET_KEY = "another"
    with pytest.raises(ValidationError, match=r"secret\.key"):
        votes.cast(question=question, person=make.voters(question.roll)[1][0], choices="yes")
    assert RightUse.objects.count() == 1


def test_small_colleges_are_held_together_and_never_told():
    roll = make.roll(13, colleges=("a", "a", "a", "b"))  # ten and three
    with pytest.raises(ValidationError, match="Moins de 5"):
        make.question(make.roll(4), secrecy="confidential")
    question = make.question(roll, secrecy="confidential")
    assert question.folded == {"a": "", "b": ""}
    with pytest.raises(ValidationError, match="2 droits comptent pour 7"):
        make.question(make.roll(8, weights=(1, 1, 1, 7)), secrecy="confidential")
    told = make.question(make.roll(20, colleges=("a", "b"), weights=(1,)), secrecy="confidential")
    assert told.folded == {"a": "a", "b": "b"}
    for person, right in make.voters(told.roll)[:12]:
        votes.cast(question=told, person=person, choices="yes" if right.college == "a" else "no")
    questions.close_vote(question=told, by=None)
    keys.open_urn(question=told, code=told.code, by=None)
    outcome = count.declare(question=told, by=None).outcome
    assert outcome["by_college"]["a"]["yes"] == 6
    shy = make.question(make.roll(20, colleges=("a", "b")), secrecy="confidential")
    for person, _right in make.voters(shy.roll)[:7]:  # four of one college: their votes would show
        votes.cast(question=shy, person=person, choices="yes")
    questions.close_vote(question=shy, by=None)
    keys.open_urn(question=shy, code=shy.code, by=None)
    assert count.declare(question=shy, by=None).outcome["by_college"] is None
    assert set(OpenedBallot.objects.filter(question=shy).values_list("college", flat=True)) == {""}


CELLS = st.lists(st.tuples(st.sampled_from(["", "a", "b", "c", "d"]), st.sampled_from([1, 2, 5])), max_size=80)


@given(CELLS)
@settings(max_examples=200, deadline=None)
def test_no_class_is_smaller_than_five(rights):
    try:
        folded = fold(rights)
    except TooFew:
        by_weight = [sum(weight == one for _college, one in rights) for weight in {one for _college, one in rights}]
        assert len(rights) < LEAST or min(by_weight) < LEAST
        return
    cells = {}
    for college, weight in rights:
        cells[folded[college], weight] = cells.get((folded[college], weight), 0) + 1
    assert min(cells.values()) >= LEAST


@given(st.permutations([1, 2, 3, 40]), st.integers(1, 4), st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_a_ballot_comes_back_as_it_was_sealed(order, many, noise):
    form = Form("ranked", frozenset({1, 2, 3, 40}))
    choice = check(form, [[one] for one in order[:many]])
    plain = written(choice)
    assert len(plain) <= form.size
    public, private = sealing.make_keys()
    opener = sealing.Opener(private, "v")
    assert read_back(form, opener.open(sealing.seal(public, plain, size=form.size, info="v"))) == choice
    with pytest.raises(sealing.SealError):
        opener.open(noise)
