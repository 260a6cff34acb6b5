"""The year's figures in Gestion: table, chart, map, comparison, file; the activities behind each figure."""

from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.access import access
from maillage.accounts.roles import Permission
from maillage.activities.enums import ActivityState
from maillage.activities.models import Activity
from maillage.attendance.figures import asked as asking
from maillage.attendance.figures import assembly, behind, reading, showing, years
from maillage.attendance.figures.asked import FILTERS, Asked
from maillage.attendance.figures.dimensions import DIMENSIONS, MEASURES, named, shown
from maillage.core import territories
from maillage.desk.columns import Column
from maillage.desk.exports import FORMATS, export
from maillage.desk.views.lists import Empty, ListPage
from maillage.network import current

P = Permission
MAPS = {"quebec": "quebec", "france": "france", "occitanie": "occitanie", "belgique": "belgique-regions"}


@access(P.FIGURES_VIEW)
def figures(request: HttpRequest) -> HttpResponseBase:
    asked = asking.read(request.GET.dict())
    page = draw(asked)
    if (kind := request.GET.get("format")) in FORMATS:
        return export(kind, f"activites-{asked.years.chosen.label}", page["table"].heads, list(page["table"].lines()))
    return render(request, "attendance/figures.html", {
        **page, "title": _("Chiffres des activités"), "asked": asked, "formats": FORMATS, "choices": choices(asked),
        "under_way": years.is_under_way(asked.years.chosen),
    })  # fmt: skip


def draw(asked: Asked) -> dict[str, Any]:
    """Everything that the page shows, from one reading."""
    address = reverse("attendance:behind")
    span = asked.years.span if asked.column is None else asked.years.span[-1:]
    facts = reading.read(
        span, asked.dimensions, asked.filters, ahead=asked.row.level == "activity" and not asked.column
    )
    if asked.column is not None:
        grid = assembly.grid(facts, asked.row, asked.column, asked.measured.field, 0)
        totals = assembly.totals(facts)
        return {"table": showing.table_of_grid(asked, grid, address), "comparison": None, "map": None,
                "strip": strip(totals), "quality": quality(totals[-1]), "is_grid": True}  # fmt: skip
    lines = assembly.lines(facts, asked.row)
    return {
        "table": showing.table_of_lines(facts, asked, lines, address), "is_grid": False,
        "comparison": showing.comparison(facts, asked, lines), "map": regional(asked, lines, address),
        "strip": strip(lines.totals), "quality": quality(lines.totals[-1]),
    }  # fmt: skip


def strip(totals: list[assembly.Tally]) -> list[tuple[Any, str]]:
    """The year in a few figures."""
    now = totals[-1]
    known = now.counted or not now.dates
    hours = now.hours if now.minutes else showing.DASH
    presences, people = (now.presences, now.people) if known else (showing.DASH, showing.DASH)
    pairs = [(now.activities, _("activités")), (now.dates, _("dates")), (presences, _("présences"))]
    return [*pairs, (people, _("personnes")), (hours, _("heures-personnes"))]


def quality(now: assembly.Tally) -> list[str]:
    """How sure the figures are: never hidden."""
    if not now.dates:
        return []
    found = []
    if now.presences:
        found.append(_("%(counted)s des présences sont comptées, %(estimated)s estimées.")
                     % {"counted": showing.share(1 - now.estimated / now.presences).text,
                        "estimated": showing.share(now.estimated / now.presences).text})  # fmt: skip
    if now.uncounted:
        found.append(_("%(n)s dates sur %(dates)s n’ont pas de nombre : elles ne comptent pas pour zéro, elles manquent.")
                     % {"n": now.uncounted, "dates": now.dates})  # fmt: skip
    return found


def regional_name() -> str:
    """The map of the territory, where there is one."""
    name = MAPS.get(current.profile().territory.kind, "")
    return name if name in territories.TERRITORIES else ""


