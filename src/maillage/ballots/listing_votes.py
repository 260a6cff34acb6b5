"""Questions as lists show them."""

from typing import Any

from maillage.ballots.models import Question
from maillage.ui.templatetags.ui import tag


def state(question: Question) -> Any:
    return tag(question.standing.label, question.standing.tone)
