"""What people who sign or help are written. Links lead to a button: programs that follow links change nothing."""

import hashlib
from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import override

from maillage.campaigns import words
from maillage.campaigns.models import CallAnswer, Delivery, Petition, Signature
from maillage.core.public import absolute
from maillage.messages import outbox
from maillage.messages.models import Message

CONFIRM, DISOWN = "campaigns.confirm", "campaigns.disown"
CONFIRM_DAYS = 14


def link(name: str, signature: Signature, salt: str) -> str:
    return absolute(reverse(name, args=[signing.dumps(signature.pk, salt=salt)]))


def find(token: str, salt: str, max_age: int | None = None) -> Signature | None:
    """The signature of a link of ours; None when it is not ours, or too old."""
    try:
        pk = signing.loads(token, salt=salt, max_age=max_age)
    except signing.BadSignature:
        return None
    return Signature.objects.filter(pk=pk).select_related("petition__campaign", "petition__tally").first()


def typed(row: Signature) -> str:
    """What was typed, in short: the same form sent twice is one letter; another name is another."""
    told = f"{row.name}|{row.area}|{row.message}|{row.version_id}|{row.wants_news}|{row.shows_name}"
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def confirm(row: Signature, after: int | None = None) -> Message | None:
    """« Confirm your signature », with the way to say that one did not sign. Once a day for what was typed, and once
    more `after` a letter that came back."""
    with override(row.language):
        context = {
            "name": row.name, "title": words.title(row.petition), "days": CONFIRM_DAYS,
            "link": link("campaigns:confirm", row, CONFIRM), "disown": link("campaigns:disown", row, DISOWN),
            "purged": date_format(row.petition.purge_on),
        }  # fmt: skip
    return send(
        "campaigns/letters/confirm.txt",
        row,
        context,
        f"petition:{row.pk}:{localdate().isoformat()}:{typed(row)}:{after or ''}",
    )


def already_signed(row: Signature) -> Message | None:
    """The page says the same to everyone; the letter alone says that this address already signed. Once a day."""
    with override(row.language):
        context = {
            "title": words.title(row.petition), "disown": link("campaigns:disown", row, DISOWN),
            "day": date_format(row.confirmed_at, "SHORT_DATE_FORMAT") if row.confirmed_at else "",
            "page": absolute(row.petition.public_url),
        }  # fmt: skip
    return send("campaigns/letters/again.txt", row, context, f"petition:{row.pk}:again:{localdate().isoformat()}")


def send(template: str, row: Signature, context: dict[str, Any], key: str) -> Message | None:
    return outbox.send_letter(template, to=row.email, context=context, purpose="campaigns.petition", key=key,
                              language=row.language, about=row)  # fmt: skip


def answer(delivery: Delivery, address: str, name: str, language: str) -> Message | None:
    """What the addressee answered, to someone who agreed to news."""
    petition: Petition = delivery.petition
    with override(language):
        context = {
            "name": name, "title": words.title(petition), "to": delivery.to, "on": date_format(delivery.on),
            "answer": delivery.answer, "page": absolute(petition.public_url), "total": delivery.total,
        }  # fmt: skip
    return outbox.send_letter(
        "campaigns/letters/answer.txt", to=address, context=context, purpose="campaigns.answer", about=petition,
        key=f"petition:{petition.pk}:answer:{address.casefold()}", language=language,
    )  # fmt: skip


def call_answered(row: CallAnswer) -> Message | None:
    """« We received your offer »."""
    with override(row.language):
        context = {"name": row.name, "title": row.call.title, "purged": date_format(row.call.purge_on),}  # fmt: skip
    return outbox.send_letter("campaigns/letters/call.txt", to=row.email, context=context, purpose="campaigns.call",
                              key=f"call:{row.pk}", language=row.language, about=row)  # fmt: skip
