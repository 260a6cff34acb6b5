"""A campaign: written, opened, closed, taken up again another year."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from maillage.audit import journal
from maillage.campaigns.actions.common import refuse, same
from maillage.campaigns.enums import CallState, CampaignState, PetitionState
from maillage.campaigns.models import Campaign, CampaignPartner, CampaignTranslation, Demand, Relay
from maillage.files.actions import PUBLIC, remove, store
from maillage.files.enums import DocumentKind
from maillage.files.images import store_logo
from maillage.files.models import Document
from maillage.search import outbox as search

KIND = "campaigns.campaign"
PARTS = ("partners", "demands", "relays", "translations")


def locked(campaign: Campaign) -> Campaign:
    return Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)


@transaction.atomic
def create_campaign(*, values: dict[str, Any], by: Any) -> Campaign:
    """Prepare a campaign; nobody sees it before it is opened."""
    values = dict(values)
    parts = {name: values.pop(name) for name in PARTS if name in values}
    campaign = Campaign(**values)
    campaign.full_clean()
    campaign.save()
    write_parts(campaign, parts, by)
    journal.record("campaign.created", campaign, by=by)
    search.queue(KIND, [campaign.pk])
    return campaign


@transaction.atomic
def change_campaign(*, campaign: Campaign, values: dict[str, Any], by: Any) -> Campaign:
    """Change what a campaign says; its number of version follows."""
    campaign, values = locked(campaign), dict(values)
    parts = {name: values.pop(name) for name in PARTS if name in values}
    before, told = same(campaign, values), told_parts(campaign)
    write_parts(campaign, parts, by)
    campaign.version += 1
    campaign.save()
    changes = journal.difference(before, journal.snapshot(campaign)) | journal.difference(told, told_parts(campaign))
    journal.record("campaign.changed", campaign, by=by, changes=changes)
    search.queue(KIND, [campaign.pk])
    return campaign


def told_parts(campaign: Campaign) -> dict[str, Any]:
    """The parts of a campaign, for the journal: organisations by their number, which names nobody."""
    return {
        "partners": [[p.organisation_id or p.name, p.role] for p in campaign.partners.all()],
        "demands": [[d.text, d.to] for d in campaign.demands.all()],
        "relays": [[r.region, r.organisation_id] for r in campaign.relays.all()],
        "translations": sorted(campaign.translations.values_list("language", flat=True)),
    }


def write_parts(campaign: Campaign, parts: dict[str, Sequence[dict[str, Any]]], by: Any) -> None:
    """Replace the parts that are given, in their order; what this person does not see of them stays as it is."""
    if "partners" in parts:
        once(one["organisation"] for one in parts["partners"] if one.get("organisation"))
        shown(campaign.partners.all(), by).delete()
        CampaignPartner.objects.bulk_create(
            CampaignPartner(campaign=campaign, rank=n, **one) for n, one in enumerate(parts["partners"])
        )
    if "demands" in parts:
        campaign.demands.all().delete()
        Demand.objects.bulk_create(Demand(campaign=campaign, rank=n, **one) for n, one in enumerate(parts["demands"]))
    if "relays" in parts:
        once((one["region"], one["organisation"]) for one in parts["relays"])
        shown(campaign.relays.all(), by).delete()
        Relay.objects.bulk_create(Relay(campaign=campaign, **one) for one in parts["relays"])
    if "translations" in parts:
        campaign.translations.all().delete()
        CampaignTranslation.objects.bulk_create(
            CampaignTranslation(campaign=campaign, **one) for one in parts["translations"]
        )


def shown(rows: Any, by: Any) -> Any:
    return rows if by is None else rows.visible_to(by)


def once(things: Any) -> None:
    found = list(things)
    if len(set(found)) != len(found):
        raise refuse("twice")


def move(campaign: Campaign, state: CampaignState, verb: str, by: Any) -> Campaign:
    campaign = locked(campaign)
    if not CampaignState(campaign.state).can_become(state):
        raise refuse("state", state=campaign.get_state_display())
    before, campaign.state = campaign.state, state
    campaign.version += 1
    campaign.save()
    journal.record(verb, campaign, by=by, changes={"state": [before, state.value]})
    search.queue(KIND, [campaign.pk])
    return campaign


@transaction.atomic
def open_campaign(*, campaign: Campaign, by: Any) -> Campaign:
    """Everyone sees it from now on; it is never hidden again."""
    return move(campaign, CampaignState.OPEN, "campaign.opened", by)


@transaction.atomic
def close_campaign(*, campaign: Campaign, by: Any) -> Campaign:
    """It is over: it stays readable. Refused while something of it is still open."""
    still = campaign.petitions.filter(state=PetitionState.OPEN).exists()
    if still or campaign.calls.filter(state=CallState.OPEN).exists():
        raise refuse("open_things")
    return move(campaign, CampaignState.CLOSED, "campaign.closed", by)


def shifted(day: date | None, years: int) -> date | None:
    """The same day some years later; the 29th of February becomes the 28th."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@transaction.atomic
def copy_campaign(*, campaign: Campaign, title: str, by: Any) -> Campaign:
    """Take it up again: same text, partners, demands and relays, one year later; nothing of what people signed."""
    years = max(1, localdate().year - campaign.starts_on.year)
    kept = ("summary", "text", "language", "theme", "other_themes", "movement", "led_by_us", "image", "image_alt")
    values = {name: getattr(campaign, name) for name in kept}
    values |= {
        "title": title, "starts_on": shifted(campaign.starts_on, years), "ends_on": shifted(campaign.ends_on, years),
        "copied_from": campaign,
        "partners": list(campaign.partners.values("organisation_id", "name", "role")),
        "demands": list(campaign.demands.values("text", "to")),
        "translations": list(campaign.translations.values("language", "title", "summary", "text")),
    }  # fmt: skip
    copy = create_campaign(values=values, by=by)
    Relay.objects.bulk_create(
        Relay(campaign=copy, **one) for one in campaign.relays.values("region", "organisation_id", "note")
    )
    journal.record("campaign.copied", copy, by=by, changes={"copied_from": [None, campaign.pk]})
    return copy


@transaction.atomic
def set_image(*, campaign: Campaign, upload: Any, alt: str, by: Any) -> Campaign:
    """Give the campaign an image, drawn again and light; without a file, its description alone."""
    campaign = locked(campaign)
    if upload:
        campaign.image = store_logo(upload, alt=alt, by=by).public_id
    campaign.image_alt = alt
    campaign.version += 1
    campaign.save()
    journal.record("campaign.image_set", campaign, by=by, changes={"image": [None, campaign.image]})
    return campaign


@transaction.atomic
def add_material(*, campaign: Campaign, upload: Any, title: str, by: Any) -> Document:
    """A poster, a leaflet, a kit: anyone may take it."""
    document = store(upload=upload, title=title, access=PUBLIC, by=by, about=campaign, kind=DocumentKind.TOOL)
    journal.record("campaign.material_added", campaign, by=by, changes={"document": [None, document.title]})
    return document


@transaction.atomic
def remove_material(*, document: Document, by: Any) -> None:
    """Take it out: nobody downloads it any more."""
    remove(document=document, by=by)
