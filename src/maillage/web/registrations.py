"""What the homes plug in: who may open the gallery, whose room is too low to say it."""

from maillage.accounts.access import OUTSIDE, PUBLIC

OUTSIDE["ui:*"] = PUBLIC
OUTSIDE["site:gallery"] = PUBLIC
