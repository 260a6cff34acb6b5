"""Where the quorum of a meeting stands: the rule of the by-laws over the rights of the roll and those who are there.

A fixed number of questions, however long the roll is.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from maillage.assemblies.enums import ItemState
from maillage.assemblies.models import AgendaItem, Assembly, QuorumChange, Stay
from maillage.assemblies.quorum_rules import Count, Quorum, QuorumRule, Standing, after_second_notice, assign, count
from maillage.audit import journal
from maillage.ballots.colleges import college_label
from maillage.ballots.enums import ProxyState
from maillage.ballots.models import Proxy, Right, RightAbsence
from maillage.ballots.models.roll import Substitute
from maillage.bodies import quorum as bodies
from maillage.bodies.enums import BodyKind, QuorumKind
from maillage.members.rights import Reason
from maillage.network import current

# Decisions for which a legal profile may ask for more people.
GRAVE = ("bylaws", "purpose", "dissolution")
UNCARRIED = (Reason.NO_DELEGATE, Reason.SIZE_UNKNOWN)


def rule_of(assembly: Assembly, decision: str = "ordinary") -> QuorumRule:
    """The rule of this meeting for a kind of decision: the body's, or what the legal profile asks of a grave one."""
    body, legal = assembly.body, current.profile().legal
    general = body.kind == BodyKind.ASSEMBLY
    common: dict[str, Any] = {"by_college": body.quorum_by_college, "proxies": body.quorum_proxies}
    if general and decision in GRAVE and legal.bylaws_quorum:
        law = legal.bylaws_quorum
        rule = QuorumRule(
            law.value.kind, law.value.share, law.value.number or 0, law.value.of, source=law.source, **common
        )
    else:
        own = bodies.rule_of(body)
        of = "delegates" if own.of == "seats" else own.of
        rule = QuorumRule(own.kind, own.share, own.number, of, strict=own.strict, source=own.source, **common)  # type: ignore[arg-type]
    if assembly.second_of is not None and general and (lacked(assembly.second_of) or decision in GRAVE):
        second = legal.second_meeting
        rule = after_second_notice(rule, needs_quorum=second.value.needs_quorum, source=second.source)
    return rule


def lacked(first: Assembly) -> bool:
    """Was a meeting without its ordinary quorum, from the first or before its end? A second one then does without it;
    otherwise only for the grave decisions, whose own quorum was missing."""
    kept = first.quorum
    return not kept.get("reached") or kept.get("at_close", {}).get("reached") is False


def here(assembly: Assembly) -> list[tuple[int | None, int | None]]:
    """(person, member) of everyone who is there now."""
    rows = Stay.objects.filter(attendance__assembly=assembly, left_at=None)
    return list(rows.order_by().values_list("attendance__person", "attendance__member"))


def persons(assembly: Assembly) -> set[int]:
    """Those who are there now."""
    return {person for person, _member in here(assembly) if person}


def carried(rights: Iterable[dict[str, Any]], substitutes: dict[int, list[int]], present: set[int]) -> set[int]:
    """The rights carried by someone who is there: each delegation apart, a substitute for one right at most."""
    delegations: dict[Any, list[Any]] = defaultdict(list)
    for right in rights:
        holder = right["delegate_id"] or right["person_id"]
        delegations[unit(right)].append((right["pk"], holder, tuple(substitutes.get(right["pk"], ()))))
    return {key for one in delegations.values() for key in assign(one, present)}  # type: ignore[misc]


def unit(right: dict[str, Any]) -> tuple[str, int]:
    """Whose right it is."""
    return ("member", right["member_id"]) if right["member_id"] else ("right", right["pk"])


def standings(assembly: Assembly, rule: QuorumRule) -> list[Standing]:
    """Each right of the roll, with whether it is there or represented; members without a vote where the rule counts
    them."""
    if assembly.roll_id is None:
        return []
    there = here(assembly)
    present = {person for person, _member in there if person}
    wanted = ("pk", "member_id", "person_id", "delegate_id", "college", "category")
    rights = list(Right.objects.filter(roll=assembly.roll_id, active=True).order_by("seat", "pk").values(*wanted))
    substitutes: dict[int, list[int]] = defaultdict(list)
    rows = Substitute.objects.filter(right__roll=assembly.roll_id).order_by("rank", "pk")
    for right, person in rows.values_list("right", "person"):
        substitutes[right].append(person)
    accepted = Proxy.objects.filter(roll=assembly.roll_id, state=ProxyState.ACCEPTED)
    given = list(accepted.values_list("right", "holder", "items"))
    item = f"item:{assembly.current_item_id}"
    represented = {right for right, holder, items in given if holder in present and (not items or item in items)}
    for right, _holder, items in given:
        if not items:  # given away whole: no substitute takes it
            substitutes.pop(right, None)
    in_hand = carried(rights, substitutes, present)
    found = [
        Standing(unit(one), one["college"] or one["category"], one["pk"] in in_hand, one["pk"] in represented)
        for one in rights
    ]
    return found + without_vote(assembly, rule, rights, there)


