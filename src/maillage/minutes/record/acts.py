"""The bytes that stand for an act in the chain: a vote as it was declared. The same row gives the same bytes."""

from typing import Any

from django.utils.timezone import localdate

from maillage.ballots.ballot_forms import grades_of
from maillage.ballots.models import Question
from maillage.minutes.record import chain


def vote_act(question: Question) -> dict[str, Any]:
    """What was asked, under which rule, and what came out. No ballot and no name of a voter."""
    parity = bool(question.constraints.get("parity"))  # a declared gender is told only where it decides
    return {
        "number": question.number, "title": question.title, "text": question.text, "method": question.method,
        "secrecy": question.secrecy, "seats": question.seats, "rule": question.rule, "constraints": question.constraints,
        "lot_seed": question.lot_seed, "casting_vote": question.casting_vote,
        "options": [{"number": o.number, "label": o.label, "college": o.college, "gender": o.gender if parity else "",
                     "withdrawn": bool(o.withdrawn_at)}
                    for o in question.options.all()],
        "declared_on": localdate(question.declared_at).isoformat(), "outcome": question.outcome,
        "shape": question.shape, "grades": list(grades_of(question)) if question.shape == "graded" else [],
    }  # fmt: skip


def vote(question: Question) -> bytes:
    return chain.canonical(vote_act(question))
