"""A question as rooms above show it on their pages (`ballots/_question_card.html`)."""

from dataclasses import dataclass
from typing import Any

from maillage.ballots import results
from maillage.ballots.models import Question


@dataclass(frozen=True)
class Card:
    question: Question
    used: int
    rights: int
    result: results.Result | None
    url: str = ""
    verbs: Any = ()


def card_of(question: Question, *, url: str = "", verbs: Any = ()) -> Card:
    """What to show; `verbs` are (address, label): those of `views.questions.verbs` on the chair's screen, none elsewhere."""
    return Card(
        question, question.uses.count(), question.roll.rights.active().count(), results.of(question), url, verbs
    )
