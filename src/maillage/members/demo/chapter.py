"""The members' chapter: three years of joins, changes, leaves and returns; dues paid, late, waived; what waits.

The register is written in bulk (the verbs, one by one, would take minutes) with one entry of the journal for each
period; what is rare (exclusions, applications, delegates of the cast) goes through the verbs.
"""

import random
from datetime import date, timedelta
from typing import Any

from maillage.accounts import actions as accounts
from maillage.accounts.models import DEMO_DOMAIN
from maillage.audit import journal
from maillage.members import actions
from maillage.members.demo.dues import write_dues
from maillage.members.demo.requests import write_requests
from maillage.members.enums import DelegateKind, EndReason
from maillage.members.models import Delegation, Member, MembershipPeriod
from maillage.members.queries import sizes_on
from maillage.network.membership import Category
from maillage.organisations.enums import Relation
from maillage.organisations.models import Link, Organisation, Person

YEARS = 3
KIND = "members.member"


class Register:
    """Members and periods being invented, written together at the end."""

    def __init__(self, context: Any) -> None:
        self.profile, self.today = context.profile, context.today
        self.chance = random.Random(f"members {context.profile.code}")  # noqa: S311 (an invention, always the same)
        self.start = self.today - timedelta(days=365 * YEARS)
        self.members: list[Member] = []
        self.periods: list[MembershipPeriod] = []
        self.speaks: list[Delegation] = []

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.chance.randint(0, max(0, (last - first).days)))

    def member(self, category: Category, **holder: Any) -> Member:
        row = Member(number=len(self.members) + 1, **holder)
        self.members.append(row)
        began = self.day(self.start - timedelta(days=1500), self.start) if self.chance.random() < 0.75 else \
            self.day(self.start, self.today - timedelta(days=60))  # fmt: skip
        self.life(row, category, began)
        return row

    def life(self, row: Member, category: Category, began: date) -> None:
        """Most stay; some leave, some of those come back."""
        fate = self.chance.random()
        last = self.today - timedelta(days=40)
        if fate > 0.82 and began < last - timedelta(days=200) and row.number > 3:
            ended = self.day(max(self.start, began + timedelta(days=90)), last)
            reasons = [EndReason.RESIGNED, EndReason.LAPSED, EndReason.LAPSED, EndReason.OTHER]
            self.period(row, category, began, ended, self.chance.choice(reasons))
            if fate > 0.93 and ended < last - timedelta(days=200):
                self.period(row, category, self.day(ended + timedelta(days=60), last))
            return
        self.period(row, category, began)

    def period(self, row: Member, category: Category, began: date, ended: date | None = None, reason: str = "") -> None:
        self.periods.append(MembershipPeriod(member=row, category=category.code, group=category.group or "",
                                             started_on=began, ended_on=ended, reason=reason))  # fmt: skip

    def change(self, row: Member, category: Category, on: date) -> None:
        """The open period of a member passes to another category."""
        last = next(p for p in reversed(self.periods) if p.member is row)
        last.ended_on, last.reason = on - timedelta(days=1), EndReason.CHANGED
        self.period(row, category, on)

    def write(self) -> None:
        Member.objects.bulk_create(self.members)
        MembershipPeriod.objects.bulk_create(self.periods)
        Delegation.objects.bulk_create(self.speaks)
        notes = []
        for row in self.periods:
            changes = {"category": [None, row.category], "started_on": [None, row.started_on]}
            notes.append(journal.Note("membership.started", KIND, row.member_id, self.label(row.member), changes))
            if row.ended_on and row.reason != EndReason.CHANGED:
                changes = {"ended_on": [None, row.ended_on], "reason": [None, str(row.reason)]}
                notes.append(journal.Note("membership.ended", KIND, row.member_id, self.label(row.member), changes))
        notes += [journal.Note("delegation.named", KIND, row.member_id, self.label(row.member),
                               {"person": [None, row.person_id]}) for row in self.speaks]  # fmt: skip
        journal.record_many(notes, by=None)

    @staticmethod
    def label(row: Member) -> str:
        return "" if row.organisation is None or row.organisation.withheld else row.organisation.name


def fits(category: Category, holder: Organisation, sizes: dict[str, Any]) -> bool:
    if category.who == "individual" or (category.family and category.family != holder.family):
        return False
    size = sizes.get(category.threshold.measure) if category.threshold else None
    return category.threshold is None or (size is not None and category.threshold.is_met(size))


def write(context: Any) -> None:
    """Fill `context.made` with "members". Run on a network that has members, it changes nothing."""
    if Member.objects.exists() or not context.made.get("organisations"):
        context.made.setdefault("members", [])
        return
    register = Register(context)
    organisations(register, context.made["organisations"])
    individuals(register, context.made["people"])
    group_left(register)
    delegates(register)
    register.write()
    cast(register)
    exclusions(register)
    owed = write_dues(register, register.today)
    asked = write_requests(register)
    context.made["members"] = register.members
    context.say(f"{len(register.members)} membres, {owed} cotisations et {asked} demandes d’adhésion inventés")


def organisations(register: Register, rows: list[Organisation]) -> None:
    """Each in the first category it fits; those that fit none stay outside."""
    sizes = sizes_on(register.today, [row.pk for row in rows])
    categories = [one for one in register.profile.membership.categories if one.who != "individual" and one.rights.vote]
    for row in rows:
        chosen = next((one for one in categories if fits(one, row, sizes.get(row.pk, {}))), None)
        if chosen:
            register.member(chosen, organisation=row)


