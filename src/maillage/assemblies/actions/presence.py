"""Who comes and who goes: an arrival noted twice is one arrival, a mistake is taken back or corrected with its reason."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.assemblies import quorum, standing
from maillage.assemblies.models import Assembly, Attendance, Stay
from maillage.assemblies.session_enums import Capacity, How
from maillage.audit import journal
from maillage.ballots.actions import proxies
from maillage.ballots.models import Proxy
from maillage.core.text import clean
from maillage.members.models import Member
from maillage.organisations.models import Person

EARLY = timedelta(hours=12)
SKEW = timedelta(minutes=5)
WITH_RIGHT = (Capacity.VOTER, Capacity.SUBSTITUTE, Capacity.PROXY_HOLDER)


@dataclass(frozen=True)
class Who:
    """Someone at the door: a person of the directory, or a name."""

    person: Person | None = None
    name: str = ""
    organisation: str = ""
    member: Member | None = None
    capacity: str = ""  # "" is found from the roll
    card: str = ""


def locked(assembly: Assembly) -> Assembly:
    """One desk after the other: the quorum is counted on what is there."""
    return (
        Assembly.objects.select_for_update(of=("self",))
        .select_related("body", "roll", "current_item")
        .get(pk=assembly.pk)
    )


def check_open(assembly: Assembly) -> None:
    """Raises ValidationError while, or once, nobody can be there."""
    if assembly.is_over:
        raise ValidationError(
            _("Cette assemblée est finie : corrigez les heures d’une présence plutôt que d’en noter une.")
        )
    if assembly.starts_at is None or now() < assembly.starts_at - EARLY:
        raise ValidationError(_("L’accueil ouvre douze heures avant l’assemblée : rien n’est noté d’ici là."))


def check_capacity(assembly: Assembly, who: Who, found: standing.Found) -> str:
    """The capacity in which they come. Raises ValidationError for one that the roll does not give."""
    capacity = who.capacity or found.capacity
    if capacity not in Capacity.values:
        raise ValidationError(_("Choisissez à quel titre la personne est là."))
    if capacity in WITH_RIGHT and capacity not in found.capacities:
        why = found.reason or _("elle n’est pas sur la liste électorale")
        raise ValidationError(_("Cette personne n’a pas de droit à porter à ce titre : %(why)s") % {"why": why})
    if capacity == Capacity.SUPPORTER and not assembly.supporters_invited:
        raise ValidationError(
            _("Les membres de soutien ne sont pas conviés à cette réunion : si la présidence admet la personne, notez-la"
              " comme invitée.")
        )  # fmt: skip
    return capacity


@transaction.atomic
def arrive(*, assembly: Assembly, who: Who, by: Any, how: str = How.DESK, at: datetime | None = None) -> Stay:
    """Someone comes. Already there: the same stay. Raises ValidationError when nobody can be, or not in that capacity."""
    assembly = locked(assembly)
    check_open(assembly)
    name = clean(who.name) or (str(who.person) if who.person else "")
    if not name:
        raise ValidationError(_("Écrivez le nom de la personne."))
    attendance = Attendance.objects.filter(assembly=assembly, person=who.person).first() if who.person else None
    if attendance is None or who.capacity or attendance.capacity not in WITH_RIGHT:
        found = standing.of(assembly, who.person)
        if attendance is not None and not who.capacity and found.capacity not in WITH_RIGHT:
            who = replace(who, capacity=attendance.capacity)  # as the desk noted it, until the roll gives them a right
        capacity = check_capacity(assembly, who, found)
        attendance = kept(attendance, assembly, who, found, name=name, capacity=capacity)
    stay = attendance.stays.filter(left_at=None).first()
    if stay is not None:
        return stay
    stay = Stay(attendance=attendance, came_at=at or now(), how=how)
    check_times(stay)
    stay.save()
    journal.record("presence.arrived", assembly, by=by, label="",
                   changes={"attendance": [None, attendance.pk], "how": [None, how]})  # fmt: skip
    if who.person is not None and assembly.roll is not None:
        proxies.principal_arrived(roll=assembly.roll, person=who.person, by=by)
    quorum.note(assembly, by)
    return stay


def kept(
    row: Attendance | None, assembly: Assembly, who: Who, found: standing.Found, *, name: str, capacity: str
) -> Attendance:
    row = row or Attendance(assembly=assembly, person=who.person)
    row.name, row.capacity = name[:200], capacity
    row.organisation = (clean(who.organisation) or found.organisation or row.organisation)[:200]
    row.member = who.member or found.member or row.member
    row.card = clean(who.card)[:12] or row.card
    if row.card and assembly.attendances.filter(card=row.card).exclude(pk=row.pk).exists():
        raise ValidationError(
            _("Le carton %(card)s est déjà à quelqu’un d’autre : donnez-en un autre.") % {"card": row.card}
        )
    row.full_clean()
    row.save()
    return row


def check_times(stay: Stay) -> None:
    """Raises ValidationError for a stay in the future, backwards, or over another of the same person."""
    latest = now() + SKEW
    if stay.came_at > latest or (stay.left_at and stay.left_at > latest):
        raise ValidationError(_("Cette heure n’est pas encore venue : vérifiez-la."))
    if stay.left_at and stay.left_at < stay.came_at:
        raise ValidationError(_("Le départ vient après l’arrivée : vérifiez les deux heures."))
    others = stay.attendance.stays.exclude(pk=stay.pk)
    for other in others:
        begins_before = other.left_at is None or stay.came_at < other.left_at
        ends_after = stay.left_at is None or stay.left_at > other.came_at
        if begins_before and ends_after:
            raise ValidationError(_("Ces heures recouvrent un autre temps de présence de la même personne."))


@transaction.atomic
def leave(*, attendance: Attendance, by: Any, at: datetime | None = None) -> Stay | None:
    """Someone goes. Already gone: nothing more."""
    assembly = locked(attendance.assembly)
    stay = attendance.stays.filter(left_at=None).first()
    if stay is None:
        return None
    stay.left_at = max(at or now(), stay.came_at)
    check_times(stay)
    stay.save(update_fields=["left_at"])
    journal.record("presence.left", assembly, by=by, label="", changes={"attendance": [attendance.pk, None]})
    if attendance.person is not None and assembly.roll is not None:
        proxies.principal_left(roll=assembly.roll, person=attendance.person, by=by)
    quorum.note(assembly, by)
    return stay


@transaction.atomic
def undo(*, attendance: Attendance, reason: str, by: Any) -> None:
    """Take back the last arrival, noted by mistake: it never was, and the proxies that it revoked stand again.

    Raises ValidationError without a reason, or once the meeting is over.
    """
    assembly = locked(attendance.assembly)
    reason = clean(reason)[:200]
    if not reason:
        raise ValidationError(_("Dites pourquoi l’arrivée est annulée."))
    if assembly.is_over:
        raise ValidationError(_("L’assemblée est finie : corrigez les heures plutôt que d’annuler l’arrivée."))
    stay = attendance.stays.order_by("-came_at", "-pk").first()
    if stay is None:
        return
    since, person = stay.came_at, attendance.person
    stay.delete()
    journal.record("presence.undone", assembly, by=by, label="",
                   changes={"attendance": [attendance.pk, None], "reason": [None, reason]})  # fmt: skip
    if not attendance.stays.exists():
        attendance.delete()
        if person is not None and assembly.roll is not None:
            restore(assembly, person, since, by)
    quorum.note(assembly, by)


def restore(assembly: Assembly, person: Person, since: datetime, by: Any) -> None:
    """The proxies that this arrival revoked stand again, but those that the rule would now refuse."""
    fallen = Proxy.objects.filter(
        roll=assembly.roll_id, right__delegate=person, by_arrival=True, revoked_at__gte=since - SKEW
    )
    for proxy in fallen:
        try:
            with transaction.atomic():
                proxies.restore(proxy=proxy, by=by)
        except ValidationError:
            continue  # another was given since, or its holder holds too many: the roll tells who carries the right


@transaction.atomic
def correct(*, stay: Stay, came_at: datetime, left_at: datetime | None, reason: str, by: Any) -> Stay:
    """A time typed wrong. What was found of the quorum meanwhile stays as it was found: decisions were taken on it, and the
    journal tells the correction. Someone who turns out to be there takes their own rights up again, as who arrives.

    Raises ValidationError for times that cannot be.
    """
    assembly = locked(stay.attendance.assembly)
    reason = clean(reason)[:200]
    if not reason:
        raise ValidationError(_("Dites pourquoi l’heure est corrigée."))
    stay = Stay.objects.select_related("attendance").get(pk=stay.pk)
    before, was_gone = journal.snapshot(stay), stay.left_at is not None
    if assembly.is_over and left_at is None:
        raise ValidationError(_("L’assemblée est finie : écrivez l’heure du départ."))
    stay.came_at, stay.left_at = came_at, left_at
    check_times(stay)
    stay.save(update_fields=["came_at", "left_at"])
    changes = journal.difference(before, journal.snapshot(stay)) | {"reason": [None, reason]}
    journal.record("presence.corrected", assembly, by=by, label="", changes=changes)
    if assembly.is_over:  # nobody is there any more: that is no quorum lost
        return stay
    person = stay.attendance.person
    if was_gone and left_at is None and person is not None and assembly.roll is not None:
        proxies.principal_arrived(roll=assembly.roll, person=person, by=by)
    quorum.note(assembly, by)
    return stay


def everyone_leaves(assembly: Assembly, at: datetime) -> int:
    """The meeting is over: those who were still there were there until then."""
    rows = Stay.objects.filter(attendance__assembly=assembly, left_at=None)
    latest = rows.aggregate(at=Max("came_at"))["at"]
    return rows.update(left_at=max(at, latest) if latest else at)
