"""Standing, being found receivable or not, withdrawing, giving up a seat."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate, now

from maillage.audit import journal
from maillage.ballots.actions import questions
from maillage.ballots.enums_votes import QuestionState
from maillage.ballots.models import Option
from maillage.bodies.served import limit
from maillage.elections import emails
from maillage.elections.actions import slates
from maillage.elections.actions.common import held, locked, refuse
from maillage.elections.eligibility import refusals
from maillage.elections.enums import CandidacyState, ElectionState, Fate
from maillage.elections.models import Candidacy, Election
from maillage.files import images

WORDS = ("statement", "interests", "gender")
KEPT = timedelta(days=365)  # after the assembly: what a candidate wrote is erased


def _record(verb: str, candidacy: Candidacy, *, by: Any, changes: Mapping[str, Any] | None = None) -> None:
    """In the journal of the election, without anyone's name."""
    journal.record(verb, candidacy.election, by=by, changes={"candidacy": [None, candidacy.pk], **(changes or {})})


def _placed(election: Election, group: Any) -> Any:
    if group is None and election.groups:
        if len(election.groups) > 1:
            raise refuse("group_needed")
        return election.groups[0]
    if group is not None and group not in election.groups:
        raise refuse("group_not_here")
    return group


@transaction.atomic
def stand(
    *, election: Election, person: Any, values: Mapping[str, Any], by: Any, organisation: Any = None, group: Any = None,
    photo: Any = None, office: bool = False,
) -> Candidacy:  # fmt: skip
    """Someone stands. `office`: written by the secretary, who may until the vote is put.

    Raises ValidationError: candidatures closed, no right to stand, seats kept for others, too many terms.
    """
    election = locked(election)
    states = [ElectionState.PREPARING, ElectionState.CANDIDATURES, ElectionState.READY] if office else []
    if not election.is_open and election.state not in states:
        raise refuse("closed")
    if election.candidacies.filter(person=person, state__in=["proposed", "accepted"]).exists():
        raise refuse("already")
    group = _placed(election, group)
    if why := list(refusals(election, person, organisation, group)):
        raise ValidationError(why)
    slate, place = slates.joined(election, group, values.get("slate", ""))
    row = Candidacy(election=election, person=person, organisation=organisation, group=group, photo=photo, slate=slate,
                    place=place,
                    category=group.category if group else "",
                    terms_served=limit(election.body, group, person, election.begins)[0],
                    kept_until=(election.assembly.day or localdate()) + KEPT)  # fmt: skip
    for name in WORDS:
        setattr(row, name, values.get(name, ""))
    row.full_clean(exclude=["election", "person", "organisation", "group", "photo"])
    row.save()
    _record("candidacy.submitted", row, by=by)
    return row


@transaction.atomic
def edit(
    *, candidacy: Candidacy, values: Mapping[str, Any], by: Any, photo: Any = None, drop_photo: bool = False
) -> Candidacy:
    """Write one's presentation again, until the vote is opened."""
    row = held(candidacy)
    if not row.stands:
        raise refuse("withdrawn")
    if row.election.state in (ElectionState.VOTING, ElectionState.DONE):
        raise refuse("vote_open")
    for name in WORDS:
        setattr(row, name, values.get(name, getattr(row, name)))
    before = row.photo
    if photo is not None or drop_photo:
        row.photo = photo
    row.version += 1
    row.full_clean(exclude=["election", "person", "organisation", "group", "photo"])
    row.save()
    if before is not None and before != row.photo:
        images.remove(before)
    _record("candidacy.changed", row, by=by)
    return row


@transaction.atomic
def accept(*, candidacy: Candidacy, by: Any) -> Candidacy:
    """Found receivable: it is asked again, for what was true the day it was sent may have changed."""
    row = held(candidacy)
    if row.state != CandidacyState.PROPOSED:
        raise refuse("withdrawn")
    if why := list(refusals(row.election, row.person, row.organisation, row.group)):
        raise ValidationError(why)
    row.state, row.decided_at = CandidacyState.ACCEPTED, now()
    row.version += 1
    row.save()
    _record("candidacy.accepted", row, by=by)
    emails.decided(row)
    return row


@transaction.atomic
def turn_down(*, candidacy: Candidacy, reason: str, by: Any) -> Candidacy:
    """Not receivable, for a reason that the person reads."""
    row = held(candidacy)
    if not row.stands or row.election.state in (ElectionState.VOTING, ElectionState.DONE):
        raise refuse("withdrawn" if not row.stands else "vote_open")
    if not reason.strip():
        raise refuse("reason")
    row.state, row.refusal, row.decided_at = CandidacyState.REFUSED, reason.strip()[:300], now()
    row.version += 1
    row.save()
    _record("candidacy.refused", row, by=by)
    emails.decided(row)
    return row


@transaction.atomic
def withdraw(*, candidacy: Candidacy, by: Any) -> Candidacy:
    """At will, even after ballots are cast: the count passes over them. Once declared, one gives up one's seat instead."""
    row = held(candidacy)
    if not row.stands:
        raise refuse("withdrawn")
    if row.election.state == ElectionState.DONE:
        raise refuse("declared")
    if row.fate == Fate.ELECTED:  # by a first round, while the second is to come
        raise refuse("elected_already")
    row.state, row.withdrawn_at = CandidacyState.WITHDRAWN, now()
    row.version += 1
    row.save()
    over = [QuestionState.DECLARED, QuestionState.CANCELLED]
    for option in Option.objects.filter(source=row.source).exclude(question__state__in=over):
        questions.withdraw_option(option=option, by=by)
    slates.left(row, by=by)
    _record("candidacy.withdrawn", row, by=by)
    return row


@transaction.atomic
def wipe(*, candidacy: Candidacy, by: Any = None) -> Candidacy:
    """What they wrote and their picture go; that they stood, and what came of it, stays. A gender that bound the outcome
    stays with the count alone, so that it can be counted again."""
    row = held(candidacy)
    photo, row.photo = row.photo, None
    row.statement = row.interests = row.gender = ""
    row.save()
    if photo is not None:
        images.remove(photo)
    _record("candidacy.wiped", row, by=by)
    return row
