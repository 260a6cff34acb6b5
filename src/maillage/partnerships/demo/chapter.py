"""The chapter of partnerships: on several continents, in every state, one withheld; agreements, files, assessments of
several years both ways, capacities over time, visits, what was learned, networks with their plan."""

import random
from datetime import date, timedelta
from typing import Any

from maillage.accounts.models import User
from maillage.accounts.roles import ROLES, Permission
from maillage.audit import journal
from maillage.core.territories import country_group
from maillage.organisations.models import Link, Organisation, Place
from maillage.partnerships.actions.common import KIND, NETWORK
from maillage.partnerships.demo import stories
from maillage.partnerships.demo.history import History
from maillage.partnerships.demo.papers import Papers
from maillage.partnerships.models import (
    Carrier,
    Learning,
    NetworkSeat,
    PartnerNetwork,
    Partnership,
    PartnershipContact,
    PartnershipTransition,
    PartnerVisit,
    PlanAction,
)
from maillage.search import outbox

MANY, FEW = 30, 12


class Invented:
    """What the parts of the chapter share."""

    def __init__(self, context: Any) -> None:
        self.profile, self.today = context.profile, context.today
        self.chance = random.Random(f"partnerships {context.profile.code}")  # noqa: S311 (an invention, always the same)
        self.years = max(3, context.profile.demo.years if context.profile.demo else 3)
        self.canadian = context.profile.country == "CA"

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def name(self) -> str:
        return f"{self.chance.choice(stories.FIRST)} {self.chance.choice(stories.LAST)}"


def write(context: Any) -> None:
    """Run on a network that has partnerships, it changes nothing."""
    partners = chosen(context.made.get("partners", []), MANY if context.profile.code == "wsm" else FEW)
    if not partners or Partnership.objects.exists():
        return
    made = Invented(context)
    release(partners)
    rows = partnerships(made, partners)
    carriers(made, rows, context.made.get("organisations", []))
    contacts(rows)
    Papers(made).write(rows)
    History(made).write(rows)
    visits(made, rows)
    learnings(made, rows)
    networks = [one for one in (continental(made, rows), thematic(made, rows)) if one]
    journal.record_many(
        (journal.Note("partnership.begun", KIND, row.pk, "" if row.is_hidden else str(row)) for row in rows), by=None
    )
    outbox.queue(KIND, [row.pk for row in rows])
    outbox.queue(NETWORK, [row.pk for row in networks])
    context.made["partnerships"] = rows
    context.say(f"{len(rows)} partenariats et {len(networks)} réseaux de partenaires inventés")


def chosen(partners: list[Any], most: int) -> list[Any]:
    """The first ones, and the last: it is withheld."""
    return partners if len(partners) <= most else [*partners[: most - 1], partners[-1]]


def release(partners: list[Any]) -> None:
    """Where the network withholds partners abroad from birth, most of these said that they may be shown; not the last."""
    shown = [one for at, one in enumerate(partners[:-1]) if one.withheld and at % 5 != 4]
    for one in shown:
        one.withheld, one.withheld_reason = False, ""
    Organisation.objects.filter(pk__in=[one.pk for one in shown]).update(withheld=False, withheld_reason="")
    journal.record_many(
        (journal.note("organisation.released", one, reason="Le partenaire a donné son accord.") for one in shown),
        by=None,
    )


def partnerships(made: Invented, partners: list[Any]) -> list[Partnership]:
    """Every state; the first one is that of the contributor, the last one that of whom is withheld."""
    seats = dict(Place.objects.filter(organisation__in=partners, kind="seat").values_list("organisation", "country"))
    roles = [code for code, role in ROLES.items() if Permission.PARTNERSHIPS_EDIT in role.permissions]
    follower = User.objects.filter(grants__role__in=roles).order_by("pk").first()
    last, rows = len(partners) - 1, []
    for at, partner in enumerate(partners):
        state = "active"
        if 0 < at < last:
            state = {2: "exploring", 3: "suspended", 4: "ended"}.get(at % 11, "active")
        since = made.day(-made.chance.randint(500, 360 * made.years + 900)) if state != "exploring" else None
        told = at % len(stories.SUMMARIES)
        row = Partnership(
            organisation=partner, partner_type=partner.kind, country=seats.get(partner.pk, ""), state=state, since=since,
            is_public=at % 9 != 7, followed_by=follower if at % 3 else None, languages=["es"] if at % 4 == 1 else ["fr"],
            summaries=[["fr", stories.SUMMARIES[told]], ["en", stories.SUMMARIES_EN[told]]],
            regime=("control", "grant", "")[at % 3] if made.canadian else "", side="north" if at == 6 else "there",
        )  # fmt: skip
        if state == "ended":
            row.until = made.day(-made.chance.randint(30, 300))
            row.end_reason, row.end_note = stories.ENDS[at % len(stories.ENDS)]
        rows.append(row)
    rows = Partnership.objects.bulk_create(rows)
    PartnershipTransition.objects.bulk_create(step for row in rows for step in steps(made, row))
    return rows


def steps(made: Invented, row: Partnership) -> list[PartnershipTransition]:
    since = row.since or made.day(-60)
    found = [PartnershipTransition(partnership=row, after="exploring", on=since - timedelta(days=90))]
    if row.since:
        found.append(PartnershipTransition(partnership=row, before="exploring", after="active", on=since))
    if row.state == "suspended":
        found.append(PartnershipTransition(partnership=row, before="active", after="suspended", on=made.day(-70),
                                           reason="Les routes sont coupées ; nous reprenons contact chaque mois."))  # fmt: skip
    if row.state == "ended":
        found.append(
            PartnershipTransition(partnership=row, before="active", after="ended", on=row.until, reason=row.end_note)
        )
    return found


