"""What the screens of money share: words of state, filters by payer and year, PDF answers."""

from typing import Any

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.accounts.roles import Permission
from maillage.billing import forms
from maillage.billing.models import Charge
from maillage.desk.columns import tag
from maillage.desk.views.lists import Link

VIEW, EDIT = Permission.BILLING_VIEW, Permission.BILLING_EDIT
NEW_PAYMENT = Link(gettext_lazy("Noter un paiement"), "billing:payment_new", EDIT, primary=True)
NEW_CHARGE = Link(gettext_lazy("Noter une somme due"), "billing:charge_new", EDIT)


def standing(charge: Any) -> Any:
    """A charge's state as a word."""
    if charge.cancelled_on:
        return tag(_("Annulée"))
    if charge.balance <= 0:
        return tag(_("Payée"), "ok")
    if charge.due_on < localdate():
        days = (localdate() - charge.due_on).days
        late = ngettext("En retard de %(days)s jour", "En retard de %(days)s jours", days)
        return tag(late % {"days": days}, "er")
    return tag(_("En partie payée"), "al") if charge.settled else tag(_("À payer"), "")


def fiscal_years() -> list[tuple[str, str]]:
    years = Charge.objects.order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct()
    return [(year, year) for year in years]


def by_name(rows: Any, value: str) -> Any:
    return rows.filter(organisation__sort_name__icontains=forms.fold(value)) | rows.filter(
        person__sort_name__icontains=forms.fold(value)
    )


def as_pdf(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
