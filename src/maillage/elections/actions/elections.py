"""Preparing an election, opening and closing candidatures, cancelling."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.assemblies.models import AgendaItem, Assembly
from maillage.audit import journal
from maillage.ballots.actions import questions
from maillage.ballots.counting import constraints
from maillage.ballots.counting.types import CountError
from maillage.ballots.enums_votes import Method, QuestionState
from maillage.bodies.models import Body
from maillage.elections.actions.candidacies import KEPT
from maillage.elections.actions.common import locked, refuse, to_become
from maillage.elections.enums import OF_LISTS, CandidacyState, ElectionState
from maillage.elections.models import Election
from maillage.elections.rules import breach, parity_of, rules_of

FIELDS = ("title", "text", "seats", "method", "secrecy", "by_group", "remote", "paper_too", "parity", "go_on", "bar", "stagger",
          "substitutes", "candidatures_until", "starts_on")  # fmt: skip
ALONE = (Method.IRV,)  # one seat at a time
BY_GROUP = (Method.TWO_ROUND, *OF_LISTS)  # a majority, or a share, has no meaning over seats kept for several groups
STANDING = [CandidacyState.PROPOSED, CandidacyState.ACCEPTED]
OVER = (ElectionState.DONE, ElectionState.CANCELLED)


def _checked(election: Election) -> Election:
    """Seats that the body has, a method that fills them, rules that do not contradict themselves."""
    election.seats = {college: int(number) for college, number in election.seats.items() if int(number)}
    vars(election).pop("groups", None)
    known = {group.college: group for group in election.body.groups.all()}
    if not election.seats:
        raise refuse("no_seats")
    for college, number in election.seats.items():
        if known and college not in known:
            raise refuse("unknown_group")
        if known and number > known[college].seats:
            raise refuse("too_many_seats", group=known[college], seats=known[college].seats)
    largest = max(election.seats.values()) if election.by_group else election.total
    if election.method in ALONE and largest > 1:
        raise refuse("one_seat")
    if election.method in BY_GROUP and len(election.seats) > 1 and not election.by_group:
        raise refuse("by_group_only")
    if election.method == Method.TWO_ROUND and election.parity:
        raise refuse("no_parity")
    if election.go_on is not None and election.go_on <= largest:
        raise refuse("go_on", seats=largest)
    try:
        constraints.check(rules_of(election, election.seats))
    except (CountError, ValueError, ZeroDivisionError) as error:
        raise refuse("parity") from error
    election.full_clean(exclude=["assembly", "item", "body"])
    return election


@transaction.atomic
def prepare(
    *, assembly: Assembly, body: Body, values: Mapping[str, Any], by: Any, item: AgendaItem | None = None
) -> Election:
    """Prepare an election, from an item of the agenda or by itself. Raises ValidationError: seats that the body does not
    have, a method for one seat, a parity that is not clear."""
    election = Election(assembly=assembly, body=body, item=item)
    for name in FIELDS:
        if name in values:
            setattr(election, name, values[name])
    _checked(election).save()
    journal.record("election.prepared", election, by=by)
    return election


@transaction.atomic
def change(*, election: Election, values: Mapping[str, Any], by: Any) -> Election:
    """Change it, until it is put to the vote."""
    row = locked(election)
    if row.state not in (ElectionState.PREPARING, ElectionState.CANDIDATURES, ElectionState.READY):
        raise refuse("vote_open")
    before = journal.snapshot(row)
    for name in set(values) & set(FIELDS):
        setattr(row, name, values[name])
    row.version += 1
    _checked(row)
    _stood_for(row)
    row.save()
    journal.record("election.changed", row, by=by, changes=journal.difference(before, journal.snapshot(row)))
    return row


def _stood_for(election: Election) -> None:
    """Who stands already keeps what they stand for: the seats of their group, a list or none."""
    rows = election.candidacies.filter(state__in=STANDING)
    for group in election.body.groups.filter(candidacies__in=rows).exclude(college__in=election.seats)[:1]:
        raise refuse("group_stood_for", group=group)
    if rows.filter(slate__isnull=election.of_lists).exists():
        raise refuse("list_method")


def _moved(row: Election, state: ElectionState, verb: str, by: Any, **changes: Any) -> Election:
    before, row.state = row.state, state
    row.version += 1
    row.save()
    journal.record(verb, row, by=by, changes={"state": [before, str(state)], **changes})
    return row


@transaction.atomic
def open_candidatures(*, election: Election, until: date | None, by: Any) -> Election:
    """Members may stand, until a day included."""
    row = to_become(election, ElectionState.CANDIDATURES)
    if until is not None and until < localdate():
        raise refuse("past_day")
    day = row.assembly.day
    if until is not None and day is not None and until > max(day, localdate()):
        raise refuse("after_meeting", day=date_format(day, "DATE_FORMAT"))
    row.candidatures_until = until
    return _moved(row, ElectionState.CANDIDATURES, "election.candidatures_opened", by, until=[None, until])


@transaction.atomic
def close_candidatures(*, election: Election, by: Any) -> Election:
    """Nobody stands any more: those found receivable are the candidates. Refused while one waits to be verified."""
    row = to_become(election, ElectionState.READY)
    all_verified(row)
    return _moved(row, ElectionState.READY, "election.candidatures_closed", by)


def all_verified(election: Election) -> None:
    """Raises ValidationError while a candidacy waits, or a list does not keep the parity."""
    if waiting := election.candidacies.filter(state=CandidacyState.PROPOSED).count():
        raise refuse("waiting", count=waiting)
    for slate in election.slates.standing() if election.of_lists else ():
        if place := breach(parity_of(election), [one.gender for one in slate.in_order()]):
            raise refuse("list_parity", list=slate, place=place)


@transaction.atomic
def cancel(*, election: Election, reason: str, by: Any) -> Election:
    """It does not take place; refused once it is put to the vote (cancel the vote first)."""
    row = to_become(election, ElectionState.CANCELLED)
    if not reason.strip():
        raise refuse("reason")
    row.cancel_reason = reason.strip()[:300]
    return _moved(row, ElectionState.CANCELLED, "election.cancelled", by, reason=[None, row.cancel_reason])


@transaction.atomic
def follow(*, assembly: Assembly, items: Mapping[int, AgendaItem], by: Any) -> None:
    """The second meeting holds the elections that the first could not: candidates stand as they did. A vote prepared on
    the first roll is cancelled; one that is counted keeps its election where it is."""
    for one in Election.objects.filter(assembly=assembly.second_of).exclude(state__in=OVER).order_by("pk"):
        votes = one.questions()
        if votes.exclude(state=QuestionState.DRAFT).exists():
            continue
        for vote in votes:
            questions.cancel(question=vote, reason=_("La question est remise à la seconde réunion."), by=by)
        row = locked(one)
        row.assembly, row.item = assembly, items.get(row.item_id or 0)
        row.candidacies.update(kept_until=(assembly.day or localdate()) + KEPT)
        _moved(row, row.standing, "election.followed", by, assembly=[None, str(assembly)])
