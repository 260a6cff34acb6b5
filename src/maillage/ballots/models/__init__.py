"""The room's rows."""

from maillage.ballots.models.proxy import Proxy
from maillage.ballots.models.roll import Right, RightAbsence, Roll, RollChallenge, RollCorrection, Substitute

__all__ = ["Proxy", "Right", "RightAbsence", "Roll", "RollChallenge", "RollCorrection", "Substitute"]
