"""The bytes that stand for an act in the chain: a vote as it was declared. The same row gives the same bytes."""

from typing import Any

from django.utils.timezone import localdate

from maillage.ballots import tallying
from maillage.ballots.actions.tellers import settled
from maillage.ballots.ballot_forms import grades_of
from maillage.ballots.models import Question
from maillage.minutes.record import chain, derived, layout
from maillage.network import current


def vote_act(question: Question) -> dict[str, Any]:
    """What was asked, under which rule, and what came out. No ballot and no name of a voter. The day is that of the network,
    wherever this is worked out."""
    parity = bool(question.constraints.get("parity"))  # a declared gender is told only where it decides
    return {
        "number": question.number, "title": question.title, "text": question.text, "method": question.method,
        "secrecy": question.secrecy, "seats": question.seats, "rule": question.rule, "constraints": question.constraints,
        "lot_seed": question.lot_seed, "casting_vote": question.casting_vote,
        "options": [{"number": o.number, "label": o.label, "college": o.college, "gender": o.gender if parity else "",
                     "withdrawn": bool(o.withdrawn_at)}
                    for o in question.options.all()],
        "declared_on": localdate(question.declared_at, current.zone()).isoformat(), "outcome": question.outcome,
        "shape": question.shape, "grades": list(grades_of(question)) if question.shape == "graded" else [],
    }  # fmt: skip


def vote_whole(question: Question) -> dict[str, Any]:
    """The same with its ballots: all that a recount needs. Colleges are told where the result tells them."""
    box = tallying.box_of(question, None if question.is_confidential else settled(question))
    cast = derived.together((votes, choice, college if box.apart else "") for votes, choice, college in box.ballots)
    return {**vote_act(question), "ballots": cast, "used": box.used, "apart": box.apart}


def act_of(whole: dict[str, Any]) -> bytes:
    """What the chain keeps the digest of: the vote, and the digest of its ballots in their place."""
    return chain.canonical({**whole, "ballots": derived.digest_of(whole["ballots"])})


def ref_of(question: Question) -> str:
    """« assemblee-12/vote-3 », or « liste-8/vote-3 » where the roll serves no meeting."""
    assembly = getattr(question.roll, "assembly", None)
    of = layout.meeting(assembly.pk) if assembly else f"liste-{question.roll_id}"
    return f"{of}/vote-{question.number}"


def vote(question: Question) -> bytes:
    return act_of(vote_whole(question))
