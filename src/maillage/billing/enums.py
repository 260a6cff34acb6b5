"""States and kinds of the money that members and others owe and pay."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Method(TextChoices):
    """How a payment came. Cards keep their place: no provider is connected yet."""

    TRANSFER = "transfer", _("Virement")
    CHEQUE = "cheque", _("Chèque")
    CASH = "cash", _("Espèces")
    DIRECT_DEBIT = "direct_debit", _("Prélèvement")
    OTHER = "other", _("Autre")


class InvoiceKind(TextChoices):
    INVOICE = "invoice", _("Facture")
    CREDIT_NOTE = "credit_note", _("Note de crédit")


class LineState(TextChoices):
    """What became of a line of a bank statement."""

    NEW = "new", _("À rapprocher")
    MATCHED = "matched", _("Rapprochée")
    IGNORED = "ignored", _("Mise de côté")
