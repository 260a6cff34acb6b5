"""Payments in Gestion: what came, what it settles, what was given back."""

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
from maillage.billing import actions, forms, papers
from maillage.billing.enums import Method
from maillage.billing.models import Allocation, Charge, Payment, Receipt
from maillage.billing.views.shared import EDIT, NEW_PAYMENT, VIEW, as_pdf, by_name
from maillage.billing.words import show
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage


class Payments(ListPage):
    access = VIEW
    title = gettext_lazy("Paiements")
    page_name = "billing:payments"
    row_route = "billing:payment"
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

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        form = super().form(obj, data, files)
        form.fields["payer"].reader = self.request.user
        return form

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
        return _("Paiement : %(payer)s") % {"payer": obj.payer}

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


@access(VIEW)
def receipt_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    receipt = get_object_or_404(Receipt.objects.visible_to(request.user).select_related("payment"), pk=pk)
    return as_pdf(receipt.number, papers.receipt_pdf(receipt))
