"""Identifiers: each once, each from a known register, each naming something that exists when it is ours."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from maillage.core.codelists import codelist
from maillage.iati.faults import ERROR, WARNING, Fault, line_of, place_of
from maillage.iati.rules import Sets, agency_of

# (elements, attribute, rule of the official list of rules): identifiers of organisations, then of activities.
ORGANISATIONS = (
    ("participating-org", "ref", "1.8.8"), ("other-identifier/owner-org", "ref", "1.11.8"),
    ("transaction/provider-org", "ref", "1.10.8"), ("transaction/receiver-org", "ref", "1.15.8"),
    ("planned-disbursement/provider-org", "ref", "1.10.8"), ("planned-disbursement/receiver-org", "ref", "1.15.8"),
)  # fmt: skip
ACTIVITIES = (
    ("related-activity", "ref"), ("participating-org", "activity-id"), ("transaction/provider-org", "provider-activity-id"),
    ("transaction/receiver-org", "receiver-activity-id"), ("planned-disbursement/provider-org", "provider-activity-id"),
    ("planned-disbursement/receiver-org", "receiver-activity-id"),
)  # fmt: skip


@lru_cache(maxsize=1)
def sets() -> Sets:
    """What the house knows of identifiers without asking anyone: the standard's own lists."""
    old = {*codelist("OrganisationIdentifier").codes, *codelist("IATIOrganisationIdentifier").codes}
    return Sets(frozenset(old), frozenset(codelist("OrganisationRegistrationAgency").codes))


@dataclass
class Register:
    """What was read so far, over every file of one check."""

    known: Collection[str] = ()
    seen: dict[str, tuple[str, int]] = field(default_factory=dict)
    asked: dict[tuple[int, str], Fault] = field(default_factory=dict)
    strange: set[tuple[int, str]] = field(default_factory=set)

    def read(self, element: Any, file: str, index: int, start: str, identifier: str) -> Iterator[Fault]:
        yield from self.once(element, file, start, identifier)
        yield from self.registers(element, index, start, identifier)
        self.remember(element, index, start, identifier)

    def once(self, element: Any, file: str, start: str, identifier: str) -> Iterator[Fault]:
        if not identifier:
            return
        if identifier not in self.seen:
            self.seen[identifier] = (file, line_of(element))
            return
        other, line = self.seen[identifier]
        if other == file:
            message = _("Cet identifiant est déjà celui d’une autre activité de ce fichier, ligne %(line)s.") % {
                "line": line
            }
        else:
            message = _("Cet identifiant est déjà dans le fichier « %(file)s », ligne %(line)s.") % {
                "file": other,
                "line": line,
            }
        yield Fault(ERROR, "1.1.2", message, f"{start}/iati-identifier", line_of(element), identifier)

    def registers(self, element: Any, index: int, start: str, identifier: str) -> Iterator[Fault]:
        """Identifiers of organisations that come from no known register; each told once in a file."""
        known = sets()
        for path, attribute, rule in ORGANISATIONS:
            for one in element.iterfind(path):
                ref = (one.get(attribute) or "").strip()
                if not ref or (index, ref) in self.strange:
                    continue
                if agency_of(ref) in known.prefixes or ref in known.organisations:
                    continue
                self.strange.add((index, ref))
                message = _("L’identifiant « %(ref)s » ne commence par le code d’aucun registre connu : est-il exact ?")
                where = f"{place_of(one, element, start)}/@{attribute}"
                yield Fault(WARNING, rule, message % {"ref": ref[:80]}, where, line_of(one), identifier)

    def remember(self, element: Any, index: int, start: str, identifier: str) -> None:
        """Activities that this one names as if they were of the same publisher: judged when all is read."""
        reporter = element.find("reporting-org")
        publisher = (reporter.get("ref") or "").strip() if reporter is not None else ""
        if not publisher:
            return
        for path, attribute in ACTIVITIES:
            for one in element.iterfind(path):
                ref = (one.get(attribute) or "").strip()
                if ref.startswith(f"{publisher}-") and ref != identifier and (index, ref) not in self.asked:
                    message = _(
                        "L’activité « %(ref)s » n’est dans aucun des fichiers vérifiés : l’identifiant est-il exact ?"
                    )
                    where = f"{place_of(one, element, start)}/@{attribute}"
                    fault = Fault(
                        WARNING, "reference/activity", message % {"ref": ref[:80]}, where, line_of(one), identifier
                    )
                    self.asked[index, ref] = fault

    def left(self) -> Iterator[tuple[int, Fault]]:
        """(file, fault) of what was named and never found."""
        for (index, ref), fault in self.asked.items():
            if ref not in self.seen and ref not in self.known:
                yield index, fault
