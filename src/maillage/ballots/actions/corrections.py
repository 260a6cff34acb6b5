"""Corrections of a frozen roll: only by a decision that is written, never erasing what stood."""

from collections import Counter
from typing import Any

from django.db import transaction
from django.db.models import Max

from maillage.ballots.actions.common import numbered, record, refuse, standing
from maillage.ballots.actions.proxies import drop_of_right, drop_unentitled
from maillage.ballots.classes import LEAST
from maillage.ballots.colleges import college_of
from maillage.ballots.enums import CorrectionKind
from maillage.ballots.enums_votes import QuestionState, Secrecy
from maillage.ballots.models import Right, RightUse, Roll, RollChallenge, RollCorrection
from maillage.members import words
from maillage.members.models import Member
from maillage.members.queries import voices_on, voting_rights
from maillage.members.rights import Reason
from maillage.network import current
from maillage.organisations.models import Person

CHANGEABLE = ("weight", "college", "delegate")


def _corrected(
    roll: Roll, right: Right, kind: CorrectionKind, decision: str, changes: dict[str, Any], by: Any,
    challenge: RollChallenge | None,
) -> RollCorrection:  # fmt: skip
    if not decision.strip():
        raise refuse("decision")
    made = RollCorrection.objects.create(
        roll=roll, right=right, kind=kind, decision=decision.strip(), changes=changes, by=by, challenge=challenge
    )
    numbered(roll)
    record(f"right.{kind.value}", right, by=by, changes={**changes, "roll": [None, roll]})
    return made


@transaction.atomic
def correct_add(
    *, roll: Roll, decision: str, by: Any, member: Member | None = None, person: Person | None = None, name: str = "",
    college: str = "", weight: int = 1, delegate: Person | None = None, challenge: RollChallenge | None = None,
) -> Right:  # fmt: skip
    """A right that was forgotten. A member of a category without a vote gets none, whatever is decided."""
    roll = _between_votes(standing(roll))
    if member is None and (person is None or not roll.seated):  # on a roll of members, a right is a member's
        raise refuse("holder_needed")
    right = Right(roll=roll, member=member, person=person, name=(name or str(member or person))[:300], weight=weight,
                  college=college, delegate=delegate or person)  # fmt: skip
    if member is not None:
        _as_member(right, member)
    alike = roll.rights.filter(member=member) if member else roll.rights.filter(member=None, person=person)
    right.seat = (alike.aggregate(n=Max("seat"))["n"] or 0) + 1
    right.full_clean(exclude=["roll", "member", "person", "delegate", "substitutes"])
    right.save()
    changes = {"weight": [None, weight], "college": [None, right.college], "seat": [None, right.seat]}
    _corrected(roll, right, CorrectionKind.ADDED, decision, changes, by, challenge)
    return right


def _as_member(right: Right, member: Member) -> None:
    """What the ledger says of this member on the day of the roll; its category may close the door for good."""
    (standing_of,) = voting_rights(right.roll.rights_on, members=Member.objects.filter(pk=member.pk))
    refusal = standing_of.refusals.get("vote")
    if refusal in (Reason.CATEGORY, Reason.UNKNOWN_CATEGORY):
        raise refuse("supporting", category=words.category(standing_of.category))
    if refusal == Reason.NOT_MEMBER:
        raise refuse("not_member")
    right.category = standing_of.category or ""
    right.college = right.college or college_of(current.profile(), standing_of.category, standing_of.group)
    right.person = member.person
    right.delegate_id = right.delegate_id or member.person_id or _next_voice(right, member)


def _next_voice(right: Right, member: Member) -> int | None:
    """The first of the member's delegates, then substitutes, who carries none of its rights yet."""
    carrying = set(right.roll.rights.active().filter(member=member).values_list("delegate", flat=True))
    voices = voices_on(right.roll.rights_on, [member.pk]).get(member.pk, [])
    ordered = sorted(voices, key=lambda voice: (voice.substitute, voice.rank, voice.person))
    return next((voice.person for voice in ordered if voice.person not in carrying), None)


def _between_votes(roll: Roll) -> Roll:
    """A vote that is closed counts on the roll as it voted, until its result is declared."""
    if roll.questions.filter(state=QuestionState.CLOSED).exists():
        raise refuse("vote_closed")
    return roll


def _unused(right: Right) -> Right:
    """The right, locked, in force; what it gave to a vote that is still open must not change under it."""
    right = Right.objects.select_for_update(of=("self",)).get(pk=right.pk)
    if not right.active:
        raise refuse("struck")
    if RightUse.objects.filter(right=right, question__state=QuestionState.OPEN).exists():
        raise refuse("used")
    return right


def _same_weight(roll: Roll, right: Right) -> None:
    """What was declared rests on the weight and the college of the rights that voted; what is sealed, on their class."""
    if RightUse.objects.filter(right=right).exists():
        raise refuse("used_ever")
    if roll.questions.filter(state=QuestionState.OPEN, secrecy=Secrecy.CONFIDENTIAL).exists():
        raise refuse("vote_open")


def _class_stays(roll: Roll, right: Right) -> None:
    """A confidential vote under way keeps enough rights in each class: a few left alone would be read in the result."""
    for question in roll.questions.filter(state=QuestionState.OPEN, secrecy=Secrecy.CONFIDENTIAL):
        cells = Counter((question.folded.get(college, ""), weight)
                        for college, weight in roll.rights.active().values_list("college", "weight"))  # fmt: skip
        if cells[question.folded.get(right.college, ""), right.weight] <= LEAST:
            raise refuse("class_left", least=LEAST, title=question.title)


@transaction.atomic
def correct_strike(*, right: Right, decision: str, by: Any, challenge: RollChallenge | None = None) -> Right:
    """Strike a right by decision (a member suspended since, an error). Its line stays; its proxies fall, and those that
    its carrier held if nothing entitles them to be there any more."""
    roll = _between_votes(standing(right.roll))
    right = _unused(right)
    _class_stays(roll, right)
    right.active = False
    right.save(update_fields=["active"])
    _corrected(roll, right, CorrectionKind.STRUCK, decision, {"active": [True, False]}, by, challenge)
    drop_of_right(right, by=by)
    drop_unentitled(roll, right.delegate_id, by=by)
    return right


@transaction.atomic
def correct_change(
    *, right: Right, decision: str, by: Any, challenge: RollChallenge | None = None, **values: Any
) -> Right:
    """Change the weight, the college or the carrier of a right, by decision."""
    roll = _between_votes(standing(right.roll))
    right = _unused(right)
    if any(getattr(right, name) != values[name] for name in ("weight", "college") if name in values):
        _same_weight(roll, right)
    before = right.delegate_id
    changes: dict[str, Any] = {}
    for field in CHANGEABLE:
        if field in values and getattr(right, field) != values[field]:
            old = getattr(right, field)
            changes[field] = [str(old) if field == "delegate" and old else old,
                              str(values[field]) if field == "delegate" and values[field] else values[field]]  # fmt: skip
            setattr(right, field, values[field])
    if not changes:
        raise refuse("unchanged")
    right.full_clean(exclude=["roll", "member", "person", "delegate", "substitutes"])
    right.save()
    _corrected(roll, right, CorrectionKind.CHANGED, decision, changes, by, challenge)
    if "delegate" in changes:
        drop_of_right(right, by=by)
        drop_unentitled(roll, before, by=by)
    return right
