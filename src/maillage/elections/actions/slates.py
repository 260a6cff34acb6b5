"""Lists: joining one by its name, the order of its candidates, what a vote keeps of it."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from maillage.audit import journal
from maillage.ballots.actions import questions
from maillage.ballots.actions.refusals import locked as locked_question
from maillage.ballots.enums_votes import QuestionState
from maillage.ballots.models import Option
from maillage.core.text import clean
from maillage.elections.actions.common import locked, refuse
from maillage.elections.enums import ElectionState
from maillage.elections.models import Candidacy, Election, Slate

BEFORE = (ElectionState.PREPARING, ElectionState.CANDIDATURES, ElectionState.READY)


def joined(election: Election, group: Any, title: str) -> tuple[Slate | None, int | None]:
    """The list of this name, made when nobody named it yet, and the place after its last candidate."""
    if not election.of_lists:
        return None, None
    name = clean(title)[:120]
    if not name:
        raise refuse("list_needed")
    slate = election.slates.filter(group=group, title__iexact=name).first()
    slate = slate or Slate.objects.create(election=election, group=group, title=name)
    return slate, (slate.candidates.aggregate(most=Max("place"))["most"] or 0) + 1


@transaction.atomic
def compose(*, slate: Slate, title: str, order: Sequence[int], by: Any) -> Slate:
    """Write a list as it was handed in: its name, and its candidates, the head first. `order` names each of those that
    stand once. Raises ValidationError."""
    election = locked(slate.election)
    if election.state not in BEFORE:
        raise refuse("vote_open")
    standing = {row.pk: row for row in slate.candidates.filter(state__in=["proposed", "accepted"])}
    name = clean(title)[:120]
    if set(order) != set(standing) or len(order) != len(standing):
        raise refuse("whole_list")
    if not name:
        raise refuse("list_needed")
    if election.slates.filter(group=slate.group, title__iexact=name).exclude(pk=slate.pk).exists():
        raise refuse("list_twice")
    slate.title = name
    slate.save(update_fields=["title"])
    slate.candidates.update(place=None)
    for place, pk in enumerate(order, 1):
        Candidacy.objects.filter(pk=pk).update(place=place)
    journal.record("election.list_composed", election, by=by, changes={"order": [None, list(order)]})
    return slate


def left(candidacy: Candidacy, *, by: Any) -> None:
    """Someone of a list withdrew: votes under way pass to the next of it, or over a list that holds nobody any more."""
    slate = candidacy.slate
    if slate is None:
        return
    over = [QuestionState.DECLARED, QuestionState.CANCELLED]
    for option in (
        Option.objects.filter(source=slate.source).exclude(question__state__in=over).select_related("question")
    ):
        question = locked_question(option.question)
        people = question.constraints["lists"][str(option.number)]
        for one in people:
            one["withdrawn"] = one["withdrawn"] or one["source"] == candidacy.source
        question.save(update_fields=["constraints"])
        if all(one["withdrawn"] for one in people):
            questions.withdraw_option(option=option, by=by)
