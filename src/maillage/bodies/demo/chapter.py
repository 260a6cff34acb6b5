"""Who sits, since when; who left and was replaced; nobody real."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from maillage.audit import journal
from maillage.bodies import actions
from maillage.bodies.demo.seats import BOARDS, Board
from maillage.bodies.enums import BodyKind, How, Leaving, Office, QuorumKind
from maillage.bodies.models import Body, Mandate, SeatGroup
from maillage.core.periods import add_months
from maillage.members.enums import DelegateKind
from maillage.members.models import Delegation, Member, MembershipPeriod

Sitter = tuple[Any, Any]  # the person, and the organisation they sit for
OFFICES = (Office.CHAIR, Office.VICE_CHAIR, Office.SECRETARY, Office.TREASURER)
EXAMPLE = "Exemple de la démonstration : vos statuts le remplacent."


def sitters(category: str, since: date) -> Iterator[Sitter]:
    """People who may hold a seat kept for this category since that day: delegates of its members, or members themselves."""
    periods = MembershipPeriod.objects.on(since).filter(category=category, ended_on=None)
    members = Member.objects.filter(pk__in=periods.values("member")).exclude(Member.objects.hidden_rule())
    alone = members.filter(person__isnull=False).select_related("person").order_by("number")
    named = Delegation.objects.on().filter(member__in=members, kind=DelegateKind.DELEGATE, person__withheld=False)
    named = named.select_related("person", "member__organisation").order_by("rank", "member__number")
    for row in named:
        yield row.person, row.member.organisation
    for member in alone:
        yield member.person, None


def groups(body: Body, board: Board, profile: Any) -> list[SeatGroup]:
    made = []
    for order, kept in enumerate(board.groups, start=1):
        values = {"college": kept.category, "label": profile.category(kept.category).name.text("fr"), "seats": kept.seats,
                  "term_months": board.months, "max_terms": board.max_terms, "category": kept.category,
                  "staggered": board.staggered, "order": order}  # fmt: skip
        made.append(actions.bodies.write_group(body=body, values=values, by=None))
    return made


def fill(body: Body, seats: list[SeatGroup], today: date) -> list[Mandate]:
    """One half is due at the coming assembly, the other was due already: an election that was held renews it."""
    sat: list[Mandate] = []
    taken: set[int] = set()
    for group in seats:
        recent = add_months(today + timedelta(days=45), -group.term_months)
        older = today - timedelta(days=group.term_months * 30 + 60)
        for rank in range(group.seats):
            start = recent if rank % 2 == 0 else older
            found = next((one for one in sitters(group.category, start) if one[0].pk not in taken), None)
            if found is None:
                continue
            person, organisation = found
            taken.add(person.pk)
            office = OFFICES[len(sat)] if len(sat) < len(OFFICES) else Office.MEMBER
            sat.append(actions.mandates.begin(body=body, group=group, person=person, organisation=organisation,
                                              office=office, start=start, by=None))  # fmt: skip
    return sat


def leave(sat: list[Mandate], today: date) -> None:
    """Someone left, and another sits until the end of their term; the assembly has yet to confirm it."""
    gone = next((one for one in sat if one.office == Office.MEMBER and one.due_on and one.due_on > today), None)
    if gone is None:
        return
    gone = actions.mandates.end(mandate=gone, on=today - timedelta(days=70), reason=Leaving.RESIGNED, by=None)
    taken = {one.person_id for one in sat}
    start = today - timedelta(days=35)
    found = [one for one in sitters(gone.group.category if gone.group else "", start) if one[0].pk not in taken]
    if found:
        actions.mandates.coopt(replaces=gone, person=found[-1][0], organisation=found[-1][1], start=start, by=None)


def others(context: Any, sat: list[Mandate]) -> None:
    """A committee of the board, closed to the public, and the first table of the profile."""
    values = {"kind": BodyKind.COMMITTEE, "name": "Comité exécutif", "purpose": "Prépare les réunions du conseil.",
              "quorum_kind": QuorumKind.NUMBER, "quorum_number": 3, "quorum_source": EXAMPLE, "is_public": False}  # fmt: skip
    committee = actions.bodies.create_body(values=values, by=None)
    for mandate in sat[:4]:
        actions.mandates.begin(body=committee, person=mandate.person, organisation=mandate.organisation,
                               office=mandate.office, start=mandate.started_on, how=How.APPOINTED, by=None)  # fmt: skip
    if context.profile.tables:
        table = context.profile.tables[0]
        body = actions.bodies.create_body(values={"kind": BodyKind.TABLE, "name": table.name.text("fr")}, by=None)
        for mandate in sat[4:8]:
            actions.mandates.begin(body=body, person=mandate.person, organisation=mandate.organisation,
                                   start=mandate.started_on, how=How.APPOINTED, by=None)  # fmt: skip


def write(context: Any) -> None:
    """Fill `context.made["board"]` with the mandates of the board. Run where someone sits, it changes nothing."""
    assembly, body = Body.objects.general_assembly(), Body.objects.board()
    board = BOARDS.get(context.profile.code)
    if board is None or Mandate.objects.exists() or not Member.objects.exists():
        return
    actions.bodies.write_body(
        body=assembly,
        by=None,
        values={
            "purpose": "Réunit tous les membres : fixe les orientations, adopte les comptes et les règlements, élit le conseil."
        },
    )
    actions.bodies.write_body(body=body, by=None, values={
        "purpose": "Conduit le réseau entre deux assemblées.", "seats_text": f"{board.text}\n{EXAMPLE}"})  # fmt: skip
    sat = fill(body, groups(body, board, context.profile), context.today)
    others(context, sat)
    leave(sat, context.today)
    journal.record("body.demo", body, by=None)
    context.made["board"] = sat
    context.say(f"Un conseil de {len(sat)} personnes inventé, avec son comité")
