"""Frozen years: listed, frozen, read, exported, compared with what is so today."""

import json
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.attendance import actions
from maillage.attendance.figures import frozen, years
from maillage.attendance.figures.showing import Shown, number
from maillage.attendance.forms import SnapshotForm
from maillage.attendance.models import Snapshot
from maillage.desk.columns import Column
from maillage.desk.exports import FORMATS, export
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage

P = Permission


class Snapshots(ListPage):
    access = P.FIGURES_VIEW
    title = lazy("Bilans figés")
    intro = lazy(
        "Les chiffres d’une année tels qu’ils furent dits un jour, pour un rapport ou un bailleur. Ils ne changent plus."
    )
    page_name = "attendance:snapshots"
    template = "attendance/snapshots.html"
    default_sort = "-taken"
    columns = (
        Column("name", lazy("Nom"), lambda row: row.name, link=True, note=lambda row: row.note, sort=("name",)),
        Column("year", lazy("Année"), lambda row: row.data["year"]["label"], sort=("starts_on",)),
        Column("activities", lazy("Activités"), lambda row: row.data["totals"]["activities"], numeric=True),
        Column("presences", lazy("Présences"), lambda row: row.data["totals"]["presences"], numeric=True),
        Column("taken", lazy("Figé le"), lambda row: row.taken_at, sort=("taken_at",)),
    )
    links = (Link(lazy("Figer une année"), "attendance:freeze", P.ACTIVITIES_EDIT, primary=True),)
    empty = Empty(lazy("Aucun bilan figé"),
                  lazy("Quand un rapport part, figez ses chiffres : ils resteront, même si une présence est corrigée ensuite."),
                  Link(lazy("Figer une année"), "attendance:freeze", P.ACTIVITIES_EDIT))  # fmt: skip

    def rows(self) -> QuerySet[Snapshot]:
        return Snapshot.objects.visible_to(self.request.user)


class Freeze(EditPage):
    """Freeze a year under a name."""

    access = P.ACTIVITIES_EDIT
    form_class = SnapshotForm
    submit = lazy("Figer ces chiffres")

    def title(self, obj: Any) -> str:
        return _("Figer une année")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> SnapshotForm:
        return SnapshotForm(data, years=year_choices())

    def save(self, form: SnapshotForm, obj: Any) -> Snapshot:
        calendar, _sep, label = form.cleaned_data["year"].partition(":")
        chosen = years.asked(label, civil=calendar == "civil", shown=1)
        return actions.freeze(
            years=chosen, name=form.cleaned_data["name"], note=form.cleaned_data["note"], by=self.request.user
        )

    def done(self, saved: Snapshot) -> str:
        return _("« %(name)s » est figé : ces chiffres ne changeront plus.") % {"name": saved}


def year_choices() -> list[tuple[str, str]]:
    found = [(f"exercice:{year.label}", year.label) for year in years.choices()]
    if years.calendars_differ():
        found += [(f"civil:{year.label}", _("%(year)s (année civile)") % {"year": year.label})
                  for year in years.choices(civil=True)]  # fmt: skip
    return found


class SnapshotPage(DetailPage):
    """A frozen year, as it was; and what is no longer so."""

    access = P.FIGURES_VIEW
    template = "attendance/snapshot.html"

    def rows(self) -> QuerySet[Snapshot]:
        return Snapshot.objects.visible_to(self.request.user)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        kind = request.GET.get("format", "")
        if kind not in FORMATS and kind != "json":
            return super().get(request, pk)
        snapshot = get_object_or_404(self.rows(), pk=pk)
        name = f"bilan-{snapshot.data['year']['label']}-{snapshot.pk}"
        if kind == "json":
            whole = json.dumps(
                {"name": snapshot.name, "digest": snapshot.digest, "data": snapshot.data}, ensure_ascii=False, indent=1
            )
            return HttpResponse(whole, content_type="application/json",
                                headers={"Content-Disposition": f'attachment; filename="{name}.json"'})  # fmt: skip
        heads = [_("Répartition"), _("Ligne"), _("Mesure"), _("Nombre")]
        return export(kind, name, heads, frozen.lines(snapshot.data))  # type: ignore[return-value]

    def extra(self, obj: Snapshot) -> dict[str, Any]:
        data = obj.data
        names = frozen.measure_names(data)
        return {
            "totals": [(frozen.value(data["totals"], name), label) for name, label in names.items()],
            "tables": [table(dimension, names) for dimension in data["dimensions"] if dimension["lines"]],
            "grids": [grid(one) for one in data["crossings"] if one["cells"]],
            "definitions": [(one["label"], one["text"]) for one in data["definitions"].values()],
            "whole": frozen.digest(data) == obj.digest, "changed": changed(obj) if "compare" in self.request.GET else None,
            "formats": [*FORMATS, "json"],
        }  # fmt: skip


def table(dimension: dict[str, Any], names: dict[str, str]) -> tuple[str, Shown]:
    fields = frozen.shown_values(dimension)
    found = Shown(heads=[dimension["label"], *(names[name] for name in fields)], overlapping=dimension["overlapping"])
    found.rows = [(line["name"], "", [number(frozen.value(line["values"], name)) for name in fields], "")
                  for line in dimension["lines"]]  # fmt: skip
    return dimension["label"], found


def grid(data: dict[str, Any]) -> tuple[str, Shown]:
    cells = {(row, column): people for row, column, people in data["cells"]}
    found = Shown(
        heads=[data["label"].split(" × ")[0], *(name for _code, name, _sum in data["columns"]), _("Ensemble")]
    )
    for code, name, total in data["rows"]:
        found.rows.append(
            (name, "", [*(number(cells.get((code, other), 0)) for other, _n, _s in data["columns"]), number(total)], "")
        )
    return data["label"], found


def changed(snapshot: Snapshot) -> Shown:
    """What is no longer so, measured now."""
    live = frozen.build(frozen.years_of(snapshot.data))
    found = Shown(heads=[_("Ligne"), _("Mesure"), _("Figé"), _("Aujourd’hui"), _("Écart")])
    for dimension, line, measure, before, after in frozen.differences(snapshot.data, live):
        label = f"{dimension} – {line}" if line else dimension
        found.rows.append(
            (label, "", [text_cell(measure), number(before), number(after), text_cell(f"{after - before:+d}")], "")
        )
    return found


def text_cell(text: str) -> Any:
    cell = number(None)
    cell.text = text.replace("-", "−") if text[:1] in "+-" else text
    return cell
