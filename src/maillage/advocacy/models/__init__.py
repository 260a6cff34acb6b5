"""The room's rows."""

from maillage.advocacy.models.asks import Ask, Clause, Criterion, ModelText
from maillage.advocacy.models.commitments import AdoptedText, ClauseAnswer, Commitment, CriterionCount, Step
from maillage.advocacy.models.decision_makers import DecisionMaker, Mandate, Roster
from maillage.advocacy.models.exchanges import Exchange
from maillage.advocacy.models.letters import Letter, LetterCount, LetterText
from maillage.advocacy.models.positions import FollowUp, Position, PositionText, Signatory, Study

__all__ = [
    "AdoptedText", "Ask", "Clause", "ClauseAnswer", "Commitment", "Criterion", "CriterionCount", "DecisionMaker",
    "Exchange", "FollowUp", "Letter", "LetterCount", "LetterText", "Mandate", "ModelText", "Position", "PositionText",
    "Roster", "Signatory", "Step", "Study",
]  # fmt: skip