def without_vote(
    assembly: Assembly, rule: QuorumRule, rights: list[dict[str, Any]], there: list[tuple[int | None, int | None]]
) -> list[Standing]:
    """Members that no right of the roll stands for and that the rule counts all the same: those whom nobody carries, and
    of « all members » those who may not vote. There as soon as one of theirs is."""
    if rule.of == "delegates":
        return []
    voting, present = {one["member_id"] for one in rights}, {member for _person, member in there}
    left_off = RightAbsence.objects.filter(roll=assembly.roll_id).exclude(reason=Reason.NOT_MEMBER)
    left_off = left_off if rule.of == "members" else left_off.filter(reason__in=UNCARRIED)
    return [
        Standing(("member", member), category, member in present)
        for member, category in left_off.order_by("pk").values_list("member", "category")
        if member and member not in voting
    ]


def quorum_of(assembly: Assembly, decision: str = "") -> Quorum:
    """The quorum for a kind of decision: by default, that of the item under way."""
    if not decision:
        decision = assembly.current_item.decision_kind if assembly.current_item else "ordinary"
    rule = rule_of(assembly, decision)
    return count(rule, standings(assembly, rule))


def snapshot(quorum: Quorum) -> dict[str, Any]:
    """What is written of it with the meeting and its minutes."""
    return {
        "present": quorum.present, "represented": quorum.represented, "counted": quorum.counted, "entitled": quorum.entitled,
        "needed": quorum.needed, "reached": quorum.reached, "kind": quorum.rule.kind, "of": quorum.rule.of,
        "share": str(quorum.rule.share or ""), "proxies": quorum.rule.proxies, "source": quorum.source,
        "by_college": {name: [one.counted, one.needed, one.entitled] for name, one in quorum.by_college.items()},
    }  # fmt: skip


def shown(written: Any) -> str:
    """What was written of it, in the history: who counted, of how many."""
    return f"{written['counted']} / {written['entitled']}" if written else ""


def note(assembly: Assembly, by: Any) -> Quorum:
    """Write that the quorum was reached or lost, when it just was."""
    quorum = quorum_of(assembly)
    if quorum.rule.kind == QuorumKind.NONE:
        return quorum
    if quorum.reached and assembly.is_running and not assembly.quorum.get("reached"):
        assembly.quorum = {**assembly.quorum, **snapshot(quorum)}  # opened without it, and it came
        Assembly.objects.filter(pk=assembly.pk).update(quorum=assembly.quorum)
    last = (
        QuorumChange.objects.filter(assembly=assembly).order_by("-at", "-pk").values_list("reached", flat=True).first()
    )
    if quorum.reached != bool(last):
        QuorumChange.objects.create(
            assembly=assembly, present=quorum.counted, needed=quorum.needed, reached=quorum.reached
        )
        verb = "quorum.reached" if quorum.reached else "quorum.lost"
        journal.record(
            verb, assembly, by=by, changes={"counted": [None, quorum.counted], "needed": [None, quorum.needed]}
        )
    return quorum


def with_short(assembly: Assembly, item: AgendaItem) -> dict[str, Any]:
    """What is written of the quorum, with this item when what it decides lacks its own: a second meeting may decide it."""
    if not item.decides or quorum_of(assembly, item.decision_kind).reached:
        return assembly.quorum
    return {**assembly.quorum, "short": sorted({*assembly.quorum.get("short", ()), item.pk})}


def awaits_second(first: Assembly) -> bool:
    """Was something left undecided for want of the quorum?"""
    if first.quorum.get("reached") is False:
        return True
    left = first.items.exclude(state=ItemState.DONE)
    return (left if lacked(first) else left.filter(pk__in=first.quorum.get("short", ()))).exists()


def told(quorum: Quorum) -> str:
    """« 12 présents sur 10 requis (18 droits) »."""
    if quorum.rule.kind == QuorumKind.NONE:
        return _("Aucun quorum n’est requis : %(counted)s sur %(entitled)s.") % vars_of(quorum)
    if quorum.reached:
        return _("Le quorum est atteint : %(counted)s sur %(needed)s requis.") % vars_of(quorum)
    if quorum.short_colleges:
        return _("Le quorum n’est pas atteint dans : %(names)s.") % {"names": short_of(quorum)}
    return _("Le quorum n’est pas atteint : %(counted)s sur %(needed)s requis, il en manque %(missing)s.") % vars_of(
        quorum
    )


def colleges_of(quorum: Quorum) -> list[tuple[str, Count]]:
    """Each college by its name, with where it stands."""
    return [(college_label(code), line) for code, line in quorum.by_college.items()]


def short_of(quorum: Quorum) -> str:
    """The names of the colleges that are too few."""
    return ", ".join(college_label(code) for code in quorum.short_colleges)


def vars_of(quorum: Quorum) -> dict[str, int]:
    return {"counted": quorum.counted, "needed": quorum.needed, "entitled": quorum.entitled, "missing": quorum.missing}
