"""What a meeting refuses to its votes: outside of the session, or without the quorum."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from maillage.assemblies.enums import AssemblyState
from maillage.assemblies.models import AgendaItem, Assembly
from maillage.assemblies.quorum import persons, quorum_of, short_of

DECIDES = ("open", "close")  # verbs that the quorum must allow
IN_SESSION = ("open", "close", "cast")
# Asked at each ballot, when hundreds vote at the same instant: composing it would cost more than its answer.
STANDING = "SELECT id, state FROM assemblies_assembly WHERE roll_id = %s"


def refuse(question: Any, verb: str) -> Iterable[str]:
    """A vote spread over days is no vote of the session: its own dates hold it."""
    if verb not in IN_SESSION or over_days(question):
        return
    standing = next(iter(Assembly.objects.raw(STANDING, [question.roll_id])), None)
    if standing is None or (verb == "cast" and standing.state == AssemblyState.OPEN):
        return
    assembly = Assembly.objects.select_related("body").get(pk=standing.pk)
    if assembly.state != AssemblyState.OPEN:
        yield closed(assembly)
    elif verb in DECIDES:
        yield from without_quorum(assembly, question, verb)


def over_days(question: Any) -> bool:
    return question.opens_at is not None or (question.remote and question.closes_at is not None)


def closed(assembly: Assembly) -> str:
    if assembly.state == AssemblyState.SUSPENDED:
        return _("La séance est suspendue : reprenez-la pour voter.")
    if assembly.is_over:
        return _("La séance est levée : plus rien ne s’y vote.")
    return _("La séance n’est pas ouverte : ouvrez-la d’abord.")


def without_quorum(assembly: Assembly, question: Any, verb: str) -> Iterable[str]:
    item = item_of(question)
    if item is not None and not item.decides:
        return
    kind = (question.rule or {}).get("kind") or (item.decision_kind if item else "ordinary")
    quorum = quorum_of(assembly, kind)
    if quorum.reached:
        return
    if quorum.short_colleges:
        why = _("trop peu de personnes dans %(names)s") % {"names": short_of(quorum)}
    else:
        why = _("%(counted)s sur %(needed)s requis") % {"counted": quorum.counted, "needed": quorum.needed}
    if verb == "open":
        yield _("Le quorum n’est plus atteint : %(why)s. Rien ne se décide tant qu’il manque du monde.") % {"why": why}
    else:
        yield _("Le quorum n’est plus atteint : %(why)s. Attendez que des personnes reviennent, ou annulez ce vote avec"
                " son motif.") % {"why": why}  # fmt: skip


def item_of(question: Any) -> AgendaItem | None:
    """The item that a vote is about, when it says so itself; else the one under way."""
    kind, _colon, number = question.source.partition(":")
    if kind == "item" and number.isdecimal():
        return AgendaItem.objects.filter(pk=number).first()
    return None


def present(roll: Any) -> set[int] | None:
    """Who is at the meeting that this roll serves; None when it serves none."""
    assembly = Assembly.objects.filter(roll=roll).only("pk").first()
    return None if assembly is None else persons(assembly)
