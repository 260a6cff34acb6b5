"""What the verbs share: a row held, a state that moves, a text that is checked, a version that is added."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from maillage.accounts.roles import Permission
from maillage.assemblies.models import Assembly
from maillage.audit import journal
from maillage.motions import emails, texts
from maillage.motions.actions.prepared import fall, refuse_pending
from maillage.motions.enums import AmendmentState, Cause, MotionState
from maillage.motions.models import Amendment, Motion, MotionVersion


def held(motion: Motion) -> Motion:
    """The motion, locked to the end of the transaction: two who act on it come one after the other."""
    return Motion.objects.select_for_update(of=("self",)).select_related("assembly", "item").get(pk=motion.pk)


def held_amendment(amendment: Amendment) -> tuple[Motion, Amendment]:
    """The motion first, then its amendment, always in this order."""
    motion = held(amendment.motion)
    row = Amendment.objects.select_for_update(of=("self",)).select_related("member", "person").get(pk=amendment.pk)
    row.motion = motion
    return motion, row


def is_team(by: Any) -> bool:
    """The house itself, or someone who prepares assemblies."""
    return by is None or by.can(Permission.ASSEMBLIES_EDIT)


def refuse_over(assembly: Assembly) -> None:
    if assembly.is_over:
        raise ValidationError(_("Cette assemblée est terminée ou annulée."))


def move(motion: Motion, state: MotionState) -> None:
    if not MotionState(motion.state).can_become(state):
        raise ValidationError(
            _("Une proposition dans l’état « %(one)s » ne peut pas passer à « %(other)s ».")
            % {"one": motion.get_state_display(), "other": state.label}
        )
    motion.state = state


def move_amendment(amendment: Amendment, state: AmendmentState) -> None:
    if not AmendmentState(amendment.state).can_become(state):
        raise ValidationError(
            _("Un amendement dans l’état « %(one)s » ne peut pas passer à « %(other)s ».")
            % {"one": amendment.get_state_display(), "other": state.label}
        )
    amendment.state = state


def kept(motion: Motion, verb: str, *, by: Any, **changes: Any) -> Motion:
    """Check, save, journal."""
    motion.version += 1
    motion.full_clean()
    motion.save()
    journal.record(verb, motion, by=by, changes={name: [None, value] for name, value in changes.items()})
    return motion


def need(reason: str) -> str:
    """A reason given in words. Raises ValidationError when there is none."""
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Dites pourquoi : la raison est écrite aux personnes qui proposent."))
    return checked(reason)


def checked(value: str) -> str:
    """Without what nobody sees; refused when it holds what no database keeps."""
    if "\x00" in value:
        raise ValidationError(_("Ce texte contient un caractère qui ne peut pas être gardé."))
    return texts.tidy(value)


def checked_paragraphs(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Refuses a text that is empty, too long, or that no database keeps."""
    found = tuple(paragraphs)
    if not found:
        raise ValidationError(_("Écrivez au moins un paragraphe."))
    if len(found) > texts.MOST_PARAGRAPHS:
        raise ValidationError(_("Un texte a au plus %(n)s paragraphes.") % {"n": texts.MOST_PARAGRAPHS})
    for number, paragraph in enumerate(found, 1):
        checked(paragraph)  # for what it refuses: paragraphs were tidied when they were parted
        if len(paragraph) > texts.MOST_CHARACTERS:
            raise ValidationError(
                _("Le paragraphe %(number)s est trop long : %(n)s caractères au plus. Coupez-le par une ligne vide.")
                % {"number": number, "n": texts.MOST_CHARACTERS}
            )
    if sum(map(len, found)) > texts.MOST_WHOLE:
        raise ValidationError(_("Le texte est trop long : %(n)s caractères au plus.") % {"n": texts.MOST_WHOLE})
    return found


def add_version(
    motion: Motion, text: texts.Text, cause: Cause, *, by: Any, amendment: Amendment | None = None
) -> MotionVersion:
    """Keep a new version of the text; the former ones stay. Refused when too long, or when nothing is left of it, unless
    the assembly decided so. A vote prepared on the former one falls."""
    if cause != Cause.CARRIED:
        checked_paragraphs([paragraph.text for paragraph in texts.shown(text)])
    last = motion.versions.order_by("-number").values_list("number", flat=True).first() or 0
    vars(motion).pop("latest", None)
    fall([motion], by=by)
    return MotionVersion.objects.create(
        motion=motion, number=last + 1, cause=cause, amendment=amendment, by=by,
        paragraphs=[[paragraph.key, paragraph.text] for paragraph in text],
    )  # fmt: skip


def overtake(motion: Motion, ids: Sequence[int], *, by: Any, because: Amendment | None = None) -> None:
    """Amendments that have no object any more, each one journalled, and told to who wrote it. Refused while one of them
    waits for the result of its vote."""
    rows = list(motion.amendments.pending().filter(pk__in=ids).select_related("member__organisation", "person"))
    refuse_pending(rows)
    fall(rows, by=by)
    for row in rows:
        row.state, row.overtaken_by = AmendmentState.OVERTAKEN, because
        row.save(update_fields=["state", "overtaken_by"])
        row.motion = motion
        journal.record("amendment.overtaken", row, by=by)
        emails.amendment_told(row)


def left_out(motion: Motion) -> list[int]:
    """Pending amendments that the text in force leaves without object."""
    text = motion.text
    return [row.pk for row in motion.amendments.pending() if not texts.concerns(text, row.change)]
