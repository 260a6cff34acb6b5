"""The room's rows."""

from maillage.activities.models.activity import Activity, ActivityDocument, Classification, CoOrganiser, Translation
from maillage.activities.models.gatherings import DinnerTable, Nominee
from maillage.activities.models.session import Session, Venue
from maillage.activities.models.sources import CalendarSource
from maillage.activities.models.tours import Guest, Stop, TourCost

__all__ = [
    "Activity",
    "ActivityDocument",
    "CalendarSource",
    "Classification",
    "CoOrganiser",
    "DinnerTable",
    "Guest",
    "Nominee",
    "Session",
    "Stop",
    "TourCost",
    "Translation",
    "Venue",
]
