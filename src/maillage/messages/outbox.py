"""The outbox: a message is a row first, then a job; once per key, whatever restarts or runs twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from maillage.core import text as texts
from maillage.messages import letters
from maillage.messages.enums import State
from maillage.messages.models import Message


def is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= 254


def reference(about: Any) -> tuple[str, str]:
    """Kind and number of the thing a message is about: a row, or the pair itself."""
    if about is None:
        return "", ""
    if isinstance(about, models.Model):
        return about._meta.label_lower, str(about.pk)
    kind, number = about
    return str(kind), str(number)


def send(
    *,
    to: str,
    subject: str,
    text: str,
    purpose: str,
    key: str | None = None,
    attachments: Iterable[str] = (),
    about: Any = None,
    language: str | None = None,
    html: str = "",
    reply_to: str = "",
    headers: Mapping[str, str] | None = None,
) -> Message | None:
    """Put a message in the outbox; it leaves once the transaction is committed.

    None when there is nobody to write to, or when this key was already used (so a job may be run again freely).
    An address that cannot be one is kept as a failed message: someone sees it. `attachments` are references
    "kind:id" of `house.attachments`, opened when the message leaves.
    """
    to = texts.clean(to)
    if not to:
        return None
    kind, number = reference(about)
    valid = is_address(to)
    values = {
        "to": to[:254], "subject": texts.clean(subject)[:200], "text": text, "html": html, "purpose": purpose[:60],
        "reply_to": reply_to, "headers": dict(headers or {}), "attachments": list(attachments),
        "language": (language or get_language() or "fr")[:2], "about_kind": kind, "about_id": number,
        "state": State.QUEUED if valid else State.FAILED,
        "error": "" if valid else _("Cette adresse n’est pas une adresse courriel."),
    }  # fmt: skip
    if key is None:
        message = Message.objects.create(**values)
    else:
        message, created = Message.objects.get_or_create(key=key[:200], defaults=values)
        if not created:
            return None
    if valid:
        transaction.on_commit(partial(dispatch, message.pk))
    return message


@dataclass(frozen=True)
class Post:
    """One letter of many: `key` as of `send`."""

    to: str
    letter: letters.Letter
    key: str
    language: str = "fr"
    about: Any = None
    attachments: Iterable[str] = ()


def send_many(posts: Iterable[Post], *, purpose: str) -> int:
    """Put many letters in the outbox in a few statements, each once per key; returns how many were new.

    They leave together once the transaction is committed, the rest with the job of each minute.
    """
    rows = {}
    for post in posts:
        to, (kind, number) = texts.clean(post.to), reference(post.about)
        if to and is_address(to):
            rows[post.key[:200]] = Message(
                key=post.key[:200], to=to, subject=texts.clean(post.letter.subject)[:200], text=post.letter.text,
                html=post.letter.html, purpose=purpose[:60], attachments=list(post.attachments),
                language=post.language[:2], about_kind=kind, about_id=number,
            )  # fmt: skip
    known = set(Message.objects.filter(key__in=list(rows)).values_list("key", flat=True))
    new = [row for key, row in rows.items() if key not in known]
    Message.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    if new:
        transaction.on_commit(dispatch_waiting)
    return len(new)


def dispatch_waiting() -> None:
    """Ask the queue to send what waits, now."""
    async_task("maillage.messages.jobs.send_waiting")


def dispatch(message_id: int) -> None:
    """Ask the queue to send it now; were the queue away, the job of each minute finds it."""
    async_task("maillage.messages.jobs.deliver", message_id)


def was_sent(key: str) -> bool:
    """Has this key been used?"""
    return Message.objects.filter(key=key[:200]).exists()


def send_letter(
    template: str,
    *,
    to: str,
    context: Mapping[str, Any],
    purpose: str,
    key: str | None = None,
    language: str | None = None,
    **others: Any,
) -> Message | None:
    """Render a letter in the reader's language and send it (see `letters`)."""
    language = language or get_language() or "fr"
    letter = letters.render(template, context, language)
    return send(to=to, subject=letter.subject, text=letter.text, html=letter.html, purpose=purpose, key=key,
                language=language, **others)  # fmt: skip


def remind_once(
    *,
    key: str,
    template: str,
    to: str,
    context: Mapping[str, Any],
    purpose: str = "reminder",
    **others: Any,
) -> bool:
    """A reminder of which only one ever leaves: True when it is this one. Rendered only if it must be.

    The key says what is recalled and which time: "reminder:invoice:12:2".
    """
    if was_sent(key):
        return False
    return send_letter(template, to=to, context=context, purpose=purpose, key=key, **others) is not None
