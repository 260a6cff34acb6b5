"""The room's rows."""

from maillage.evaluations.models.poll import Answer, Poll, Sheet, Tally
from maillage.evaluations.models.questionnaire import Item, Questionnaire

__all__ = ["Answer", "Item", "Poll", "Questionnaire", "Sheet", "Tally"]
