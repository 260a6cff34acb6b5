"""Our own data, checked as any file would be, with the page where each fault is mended."""

import io
from collections.abc import Callable
from typing import Any

from django.urls import NoReverseMatch, reverse

from maillage.iati import checking
from maillage.iati.exports import files
from maillage.projects.models import Project

MONEY = ("budget", "planned-disbursement", "transaction")


def known() -> dict[str, int]:
    """The identifiers that we hold, with the number of each project."""
    rows = Project.objects.exclude(iati_identifier=None).values_list("iati_identifier", "pk")
    return {str(identifier): pk for identifier, pk in rows}


def forms(numbers: dict[str, int]) -> Callable[[str, str], str]:
    """(identifier, path) → the page of Gestion where it is mended."""

    def find(identifier: str, path: str) -> str:
        pk = numbers.get(identifier)
        if pk is None:
            return ""
        names = {step.partition("[")[0] for step in path.split("/")}
        if names & set(MONEY):
            return address("funding:money", pk)
        if "result" in names:
            return address("results:chain", pk)
        return address("projects:detail", pk)

    return find


def address(name: str, pk: int) -> str:
    """The page of a room, else the project's own."""
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return f"/gestion/projets/{pk}/"


def checked() -> tuple[checking.Report, files.Written]:
    """What a publication of today would be."""
    out = io.BytesIO()
    written = files.write_activities(out)
    out.seek(0)
    numbers = known()
    report = checking.Report("")
    if written.index:
        report = checking.check_file(out, "activites.xml", known=numbers, forms=forms(numbers))
    return report, written


def grouped(report: checking.Report, most: int = 100) -> list[dict[str, Any]]:
    """Faults for people: one line for each rule of each activity."""
    seen: dict[tuple[str, str], dict[str, Any]] = {}
    for one in report.faults:
        key = (one.rule, one.identifier)
        if key in seen:
            seen[key]["times"] += 1
        elif len(seen) < most:
            seen[key] = {"fault": one, "times": 1, "tone": {"critical": "er", "error": "er"}.get(one.severity, "al")}
    return list(seen.values())
