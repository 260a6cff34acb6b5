"""The room's rows."""

from maillage.campaigns.models.campaign import Campaign

__all__ = ["Campaign"]
