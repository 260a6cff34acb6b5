"""The list of projects: its filters, its cells; the tree as lines."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from maillage.accounts.models import User
from maillage.core.text import fold
from maillage.desk.columns import tag
from maillage.desk.filters import Filter
from maillage.organisations.models import Organisation
from maillage.projects import tree, words
from maillage.projects.enums import CodeKind, Level, PlaceKind, ProjectState, Role
from maillage.projects.models import Code, Participant, Place, Project

Choices = list[tuple[str, str]]
FEW = 4


def today() -> date:
    return localdate()


def countries(row: Any) -> str:
    """The first countries, and how many others."""
    names = [words.country_label(place.code) for place in row.countries[:FEW]]
    more = len(row.countries) - FEW
    return ", ".join(names) + (ngettext(" et %(n)s autre", " et %(n)s autres", more) % {"n": more} if more > 0 else "")


def state_cell(row: Project) -> Any:
    shown = tag(row.get_state_display(), ProjectState(row.state).tone)
    return shown + tag(lazy("Retenu"), "er") if row.withheld else shown


def by_words(rows: QuerySet[Project], value: str) -> QuerySet[Project]:
    wanted = fold(value)
    return rows.filter(
        Q(sort_title__contains=wanted) | Q(reference__iexact=value) | Q(iati_identifier__icontains=value)
    )


def by_code(kind: CodeKind) -> Any:
    return lambda rows, value: rows.filter(pk__in=Code.objects.filter(kind=kind, code=value).values("project"))


def by_country(rows: QuerySet[Project], value: str) -> QuerySet[Project]:
    return rows.filter(pk__in=Place.objects.filter(kind=PlaceKind.COUNTRY, code=value).values("project"))


def by_funder(rows: QuerySet[Project], value: str) -> QuerySet[Project]:
    return rows.filter(pk__in=Participant.objects.filter(role=Role.FUNDING, organisation=int(value)).values("project"))


def by_programme(rows: QuerySet[Project], value: str) -> QuerySet[Project]:
    return rows.filter(pk__in=tree.ids_under([int(value)]))


def used_countries() -> Choices:
    codes = Place.objects.filter(kind=PlaceKind.COUNTRY).order_by().values_list("code", flat=True).distinct()
    return sorted(((code, words.country_label(code)) for code in codes), key=lambda pair: fold(pair[1]))


def used_sectors() -> Choices:
    rows = (
        Code.objects.filter(kind=CodeKind.SECTOR, vocabulary__in=("", "1", "2"))
        .order_by()
        .values_list("vocabulary", "code")
    )
    found = {code: words.code_label(CodeKind.SECTOR, vocabulary, code) for vocabulary, code in rows.distinct()}
    return [(code, f"{code} : {name}") for code, name in sorted(found.items())]


def themes() -> Choices:
    return list(words.profile_names(CodeKind.THEME).items())


def keepers() -> Choices:
    ids = Project.objects.exclude(keeper=None).order_by().values("keeper")
    return [(str(pk), name) for pk, name in User.objects.filter(pk__in=ids).order_by("name").values_list("pk", "name")]


def funders() -> Choices:
    """Offered to whoever filters: never one that is withheld."""
    ids = Participant.objects.filter(role=Role.FUNDING).exclude(organisation=None).order_by().values("organisation")
    rows = Organisation.objects.filter(~Organisation.objects.hidden_rule(), pk__in=ids).order_by("sort_name")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")[:400]]


def programmes() -> Choices:
    rows = Project.objects.filter(~Project.hidden_rule(), level=Level.PROGRAMME).order_by("sort_title")
    return [(str(pk), title) for pk, title in rows.values_list("pk", "title")[:200]]


FILTERS = (
    Filter("q", lazy("Titre, référence ou identifiant"), kind="search", apply=by_words),
    Filter("niveau", lazy("Niveau"), choices=Level.choices, lookup="level"),
    Filter("etat", lazy("État"), choices=ProjectState.choices, lookup="state"),
    Filter("programme", lazy("Programme"), choices=programmes, apply=by_programme),
    Filter("pays", lazy("Pays"), choices=used_countries, apply=by_country),
    Filter("theme", lazy("Thème"), choices=themes, apply=by_code(CodeKind.THEME)),
    Filter("secteur", lazy("Secteur"), choices=used_sectors, apply=by_code(CodeKind.SECTOR)),
    Filter("suivi", lazy("Suivi par"), choices=keepers, lookup="keeper"),
    Filter("bailleur", lazy("Financé par"), choices=funders, apply=by_funder),
)


def tree_lines(top: Project, rows: list[Any]) -> list[dict[str, Any]]:
    """The nodes in the order in which one reads a tree, each with its depth."""
    under: dict[int | None, list[Any]] = {}
    for row in sorted(rows, key=lambda one: (one.starts_on is None, one.starts_on, one.sort_title)):
        under.setdefault(row.parent_id, []).append(row)
    by_pk = {row.pk: row for row in rows}
    lines: list[dict[str, Any]] = []

    def walk(row: Any, depth: int) -> None:
        children = under.get(row.pk, [])
        lines.append({"project": row, "title": words.title(row), "depth": depth, "state": state_cell(row),
                      "countries": countries(row), "under": len(children), "late": row.late})  # fmt: skip
        for child in children:
            walk(child, depth + 1)

    if top.pk in by_pk:
        walk(by_pk[top.pk], 0)
    return lines
