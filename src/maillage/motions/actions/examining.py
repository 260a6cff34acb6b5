"""Those who prepare the assembly: call, number, admissibility, opinion, place on the agenda, referral, tabling."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from maillage.assemblies.models import AgendaItem, Assembly
from maillage.audit import journal
from maillage.bodies.models import Body
from maillage.motions import emails
from maillage.motions.actions.common import checked, held, kept, move, need, refuse_over
from maillage.motions.actions.prepared import fall, refuse_running
from maillage.motions.calls import deadlines
from maillage.motions.enums import BackerRole, MotionState, Opinion, Origin
from maillage.motions.models import Motion, MotionCall


@transaction.atomic
def call(
    *,
    assembly: Assembly,
    until: datetime,
    by: Any,
    amend_until: datetime | None = None,
    seconders_needed: int = 0,
    note: str = "",
) -> MotionCall:
    """Call for motions: until when, how many supports each needs, and by which rule."""
    refuse_over(assembly)
    if assembly.starts_at and until > assembly.starts_at:
        raise ValidationError(_("Les propositions se reçoivent avant l’assemblée."))
    if amend_until and amend_until < until:
        raise ValidationError(_("Les amendements se reçoivent au moins aussi longtemps que les propositions."))
    row = MotionCall.objects.select_for_update().filter(assembly=assembly).first() or MotionCall(
        assembly=assembly, version=0
    )
    before = journal.snapshot(row)
    row.until, row.amend_until, row.seconders_needed, row.note = until, amend_until, seconders_needed, checked(note)
    row.version += 1
    row.full_clean()
    row.save()
    journal.record("motion.called", row, by=by, changes=journal.difference(before, journal.snapshot(row)))
    return row


def next_number(assembly: Assembly) -> int:
    return (Motion.objects.filter(assembly=assembly).aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def number(*, motion: Motion, to: int, by: Any) -> Motion:
    """Give it another number; refused when one of this assembly has it."""
    motion = held(motion)
    if motion.number is None:
        raise ValidationError(_("Une proposition reçoit son numéro quand elle est recevable."))
    if Motion.objects.filter(assembly=motion.assembly_id, number=to).exclude(pk=motion.pk).exists():
        raise ValidationError(_("Une autre proposition porte déjà le numéro %(n)s.") % {"n": to})
    motion.number = to
    return kept(motion, "motion.numbered", by=by, number=to)


@transaction.atomic
def admit(*, motion: Motion, by: Any, item: AgendaItem | None = None) -> Motion:
    """Say it admissible: it takes the next number, members read it and may amend it. Refused without enough supports."""
    motion = held(motion)
    refuse_over(motion.assembly)
    needed = deadlines(motion.assembly).seconders
    have = motion.backers.filter(role=BackerRole.SECONDER).count()
    if motion.origin == Origin.MEMBER and have < needed:
        raise ValidationError(
            _("Appuis demandés : %(needed)s ; elle en a %(have)s.") % {"needed": needed, "have": have}
        )
    Assembly.objects.select_for_update(of=("self",)).get(pk=motion.assembly_id)  # numbers come one after the other
    move(motion, MotionState.ADMISSIBLE)
    motion.number, motion.refusal = motion.number or next_number(motion.assembly), ""
    if item is not None:
        refuse_item(motion, item)
        motion.item = item
    kept(motion, "motion.admitted", by=by, number=motion.number)
    emails.motion_told(motion)
    return motion


@transaction.atomic
def refuse(*, motion: Motion, reason: str, by: Any) -> Motion:
    """Say it inadmissible, with the reason that its movers read."""
    motion = held(motion)
    move(motion, MotionState.REFUSED)
    motion.refusal = need(reason)
    kept(motion, "motion.refused", by=by)
    emails.motion_told(motion)
    return motion


@transaction.atomic
def advise(*, motion: Motion, opinion: Opinion, text: str, by: Any) -> Motion:
    """The board's opinion, and why."""
    motion = held(motion)
    if motion.state in (MotionState.CARRIED, MotionState.LOST):
        raise ValidationError(_("La proposition est décidée : l’avis du conseil ne change plus."))
    motion.opinion, motion.opinion_text = opinion, checked(text)
    return kept(motion, "motion.advised", by=by, opinion=str(opinion))


def refuse_item(motion: Motion, item: AgendaItem) -> None:
    if item.assembly_id != motion.assembly_id:
        raise ValidationError(_("Ce point est celui d’une autre assemblée."))


@transaction.atomic
def place(*, motion: Motion, item: AgendaItem | None, by: Any) -> Motion:
    """Put it on an item of the agenda of its assembly, or take it off."""
    motion = held(motion)
    if item is not None:
        refuse_item(motion, item)
    motion.item = item
    return kept(motion, "motion.placed", by=by, item=str(item or ""))


@transaction.atomic
def debate(*, motion: Motion, by: Any) -> Motion:
    """The assembly begins to debate it."""
    motion = held(motion)
    move(motion, MotionState.DEBATED)
    return kept(motion, "motion.debated", by=by)


@transaction.atomic
def refer(*, motion: Motion, body: Body, reason: str, by: Any) -> Motion:
    """Send it to a body, that will come back with it."""
    motion = held(motion)
    refuse_running(motion)
    move(motion, MotionState.REFERRED)
    fall([motion, *motion.amendments.pending()], by=by)
    motion.referred_to, motion.refusal = body, checked(reason)
    kept(motion, "motion.referred", by=by, body=str(body))
    emails.motion_told(motion)
    return motion


@transaction.atomic
def table(*, motion: Motion, reason: str, by: Any) -> Motion:
    """Put it off: it is not voted at this assembly."""
    motion = held(motion)
    refuse_running(motion)
    move(motion, MotionState.TABLED)
    fall([motion, *motion.amendments.pending()], by=by)
    motion.refusal = checked(reason)
    kept(motion, "motion.tabled", by=by)
    emails.motion_told(motion)
    return motion


@transaction.atomic
def resume(*, motion: Motion, by: Any, assembly: Assembly | None = None) -> Motion:
    """Take up again one that was tabled or referred, at the same assembly or at a later one; it takes its number there."""
    motion = held(motion)
    if motion.state not in (MotionState.TABLED, MotionState.REFERRED):
        raise ValidationError(_("Seule une proposition ajournée ou renvoyée se reprend."))
    target = assembly or motion.assembly
    refuse_over(target)
    if target.pk != motion.assembly_id:
        if target.body_id != motion.assembly.body_id:
            raise ValidationError(_("Une proposition se reprend devant la même instance."))
        Assembly.objects.select_for_update(of=("self",)).get(pk=target.pk)
        motion.left_item = motion.item or motion.left_item
        motion.assembly, motion.item, motion.number = target, None, next_number(target)
    move(motion, MotionState.ADMISSIBLE)
    motion.refusal = ""
    kept(motion, "motion.resumed", by=by)
    emails.motion_told(motion)
    return motion
