"""Bodies, their seats by group, and mandates."""

from maillage.bodies.models.body import Body, SeatGroup
from maillage.bodies.models.mandate import Mandate

__all__ = ["Body", "Mandate", "SeatGroup"]
