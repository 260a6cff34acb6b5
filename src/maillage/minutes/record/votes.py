"""Counts again each vote of a record, from its ballots alone, and compares with the result that was declared. Pure."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maillage.ballots import outcomes
from maillage.ballots.counting.types import Candidate, CountError
from maillage.minutes.record import chain

MOST_BYTES = 200 * 1024 * 1024
ACT = ("number", "title", "text", "method", "secrecy", "seats", "rule", "constraints", "lot_seed", "casting_vote", "options",
       "declared_on", "outcome", "shape", "grades")  # fmt: skip


@dataclass(frozen=True)
class Recount:
    """One vote: its path and title, whether the count is the same, and why not (a code, with what differs)."""

    path: str
    title: str
    same: bool
    code: str = ""
    differs: tuple[str, ...] = ()


def recount(folder: Path, path: str) -> Recount:
    """Never raises: what cannot be read is said."""
    here = folder / path
    try:
        if here.is_symlink() or here.stat().st_size > MOST_BYTES:
            return Recount(path, "", False, "unreadable")
        vote = chain.loads(here.read_bytes())
        title = str(vote["title"])[:300]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Recount(path, "", False, "unreadable")
    if not same_act(here.parent / "acte.json", vote):
        return Recount(path, title, False, "act")
    try:
        again = outcome(vote)
    except (CountError, ValueError, KeyError, TypeError, AttributeError, RecursionError, ArithmeticError):
        return Recount(path, title, False, "uncountable")
    differs = tuple(name for name in again if again[name] != vote["outcome"].get(name))
    return Recount(path, title, not differs, "differs" if differs else "", differs)


def same_act(path: Path, vote: dict[str, Any]) -> bool:
    """What is counted again is what the chain recorded."""
    try:
        return path.read_bytes() == chain.canonical({name: vote[name] for name in ACT})
    except (OSError, KeyError):
        return False


def outcome(vote: dict[str, Any]) -> dict[str, Any]:
    """The outcome of the ballots of a `vote.json`."""
    turnout = vote["outcome"]["turnout"]
    asked = outcomes.Asked(
        method=vote["method"], shape=vote["shape"], rule=vote["rule"], constraints=vote["constraints"], seats=vote["seats"],
        lot_seed=vote["lot_seed"], casting_vote=vote["casting_vote"], grades=tuple(vote["grades"]),
        candidates=tuple(Candidate(o["number"], o["label"], o["college"], o["gender"], o["withdrawn"]) for o in vote["options"]),
    )  # fmt: skip
    box = outcomes.Box(used=vote["used"], apart=vote["apart"])
    for one in vote["ballots"]:
        if type(one["votes"]) is not int or one["votes"] < 0:
            raise ValueError("votes")
        box.add(one["votes"], one["choice"], one["college"])
    found = outcomes.outcome_of(
        asked, box, present=vote["outcome"]["present"], rights=turnout["rights"], votes=turnout["votes"]
    )
    plain: dict[str, Any] = chain.loads(chain.canonical(found))
    return plain
