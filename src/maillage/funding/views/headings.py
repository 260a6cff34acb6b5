"""The funder's own table, as a file: for its report, over the days that the report covers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from maillage.accounts.access import access
from maillage.core.money import Money
from maillage.desk.exports import FORMATS, export
from maillage.funding import headings
from maillage.funding.models import Grant, GrantReport
from maillage.funding.views.common import VIEW


def report_asked(request: HttpRequest, grant: Grant) -> GrantReport | None:
    asked = request.GET.get("rapport", "")
    if not asked:
        return None
    if not (asked.isdecimal() and asked.isascii() and len(asked) < 19):
        raise Http404
    return get_object_or_404(grant.reports.all(), pk=int(asked))


@access(VIEW)
def table_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """Every heading with its budget, what it spent since the start and, for a report, over its days."""
    if kind not in FORMATS:
        raise Http404
    grant = get_object_or_404(Grant.objects.visible_to(request.user).select_related("funder"), pk=pk)
    report = report_asked(request, grant)
    days = (report.covers_from, report.covers_until) if report else (None, None)
    heads = [_("Rubrique"), _("Budget"), *([_("Dépensé sur la période")] if report else []), _("Dépensé depuis le début"),
             _("Reste"), _("Monnaie")]  # fmt: skip
    rows: list[list[Any]] = []
    for told in headings.told(grant, request.user, *days):
        told.total.name = _("Total")
        for row in [*told.rows, told.total]:
            amounts = [row.planned, *([row.within] if report else []), row.spent, row.left]
            rows.append([row.name, *(Money(one, told.currency).decimal for one in amounts), told.currency])
    return export(kind, "table-du-bailleur", heads, rows)
