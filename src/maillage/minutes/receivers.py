"""What the register writes by itself: each declared vote takes its link, and a decision its number."""

from datetime import date
from typing import Any

from django.dispatch import receiver
from django.utils.timezone import localdate

from maillage.ballots.models import Question
from maillage.ballots.signals import question_declared
from maillage.minutes import votes_said
from maillage.minutes.actions import register
from maillage.minutes.actions.common import linked
from maillage.minutes.record import acts

ENTERED = ("item:", "motion:", "election:")  # an amendment is a part of its motion; other votes wait for the secretary


@receiver(question_declared, dispatch_uid="minutes.register")
def enter_declared(sender: Any, question: Question, by: Any, **kwargs: Any) -> None:
    """The vote's act enters the chain; a vote on an item, a motion or an election enters the register."""
    linked(kind="vote", ref=acts.ref_of(question), on=day_of(question), content=acts.vote(question))
    if question.source.startswith(ENTERED):
        enter_question(question=question, by=by)


def day_of(question: Question) -> date:
    """A decision is of the day of its meeting, even counted after midnight; a vote of several days, of its declaration."""
    declared = localdate(question.declared_at)
    assembly = getattr(question.roll, "assembly", None)
    if assembly is None or assembly.day is None or question.closes_at:
        return declared
    return min(assembly.day, declared)


def enter_question(*, question: Question, by: Any) -> Any:
    """The resolution of a declared vote. None when its roll serves no meeting: the secretary then names the body."""
    assembly = getattr(question.roll, "assembly", None)
    if assembly is None:
        return None
    kind, _colon, number = question.source.partition(":")
    item = assembly.items.filter(pk=number).first() if kind == "item" and number.isdecimal() else None
    outcome = question.outcome or {}
    carried = outcome.get("carried") if question.method == "yesno" else bool(outcome.get("elected"))
    return register.enter(
        body=assembly.body, adopted_on=day_of(question), title=question.title,
        text=question.text or (item.text if item else "") or votes_said.result(question),
        vote=votes_said.result(question), carried=bool(carried), assembly=assembly, item=item, question=question, by=by,
    )  # fmt: skip
