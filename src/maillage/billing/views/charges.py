"""Sums owed, in Gestion."""

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.billing import actions, forms
from maillage.billing.models import Charge
from maillage.billing.views.shared import EDIT, NEW_CHARGE, NEW_PAYMENT, VIEW, by_name, fiscal_years, standing
from maillage.billing.words import show
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import BulkVerb, Empty, ListPage
from maillage.desk.views.verbs import VerbPage


def narrow_charges(rows: Any, value: str) -> Any:
    match value:
        case "open":
            return rows.filter(cancelled_on=None, balance__gt=0)
        case "late":
            return rows.filter(cancelled_on=None, balance__gt=0, due_on__lt=localdate())
        case "paid":
            return rows.filter(cancelled_on=None, balance__lte=0)
    return rows.exclude(cancelled_on=None)


def invoice_rows(rows: Any, *, by: Any) -> str:
    """One invoice per payer for the ticked charges."""
    by_payer: dict[Any, list[Charge]] = {}
    for row in rows.filter(invoice=None, cancelled_on=None):
        by_payer.setdefault((row.organisation_id, row.person_id), []).append(row)
    for charges in by_payer.values():
        actions.issue_invoice(charges=charges, on=localdate(), by=by)
    count = len(by_payer)
    return ngettext("%(count)s facture émise.", "%(count)s factures émises.", count) % {"count": count}


class Charges(ListPage):
    access = VIEW
    title = gettext_lazy("Sommes dues")
    page_name = "billing:charges"
    row_route = "billing:charge"
    default_sort = "-due_on"
    columns = (
        Column("payer", gettext_lazy("De"), value=lambda r: str(r.payer), note=lambda r: r.label, link=True),
        Column("label", gettext_lazy("Libellé"), default=False),
        Column("fiscal_year", gettext_lazy("Exercice"), cell=lambda r: r.fiscal_year.replace("-", "\u2011"), sort=("fiscal_year",)),
        Column("due_on", gettext_lazy("Échéance"), sort=("due_on",)),
        Column("state", gettext_lazy("État"), value=lambda r: show(r.balance, r.currency), cell=standing),
        Column("amount", gettext_lazy("Montant"), value=lambda r: r.amount / 100, cell=lambda r: show(r.amount, r.currency),
               sort=("amount",), numeric=True),
        Column("balance", gettext_lazy("Reste dû"), value=lambda r: r.balance / 100,
               cell=lambda r: show(r.balance, r.currency), numeric=True),
        Column("invoice", gettext_lazy("Facture"), value=lambda r: r.invoice.number if r.invoice else "", default=False),
    )  # fmt: skip
    filters = (
        Filter("q", gettext_lazy("De"), kind="search", apply=by_name),
        Filter("etat", gettext_lazy("État"), apply=narrow_charges, choices=(
            ("open", gettext_lazy("À payer")), ("late", gettext_lazy("En retard")), ("paid", gettext_lazy("Payées")),
            ("cancelled", gettext_lazy("Annulées")))),
        Filter("exercice", gettext_lazy("Exercice"), choices=fiscal_years, lookup="fiscal_year"),
    )  # fmt: skip
    bulk = (BulkVerb("invoice", gettext_lazy("Facturer"), invoice_rows, EDIT),)
    links = (NEW_PAYMENT, NEW_CHARGE)
    empty = Empty(
        gettext_lazy("Aucune somme due"),
        gettext_lazy("Les cotisations établies chaque année arrivent ici ; vous pouvez aussi noter une autre somme."),
        NEW_CHARGE,
    )

    def rows(self) -> Any:
        return (
            Charge.objects.visible_to(self.request.user)
            .select_related("organisation", "person", "invoice")
            .with_balance()
        )


class ChargePage(DetailPage):
    access = VIEW
    page = "charge"
    template = "billing/charge.html"

    def rows(self) -> Any:
        return (
            Charge.objects.visible_to(self.request.user)
            .select_related("organisation", "person", "invoice")
            .with_balance()
        )

    def title(self, obj: Any) -> str:
        return str(obj.label)

    def extra(self, obj: Any) -> dict[str, Any]:
        parts = obj.allocations.select_related("payment").order_by("payment__received_on")
        return {
            "state": standing(obj),
            "amount": show(obj.amount, obj.currency),
            "balance": show(obj.balance, obj.currency),
            "lines": [(line["label"], show(line["amount"], obj.currency)) for line in obj.lines],
            "parts": [(part, show(part.amount, obj.currency)) for part in parts],
            "edit": self.request.user.can(EDIT),
        }


class ChargeNew(EditPage):
    access = EDIT
    form_class = forms.ChargeForm

    def rows(self) -> Any:
        return Charge.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Noter une somme due")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        form = super().form(obj, data, files)
        form.fields["payer"].reader = self.request.user
        return form

    def save(self, form: Any, obj: Any) -> Any:
        data = form.cleaned_data
        return actions.charge(
            payer=data["payer"], label=data["label"], amount=data["amount"], issued_on=data["issued_on"],
            due_on=data["due_on"], source=f"form:{data['key']}", by=self.request.user,
        )  # fmt: skip


class ChargeCancel(VerbPage):
    access = EDIT
    form_class = forms.ReasonForm
    submit = gettext_lazy("Annuler cette somme")
    dangerous = True

    def rows(self) -> Any:
        return Charge.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Annuler « %(label)s »") % {"label": obj.label}

    def consequences(self, obj: Any) -> Iterable[str]:
        return [_("Cette somme ne sera plus due ; elle reste écrite, avec le motif.")]

    def run(self, obj: Any, form: Any) -> str:
        actions.cancel_charge(
            charge=obj, reason=form.cleaned_data["reason"], on=form.cleaned_data["on"], by=self.request.user
        )
        return _("Somme annulée.")
