"""The list of the desk: who is expected and by what right, who has none and why, who is there since when.

The same number of questions however long it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from maillage.assemblies.models import Assembly, Attendance, Stay
from maillage.assemblies.session_enums import Capacity
from maillage.ballots import words
from maillage.ballots.enums import ProxyState
from maillage.ballots.models import Proxy, Right, RightAbsence
from maillage.ballots.models.roll import Substitute
from maillage.core.text import fold
from maillage.members.words import person_name
from maillage.organisations.models import Person

MOST = 200  # lines shown at once: the search finds the others


@dataclass
class Line:
    """Someone of the list. `person` is None for a member whom nobody represents: there is only a reason to tell."""

    name: str
    person: Person | None = None
    of: list[str] = field(default_factory=list)
    capacity: str = ""
    votes: int = 0
    proxies: int = 0
    reason: str = ""
    attendance: Attendance | None = None
    stays: list[Stay] = field(default_factory=list)

    @property
    def here(self) -> Stay | None:
        return next((one for one in self.stays if one.left_at is None), None)

    @property
    def label(self) -> str:
        return str(Capacity(self.capacity).label) if self.capacity else ""

    @property
    def folded(self) -> str:
        return fold(" ".join([self.name, *self.of]))

    @property
    def card(self) -> str:
        return self.attendance.card if self.attendance else ""


@dataclass(frozen=True)
class Counts:
    here: int
    came: int
    expected: int


def lines(assembly: Assembly, reader: Any) -> list[Line]:
    """Everyone, in the order of names; six questions."""
    found: dict[Any, Line] = {}
    if assembly.roll_id:
        of_rights(found, assembly, reader)
        of_absences(found, assembly, reader)
    rows = Attendance.objects.filter(assembly=assembly).select_related(
        "person", "member__organisation", "member__person"
    )
    for row in rows.prefetch_related("stays"):
        name = person_name(row.person, reader) if row.person else row.name
        line = found.setdefault(row.person_id or ("name", row.pk), Line(name, row.person))
        line.attendance, line.stays, line.capacity = row, list(row.stays.all()), row.capacity
        if row.organisation and not line.of:
            line.of = [_("Membre dont le nom est retenu") if words.hidden(row, reader) else row.organisation]
    return sorted(found.values(), key=lambda line: (fold(line.name), line.person.pk if line.person else 0))


def of_rights(found: dict[Any, Line], assembly: Assembly, reader: Any) -> None:
    """Those who carry a right: delegates, then substitutes, then holders of proxies."""
    rights = Right.objects.filter(roll=assembly.roll_id, active=True).select_related(*words.BESIDE)
    names: dict[int, str] = {}
    for right in rights.order_by("pk"):
        names[right.pk] = "" if right.member is None or right.member.person_id else words.holder(right, reader)
        person = right.delegate or right.person
        if person is not None:
            add(found, person, reader, Capacity.VOTER, names[right.pk]).votes += right.weight
    stands = Substitute.objects.filter(right__roll=assembly.roll_id, right__active=True).select_related("person")
    for one in stands.order_by("rank", "pk"):
        add(found, one.person, reader, Capacity.SUBSTITUTE, names.get(one.right_id, ""))
    held = Proxy.objects.filter(roll=assembly.roll_id, state=ProxyState.ACCEPTED).select_related("holder", "right")
    for proxy in held:
        line = add(found, proxy.holder, reader, Capacity.PROXY_HOLDER, "")
        line.proxies += proxy.right.weight


def add(found: dict[Any, Line], person: Person, reader: Any, capacity: str, of: str) -> Line:
    line = found.setdefault(person.pk, Line(person_name(person, reader), person, capacity=capacity))
    if of and of not in line.of:
        line.of.append(of)
    return line


def of_absences(found: dict[Any, Line], assembly: Assembly, reader: Any) -> None:
    """Members without a right, and why: what the desk answers to who comes all the same."""
    rows = RightAbsence.objects.filter(roll=assembly.roll_id).select_related("member__organisation", "member__person")
    for row in rows:
        person = row.member.person if row.member else None
        key = person.pk if person else ("member", row.member_id)
        line = found.setdefault(key, Line(words.holder(row, reader), person))
        line.reason = line.reason or row.explanation or row.get_reason_display()


def counts(rows: Iterable[Line]) -> Counts:
    table = list(rows)
    return Counts(sum(one.here is not None for one in table), sum(bool(one.stays) for one in table),
                  sum(one.capacity in (Capacity.VOTER, Capacity.SUBSTITUTE, Capacity.PROXY_HOLDER) for one in table))  # fmt: skip


def narrowed(rows: Iterable[Line], text: str, state: str) -> list[Line]:
    """Those whom the search and the state ask for."""
    wanted = fold(text).split()
    found = [one for one in rows if all(word in one.folded for word in wanted)]
    if state == "la":
        return [one for one in found if one.here]
    if state == "attendus":
        return [one for one in found if one.person and not one.stays and not one.reason]
    if state == "sans-droit":
        return [one for one in found if one.reason]
    return found


def nobody(line: Line) -> str:
    """Why a line has no button."""
    return line.reason or _("Personne n’est délégué pour ce membre.")
