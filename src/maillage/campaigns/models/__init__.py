"""The room's rows."""

from maillage.campaigns.models.call import Call, CallAnswer
from maillage.campaigns.models.campaign import Campaign, CampaignPartner, CampaignTranslation, Demand, Relay
from maillage.campaigns.models.petition import Addressee, Delivery, Petition, PetitionText, Tally, Wording
from maillage.campaigns.models.signature import AddressBlock, PaperBatch, PaperName, Signature

__all__ = ["AddressBlock", "Addressee", "Call", "CallAnswer", "Campaign", "CampaignPartner", "CampaignTranslation",
           "Delivery", "Demand", "PaperBatch", "PaperName", "Petition", "PetitionText", "Relay", "Signature", "Tally",
           "Wording"]  # fmt: skip
