"""Where an institution stands: read from its steps, in whatever order they were typed, corrected or not."""

from datetime import date, timedelta
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.advocacy import actions, stages
from maillage.advocacy.actions.restanding import astray, lines_of
from maillage.advocacy.enums import Stage
from maillage.advocacy.models import Commitment, Step
from maillage.advocacy.scores import needed, score
from maillage.audit.models import Entry
from tests import networks
from tests.factories import advocacy as make

DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
LINES = st.lists(st.builds(stages.Line, st.sampled_from(Stage.values), DAYS, st.booleans()), max_size=12)


@given(LINES, st.randoms(use_true_random=False), st.sampled_from([None, 12, 24]))
def test_the_order_of_typing_changes_nothing(lines, chance, every):
    mixed = list(lines)
    chance.shuffle(mixed)
    assert stages.standing(mixed, every) == stages.standing(lines, every)


@given(LINES)
def test_what_is_corrected_does_not_count(lines):
    kept = [line for line in lines if not line.corrected]
    assert stages.standing(lines) == stages.standing(kept)
    if kept:
        assert stages.standing(lines).on == max(line.on for line in kept)


@given(DAYS, st.integers(1, 120))
def test_renewals_fall_on_the_same_day_or_the_last_of_the_month(day, every):
    due = stages.renewal(day, every)
    months = (due.year - day.year) * 12 + due.month - day.month
    assert months == every
    assert due.day == day.day or (due.day < day.day and (due + timedelta(days=1)).day == 1)


