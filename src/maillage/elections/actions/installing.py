"""The elected take their seats: mandates as dated facts, once."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from maillage.audit import journal
from maillage.ballots.counting import lots
from maillage.ballots.counting.terms import stagger
from maillage.bodies import terms
from maillage.bodies.actions import mandates
from maillage.bodies.enums import How, Leaving
from maillage.bodies.models import Mandate, SeatGroup
from maillage.elections.actions.common import locked, refuse
from maillage.elections.eligibility import GRACE
from maillage.elections.enums import ElectionState, Fate, Stagger
from maillage.elections.models import Candidacy, Election

DAY = timedelta(days=1)


def plan(election: Election) -> list[tuple[Candidacy, date | None]]:
    """Each elected person with the last day of their mandate: long or short where the by-laws stagger them."""
    found: list[tuple[Candidacy, date | None]] = []
    rows = election.candidacies.filter(fate=Fate.ELECTED).select_related("person", "organisation", "group")
    groups: list[SeatGroup | None] = list(election.groups) or [None]
    for group in groups:
        elected = [row for row in rows.order_by("rank") if group is None or row.group_id == group.pk]
        months = lengths(election, group, elected) if group else {}
        for row in elected:
            due = terms.term_end(election.begins, months[row.pk]) if row.pk in months else None
            found.append((row, due))
    return found


def lengths(election: Election, group: SeatGroup, elected: list[Candidacy]) -> dict[int, int]:
    """{candidacy: months}. Terms are staggered when the whole group is filled at once; else each has a whole one."""
    ids = [row.pk for row in elected]
    rank = {row.pk: row.rank or 0 for row in elected}
    if not election.stagger or election.seats_of(group) < group.seats:
        return dict.fromkeys(ids, group.term_months)
    slots = [(1, months) for months in terms.staggered(group.seats, group.term_months)]
    if election.stagger == Stagger.LOT:
        order = lots.draw(rank.values(), seed_of(election, group))
        return stagger(ids, slots, by="lot", lot=sorted(ids, key=lambda pk: order.index(rank[pk])))
    return stagger(ids, slots)


def seed_of(election: Election, group: SeatGroup) -> str:
    """The seed published when the vote of these seats was opened: anyone draws the same lot from it, among the places in
    the order of election."""
    votes = [vote for vote in election.questions() if vote.lot_seed]
    own = [vote for vote in votes if vote.options.filter(college=group.college).exists()]
    return next((vote.lot_seed for vote in own or votes), election.source)


def make_room(election: Election, group: SeatGroup | None, coming: list[Candidacy], by: Any) -> None:
    """End the mandates that this election renews: those past their term, those of the re-elected, then the first due."""
    start = election.begins
    rows = list(Mandate.objects.on(start).filter(body=election.body, group=group).order_by("due_on", "pk"))
    again = {row.person_id for row in coming}
    renewable = [
        row for row in rows if row.ended_on is None and (row.due_on is None or (row.due_on - start).days <= GRACE)
    ]
    ending = [row for row in renewable if row.person_id in again or (row.due_on is not None and row.due_on <= start)]
    others = [row for row in renewable if row not in ending]
    excess = max(0, len(rows) + len(coming) - group.seats - len(ending)) if group else 0
    if excess > len(others):
        raise refuse("seat_taken", group=group, missing=excess - len(others))
    for row in [*ending, *others[:excess]]:
        mandates.end(mandate=row, on=max(row.started_on, start - DAY), reason=Leaving.TERM, by=by)


@transaction.atomic
def install(*, election: Election, by: Any) -> Election:
    """Begin the mandates of the elected, in the terms of their seats, and note the substitutes in order. Done once: asked
    again, it changes nothing. Raises ValidationError when seats are held beyond this election."""
    row = locked(election)
    if row.installed_at is not None:
        return row
    if row.state != ElectionState.DONE:
        raise refuse("not_declared")
    found = plan(row)
    groups: list[SeatGroup | None] = list(row.groups) or [None]
    for group in groups:
        make_room(row, group, [one for one, _due in found if group is None or one.group_id == group.pk], by)
    renewed = Q(group__in=row.groups) if row.groups else Q(group=None)
    mandates.no_longer_waiting(row.body.mandates.filter(renewed), row.begins)
    for candidacy, due in found:
        mandates.begin(body=row.body, person=candidacy.person, organisation=candidacy.organisation, group=candidacy.group,
                       start=row.begins, due=due, how=How.ELECTED, source=row.source, by=by)  # fmt: skip
    _wait(row, by)
    row.installed_at = now()
    row.version += 1
    row.save()
    journal.record("election.installed", row, by=by, changes={"mandates": [None, len(found)]})
    return row


def _wait(election: Election, by: Any) -> None:
    """Substitutes in order, of each group; who sits there already does not wait."""
    rows = election.candidacies.filter(fate=Fate.SUBSTITUTE).select_related("person", "organisation", "group")
    seated = set(Mandate.objects.filter(body=election.body, ended_on=None).values_list("person", flat=True))
    ranks: dict[int | None, int] = {}
    for row in rows.order_by("rank", "pk"):
        if row.person_id in seated:
            continue
        ranks[row.group_id] = ranks.get(row.group_id, 0) + 1
        mandates.begin(body=election.body, person=row.person, organisation=row.organisation, group=row.group,
                       start=election.begins, source=election.source, substitute_rank=ranks[row.group_id], by=by)  # fmt: skip
