"""What people do with messages: send again, note a return, write to a group."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from maillage.audit import journal
from maillage.messages import letters, outbox
from maillage.messages.enums import State
from maillage.messages.jobs import filled
from maillage.messages.models import Mailing, Message

MAX_RECIPIENTS = 5000


def _locked(message: Message, other: State) -> Message:
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if not State(message.state).can_become(other):
        raise ValidationError(
            _("Ce message est maintenant « %(state)s » : rien n’a changé.") % {"state": message.state_label}
        )
    return message


@transaction.atomic
def retry(*, message: Message, by: Any) -> Message:
    """Send a message that did not arrive again. Raises ValidationError when its text or its address cannot leave."""
    message = _locked(message, State.QUEUED)
    if message.purged_at:
        raise ValidationError(_("Le texte de ce message a été effacé : écrivez-en un nouveau."))
    if not outbox.is_address(message.to):
        raise ValidationError(
            _("Cette adresse n’est pas une adresse courriel : corrigez la fiche, puis écrivez de nouveau.")
        )
    message.state, message.error, message.attempts = State.QUEUED, "", 0
    message.due_at, message.claimed_at, message.seen_at = now(), None, None
    message.save()
    journal.record("message.retried", message, by=by, label=message.purpose_label)
    transaction.on_commit(partial(outbox.dispatch, message.pk))
    return message


@transaction.atomic
def note_bounce(*, message: Message, reason: str, by: Any) -> Message:
    """Note that a sent message came back."""
    message = _locked(message, State.BOUNCED)
    message.state, message.error, message.seen_at = State.BOUNCED, reason[:500], None
    message.save(update_fields=["state", "error", "seen_at"])
    journal.record("message.bounced", message, by=by, label=message.purpose_label)
    return message


@transaction.atomic
def mark_seen(*, message: Message, by: Any) -> Message:
    """Someone dealt with a message that did not arrive: it stops waiting on the home page."""
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    message.seen_at = now()
    message.save(update_fields=["seen_at"])
    journal.record("message.seen", message, by=by, label=message.purpose_label)
    return message


@dataclass(frozen=True)
class Recipient:
    """Someone of a group; `kind` and `id` name the person's row, so that their page shows the letter."""

    to: str
    name: str = ""
    language: str = "fr"
    kind: str = ""
    id: str = ""


@dataclass(frozen=True)
class Group:
    """Who will really be written to: each address once, those without one apart."""

    kept: tuple[Recipient, ...]
    without_address: tuple[str, ...]
    repeated: int


def group(recipients: Iterable[Recipient]) -> Group:
    kept: dict[str, Recipient] = {}
    missing, repeated = [], 0
    for one in recipients:
        address = one.to.strip()
        if not outbox.is_address(address):
            missing.append(one.name or address)
        elif address.casefold() in kept:
            repeated += 1
        else:
            kept[address.casefold()] = one
    return Group(tuple(kept.values()), tuple(missing), repeated)


@transaction.atomic
def draft_to(*, recipients: Iterable[Recipient], by: Any, subject: str = "", text: str = "") -> Mailing:
    """Begin a letter to a group: it is written, previewed and sent on its own pages (`mailing.get_absolute_url()`)."""
    chosen = group(recipients)
    if not chosen.kept:
        raise ValidationError(_("Aucune des personnes choisies n’a d’adresse courriel."))
    if len(chosen.kept) > MAX_RECIPIENTS:
        raise ValidationError(
            _("Un message part à %(limit)s personnes au plus : choisissez un groupe plus petit.")
            % {"limit": MAX_RECIPIENTS}
        )
    mailing = Mailing.objects.create(
        author=by, author_name=str(by or "Maillage"), subject=subject[:200], text=text,
        recipients=[asdict(one) for one in chosen.kept],
    )  # fmt: skip
    journal.record("mailing.begun", mailing, by=by, label="", changes={"recipients": [None, len(chosen.kept)]})
    return mailing


@transaction.atomic
def edit_mailing(*, mailing: Mailing, subject: str, text: str, by: Any) -> Mailing:
    mailing = _unsent(mailing)
    mailing.subject, mailing.text, mailing.version = subject[:200], text, mailing.version + 1
    mailing.save(update_fields=["subject", "text", "version"])
    return mailing


@transaction.atomic
def send_mailing(*, mailing: Mailing, by: Any) -> Mailing:
    """Send a letter to its group, once to each. Raises ValidationError when it is empty or has left."""
    mailing = _unsent(mailing)
    if not mailing.subject.strip() or not mailing.text.strip():
        raise ValidationError(_("Donnez un objet et un texte à ce message."))
    mailing.sent_at = now()
    mailing.save(update_fields=["sent_at"])
    journal.record("mailing.sent", mailing, by=by, changes={"recipients": [None, len(mailing.recipients)]})
    transaction.on_commit(partial(async_task, "maillage.messages.jobs.send_mailing", mailing.pk))
    return mailing


def _unsent(mailing: Mailing) -> Mailing:
    mailing = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    if mailing.sent_at:
        raise ValidationError(_("Ce message est déjà parti."))
    return mailing


def preview(*, mailing: Mailing) -> letters.Letter:
    """The letter as the first person of the group will read it."""
    first = mailing.recipients[0] if mailing.recipients else {}
    language = first.get("language") or "fr"
    return letters.compose(filled(mailing.subject, first), filled(mailing.text, first), language)


def write_to(*, recipients: Iterable[Recipient], subject: str, text: str, by: Any) -> Mailing:
    """Write to a group at once, without the page in between."""
    with transaction.atomic():
        return send_mailing(mailing=draft_to(recipients=recipients, subject=subject, text=text, by=by), by=by)
