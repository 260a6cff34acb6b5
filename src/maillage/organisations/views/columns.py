"""Columns and filters of the list of organisations; what they read is prefetched by `listed`."""

from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.core.generation import once, remembered
from maillage.core.text import fold
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.organisations import words
from maillage.organisations.enums import PlaceKind, State
from maillage.organisations.identifiers import IdentifierKind
from maillage.organisations.models import ActionCountry, Identifier, Organisation, OrganisationTheme, Place
from maillage.search import queries

TONES = {State.ACTIVE: "ok", State.DORMANT: "al", State.CLOSED: "nu", State.MERGED: "nu"}
KIND = "organisations.organisation"
MANY = 2000
LAST = "\U0010ffff"  # after every sign
YES_NO = [("oui", gettext_lazy("Oui")), ("non", gettext_lazy("Non"))]
FIELDS = ("name", "short_name", "sort_name", "kind", "family", "state", "is_public", "withheld", "verified_on",
          "updated_at", "website", "email", "merged_into")  # fmt: skip


def listed(rows: QuerySet[Any]) -> QuerySet[Any]:
    """What the list shows of each row, in two more queries whatever the number of rows."""
    return rows.only(*FIELDS).prefetch_related(
        Prefetch(
            "places",
            Place.objects.seats().only("organisation", "kind", "city", "region", "country"),
            to_attr="seats",
        ),
        Prefetch("action_countries", ActionCountry.objects.only("organisation", "country"), to_attr="acting_in"),
    )


def place(row: Any) -> str:
    found = next(iter(row.seats), None)
    if found is None:
        return ""
    return ", ".join(part for part in (found.city, words.region_label(found.region)) if part) or words.country_label(
        found.country
    )


def country_names(row: Any) -> list[str]:
    return sorted(words.country_label(one.country) for one in row.acting_in)


def countries(row: Any) -> str:
    return ", ".join(country_names(row))


def countries_shown(row: Any) -> str:
    """Three countries, then how many more."""
    names = country_names(row)
    more = len(names) - 3
    return (
        ", ".join(names)
        if more <= 0
        else _("%(names)s et %(more)s autres") % {"names": ", ".join(names[:3]), "more": more}
    )


def state_shown(row: Organisation) -> Any:
    if row.withheld:
        return tag(_("Retenue"), "er")
    return state_tag(row.state, words.language())


@lru_cache(maxsize=32)
def state_tag(state: str, language: str) -> Any:
    return tag(State(state).label, TONES[State(state)])


COLUMNS = (
    Column("name", gettext_lazy("Nom"), note=lambda row: row.short_name, sort=("sort_name",), link=True),
    Column("kind", gettext_lazy("Genre"), value=lambda row: words.kind_label(row.kind), sort=("kind", "sort_name")),
    Column("family", gettext_lazy("Famille"), value=lambda row: words.family_label(row.family), sort=("family", "sort_name"),
           default=False),
    Column("place", gettext_lazy("Lieu"), value=place),
    Column("countries", gettext_lazy("Pays d’action"), value=countries, cell=countries_shown),
    Column("state", gettext_lazy("État"), value=lambda row: State(row.state).label, cell=state_shown,
           sort=("state", "sort_name")),
    Column("public", gettext_lazy("Publique"), value=lambda row: _("Oui") if row.shows_publicly else _("Non"),
           default=False),
    Column("website", gettext_lazy("Site web"), default=False),
    Column("email", gettext_lazy("Courriel"), default=False),
    Column("verified_on", gettext_lazy("Vérifiée le"), sort=("verified_on", "sort_name")),
    Column("updated_at", gettext_lazy("Modifiée le"), sort=("updated_at",), default=False,
           cell=lambda row: row.updated_at.date()),
)  # fmt: skip


def narrow_text(rows: QuerySet[Any], text: str, user: Any) -> QuerySet[Any]:
    """Names that begin so, an identifier, and what the search finds (short names, other names, words anywhere)."""
    hits = queries.find(text, user=user, kinds=[KIND], limit=200, prefix=True, bare=True).hits
    ids = {hit.object_id for hit in hits}
    if any(sign.isdigit() for sign in text) and all(hit.fuzzy for hit in hits):  # a number not in the index yet
        number = "".join(sign for sign in text if sign.isalnum()).upper()
        held = Identifier.objects.filter(kind__in=list(IdentifierKind), value=number)
        ids.update(held.values_list("organisation", flat=True)[:200])
    return rows.filter(begins(fold(text)) | Q(pk__among=ids))


def begins(key: str) -> Q:
    """Names that begin so, by the index: SQLite reads it for a range and not for LIKE, PostgreSQL for LIKE."""
    if connection.vendor == "sqlite" and key:
        return Q(sort_name__gte=key, sort_name__lt=key + LAST)
    return Q(sort_name__startswith=key)


def those_of(rows: QuerySet[Any], found: QuerySet[Any]) -> QuerySet[Any]:
    """Organisations that have one of these. Few are looked up and sorted; of many, the first rows are soon met by
    reading names in their order."""
    if remembered(("many", str(found.query)), lambda: found.order_by()[: MANY + 1].count() > MANY):
        return rows.filter(Exists(found.filter(organisation=OuterRef("pk"))))
    return rows.filter(pk__in=found.values("organisation"))


def has_theme(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    return those_of(rows, OrganisationTheme.objects.filter(theme=code))


def acts_in(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    return those_of(rows, ActionCountry.objects.filter(country=code))


def in_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    """Nearly all are active: said the other way round, so that SQLite reads the index of the order asked for."""
    if value == State.ACTIVE:
        return rows.exclude(state__in=[state for state in State.values if state != value])
    return rows.filter(state=value)


@once
def acted_in() -> list[tuple[str, str]]:
    """The countries where someone acts, by name: a short list says more than every country of the world."""
    codes = ActionCountry.objects.order_by().values_list("country", flat=True).distinct()
    return sorted(((code, words.country_label(code)) for code in codes), key=lambda pair: fold(pair[1]))


def sits_in(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    return those_of(rows, Place.objects.filter(kind=PlaceKind.SEAT, region=code))


def is_withheld(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(withheld=value == "oui")


def is_public(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(is_public=value == "oui")


def to_verify(rows: QuerySet[Any], value: str = "oui") -> QuerySet[Any]:
    """Living pages that nobody checked for a year."""
    stale = Q(verified_on=None) | Q(verified_on__lt=localdate() - timedelta(days=365))
    return rows.filter(stale, state__in=(State.ACTIVE, State.DORMANT))


def filters(user: Any) -> tuple[Filter, ...]:
    return (
        Filter("q", gettext_lazy("Nom, sigle ou numéro"), kind="search", apply=lambda rows, text: narrow_text(rows, text, user)),
        Filter("genre", gettext_lazy("Genre"), words.kind_choices, lookup="kind"),
        Filter("famille", gettext_lazy("Famille"), words.family_choices, lookup="family"),
        Filter("etat", gettext_lazy("État"), State.choices, apply=in_state),
        Filter("region", gettext_lazy("Région"), words.region_choices, apply=sits_in),
        Filter("pays", gettext_lazy("Pays d’action"), acted_in, apply=acts_in),
        Filter("theme", gettext_lazy("Thème"), words.theme_choices, apply=has_theme),
        Filter("publique", gettext_lazy("Publique"), YES_NO, apply=is_public),
        Filter("retenue", gettext_lazy("Retenue"), YES_NO, apply=is_withheld),
        Filter("verifier", gettext_lazy("Vérification"), [("oui", gettext_lazy("À vérifier depuis plus d’un an"))], apply=to_verify),
    )  # fmt: skip
