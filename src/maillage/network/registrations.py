"""What the network gives the house."""

from maillage.core.registry import house
from maillage.network import current

house.network = current.shown
