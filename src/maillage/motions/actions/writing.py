"""A motion is written, sent, supported, withdrawn."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.assemblies.enums import AssemblyState
from maillage.assemblies.models import Assembly
from maillage.audit import journal
from maillage.core.text import clean
from maillage.motions import calls, emails, standing, texts
from maillage.motions.actions.common import (
    add_version,
    checked,
    checked_paragraphs,
    held,
    is_team,
    kept,
    left_out,
    move,
    need,
    overtake,
    refuse_over,
)
from maillage.motions.actions.prepared import fall, refuse_running
from maillage.motions.enums import BackerRole, Cause, MotionState, Origin
from maillage.motions.models import Motion, MotionBacker
from maillage.motions.standing import Mover

WRITABLE = (MotionState.DRAFT, MotionState.SUBMITTED, MotionState.ADMISSIBLE)


def refuse_closed_door(mover: Mover, assembly: Assembly) -> None:
    """Who may not propose is told why: supporting members, arrears, probation, not seated."""
    why = standing.refusal(mover, assembly)
    if why:
        raise ValidationError(_("%(name)s ne peut pas proposer. %(why)s") % {"name": mover.label, "why": why})


@transaction.atomic
def draft(
    *,
    assembly: Assembly,
    mover: Mover,
    title: str,
    statement: str,
    paragraphs: Sequence[str],
    by: Any,
    key: str | None = None,
) -> Motion:
    """Begin a motion; nobody but its movers sees it until it is sent. The same `key` twice is one motion."""
    found = Motion.objects.filter(key=key).first() if key else None
    if found:
        return found
    refuse_over(assembly)
    refuse_closed_door(mover, assembly)
    motion = Motion(
        assembly=assembly, title=clean(checked(title)), statement=checked(statement), origin=mover.origin,
        created_by=by, key=key,
    )  # fmt: skip
    motion.full_clean()
    motion.save()
    add_version(motion, texts.first_text(checked_paragraphs(paragraphs)), Cause.WRITTEN, by=by)
    if mover.origin != Origin.BOARD:
        MotionBacker.objects.create(motion=motion, member=mover.member, person=mover.person)
    journal.record("motion.drafted", motion, by=by)
    return motion


@transaction.atomic
def rewrite(*, motion: Motion, title: str, statement: str, paragraphs: Sequence[str], by: Any) -> Motion:
    """Write it again, before the debate: a new version; amendments left without a passage are without object."""
    motion = held(motion)
    refuse_over(motion.assembly)
    if motion.state not in WRITABLE:
        raise ValidationError(_("Le texte ne se réécrit plus : il s’amende."))
    if not is_team(by):
        refuse_set(motion)
    refuse_running(motion)
    motion.title, motion.statement = clean(checked(title)), checked(statement)
    if motion.state == MotionState.DRAFT:
        redraft(motion, checked_paragraphs(paragraphs), by=by)
        return kept(motion, "motion.rewritten", by=by)
    old = motion.text
    new = texts.rewritten(old, checked_paragraphs(paragraphs), motion.latest.number)
    if new != old:
        add_version(motion, new, Cause.REWRITTEN, by=by)
        overtake(motion, left_out(motion), by=by)
        fall(motion.amendments.pending(), by=by)
    kept(motion, "motion.rewritten", by=by)
    if is_team(by):
        emails.rewriting_told(motion)
    return motion


def redraft(motion: Motion, paragraphs: Sequence[str], *, by: Any) -> None:
    """Versions are kept from the day it is sent: what one tries in a draft is nobody's to read."""
    version = motion.latest
    version.paragraphs = [[paragraph.key, paragraph.text] for paragraph in texts.first_text(paragraphs)]
    version.by, version.at = by, now()
    version.save()


def refuse_set(motion: Motion) -> None:
    """What members sent is what was read: it does not change once it is supported, admissible, or past the deadline."""
    if motion.state == MotionState.ADMISSIBLE:
        raise ValidationError(_("La proposition est recevable : son texte change par amendement."))
    if motion.state == MotionState.DRAFT:
        return
    if motion.backers.filter(role=BackerRole.SECONDER).exists():
        raise ValidationError(
            _("D’autres appuient déjà ce texte : il ne se réécrit plus. Recevable, il pourra être amendé.")
        )
    if calls.deadlines(motion.assembly).late():
        raise ValidationError(
            _(
                "Le délai des propositions est passé : ce qui est déposé ne se réécrit plus, sauf par l’équipe du réseau."
            )
        )


