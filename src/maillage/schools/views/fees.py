"""In Gestion: what facilitators are owed for a period, as a table and a file."""

from datetime import date
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views import View

from maillage.accounts.roles import Permission
from maillage.desk.exports import FORMATS, export
from maillage.schools import owed

P = Permission


class Fees(View):
    """What each is owed for a period, exact, with its CSV."""

    access = P.ACTIVITIES_VIEW

    def get(self, request: HttpRequest) -> HttpResponseBase:
        first, last = self.period(request)
        table = owed.table(first, last, request.user)
        if (kind := request.GET.get("format")) in FORMATS:
            return self.file(kind, table)
        return render(
            request,
            "schools/fees.html",
            {"title": _("Cachets et kilomètres"), "first": first, "last": last, "table": table},
        )

    def period(self, request: HttpRequest) -> tuple[date, date]:
        """The days of the address, else this year so far."""
        today = localdate()
        try:
            first, last = date.fromisoformat(request.GET.get("du", "")), date.fromisoformat(request.GET.get("au", ""))
            if first > last or abs((last - today).days) > 3660 or abs((first - today).days) > 3660:
                raise ValueError
            return first, last
        except ValueError:
            return today.replace(month=1, day=1), today

    def file(self, kind: str, table: list[dict[str, Any]]) -> FileResponse:
        headers = [
            _("Personne"),
            _("Séances"),
            _("Minutes"),
            _("Kilomètres"),
            _("Cachets"),
            _("Kilométrage"),
            _("Total"),
            _("Monnaie"),
        ]
        rows = ([str(row["name"]), row["sum"].sessions, row["sum"].minutes, row["sum"].km, str(row["sum"].fees.decimal),
                 str(row["sum"].mileage.decimal), str(row["sum"].amount.decimal), row["sum"].amount.currency] for row in table)  # fmt: skip
        return export(kind, "cachets", headers, rows)
