"""Votes on motions and amendments: those that hold a text as it is, and those prepared that fall when it moves."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.ballots.actions import questions
from maillage.ballots.enums_votes import QuestionState
from maillage.ballots.models import Question
from maillage.motions import texts
from maillage.motions.models import Amendment, Motion
from maillage.network import current

FIRM = (QuestionState.OPEN, QuestionState.CLOSED, QuestionState.DECLARED)
RUNNING = (QuestionState.OPEN, QuestionState.CLOSED)  # its result is still to come


def in_their_words() -> Any:
    """What a vote says is read by all who vote: its words are the network's, whoever prepares it."""
    return override(current.profile().language.code)


def voted_on(rows: Iterable[Motion | Amendment], states: Iterable[QuestionState]) -> set[str]:
    """Sources of those that have a vote in one of these states."""
    found = Question.objects.filter(source__in=[row.source for row in rows], state__in=tuple(states))
    return set(found.values_list("source", flat=True))


def refuse_voted(motion: Motion) -> None:
    """The text that people vote on does not change under their hands."""
    if voted_on([motion], FIRM):
        raise ValidationError(_("La proposition est mise aux voix : son texte ne change plus."))


def refuse_running(motion: Motion) -> None:
    """Nor is a motion taken away while it, or one of its amendments, waits for its result."""
    refuse_voted(motion)
    refuse_pending(motion.amendments.pending())


def refuse_pending(rows: Iterable[Amendment]) -> None:
    rows = list(rows)
    running = voted_on(rows, RUNNING)
    held = next((row for row in rows if row.source in running), None)
    if held is not None:
        raise ValidationError(
            _("L’amendement %(n)s est mis aux voix : attendez son résultat, ou annulez ce vote.") % {"n": held.number}
        )


def refuse_on_vote(row: Amendment) -> None:
    if voted_on([row], FIRM):
        raise ValidationError(_("Cet amendement est mis aux voix."))


def beside(row: Amendment, others: Iterable[Amendment]) -> list[Amendment]:
    """Those among others that contradict it, or stand at its place, in the text in force."""
    text = row.motion.text
    there = [one for one in others if one.pk != row.pk and texts.concerns(text, one.change)]
    return [one for one in there if texts.clash(text, row.change, one.change)]


def fall(rows: Iterable[Motion | Amendment], *, by: Any) -> None:
    """Votes prepared on these are cancelled: what they ask is no longer what is to be decided."""
    sources = [row.source for row in rows]
    for question in Question.objects.filter(source__in=sources, state=QuestionState.DRAFT).order_by("pk"):
        with in_their_words():
            reason = _("Ce qui était à voter a changé avant l’ouverture de ce vote.")
        questions.cancel(question=question, reason=reason, by=by)
