"""The lists of a roll: its rights, its absences, its proxies; what each row shows to who reads."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.ballots import points, words
from maillage.ballots.colleges import college_label
from maillage.ballots.enums import ChallengeState, ProxyState
from maillage.ballots.models import Proxy, Right, RightAbsence, Roll
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.members import words as membership
from maillage.members.rights import Reason
from maillage.members.words import person_name


def rolls(rows: QuerySet[Roll]) -> QuerySet[Roll]:
    """With what the list counts."""
    return rows.annotate(
        votes=Count("rights", filter=Q(rights__active=True), distinct=True),
        asked=Count("challenges", filter=Q(challenges__state=ChallengeState.OPEN), distinct=True),
    )


def rights(roll: Roll) -> QuerySet[Right]:
    given = Count("proxies", filter=Q(proxies__state=ProxyState.ACCEPTED), distinct=True)
    return roll.rights.select_related(*words.BESIDE).annotate(given=given)


def right_columns(reader: Any) -> tuple[Column, ...]:
    def name(row: Any) -> str:
        return words.holder(row, reader)

    return (
        Column("name", lazy("Titulaire"), value=name, sort=("name", "seat"), link=True),
        Column("seat", lazy("Voix nº"), sort=("seat", "name"), numeric=True),
        Column("category", lazy("Catégorie"), value=lambda row: membership.category(row.category), sort=("category", "name")),
        Column("college", lazy("Collège"), value=lambda row: college_label(row.college), sort=("college", "name")),
        Column("weight", lazy("Poids"), sort=("weight", "name"), numeric=True),
        Column("delegate", lazy("Portée par"), value=lambda row: words.carrier(row, reader)),
        Column("given", lazy("Procuration"), value=lambda row: str(lazy("oui")) if row.given else ""),
        Column("active", lazy("État"), value=lambda row: str(lazy("en vigueur") if row.active else lazy("radié")),
               cell=lambda row: tag(lazy("en vigueur"), "ok") if row.active else tag(lazy("radié"), "er")),
    )  # fmt: skip


def by_name(reader: Any) -> Any:
    """A search by name; what this reader may not read is not found either."""

    def narrow(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        found = rows.filter(name__icontains=value)
        if not reader.can(Permission.WITHHELD_VIEW):
            found = found.exclude(Q(member__organisation__withheld=True) | Q(member__person__withheld=True))
        return found

    return narrow


def colleges_of(roll: Roll) -> list[tuple[str, str]]:
    codes = roll.rights.order_by("college").values_list("college", flat=True).distinct()
    return [(code, college_label(code)) for code in codes if code]


def right_filters(roll: Roll, reader: Any) -> tuple[Filter, ...]:
    return (
        Filter("q", lazy("Nom"), kind="search", apply=by_name(reader)),
        Filter("categorie", lazy("Catégorie"), choices=membership.categories, lookup="category"),
        Filter("college", lazy("Collège"), choices=lambda: colleges_of(roll)),
        Filter("etat", lazy("État"), choices=(("oui", lazy("en vigueur")), ("non", lazy("radié"))),
               apply=lambda rows, value: rows.filter(active=value == "oui")),
    )  # fmt: skip


def absence_columns(reader: Any) -> tuple[Column, ...]:
    return (
        Column("name", lazy("Membre"), value=lambda row: words.holder(row, reader), sort=("name",), link=True),
        Column("category", lazy("Catégorie"), value=lambda row: membership.category(row.category), sort=("category", "name")),
        Column("explanation", lazy("Pourquoi"), sort=("reason", "name")),
        Column("votes", lazy("Voix perdues"), sort=("votes", "name"), numeric=True),
    )  # fmt: skip


def absence_filters(reader: Any) -> tuple[Filter, ...]:
    return (
        Filter("q", lazy("Nom"), kind="search", apply=by_name(reader)),
        Filter("categorie", lazy("Catégorie"), choices=membership.categories, lookup="category"),
        Filter("motif", lazy("Motif"), choices=[(one.value, one.label) for one in Reason], lookup="reason"),
    )


def absences(roll: Roll) -> QuerySet[RightAbsence]:
    return roll.absences.select_related("member__organisation", "member__person")


def proxies(roll: Roll) -> QuerySet[Proxy]:
    return roll.proxies.select_related(*(f"right__{name}" for name in words.BESIDE), "holder", "document")


def proxy_columns(reader: Any) -> tuple[Column, ...]:
    titles: dict[int, dict[str, str]] = {}

    def limits(row: Any) -> str:
        if not row.items:
            return ""
        if row.roll_id not in titles:
            titles[row.roll_id] = dict(points.offered(row.roll))
        return " ; ".join(titles[row.roll_id].get(item, item) for item in row.items)

    return (
        Column("right", lazy("Titulaire"), value=lambda row: words.holder(row.right, reader), sort=("right__name",), link=True),
        Column("holder", lazy("Mandataire"), value=lambda row: person_name(row.holder, reader)),
        Column("state", lazy("État"), value=lambda row: row.get_state_display(), cell=words.proxy_state, sort=("state",)),
        Column("how", lazy("Signée"), value=lambda row: row.get_how_display(), sort=("how",)),
        Column("signed_at", lazy("Le"), sort=("signed_at",)),
        Column("limits", lazy("Limitée aux points"), value=limits),
        Column("why", lazy("Pourquoi retirée"), value=lambda row: row.revoked_why),
    )  # fmt: skip


PROXY_FILTERS = (Filter("etat", lazy("État"), choices=ProxyState.choices, lookup="state"),)
