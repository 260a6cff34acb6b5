"""What motions show on the pages of lower rooms."""

from typing import Any

from maillage.motions.actions import voting


def refuse_vote(question: Any, verb: str) -> list[str]:
    return voting.refusals(question) if verb == "open" else []
