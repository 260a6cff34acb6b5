"""The floor: asked for, given to one at a time, ended; the chair may add someone who raises a hand."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.assemblies.enums import AssemblyState
from maillage.assemblies.models import Assembly, Attendance, Screen, Speech
from maillage.assemblies.session_enums import Alternation, Capacity, SpeechKind, SpeechState
from maillage.audit import journal
from maillage.ballots.colleges import college_label
from maillage.ballots.models import Right
from maillage.core.text import clean
from maillage.organisations.models import Person


def locked(assembly: Assembly) -> Assembly:
    return Assembly.objects.select_for_update(of=("self",)).get(pk=assembly.pk)


def check_running(assembly: Assembly) -> None:
    if assembly.state != AssemblyState.OPEN:
        raise ValidationError(_("La parole se demande pendant la séance."))


def check_may_speak(assembly: Assembly, person: Person) -> None:
    """Raises ValidationError for someone who is not there, or is there to listen."""
    row = Attendance.objects.filter(assembly=assembly, person=person, stays__left_at=None, stays__isnull=False).first()
    if row is None:
        raise ValidationError(_("Faites d’abord noter votre présence : la parole se donne à qui est là."))
    if row.capacity == Capacity.SUPPORTER and not assembly.supporters_speak:
        raise ValidationError(_("Les membres de soutien assistent à cette réunion sans y prendre la parole."))
    if row.capacity == Capacity.GUEST:
        raise ValidationError(_("Les personnes invitées parlent à l’invitation de la présidence."))


def group_of(assembly: Assembly, person: Person | None, declared: str) -> str:
    """What the turn alternates between: the college of the person, or what they say themselves."""
    screen = Screen.objects.filter(assembly=assembly).first()
    if screen is None or screen.alternation != Alternation.COLLEGE:
        return clean(declared)[:60]
    right = Right.objects.filter(roll=assembly.roll_id, active=True).carried_by(person).order_by("pk").first()
    return college_label(right.college or right.category)[:60] if right else ""


@transaction.atomic
def ask(*, assembly: Assembly, by: Any, person: Person | None = None, name: str = "", kind: str = SpeechKind.SPEECH,
        group: str = "", by_chair: bool = False) -> Speech:  # fmt: skip
    """Ask for the floor; asked twice, it is the same asking. The chair asks for anyone (`by_chair`).

    Raises ValidationError outside of the session, and for someone who may not speak.
    """
    assembly = locked(assembly)
    check_running(assembly)
    if kind not in SpeechKind.values:
        raise ValidationError(_("Dites pour quoi vous demandez la parole."))
    name = clean(name)[:200] or (str(person) if person else "")
    if not name:
        raise ValidationError(_("Écrivez le nom de la personne."))
    if person is None and by_chair:
        person = here_named(assembly, name)
    if person is not None:
        if not by_chair:
            check_may_speak(assembly, person)
        known = Speech.objects.filter(assembly=assembly, person=person, kind=kind, state=SpeechState.WAITING).first()
        if known is not None:
            return known
    spoken = Speech.objects.filter(assembly=assembly, item=assembly.current_item_id, state=SpeechState.DONE, name=name)
    spoken = spoken.filter(person=person) if person else spoken
    made = Speech.objects.create(
        assembly=assembly, item_id=assembly.current_item_id, person=person, name=name, kind=kind,
        group=group_of(assembly, person, group), first_time=not spoken.exists(),
    )  # fmt: skip
    journal.record(
        "speech.asked", assembly, by=by, label="", changes={"speech": [None, made.pk], "asked_for": [None, kind]}
    )
    return made


def here_named(assembly: Assembly, name: str) -> Person | None:
    """Who is there under the name that the chair typed, when it is one person alone."""
    rows = Attendance.objects.filter(assembly=assembly, name__iexact=name).exclude(person=None).select_related("person")
    found = list(rows[:2])
    return found[0].person if len(found) == 1 else None


@transaction.atomic
def give(*, speech: Speech, by: Any) -> Speech:
    """Give the floor; who had it has spoken. Raises ValidationError when it was withdrawn, or had already."""
    assembly = locked(speech.assembly)
    check_running(assembly)
    speech = Speech.objects.select_for_update(of=("self",)).get(pk=speech.pk)
    if speech.state == SpeechState.SPEAKING:
        return speech
    if speech.state != SpeechState.WAITING:
        raise ValidationError(_("Cette demande n’attend plus : rechargez la page."))
    at = now()
    finish(assembly, at)
    speech.state, speech.started_at = SpeechState.SPEAKING, at
    speech.save(update_fields=["state", "started_at"])
    journal.record("speech.given", assembly, by=by, label="", changes={"speech": [None, speech.pk]})
    return speech


def finish(assembly: Assembly, at: datetime) -> int:
    rows = Speech.objects.filter(assembly=assembly, state=SpeechState.SPEAKING, started_at__lte=at)
    return rows.update(state=SpeechState.DONE, ended_at=at)


@transaction.atomic
def end(*, assembly: Assembly, by: Any) -> None:
    """Who has the floor has spoken."""
    assembly = locked(assembly)
    if finish(assembly, now()):
        journal.record("speech.ended", assembly, by=by, label="")


@transaction.atomic
def withdraw(*, speech: Speech, by: Any) -> None:
    """Give up one's turn."""
    locked(speech.assembly)
    rows = Speech.objects.filter(pk=speech.pk, state=SpeechState.WAITING)
    if rows.update(state=SpeechState.WITHDRAWN):
        journal.record("speech.withdrawn", speech.assembly, by=by, label="", changes={"speech": [speech.pk, None]})


def clear_floor(assembly: Assembly, at: datetime) -> None:
    """Nobody speaks any more, nobody waits."""
    Speech.objects.filter(assembly=assembly, state=SpeechState.SPEAKING).update(state=SpeechState.DONE, ended_at=at)
    Speech.objects.filter(assembly=assembly, state=SpeechState.WAITING).update(state=SpeechState.WITHDRAWN)


@transaction.atomic
def choose(*, assembly: Assembly, alternation: str, minutes: int, by: Any) -> Screen:
    """How the floor is given: in turn between groups or not, and for how long."""
    locked(assembly)
    screen, _made = Screen.objects.get_or_create(assembly=assembly)
    before = journal.snapshot(screen, ["alternation", "speech_minutes"])
    screen.alternation, screen.speech_minutes = alternation, minutes
    screen.full_clean()
    screen.save()
    changes = journal.difference(before, journal.snapshot(screen, ["alternation", "speech_minutes"]))
    journal.record("floor.ruled", assembly, by=by, label="", changes=changes)
    return screen
