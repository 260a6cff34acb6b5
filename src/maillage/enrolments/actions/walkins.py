"""Who comes without having enrolled: a place while there is one, never one too many; else counted, when the room may."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.activities.enums import Mode, Structure
from maillage.activities.models import Session
from maillage.core.text import clean
from maillage.enrolments import places
from maillage.enrolments.actions import door
from maillage.enrolments.actions.changing import cancel
from maillage.enrolments.actions.common import Wish
from maillage.enrolments.actions.enrolling import enrol
from maillage.enrolments.enums import Origin
from maillage.enrolments.models import CheckIn, Enrolment, Headcount, Opening, PlaceKind


@dataclass(frozen=True)
class Party:
    """People who come together, as they are noted at the door."""

    nonce: str
    number: int = 1
    name: str = ""
    first_time: bool | None = None
    kind: int | None = None  # of place, where there are several
    seatless: bool = False  # counted without a place, knowingly


def kinds_of(session: Session) -> list[PlaceKind]:
    """The kinds of place that someone who comes in can take; none where nobody enrols."""
    opening = Opening.objects.filter(activity=session.activity_id).first()
    if opening is None:
        return []
    mode = Mode.ONLINE if session.mode == Mode.ONLINE else Mode.ONSITE
    found = [one for one in opening.kinds.all() if one.mode == mode]
    return [one for one in found if one.is_open] or found


@transaction.atomic
def come_in(
    *, session: Session, party: Party, by: Any, at: datetime | None = None, origin: Origin = Origin.DOOR
) -> door.Said:
    """Note people who come. Raises places.Full when all is taken: say so, and offer to count them without a place.

    The same nonce again is the same people.
    """
    if not 1 <= party.number <= door.MOST:
        raise ValidationError(_("Notez de 1 à %(most)s personnes à la fois.") % {"most": door.MOST})
    if Headcount.objects.filter(nonce=party.nonce).exists():
        return door.count(session=session, number=party.number, nonce=party.nonce, by=by)
    known = Enrolment.objects.filter(key=party.nonce).first()
    if known is not None:
        return door.Said("noted" if known.standing.holds else "undone")
    kinds = kinds_of(session)
    if party.seatless or not kinds:
        return door.count(session=session, number=party.number, nonce=party.nonce, first_time=party.first_time, by=by)
    kind = next((one for one in kinds if one.pk == party.kind), kinds[0])
    whole = Structure(session.activity.structure).as_a_whole
    wish = Wish(
        key=party.nonce, name=clean(party.name)[:200], kinds={kind.pk: party.number}, origin=origin,
        sessions=() if whole else (session.pk,), values={"first_time": party.first_time},
    )  # fmt: skip
    made = enrol(activity=session.activity, wish=wish, by=by, at=door.moment(session, at))
    for rank, place in enumerate(made.places.order_by("pk")):
        door.arrive(session=session, place=place, nonce=f"{party.nonce[:36]}.{rank}", at=at, by=by)
    return door.Said("noted")


@transaction.atomic
def take_back(*, session: Session, nonce: str, reason: str, by: Any) -> door.Said:
    """What was noted is taken back; a place taken at the door is given back with the last of its arrivals."""
    said = door.undo(session=session, nonce=nonce, reason=reason, by=by)
    if said.check_in is None:
        return said
    enrolment = said.check_in.place.enrolment
    came = CheckIn.objects.filter(place__enrolment=enrolment, undone_at=None).exists()
    if enrolment.origin in (Origin.DOOR, Origin.PAPER) and enrolment.standing.holds and not came:
        cancel(enrolment=enrolment, by=by, reason=clean(reason), tell=False)
    return said


__all__ = ["Party", "come_in", "kinds_of", "places", "take_back"]
