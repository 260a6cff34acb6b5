"""What an import would do of each activity: create, update, leave, refuse; and what is not held. Nothing is written here."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from maillage.core.errors import Refused
from maillage.iati import checking, held, schemas
from maillage.iati.elements import activity as elements
from maillage.iati.elements.activity import Activity
from maillage.iati.elements.values import Unheld
from maillage.iati.exports.facts import refs
from maillage.iati.faults import line_of
from maillage.iati.rows.settled import settle
from maillage.iati.stream import ACTIVITIES, Source, Unreadable, opened
from maillage.projects.models import Project

MANY, HEAVY = 100, 3_000  # activities, or rows, of one batch
CREATE, UPDATE, SAME, REFUSE = "created", "updated", "unchanged", "refused"


@dataclass
class Step:
    """One activity of a file and what becomes of it."""

    file: str
    line: int
    identifier: str
    activity: Activity | None = None
    outcome: str = REFUSE
    reason: str = ""
    project: Project | None = None
    before: Activity | None = None


@dataclass
class Answer:
    counts: Counter[str] = field(default_factory=Counter)
    not_held: Counter[str] = field(default_factory=Counter)
    refusals: list[Step] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)  # files refused as a whole, with why
    organisations: int = 0
    seen: dict[str, tuple[str, int]] = field(default_factory=dict)  # where each identifier was first met

    def add(self, steps: Iterable[Step]) -> None:
        for step in steps:
            self.counts["activities"] += 1
            self.counts[step.outcome] += 1
            if step.outcome == REFUSE:
                self.refusals.append(step)

    def as_dict(self) -> dict[str, Any]:
        told = {name: self.counts[name] for name in ("activities", CREATE, UPDATE, SAME, REFUSE)}
        return {**told, "not_held": dict(sorted(self.not_held.items()))}

    def errors(self) -> list[dict[str, Any]]:
        """What was refused and why, for a program: files, then activities."""
        rows = [{"file": step.file, "line": step.line, "identifier": step.identifier, "message": str(step.reason)}
                for step in self.refusals]  # fmt: skip
        return [*({"message": reason} for reason in self.unread), *rows]


def readable(paths: Iterable[Path]) -> tuple[list[Path], list[str]]:
    """(files to import, a sentence for each that cannot be): every one is read to its end before anything is written.
    Raises Refused when none can be."""
    good, reasons = [], []
    for path in paths:
        try:
            with opened(path) as file:
                found = examine(file, path.name)
        except Unreadable as error:
            line = " " + _("(ligne %(line)s)") % {"line": error.line} if error.line else ""
            found = [f"{path.name} : {error.message()}{line}"]
        reasons += found
        if not found:
            good.append(path)
    if reasons and not good:
        raise Refused(*reasons)
    return good, reasons


def examine(file: IO[bytes], name: str) -> list[str]:
    """Why a whole file cannot be imported."""
    source = Source(file)
    if not source.is_supported:
        return [f"{name} : {checking.unsupported(source).message}"]
    if source.kind != ACTIVITIES:
        return [f"{name} : " + _("c’est un fichier d’organisation ; seules les activités s’importent.")]
    for _row in source.rows():
        pass
    return []


def steps(files: Iterable[tuple[str, IO[bytes]]], answer: Answer) -> Iterator[list[Step]]:
    """Activities, batch after batch, compared with what is held."""
    for name, file in files:
        batch: list[Step] = []
        weight = 0
        source = Source(file)
        for number, row in enumerate(source.rows(), start=1):
            step = read(source, row, number, name, answer)
            batch.append(step)
            weight += 1 + len(row) if step.activity else 0
            if len(batch) >= MANY or weight >= HEAVY:
                yield compared(batch)
                batch, weight = [], 0
        if batch:
            yield compared(batch)


def read(source: Source, row: Any, number: int, file: str, answer: Answer) -> Step:
    identifier = (row.findtext("iati-identifier") or "").strip()
    step = Step(file, line_of(row), identifier)
    start = f"/{source.kind}/{row.tag}[{number}]"
    if found := schemas.faults(row, source.kind, source.version, start, identifier):
        step.reason = f"{found[0].message} ({found[0].path}, " + _("ligne %(line)s") % {"line": found[0].line} + ")"
        return step
    if identifier in answer.seen:
        other, line = answer.seen[identifier]
        said = _(
            "Cet identifiant est déjà celui d’une autre activité (%(file)s, ligne %(line)s) : "
            "une des deux est de trop, ou mal nommée."
        )
        step.reason = said % {"file": other, "line": line}
        return step
    try:
        activity, lost = elements.read(row)
        step.activity = settle(activity, lost)
    except Unheld as error:
        step.reason = error.message()
        return step
    answer.seen[identifier] = (file, line_of(row))
    answer.not_held.update(lost)
    step.outcome = CREATE
    return step


def compared(batch: list[Step]) -> list[Step]:
    """The steps with what is held beside them, in few queries."""
    wanted = {step.identifier: step for step in batch if step.activity is not None}
    found = list(Project.objects.filter(iati_identifier__in=list(wanted)).values_list("pk", flat=True))
    facts = refs(found)
    for project, before in held.activities(found):
        step = wanted[str(project.iati_identifier)]
        if step.activity is not None and project.pk in facts:  # what facts tell already is not noted besides
            known = facts[project.pk]
            step.activity.transactions = [one for one in step.activity.transactions if one.ref not in known]
        step.project, step.before = project, before
        step.outcome = SAME if before == step.activity else UPDATE
    return batch
