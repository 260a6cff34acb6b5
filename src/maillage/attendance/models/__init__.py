"""The room's rows."""

from maillage.attendance.models.count import Count, CountRow, Reach
from maillage.attendance.models.snapshot import Snapshot

__all__ = ["Count", "CountRow", "Reach", "Snapshot"]
