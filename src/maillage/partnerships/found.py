"""What the search finds: partnerships by the team, those of whom is withheld by those who may see them; networks."""

from collections.abc import Iterable

from maillage.accounts.roles import Permission
from maillage.organisations.words import country_label
from maillage.partnerships import words
from maillage.partnerships.models import PartnerNetwork, Partnership
from maillage.search.sources import PUBLIC, Doc, needs

TEAM = str(Permission.PARTNERSHIPS_VIEW)
HIDDEN = needs(Permission.PARTNERSHIPS_VIEW, Permission.WITHHELD_VIEW)


def partnerships(ids: list[int]) -> Iterable[Doc]:
    rows = (
        Partnership.objects.filter(pk__in=ids)
        .select_related("organisation__merged_into")
        .prefetch_related("agreements")
    )
    for row in rows:
        told = tuple(text for _code, text in row.summaries)
        yield Doc(
            row.pk, str(row), ("partnerships:detail", {"pk": row.pk}), access=HIDDEN if row.is_hidden else TEAM,
            subtitle=words.type_label(row.partner_type), also=row.organisation.short_name,
            body=(country_label(row.country), *told, row.note, *(one.title for one in row.agreements.all())),
        )  # fmt: skip


def networks(ids: list[int]) -> Iterable[Doc]:
    for row in PartnerNetwork.objects.filter(pk__in=ids):
        manage = ("partnerships:network", {"pk": row.pk})
        urls = {"public": ("site:partner_network", {"pk": row.pk, "slug": row.slug}), "manage": manage}
        told = tuple(text for _code, text in row.summaries)
        yield Doc(row.pk, row.name, urls if row.is_public else manage, PUBLIC if row.is_public else TEAM,
                  subtitle=str(row.get_kind_display()), body=(*told, row.plan))  # fmt: skip


def partnership_ids() -> Iterable[int]:
    return Partnership.objects.values_list("pk", flat=True)


def network_ids() -> Iterable[int]:
    return PartnerNetwork.objects.values_list("pk", flat=True)
