"""The public portfolio: which projects, narrowed how, told as people and programs read them. Nothing withheld."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Prefetch, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from maillage.core.generation import remembered
from maillage.core.narratives import said
from maillage.core.text import fold
from maillage.organisations.models import Organisation
from maillage.projects import words
from maillage.projects.enums import CodeKind, Level, PlaceKind, ProjectState, Role
from maillage.projects.models import Code, Description, Participant, Place, Project

Rows = QuerySet[Project]
LEVELS = (Level.PROGRAMME, Level.PROJECT)
EXCERPT = 200
PARTNERS = (Role.IMPLEMENTING, Role.EXTENDING)


def public() -> Rows:
    """What the portfolio lists: programmes and projects; outcomes and lines are read on their pages."""
    return Project.objects.public().filter(level__in=LEVELS)


def counted(rows: Any, column: str) -> dict[str, int]:
    found = rows.values(column).order_by().annotate(n=Count("project_id", distinct=True))
    return {row[column]: row["n"] for row in found if row[column]}


def bearing(kind: CodeKind) -> QuerySet[Code]:
    return Code.objects.filter(kind=kind)


def in_countries() -> QuerySet[Place]:
    return Place.objects.filter(kind=PlaceKind.COUNTRY)


def carried() -> QuerySet[Participant]:
    return Participant.objects.filter(Organisation.seen_by_anyone("organisation"), role__in=PARTNERS)


@dataclass(frozen=True)
class Facet:
    """One way to narrow: `rows()` are facts of projects, `column` holds the code."""

    name: str
    label: Any
    rows: Callable[[], Any]
    column: str
    say: Callable[[str], str]

    def narrow(self, rows: Rows, value: str) -> Rows:
        return rows.filter(pk__in=self.rows().filter(**{self.column: value}).values("project"))

    def counts(self, rows: Rows) -> dict[str, int]:
        return counted(self.rows().filter(project__in=rows.values("pk")), self.column)


class StateFacet(Facet):
    def narrow(self, rows: Rows, value: str) -> Rows:
        return rows.filter(state=value)

    def counts(self, rows: Rows) -> dict[str, int]:
        return {row["state"]: row["n"] for row in rows.values("state").order_by().annotate(n=Count("pk"))}


def state_label(code: str) -> str:
    return str(ProjectState(code).label) if code in ProjectState.values else code


FACETS = (
    StateFacet("etat", _("État"), Project.objects.all, "state", state_label),
    Facet("pays", _("Pays"), in_countries, "code", words.country_label),
    Facet("theme", _("Thème"), lambda: bearing(CodeKind.THEME), "code", words.theme_label),
    Facet("partenaire", _("Genre de partenaire"), carried, "organisation__kind", words.kind_label),
    Facet("odd", _("Objectif de développement durable"), lambda: bearing(CodeKind.GOAL).filter(vocabulary="2"), "code",
          lambda code: f"{code}. {words.goal_label(code)}"),
)  # fmt: skip


@dataclass
class Asked:
    """What an address of the portfolio asks for."""

    q: str = ""
    values: dict[str, str] = field(default_factory=dict)
    view: str = "liste"
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> "Asked":
        def one(name: str, longest: int = 60) -> str:
            return query.get(name, "").replace("\x00", "").strip()[:longest]

        page, view = one("page"), one("vue")
        asked = cls(one("q", 120), page=int(page) if page.isdecimal() and len(page) < 6 else 1)
        asked.view = view if view in VIEWS else "liste"
        asked.values = {facet.name: value for facet in FACETS if (value := one(facet.name))}
        return asked

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.values)

    def rows(self, but: str = "") -> Rows:
        rows = public()
        if self.q:
            rows = rows.filter(sort_title__contains=fold(self.q))
        for facet in FACETS:
            if facet.name != but and facet.name in self.values:
                rows = facet.narrow(rows, self.values[facet.name])
        return rows

    @cached_property
    def whole(self) -> Rows:
        """All that was asked, written once for what is counted and listed."""
        return self.rows()

    def choices(self, facet: Facet) -> list[dict[str, Any]]:
        """The choices of a facet that leave something, by name."""
        if self.q or self.values.keys() - {facet.name}:
            counts = facet.counts(self.rows(facet.name) if facet.name in self.values else self.whole)
        else:
            counts = remembered(("projects.facet", facet.name), lambda: facet.counts(public()))
        chosen = self.values.get(facet.name, "")
        codes = [*counts, *([chosen] if chosen and chosen not in counts else [])]
        found = [{"code": code, "label": facet.say(code), "count": counts.get(code, 0), "selected": code == chosen}
                 for code in codes]  # fmt: skip
        if facet.name == "odd":
            return sorted(found, key=lambda one: int(one["code"]) if one["code"].isdecimal() else 99)
        return sorted(found, key=lambda one: fold(one["label"]))

    def query(self, **changes: str) -> str:
        """The address with something changed; "" takes it away. The page is always left."""
        pairs = {"q": self.q, **self.values, "vue": "" if self.view == "liste" else self.view, **changes}
        return "?" + urlencode([(name, value) for name, value in pairs.items() if value])


VIEWS = {"liste": _("Liste"), "carte": _("Carte"), "themes": _("Par thème"), "partenaires": _("Par genre de partenaire"),
         "frise": _("Dans le temps")}  # fmt: skip


# What is told of each


CARD = ("title", "titles", "language", "level", "state", "planned_start", "actual_start", "planned_end", "actual_end")


def with_cards(rows: Rows) -> Rows:
    """What a card says, in two queries however many there are."""
    return rows.prefetch_related(
        Prefetch("places", in_countries().only("project", "code", "kind", "percentage"), to_attr="countries"),
        Prefetch("descriptions", Description.objects.filter(type__in=("", "1")), to_attr="general"),
    )


def with_details(rows: Rows) -> Rows:
    """What an entry says, in four queries however many there are."""
    return with_cards(rows).prefetch_related(
        Prefetch("codes", Code.objects.exclude(kind=CodeKind.MARKER), to_attr="told_codes"),
        Prefetch("participants", carried().select_related("organisation").only(
            "project", "role", "organisation__name", "organisation__kind"), to_attr="partners"),
    )  # fmt: skip


def excerpt(row: Any) -> str:
    text = " ".join(said(row.general[0].texts, words.lang()).split()) if row.general else ""
    return text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0] + "…"


def card(row: Any) -> dict[str, Any]:
    """One project in a list."""
    return {
        "id": row.pk, "row": row, "title": words.title(row), "url": row.public_url, "state": row.get_state_display(),
        "tone": ProjectState(row.state).tone, "level": row.get_level_display(), "starts": row.starts_on, "ends": row.ends_on,
        "countries": [(one.code, words.country_label(one.code)) for one in row.countries], "text": excerpt(row),
    }  # fmt: skip


def cards(rows: Rows) -> list[dict[str, Any]]:
    return [card(row) for row in with_cards(rows.only(*CARD))]


def entry(row: Any) -> dict[str, Any]:
    """One project as a table or a program tells it."""
    themes = [(one.code, words.theme_label(one.code)) for one in row.told_codes if one.kind == CodeKind.THEME]
    partners = list({one.organisation_id: one.organisation for one in row.partners}.values())
    return {**card(row), "themes": themes, "partners": partners,
            "iati": row.iati_identifier if row.publishes_iati else ""}  # fmt: skip


def entries(rows: Rows) -> list[dict[str, Any]]:
    return [entry(row) for row in with_details(rows)]


def by_country(rows: Rows) -> dict[str, int]:
    return counted(in_countries().filter(project__in=rows.values("pk")), "code")
