"""What the command line does with records: `maillage verify`. No install is needed, and nothing is written."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from maillage.minutes.record.sources import shown
from maillage.minutes.record.verify import Report
from maillage.minutes.record.verify import verify as verify_record
from maillage.minutes.record.votes import Recount

Say = Callable[[str], None]
FAULTS = {
    "missing": "manque", "changed": "a été changé", "extra": "n’est pas dans le manifeste", "unsafe": "a un nom interdit",
    "large": "est trop lourd", "unreadable": "ne se lit pas", "head": "ne finit pas où le manifeste le dit",
    "link": "est un lien vers ailleurs : il n’est pas suivi", "special": "n’est pas un fichier ordinaire",
    "twice": "est deux fois dans le ZIP", "alike": "a le même nom qu’un autre, majuscules à part",
    "not_recorded": "n’est pas l’acte que la chaîne a retenu", "act_missing": "manque, et la chaîne le retient",
    "since_adoption": "n’est plus celui du jour de l’adoption", "unlike": "ne dit pas ce que disent les résolutions",
    "unknown": "ne porte pas l’empreinte que vous avez notée",
    "chain_number": "saute un maillon", "chain_previous": "ne suit pas le maillon d’avant",
    "chain_digest": "a un maillon changé",
}  # fmt: skip
DETAILS = {"unknown": " ({})"}
VOTES = {
    "missing": "il manque l’acte ou les bulletins", "unreadable": "le fichier ne se lit pas",
    "act": "ce n’est pas le vote, ou ce ne sont pas les bulletins, que la chaîne a retenus",
    "uncountable": "les bulletins ne se comptent pas", "differs": "le résultat n’est pas celui qui fut proclamé",
    "beside": "ces fichiers ne sont pas faits de ces bulletins",
}  # fmt: skip


def verify(folder: Path, data: Path | None, say: Say, known: tuple[str, ...] = ()) -> dict[str, Any]:
    """Check a record, folder or ZIP. Raises Refused when it is none."""
    report = verify_record(folder, known)
    return {
        "ok": report.holds, "files": report.files, "links": report.links, "head": report.head, "adopted": report.adopted,
        "votes": [{"path": v.path, "title": v.title, "same": v.same, "why": v.code, "differs": list(v.differs)}
                  for v in report.votes],
        "faults": [{"path": path, "fault": code, "detail": detail} for path, code, detail in report.faults],
        "manifest_only": report.loose, "_lines": list(lines(report)),
    }  # fmt: skip


def lines(report: Report) -> Iterator[str]:
    yield f"{report.files} fichiers, {report.links} maillons, {len(report.votes)} votes."
    for path, code, detail in report.faults:
        yield f"✗ {path} {FAULTS[code]}{DETAILS.get(code, ' (n° {})').format(detail) if detail else ''}."
    for vote in report.votes:
        yield vote_line(vote)
    if not report.holds:
        yield "✗ Ce dossier n’est pas celui qui fut fait."
        return
    if not report.adopted:
        yield "! Le procès-verbal n’est pas adopté : ni lui ni les présences ne sont encore dans la chaîne."
    if report.loose:
        yield f"! Tenus par le manifeste seul, non par la chaîne : {', '.join(report.loose)}."
    yield "✓ Rien n’a été changé, la chaîne tient, chaque vote recompté donne le même résultat."
    yield f"  Tête de la chaîne : {report.head}"
    yield "  Qui tient l’installation aurait pu tout refaire : comparez avec une empreinte gardée ailleurs (procès-verbal signé,"
    yield "  dossier plus ancien), par --known EMPREINTE."


def vote_line(vote: Recount) -> str:
    if vote.same:
        return f"✓ {shown(vote.title)} : recompté, même résultat."
    differs = f" : {', '.join(map(shown, vote.differs))}" if vote.differs else ""
    return f"✗ {shown(vote.title or vote.path)} : {VOTES[vote.code]}{differs}."
