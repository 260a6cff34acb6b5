"""An amendment is proposed, taken into the text by those who propose, refused, withdrawn, set aside."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.assemblies.enums import AssemblyState
from maillage.audit import journal
from maillage.motions import calls, emails, texts, words
from maillage.motions.actions.common import (
    add_version,
    checked,
    checked_paragraphs,
    held,
    held_amendment,
    is_team,
    left_out,
    move_amendment,
    need,
    overtake,
    refuse_over,
)
from maillage.motions.actions.prepared import fall, refuse_on_vote, refuse_voted
from maillage.motions.actions.writing import refuse_closed_door
from maillage.motions.enums import AmendmentKind, AmendmentState, Cause, MotionState
from maillage.motions.models import Amendment, Motion
from maillage.motions.standing import Mover

MOST_AMENDMENTS = 300  # of one motion: beyond, it is written again


def checked_passage(text: texts.Text, kind: AmendmentKind, first: str, last: str) -> tuple[str, str]:
    """The passage, if the text has it and it still stands. Raises ValidationError."""
    known = texts.numbers(text)
    if kind == AmendmentKind.ADD:
        if last != texts.TOP and last not in known:
            raise ValidationError(_("Ce paragraphe n’est pas dans le texte."))
        return last, last
    if first not in known or last not in known:
        raise ValidationError(_("Ce paragraphe n’est pas dans le texte."))
    if known[first] > known[last]:
        raise ValidationError(_("Le dernier paragraphe vient avant le premier."))
    return first, last


def refuse_shut(motion: Motion, by: Any) -> None:
    """Members amend until the deadline; in the meeting, amendments are typed at the desk."""
    refuse_over(motion.assembly)
    if not MotionState(motion.state).can_be_amended:
        said = {"state": motion.get_state_display()}
        raise ValidationError(_("Cette proposition ne peut pas être amendée dans l’état « %(state)s ».") % said)
    refuse_voted(motion)
    if is_team(by):
        return
    if motion.assembly.state in (AssemblyState.OPEN, AssemblyState.SUSPENDED):
        raise ValidationError(_("La séance est ouverte : donnez votre amendement au secrétariat de séance."))
    if calls.deadlines(motion.assembly).late_to_amend():
        raise ValidationError(
            _("Le délai des amendements est passé. Vous pourrez en proposer pendant la séance, auprès du secrétariat.")
        )


@transaction.atomic
def amend(
    *, motion: Motion, mover: Mover, kind: AmendmentKind, first: str, last: str, paragraphs: Sequence[str], reason: str,
    by: Any, key: str | None = None,
) -> Amendment:  # fmt: skip
    """Ask that paragraphs be replaced or struck, or that some be added after one. The same `key` twice is one."""
    found = Amendment.objects.filter(key=key).first() if key else None
    if found:
        return found
    motion = held(motion)
    refuse_shut(motion, by)
    refuse_closed_door(mover, motion.assembly)
    first, last = checked_passage(motion.text, kind, first, last)
    new = () if kind == AmendmentKind.STRIKE else checked_paragraphs(paragraphs)
    count = motion.amendments.aggregate(last=Max("number"))["last"] or 0
    if count >= MOST_AMENDMENTS:
        raise ValidationError(
            _("Cette proposition a déjà %(n)s amendements : demandez qu’elle soit réécrite.") % {"n": count}
        )
    row = Amendment(
        motion=motion, number=count + 1, kind=kind, first=first, last=last, texts=list(new), base=motion.latest.number,
        reason=checked(reason), origin=mover.origin, member=mover.member, person=mover.person, created_by=by, key=key,
    )  # fmt: skip
    row.full_clean()
    row.save()
    refuse_odd(motion.text, row)
    same = motion.amendments.pending().filter(kind=kind, first=first, last=last).exclude(pk=row.pk)
    twin = next((one for one in same if one.texts == row.texts), None)
    if twin is not None:
        raise ValidationError(_("L’amendement %(n)s demande déjà exactement cela.") % {"n": twin.number})
    journal.record("amendment.proposed", row, by=by)
    emails.amendment_told(row)
    return row


def refuse_odd(text: texts.Text, row: Amendment) -> None:
    """What changes nothing, leaves nothing, or could not stand in a question."""
    if row.kind == AmendmentKind.REPLACE and not texts.effect(text, row.change):
        raise ValidationError(_("Cet amendement ne change rien au texte."))
    after = texts.shown(texts.apply(text, row.change))
    if not after:
        raise ValidationError(_("Supprimer tout le texte, c’est le rejeter : il suffira de voter contre."))
    checked_paragraphs([paragraph.text for paragraph in after])
    if len(words.put_to_vote(row, text)) > texts.MOST_ASKED:
        raise ValidationError(_("Cet amendement est trop long pour être voté d’un coup : faites-en plusieurs."))


def settled(row: Amendment, verb: str, *, by: Any) -> Amendment:
    row.decided_at = now() if row.state != AmendmentState.SUBMITTED else None
    fall([row], by=by)
    row.full_clean()
    row.save()
    journal.record(verb, row, by=by, changes={"state": [None, str(row.state)]})
    if row.state != AmendmentState.SUBMITTED:
        emails.amendment_told(row)
    return row


@transaction.atomic
def accept(*, amendment: Amendment, by: Any) -> Amendment:
    """Those who propose take it into their text (a friendly amendment): a new version, without a vote. Others of the
    same passage that lose their object are set aside."""
    motion, row = held_amendment(amendment)
    refuse_over(motion.assembly)
    if not MotionState(motion.state).can_be_amended:
        raise ValidationError(_("Cette proposition n’est plus en débat."))
    refuse_voted(motion)
    refuse_on_vote(row)
    move_amendment(row, AmendmentState.ACCEPTED)
    take_in(motion, row, Cause.FRIENDLY, by=by)
    return settled(row, "amendment.accepted", by=by)


def take_in(motion: Motion, row: Amendment, cause: Cause, *, by: Any) -> None:
    """The text becomes what the amendment makes of it; what it leaves without object is set aside."""
    text = motion.text
    if not texts.concerns(text, row.change):
        raise ValidationError(_("Le passage de cet amendement n’est plus dans le texte : il est sans objet."))
    others = [other for other in motion.amendments.pending() if other.pk != row.pk]
    gone = texts.overtaken(text, row.change, [other.change for other in others])
    add_version(motion, texts.apply(text, row.change), cause, by=by, amendment=row)
    overtake(motion, [*gone, *(pk for pk in left_out(motion) if pk != row.pk)], by=by, because=row)


@transaction.atomic
def refuse_amendment(*, amendment: Amendment, reason: str, by: Any) -> Amendment:
    """Say it inadmissible, and why."""
    _motion, row = held_amendment(amendment)
    refuse_on_vote(row)
    move_amendment(row, AmendmentState.REFUSED)
    row.refusal = need(reason)
    return settled(row, "amendment.refused", by=by)


@transaction.atomic
def withdraw_amendment(*, amendment: Amendment, by: Any) -> Amendment:
    """Its author takes it back, until the vote."""
    _motion, row = held_amendment(amendment)
    refuse_on_vote(row)
    move_amendment(row, AmendmentState.WITHDRAWN)
    return settled(row, "amendment.withdrawn", by=by)


@transaction.atomic
def set_aside(*, amendment: Amendment, by: Any, because: Amendment | None = None) -> Amendment:
    """The chair says it has no object (an alternative was carried)."""
    _motion, row = held_amendment(amendment)
    refuse_on_vote(row)
    move_amendment(row, AmendmentState.OVERTAKEN)
    row.overtaken_by = because
    return settled(row, "amendment.overtaken", by=by)


@transaction.atomic
def take_up(*, amendment: Amendment, by: Any) -> Amendment:
    """One refused or set aside is to be voted after all; only if its passage still stands."""
    motion, row = held_amendment(amendment)
    refuse_over(motion.assembly)
    if not MotionState(motion.state).can_be_amended:
        raise ValidationError(_("Cette proposition n’est plus en débat."))
    refuse_voted(motion)
    if not texts.concerns(motion.text, row.change):
        raise ValidationError(_("Le passage de cet amendement n’est plus dans le texte : il est sans objet."))
    move_amendment(row, AmendmentState.SUBMITTED)
    row.refusal, row.overtaken_by = "", None
    return settled(row, "amendment.taken_up", by=by)
