"""Money in Gestion: what is owed, what came, what settles what; papers."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.access import access
from maillage.accounts.roles import Permission
from maillage.billing import actions, forms, papers
from maillage.billing.enums import InvoiceKind, Method
from maillage.billing.models import Allocation, Charge, Invoice, Payment, Receipt
from maillage.billing.words import show
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import BulkVerb, Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage

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
        return tag(_("En retard de %(days)s jours") % {"days": days}, "er")
    return tag(_("En partie payée"), "al") if charge.settled else tag(_("À payer"), "")


def narrow_charges(rows: Any, value: str) -> Any:
    match value:
        case "open":
            return rows.filter(cancelled_on=None, balance__gt=0)
        case "late":
            return rows.filter(cancelled_on=None, balance__gt=0, due_on__lt=localdate())
        case "paid":
            return rows.filter(cancelled_on=None, balance__lte=0)
    return rows.exclude(cancelled_on=None)


def fiscal_years() -> list[tuple[str, str]]:
    years = Charge.objects.order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct()
    return [(year, year) for year in years]


def by_name(rows: Any, value: str) -> Any:
    return rows.filter(organisation__sort_name__icontains=forms.fold(value)) | rows.filter(
        person__sort_name__icontains=forms.fold(value)
    )


def invoice_rows(rows: Any, *, by: Any) -> str:
    """One invoice per payer for the ticked charges."""
    by_payer: dict[Any, list[Charge]] = {}
    for row in rows.filter(invoice=None, cancelled_on=None):
        by_payer.setdefault((row.organisation_id, row.person_id), []).append(row)
    for charges in by_payer.values():
        actions.issue_invoice(charges=charges, on=localdate(), by=by)
    return _("%(count)s facture(s) émise(s).") % {"count": len(by_payer)}


class Charges(ListPage):
    access = VIEW
    title = gettext_lazy("Sommes dues")
    page_name = "billing:charges"
    default_sort = "-due_on"
    columns = (
        Column("payer", gettext_lazy("De"), value=lambda r: str(r.payer), note=lambda r: r.label, link=True),
        Column("label", gettext_lazy("Objet"), default=False),
        Column("fiscal_year", gettext_lazy("Exercice"), sort=("fiscal_year",)),
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


class Payments(ListPage):
    access = VIEW
    title = gettext_lazy("Paiements")
    page_name = "billing:payments"
    default_sort = "-received_on"
    columns = (
        Column("payer", gettext_lazy("De"), value=lambda r: str(r.payer), note=lambda r: r.reference, link=True),
        Column("received_on", gettext_lazy("Reçu le"), sort=("received_on",)),
        Column("method", gettext_lazy("Moyen"), value=lambda r: r.get_method_display()),
        Column("amount", gettext_lazy("Montant"), value=lambda r: r.amount / 100, cell=lambda r: show(r.amount, r.currency),
               sort=("amount",), numeric=True),
        Column("balance", gettext_lazy("Encore libre"), value=lambda r: r.balance / 100,
               cell=lambda r: tag(show(r.balance, r.currency), "al") if r.balance else "", numeric=True),
    )  # fmt: skip
    filters = (
        Filter("q", gettext_lazy("De"), kind="search", apply=by_name),
        Filter("moyen", gettext_lazy("Moyen"), choices=Method.choices, lookup="method"),
        Filter("libre", gettext_lazy("Imputation"), choices=(("1", gettext_lazy("Encore libre, en tout ou en partie")),),
               apply=lambda rows, value: rows.filter(balance__gt=0)),
    )  # fmt: skip
    links = (NEW_PAYMENT, Link(gettext_lazy("Relevés bancaires"), "billing:statements", VIEW))
    empty = Empty(
        gettext_lazy("Aucun paiement"),
        gettext_lazy("Notez un paiement reçu, ou apportez un relevé bancaire : Maillage propose ce qu’il règle."),
        NEW_PAYMENT,
    )

    def rows(self) -> Any:
        return Payment.objects.visible_to(self.request.user).select_related("organisation", "person").with_balance()


class PaymentNew(EditPage):
    access = EDIT
    form_class = forms.PaymentForm

    def rows(self) -> Any:
        return Payment.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Noter un paiement")

    def save(self, form: Any, obj: Any) -> Any:
        data = form.cleaned_data
        payment = actions.record_payment(
            payer=data["payer"], amount=data["amount"], received_on=data["received_on"], method=data["method"],
            reference=data["reference"], note=data["note"], key=f"form:{data['key']}", by=self.request.user,
        )  # fmt: skip
        if data["allocate"]:
            actions.allocate_oldest(payment=payment, by=self.request.user)
        return payment

    def done(self, saved: Any) -> str:
        return _("Paiement noté.")


class PaymentPage(DetailPage):
    access = VIEW
    page = "payment"
    template = "billing/payment.html"

    def rows(self) -> Any:
        return Payment.objects.visible_to(self.request.user).select_related("organisation", "person").with_balance()

    def title(self, obj: Any) -> str:
        return _("Paiement de %(payer)s") % {"payer": obj.payer}

    def extra(self, obj: Any) -> dict[str, Any]:
        return {
            "amount": show(obj.amount, obj.currency),
            "balance": show(obj.balance, obj.currency),
            "parts": [(part, show(part.amount, obj.currency)) for part in obj.allocations.select_related("charge")],
            "refunds": [(row, show(row.amount, obj.currency)) for row in obj.refunds.all()],
            "receipt": obj.receipts.filter(cancelled_on=None).first(),
            "edit": self.request.user.can(EDIT),
        }


class PaymentAllocate(VerbPage):
    access = EDIT
    submit = gettext_lazy("Imputer")

    def rows(self) -> Any:
        return Payment.objects.visible_to(self.request.user).with_balance()

    def title(self, obj: Any) -> str:
        return _("Imputer ce paiement de %(payer)s") % {"payer": obj.payer}

    def open_charges(self, obj: Any) -> list[Any]:
        return list(Charge.objects.of(obj.payer).open().filter(currency=obj.currency).order_by("due_on"))

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return forms.AllocationForm(data, charges=self.open_charges(obj), show=show)

    def refusal(self, obj: Any) -> str:
        if obj.balance <= 0:
            return _("Ce paiement est entièrement imputé ou remboursé.")
        return "" if self.open_charges(obj) else _("Rien n’est dû par %(payer)s.") % {"payer": obj.payer}

    def consequences(self, obj: Any) -> Iterable[str]:
        return [_("Encore libre sur ce paiement : %(left)s") % {"left": show(obj.balance, obj.currency)}]

    def run(self, obj: Any, form: Any) -> str:
        amounts = form.amounts()
        if not amounts:
            raise ValidationError(_("Écrivez au moins un montant."))
        actions.allocate(payment=obj, amounts=amounts, by=self.request.user)
        return _("Paiement imputé.")


class AllocationUndo(VerbPage):
    access = EDIT
    submit = gettext_lazy("Défaire cette imputation")

    def rows(self) -> Any:
        return Allocation.objects.filter(payment__in=Payment.objects.visible_to(self.request.user).values("pk"))

    def title(self, obj: Any) -> str:
        return _("Défaire l’imputation sur « %(label)s »") % {"label": obj.charge.label}

    def consequences(self, obj: Any) -> Iterable[str]:
        amount = show(obj.amount, obj.payment.currency)
        return [
            _("%(amount)s redevient libre sur le paiement, et dû sur « %(label)s ».")
            % {"amount": amount, "label": obj.charge.label}
        ]

    def done_url(self, obj: Any) -> str:
        return reverse("billing:payment", args=[obj.payment_id])

    def run(self, obj: Any, form: Any) -> str:
        actions.unallocate(allocation=obj, by=self.request.user)
        return _("Imputation défaite.")


class PaymentRefund(VerbPage):
    access = EDIT
    form_class = forms.RefundForm
    submit = gettext_lazy("Noter le remboursement")

    def rows(self) -> Any:
        return Payment.objects.visible_to(self.request.user).with_balance()

    def title(self, obj: Any) -> str:
        return _("Rembourser sur le paiement de %(payer)s") % {"payer": obj.payer}

    def refusal(self, obj: Any) -> str:
        return "" if obj.balance > 0 else _("Rien n’est libre sur ce paiement : défaites d’abord une imputation.")

    def consequences(self, obj: Any) -> Iterable[str]:
        return [_("Encore libre sur ce paiement : %(left)s") % {"left": show(obj.balance, obj.currency)}]

    def run(self, obj: Any, form: Any) -> str:
        data = form.cleaned_data
        actions.refund(payment=obj, amount=data["amount"], on=data["on"], reason=data["reason"], by=self.request.user)
        return _("Remboursement noté.")


class ReceiptNew(VerbPage):
    access = EDIT
    submit = gettext_lazy("Émettre le reçu")

    def rows(self) -> Any:
        return Payment.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Émettre un reçu pour %(payer)s") % {"payer": obj.payer}

    def consequences(self, obj: Any) -> Iterable[str]:
        return [_("Un numéro lui est donné pour toujours ; il ne pourra être que remplacé.")]

    def run(self, obj: Any, form: Any) -> str:
        receipt = actions.issue_receipt(payment=obj, on=localdate(), by=self.request.user)
        return _("Reçu %(number)s émis.") % {"number": receipt.number}


class Invoices(ListPage):
    access = VIEW
    title = gettext_lazy("Factures")
    page_name = "billing:invoices"
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


def as_pdf(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@access(VIEW)
def invoice_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    invoice = get_object_or_404(Invoice.objects.visible_to(request.user), pk=pk)
    return as_pdf(invoice.number, papers.invoice_pdf(invoice))


@access(VIEW)
def receipt_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    payments = Payment.objects.visible_to(request.user).values("pk")
    receipt = get_object_or_404(Receipt.objects.filter(payment__in=payments).select_related("payment"), pk=pk)
    return as_pdf(receipt.number, papers.receipt_pdf(receipt))
