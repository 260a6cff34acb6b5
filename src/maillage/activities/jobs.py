"""What the room does by itself, each night."""

from maillage.activities import actions


def purge() -> int:
    """What was personal of tours and placements a year over is erased."""
    return actions.purge_gatherings()
