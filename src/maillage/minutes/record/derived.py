"""The files of a vote that a spreadsheet and `maillage count` read, made from its `vote.json` alone: whoever verifies a
record makes them again. Pure."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from maillage.ballots.counting import RankedBallots, blt, csvfile, lots
from maillage.ballots.counting.render import safe
from maillage.ballots.counting.types import Candidate
from maillage.ballots.outcomes import INVALID, contents
from maillage.minutes.record import chain

Ballot = dict[str, Any]  # {"votes", "choice", "college"}


def together(ballots: Iterable[tuple[int, Any, str]]) -> list[Ballot]:
    """Equal ballots as one row, in the order of what they say: neither who nor when shows in their order."""
    found: dict[tuple[str, str], list[Any]] = {}
    for votes, choice, college in ballots:
        key = (json.dumps(choice, sort_keys=True), college)
        found.setdefault(key, [0, choice])[0] += votes
    return [{"votes": votes, "choice": choice, "college": key[1]} for key, (votes, choice) in sorted(found.items())]


def digest_of(ballots: list[Ballot]) -> str:
    """What the act of a vote holds of its ballots."""
    return chain.sha256(chain.canonical(ballots))


def candidates(vote: dict[str, Any]) -> tuple[Candidate, ...]:
    return tuple(Candidate(one["number"], one["label"], one["college"], one["gender"], one["withdrawn"])
                 for one in vote["options"])  # fmt: skip


def files_of(vote: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """(name, content): the ballots as CSV, and as BLT for orders of preference."""
    cast = [(one["votes"], one["choice"], "") for one in vote["ballots"]]
    merged = [(one["votes"], one["choice"], "") for one in together(cast)]
    yield "bulletins.csv", ballots_csv(vote, merged).encode()
    if vote["shape"] == "ranked":
        known = candidates(vote)
        yield "vote.blt", blt.write(RankedBallots(
            known, tuple(contents("ranked", merged)), vote["seats"], vote["title"],
            lots.draw([one.number for one in known], vote["lot_seed"]),
        )).encode()  # fmt: skip


def ballots_csv(vote: dict[str, Any], ballots: list[tuple[int, Any, str]]) -> str:
    """As `maillage count` reads them for grades and choices; otherwise a line per content."""
    known, shape = candidates(vote), vote["shape"]
    if shape == "graded":
        return csvfile.write(known, [(votes, {number: str(grade) for number, grade in cells.items()})
                                     for votes, cells in contents(shape, ballots)])  # fmt: skip
    if shape in ("several", "one"):
        return csvfile.write(known, [(votes, dict.fromkeys(some, "1")) for votes, some in contents(shape, ballots)])
    labels = {one.number: one.name for one in known}
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["weight", "ballot"])
    writer.writerows([votes, safe(said(choice, labels))] for votes, choice, _college in ballots if choice != INVALID)
    return file.getvalue()


def said(choice: Any, labels: dict[int, str]) -> str:
    """« yes », or « Amina > Bruno = Chloé »."""
    if isinstance(choice, str):
        return choice
    return " > ".join(" = ".join(labels.get(number, str(number)) for number in rank) for rank in choice)
