"""The two files: activities, one after the other without holding them all; and the organisation."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO, Any

from django.db.models import Q

from maillage.core.later import later
from maillage.iati import held, schemas
from maillage.iati.elements import activity as elements
from maillage.iati.exports import organisation
from maillage.iati.exports.completing import Completing
from maillage.iati.exports.redaction import Hidden, hidden, redacted
from maillage.projects.enums import Role
from maillage.projects.models import Participant, Project

etree = later("lxml.etree")

VERSION = "2.03"


@dataclass
class Written:
    """What a file of activities holds: a digest of each, and those that could not be told, with why."""

    index: dict[str, str] = field(default_factory=dict)
    left_out: list[tuple[Project, str]] = field(default_factory=list)


def published() -> Any:
    """Projects told to the world at their level."""
    return Project.objects.public().filter(publishes_iati=True).exclude(iati_identifier=None)


def imported() -> Any:
    """Projects that came from a file (it says who reports) and that the team alone sees yet; none that is withheld."""
    came = Participant.objects.filter(role=Role.REPORTING).values("project")
    rows = Project.objects.filter(~Project.hidden_rule(), is_public=False, publishes_iati=True, pk__in=came)
    return rows.exclude(iati_identifier=None)


def exported() -> Any:
    """What a file of one's own holds: what is published, and what a file brought, given back to who brought it. The
    publication at the public address holds the first alone."""
    return Project.objects.filter(Q(pk__in=published().values("pk")) | Q(pk__in=imported().values("pk")))


def told(found: Written, among: Any) -> Iterator[Any]:
    """The element of each activity, valid, without what is withheld."""
    ids = list(among.order_by("iati_identifier").values_list("pk", flat=True))
    what, completing = hidden(), Completing(ids)
    for project, activity in held.activities(ids):
        participants = list(getattr(project, "iati_participants", ()))
        element = redacted(elements.write(completing.complete(project, activity, participants)), what)
        if element is None:
            continue
        identifier = str(project.iati_identifier)
        if faults := schemas.faults(element, "iati-activities", VERSION, f"/iati-activities/{element.tag}", identifier):
            found.left_out.append((project, f"{faults[0].message} ({faults[0].path})"))
            continue
        found.index[identifier] = hashlib.sha256(etree.tostring(element, method="c14n")).hexdigest()[:32]
        yield element


def write_activities(file: IO[bytes], at: datetime | None = None, among: Any = None) -> Written:
    """The file of activities, `among` those published. Raises nothing for one that cannot be told: it is in `left_out`."""
    found = Written()
    write_elements(file, told(found, published() if among is None else among), at)
    return found


def write_elements(file: IO[bytes], elements_: Iterator[Any], at: datetime | None = None) -> None:
    with etree.xmlfile(file, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element("iati-activities", {"version": VERSION, "generated-datetime": stamp(at)}):
            for element in elements_:
                etree.indent(element, level=1)
                xml.write("\n  ")
                xml.write(element)
            xml.write("\n")


def stamp(at: datetime | None) -> str:
    return (at or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def write_organisation(file: IO[bytes], at: datetime | None = None) -> str:
    """The file of the organisation; answers why there is none, where there is none."""
    return organisation.write(file, stamp(at), VERSION, published().values("pk"))


def is_touched(index: dict[str, str], what: Hidden) -> bool:
    """Must a file be read again before it is given: does it hold, or may it name, what is withheld now?"""
    return bool(what.keys or what.names) or not what.activities.isdisjoint(index)
