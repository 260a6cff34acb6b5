"""What the search finds: campaigns and petitions that everyone sees, drafts by the team."""

from collections.abc import Iterable, Iterator

from maillage.accounts.roles import Permission
from maillage.campaigns.enums import CampaignState, PetitionState
from maillage.campaigns.models import Campaign, Petition
from maillage.search.sources import PUBLIC, Doc

TEAM = str(Permission.CAMPAIGNS_VIEW)


def campaigns(ids: list[int]) -> Iterable[Doc]:
    for row in Campaign.objects.filter(pk__in=ids).prefetch_related("translations"):
        manage = ("campaigns:detail", {"pk": row.pk})
        if row.state == CampaignState.DRAFT:
            yield Doc(
                row.pk, row.title, manage, access=TEAM, language=row.language, subtitle=row.summary, body=row.text
            )
            continue
        urls = {"public": ("site:campaign", {"pk": row.pk, "slug": row.slug}), "manage": manage}
        yield Doc(row.pk, row.title, urls, PUBLIC, row.language, row.summary, body=row.text)
        for other in row.translations.all():
            yield Doc(row.pk, other.title, urls, PUBLIC, other.language, other.summary, body=other.text)


def petitions(ids: list[int]) -> Iterator[Doc]:
    rows = Petition.objects.filter(pk__in=ids).select_related("campaign").prefetch_related("texts__wordings")
    for row in rows:
        manage = ("campaigns:petition", {"pk": row.pk})
        urls = {"public": ("site:petition", {"pk": row.pk, "slug": row.slug}), "manage": manage}
        hidden = row.state == PetitionState.DRAFT or row.campaign.state == CampaignState.DRAFT
        version = max(row.texts.all(), key=lambda one: one.number)
        for told in version.wordings.all():
            yield Doc(row.pk, told.title, manage if hidden else urls, TEAM if hidden else PUBLIC, told.language,
                      row.campaign.title, body=told.body)  # fmt: skip


def campaign_ids() -> Iterable[int]:
    return Campaign.objects.values_list("pk", flat=True)


def petition_ids() -> Iterable[int]:
    return Petition.objects.values_list("pk", flat=True)
