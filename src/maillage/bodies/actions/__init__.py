"""The verbs of bodies: `from maillage.bodies import actions`, then `actions.mandates.begin(…)`."""

from maillage.bodies.actions import bodies, mandates

__all__ = ["bodies", "mandates"]
