"""What the accountant takes up: a period, a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.accounts.access import access
from maillage.desk.exports import export
from maillage.funding import entries
from maillage.funding.forms.export import PeriodForm
from maillage.funding.views.common import VIEW


@access(VIEW)
def accountant(request: HttpRequest) -> HttpResponseBase:
    """The form; with a period, the file."""
    year = localdate().year
    asked = bool(request.GET.get("format"))
    form = PeriodForm(
        request.GET if asked else None, initial={"first": f"{year}-01-01", "last": localdate(), "format": "csv"}
    )
    if asked and form.is_valid():
        return answer(request, **form.cleaned_data)
    return render(request, "funding/accountant.html", {"title": _("Export comptable"), "form": form},
                  status=422 if asked else 200)  # fmt: skip


def answer(request: HttpRequest, first: Any, last: Any, format: str) -> HttpResponseBase:
    rows = entries.lines(request.user, first, last)
    if format == "fec":
        text = "\r\n".join(entries.fec(rows)) + "\r\n"
        found = HttpResponse(text.encode("utf-8"), content_type="text/plain; charset=utf-8")
        found["Content-Disposition"] = f'attachment; filename="FEC{last:%Y%m%d}.txt"'
        return found
    return export(format, "ecritures", entries.headers(), entries.table(rows))