def individuals(register: Register, rows: list[Person]) -> None:
    categories = [one for one in register.profile.membership.categories if one.who != "organisation"]
    for at, row in enumerate(rows if categories else []):
        register.member(categories[at % len(categories)] if at % 5 == 0 else categories[0], person=row)


def group_left(register: Register) -> None:
    """CISO: one union left group A."""
    profile = register.profile
    if profile.code != "ciso":
        return
    long_ago = register.today - timedelta(days=500)
    now_b = [p for p in register.periods if p.category == "groupe-b" and p.ended_on is None and p.started_on < long_ago]
    if len(now_b) > 3:
        now_b[3].category, now_b[3].group = "groupe-a", "A"
        register.change(now_b[3].member, profile.category("groupe-b"), register.today - timedelta(days=200))


def delegates(register: Register) -> None:
    """A delegate for most voting members, sometimes a substitute; a few have nobody."""
    ties: dict[int, list[int]] = {}
    rows = Link.objects.filter(relation__in=(Relation.PRESIDED_BY, Relation.EMPLOYS, Relation.REPRESENTED_BY),
                               from_organisation__isnull=False, to_person__isnull=False, ended_on=None)  # fmt: skip
    for organisation, person in rows.values_list("from_organisation", "to_person").order_by("pk"):
        ties.setdefault(organisation, []).append(person)
    for period in register.periods:
        row = period.member
        people = ties.get(row.organisation_id or 0, [])
        if period.ended_on is not None or not people or (register.chance.random() < 0.08 and row.number > 3):
            continue
        category = register.profile.category(period.category)
        began = max(period.started_on, register.today - timedelta(days=700))
        for rank, person in enumerate(people[: category.max_delegates], start=1):
            register.speaks.append(Delegation(member=row, person_id=person, rank=rank, started_on=began))
        for rank, person in enumerate(people[category.max_delegates :][: category.max_substitutes], start=1):
            register.speaks.append(Delegation(member=row, person_id=person, kind=DelegateKind.SUBSTITUTE, rank=rank,
                                              started_on=began))  # fmt: skip


def speak(register: Register, member: Member, name: str) -> None:
    """A person of the cast who speaks for a member: they sign in."""
    first, _space, last = name.partition(" ")
    address = f"{first.lower().replace('é', 'e')}.{last.lower()}{DEMO_DOMAIN}"
    user = accounts.create_account(email=address, name=name, by=None, verified=True)
    person = Person.objects.create(first_name=first, last_name=last, email=address, user=user)
    journal.record("person.created", person, by=None, label="")
    open_period = member.periods.order_by("-started_on")[0]
    began = max(open_period.started_on, register.today - timedelta(days=400))
    Delegation.objects.filter(member=member, ended_on=None).update(ended_on=began)
    started = min(began + timedelta(days=1), open_period.ended_on or date.max)
    actions.name_delegate(member=member, person=person, start=started, by=None)


def cast(register: Register) -> None:
    """Bruno and Chloé speak for two members, Idris is one himself, Léa spoke for one that lapsed."""
    open_ended = {p.member_id for p in register.periods if p.ended_on is None}
    bodies = [row for row in register.members if row.organisation_id and row.pk in open_ended]
    bruno = Person.objects.filter(user__email=f"bruno.lefebvre{DEMO_DOMAIN}").first()
    if bruno and bodies and not Delegation.objects.filter(person=bruno, ended_on=None).exists():
        member = bodies[0]
        began = member.periods.order_by("-started_on")[0].started_on
        Delegation.objects.filter(member=member).delete()
        actions.name_delegate(member=member, person=bruno, start=began, by=None)
    if len(bodies) > 6:
        speak(register, bodies[1], "Chloé Gagnon")
        speak(register, bodies[5], "Léa Simon")
        actions.end_membership(
            member=bodies[5], on=register.today - timedelta(days=45), reason=EndReason.LAPSED, by=None
        )
    alone = next((row for row in register.members if row.person_id and row.pk in open_ended), None)
    if alone and alone.person:
        user = accounts.create_account(
            email=f"idris.moreau{DEMO_DOMAIN}", name=str(alone.person), by=None, verified=True
        )
        Person.objects.filter(pk=alone.person_id).update(user=user)


def exclusions(register: Register) -> None:
    """One under way, one decided and appealed: disputed."""
    today, days = register.today, timedelta
    now = list(Member.objects.current().exclude(organisation=None).order_by("number"))
    if len(now) < 5:
        return
    now = now[-2:]
    grounds = "Trois exercices sans prendre part à la vie du réseau, malgré deux lettres."
    actions.open_exclusion(
        member=now[0], grounds=grounds, notified_on=today - days(12), hearing_on=today + days(9), by=None
    )
    appealed = actions.open_exclusion(
        member=now[1], grounds="Usage du nom du réseau dans une campagne électorale.",
        notified_on=max(today - days(150), now[1].periods.on(today)[0].started_on), hearing_on=today - days(120), by=None,
    )  # fmt: skip
    appealed = actions.hear_member(exclusion=appealed, on=today - days(120), by=None,
                                   defence="L’affiche fut imprimée par une section locale, sans notre accord.")  # fmt: skip
    body = register.profile.legal.exclusion_body.value
    appealed = actions.decide_exclusion(exclusion=appealed, decision="Exclusion, à la majorité requise.", body=body,
                                        on=today - days(100), by=None)  # fmt: skip
    actions.appeal_exclusion(exclusion=appealed, on=today - days(80), by=None)
