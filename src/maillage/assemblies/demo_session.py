"""An assembly of the demonstration that was held: who came and went, the agenda ticked, who spoke.

hold(assembly, by=None, share=Fraction(3, 4), decide=votes)   # `votes(assembly)` runs while the session is open
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maillage.assemblies import agenda, quorum, standing
from maillage.assemblies.enums import AssemblyState, ItemState
from maillage.assemblies.models import Assembly, Attendance, QuorumChange, Screen, Speech, Stay
from maillage.assemblies.session_enums import Capacity, How, SpeechKind, SpeechState
from maillage.audit import journal
from maillage.ballots.models import Right
from maillage.organisations.models import Person

MOST = Fraction(3, 4)
EVERY = timedelta(minutes=1)
DEFAULT_MINUTES = 5


@transaction.atomic
def hold(
    assembly: Assembly, by: Any = None, *, share: Fraction = MOST, decide: Callable[[Assembly], Any] | None = None,
    chair: Person | None = None, secretary: Person | None = None,
) -> Assembly:  # fmt: skip
    """Hold it from its first minute to its last: open, decide, close. `share` of those who carry a right come."""
    assembly = begin(assembly, by, share=share, chair=chair, secretary=secretary)
    if decide is not None:
        decide(assembly)
        assembly.refresh_from_db()
    return finish(assembly, by)


def begin(
    assembly: Assembly, by: Any = None, *, share: Fraction = MOST, chair: Person | None = None,
    secretary: Person | None = None,
) -> Assembly:  # fmt: skip
    """People arrive one after the other, a few from afar where that can be; the session is open."""
    at = start(assembly)
    rights = Right.objects.filter(roll=assembly.roll_id, active=True).exclude(delegate=None).select_related("delegate")
    people = list({one.delegate_id: one.delegate for one in rights.order_by("pk")}.values())
    coming = [person for person in people[: -(-len(people) * share.numerator // share.denominator)] if person]
    for rank, person in enumerate(coming):
        found = standing.of(assembly, person)
        row = Attendance.objects.create(
            assembly=assembly, person=person, name=str(person)[:200], organisation=found.organisation[:200],
            member=found.member, capacity=Capacity.VOTER, card=str(rank + 1),
        )  # fmt: skip
        remote = assembly.mode != "on_site" and rank % 4 == 3
        Stay.objects.create(
            attendance=row, came_at=at - EVERY * (20 - rank % 20), how=How.REMOTE if remote else How.DESK
        )
    guest = Attendance.objects.create(assembly=assembly, name=_("Personne invitée"), capacity=Capacity.GUEST)
    Stay.objects.create(attendance=guest, came_at=at - EVERY)
    found_quorum = quorum.quorum_of(assembly)
    if found_quorum.reached and found_quorum.needed:
        QuorumChange.objects.create(assembly=assembly, at=at - EVERY, present=found_quorum.counted,
                                    needed=found_quorum.needed, reached=True)  # fmt: skip
    assembly.chair = chair or assembly.chair or next(iter(coming), None)
    assembly.secretary = secretary or assembly.secretary or next(iter(coming[1:]), None)
    assembly.state, assembly.opened_at, assembly.quorum = AssemblyState.OPEN, at, quorum.snapshot(found_quorum)
    assembly.save()
    Screen.objects.get_or_create(assembly=assembly)
    journal.record("assembly.opened", assembly, by=by)
    return assembly


def start(assembly: Assembly) -> datetime:
    if assembly.starts_at is None:
        raise ValueError("an assembly that is held has a date")
    return assembly.starts_at


def finish(assembly: Assembly, by: Any = None) -> Assembly:
    """Each item took the time that was planned; two people spoke on debates; everyone leaves, one of them early."""
    clock = start(assembly)
    people = list(
        Person.objects.filter(pk__in=assembly.attendances.exclude(person=None).values("person")).order_by("pk")[:3]
    )
    for line in agenda.tree(assembly):
        item, begun = line.item, clock
        clock += timedelta(minutes=item.minutes_planned or DEFAULT_MINUTES)
        if item.state in (ItemState.PLANNED, ItemState.CURRENT):
            item.state, item.started_at, item.done_at = ItemState.DONE, begun, clock
            item.save(update_fields=["state", "started_at", "done_at"])
        for rank, person in enumerate(people[1:] if item.kind == "debate" else ()):
            spoke = begun + timedelta(seconds=40 + 100 * rank)
            Speech.objects.create(
                assembly=assembly, item=item, person=person, name=str(person)[:200], kind=SpeechKind.SPEECH,
                state=SpeechState.DONE, asked_at=begun, started_at=spoke, ended_at=spoke + timedelta(seconds=85),
            )  # fmt: skip
    stays = Stay.objects.filter(attendance__assembly=assembly, left_at=None)
    early = stays.filter(attendance__capacity=Capacity.VOTER).order_by("-pk").first()
    stays.update(left_at=clock)
    if early is not None and stays.count() == 0 and clock - 10 * EVERY > early.came_at:
        Stay.objects.filter(pk=early.pk).update(left_at=clock - 10 * EVERY)
    assembly.state, assembly.closed_at, assembly.current_item = AssemblyState.CLOSED, clock, None
    assembly.save()
    journal.record("assembly.closed", assembly, by=by)
    return assembly
