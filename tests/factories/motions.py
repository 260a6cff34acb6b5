"""Assemblies with motions, for a test."""

from datetime import timedelta
from itertools import count

from django.utils.timezone import localdate, now

from maillage.assemblies.models import AgendaItem, Assembly
from maillage.ballots.actions import rolls
from maillage.bodies.models import Body
from maillage.members.models import Member
from maillage.motions import actions
from maillage.motions.models import Motion
from maillage.motions.standing import BOARD, Mover, Origin
from tests.factories import members as make

_numbers = count(1)
THREE = ("Le réseau refuse l’accord.", "Il le dit au ministre.", "Il en rend compte en juin.")


def assembly(days: int = 60, *, frozen: bool = False, **fields) -> Assembly:
    """A general assembly that is called, in so many days; `frozen`: with its roll."""
    values = {"kind": "annual", "state": "called", "called_at": now(), **fields}
    values.setdefault("title", f"Assemblée {next(_numbers)}")
    values.setdefault("starts_at", now() + timedelta(days=days))
    values.setdefault("body", Body.objects.general_assembly())
    one = Assembly.objects.create(**values)
    if frozen:
        if not Member.objects.exists():
            associate()  # a roll has someone
        one.roll = rolls.make(title=one.title, rights_on=localdate(), by=None)
        rolls.freeze(roll=one.roll, by=None)
        one.save()
    return one


def item(of: Assembly, **fields) -> AgendaItem:
    return AgendaItem.objects.create(assembly=of, title="Propositions", kind="decision", **fields)


def mover(member: Member | None = None) -> Mover:
    return Mover(Origin.MEMBER, member) if member else BOARD


def motion(
    of: Assembly | None = None, member: Member | None = None, *, paragraphs=THREE, state: str = "admissible", by=None
) -> Motion:
    """A motion that is « draft », « submitted » or « admissible »."""
    made = actions.draft(
        assembly=of or assembly(), mover=mover(member), title="Refuser l’accord", statement="Parce que.",
        paragraphs=paragraphs, by=by,
    )  # fmt: skip
    if state != "draft":
        made = actions.submit(motion=made, by=by)
    return actions.admit(motion=made, by=None) if state == "admissible" else made


def associate(name: str = "", user=None) -> Member:
    """A member that may propose, with a delegate."""
    member = make.member("associee", name=name)
    make.delegate(member, user)
    return member


def amendment(of: Motion, kind: str, first: str, last: str = "", *paragraphs: str, member: Member | None = None):
    return actions.amend(
        motion=of,
        mover=mover(member),
        kind=kind,
        first=first,
        last=last or first,
        paragraphs=paragraphs,
        reason="",
        by=None,
    )
