"""Counts again each vote of a record, from its ballots alone, and compares with the result that was declared. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from maillage.ballots import outcomes
from maillage.ballots.counting.types import CountError
from maillage.minutes.record import chain, derived, layout
from maillage.minutes.record.sources import Source

BROKEN = (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, ArithmeticError)


@dataclass(frozen=True)
class Recount:
    """One vote: its path and title, whether the count is the same, and why not (a code, with what differs)."""

    path: str
    title: str
    same: bool
    code: str = ""
    differs: tuple[str, ...] = ()


def recounts(source: Source, told: dict[str, str]) -> Iterator[Recount]:
    """Each vote of which the record holds anything."""
    folders = {path.rpartition("/")[0] for path in told if path.startswith(f"{layout.VOTES}/")}
    for folder in sorted(folders):
        yield recount(source, folder)


def recount(source: Source, folder: str) -> Recount:
    """Never raises: what cannot be read is said."""
    path = f"{folder}/{layout.VOTE}"
    if path not in source or f"{folder}/{layout.ACT}" not in source:
        return Recount(path, "", False, "missing")
    try:
        vote = chain.loads(source.read(path))
        title = str(vote["title"])[:300]
        act = chain.canonical({**vote, "ballots": derived.digest_of(vote["ballots"])})
        here = f"{layout.VOTES}/{vote['number']:03d}"
        if folder != here or source.read(f"{folder}/{layout.ACT}") != act:
            return Recount(path, title, False, "act")
    except BROKEN:
        return Recount(path, "", False, "unreadable")
    try:
        again = outcome(vote)
        differs = tuple(name for name in {**vote["outcome"], **again} if again.get(name) != vote["outcome"].get(name))
        beside = tuple(unlike(source, folder, vote))
    except (CountError, *BROKEN):
        return Recount(path, title, False, "uncountable")
    if differs:
        return Recount(path, title, False, "differs", differs)
    return Recount(path, title, not beside, "beside" if beside else "", beside)


def unlike(source: Source, folder: str, vote: dict[str, Any]) -> Iterator[str]:
    """The files made from the ballots that are not those of these ballots."""
    for name, content in derived.files_of(vote):
        path = f"{folder}/{name}"
        if path not in source or source.read(path) != content:
            yield name


def outcome(vote: dict[str, Any]) -> dict[str, Any]:
    """The outcome of the ballots of a `vote.json`."""
    turnout = vote["outcome"]["turnout"]
    asked = outcomes.Asked(
        method=vote["method"], shape=vote["shape"], rule=vote["rule"], constraints=vote["constraints"], seats=vote["seats"],
        lot_seed=vote["lot_seed"], casting_vote=vote["casting_vote"], grades=tuple(vote["grades"]),
        candidates=derived.candidates(vote),
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