def carriers(made: Invented, rows: list[Partnership], members: list[Any]) -> None:
    """Some are carried by members, alone or with the network."""
    if len(members) < 3:
        return
    shared = [row for at, row in enumerate(rows) if at % 4 == 1]
    Carrier.objects.bulk_create(
        Carrier(partnership=row, organisation=one, role=role)
        for row in shared
        for one, role in zip(made.chance.sample(members[:8], 2), ("jumelage", "appui"), strict=True)
    )
    Partnership.objects.filter(pk__in=[row.pk for row in shared[::2]]).update(by_network=False)


def contacts(rows: list[Partnership]) -> None:
    mine = {row.organisation_id: row for row in rows}
    ties = (
        Link.objects.current()
        .filter(from_organisation__in=list(mine), to_person__isnull=False)
        .select_related("to_person")
    )
    PartnershipContact.objects.bulk_create(
        (PartnershipContact(partnership=mine[tie.from_organisation_id], person=tie.to_person, role=tie.role)
         for tie in ties.order_by("pk") if tie.from_organisation_id and tie.to_person), ignore_conflicts=True,
    )  # fmt: skip


def visits(made: Invented, rows: list[Partnership]) -> None:
    found = []
    for at, row in enumerate(one for one in rows if one.since):
        for number in range(2 + at % 3):
            kind, title, what, follow = stories.VISITS[(at + number) % len(stories.VISITS)]
            start = made.day(-made.chance.randint(20, 300) - 330 * number)
            if row.since and start < row.since:
                continue
            due = start + timedelta(days=45) if follow else None
            done = due if due and due < made.day(-60) else None
            place = "" if kind in ("remote", "welcome") else "Sur place"
            found.append(PartnerVisit(
                partnership=row, kind=kind, title=title, what=what, starts_on=start, follow_up=follow, follow_up_due=due, followed_on=done,
                ends_on=start + timedelta(days=0 if kind == "remote" else made.chance.randint(2, 9)), is_public=number == 0 and at % 2 == 0,
                follow_note="C’est fait." if done else "", place=place, who="Deux personnes de l’équipe",
            ))  # fmt: skip
    PartnerVisit.objects.bulk_create(found)


def learnings(made: Invented, rows: list[Partnership]) -> None:
    found = []
    for at, row in enumerate(one for one in rows if one.since and one.state != "ended"):
        for who, text, use in (stories.LEARNED[at % 4], stories.LEARNED[(at + 1) % 4])[: 1 + at % 2]:
            found.append(Learning(partnership=row, learned_by=who, text=text, use=use, on=made.day(-made.chance.randint(10, 400)),
                                  is_public=at % 3 == 0))  # fmt: skip
    Learning.objects.bulk_create(found)


# Networks with a shared plan


def network(made: Invented, seats: list[Partnership], **values: Any) -> PartnerNetwork:
    row = PartnerNetwork.objects.create(
        plan=stories.PLAN, starts_on=made.day(-500), ends_on=made.day(900), is_public=True,
        summaries=[["fr", "Des partenaires qui se forment entre eux et portent ensemble une même demande."],
                   ["en", "Partners who train one another and carry one demand together."]], **values)  # fmt: skip
    NetworkSeat.objects.bulk_create(
        NetworkSeat(
            network=row,
            organisation=one.organisation,
            role="coordination" if at == 0 else "",
            since=made.day(-480 + 20 * at),
        )
        for at, one in enumerate(seats)
    )
    PlanAction.objects.bulk_create(
        PlanAction(network=row, rank=rank, title=title, state=state, due_on=made.day(days), lead=seats[rank % len(seats)].organisation,
                   done_on=made.day(days + 4) if state == "done" else None)
        for rank, (title, state, days) in enumerate(stories.ACTIONS)
    )  # fmt: skip
    return row


def continental(made: Invented, rows: list[Partnership]) -> PartnerNetwork | None:
    """That of the continent where most are."""
    groups: dict[str, list[Partnership]] = {}
    for row in rows:
        if row.is_living and (group := country_group(row.country)):
            groups.setdefault(group, []).append(row)
    if not groups:
        return None
    group, seats = max(groups.items(), key=lambda pair: (len(pair[1]), pair[0]))
    names = {"africa": "Réseau africain de nos partenaires", "asia": "Réseau asiatique de nos partenaires",
             "latin_america": "Réseau latino-américain et caribéen de nos partenaires"}  # fmt: skip
    return network(
        made,
        seats[:12],
        name=names.get(group, "Réseau continental de nos partenaires"),
        kind="continental",
        continent=group,
    )


def thematic(made: Invented, rows: list[Partnership]) -> PartnerNetwork | None:
    """Across continents, on the network's first theme; the one that is withheld sits there too."""
    seats = [row for row in rows if row.is_living]
    if not made.profile.themes or len(seats) < 6:
        return None
    theme = made.profile.themes[0]
    title = f"Partenaires réunis : {theme.name.text('fr').lower()}"
    return network(
        made,
        [*seats[1::3], rows[-1]] if rows[-1] not in seats[1::3] else seats[1::3],
        name=title,
        kind="thematic",
        theme=theme.code,
    )
