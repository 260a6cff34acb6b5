"""Invoices and credit notes in Gestion."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.access import access
from maillage.billing import actions, forms, papers
from maillage.billing.enums import InvoiceKind
from maillage.billing.models import Invoice
from maillage.billing.views.shared import EDIT, VIEW, as_pdf, by_name, fiscal_years
from maillage.billing.words import show
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage


class Invoices(ListPage):
    access = VIEW
    title = gettext_lazy("Factures")
    page_name = "billing:invoices"
    row_route = "billing:invoice"
    default_sort = "-number"
    columns = (
        Column("number", gettext_lazy("Numéro"), link=True, sort=("issued_on", "number"), note=lambda r: r.addressee["name"]),
        Column("kind", gettext_lazy("Sorte"), value=lambda r: r.get_kind_display()),
        Column("issued_on", gettext_lazy("Émise le"), sort=("issued_on",)),
        Column("due_on", gettext_lazy("Échéance"), sort=("due_on",)),
        Column("total", gettext_lazy("Total"), value=lambda r: r.total / 100, cell=lambda r: show(r.total, r.currency), numeric=True),
    )  # fmt: skip
    filters = (
        Filter("q", gettext_lazy("Adressée à"), kind="search", apply=by_name),
        Filter("sorte", gettext_lazy("Sorte"), choices=InvoiceKind.choices, lookup="kind"),
        Filter("exercice", gettext_lazy("Exercice"), choices=fiscal_years, lookup="fiscal_year"),
    )
    empty = Empty(
        gettext_lazy("Aucune facture"),
        gettext_lazy("Cochez des sommes dues, puis choisissez « Facturer »."),
        Link(gettext_lazy("Voir les sommes dues"), "billing:charges", VIEW),
    )

    def rows(self) -> Any:
        return Invoice.objects.visible_to(self.request.user).select_related("organisation", "person")


class InvoicePage(DetailPage):
    access = VIEW
    page = "invoice"
    template = "billing/invoice.html"

    def rows(self) -> Any:
        return Invoice.objects.visible_to(self.request.user).select_related("organisation", "person", "corrects")

    def title(self, obj: Any) -> str:
        return f"{obj.get_kind_display()} {obj.number}"

    def extra(self, obj: Any) -> dict[str, Any]:
        paid = papers.paid_of(obj)
        return {
            "total": show(obj.total, obj.currency),
            "paid": show(paid, obj.currency),
            "left": show(obj.total - paid, obj.currency),
            "lines": [(line["label"], show(line["amount"], obj.currency)) for line in obj.lines],
            "charges": obj.charges.all(),
            "corrections": obj.corrections.all(),
            "can_credit": self.request.user.can(EDIT)
            and obj.kind == InvoiceKind.INVOICE
            and not obj.corrections.exists(),
        }


class InvoiceCredit(VerbPage):
    access = EDIT
    form_class = forms.ReasonForm
    submit = gettext_lazy("Émettre la note de crédit")
    dangerous = True

    def rows(self) -> Any:
        return Invoice.objects.visible_to(self.request.user).filter(kind=InvoiceKind.INVOICE)

    def title(self, obj: Any) -> str:
        return _("Corriger la facture %(number)s") % {"number": obj.number}

    def consequences(self, obj: Any) -> Iterable[str]:
        return [_("Une note de crédit du même montant est émise ; les sommes de cette facture ne sont plus dues.")]

    def run(self, obj: Any, form: Any) -> str:
        note = actions.credit(
            invoice=obj, reason=form.cleaned_data["reason"], on=form.cleaned_data["on"], by=self.request.user
        )
        return _("Note de crédit %(number)s émise.") % {"number": note.number}


@access(VIEW)
def invoice_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    invoice = get_object_or_404(Invoice.objects.visible_to(request.user), pk=pk)
    return as_pdf(invoice.number, papers.invoice_pdf(invoice))
