"""The verbs of the room."""

from maillage.motions.actions.amending import accept, amend, refuse_amendment, set_aside, take_up, withdraw_amendment
from maillage.motions.actions.closing import carry_over, follow, undecided
from maillage.motions.actions.examining import (
    admit,
    advise,
    call,
    debate,
    number,
    place,
    refer,
    refuse,
    resume,
    table,
)
from maillage.motions.actions.voting import prepare, prepare_amendment, take_result
from maillage.motions.actions.writing import draft, rewrite, second, step_back, submit, withdraw

__all__ = [
    "accept",
    "admit",
    "advise",
    "amend",
    "call",
    "carry_over",
    "debate",
    "draft",
    "follow",
    "number",
    "place",
    "prepare",
    "prepare_amendment",
    "refer",
    "refuse",
    "refuse_amendment",
    "resume",
    "rewrite",
    "second",
    "set_aside",
    "step_back",
    "submit",
    "table",
    "take_result",
    "take_up",
    "undecided",
    "withdraw",
    "withdraw_amendment",
]
