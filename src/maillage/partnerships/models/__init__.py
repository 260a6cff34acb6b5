"""The room's rows."""

from maillage.partnerships.models.agreements import Agreement, AgreementCommitment, AgreementSignature
from maillage.partnerships.models.assessments import (
    Assessment,
    AssessmentAnswer,
    AssessmentQuestion,
    CapacityAssessment,
    CapacityLevel,
    QuestionSet,
)
from maillage.partnerships.models.life import Learning, PartnerVisit
from maillage.partnerships.models.networks import NetworkSeat, PartnerNetwork, PlanAction
from maillage.partnerships.models.partnership import Carrier, Partnership, PartnershipContact, PartnershipTransition
from maillage.partnerships.models.pieces import DuePiece, PieceLook

__all__ = [
    "Agreement",
    "AgreementCommitment",
    "AgreementSignature",
    "Assessment",
    "AssessmentAnswer",
    "AssessmentQuestion",
    "CapacityAssessment",
    "CapacityLevel",
    "Carrier",
    "DuePiece",
    "Learning",
    "NetworkSeat",
    "PartnerNetwork",
    "PartnerVisit",
    "Partnership",
    "PartnershipContact",
    "PartnershipTransition",
    "PieceLook",
    "PlanAction",
    "QuestionSet",
]  # fmt: skip
