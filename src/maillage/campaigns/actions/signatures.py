"""Signing: asked on a page, confirmed from the letter, disowned by who did not sign, lost when the letter comes back.

One signature is not an entry of the journal: its own row says when it was asked, confirmed, lost, and which text was
signed. What the team does with it is journalled.
"""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.audit import journal
from maillage.campaigns import areas, emails, fingerprints
from maillage.campaigns.actions.common import count, counting, refuse
from maillage.campaigns.enums import BlockState, PetitionState, SignatureState
from maillage.campaigns.models import AddressBlock, Petition, PetitionText, Signature
from maillage.core import generation
from maillage.messages import consents, outbox
from maillage.messages.enums import Channel, ConsentPurpose
from maillage.messages.models import Consent
from maillage.organisations import words

S = SignatureState
FLAGGED_FROM = 250  # signatures from one corner of the internet: someone looks
MOST_LETTERS = 5  # to an address that never answers
GONE = {"name": "", "email": "", "area": "", "message": "", "name_key": ""}
DETAILS = ("version_id", "language", "name", "email", "area", "region", "name_key", "shows_name", "message", "wants_news",
           "news_wording", "block")  # fmt: skip


@transaction.atomic
def sign(*, petition: Petition, values: dict[str, Any], origin: str) -> Signature | None:
    """Someone signs on the page: nothing is counted until the address itself answers.

    The page says the same to an address that already signed, and to one that asked never to be written to: only the
    letter differs. None when there is nothing to send.
    """
    if not petition.is_open():
        raise refuse("not_open")
    if not outbox.is_address(values["email"]):
        raise refuse("bad_address")
    values = completed(petition, values, origin)
    row, created = Signature.objects.get_or_create(
        petition=petition, fingerprint=fingerprints.of_address(petition.pk, values["email"]), defaults=values
    )
    if not created:
        row = Signature.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if row.state == S.DISOWNED:
            return None
        if row.state in (S.CONFIRMED, S.ASIDE):
            emails.already_signed(row)
            return row
        after = row.mail if row.state != S.PENDING else None
        for name in DETAILS:
            setattr(row, name, values[name])
        row.state, row.asked_at, row.ended_at, row.purged_at = S.PENDING, now(), None, None
        row.save()
        return write_to(row, after)
    return write_to(row)


def completed(petition: Petition, values: dict[str, Any], origin: str) -> dict[str, Any]:
    """What the house adds to what was typed: the version signed, the region, the fingerprints."""
    area = values.get("area", "")
    version = PetitionText.objects.filter(petition=petition).order_by("-number").values_list("pk", flat=True)[0]
    return {
        "message": "", "shows_name": False, "wants_news": False, "news_wording": "", "language": "fr", **values,
        "area": area, "version_id": version, "region": areas.region_of(words.territory(), area),
        "name_key": fingerprints.of_name(petition.pk, values["name"], area), "block": seen(petition, origin),
    }  # fmt: skip


def seen(petition: Petition, origin: str) -> AddressBlock:
    """Count one more from this corner of the internet; past a number, someone is asked to look."""
    block, _created = AddressBlock.objects.get_or_create(
        petition=petition, fingerprint=fingerprints.of_block(petition.pk, origin)
    )
    AddressBlock.objects.filter(pk=block.pk).update(seen=F("seen") + 1)
    if block.seen + 1 >= FLAGGED_FROM and block.state == BlockState.QUIET:
        AddressBlock.objects.filter(pk=block.pk, state=BlockState.QUIET).update(state=BlockState.FLAGGED)
        generation.advance()
    return block


def write_to(row: Signature, after: int | None = None) -> Signature:
    """The letter to confirm: one for what was typed, a few at most to an address that never answers."""
    if row.letters < MOST_LETTERS and (message := emails.confirm(row, after)):
        row.mail, row.letters = message.pk, row.letters + 1
        Signature.objects.filter(pk=row.pk).update(mail=row.mail, letters=row.letters)
    return row


