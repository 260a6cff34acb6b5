"""Amendments first, then the text as amended: votes are prepared here, and their results come back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.assemblies.enums import DecisionKind, Mode
from maillage.audit import journal
from maillage.ballots.actions import questions
from maillage.ballots.enums_votes import Method, QuestionState, Secrecy
from maillage.ballots.models import Question
from maillage.ballots.rules import rule_for
from maillage.motions import emails, texts, words
from maillage.motions.actions.amending import take_in
from maillage.motions.actions.common import held, held_amendment, kept, move, overtake
from maillage.motions.actions.prepared import RUNNING, beside, in_their_words, voted_on
from maillage.motions.enums import AmendmentState, Cause, MotionState
from maillage.motions.models import Amendment, Motion


def form_of_vote(motion: Motion) -> Secrecy:
    """Hands in a room; by name where some are elsewhere."""
    return Secrecy.HANDS if motion.assembly.mode == Mode.ON_SITE else Secrecy.NOMINAL


def rule_of(motion: Motion) -> dict[str, Any]:
    """That of the kind of decision of its item, else of an ordinary decision."""
    return rule_for(motion.item.decision_kind if motion.item else DecisionKind.ORDINARY)


def refuse_unready(motion: Motion, source: str) -> None:
    if motion.assembly.roll_id is None:
        raise ValidationError(_("La liste électorale de cette assemblée n’est pas encore faite."))
    if not MotionState(motion.state).can_be_amended:
        raise ValidationError(
            _("Cette proposition n’est pas à voter : elle est « %(state)s ».") % {"state": motion.get_state_display()}
        )
    if Question.objects.filter(source=source).exclude(state=QuestionState.CANCELLED).exists():
        raise ValidationError(_("Ce vote est déjà préparé."))


def drafted(motion: Motion, source: str, title: str, text: str, secrecy: str, by: Any) -> Question:
    if len(text) > texts.MOST_ASKED:
        raise ValidationError(
            _(
                "Le texte mis aux voix est trop long : renvoyez la proposition à une instance pour qu’elle soit réécrite."
            )
        )
    form, roll = Secrecy(secrecy or form_of_vote(motion)), motion.assembly.roll
    assert roll is not None  # `refuse_unready` asked
    question: Question = questions.draft(
        roll=roll, source=source, title=title[:300], text=text, method=Method.YESNO, secrecy=form,
        rule=rule_of(motion), by=by, in_room=True, remote=form.online and motion.assembly.mode != Mode.ON_SITE,
    )  # fmt: skip
    return question


@transaction.atomic
def prepare_amendment(*, amendment: Amendment, by: Any, secrecy: str = "") -> Question:
    """The question on an amendment: what goes, what comes."""
    motion, row = held_amendment(amendment)
    refuse_unready(motion, row.source)
    if row.state != AmendmentState.SUBMITTED:
        raise ValidationError(
            _("Cet amendement n’est pas à voter : il est « %(state)s ».") % {"state": row.get_state_display()}
        )
    if not texts.concerns(motion.text, row.change):
        raise ValidationError(_("Le passage de cet amendement n’est plus dans le texte : il est sans objet."))
    with in_their_words():
        title = _("Proposition %(motion)s, amendement %(number)s") % {"motion": motion, "number": row.number}
        text = words.put_to_vote(row, motion.text, motion.amendments.all())
    question = drafted(motion, row.source, title, text, secrecy, by)
    journal.record("amendment.put_to_vote", row, by=by)
    return question


@transaction.atomic
def prepare(*, motion: Motion, by: Any, secrecy: str = "") -> Question:
    """The question on the text as amended, which is frozen in it; amendments are decided first."""
    motion = held(motion)
    refuse_unready(motion, motion.source)
    waiting = motion.amendments.pending().count()
    if waiting:
        raise ValidationError(_("Les amendements se votent d’abord : il en reste %(n)s.") % {"n": waiting})
    if not texts.shown(motion.text):
        raise ValidationError(_("Les amendements adoptés n’ont rien laissé du texte : il n’y a plus rien à voter."))
    with in_their_words():
        title = _("Proposition %(motion)s") % {"motion": motion}
    question = drafted(motion, motion.source, title, texts.plain(motion.text), secrecy, by)
    if motion.state == MotionState.ADMISSIBLE:
        motion.state = MotionState.DEBATED
    kept(motion, "motion.put_to_vote", by=by)
    return question


def refusals(question: Question) -> list[str]:
    """Why a vote that was prepared must not open: what it is about changed since."""
    kind, _sep, number = question.source.partition(":")
    if kind == "amendment":
        row = Amendment.objects.select_related("motion").filter(pk=number).first()
        if row is None:
            return []
        if row.state == AmendmentState.SUBMITTED and row.motion.is_live:
            return in_turn(row)
        return [_("Cet amendement est « %(state)s » : annulez ce vote.") % {"state": row.get_state_display()}]
    motion = Motion.objects.filter(pk=number).first() if kind == "motion" else None
    if motion is None:
        return []
    if not motion.is_live:
        return [_("Cette proposition est « %(state)s » : annulez ce vote.") % {"state": motion.get_state_display()}]
    if motion.amendments.pending().exists():
        return [_("Des amendements attendent encore leur vote : ils passent d’abord.")]
    if texts.plain(motion.text) != question.text:
        return [_("Le texte a changé depuis que ce vote est préparé : annulez-le et préparez-le de nouveau.")]
    return []


def in_turn(row: Amendment) -> list[str]:
    """Amendments of one passage are voted one after the other: what one becomes decides what is left of the next."""
    others = beside(row, row.motion.amendments.pending())
    running = voted_on(others, RUNNING)
    return [
        _("L’amendement %(n)s, au même passage, attend son résultat : ils se votent l’un après l’autre.")
        % {"n": one.number}
        for one in others
        if one.source in running
    ]


@transaction.atomic
def take_result(*, question: Question, by: Any) -> None:
    """A vote is declared: what it was about is carried or lost. An undecided one (a tie that waits) moves nothing."""
    kind, _sep, number = question.source.partition(":")
    carried = (question.outcome or {}).get("carried")
    if kind not in ("motion", "amendment") or not number.isdigit() or carried is None:
        return
    if kind == "amendment":
        row = Amendment.objects.select_related("motion").filter(pk=number).first()
        if row is not None:
            amendment_decided(row, carried=carried, by=by)
        return
    motion = Motion.objects.filter(pk=number).first()
    if motion is not None:
        motion_decided(motion, question, carried=carried, by=by)


def amendment_decided(amendment: Amendment, *, carried: bool, by: Any) -> None:
    motion, row = held_amendment(amendment)
    if row.state != AmendmentState.SUBMITTED:
        return  # decided already: the same result told twice
    row.state, row.decided_at = (AmendmentState.CARRIED if carried else AmendmentState.LOST), now()
    row.save()
    if carried and texts.concerns(motion.text, row.change):
        take_in(motion, row, Cause.CARRIED, by=by)
    journal.record(f"amendment.{row.state}", row, by=by)
    emails.amendment_told(row)


def motion_decided(motion: Motion, question: Question, *, carried: bool, by: Any) -> None:
    motion = held(motion)
    state = MotionState.CARRIED if carried else MotionState.LOST
    if not MotionState(motion.state).can_become(state):
        return
    move(motion, state)
    motion.outcome_text, motion.decided_at = question.text, now()
    overtake(motion, list(motion.amendments.pending().values_list("pk", flat=True)), by=by)
    kept(motion, f"motion.{state}", by=by)
    emails.motion_told(motion)