@transaction.atomic
def submit(*, motion: Motion, by: Any, late_reason: str = "") -> Motion:
    """Send it to those who prepare the assembly. After the deadline, refused to members; the team says why it is taken."""
    motion = held(motion)
    assembly = motion.assembly
    refuse_over(assembly)
    for mover in movers_of(motion):
        refuse_closed_door(mover, assembly)
    limit = calls.deadlines(assembly)
    if limit.late() or assembly.state in (AssemblyState.OPEN, AssemblyState.SUSPENDED):
        if not is_team(by):
            raise ValidationError(
                _("Le délai des propositions est passé. Écrivez à l’équipe du réseau : elle seule peut l’accepter.")
            )
        motion.late_reason = need(late_reason)
    move(motion, MotionState.SUBMITTED)
    motion.submitted_at = now()
    kept(motion, "motion.submitted", by=by)
    emails.motion_told(motion)
    return motion


def movers_of(motion: Motion) -> list[Mover]:
    rows = motion.backers.filter(role=BackerRole.MOVER).select_related(
        "member__organisation", "member__person", "person"
    )
    return [Mover(Origin(motion.origin), row.member, None if row.member else row.person) for row in rows]


@transaction.atomic
def second(*, motion: Motion, backer: Mover, by: Any, role: BackerRole = BackerRole.SECONDER) -> MotionBacker:
    """Support it, as a member that may propose or as a person who sits; once."""
    motion = held(motion)
    refuse_over(motion.assembly)
    if motion.state not in (MotionState.DRAFT, MotionState.SUBMITTED, MotionState.ADMISSIBLE, MotionState.DEBATED):
        raise ValidationError(_("Cette proposition ne reçoit plus d’appuis."))
    refuse_closed_door(backer, motion.assembly)
    if backer.origin == Origin.BOARD:
        raise ValidationError(_("Le conseil donne son avis ; il n’appuie pas."))
    who = {"member": backer.member} if backer.member else {"member": None, "person": backer.person}
    row, created = MotionBacker.objects.get_or_create(
        motion=motion, **who, defaults={"role": role, "person": backer.person}
    )
    if not created:
        raise ValidationError(_("%(name)s appuie déjà cette proposition.") % {"name": backer.label})
    journal.record("motion.seconded", motion, by=by)
    return row


@transaction.atomic
def withdraw(*, motion: Motion, by: Any, reason: str = "") -> Motion:
    """Those who propose take it back, until the vote; its amendments are without object."""
    motion = held(motion)
    refuse_running(motion)
    refuse_alone(motion, by)
    told = motion.state != MotionState.DRAFT
    move(motion, MotionState.WITHDRAWN)
    motion.refusal = checked(reason)
    fall([motion], by=by)
    overtake(motion, list(motion.amendments.pending().values_list("pk", flat=True)), by=by)
    kept(motion, "motion.withdrawn", by=by)
    if told:
        emails.motion_told(motion)
    return motion


def refuse_alone(motion: Motion, by: Any) -> None:
    """One of several who propose does not take away what the others still propose."""
    if not is_team(by) and motion.backers.filter(role=BackerRole.MOVER).count() > 1:
        raise ValidationError(_("D’autres proposent avec vous : retirez votre nom, et la proposition reste la leur."))


@transaction.atomic
def step_back(*, motion: Motion, backer: MotionBacker, by: Any) -> None:
    """Take back one's support, or one's name among several who propose, until the debate."""
    motion = held(motion)
    refuse_over(motion.assembly)
    row = motion.backers.filter(pk=backer.pk).first()
    if row is None or motion.state not in (MotionState.SUBMITTED, MotionState.ADMISSIBLE):
        raise ValidationError(_("Un appui se retire avant le débat."))
    if row.role == BackerRole.MOVER and motion.backers.filter(role=BackerRole.MOVER).count() < 2:
        raise ValidationError(_("Plus personne ne proposerait : retirez plutôt la proposition."))
    row.delete()
    journal.record("motion.unseconded", motion, by=by)
