"""States and kinds of campaigns."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CampaignState(TextChoices):
    DRAFT = "draft", _("En préparation")
    OPEN = "open", _("En cours")
    CLOSED = "closed", _("Terminée")

    def can_become(self, other: "CampaignState") -> bool:
        """A campaign that people have seen is closed, never hidden again; a closed one may open again."""
        return (
            other
            in {
                CampaignState.DRAFT: {CampaignState.OPEN},
                CampaignState.OPEN: {CampaignState.CLOSED},
                CampaignState.CLOSED: {CampaignState.OPEN},
            }[self]
        )
