"""The result of an election as people read it: elected by group, substitutes in order, and what the rules changed."""

from typing import Any

from django.utils.translation import gettext as _

from maillage.ballots.enums_votes import QuestionState
from maillage.ballots.models import Question
from maillage.elections.models import Candidacy, Election

PREFIX = "candidacy:"


def candidacies_of(vote: Question) -> dict[int, Candidacy]:
    """{number of the option: the candidacy}: two queries."""
    numbers = {one.source: one.number for one in vote.options.all()}
    ids = [int(source.removeprefix(PREFIX)) for source in numbers if source.startswith(PREFIX)]
    rows = Candidacy.objects.filter(pk__in=ids).select_related("person", "organisation", "group")
    return {numbers[row.source]: row for row in rows}


def results(election: Election) -> list[dict[str, Any]]:
    """Of each declared vote: who is elected, who would have been without the rules, the swaps explained, who waits."""
    return [result(vote) for vote in election.questions() if vote.state == QuestionState.DECLARED]


def result(vote: Question) -> dict[str, Any]:
    of, outcome = candidacies_of(vote), vote.outcome or {}
    labels = {one.number: one.label for one in vote.options.all()}

    def rows(name: str) -> list[dict[str, Any]]:
        return [
            {"label": labels[number], "candidacy": of.get(number)}
            for number in outcome.get(name, [])
            if number in labels
        ]

    swaps = outcome.get("swaps", [])
    return {
        "vote": vote, "elected": rows("elected"), "unconstrained": rows("unconstrained") if swaps else [],
        "substitutes": rows("substitutes"), "swaps": [swap_sentence(one, labels, of) for one in swaps],
        "vacant": outcome.get("vacant") or 0, "valid": outcome.get("valid"), "ties": len(outcome.get("ties", [])),
        "obeyed": outcome.get("obeyed", True), "breach": outcome.get("breach", 0), "nobody": not outcome.get("elected"),
    }  # fmt: skip


def swap_sentence(swap: list[Any], labels: dict[int, str], of: dict[int, Candidacy]) -> str:
    """Why one sits where another would have."""
    left, taken, reason, college = swap
    said = {"left": labels.get(left, ""), "taken": labels.get(taken, ""), "group": _group_name(college, of)}
    if taken is None:
        return (
            _("%(left)s n’obtient pas de siège : ceux de « %(group)s » sont tous pourvus ; un siège reste vacant.")
            % said
        )
    if left is None:
        return _("%(taken)s obtient un siège réservé à « %(group)s ».") % said
    if reason == "most":
        return _("%(taken)s siège à la place de %(left)s : « %(group)s » a déjà tous ses sièges.") % said
    if reason == "parity":
        return _("%(taken)s siège à la place de %(left)s : les statuts imposent la parité.") % said
    return _("%(taken)s siège à la place de %(left)s : ce siège est réservé à « %(group)s ».") % said


def _group_name(college: str, of: dict[int, Candidacy]) -> str:
    return next((str(one.group) for one in of.values() if one.group and one.group.college == college), college)
