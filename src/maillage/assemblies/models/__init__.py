"""Assemblies: the meeting, its agenda and papers, its notice, what members ask; presence and the floor."""

from maillage.assemblies.models.agenda import AgendaItem
from maillage.assemblies.models.assembly import Assembly
from maillage.assemblies.models.notice import Notice, NoticeDelivery
from maillage.assemblies.models.papers import Paper
from maillage.assemblies.models.requests import Excuse, ItemRequest, ItemSupport, Requisition, RequisitionSupport

__all__ = [
    "AgendaItem",
    "Assembly",
    "Excuse",
    "ItemRequest",
    "ItemSupport",
    "Notice",
    "NoticeDelivery",
    "Paper",
    "Requisition",
    "RequisitionSupport",
]
