"""Consents: asked, confirmed, given, withdrawn; found by a signed link, without signing in."""

import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from maillage.audit import journal
from maillage.core import text as texts
from maillage.core.public import absolute
from maillage.messages import outbox
from maillage.messages.enums import Channel, ConsentPurpose
from maillage.messages.models import Consent

TEXT_VERSION = "2026-11"
CONFIRM_WITHIN = 7 * 24 * 3600  # seconds
CONFIRM, UNSUBSCRIBE = "mail.confirm", "mail.unsubscribe"


def fingerprint(address: str) -> str:
    """What remains of an address once it is erased: enough to recognise it if it comes back, not to find it."""
    return hmac.new(settings.SECRET_KEY.encode(), address.strip().casefold().encode(), hashlib.sha256).hexdigest()


def url(name: str, consent: Consent, salt: str) -> str:
    token = signing.dumps(consent.pk, salt=salt)
    return absolute(reverse(name, args=[token]))


def find(token: str, salt: str, max_age: int | None = None) -> Consent | None:
    """The consent of a signed link; None when the link is not ours or is too old."""
    try:
        pk = signing.loads(token, salt=salt, max_age=max_age)
    except signing.BadSignature:
        return None
    return Consent.objects.filter(pk=pk).first()


def unsubscribe_url(consent: Consent) -> str:
    return url("messages:unsubscribe", consent, UNSUBSCRIBE)


def headers(consent: Consent) -> dict[str, str]:
    """Headers of each letter sent by this consent: one click in the mail program is enough (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{unsubscribe_url(consent)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def is_given(*, address: str, purpose: str) -> bool:
    return Consent.objects.given(purpose).filter(address_hash=fingerprint(address)).exists()


@transaction.atomic
def ask(*, purpose: ConsentPurpose, address: str, language: str, wording: str = "", name: str = "") -> Consent:
    """Someone asks on a public page: nothing is given until the address itself confirms.

    The answer is the same whether the address was known or not; one letter a day at most to one address.
    """
    address = texts.clean(address)
    if not outbox.is_address(address):
        raise ValidationError(_("Écrivez une adresse courriel, par exemple nom@exemple.org."))
    consent, _created = Consent.objects.get_or_create(
        purpose=purpose, address_hash=fingerprint(address), withdrawn_at=None,
        defaults={"address": address, "name": name, "language": language, "channel": Channel.WEB,
                  "text_version": TEXT_VERSION, "wording": wording},
    )  # fmt: skip
    if consent.given_at is None:
        outbox.send_letter(
            "messages/letters/confirm.txt", to=address, language=language, purpose="consent", about=consent,
            key=f"consent:{consent.pk}:{localdate().isoformat()}",
            context={"link": url("messages:confirm", consent, CONFIRM), "purpose": ConsentPurpose(purpose).label},
        )  # fmt: skip
    return consent


@transaction.atomic
def confirm(*, consent: Consent) -> Consent:
    """The address answered: the consent is given. Again, it changes nothing."""
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if consent.withdrawn_at:
        raise ValidationError(_("Cet accord a été retiré. Inscrivez-vous de nouveau si vous le souhaitez."))
    if consent.given_at is None:
        consent.given_at = now()
        consent.save(update_fields=["given_at"])
        journal.record("consent.given", consent, by=None, changes={"purpose": [None, consent.purpose]})
    return consent


@transaction.atomic
def give(
    *,
    purpose: ConsentPurpose,
    channel: Channel,
    text_version: str,
    by: Any,
    about: Any = None,
    address: str = "",
    name: str = "",
    wording: str = "",
    language: str = "fr",
) -> Consent:
    """Note a consent received otherwise (a paper, a form of the member's space). Once per person and purpose."""
    kind, number = outbox.reference(about)
    address = texts.clean(address)
    if not address and not kind:
        raise ValidationError(_("Dites qui donne son accord."))
    same = Consent.objects.select_for_update(of=("self",)).filter(purpose=purpose, withdrawn_at=None)
    known = same.filter(address_hash=fingerprint(address)) if address else same.filter(about_kind=kind, about_id=number)
    consent = known.first() or Consent(
        purpose=purpose, address=address, address_hash=fingerprint(address) if address else "", name=name,
        about_kind=kind, about_id=number, language=language, channel=channel, text_version=text_version,
        wording=wording, recorded_by=getattr(by, "pk", None),
    )  # fmt: skip
    if consent.given_at is None:
        consent.given_at = now()
        consent.channel, consent.text_version = channel, text_version
        consent.save()
        journal.record("consent.given", consent, by=by, changes={"purpose": [None, consent.purpose]})
    return consent


@transaction.atomic
def withdraw(*, consent: Consent, channel: Channel, by: Any) -> Consent:
    """Withdraw a consent, at once; again, it changes nothing. The proof that it existed stays."""
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if consent.withdrawn_at is None:
        consent.withdrawn_at, consent.withdrawn_by = now(), channel
        consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
        journal.record("consent.withdrawn", consent, by=by, changes={"purpose": [consent.purpose, None]})
    return consent


@transaction.atomic
def forget(*, address: str, by: Any) -> int:
    """Erase the address and the name of every consent of a person; the fingerprint stays as proof."""
    rows = Consent.objects.filter(address_hash=fingerprint(address))
    rows.filter(withdrawn_at=None).update(withdrawn_at=now(), withdrawn_by=Channel.MAIL)
    return rows.update(address="", name="")
