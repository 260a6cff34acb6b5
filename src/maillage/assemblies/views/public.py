"""Public assemblies: their day, their place, their agenda; never their papers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.assemblies import agenda as trees
from maillage.assemblies import calendar, words
from maillage.assemblies.models import Assembly
from maillage.assemblies.views.member import attached
from maillage.core.public import absolute, cacheable
from maillage.core.registry import house
from maillage.network import current

PAST = 20


@access(PUBLIC)
@cacheable
def assemblies(request: HttpRequest) -> HttpResponse:
    """Those to come, then those that were."""
    current.or_404()
    rows = Assembly.objects.public().select_related("body")
    told = [(row, words.when(row), words.where(row)) for row in rows.order_by("-starts_at")[: PAST * 2]]
    over = [one for one in told if one[0].has_passed]
    return render(request, "assemblies/public_list.html", {
        "title": _("Assemblées"), "canonical": absolute(request.path),
        "description": _("Les assemblées du réseau : date, lieu, ordre du jour."),
        "coming": [one for one in reversed(told) if one not in over], "past": over[:PAST]})  # fmt: skip


@access(PUBLIC)
@cacheable
def assembly(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them."""
    row = get_object_or_404(Assembly.objects.public().select_related("body"), pk=pk)
    panels = [panel.render(request, row) for panel in house.panels_on("assembly", "public")]
    lines = trees.tree(row)
    return render(request, "assemblies/public.html", {
        "title": row.title, "canonical": absolute(request.path), "assembly": row,
        "description": f"{words.when(row)}, {words.where(row)}", "when": words.when(row), "where": words.where(row),
        "comfort": words.comfort(row), "lines": lines, "panels": [panel for panel in panels if panel],
    })  # fmt: skip


@access(PUBLIC)
@cacheable
def calendar_file(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Assembly.objects.public(), pk=pk)
    return attached(calendar.calendar(row, url=absolute(reverse("site:assembly", args=[row.pk]))), row)
