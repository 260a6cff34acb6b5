"""Checks files: can they be read, by the schema, the rules, the lists, the identifiers. Nothing is asked of the network."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from maillage.iati import codes, rulesets, schemas
from maillage.iati.faults import CRITICAL, SEVERITIES, Fault, line_of, place_of
from maillage.iati.references import Register, sets
from maillage.iati.rule_words import words
from maillage.iati.stream import ACTIVITIES, IDENTIFIER, SUPPORTED, Source, Unreadable, opened

LISTED = 20_000  # faults kept of one file; the others are counted
Forms = Callable[[str, str], str]  # (identifier, path) to the address of the form


@dataclass
class Report:
    """What was found in one file."""

    file: str
    version: str = ""
    activities: int = 0
    xsd_valid: bool = False
    faults: list[Fault] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    misshapen: bool = False  # the schema refuses something

    def add(self, fault: Fault) -> None:
        self.counts[fault.severity] += 1
        self.misshapen |= fault.rule == schemas.RULE
        if len(self.faults) < LISTED:
            self.faults.append(fault)

    @property
    def is_good(self) -> bool:
        return not self.counts[CRITICAL] and not self.counts["error"]

    def as_dict(self) -> dict[str, Any]:
        return {
            "file": self.file, "version": self.version, "activities": self.activities, "xsd_valid": self.xsd_valid,
            "errors": [one.as_dict() for one in self.faults], "counts": {one: self.counts[one] for one in SEVERITIES},
        }  # fmt: skip


def check_files(paths: Iterable[Path], *, known: Collection[str] = (), forms: Forms | None = None) -> list[Report]:
    """Each file, then what they say of one another."""
    register, reports = Register(known), []
    for index, path in enumerate(paths):
        report = Report(str(path))
        reports.append(report)
        try:
            with opened(path) as file:
                read(file, report, register, index)
        except Unreadable as error:
            report.xsd_valid = False
            report.add(Fault(CRITICAL, error.rule, error.message(), line=error.line))
    finish(reports, register, forms)
    return reports


def check_file(file: IO[bytes], name: str, *, known: Collection[str] = (), forms: Forms | None = None) -> Report:
    """One file that is open already."""
    register, report = Register(known), Report(name)
    try:
        read(file, report, register, 0)
    except Unreadable as error:
        report.xsd_valid = False
        report.add(Fault(CRITICAL, error.rule, error.message(), line=error.line))
    finish([report], register, forms)
    return report


def finish(reports: list[Report], register: Register, forms: Forms | None) -> None:
    for index, fault in register.left():
        reports[index].add(fault)
    for report in reports:
        report.faults.sort(key=lambda one: (SEVERITIES.index(one.severity), one.line))
        if forms is not None:
            report.faults = [replace(one, url=forms(one.identifier, one.path)) for one in report.faults]


def read(file: IO[bytes], report: Report, register: Register, index: int) -> None:
    source = Source(file)
    report.version = source.version
    if not source.is_supported:
        report.add(unsupported(source))
        report.activities = sum(1 for _row in source.rows()) if source.kind == ACTIVITIES else 0
        return
    for fault in schemas.faults_of_head(source.root, source.version):
        report.add(fault)
    rows = 0
    for rows, row in enumerate(source.rows(), start=1):
        report.activities = rows if source.kind == ACTIVITIES else 0
        for fault in faults_of_row(source, row, rows, report.file, register, index):
            report.add(fault)
    if not rows:
        report.add(
            Fault(CRITICAL, schemas.RULE, _("Ce fichier ne contient rien."), f"/{source.kind}", line_of(source.root))
        )
    for path, line, said in source.strays:
        report.add(Fault(CRITICAL, schemas.RULE, schemas.in_words(said), path, line))
    report.xsd_valid = not report.misshapen


def unsupported(source: Source) -> Fault:
    if not source.version:
        said = _("La version de la norme manque (attribut « version » de la racine) : %(known)s sont lues.")
    elif source.version.startswith("1"):
        said = _(
            "La version %(version)s de la norme est abandonnée depuis 2016 : demandez ce fichier en version 2 (%(known)s sont lues)."
        )
    else:
        said = _("La version « %(version)s » de la norme est inconnue : %(known)s sont lues.")
    params = {"version": source.version[:20], "known": ", ".join(SUPPORTED)}
    return Fault(CRITICAL, "0.6.1", said % params, f"/{source.kind}/@version", line_of(source.root))


def faults_of_row(source: Source, row: Any, number: int, file: str, register: Register, index: int) -> Iterator[Fault]:
    start = f"/{source.kind}/{row.tag}[{number}]"
    identifier = (row.findtext(IDENTIFIER[source.kind]) or "").strip()
    yield from schemas.faults(row, source.kind, source.version, start, identifier)
    yield from codes.faults(row, start, identifier)
    yield from faults_of_rules(row, start, identifier)
    yield from register.read(row, file, index, start, identifier)


def faults_of_rules(row: Any, start: str, identifier: str) -> Iterator[Fault]:
    for one in rulesets.broken(rulesets.standard(), row, sets(), datetime.now(UTC)):
        node, attribute = blamed(one)
        path = place_of(node, row, start) + attribute
        message = words(one.info.get("id", ""), one.info.get("message", one.rule))
        if len(one.blamed) > 1:
            message += " " + _("(%(count)s endroits dans cette activité)") % {"count": len(one.blamed)}
        yield Fault(
            one.info.get("severity", "warning"),
            one.info.get("id", one.rule),
            message,
            path,
            line_of(node),
            identifier,
        )


def blamed(one: rulesets.Broken) -> tuple[Any, str]:
    """The element that answers for a broken rule, and the end of its path where an attribute does."""
    place = one.blamed[0] if one.blamed else one.element
    if not isinstance(place, str):
        return place, ""
    parent = getattr(place, "getparent", lambda: None)()
    if parent is None:
        return one.element, ""
    name = getattr(place, "attrname", "") or ""
    return parent, f"/@{name.rpartition('}')[2]}" if name else ""
