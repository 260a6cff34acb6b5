"""The files by which anybody counts a declared question again: JSON with everything, ballots as CSV, BLT for orders of
preference, votes by name. What a confidential vote holds together stays together here."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from maillage.ballots import results
from maillage.ballots.actions.tellers import settled
from maillage.ballots.ballot_forms import grades_of, said
from maillage.ballots.counting import RankedBallots, blt, csvfile, lots
from maillage.ballots.counting.render import safe
from maillage.ballots.enums_votes import Secrecy
from maillage.ballots.models import Question
from maillage.ballots.outcomes import INVALID, Box, contents
from maillage.ballots.tallying import box_of, candidates_of


def files_of(question: Question) -> Iterator[tuple[str, bytes]]:
    """(name, content): `vote-3.json`, `vote-3-bulletins.csv`, `vote-3.blt`, `vote-3-noms.csv`; nothing before the result."""
    if question.state != "declared":
        return
    box = box_of(question, None if question.is_confidential else settled(question))
    base = f"vote-{question.number}"
    yield f"{base}.json", json.dumps(described(question, box), ensure_ascii=False, indent=1, sort_keys=True).encode()
    yield f"{base}-bulletins.csv", ballots_csv(question, box).encode()
    if question.shape == "ranked":
        yield f"{base}.blt", blt.write(RankedBallots(
            candidates_of(question), tuple(contents(question.shape, _grouped(box))), question.seats, question.title,
            lots.draw([one.number for one in candidates_of(question)], question.lot_seed),
        )).encode()  # fmt: skip
    if question.secrecy == Secrecy.NOMINAL:
        yield f"{base}-noms.csv", names_csv(question).encode()


def short_name(path: str) -> str:
    """`vote-3-noms.csv` → `noms.csv`."""
    tail = path.partition("-")[2].lstrip("0123456789")
    return tail.lstrip("-") if tail.startswith("-") else f"vote{tail}"


def _grouped(box: Box) -> list[tuple[int, Any, str]]:
    """Equal ballots together."""
    found: dict[str, list[Any]] = {}
    for weight, choice, _college in box.ballots:
        found.setdefault(json.dumps(choice, sort_keys=True), [0, choice])[0] += weight
    return [(weight, choice, "") for _key, (weight, choice) in sorted(found.items())]


def described(question: Question, box: Box) -> dict[str, Any]:
    """Everything that a recount needs."""
    return {
        "number": question.number, "title": question.title, "text": question.text, "method": question.method,
        "secrecy": question.secrecy, "seats": question.seats, "rule": question.rule, "constraints": question.constraints,
        "grades": list(grades_of(question)) if question.shape == "graded" else [], "lot_seed": question.lot_seed,
        "casting_vote": question.casting_vote, "source": question.source, "folded": question.folded,
        "opened_at": question.opened_at.isoformat() if question.opened_at else None,
        "closed_at": question.closed_at.isoformat() if question.closed_at else None,
        "options": [
            {"number": one.number, "label": one.label, "college": one.college, "gender": one.gender,
             "withdrawn": one.withdrawn_at is not None}
            for one in question.options.all()
        ],
        "ballots": [[weight, choice] for weight, choice, _college in _grouped(box)],
        "outcome": question.outcome,
    }  # fmt: skip


def ballots_csv(question: Question, box: Box) -> str:
    """Ballots as `maillage count` reads them for grades and choices; a line per content otherwise."""
    kept = [row for row in _grouped(box) if row[1] != INVALID]
    found = candidates_of(question)
    if question.shape == "graded":
        rows = [
            (weight, {number: str(grade) for number, grade in cells.items()})
            for weight, cells in contents(question.shape, kept)
        ]
        return csvfile.write(found, rows)
    if question.shape in ("several", "one"):
        chosen = contents(question.shape, kept)
        return csvfile.write(found, [(weight, dict.fromkeys(some, "1")) for weight, some in chosen])
    return _csv([("weight", "ballot"), *((str(weight), said(question, choice)) for weight, choice, _college in kept)])


def names_csv(question: Question) -> str:
    """Who voted what, of a vote by name."""
    head = (_("Titulaire"), _("Collège"), _("Voix"), _("Voie"), _("Par"), _("Choix"))
    rows = [
        (vote.use.right.name, vote.use.right.college, str(vote.use.right.weight), vote.use.get_route_display(),
         str(vote.by or ""), said(question, vote.choice))
        for vote in results.nominal(question)
    ]  # fmt: skip
    return _csv([head, *rows])


def _csv(rows: list[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[safe(str(cell)) for cell in row] for row in rows])
    return out.getvalue()
