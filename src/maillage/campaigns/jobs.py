"""What comes back: petitions whose day has come, letters that came back, what was promised to be forgotten."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, now

from maillage.campaigns import actions, emails
from maillage.campaigns.enums import BlockState, CallState, PetitionState, SignatureState
from maillage.campaigns.models import AddressBlock, Call, Delivery, Petition, Signature
from maillage.core import generation
from maillage.messages import consents
from maillage.messages.enums import ConsentPurpose, State
from maillage.messages.models import Consent, Message

UNCONFIRMED_DAYS = 14
BLOCK_DAYS = 30
BOUNCES_SEEN_DAYS = 60
ABOUT = "campaigns.signature"


def count_bounces() -> int:
    """Every few minutes: a signature whose last letter came back leaves the count."""
    since = now() - timedelta(days=BOUNCES_SEEN_DAYS)
    bounced = Message.objects.filter(state=State.BOUNCED, about_kind=ABOUT, created_at__gte=since)
    pairs = [(int(number), pk) for pk, number in bounced.values_list("pk", "about_id") if number.isdecimal()]
    live = (SignatureState.PENDING, SignatureState.CONFIRMED, SignatureState.ASIDE)
    found = Signature.objects.filter(pk__among=[number for number, _pk in pairs], state__in=live)
    still = set(found.values_list("pk", flat=True))
    return sum(actions.bounce_signature(signature_id=number, message_id=pk) for number, pk in pairs if number in still)


def purge(at: datetime | None = None) -> int:
    """Each night: what nobody confirmed, the corners of the internet, who signed and who helped, on the day promised."""
    moment = at or now()
    today = localdate(moment)
    forgotten = forget_unconfirmed(moment) + forget_blocks(moment)
    for petition in Petition.objects.filter(purge_on__lte=today, purged_at=None):
        forgotten += actions.purge_petition(petition=petition, by=None)
    for call in Call.objects.filter(purge_on__lte=today, purged_at=None):
        forgotten += actions.purge_call(call=call, by=None)
    return forgotten


@transaction.atomic
def forget_unconfirmed(moment: datetime) -> int:
    """Signatures that their address never confirmed, or that came back: row, fingerprint and letters."""
    limit = moment - timedelta(days=UNCONFIRMED_DAYS)
    pending = Signature.objects.filter(state=SignatureState.PENDING, asked_at__lt=limit)
    bounced = Signature.objects.filter(state=SignatureState.BOUNCED, ended_at__lt=limit)
    ids = [*pending.values_list("pk", flat=True), *bounced.values_list("pk", flat=True)]
    Message.objects.filter(about_kind=ABOUT, about_id__in=[str(pk) for pk in ids]).update(
        to="", subject="", text="", html="", reply_to="", headers={}, error="", purged_at=now()
    )
    Signature.objects.filter(pk__among=ids).delete()
    return len(ids)


@transaction.atomic
def forget_blocks(moment: datetime) -> int:
    """After thirty days the fingerprint of a corner goes; the group stays only where someone had to look."""
    old = AddressBlock.objects.filter(created_at__lt=moment - timedelta(days=BLOCK_DAYS))
    quiet = old.filter(state=BlockState.QUIET)
    Signature.objects.filter(block__in=quiet).update(block=None)
    gone, _kinds = quiet.delete()
    return gone + old.exclude(fingerprint="").update(fingerprint="")


def close_due() -> int:
    """Each morning: petitions and calls whose last day has passed; those that open today show themselves."""
    today, closed = localdate(), 0
    for petition in Petition.objects.filter(state=PetitionState.OPEN, closes_on__lt=today):
        actions.close_petition(petition=petition, by=None)
        closed += 1
    for call in Call.objects.filter(state=CallState.OPEN, until__lt=today):
        actions.close_call(call=call, by=None)
        closed += 1
    if Petition.objects.filter(state=PetitionState.OPEN, opens_on=today).exists():
        with transaction.atomic():
            generation.advance()
    return closed


def tell_signatories(delivery_id: int) -> int:
    """The answer, to those who signed and agreed to news: one letter each, whatever restarts."""
    delivery = Delivery.objects.select_related("petition").get(pk=delivery_id)
    sent = 0
    for address, name, language in agreed(delivery.petition):
        with transaction.atomic():
            sent += emails.answer(delivery, address, name, language) is not None
    return sent


def agreed(petition: Petition) -> list[tuple[str, str, str]]:
    """(address, name, language) of those whose agreement is in force: from their signature, or once it is erased,
    from the agreement that they gave in signing."""
    rows = Signature.objects.filter(petition=petition, state=SignatureState.CONFIRMED, wants_news=True).exclude(
        email=""
    )
    given = Consent.objects.given(ConsentPurpose.NEWSLETTER).exclude(address="")
    here = given.filter(about_kind="campaigns.petition", about_id=str(petition.pk))
    found: dict[str, Any] = {consents.fingerprint(c.address): (c.address, c.name, c.language) for c in here}
    signed = {
        consents.fingerprint(r.email): (r.email, r.name, r.language) for r in rows.only("email", "name", "language")
    }
    missing = [key for key in signed if key not in found]
    still = set(given.filter(address_hash__among=missing).values_list("address_hash", flat=True))
    found |= {key: signed[key] for key in missing if key in still}
    return list(found.values())
