"""What the search finds of organisations and people, and who may find it."""

from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.network.current import profile
from maillage.network.profile import Profile
from maillage.organisations import beside, words
from maillage.organisations.enums import State
from maillage.organisations.models import (
    ActionCountry,
    Description,
    Identifier,
    Organisation,
    OrganisationTheme,
    Person,
    Place,
)
from maillage.search import outbox
from maillage.search.sources import PUBLIC, Doc, Source, Url, needs

KIND = "organisations.organisation"
TEAM = str(Permission.ORGANISATIONS_VIEW)
WITHHELD = needs(Permission.ORGANISATIONS_VIEW, Permission.WITHHELD_VIEW)
PEOPLE = str(Permission.PEOPLE_VIEW)
WITHHELD_PEOPLE = needs(Permission.PEOPLE_VIEW, Permission.WITHHELD_VIEW)
HIDEABLE = ("city", "region", "kind", "themes", "countries", "description")


def _owners(pk: int) -> tuple[str, ...]:
    return (f"delegate:{pk}", f"contributor:{pk}")


def _urls(pk: int, public: bool) -> dict[str, Url]:
    urls: dict[str, Url] = {
        "manage": ("organisations:detail", {"pk": pk}),
        "member": ("organisations:member_page", {"pk": pk}),
    }
    return {**urls, "public": ("site:organisation", {"pk": pk})} if public else urls


class _Around:
    """What stands beside a batch of organisations, as values, each label said once for the whole batch."""

    def __init__(self, ids: list[int]) -> None:
        self.seats = beside.values(Place.objects.seats().order_by("pk"), ids, "city", "region")
        self.numbers = beside.values(Identifier.objects.order_by("pk"), ids, "value")
        self.texts = beside.values(Description.objects.order_by("pk"), ids, "language", "text")
        self.countries = beside.values(ActionCountry.objects.order_by("pk"), ids, "country")
        self.themes = beside.values(OrganisationTheme.objects.order_by("pk"), ids, "theme")
        self.kind, self.region = cache(words.kind_label), cache(words.region_label)
        self.country, self.theme = cache(words.country_label), cache(words.theme_label)

    def subtitle(self, row: Organisation, hidden: Collection[str]) -> str:
        """Short name, kind and town."""
        parts = (row.short_name, "" if "kind" in hidden else self.kind(row.kind), self._seat(row, hidden)[0])
        return " · ".join(part for part in parts if part)

    def facts(self, row: Organisation, hidden: Collection[str]) -> list[str]:
        """Kind, places, countries and themes in words."""
        city, region = self._seat(row, hidden)
        found = ["" if "kind" in hidden else self.kind(row.kind), city, self.region(region)]
        if "countries" not in hidden:
            found += [row.zones, *(self.country(code) for code in self.countries.get(row.pk, ()))]
        if "themes" not in hidden:
            found += [self.theme(code) for code in self.themes.get(row.pk, ())]
        return [text for text in found if text]

    def _seat(self, row: Organisation, hidden: Collection[str]) -> tuple[str, str]:
        city, region = self.seats.get(row.pk, [("", "")])[0]
        return "" if "city" in hidden else city, "" if "region" in hidden else region


def organisations(ids: list[int]) -> Iterable[Doc]:
    """The team's document of each; beside it, for a public page, one by language with what its page shows."""
    around = _Around(ids)
    shown = profile().visibility.public_fields  # what the network shows of anyone, then what this one hides
    for row in Organisation.objects.filter(pk__among=ids).exclude(state=State.MERGED):
        texts = dict(around.texts.get(row.pk, [("fr", "")]))
        also = "\n".join([row.short_name, *row.other_names])
        facts, subtitle = around.facts(row, ()), around.subtitle(row, ())
        numbers = around.numbers.get(row.pk, ())
        yield Doc(
            row.pk, row.name, _urls(row.pk, public=False), access=WITHHELD if row.withheld else TEAM,
            subtitle=subtitle, also=also, body=(*facts, *texts.values(), *numbers, row.email, row.phone),
            owners=_owners(row.pk),
        )  # fmt: skip
        if row.shows_publicly:
            hidden = [field for field in HIDEABLE if field not in shown or not row.is_shown(field)]
            if hidden:
                facts, subtitle = around.facts(row, hidden), around.subtitle(row, hidden)
            for language, text in texts.items() if "description" not in hidden else [("fr", "")]:
                yield Doc(
                    row.pk, row.name, _urls(row.pk, public=True), access=PUBLIC, language=language,
                    subtitle=subtitle, also=also, body=(*facts, text),
                )  # fmt: skip


def follow(old: Profile | None, new: Profile) -> None:
    """What the network shows of anyone, and the words for it, are in the documents: changed, they are said again.
    What is no longer shown, no visitor finds from this very commit on."""
    if old is None:
        return
    shown, was_shown = set(new.visibility.public_fields), set(old.visibility.public_fields)
    if shown != was_shown or _words_of(old) != _words_of(new):
        outbox.renew(KIND, drop=PUBLIC if was_shown - shown else "")


def _words_of(network: Profile) -> list[Any]:
    return [network.organisation_kinds, network.partner_types, network.themes, network.territory]


def people(ids: list[int]) -> Iterable[Doc]:
    """People are found by the team alone."""
    for row in Person.objects.present().filter(pk__among=ids):
        yield Doc(
            row.pk, str(row), ("organisations:person", {"pk": row.pk}), access=WITHHELD_PEOPLE if row.withheld else PEOPLE,
            subtitle=row.city, body=(row.email, row.phone),
        )  # fmt: skip


def _organisation_ids() -> Iterable[int]:
    return Organisation.objects.exclude(state=State.MERGED).order_by("pk").values_list("pk", flat=True).iterator()


def _people_ids() -> Iterable[int]:
    return Person.objects.present().order_by("pk").values_list("pk", flat=True).iterator()


SOURCES = (
    Source(KIND, organisations, _organisation_ids, _("Organisations"),
           accesses=(PUBLIC, TEAM, WITHHELD), permission=TEAM, order=10),
    Source("organisations.person", people, _people_ids, _("Personnes"),
           accesses=(PEOPLE, WITHHELD_PEOPLE), permission=PEOPLE, order=20),
)  # fmt: skip
