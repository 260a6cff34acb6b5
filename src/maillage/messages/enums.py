"""States of a message, what it is for, and how a consent was given."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    QUEUED = "queued", _("en attente")
    SENT = "sent", _("envoyé")
    FAILED = "failed", _("non parti")
    BOUNCED = "bounced", _("revenu")

    @property
    def tone(self) -> str:
        return {"queued": "", "sent": "ok", "failed": "er", "bounced": "al"}[self.value]

    def can_become(self, other: "State") -> bool:
        return (
            other
            in {
                State.QUEUED: {State.SENT, State.FAILED, State.BOUNCED},
                State.SENT: {State.BOUNCED},
                State.FAILED: {State.QUEUED},
                State.BOUNCED: {State.QUEUED},
            }[self]
        )


class MessagePurpose(TextChoices):
    """The families of messages; a room may refine one after a dot (« billing.reminder »)."""

    ACCOUNT = "account", _("connexion et sécurité")
    MEMBERS = "members", _("adhésion")
    BILLING = "billing", _("cotisations et factures")
    DIRECTORY = "directory", _("annuaire")
    ACTIVITIES = "activities", _("activités et inscriptions")
    SCHOOLS = "schools", _("animations scolaires")
    CAMPAIGNS = "campaigns", _("campagnes et pétitions")
    PROJECTS = "projects", _("projets et partenaires")
    ASSEMBLIES = "assemblies", _("assemblées et votes")
    REMINDER = "reminder", _("rappel")
    TEAM = "team", _("message de l’équipe")
    CONSENT = "consent", _("accord demandé")
    NEWSLETTER = "newsletter", _("lettre d’information")
    OTHER = "other", _("autre")


def purpose_label(code: str) -> str:
    family = code.split(".")[0]
    return str(MessagePurpose(family).label) if family in MessagePurpose.values else code


class ConsentPurpose(TextChoices):
    NEWSLETTER = "newsletter", _("recevoir la lettre d’information")
    IMAGE = "image", _("paraître en photo ou en vidéo")
    DIRECTORY = "directory", _("paraître dans l’annuaire public")
    INVITATIONS = "invitations", _("recevoir les invitations aux activités")

    @property
    def needs_confirmation(self) -> bool:
        """A consent asked on a public page is worth nothing until its address has answered."""
        return self in (ConsentPurpose.NEWSLETTER, ConsentPurpose.INVITATIONS)


class Channel(TextChoices):
    WEB = "web", _("formulaire du site")
    PAPER = "paper", _("formulaire papier")
    SPOKEN = "spoken", _("de vive voix")
    MAIL = "mail", _("courriel")
    IMPORT = "import", _("reprise d’un ancien fichier")
