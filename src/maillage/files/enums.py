"""What a document is, and who may open it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    STATUTES = "statutes", _("statuts et règlements")
    MINUTES = "minutes", _("procès-verbal")
    REPORT = "report", _("rapport")
    ACCOUNTS = "accounts", _("comptes")
    CONTRACT = "contract", _("convention")
    PROOF = "proof", _("pièce justificative")
    INVOICE = "invoice", _("facture ou reçu")
    TOOL = "tool", _("outil pédagogique")
    OTHER = "other", _("autre")


class AccessKind(TextChoices):
    """Who may open: everyone; whoever is signed in; a permission; a fact (« delegate:12 »); one person."""

    PUBLIC = "public", _("tout le monde")
    SIGNED_IN = "signed_in", _("les personnes connectées")
    PERMISSION = "permission", _("une responsabilité")
    FACT = "fact", _("les personnes de l’organisation")
    PERSON = "person", _("une seule personne")
