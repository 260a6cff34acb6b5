"""The room's rows."""

from maillage.ballots.models.proxy import Proxy
from maillage.ballots.models.question import Option, Question
from maillage.ballots.models.roll import Right, RightAbsence, Roll, RollChallenge, RollCorrection, Substitute
from maillage.ballots.models.tellers import TellerSheet
from maillage.ballots.models.urn import NominalVote, OpenedBallot, RightUse, Urn

__all__ = [
    "NominalVote",
    "OpenedBallot",
    "Option",
    "Proxy",
    "Question",
    "Right",
    "RightAbsence",
    "RightUse",
    "Roll",
    "RollChallenge",
    "RollCorrection",
    "Substitute",
    "TellerSheet",
    "Urn",
]
