"""Reports in Gestion: the queue, one report."""

from typing import Any

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.core.narratives import said
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import Empty, ListPage
from maillage.fieldwork import words
from maillage.fieldwork.enums import ReportState
from maillage.fieldwork.models import PartnerReport
from maillage.organisations.models import Organisation

P = Permission
# What waits for the team first, then what waits for partners, then what is done.
ORDER = Case(When(state=ReportState.SUBMITTED, then=Value(0)), When(state=ReportState.RETURNED, then=Value(1)),
             When(state=ReportState.DRAFT, then=Value(2)), default=Value(3), output_field=IntegerField())  # fmt: skip


def state_of(report: PartnerReport) -> Any:
    if report.is_late:
        return tag(_("En retard"), "er")
    return tag(report.get_state_display(), report.stage.tone)


def seen(user: Any) -> Any:
    return PartnerReport.objects.visible_to(user).select_related("project", "organisation")


class Reports(ListPage):
    access = P.PROJECTS_VIEW
    title = lazy("Rapports des partenaires")
    intro = lazy("Ce qui vient d’arriver d’abord : relisez, rendez avec un mot ou approuvez.")
    page_name = "fieldwork:reports"
    row_route = "fieldwork:report"
    default_sort = "state"
    columns = (
        Column("period", lazy("Période"), value=str, sort=("ends_on",), link=True),
        Column("project", lazy("Projet"), value=lambda r: r.project.title, sort=("project__sort_title",)),
        Column(
            "organisation", lazy("Partenaire"), value=lambda r: r.organisation.name, sort=("organisation__sort_name",)
        ),
        Column("due", lazy("À remettre le"), value=lambda r: r.due_on, sort=("due_on",)),
        Column("expenses", lazy("Dépenses"), value=lambda r: r.expense_count, numeric=True),
        Column("state", lazy("État"), value=lambda r: r.get_state_display(), cell=state_of, sort=("rank", "due_on")),
    )
    filters = (
        Filter("q", lazy("Projet ou partenaire"), kind="search", apply=lambda rows, text: rows.filter(
            Q(project__title__icontains=text) | Q(organisation__name__icontains=text))),
        Filter("etat", lazy("État"), choices=ReportState.choices, lookup="state"),
    )  # fmt: skip
    empty = Empty(
        lazy("Aucun rapport pour l’instant"),
        lazy(
            "Sur la page d’un projet, demandez des rapports à une organisation qui le porte : ils s’ouvrent ensuite seuls."
        ),
    )

    def rows(self) -> Any:
        return seen(self.request.user).annotate(expense_count=Count("expenses"), rank=ORDER)


class ReportPage(DetailPage):
    access = P.PROJECTS_VIEW
    page = "partner_report"
    template = "fieldwork/report.html"

    def rows(self) -> Any:
        return seen(self.request.user).select_related("submitted_by", "approved_by")

    def title(self, obj: PartnerReport) -> str:
        return _("Rapport : %(period)s") % {"period": obj}

    def extra(self, obj: PartnerReport) -> dict[str, Any]:
        user, language = self.request.user, get_language() or "fr"
        hidden = Organisation.objects.hidden().filter(pk=obj.organisation_id).exists()
        own = Organisation.objects.own_ids(user)
        return {
            "state": state_of(obj), "edit": user.can(P.PROJECTS_EDIT), "submitted": obj.state == ReportState.SUBMITTED,
            "expenses": obj.expenses.select_related("line", "piece", "expense"), "hidden": hidden, "mine": obj.organisation_id in own,
            "measures": [(row, words.measured(row)) for row in obj.measures.select_related("period__indicator", "measurement")],
            "photos": [(one, one.document.url) for one in obj.photos.select_related("document").prefetch_related("document__versions")],
            "texts": [(label, getattr(obj, name), told(obj, name, language)) for name, label in words.labels().items()
                      if getattr(obj, name)],
            "copies": [(one, words.side_by_side(obj, one)) for one in obj.copies.filter(settled_at=None)],
            "totals": words.totals(obj), "piece_missing": obj.expenses.filter(piece=None, expense=None).exists(),
        }  # fmt: skip


def told(report: PartnerReport, name: str, language: str) -> str:
    """A translation for this reader; nothing where the words are in their language."""
    return "" if report.language[:2] == language[:2] else said(report.translations.get(name, []), language)
