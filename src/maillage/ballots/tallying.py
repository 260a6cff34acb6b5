"""From what is stored to a count: the ballots of a question, gathered for `outcomes`, which anybody can work out again.

Nothing is written here: `actions.count` keeps what this says, `recount` compares.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, Sum

from maillage.ballots import outcomes, points
from maillage.ballots.ballot_forms import grades_of
from maillage.ballots.counting.types import Candidate
from maillage.ballots.enums import ProxyState
from maillage.ballots.enums_votes import Secrecy, UseRoute
from maillage.ballots.exercise import present_on
from maillage.ballots.models import NominalVote, Proxy, Question
from maillage.ballots.outcomes import INVALID, Box


def box_of(question: Question, sheet: dict[str, Any] | None) -> Box:
    """The votes by name, the opened ballots, the sheet that tellers agreed on."""
    box = Box(used=question.uses.count())
    if question.secrecy == Secrecy.NOMINAL:
        rows = NominalVote.objects.filter(use__question=question).order_by("use__right").values_list(
            "use__right__weight", "choice", "use__right__college")  # fmt: skip
        for weight, choice, college in rows:
            box.add(weight, choice, college)
        box.apart = len({college for _weight, _choice, college in box.ballots}) > 1
    elif question.is_confidential:
        for row in question.ballots.all():
            box.add(row.weight, row.content, row.college)
        box.apart = any(row[2] for row in box.ballots)
    if sheet is not None:
        _add_sheet(question, box, sheet)
    return box


def _add_sheet(question: Question, box: Box, sheet: dict[str, Any]) -> None:
    each = 1
    if question.takes_paper:
        used = question.uses.filter(route=UseRoute.PAPER).first()
        each = used.right.weight if used else 1
    for choice, count in sheet_ballots(sheet):
        box.add(count * each, choice)
    if question.secrecy == Secrecy.HANDS:
        box.used = sum(weight for weight, _choice, _college in box.ballots)
    box.apart = False


def sheet_ballots(sheet: dict[str, Any]) -> list[tuple[Any, int]]:
    """(choice, how many) of a sheet."""
    if "ballots" in sheet:
        found = [(choice, count) for count, choice in sheet["ballots"]]
        return [*found, (INVALID, int(sheet.get("invalid") or 0))]
    return list(sheet.items())


def present_votes(question: Question) -> int | None:
    """The votes of those who are there, themselves or by proxy; None when the roll has no meeting."""
    there = present_on(question.roll)
    if there is None:
        return None
    held = Proxy.objects.filter(roll=question.roll, state=ProxyState.ACCEPTED, holder__in=there)
    rows = list(held.values_list("right", "items"))
    within = points.around(question.source) if any(items for _right, items in rows) else frozenset()
    carried = [right for right, items in rows if not items or any(item in within for item in items)]
    rights = question.roll.rights.active().filter(Q(delegate__in=there) | Q(pk__in=carried))
    return rights.aggregate(votes=Sum("weight"))["votes"] or 0


def asked_of(question: Question) -> outcomes.Asked:
    """What was asked, as the count needs it."""
    return outcomes.Asked(
        method=question.method, shape=question.shape, rule=question.rule, constraints=question.constraints,
        seats=question.seats, lot_seed=question.lot_seed, casting_vote=question.casting_vote,
        grades=grades_of(question) if question.shape == "graded" else (), candidates=candidates_of(question),
    )  # fmt: skip


def outcome_of(
    question: Question, box: Box, *, present: int | None, turnout: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """The outcome as it is kept; `turnout`: the rights that stood when it was declared, which a correction may have changed
    since. Raises CountError for what cannot be counted."""
    every = turnout or question.roll.rights.active().aggregate(rights=Count("pk"), votes=Sum("weight"))
    return outcomes.outcome_of(
        asked_of(question), box, present=present, rights=every["rights"], votes=every["votes"] or 0
    )


def candidates_of(question: Question) -> tuple[Candidate, ...]:
    return tuple(Candidate(one.number, one.label, one.college, one.gender, one.withdrawn_at is not None)
                 for one in question.options.all())  # fmt: skip
