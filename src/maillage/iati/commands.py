"""What the command line does with IATI files."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps

from maillage.iati import checking

Say = Callable[[str], None]
SHOWN = 20


def check(files: tuple[Path, ...], data: Path | None, say: Say) -> dict[str, Any]:
    """Check files; the network's own activities, where there is a network, are known and linked to their forms."""
    known, forms = own() if apps.ready else ((), None)
    reports = checking.check_files(files, known=known, forms=forms)
    good = all(one.is_good for one in reports)
    lines = [line for one in reports for line in lines_of(one)]
    return {"files": [one.as_dict() for one in reports], "_lines": lines, "_exit": 0 if good else 1}


def own() -> tuple[Any, checking.Forms | None]:
    """What the network holds. The rooms are loaded only where the house has started."""
    ours = import_module("maillage.iati.own")
    numbers = ours.known()
    return numbers, ours.forms(numbers)


def lines_of(report: checking.Report) -> list[str]:
    """A file, for people."""
    valid = "conforme au schéma" if report.xsd_valid else "non conforme au schéma"
    counts = report.counts
    shown = [
        f"{'✓' if report.is_good else '✗'} {report.file} : version {report.version or 'inconnue'}, "
        f"{report.activities} activités, {valid}.",
        f"  {counts['critical']} fautes bloquantes, {counts['error']} erreurs, {counts['warning']} remarques.",
    ]
    for one in report.faults[:SHOWN]:
        where = f"ligne {one.line}" if one.line else ""
        shown.append(
            f"  [{one.rule}] {one.message} ({', '.join(filter(None, (where, one.identifier, one.path, one.url)))})"
        )
    if sum(counts.values()) > SHOWN:
        shown.append(f"  … et {sum(counts.values()) - SHOWN} autres (--json les donne toutes).")
    return shown
