"""What is withheld is in no file, of today or of before: an activity goes whole, a side of a payment goes alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from maillage.core.text import fold
from maillage.iati.imports.parties import key_of
from maillage.organisations.identifiers.kinds import IdentifierKind
from maillage.organisations.models import Identifier, Organisation
from maillage.projects.models import Project

CARRIERS = ("reporting-org", "participating-org")
SIDES = ("provider-org", "receiver-org", "owner-org")
ACTIVITIES = ("activity-id", "provider-activity-id", "receiver-activity-id")


@dataclass(frozen=True)
class Hidden:
    """Identifiers of activities, keys and names of organisations that nobody must read."""

    activities: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.activities or self.keys or self.names)

    def is_about(self, element: Any) -> bool:
        """Does an element that names an organisation name one of these?"""
        if self.keys and key_of(element.get("ref") or "") in self.keys:
            return True
        return any(fold(one.text or "") in self.names for one in element.iterchildren("narrative"))


def hidden() -> Hidden:
    """All that is withheld now."""
    withheld = Organisation.objects.filter(withheld=True)
    rows = Identifier.objects.filter(organisation__withheld=True).values_list("kind", "value")
    keys = {key_of(value) if kind == IdentifierKind.IATI else f"{kind}:{value}" for kind, value in rows}
    named = withheld.values_list("name", "short_name", "other_names")
    names = {
        fold(one) for name, short, others in named for one in (name, short, *others) if isinstance(one, str) and one
    }
    projects = Project.objects.hidden().exclude(iati_identifier=None).values_list("iati_identifier", flat=True)
    return Hidden(frozenset(str(one) for one in projects), frozenset(keys - {""}), frozenset(names))


def redacted(activity: Any, what: Hidden) -> Any:
    """The activity without what is withheld; nothing at all where it is withheld itself. Changes the element."""
    if not what:
        return activity
    if (activity.findtext("iati-identifier") or "").strip() in what.activities:
        return None
    if any(what.is_about(one) for tag in CARRIERS for one in activity.iterchildren(tag)):
        return None
    for one in list(activity.iter(*SIDES)):
        if what.is_about(one):
            one.getparent().remove(one)
    for one in list(activity.iterchildren("related-activity")):
        if (one.get("ref") or "").strip() in what.activities:
            activity.remove(one)
    if what.activities:
        unname(activity.iter("participating-org", "provider-org", "receiver-org"), what)
    return activity


def unname(elements: Iterable[Any], what: Hidden) -> None:
    for one in elements:
        for name in ACTIVITIES:
            if (one.get(name) or "").strip() in what.activities:
                del one.attrib[name]
