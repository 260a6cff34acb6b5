"""Counting votes: pure, exact functions. Whole numbers and fixed decimals only; no float, no Django, no clock, no state.

`count(method, candidates=…, ballots=…, seats=…, lot=…)` gives an Outcome: who is elected in order, the stage table,
each tie and how it was broken, as JSON, text, CSV or table. `majorities.decide` answers a yes/no question,
`lists.apportion` shares seats between lists, `constraints.apply` reserves seats and holds parity, `lots.draw` draws a lot
that anybody can draw again, `blt` and `csvfile` read and write ballots.
"""

from maillage.ballots.counting.entry import CHOICES, GRADED, METHODS, RANKED, count
from maillage.ballots.counting.types import (
    Candidate,
    ChoiceBallots,
    CountError,
    Event,
    GradedBallots,
    Outcome,
    RankedBallots,
    Stage,
    Table,
    Tie,
)

__all__ = [
    "CHOICES", "GRADED", "METHODS", "RANKED", "Candidate", "ChoiceBallots", "CountError", "Event", "GradedBallots",
    "Outcome", "RankedBallots", "Stage", "Table", "Tie", "count",
]  # fmt: skip
