"""Publications and files for the suite."""

import tempfile
from pathlib import Path
from typing import Any

from maillage.iati import actions
from maillage.iati.imports import plan, verbs
from maillage.iati.models import Publisher, Snapshot
from tests.iati import files


def publisher() -> Publisher:
    return actions.identify(ref="BE-BCE_KBO-0123456749", type="22", names=[["fr", "Essai solidaire"], ["en", "Solidarity Trial"]],
                            language="fr", currency="EUR", old_refs=["BE-10-ANCIEN"], by=None)  # fmt: skip


def imported(folder: Path, *rows: str, name: str = "a.xml", **kwargs: Any) -> plan.Answer:
    return verbs.run([files.written(folder, name, *rows, **kwargs)], write=True, by=None, public=True)


def snapshot() -> Snapshot:
    """A publication of one activity that came from a file."""
    folder = Path(tempfile.mkdtemp())
    imported(folder)
    publisher()
    return actions.publish(by=None)
