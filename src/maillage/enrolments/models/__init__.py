"""The room's rows."""

from maillage.enrolments.models.enrolment import CheckIn, Enrolment, Place
from maillage.enrolments.models.opening import Opening, PlaceKind, Question, Quota

__all__ = ["CheckIn", "Enrolment", "Opening", "Place", "PlaceKind", "Question", "Quota"]
