"""What an applicant wrote, as people read it; and the path that remains."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from maillage.members import words
from maillage.members.enums import ApplicationState
from maillage.members.models import Application
from maillage.network import current
from maillage.network.membership import Admission
from maillage.organisations import record

STEPS = {
    "submitted": _("Demande envoyée"),
    "completeness": _("Dossier complet"),
    "charter": _("Charte signée"),
    "sponsors": _("Parrainages confirmés"),
    "board": _("Décision du conseil"),
    "ratification": _("Ratification par l’assemblée"),
    "member": _("Membre"),
}
ORDER = ("submitted", "completeness", "board", "ratification", "member")
REACHED = {
    ApplicationState.DRAFT: 1, ApplicationState.SUBMITTED: 2, ApplicationState.INCOMPLETE: 2,
    ApplicationState.COMPLETE: 3, ApplicationState.ACCEPTED: 4, ApplicationState.ADMITTED: 6,
}  # fmt: skip
OWN = {"birth_year": _("Année de naissance"), "who": None}


def admission(application: Application) -> Admission:
    """The path of the category asked; of none when the profile no longer has it."""
    try:
        return current.profile().category(application.category).admission
    except KeyError:
        return Admission()


def path(application: Application) -> tuple[list[str], int]:
    """The steps of the path and the one under way (from 1; 0 when it is closed without admission)."""
    taken = {"submitted", "member", *admission(application).steps}
    taken.add("completeness")
    kept = [name for name in ORDER if name in taken]
    reached = REACHED.get(ApplicationState(application.state), 0)
    if not reached:
        return [str(STEPS[name]) for name in kept], 0
    position = sum(ORDER.index(name) + 1 < reached for name in kept) + 1
    return [str(STEPS[name]) for name in kept], position


def told(answers: Mapping[str, Any]) -> list[tuple[Any, str]]:
    """(label, value) of each answer."""
    found = []
    for name, value in answers.items():
        if name in OWN:
            if OWN[name] and value:
                found.append((OWN[name], str(value)))
        elif value:
            found.append((record.label(name), record.shown(name, value)))
    return found


def documents(application: Application) -> list[tuple[str, str, Any]]:
    """(code, name, document or None) of each document asked."""
    given = {piece.code: piece.document for piece in
             application.pieces.filter(document__removed_at=None).select_related("document")}  # fmt: skip
    return [(one.code, one.name.text(words.lang()), given.get(one.code)) for one in admission(application).documents]