@transaction.atomic
def confirm_signature(*, signature: Signature) -> Signature:
    """The address answered: the signature is counted. Again, it changes nothing."""
    petition = counting(signature.petition_id)
    row = Signature.objects.select_related("block").get(pk=signature.pk)
    if row.state in (S.CONFIRMED, S.ASIDE):
        return row
    if row.state != S.PENDING or row.purged_at:
        raise refuse("too_late")
    if petition.state == PetitionState.DELIVERED:
        raise refuse("delivered")
    aside = row.block is not None and row.block.state == BlockState.ASIDE
    row.state, row.confirmed_at = (S.ASIDE if aside else S.CONFIRMED), now()
    row.save(update_fields=["state", "confirmed_at"])
    count(petition.pk, online=0 if aside else 1)
    if row.wants_news:
        consents.give(
            purpose=ConsentPurpose.NEWSLETTER, channel=Channel.WEB, text_version=consents.TEXT_VERSION, by=None,
            about=petition, address=row.email, name=row.name, wording=row.news_wording, language=row.language,
        )  # fmt: skip
    else:
        generation.advance()  # the count of the public pages
    return row


def leave(row: Signature, state: SignatureState, **changes: Any) -> None:
    """Out of the count, for this reason; under the lock of the count."""
    counted = row.state == S.CONFIRMED
    values = {"state": state, "ended_at": now(), **changes}
    Signature.objects.filter(pk=row.pk).update(**values)
    for name, value in values.items():
        setattr(row, name, value)
    count(row.petition_id, online=-1 if counted else 0)
    generation.advance()


@transaction.atomic
def disown_signature(*, signature: Signature) -> Signature:
    """« It wasn't me »: out of the count, forgotten, and this address is never written to again for this petition."""
    counting(signature.petition_id)
    row = Signature.objects.get(pk=signature.pk)
    if row.state == S.DISOWNED:
        return row
    agreed = Consent.objects.filter(
        address_hash=consents.fingerprint(row.email), about_kind="campaigns.petition", about_id=str(row.petition_id),
        withdrawn_at=None,
    )  # fmt: skip
    for consent in agreed if row.email else ():
        consents.withdraw(consent=consent, channel=Channel.MAIL, by=None)
    leave(row, S.DISOWNED, **GONE, shows_name=False, wants_news=False, purged_at=now())
    return row


@transaction.atomic
def bounce_signature(*, signature_id: int, message_id: int) -> bool:
    """The last letter to this address came back: it proves nothing, and leaves the count."""
    petition_id = Signature.objects.filter(pk=signature_id).values_list("petition", flat=True).first()
    if petition_id is None:
        return False
    counting(petition_id)
    row = Signature.objects.filter(pk=signature_id).first()
    if row is None or row.state not in (S.PENDING, S.CONFIRMED, S.ASIDE) or (row.mail or 0) > message_id:
        return False
    leave(row, S.BOUNCED)
    return True


@transaction.atomic
def withdraw_signature(*, signature: Signature, reason: str, by: Any) -> Signature:
    """The team takes one out: signed in another's name, or asked by who signed."""
    petition = counting(signature.petition_id)
    if petition.state == PetitionState.DELIVERED:
        raise refuse("delivered")
    row = Signature.objects.get(pk=signature.pk)
    if row.state not in (S.PENDING, S.CONFIRMED, S.ASIDE):
        raise refuse("state", state=row.get_state_display())
    before = row.state
    leave(row, S.WITHDRAWN, shows_name=False)
    journal.record(
        "signature.withdrawn", row, by=by, changes={"state": [before, "withdrawn"], "reason": [None, reason]}
    )
    return row


@transaction.atomic
def hide_name(*, signature: Signature, by: Any) -> Signature:
    """The name leaves the public page (it is not one, or it hurts); the signature stays counted."""
    row = Signature.objects.select_for_update(of=("self",)).get(pk=signature.pk)
    row.shows_name = False
    row.save(update_fields=["shows_name"])
    journal.record("signature.name_hidden", row, by=by)
    return row


def erase_address(*, email: str) -> list[str]:
    """Someone asks to be forgotten: what is not delivered leaves the count; fingerprints stay, so that nobody signs twice."""
    kept: list[str] = []
    for row in Signature.objects.filter(email__iexact=email).select_related("petition"):
        with transaction.atomic():
            petition = counting(row.petition_id)
            row = Signature.objects.get(pk=row.pk)
            if petition.state == PetitionState.DELIVERED:
                Signature.objects.filter(pk=row.pk).update(**GONE, shows_name=False, wants_news=False, purged_at=now())
            elif row.state != S.DISOWNED:
                leave(row, S.WITHDRAWN, **GONE, shows_name=False, wants_news=False, purged_at=now())
        kept.append(_("De votre signature reste une empreinte chiffrée, sans nom ni adresse : elle évite qu’une même"
                      " adresse signe deux fois."))  # fmt: skip
    return kept[:1]
