"""The door of a date: who arrives, what was noted by mistake, who comes without having enrolled.

Each thing noted bears a nonce made by the device: sent again, by a double click or a network that comes back, it is
the same thing. A nonce is used once and for ever, even when another device had already noted the same person.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.activities.models import Activity, Session
from maillage.audit import journal
from maillage.core.text import clean
from maillage.enrolments import presence
from maillage.enrolments.actions import certificates
from maillage.enrolments.models import CheckIn, Headcount, Place

DOUBLE = "="  # a nonce that noted someone who was noted already: kept so that it is never taken for another arrival
MOST = 50  # people who come together
EARLY = timedelta(hours=12)


@dataclass(frozen=True)
class Said:
    """What became of something noted: "noted", "already" (by another device or before) or "undone"."""

    state: str
    check_in: CheckIn | None = None


def moment(session: Session, at: datetime | None) -> datetime:
    """The device's own time when it can be true, else now."""
    here = now()
    return at if at and session.starts_at - EARLY <= at <= here + timedelta(minutes=5) else here


def check_open(session: Session) -> None:
    """Raises ValidationError while nobody can be there."""
    if session.cancelled_at or session.activity.cancelled_at:
        raise ValidationError(_("Cette date est annulée : personne n’y est noté."))
    if now() < session.starts_at - EARLY:
        raise ValidationError(
            _("L’accueil de cette date ouvre douze heures avant son début : rien n’est noté d’ici là."), code="early"
        )


@transaction.atomic
def arrive(*, session: Session, place: Place, nonce: str, by: Any, at: datetime | None = None) -> Said:
    """Someone came. Raises ValidationError when the place is not of this date, or was given up."""
    place = Place.objects.select_for_update(of=("self",)).select_related("enrolment").get(pk=place.pk)
    known = CheckIn.objects.filter(nonce=nonce).first()
    if known is not None:
        return Said(
            "noted" if known.undone_at is None else "already" if known.undo_reason == DOUBLE else "undone", known
        )
    if not presence.places_of(session).filter(pk=place.pk).exists():
        raise ValidationError(_("Cette place est d’une autre date : cherchez la personne dans la liste de celle-ci."))
    check_open(session)
    if not place.holds:
        raise ValidationError(
            _("Cette inscription ne tient plus de place : ajoutez la personne parmi les arrivées sans inscription.")
        )
    present = CheckIn.objects.filter(place=place, session=session, undone_at=None).first()
    made = CheckIn.objects.create(
        place=place, session=session, nonce=nonce, came_at=moment(session, at),
        undone_at=now() if present else None, undo_reason=DOUBLE if present else "",
    )  # fmt: skip
    if present is not None:
        return Said("already", present)
    journal.record("enrolment.arrived", place.enrolment, by=by, label="",
                   changes={"session": [None, session.pk], "place": [None, place.pk]})  # fmt: skip
    return Said("noted", made)


@transaction.atomic
def undo(*, session: Session, nonce: str, reason: str, by: Any) -> Said:
    """Take back what was noted by mistake, with its reason; what it gave (a certificate) is withdrawn."""
    reason = clean(reason)[:200]
    if not reason or reason == DOUBLE:
        raise ValidationError(_("Dites pourquoi l’arrivée est annulée."))
    check_in = (
        CheckIn.objects.select_for_update(of=("self",)).select_related("place__enrolment")
        .filter(nonce=nonce, session=session).first()
    )  # fmt: skip
    if check_in is None:
        return undo_count(session=session, nonce=nonce, reason=reason, by=by)
    if check_in.undone_at is not None:
        return Said("already" if check_in.undo_reason == DOUBLE else "undone", check_in)
    check_in.undone_at, check_in.undo_reason = now(), reason
    check_in.save(update_fields=["undone_at", "undo_reason"])
    enrolment = check_in.place.enrolment
    journal.record("enrolment.arrival_undone", enrolment, by=by, label="",
                   changes={"session": [session.pk, None], "place": [check_in.place_id, None]})  # fmt: skip
    certificates.review(place=check_in.place, reason=_("L’arrivée du %(day)s a été annulée.") % {
        "day": certificates.day_of(session)}, by=by)  # fmt: skip
    return Said("undone", check_in)


@transaction.atomic
def undo_count(*, session: Session, nonce: str, reason: str, by: Any) -> Said:
    row = Headcount.objects.select_for_update(of=("self",)).filter(nonce=nonce, session=session).first()
    if row is None:
        raise ValidationError(_("Rien de tel n’a été noté ici : rechargez la liste."))
    if row.undone_at is None:
        row.undone_at, row.undo_reason = now(), reason
        row.save(update_fields=["undone_at", "undo_reason"])
        journal.record("headcount.undone", row, by=by, changes={"number": [row.number, None]})
    return Said("undone")


@transaction.atomic
def count(*, session: Session, number: int, nonce: str, by: Any, first_time: bool | None = None) -> Said:
    """Count people who are there without a place. Raises ValidationError beyond what the room may hold."""
    if not 1 <= number <= MOST:
        raise ValidationError(_("Notez de 1 à %(most)s personnes à la fois.") % {"most": MOST})
    # One after the other: two doors together do not fill the room beyond what it holds.
    session = Session.objects.select_for_update(of=("self",)).select_related("venue", "activity").get(pk=session.pk)
    known = Headcount.objects.filter(nonce=nonce).first()
    if known is not None:
        return Said("noted" if known.undone_at is None else "undone")
    check_open(session)
    room = session.venue.capacity if session.venue else None
    here = presence.counts(session).present
    if room and here + number > room:
        raise ValidationError(
            _("La salle est prévue pour %(room)s personnes et %(here)s y sont : personne de plus ne peut entrer.")
            % {"room": room, "here": here}, code="room",
        )  # fmt: skip
    row = Headcount.objects.create(session=session, number=number, nonce=nonce, first_time=first_time)
    journal.record("headcount.noted", row, by=by, changes={"number": [None, number], "session": [None, session.pk]})
    return Said("noted")


def forget_reasons(activity: Activity) -> None:
    """With the names go the reasons that people typed, which may name someone."""
    CheckIn.objects.filter(session__activity=activity).exclude(undo_reason__in=("", DOUBLE)).update(undo_reason="")
    Headcount.objects.filter(session__activity=activity).exclude(undo_reason="").update(undo_reason="")
