"""The ledger against a naive model: a member is, each day, in one category or in none."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from maillage.members import actions
from maillage.members.enums import EndReason
from maillage.members.models import Exclusion, Member
from maillage.members.periods import check_no_overlap, current, since
from maillage.members.queries import ledger_of, voting_rights
from tests import networks
from tests.factories import members as make

FIRST = date(2024, 1, 1)
SPAN = 120
days = st.integers(0, SPAN - 1)
categories = st.sampled_from(["oci", "associee", "individu", "solidaire"])
OF_ORGANISATIONS = {"oci", "associee", "solidaire"}
VOTING = {"oci", "associee"}


def day(n: int) -> date:
    return FIRST + timedelta(days=n)


class Ledger(RuleBasedStateMachine):
    """One organisation of no family: any category of organisations is open to it."""

    def __init__(self):
        super().__init__()
        networks.install("csi")
        self.holder = make.organisation(family="")
        self.speaker = make.person()
        self.days = [None] * SPAN  # the naive model; beyond the last day, as on the last
        self.excluding = None

    @property
    def member(self):
        return Member.objects.filter(organisation=self.holder).first()

    def after(self, n):
        return next((i for i in range(n, SPAN) if self.days[i] is None), SPAN)

    def attempt(self, verb, allowed, write, **values):
        try:
            result = verb(by=None, **values)
        except ValidationError:
            assert not allowed, (verb.__name__, values)
            return None
        assert allowed, (verb.__name__, values)
        write()
        return result

    @rule(n=days, category=categories, length=st.none() | st.integers(0, 40))
    def start(self, n, category, length):
        end = SPAN - 1 if length is None else min(n + length, SPAN - 1)
        free = all(self.days[i] is None for i in range(n, end + 1))
        self.attempt(
            actions.start_membership, category in OF_ORGANISATIONS and free,
            lambda: self.days.__setitem__(slice(n, end + 1), [category] * (end + 1 - n)),
            holder=self.holder, category=category, start=day(n), end=None if end == SPAN - 1 else day(end),
        )  # fmt: skip

    @precondition(lambda self: self.member)
    @rule(n=days, category=categories)
    def change(self, n, category):
        period = self.member.periods.on(day(n)).first()
        last = SPAN - 1 if period is None or period.ended_on is None else (period.ended_on - FIRST).days
        allowed = category in OF_ORGANISATIONS and period is not None and period.category != category

        def write():
            self.days[n : last + 1] = [category] * (last + 1 - n)

        self.attempt(actions.change_category, allowed, write, member=self.member, category=category, on=day(n))

    @precondition(lambda self: self.member)
    @rule(n=days, reason=st.sampled_from([EndReason.RESIGNED, EndReason.LAPSED, EndReason.CLOSED]))
    def end(self, n, reason):
        later = self.member.periods.filter(started_on__gt=day(n)).exists()
        allowed = self.days[n] is not None and not later

        def write():
            self.days[n + 1 :] = [None] * (SPAN - n - 1)

        self.attempt(actions.end_membership, allowed, write, member=self.member, on=day(n), reason=reason)

    @precondition(lambda self: self.member and not self.excluding)
    @rule(n=st.integers(0, SPAN - 10))
    def notify(self, n):
        made = self.attempt(
            actions.open_exclusion, self.days[n] is not None, lambda: None, member=self.member, grounds="Motifs",
            notified_on=day(n), hearing_on=day(n + 5),
        )  # fmt: skip
        if made:
            self.excluding = (made.pk, n)

    @precondition(lambda self: self.excluding)
    @rule(end=st.sampled_from(["drop", "exclude", "return"]))
    def finish(self, end):
        pk, n = self.excluding
        exclusion = Exclusion.objects.get(pk=pk)
        if end == "drop":
            actions.drop_exclusion(exclusion=exclusion, on=day(n + 5), by=None)
            self.excluding = None
            return
        actions.hear_member(exclusion=exclusion, defence="", on=day(n + 5), by=None)
        later = self.member.periods.filter(started_on__gt=day(n + 6)).exists()
        allowed = self.days[n + 6] is not None and not later

        def write():
            self.days[n + 7 :] = [None] * (SPAN - n - 7)

        category = self.days[n + 6]
        done = self.attempt(
            actions.decide_exclusion,
            allowed,
            write,
            exclusion=exclusion,
            decision="Exclue",
            body="board",
            on=day(n + 6),
        )
        self.excluding = None
        if not done:
            actions.drop_exclusion(exclusion=exclusion, on=day(n + 7), by=None)
        elif end == "exclude":
            actions.settle_exclusion(exclusion=exclusion, on=day(n + 7), by=None)
        else:
            actions.appeal_exclusion(exclusion=exclusion, on=day(n + 7), by=None)
            actions.close_appeal(exclusion=exclusion, upheld=False, on=day(n + 8), by=None)
            self.days[n + 8 :] = [category] * (SPAN - n - 8)

    @precondition(lambda self: self.member)
    @rule(n=days)
    def delegate(self, n):
        named = self.member.delegations.filter(ended_on=None) | self.member.delegations.filter(ended_on__gte=day(n))
        allowed = self.days[n] is not None and not named.exists()
        self.attempt(
            actions.name_delegate, allowed, lambda: None, member=self.member, person=self.speaker, start=day(n)
        )

    @invariant()
    def agrees(self):
        member = self.member
        if member is None:
            assert not any(self.days)
            return
        rows = list(member.periods.order_by("started_on"))
        ledger = ledger_of(rows)
        check_no_overlap(ledger)
        assert sum(row.ended_on is None for row in rows) <= 1
        for n in range(0, SPAN, 7):
            now = current(ledger, day(n))
            assert (now.category if now else None) == self.days[n]
            begun = n
            while begun >= 0 and self.days[begun]:
                begun -= 1
            assert since(ledger, day(n)) == (day(begun + 1) if self.days[n] else None)
        for row in member.delegations.all():
            assert self.days[(row.started_on - FIRST).days]
        n = SPAN // 2
        (right,) = voting_rights(day(n), members=Member.objects.filter(pk=member.pk))
        speaks = member.delegations.on(day(n)).exists()
        assert right.vote == (self.days[n] in VOTING and speaks)
        assert right.stand == (self.days[n] in VOTING)
        assert right.votes == int(right.vote)


class LedgerCase(Ledger.TestCase, TestCase):
    settings = settings(max_examples=15, stateful_step_count=12, deadline=None,
                        suppress_health_check=list(HealthCheck))  # fmt: skip


pytestmark = pytest.mark.django_db
