"""Who carries a right: a member names another of its own, as it likes, until the roll closes; no decision is needed."""

from typing import Any

from django.db import transaction

from maillage.ballots.actions.common import numbered, record, refuse, standing
from maillage.ballots.actions.proxies import drop_of_right, drop_unentitled
from maillage.ballots.enums_votes import QuestionState
from maillage.ballots.models import Right, Substitute
from maillage.organisations.models import Person


@transaction.atomic
def name_delegate(*, right: Right, person: Person, by: Any) -> Right:
    """Another carrier for this right. The proxy that the former one gave falls: the member will be there."""
    roll = standing(right.roll)
    right = Right.objects.select_for_update(of=("self",)).get(pk=right.pk)
    if not right.active:
        raise refuse("struck")
    if person.erased_at or person.merged_into_id:
        raise refuse("gone")
    if right.delegate_id == person.pk:
        raise refuse("unchanged")
    if right.member_id and roll.rights.active().filter(member=right.member_id, delegate=person).exists():
        raise refuse("carries_already")
    before, right.delegate = right.delegate_id, person
    right.save(update_fields=["delegate"])
    Substitute.objects.filter(right__roll=roll, right__member=right.member_id, person=person).delete()
    numbered(roll)
    record("right.delegate_named", right, by=by, changes={"delegate": [before, person.pk], "roll": [None, roll]})
    drop_of_right(right, by=by)
    drop_unentitled(roll, before, by=by)
    return right


@transaction.atomic
def vote_as_one(*, right: Right, block: bool, by: Any) -> int:
    """The delegation of this right votes as one, or each of its persons freely. Gives how many rights it is."""
    roll = standing(right.roll)
    if roll.questions.filter(state=QuestionState.OPEN).exists():
        raise refuse("vote_open")
    rows = roll.rights.active().filter(member=right.member_id).exclude(member=None)
    count = rows.exclude(block_vote=block).update(block_vote=block)
    if not count:
        raise refuse("unchanged")
    numbered(roll)
    record("right.block_vote_set", right, by=by, changes={"block_vote": [not block, block], "roll": [None, roll]})
    return rows.count()
