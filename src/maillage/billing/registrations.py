"""What money gives the house: menu, panels, what waits, checks, personal data."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.accounts.roles import Permission
from maillage.billing import papers
from maillage.billing.enums import LineState
from maillage.billing.models import Charge, Counter, Invoice, Payment, Receipt, StatementLine
from maillage.billing.models.ledger import of_their_own
from maillage.billing.numbering import Number, all_breaks
from maillage.billing.views.shared import standing
from maillage.billing.words import show
from maillage.core.generation import by_rights
from maillage.core.registry import (
    Attachment,
    Check,
    DemoChapter,
    MenuEntry,
    Panel,
    PersonalData,
    Waiting,
    WaitingItem,
    house,
)

MONEY = gettext_lazy("Finances")


def panel(request: Any, payer: Any) -> tuple[str, dict[str, Any]] | None:
    """On the page of an organisation or a person: what it owes, the latest first."""
    if not request.user.can(Permission.BILLING_VIEW):
        return None
    rows = list(Charge.objects.of(payer).with_balance().select_related("invoice")[:8])
    owed = Charge.objects.of(payer).open()
    total = sum(row.balance for row in owed)
    currency = rows[0].currency if rows else ""
    return "billing/panel.html", {
        "charges": [(row, show(row.amount, row.currency), standing(row)) for row in rows],
        "owed": show(total, currency) if total else "",
    }


def waiting(user: Any) -> Iterable[WaitingItem]:
    lines = StatementLine.objects.filter(state=LineState.NEW, amount__gt=0).count()
    if lines:
        yield WaitingItem(
            ngettext("%(count)s ligne de relevé à rapprocher", "%(count)s lignes de relevé à rapprocher", lines) % {"count": lines},
            _("Maillage propose ce que chacune règle."), reverse("billing:statements"), _("Rapprocher"),
        )  # fmt: skip
    late = Charge.objects.overdue().aggregate(total=Sum("balance"))["total"]
    if late:
        count = Charge.objects.overdue().count()
        currency = Charge.objects.overdue().values_list("currency", flat=True)[0]
        yield WaitingItem(
            ngettext("%(count)s somme en retard", "%(count)s sommes en retard", count) % {"count": count},
            show(late, currency), reverse("billing:charges") + "?etat=late", _("Voir"), "er",
        )  # fmt: skip


def check() -> Iterable[tuple[str, str]]:
    """Numbers without gap, and as many as the counters say; nothing settled beyond itself."""
    numbers = [
        Number.parse(text)
        for text in [
            *Invoice.objects.values_list("number", flat=True),
            *Receipt.objects.values_list("number", flat=True),
        ]
    ]
    for (series, year), broken in all_breaks(numbers).items():
        yield "error", _("Numéros %(series)s %(year)s : il en manque ou il en est de répétés (%(what)s).") % {
            "series": series, "year": year, "what": broken.missing or broken.repeated}  # fmt: skip
    given = sum(Counter.objects.values_list("last", flat=True))
    if given != len(numbers):
        yield (
            "error",
            _("Les compteurs ont donné %(given)s numéros, et il y a %(have)s pièces.")
            % {"given": given, "have": len(numbers)},
        )
    beyond = (
        Charge.objects.with_balance().filter(balance__lt=0).count()
        + Payment.objects.with_balance().filter(balance__lt=0).count()
    )
    if beyond:
        yield "error", _("%(count)s sommes ou paiements sont imputés au-delà de leur montant.") % {"count": beyond}
    yield "ok", _("%(count)s pièces numérotées.") % {"count": len(numbers)}


def export(user: Any) -> Any:
    own = of_their_own(user)
    return {
        "charges": list(
            Charge.objects.filter(own).values("label", "amount", "currency", "issued_on", "due_on", "cancelled_on")
        ),
        "payments": list(
            Payment.objects.filter(own).values("amount", "currency", "received_on", "method", "reference")
        ),
        "invoices": list(Invoice.objects.filter(own).values("number", "issued_on", "total", "currency", "addressee")),
    }


def erase(user: Any, *, by: Any) -> list[str]:
    """Accounts are kept as long as the law asks: nothing is erased here, and it is said."""
    if not Payment.objects.filter(person__user=user).exists() and not Charge.objects.filter(person__user=user).exists():
        return []
    return [_("Vos cotisations et paiements sont gardés le temps que la loi comptable demande.")]


def attach_invoice(pk: int) -> Attachment | None:
    invoice = Invoice.objects.filter(pk=pk).first()
    return Attachment(f"{invoice.number}.pdf", "application/pdf", papers.invoice_pdf(invoice)) if invoice else None


@by_rights
def unmatched(user: Any) -> int:
    return StatementLine.objects.filter(state=LineState.NEW, amount__gt=0).count()


V = Permission.BILLING_VIEW
for key, label, url, count, order in (
    ("charges", gettext_lazy("Sommes dues"), "billing:charges", None, 60),
    ("payments", gettext_lazy("Paiements"), "billing:payments", None, 61),
    ("invoices", gettext_lazy("Factures"), "billing:invoices", None, 62),
    ("statements", gettext_lazy("Relevés bancaires"), "billing:statements", unmatched, 63),
):
    house.menu.add(f"billing.{key}", MenuEntry("manage", MONEY, label, url, V, count, order))
house.menu.add(
    "billing.mine", MenuEntry("member", "", gettext_lazy("Cotisations et factures"), "billing:mine", order=40)
)
house.panels.add("billing.organisation", Panel("organisation", "manage", panel, 60))
house.panels.add("billing.person", Panel("person", "manage", panel, 60))
house.waiting.add("billing", Waiting(V, waiting, 30))
house.checks.add("billing", Check(gettext_lazy("Finances"), check, 60))
house.personal_data.add("billing", PersonalData(gettext_lazy("Cotisations et paiements"), export, erase, 60))
house.attachments.add("invoice", attach_invoice)
house.demo.add("billing", DemoChapter("maillage.billing.demo.write", 60))
for code, text in {
    "charge.made": gettext_lazy("Somme due notée"),
    "charge.cancelled": gettext_lazy("Somme due annulée"),
    "payment.recorded": gettext_lazy("Paiement noté"),
    "payment.allocated": gettext_lazy("Paiement imputé"),
    "payment.unallocated": gettext_lazy("Imputation défaite"),
    "payment.refunded": gettext_lazy("Remboursement noté"),
    "payment.undone": gettext_lazy("Paiement venu d’un relevé défait"),
    "invoice.issued": gettext_lazy("Facture émise"),
    "invoice.credited": gettext_lazy("Facture corrigée par une note de crédit"),
    "receipt.issued": gettext_lazy("Reçu émis"),
    "statement.brought": gettext_lazy("Relevé bancaire apporté"),
    "statement_line.ignored": gettext_lazy("Ligne de relevé mise de côté"),
    "statement_line.reopened": gettext_lazy("Ligne de relevé rouverte"),
}.items():
    house.verbs.add(code, text)
