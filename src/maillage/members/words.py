"""How categories, groups, states and standings read."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.desk.columns import tag
from maillage.members.enums import ApplicationState, ExclusionState
from maillage.members.rights import Right
from maillage.network import current

DOORS = {
    "vote": _("Voter"),
    "stand": _("Se présenter"),
    "quorum": _("Compter au quorum"),
    "propose": _("Proposer"),
}
MEASURES = {
    "budget": _("Budget annuel"),
    "staff": _("Personnes employées"),
    "represented_members": _("Personnes représentées"),
    "inhabitants": _("Habitantes et habitants"),
}
BODIES = (("board", _("Conseil d’administration")), ("assembly", _("Assemblée des membres")))
STANDING = {"ok": _("à jour"), "late": _("en retard"), "waived": _("exonéré"), "none": _("non établie")}
STANDING_TONES = {"ok": "ok", "late": "er", "waived": "nu", "none": "nu"}
APPLICATION_TONES = {
    ApplicationState.SUBMITTED: "al", ApplicationState.INCOMPLETE: "nu", ApplicationState.COMPLETE: "al",
    ApplicationState.ACCEPTED: "al", ApplicationState.ADMITTED: "ok", ApplicationState.REFUSED: "er",
}  # fmt: skip


def lang() -> str:
    return get_language() or "fr"


def category(code: str | None) -> str:
    """The name of a category; its code when the profile no longer has it."""
    if not code:
        return ""
    try:
        return current.profile().category(code).name.text(lang())
    except KeyError:
        return code


def categories(*, open_only: bool = False) -> list[tuple[str, str]]:
    """(code, name) of each category, for a choice. `open_only` leaves out those that nobody applies to."""
    found = current.profile().membership.categories if current.exists() else ()
    return [(one.code, one.name.text(lang())) for one in found if one.admission.steps or not open_only]


def groups() -> list[tuple[str, str]]:
    found = current.profile().membership.categories if current.exists() else ()
    return [(code, code) for code in sorted({one.group for one in found if one.group})]


def standing(code: str) -> SafeString:
    return tag(STANDING[code], STANDING_TONES[code])


def application_state(application: Any) -> SafeString:
    return tag(application.get_state_display(), APPLICATION_TONES.get(application.state, "nu"))


def exclusion_state(exclusion: Any) -> SafeString:
    open_tone = "nu" if exclusion.closed_on else "al"
    return tag(exclusion.get_state_display(), "er" if exclusion.state == ExclusionState.UPHELD else open_tone)


def refusals(right: Right) -> list[tuple[str, str]]:
    """(door, reason) of each closed door, as a person reads it."""
    return [(str(DOORS[door]), str(reason.label)) for door, reason in right.refusals.items()]


def person_name(person: Any, reader: Any = None) -> str:
    """A person's name, as this reader may read it; the house itself (None) reads all of them."""
    hidden = reader is not None and person.withheld and person.user_id != reader.pk
    return gettext("Personne retenue") if hidden and not reader.can(Permission.WITHHELD_VIEW) else str(person)
