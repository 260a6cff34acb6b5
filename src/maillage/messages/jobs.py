"""What carries the letters: idempotent, by number.

A message is taken by a conditional update, then given to the server, then marked sent. Killed between the server's
acceptance and the mark, the process leaves a claim that expires, and the message goes a second time: at least once,
at that one spot. Its Message-ID stays the same, so most mailboxes show it once.
"""

import logging
import smtplib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.core.registry import house
from maillage.messages import gateway, letters, outbox
from maillage.messages.enums import State
from maillage.messages.models import KEPT_DAYS, Consent, Mailing, Message

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
GIVE_UP_AFTER = timedelta(days=3)
BATCH = 200
UNCONFIRMED_DAYS = 30


def pause(attempts: int) -> timedelta:
    """Back-off: 2, 4, 8… minutes, six hours at most."""
    return timedelta(minutes=min(2**attempts, 360))


def message_id(message: Message) -> str:
    """The same at each attempt."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    return f"<maillage.{message.pk}.{int(message.created_at.timestamp())}@{domain}>"


class AttachmentMissing(Exception):
    """A file joined to the message is not there any more."""


def written(message: Message, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """The message as it leaves."""
    headers = {"Auto-Submitted": "auto-generated", "Message-ID": message_id(message), **message.headers}
    mail = EmailMultiAlternatives(
        message.subject, message.text, settings.DEFAULT_FROM_EMAIL, [message.to], connection=connection,
        headers=headers, reply_to=[message.reply_to] if message.reply_to else None,
    )  # fmt: skip
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for reference in message.attachments:
        kind, _sep, number = reference.partition(":")
        opener = house.attachments.get(kind)
        file = opener(number) if opener else None
        if file is None:
            raise AttachmentMissing(reference)
        mail.attach(file.name, file.content, file.content_type)
    return mail


def deliver(message_id: int) -> str:
    """Send one message if it is still to be sent; says what became of it."""
    with override("fr"):
        if settings.DEMO:
            return settle(message_id, None)
        try:
            smtp = gateway.configured()
        except gateway.BadSmtpUrl as error:
            log.error("%s", error)
            return "no server"
        return settle(message_id, gateway.connection(smtp)) if smtp else "no server"


def settle(message_id: int, connection: BaseEmailBackend | None) -> str:
    """Claim, transmit, write down. Without a connection (demonstration) the letter stays in the house, as sent."""
    at = now()
    if not Message.objects.claim(message_id, at):
        return "not mine"
    message = Message.objects.get(pk=message_id)
    if message.attempts == 1 and at - message.due_at > GIVE_UP_AFTER:
        return note(message, State.FAILED, _("Resté plus de trois jours sans serveur d’envoi : il ne part plus seul."))
    try:
        if connection is not None:
            written(message, connection).send()
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        return refused(message, code, answer, State.BOUNCED)
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        return refused(message, error.smtp_code, error.smtp_error, State.FAILED)
    except AttachmentMissing as error:
        return note(message, State.FAILED, _("Pièce jointe introuvable : %(name)s") % {"name": error})
    except (OSError, smtplib.SMTPException) as error:
        return later(message, f"{type(error).__name__} {error}")
    except ValueError as error:  # a header that no mail can carry
        return note(message, State.FAILED, str(error))
    return note(message, State.SENT)


def refused(message: Message, code: int, answer: Any, state: State) -> str:
    """A code in 5xx is for ever; a code in 4xx asks to come back."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return note(message, state, f"{code} {text}") if code >= 500 else later(message, f"{code} {text}")


def later(message: Message, reason: str) -> str:
    if message.attempts >= MAX_ATTEMPTS:
        return note(message, State.FAILED, reason)
    Message.objects.filter(pk=message.pk).update(
        due_at=now() + pause(message.attempts), claimed_at=None, error=reason[:500]
    )
    return "later"


def note(message: Message, state: State, reason: str = "") -> str:
    changes: dict[str, Any] = {"state": state, "claimed_at": None, "error": reason[:500], "seen_at": None}
    if state == State.SENT:
        changes["sent_at"] = now()
        if message.is_secret and not settings.DEMO:
            changes |= {"text": "", "html": "", "purged_at": now()}
    Message.objects.filter(pk=message.pk).update(**changes)
    return state.value


def send_waiting() -> int:
    """Each minute: what is due and was not sent. Nothing leaves while there is no server."""
    try:
        if not settings.DEMO and gateway.configured() is None:
            return 0
    except gateway.BadSmtpUrl:
        return 0
    due = Message.objects.waiting(now()).order_by("due_at").values_list("pk", flat=True)[:BATCH]
    return sum(deliver(pk) == State.SENT for pk in list(due))


def purge(at: datetime | None = None) -> int:
    """Each night: texts past their end, groups' lists, and requests for consent that never answered."""
    limit = (at or now()) - timedelta(days=KEPT_DAYS)
    old = Message.objects.filter(created_at__lt=limit, purged_at=None).exclude(state=State.QUEUED)
    purged = old.update(text="", html="", subject="", headers={}, reply_to="", error="", to="", purged_at=now())
    Mailing.objects.filter(created_at__lt=limit).exclude(recipients=[]).update(recipients=[], subject="", text="")
    silent = (at or now()) - timedelta(days=UNCONFIRMED_DAYS)
    Consent.objects.filter(given_at=None, withdrawn_at=None, asked_at__lt=silent).delete()
    return purged


def filled(text: str, recipient: dict[str, str]) -> str:
    """The text for one person: « {nom} » becomes their name."""
    return text.replace("{nom}", recipient.get("name", "")).replace("{name}", recipient.get("name", ""))


def group_letter(mailing: Mailing, recipient: dict[str, str]) -> Message | None:
    """The letter of a group to one of its recipients, once."""
    language = recipient.get("language") or "fr"
    letter = letters.compose(filled(mailing.subject, recipient), filled(mailing.text, recipient), language)
    about = (recipient["kind"], recipient["id"]) if recipient.get("kind") else None
    return outbox.send(
        to=recipient["to"], subject=letter.subject, text=letter.text, html=letter.html, purpose="team",
        key=f"mailing:{mailing.pk}:{recipient['to'].casefold()}", about=about, language=language,
        reply_to=mailing.author.email if mailing.author else "",
    )  # fmt: skip


def send_mailing(mailing_id: int) -> int:
    """One message for each of a group, each in its own transaction: run again, it goes on where it stopped."""
    sent = 0
    mailing = Mailing.objects.get(pk=mailing_id)
    for recipient in mailing.recipients:
        with transaction.atomic():
            sent += group_letter(mailing, recipient) is not None
    return sent
