"""Assemblies: the meeting, its agenda and papers, its notice, what members ask; presence and the floor."""

from maillage.assemblies.models.agenda import AgendaItem
from maillage.assemblies.models.assembly import Assembly
from maillage.assemblies.models.notice import Notice, NoticeDelivery
from maillage.assemblies.models.papers import Paper
from maillage.assemblies.models.presence import Attendance, QuorumChange, Screen, Stay
from maillage.assemblies.models.requests import Excuse, ItemRequest, ItemSupport, Requisition, RequisitionSupport
from maillage.assemblies.models.speech import Speech

__all__ = [
    "AgendaItem",
    "Assembly",
    "Attendance",
    "Excuse",
    "ItemRequest",
    "ItemSupport",
    "Notice",
    "NoticeDelivery",
    "Paper",
    "QuorumChange",
    "Requisition",
    "RequisitionSupport",
    "Screen",
    "Speech",
    "Stay",
]
