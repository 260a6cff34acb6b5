"""The room's rows."""

from maillage.enrolments.models.door import Certificate, CertificateRule, DeskLink, Headcount
from maillage.enrolments.models.enrolment import CheckIn, Enrolment, Place
from maillage.enrolments.models.opening import Opening, PlaceKind, Question, Quota

__all__ = [
    "Certificate",
    "CertificateRule",
    "CheckIn",
    "DeskLink",
    "Enrolment",
    "Headcount",
    "Opening",
    "Place",
    "PlaceKind",
    "Question",
    "Quota",
]
