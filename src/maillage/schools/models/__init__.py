"""The room's rows: schools, animations, facilitators, requests and the visits that answer them."""

from maillage.schools.models.people import Facilitator
from maillage.schools.models.requests import PupilGroup, RequestStep, SchoolRequest, WishedSlot
from maillage.schools.models.schools import Animation, School
from maillage.schools.models.visits import Assignment, Visit, VisitGroup

__all__ = [
    "Animation",
    "Assignment",
    "Facilitator",
    "PupilGroup",
    "RequestStep",
    "School",
    "SchoolRequest",
    "Visit",
    "VisitGroup",
    "WishedSlot",
]