def test_a_29_february_renews_on_the_28th():
    assert stages.renewal(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert stages.renewal(date(2024, 2, 29), 48) == date(2028, 2, 29)


@given(st.lists(DAYS, max_size=30))
def test_the_curve_never_goes_down_and_ends_with_all(days):
    points = stages.curve(days, date(2031, 1, 1), most=1000)
    assert [n for _month, n in points] == sorted(n for _month, n in points)
    assert (points[-1][1] if points else 0) == len(days)


def test_only_what_holds_is_to_be_renewed():
    adopted = [stages.Line("adopted", date(2024, 3, 1))]
    assert stages.standing(adopted, 12).due_on == date(2025, 3, 1)
    renewed = [*adopted, stages.Line("renewed", date(2025, 2, 10))]
    assert stages.standing(renewed, 12).due_on == date(2026, 2, 10)
    assert stages.standing([*renewed, stages.Line("lapsed", date(2025, 9, 1))], 12).due_on is None


@given(st.dictionaries(st.integers(1, 9), st.sampled_from(["met", "partly", "not"])), st.booleans())
def test_a_score_is_a_share(answers, essential):
    found = score([(number, essential) for number in range(1, 10)], answers)
    assert 0 <= found.percent <= 100
    assert (found.percent == 100) == (len(answers) == 9 and set(answers.values()) == {"met"})


def test_what_a_town_needs():
    assert needed(2, None, None) == 2
    assert needed(2, 10_000, 25_001) == 3
    assert needed(2, 10_000, 500) == 2
    assert needed(2, 10_000, None) is None


def walk(chance, length):
    """A chain of stages that may follow one another."""
    chain = [chance.choice([s for s in Stage if Stage.IDENTIFIED.can_become(s)])]
    while len(chain) < length:
        chain.append(chance.choice([s for s in Stage if chain[-1].can_become(s)] or [chain[-1]]))
    return chain


@pytest.mark.django_db
@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_any_order_of_typing_ends_at_the_last_stage(seed):
    chance = Random(seed)
    chain = walk(chance, 6)
    followed = make.commitment(make.ask(renewal_months=12))
    start = localdate() - timedelta(days=400)
    left = [(stage, start + timedelta(days=20 * at)) for at, stage in enumerate(chain)]
    chance.shuffle(left)
    while left:
        waiting = []
        for stage, day in left:
            try:
                make.step(followed, stage.value, day)
            except ValidationError:  # what comes before it is not typed yet
                waiting.append((stage, day))
        assert len(waiting) < len(left)
        left = waiting
    followed.refresh_from_db()
    assert followed.stage == chain[-1]
    assert followed.stage_on == start + timedelta(days=100)
    assert not astray(Commitment.objects.all())


@pytest.fixture
def followed(db):
    networks.install("csi")
    return make.commitment(make.ask(renewal_months=12))


def test_a_step_that_cannot_follow_is_refused_with_the_two(followed):
    make.step(followed, "adopted", date(2025, 3, 1))
    with pytest.raises(ValidationError, match=r"Texte adopté.*Promesse faite"):
        make.step(followed, "promised", date(2025, 6, 1))
    followed.refresh_from_db()
    assert followed.stage == "adopted"


def test_history_is_typed_as_papers_are_found_and_the_gap_is_told(followed):
    """Adopted, lapsed, then asked again: the promise of the second time was typed first."""
    make.step(followed, "contacted", date(2020, 1, 1))
    make.step(followed, "promised", date(2025, 6, 1))
    make.step(followed, "adopted", date(2021, 1, 1))
    assert stages.gap(lines_of(followed.steps.all())) == (
        stages.Line("adopted", date(2021, 1, 1)), stages.Line("promised", date(2025, 6, 1)))  # fmt: skip
    make.step(followed, "lapsed", date(2023, 1, 1))
    assert stages.gap(lines_of(followed.steps.all())) is None
    followed.refresh_from_db()
    assert followed.stage == "promised"


@pytest.mark.parametrize(("values", "word"), [
    ({"stage": "met", "on": localdate() + timedelta(days=1)}, "après aujourd’hui"),
    ({"stage": "met", "on": date(202, 1, 1)}, "ancienne"),
    ({"stage": "refused", "on": date(2025, 1, 1)}, "raison"),
    ({"stage": "renewed", "on": date(2025, 1, 1)}, "notez d’abord l’adoption"),
])  # fmt: skip
def test_what_a_step_may_not_be(followed, values, word):
    with pytest.raises(ValidationError, match=word):
        actions.add_step(commitment=followed, values=values, by=None)
    assert not Step.objects.exists()


def test_a_double_click_notes_one_step(followed):
    make.step(followed, "met", date(2025, 1, 5))
    with pytest.raises(ValidationError, match="déjà notée"):
        make.step(followed, "met", date(2025, 1, 5))
    assert Step.objects.count() == 1


def test_a_correction_keeps_the_wrong_one_and_its_reason(followed):
    make.step(followed, "tabled", date(2025, 1, 5))
    wrong = make.step(followed, "adopted", date(2025, 3, 1))
    right = actions.correct_step(step=wrong, reason="Le vote eut lieu le 2 avril.", by=None,
                                 values={"stage": "adopted", "on": date(2025, 4, 2)})  # fmt: skip
    followed.refresh_from_db()
    wrong.refresh_from_db()
    assert (followed.stage_on, followed.adopted_on, followed.due_on) == (
        date(2025, 4, 2), date(2025, 4, 2), date(2026, 4, 2))  # fmt: skip
    assert wrong.correction.startswith("Le vote")
    assert right.corrects == wrong
    with pytest.raises(ValidationError, match="déjà corrigée"):
        actions.correct_step(step=wrong, reason="encore", by=None)
    with pytest.raises(ValidationError, match="pourquoi"):
        actions.correct_step(step=right, reason=" \x00 ", by=None)
    actions.correct_step(step=right, reason="Il n’y eut pas de vote.", by=None)
    followed.refresh_from_db()
    assert followed.stage == "tabled"
    assert Step.objects.count() == 3
    assert Entry.objects.filter(verb="commitment.step_corrected").count() == 2


def test_a_rhythm_of_renewal_that_changes_moves_every_day(followed):
    make.step(followed, "adopted", date(2025, 3, 1))
    actions.change_ask(ask=followed.ask, values={"renewal_months": 24}, by=None)
    followed.refresh_from_db()
    assert followed.due_on == date(2027, 3, 1)


def test_two_that_are_one(followed):
    other = make.commitment(followed.ask)
    make.step(followed, "met", date(2025, 1, 5))
    make.step(other, "met", date(2025, 1, 5))
    make.step(other, "adopted", date(2025, 3, 1))
    for row in (followed, other):
        actions.add_adopted_text(commitment=row, values={"title": "Motion", "adopted_on": date(2025, 3, 1),
                                                         "text": "Attendu que"}, by=None)  # fmt: skip
    kept = actions.join(kept=followed, absorbed=other, by=None)
    assert kept.stage == "adopted"
    assert kept.steps.filter(corrected_at=None).count() == 2
    assert list(kept.texts.values_list("number", flat=True)) == [2, 1]
    assert Commitment.objects.count() == 1
    with pytest.raises(ValidationError, match="même demande"):
        actions.join(kept=kept, absorbed=make.commitment(), by=None)
