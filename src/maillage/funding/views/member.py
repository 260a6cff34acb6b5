"""The partner's side: its money calendar, what is to be justified, what may be expected; « it has arrived » in one form."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.access import SIGNED_IN, access
from maillage.funding import ledger, shown, words
from maillage.funding.enums import TransferState
from maillage.funding.models import Transfer
from maillage.funding.views.transfers import Receive
from maillage.organisations.models import Organisation


@access(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """Of each organisation that this person keeps."""
    today, blocks = localdate(), []
    for organisation in Organisation.objects.own(request.user).order_by("sort_name"):
        rows = Transfer.objects.filter(organisation=organisation).exclude(state=TransferState.CANCELLED)
        rows = list(rows.select_related("organisation", "project"))
        came = [row for row in reversed(rows) if row.state == TransferState.RECEIVED]
        advances = [(words.show(a.received, a.currency), words.show(a.justified, a.currency), words.show(a.left, a.currency))
                    for a in ledger.advances(organisation=organisation)]  # fmt: skip
        months = ledger.partner_forecast(organisation, today)
        blocks.append({
            "organisation": organisation, "came": shown.transfers(came),
            "transfers": shown.transfers(row for row in rows if row.state != TransferState.RECEIVED),
            "advances": advances,
            "forecasts": [(code, shown.forecast(found, code)) for code, found in sorted(months.items())],
        })  # fmt: skip
    return render(request, "funding/mine.html", {"title": _("L’argent de nos projets"), "blocks": blocks,
                                                 "sent": TransferState.SENT})  # fmt: skip


class Arrived(Receive):
    """The partner says that it arrived."""

    access = SIGNED_IN
    template = "funding/arrived.html"
    question = lazy("Le versement de %(amount)s est arrivé")

    def rows(self) -> Any:
        own = Organisation.objects.own_ids(self.request.user)
        return Transfer.objects.filter(organisation__in=own).select_related(
            "organisation", "project", "grant", "condition"
        )

    def done_url(self, obj: Any) -> str:
        return reverse("funding:mine")
