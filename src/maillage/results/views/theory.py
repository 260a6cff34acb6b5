"""The theory of change of a project, drawn; its matrix, as a file."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.accounts.access import access
from maillage.desk.exports import FORMATS, export
from maillage.desk.views.details import DetailPage
from maillage.projects.models import Project
from maillage.results import drawing, matrix
from maillage.results.views.common import P, chain_url, projects_of


class TheoryPage(DetailPage):
    """What leads to what, and what must hold; the same in words below."""

    access = P.RESULTS_VIEW
    template = "results/theory.html"

    def rows(self) -> QuerySet[Project]:
        return projects_of(self.request.user)

    def title(self, obj: Project) -> str:
        return _("Théorie du changement de « %(title)s »") % {"title": obj}

    def extra(self, obj: Project) -> dict[str, Any]:
        nodes, assumptions, results = drawing.nodes_of(obj, self.request.user)
        title = str(self.title(obj))
        return {"svg": drawing.svg(nodes, title), "narrow": drawing.svg(nodes, title, narrow=True), "chain": chain_url(obj),
                "file": reverse("results:theory_svg", args=[obj.pk]),
                "assumptions": drawing.assumption_rows(assumptions, results),
                "links": [(row, results.get(row.parent_id or 0)) for row in results.values()]}  # fmt: skip


@access(P.RESULTS_VIEW)
def theory_svg(request: HttpRequest, pk: int) -> HttpResponse:
    """The drawing as a file."""
    project = get_object_or_404(projects_of(request.user), pk=pk)
    nodes, _assumptions, _results = drawing.nodes_of(project, request.user)
    if not nodes:
        raise Http404
    response = HttpResponse(drawing.standalone(nodes, _("Théorie du changement")), content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="theorie-{project.pk}.svg"'
    return response


@access(P.RESULTS_VIEW)
def matrix_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The matrix with its breakdowns: CSV, XLSX or ODS."""
    project = get_object_or_404(projects_of(request.user), pk=pk)
    if kind not in FORMATS:
        raise Http404
    return export(kind, f"resultats-{project.slug}", matrix.headers(), matrix.gathered(project))
