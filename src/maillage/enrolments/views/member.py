"""« Mes inscriptions », for who signs in with the address they enrolled with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.accounts.access import SIGNED_IN, access
from maillage.enrolments import links
from maillage.enrolments.models import Enrolment


@access(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    rows = Enrolment.objects.filter(email__iexact=request.user.email, purged_at=None)  # type: ignore[union-attr]
    told = [(row, row.standing, links.own_path(row), row.activity.ends_at is not None and row.activity.ends_at < now())
            for row in rows.select_related("activity").order_by("-activity__starts_at", "-pk")[:200]]  # fmt: skip
    return render(request, "enrolments/mine.html", {
        "title": _("Mes inscriptions"), "coming": [one for one in reversed(told) if not one[3]],
        "past": [one for one in told if one[3]],
    })  # fmt: skip
