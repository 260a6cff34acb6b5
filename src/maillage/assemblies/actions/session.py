"""The session: opened, suspended, resumed, closed; or found without quorum and closed for that."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.assemblies import guards, quorum
from maillage.assemblies.actions.presence import EARLY, everyone_leaves, locked
from maillage.assemblies.actions.speech import clear_floor, finish
from maillage.assemblies.enums import AssemblyState, ItemState
from maillage.assemblies.models import AgendaItem, Assembly, Screen
from maillage.assemblies.quorum_rules import Quorum
from maillage.assemblies.signals import assembly_closed, assembly_opened
from maillage.audit import journal
from maillage.ballots.actions import rolls
from maillage.ballots.enums import RollState
from maillage.ballots.models import Question
from maillage.organisations.models import Person


def screen_of(assembly: Assembly) -> Screen:
    """The screen of the room, made the first time that it is asked for."""
    return Screen.objects.get_or_create(assembly=assembly)[0]


def turn(assembly: Assembly, state: str, verb: str, by: Any, **values: Any) -> Assembly:
    """Pass to a state. Raises ValidationError when the meeting cannot."""
    if not AssemblyState(assembly.state).can_become(AssemblyState(state)):
        raise ValidationError(_("Cette assemblée est %(state)s : cela ne se fait plus.") % {
            "state": assembly.get_state_display()})  # fmt: skip
    before = journal.snapshot(assembly)
    for name, value in {"state": state, "version": assembly.version + 1, **values}.items():
        setattr(assembly, name, value)
    assembly.full_clean()
    assembly.save()
    journal.record(verb, assembly, by=by, changes=journal.difference(before, journal.snapshot(assembly)))
    return assembly


def check_roll(assembly: Assembly) -> None:
    """Raises ValidationError while nobody knows who may vote; that of a body stands by itself when its session opens."""
    if assembly.roll is None:
        raise ValidationError(_("Aucune liste électorale : faites-la avant d’ouvrir la séance."))
    if assembly.roll.state == RollState.DRAFT and assembly.is_general:
        raise ValidationError(_("La liste électorale n’est pas arrêtée : arrêtez-la avant d’ouvrir la séance."))


def check_hour(assembly: Assembly) -> None:
    """Raises ValidationError on another day: what is opened can only be closed."""
    if assembly.starts_at is None or now() < assembly.starts_at - EARLY:
        raise ValidationError(
            _("Ce n’est pas encore le jour de la réunion : si elle se tient plus tôt, changez sa date.")
        )


@transaction.atomic
def open(*, assembly: Assembly, by: Any, chair: Person | None = None, secretary: Person | None = None) -> Quorum:
    """Open the session, with its chair and its secretary. The quorum is told, not asked: without it nothing is decided.

    Raises ValidationError without a roll, on another day, or without a chair.
    """
    assembly = locked(assembly)
    check_roll(assembly)
    check_hour(assembly)
    chair, secretary = chair or assembly.chair, secretary or assembly.secretary
    if chair is None:
        raise ValidationError(_("Dites qui préside la séance."))
    if assembly.roll is not None and assembly.roll.state == RollState.DRAFT:
        rolls.freeze(roll=assembly.roll, by=by)
    found = quorum.quorum_of(assembly)
    turn(assembly, AssemblyState.OPEN, "assembly.opened", by, opened_at=assembly.opened_at or now(), chair=chair,
         secretary=secretary, quorum=quorum.snapshot(found))  # fmt: skip
    screen_of(assembly)
    assembly_opened.send(Assembly, assembly=assembly, by=by)
    return found


@transaction.atomic
def suspend(*, assembly: Assembly, by: Any) -> Assembly:
    """A pause: who was speaking has spoken, or the pause would count as their speech."""
    assembly = locked(assembly)
    check_votes(assembly)
    finish(assembly, now())
    return turn(assembly, AssemblyState.SUSPENDED, "assembly.suspended", by)


@transaction.atomic
def resume(*, assembly: Assembly, by: Any) -> Assembly:
    assembly = locked(assembly)
    if assembly.state != AssemblyState.SUSPENDED:
        raise ValidationError(_("La séance n’est pas suspendue."))
    return turn(assembly, AssemblyState.OPEN, "assembly.resumed", by)


def check_votes(assembly: Assembly) -> None:
    """Raises ValidationError while a vote of the session is open."""
    rows = Question.objects.filter(roll=assembly.roll_id, state="open").order_by("number")
    left = next((one for one in rows if not guards.over_days(one)), None)
    if left is not None:
        raise ValidationError(_("Un vote est encore ouvert (« %(title)s ») : fermez-le ou annulez-le d’abord.") % {
            "title": left.title})  # fmt: skip


def lay_down_last(assembly: Assembly, at: datetime) -> None:
    """Nothing stays under way: the last item is done, or put off when nothing was decided on it for want of the quorum."""
    item = AgendaItem.objects.filter(assembly=assembly, state=ItemState.CURRENT).first()
    if item is None:
        return
    kept = quorum.with_short(assembly, item)
    votes = Question.objects.filter(roll=assembly.roll_id, state="declared", declared_at__gte=item.started_at)
    put_off = item.pk in kept.get("short", ()) and not votes.exists()
    item.state, item.done_at = (ItemState.POSTPONED, None) if put_off else (ItemState.DONE, at)
    item.version += 1
    item.save(update_fields=["state", "done_at", "version"])
    assembly.quorum = kept if put_off else assembly.quorum


@transaction.atomic
def close(*, assembly: Assembly, by: Any) -> Assembly:
    """Close the session: everyone leaves, the floor is empty. Raises ValidationError while a vote is open."""
    assembly = locked(assembly)
    check_votes(assembly)
    at, last = now(), quorum.snapshot(quorum.quorum_of(assembly, "ordinary"))
    lay_down_last(assembly, at)
    kept = {**assembly.quorum, "at_close": {"counted": last["counted"], "reached": last["reached"]}}
    turn(assembly, AssemblyState.CLOSED, "assembly.closed", by, closed_at=at, quorum=kept, current_item=None)
    clear_floor(assembly, at)
    everyone_leaves(assembly, at)
    assembly_closed.send(Assembly, assembly=assembly, by=by)
    return assembly


def check_failing(assembly: Assembly) -> Quorum:
    """Raises ValidationError where no quorum can be found missing: out of its hour, without a notice, once it is there."""
    if assembly.is_over:
        raise ValidationError(_("Cette assemblée est finie."))
    check_roll(assembly)
    if not assembly.has_begun:
        raise ValidationError(
            _("L’heure de la réunion n’est pas venue : on ne constate qu’alors que le quorum manque.")
        )
    if assembly.is_general and assembly.called_at is None:
        raise ValidationError(
            _("Personne n’a été convoqué : le quorum ne peut pas manquer. Annulez plutôt l’assemblée.")
        )
    found = quorum.quorum_of(assembly)
    if found.reached:
        raise ValidationError(quorum.told(found))
    return found


@transaction.atomic
def fail(*, assembly: Assembly, by: Any) -> Assembly:
    """Find that the quorum is not there, and close for that; a second notice may follow.

    Raises ValidationError where it cannot be found missing, or once a vote was declared.
    """
    assembly = locked(assembly)
    found = check_failing(assembly)
    if Question.objects.filter(roll=assembly.roll_id, state="declared").exists():
        raise ValidationError(_("Des votes ont été proclamés avec le quorum : levez la séance, ils restent acquis."))
    check_votes(assembly)
    at, kept = now(), quorum.snapshot(found) | {"failed": True}
    if assembly.state in (AssemblyState.DRAFT, AssemblyState.CALLED):
        turn(assembly, AssemblyState.OPEN, "assembly.opened", by, opened_at=at, quorum=kept)
    AgendaItem.objects.filter(assembly=assembly, state=ItemState.CURRENT).update(state=ItemState.POSTPONED)
    turn(assembly, AssemblyState.CLOSED, "assembly.failed", by, closed_at=at, quorum=kept, current_item=None)
    clear_floor(assembly, at)
    everyone_leaves(assembly, at)
    assembly_closed.send(Assembly, assembly=assembly, by=by)
    return assembly
