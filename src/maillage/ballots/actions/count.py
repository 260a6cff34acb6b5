"""The result: declared once, from what is stored, and worked out again by whoever doubts it."""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now

from maillage.audit import journal
from maillage.ballots.actions.keys import used_online, write_ballots
from maillage.ballots.actions.refusals import guarded, locked, refuse
from maillage.ballots.actions.tellers import settled
from maillage.ballots.classes import LEAST
from maillage.ballots.counting.types import CountError
from maillage.ballots.enums_votes import QuestionState
from maillage.ballots.models import Question
from maillage.ballots.signals import question_declared
from maillage.ballots.tallying import box_of, outcome_of, present_votes, sheet_ballots


def _worked_out(
    question: Question, sheet: dict[str, Any] | None, present: int | None, turnout: dict[str, int] | None = None
) -> dict[str, Any]:
    try:
        return outcome_of(question, box_of(question, sheet), present=present, turnout=turnout)
    except CountError as error:
        raise ValidationError(str(error), code="count") from error


def _ready(question: Question) -> dict[str, Any] | None:
    if question.state != QuestionState.CLOSED:
        raise refuse("state", state=question.get_state_display())
    if question.is_confidential and not question.urn_opened_at:
        raise refuse("sealed")
    return settled(question)


@transaction.atomic
def declare(*, question: Question, by: Any) -> Question:
    """Count and declare. Raises ValidationError while a sheet, the urn's key or the chair's voice is missing."""
    question = locked(question)
    guarded(question, "declare")
    sheet = _ready(question)
    if question.is_confidential:
        _mix_paper(question, sheet)
        sheet = None
    outcome = _worked_out(question, sheet, present_votes(question))
    if outcome.get("tie") == "waiting":
        raise refuse("chair_needed")
    question.outcome, question.state, question.declared_at = outcome, QuestionState.DECLARED, now()
    question.version += 1
    question.save()
    told = {name: outcome[name] for name in ("carried", "yes", "no", "abstain", "elected") if outcome[name] is not None}
    journal.record("question.declared", question, by=by, changes={name: [None, value] for name, value in told.items()})
    question_declared.send(Question, question=question, by=by)
    return question


def _mix_paper(question: Question, sheet: dict[str, Any] | None) -> None:
    """Paper ballots beside a confidential vote join the opened ones, so that a handful of them tells nobody's vote."""
    if sheet is None:
        return
    weight = question.roll.rights.active().values_list("weight", flat=True).first() or 1
    merged: dict[tuple[str, str], tuple[Any, int]] = {}
    held: Counter[tuple[str, int]] = Counter()
    rows = [(row.content, row.weight, row.college) for row in question.ballots.all()]
    rows += [(choice, count * weight, "") for choice, count in sheet_ballots(sheet) if count]
    for content, votes, _college in rows:
        before = merged.get(("", repr(content)), (content, 0))[1]
        merged["", repr(content)] = (content, before + votes)
    question.ballots.all().delete()
    write_ballots(question, merged, held)
    paper, online = sum(count for _choice, count in sheet_ballots(sheet)), used_online(question)
    if min(paper, online) < LEAST:  # what is known of the one tells the other
        question.sheets.update(content={"mixed": paper})


@transaction.atomic
def cast_deciding(*, question: Question, choice: str, by: Any) -> Question:
    """The chair's voice on equal votes, where the rule gives one; it is recorded as such in the result."""
    question = locked(question)
    sheet = _ready(question)
    if question.rule.get("tie") != "chair" or choice not in ("yes", "no"):
        raise refuse("chair_tie")
    # As if nothing had been said yet: the voice may be corrected until the declaration.
    question.casting_vote = ""
    if _worked_out(question, sheet, present_votes(question)).get("tie") != "waiting":
        raise refuse("chair_tie")
    question.casting_vote = choice
    question.version += 1
    question.save()
    journal.record("question.casting_vote_given", question, by=by, changes={"casting_vote": [None, choice]})
    return question


def recount(question: Question) -> tuple[bool, dict[str, Any]]:
    """(the same?, outcome): worked out again from what is stored. Raises ValidationError before the declaration."""
    if question.state != QuestionState.DECLARED or question.outcome is None:
        raise refuse("not_declared")
    sheet = None if question.is_confidential else settled(question)
    again = _worked_out(question, sheet, question.outcome["present"], question.outcome["turnout"])
    kept = {name: value for name, value in question.outcome.items() if name in again}
    return kept == again, again
