"""A petition: written, opened, its text changed in versions, closed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format

from maillage.audit import journal
from maillage.campaigns.actions.common import counting, refuse, same
from maillage.campaigns.enums import CampaignState, NamesGiven, PetitionState
from maillage.campaigns.models import Addressee, Campaign, Petition, PetitionText, Tally, Wording
from maillage.core import text as texts
from maillage.search import outbox as search

KIND = "campaigns.petition"
Words = dict[str, tuple[str, str]]  # {language: (title, text)}


def locked(petition: Petition) -> Petition:
    return Petition.objects.select_for_update(of=("self",)).get(pk=petition.pk)


@transaction.atomic
def create_petition(*, campaign: Campaign, values: dict[str, Any], words: Words, by: Any) -> Petition:
    """Prepare a petition: nobody signs before it is opened."""
    values, words = dict(values), cleaned(words)
    addressees = values.pop("addressees", ())
    petition = Petition(campaign=campaign, title=title_of(words, values.get("language", "fr")), **values)
    check_days(petition)
    petition.full_clean()
    petition.save()
    Tally.objects.create(petition=petition)
    write(PetitionText.objects.create(petition=petition, number=1), words)
    address(petition, addressees)
    journal.record("petition.created", petition, by=by)
    search.queue(KIND, [petition.pk])
    return petition


def cleaned(words: Words) -> Words:
    pairs = {lang: (texts.clean(title), texts.clean(body, multiline=True)) for lang, (title, body) in words.items()}
    return {lang: pair for lang, pair in pairs.items() if all(pair)}


def title_of(words: Words, language: str) -> str:
    if language not in words:
        raise refuse("no_text")
    return words[language][0]


def check_days(petition: Petition) -> None:
    if petition.purge_on <= petition.closes_on:
        raise refuse("purge_first")


def write(version: PetitionText, words: Words) -> None:
    version.wordings.all().delete()
    Wording.objects.bulk_create(
        Wording(version=version, language=lang, title=title, body=body) for lang, (title, body) in words.items()
    )


def address(petition: Petition, addressees: Sequence[dict[str, str]]) -> None:
    petition.addressees.all().delete()
    Addressee.objects.bulk_create(Addressee(petition=petition, rank=n, **one) for n, one in enumerate(addressees))


@transaction.atomic
def change_petition(*, petition: Petition, values: dict[str, Any], by: Any) -> Petition:
    """Change its days, its goal, to whom it speaks. What was promised to those who signed is kept."""
    petition, values = locked(petition), dict(values)
    addressees = values.pop("addressees", None)
    if petition.state == PetitionState.DELIVERED:
        raise refuse("delivered")
    if is_signed(petition):
        keep_promises(petition, values)
    before = same(petition, values)
    check_days(petition)
    if addressees is not None:
        address(petition, addressees)
    petition.version += 1
    petition.save()
    journal.record("petition.changed", petition, by=by, changes=journal.difference(before, journal.snapshot(petition)))
    search.queue(KIND, [petition.pk])
    return petition


def is_signed(petition: Petition) -> bool:
    return petition.signatures.exists() or petition.batches.exists()


def keep_promises(petition: Petition, values: dict[str, Any]) -> None:
    """The day of the purge may come sooner, fewer names may be given: never the contrary."""
    later: date = values.get("purge_on", petition.purge_on)
    if later > petition.purge_on:
        raise refuse("purge_later", day=date_format(petition.purge_on))
    given = NamesGiven(petition.names_given)
    if NamesGiven(values.get("names_given", given)).width > given.width:
        raise refuse("names_wider", given=given.label)


@transaction.atomic
def rewrite_petition(*, petition: Petition, words: Words, changed: str = "", by: Any) -> PetitionText:
    """Change the text. Once someone has signed, it is a new version: who signed keeps what they signed."""
    petition, words = locked(petition), cleaned(words)
    if petition.state == PetitionState.DELIVERED:
        raise refuse("delivered")
    title = title_of(words, petition.language)
    version = petition.texts.order_by("-number")[0]
    before = {row.language: (row.title, row.body) for row in version.wordings.all()}
    if before == words:
        return version
    if is_signed(petition):
        version = PetitionText.objects.create(petition=petition, number=version.number + 1, changed=changed)
    write(version, words)
    petition.title, petition.version = title, petition.version + 1
    petition.save()
    journal.record("petition.rewritten", petition, by=by, changes={"version": [None, version.number],
                                                                   "reason": [None, changed]})  # fmt: skip
    search.queue(KIND, [petition.pk])
    return version


def move(petition: Petition, state: PetitionState, verb: str, by: Any) -> Petition:
    petition = locked(petition)
    if not PetitionState(petition.state).can_become(state):
        raise refuse("state", state=petition.get_state_display())
    before, petition.state = petition.state, state
    petition.version += 1
    petition.save()
    journal.record(verb, petition, by=by, changes={"state": [before, state.value]})
    search.queue(KIND, [petition.pk])
    return petition


@transaction.atomic
def open_petition(*, petition: Petition, by: Any) -> Petition:
    """Open it to signatures, or again; its campaign is open, its text written, its addressees named."""
    if petition.campaign.state != CampaignState.OPEN:
        raise refuse("campaign_not_open")
    if not petition.addressees.exists():
        raise refuse("no_addressee")
    if petition.purged_at:
        raise refuse("purged", day=date_format(petition.purged_at))
    return move(petition, PetitionState.OPEN, "petition.opened", by)


@transaction.atomic
def close_petition(*, petition: Petition, by: Any) -> Petition:
    """Nobody signs any more; those who already signed may still confirm."""
    counting(petition.pk)
    return move(petition, PetitionState.CLOSED, "petition.closed", by)