def regional(asked: Asked, lines: assembly.Lines, address: str) -> dict[str, Any] | None:
    """The map, where lines are regions of a territory that has one."""
    name = regional_name()
    if asked.row.slug not in ("lieux", "origine") or not name:
        return None
    counts = {code.removeprefix("BE-"): getattr(tallies[-1], asked.measured.field)
              for code, tallies in lines.by_code.items() if code}  # fmt: skip
    prefix = "BE-" if name == "belgique-regions" else ""
    link = address + asked.behind((asked.row, "")).rstrip()
    unit = (str(asked.measured.label).lower(), str(asked.measured.label).lower())
    return {"territory": name, "counts": counts, "unit": unit, "link": link + prefix} if counts else None


def choices(asked: Asked) -> dict[str, Any]:
    """What the form of the page offers."""
    dimensions = [(one.slug, one.label) for one in shown()]
    more = []
    for slug in FILTERS:
        dimension = DIMENSIONS[slug]
        codes = campaigns() if slug == "campagnes" else set()
        options = named(dimension, codes)
        if options:
            more.append((slug, dimension.label, options, asked.filters.get(slug, "")))
    return {
        "years": [year.label for year in years.choices(civil=asked.years.civil)], "calendars": years.calendars_differ(),
        "dimensions": dimensions, "measures": [(one.slug, one.label) for one in MEASURES.values()], "filters": more,
        "definitions": [(one.label, one.definition) for one in MEASURES.values()],
    }  # fmt: skip


def campaigns() -> set[str]:
    return {
        str(pk)
        for pk in Activity.objects.exclude(campaign=None).order_by().values_list("campaign", flat=True).distinct()
    }


class Behind(ListPage):
    """The activities behind a figure, as this person may see them."""

    access = P.FIGURES_VIEW
    page_name = "attendance:behind"
    title = lazy("Activités derrière un chiffre")
    default_sort = "date"
    columns = (
        Column("title", lazy("Activité"), lambda row: row.title, link=True, sort=("title",)),
        Column("date", lazy("Première date"), lambda row: row.starts_at, sort=("starts_at",)),
        Column("form", lazy("Forme"), behind.form),
        Column("part", lazy("Rôle"), lambda row: row.get_part_display()),
        Column("state", lazy("État"), lambda row: ActivityState(row.state).label),
        Column("presences", lazy("Présences de l’année"), lambda row: row.presences, numeric=True, sort=("presences",)),
    )
    empty = Empty(lazy("Aucune activité ici"), lazy("Revenez aux chiffres pour choisir une autre ligne."))

    def asked(self) -> Asked:
        return asking.read(self.request.GET.dict())

    def rows(self) -> QuerySet[Activity]:
        asked = self.asked()
        cells = asking.cells(self.request.GET.getlist("ligne"))
        dates = behind.dates(asked, cells)
        rows = Activity.objects.visible_to(self.request.user).filter(pk__in=dates.values("activity"))
        return rows.annotate(presences=Sum("sessions__count__present", filter=Q(sessions__in=dates.values("pk"))))

    def row_url(self, row: Activity) -> str:
        mine = self.request.user.can(P.ACTIVITIES_VIEW)
        return reverse("attendance:activity", args=[row.pk]) if mine else row.public_url

    def context(self, rows: QuerySet[Any]) -> dict[str, Any]:
        asked = self.asked()
        cells = asking.cells(self.request.GET.getlist("ligne"))
        said = [f"{one.label} : {asking.name_of(one, code, showing.nowhere(one))}" for one, code in cells]
        said += [
            asking.name_of(DIMENSIONS[slug], code, "") for slug, code in asked.filters.items() if slug in DIMENSIONS
        ]
        found = super().context(rows)
        hidden = Activity.objects.filter(pk__in=behind.dates(asked, cells).values("activity")).count() - found["total"]
        self.intro = " · ".join([asked.years.chosen.label, *said])
        if hidden > 0:
            self.intro += ". " + _(
                "%(n)s autres activités ne vous sont pas montrées : elles ne sont pas publiques."
            ) % {"n": hidden}
        return found
