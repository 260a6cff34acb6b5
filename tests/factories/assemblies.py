"""Assemblies for a test, by the verbs themselves."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import now

from maillage.assemblies.actions import agenda, call
from maillage.assemblies.enums import AssemblyKind
from maillage.assemblies.models import AgendaItem, Assembly
from maillage.bodies.models import Body
from maillage.members.models import Member
from tests.factories import members as make

LONG_AGO = date(2020, 1, 1)


def voters(count: int, category: str) -> list[Member]:
    """So many members that may vote, each organisation with a delegate."""
    found = []
    for _n in range(count):
        member = make.member(category, start=LONG_AGO)
        if member.organisation is not None:
            make.delegate(member, start=LONG_AGO)
        found.append(member)
    return found


def assembly(
    days: int = 40, kind: str = AssemblyKind.ANNUAL, starts_at: datetime | None = None, **values: Any
) -> Assembly:
    """A general assembly (or a meeting of the board) so many days from now, with a place."""
    general = AssemblyKind(kind).is_general
    body = Body.objects.general_assembly() if general else Body.objects.board()
    starts = starts_at or now() + timedelta(days=days)
    base = {"title": "Assemblée générale annuelle", "starts_at": starts, "ends_at": starts + timedelta(hours=3),
            "place": "Maison commune", "address": "12, rue des Tisserands", "public": general}  # fmt: skip
    return call.make(body=body, kind=kind, values=base | values, by=None)


def item(assembly: Assembly, title: str = "Rapport d’activité", kind: str = "information", parent: AgendaItem | None = None,
         **values: Any) -> AgendaItem:  # fmt: skip
    return agenda.add(assembly=assembly, parent=parent, values={"title": title, "kind": kind, **values}, by=None)


def called(days: int = 40, members: int = 3, category: str = "associations", **values: Any) -> Assembly:
    """An assembly with members, an agenda and a roll, whose notice has left."""
    voters(members, category)
    one = assembly(days, **values)
    item(one)
    item(one, "Comptes de l’année", "decision", minutes_planned=20)
    call.make_roll(assembly=one, by=None)
    call.send_notice(assembly=one, by=None, confirmed=True, short_reason="")
    one.refresh_from_db()
    return one
