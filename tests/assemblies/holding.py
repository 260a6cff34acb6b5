"""A meeting of members for a test of the session: its roll, its people, a quorum that the body's by-laws ask for."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils.timezone import now

from maillage.assemblies.actions import presence, session
from maillage.assemblies.actions.presence import Who
from maillage.assemblies.models import AgendaItem, Assembly
from maillage.bodies.models import Body
from tests.factories import rolls


def body(**rule: Any) -> Body:
    """The assembly of the members, under a quorum."""
    row = Body.objects.general_assembly()
    for name, value in rule.items():
        setattr(row, f"quorum_{name}", value)
    row.save()
    return row


def half() -> dict[str, Any]:
    return {"kind": "share", "share": "1/2"}


def assembly(roll: Any = None, **fields: Any) -> Assembly:
    at = fields.pop("starts_at", now() - timedelta(minutes=30))
    values = {"kind": "annual", "title": "Assemblée annuelle", "state": "called", "called_at": at, "starts_at": at,
              "body": fields.pop("body", None) or Body.objects.general_assembly(), "roll": roll, **fields}  # fmt: skip
    return Assembly.objects.create(**values)


def item(meeting: Assembly, title: str = "Budget", kind: str = "decision", **fields: Any) -> AgendaItem:
    rank = meeting.items.count() + 1
    return AgendaItem.objects.create(assembly=meeting, position=rank, title=title, kind=kind, **fields)


def meeting(voters: int = 4, category: str = "associee", **rule: Any) -> SimpleNamespace:
    """So many voters under a rule: `.people`, `.members`, `.roll`, `.assembly`."""
    of = body(**(rule or half()))
    pairs = [rolls.voter(category) for _one in range(voters)]
    roll = rolls.frozen()
    return SimpleNamespace(members=[m for m, _p in pairs], people=[p for _m, p in pairs], roll=roll,
                           assembly=assembly(roll, body=of))  # fmt: skip


def come(meeting: Assembly, *people: Any, **fields: Any) -> None:
    for one in people:
        presence.arrive(assembly=meeting, who=Who(person=one, **fields), by=None)


def opened(found: Any, *people: Any) -> Assembly:
    """The session opened, with these people there."""
    come(found.assembly, *people)
    session.open(assembly=found.assembly, by=None, chair=found.people[0])
    found.assembly.refresh_from_db()
    return found.assembly
