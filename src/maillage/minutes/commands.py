"""What the command line does with records: `maillage verify`. No install is needed, and nothing is written."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from maillage.minutes.record.verify import Report
from maillage.minutes.record.verify import verify as verify_folder
from maillage.minutes.record.votes import Recount

Say = Callable[[str], None]
FAULTS = {
    "missing": "manque", "changed": "a été changé", "extra": "n’est pas dans le manifeste", "unsafe": "a un nom interdit",
    "large": "est trop lourd", "unreadable": "ne se lit pas", "head": "ne finit pas où le manifeste le dit",
    "not_recorded": "n’est pas dans la chaîne des actes", "chain_number": "saute un maillon",
    "chain_previous": "ne suit pas le maillon d’avant", "chain_digest": "a un maillon changé",
}  # fmt: skip
VOTES = {
    "unreadable": "le fichier ne se lit pas", "act": "ce n’est pas le vote que la chaîne a retenu",
    "uncountable": "les bulletins ne se comptent pas", "differs": "le résultat n’est pas celui qui fut proclamé",
}  # fmt: skip


def verify(folder: Path, data: Path | None, say: Say) -> dict[str, Any]:
    """Check a record. Raises Refused when the folder is no record."""
    report = verify_folder(folder)
    return {
        "ok": report.holds, "files": report.files, "links": report.links,
        "votes": [{"path": v.path, "title": v.title, "same": v.same, "why": v.code, "differs": list(v.differs)}
                  for v in report.votes],
        "faults": [{"path": path, "fault": code, "detail": detail} for path, code, detail in report.faults],
        "_lines": list(lines(report)),
    }  # fmt: skip


def lines(report: Report) -> Iterator[str]:
    yield f"{report.files} fichiers, {report.links} maillons, {len(report.votes)} votes."
    for path, code, detail in report.faults:
        yield f"✗ {path} {FAULTS[code]}{f' (n° {detail})' if detail else ''}."
    for vote in report.votes:
        yield vote_line(vote)
    yield "✓ Rien n’a été changé, la chaîne tient, chaque vote recompté donne le même résultat." if report.holds else \
        "✗ Ce dossier n’est pas celui qui fut fait."  # fmt: skip


def vote_line(vote: Recount) -> str:
    if vote.same:
        return f"✓ {vote.title} : recompté, même résultat."
    return f"✗ {vote.title or vote.path} : {VOTES[vote.code]}{' : ' + ', '.join(vote.differs) if vote.differs else ''}."
