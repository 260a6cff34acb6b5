"""A meeting is over: what was proposed and not decided goes to the next one, or is put off."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from maillage.assemblies.models import AgendaItem, Assembly
from maillage.motions import emails
from maillage.motions.actions.common import checked, held, kept, move, refuse_over
from maillage.motions.actions.examining import next_number
from maillage.motions.actions.prepared import FIRM, fall, voted_on
from maillage.motions.enums import LIVE, MotionState
from maillage.motions.models import Motion, MotionCall


def undecided(assembly: Assembly) -> list[Motion]:
    """Its motions that nobody decided, but those whose votes wait for their result, by number, those without one first."""
    rows = list(
        Motion.objects.filter(assembly=assembly, state__in=LIVE).order_by(F("number").asc(nulls_first=True), "pk")
    )
    waiting = voted_on(rows, FIRM)
    return [row for row in rows if row.source not in waiting]


@transaction.atomic
def carry_over(*, assembly: Assembly, by: Any, to: Assembly | None = None, reason: str = "") -> list[Motion]:
    """Bring what a meeting that is over left undecided to the next one, with its amendments; without a next one, put off
    what was admissible. What was not examined yet goes along, and waits otherwise."""
    assembly = Assembly.objects.select_for_update(of=("self",)).get(pk=assembly.pk)
    if not assembly.is_over:
        raise ValidationError(_("La séance n’est pas levée : elle peut encore décider."))
    if to is not None:
        refuse_over(to)
        if to.body_id != assembly.body_id:
            raise ValidationError(_("Une proposition se reprend devant la même instance."))
        Assembly.objects.select_for_update(of=("self",)).get(pk=to.pk)
    reason = checked(reason)
    moved = []
    for row in undecided(assembly):
        if to is None and row.state == MotionState.SUBMITTED:
            continue
        moved.append(carried_over(held(row), to, reason, by=by))
    return moved


def carried_over(motion: Motion, to: Assembly | None, reason: str, *, by: Any) -> Motion:
    fall([motion, *motion.amendments.pending()], by=by)
    motion.refusal = reason
    if to is None:
        move(motion, MotionState.TABLED)
        kept(motion, "motion.tabled", by=by)
        emails.motion_told(motion)
        return motion
    motion.left_item = motion.item
    motion.assembly, motion.item = to, None
    if motion.state != MotionState.SUBMITTED:
        motion.state, motion.number = MotionState.ADMISSIBLE, next_number(to)
    kept(motion, "motion.carried_over", by=by, assembly=str(to))
    emails.carrying_told(motion)
    return motion


@transaction.atomic
def follow(*, assembly: Assembly, items: Mapping[int, AgendaItem], by: Any) -> None:
    """The second meeting takes up what the first left undecided: motions come with their amendments and their numbers, on
    the same items, and the call as it was."""
    first = assembly.second_of
    if first is None:
        return
    called = MotionCall.objects.filter(assembly=first).first()
    if called is not None:
        MotionCall.objects.create(assembly=assembly, until=called.until, seconders_needed=called.seconders_needed,
                                  note=called.note)  # fmt: skip
    for row in [*undecided(first), *Motion.objects.filter(assembly=first, state=MotionState.DRAFT)]:
        motion = held(row)
        fall([motion, *motion.amendments.pending()], by=by)
        motion.left_item, motion.assembly, motion.item = motion.item, assembly, items.get(motion.item_id or 0)
        kept(motion, "motion.followed", by=by, assembly=str(assembly))
        if motion.is_live:
            emails.carrying_told(motion)
