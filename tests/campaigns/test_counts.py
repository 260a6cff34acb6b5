"""The count against a recount, whatever is done in whatever order: on line, on paper, by groups, by letters that come back."""

from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maillage.campaigns import actions
from maillage.campaigns.figures import filled, recount, weeks
from maillage.campaigns.models import AddressBlock, PaperBatch, PaperName, Signature
from tests import networks
from tests.factories import campaigns as make

who = st.integers(0, 5)
corner = st.integers(0, 2)
sheet = st.integers(0, 3)


class Count(RuleBasedStateMachine):
    """Six addresses, three corners of the internet, four sheets, and people who do anything at any moment."""

    def __init__(self):
        super().__init__()
        networks.install("csi")
        self.petition = make.petition()

    def attempt(self, verb, **values):
        try:
            verb(**values)
        except ValidationError:
            return

    def row(self, n):
        return Signature.objects.filter(email=f"p{n}@exemple.org").first()

    def batch(self, n):
        return PaperBatch.objects.filter(sheet=f"F{n}").first()

    @rule(n=who, at=corner, area=st.sampled_from(["H2X 1Y4", ""]))
    def sign(self, n, at, area):
        values = {"name": f"Personne {'ABCDEF'[n]}", "email": f"p{n}@exemple.org", "area": area}
        self.attempt(actions.sign, petition=make.fresh(self.petition), values=values, origin=f"192.0.{at}.1")

    @rule(n=who, verb=st.sampled_from([actions.confirm_signature, actions.disown_signature]))
    def answer(self, n, verb):
        if row := self.row(n):
            self.attempt(verb, signature=row)

    @rule(n=who)
    def bounce(self, n):
        if row := self.row(n):
            actions.bounce_signature(signature_id=row.pk, message_id=row.mail or 0)

    @rule(n=who)
    def withdraw(self, n):
        if row := self.row(n):
            self.attempt(actions.withdraw_signature, signature=row, reason="essai", by=None)

    @rule(n=who)
    def forget(self, n):
        actions.erase_address(email=f"p{n}@exemple.org")

    @rule(at=corner, verb=st.sampled_from([actions.set_block_aside, actions.admit_block]))
    def group(self, at, verb):
        blocks = list(AddressBlock.objects.order_by("pk"))
        if at < len(blocks):
            self.attempt(verb, block=blocks[at], reason="essai", by=None)

    @rule(n=sheet, claimed=st.integers(1, 9), out=st.integers(0, 3), named=st.integers(0, 4))
    def enter(self, n, claimed, out, named):
        names = [(f"Personne {'ABCDEF'[i]}", "H2X 1Y4") for i in range(named)]
        self.attempt(
            make.batch, row=self.petition, sheet=f"F{n}", claimed=claimed, excluded=min(out, claimed), names=names
        )

    @rule(n=sheet)
    def check(self, n):
        if row := self.batch(n):
            self.attempt(actions.check_batch, batch=row, by=None)

    @rule(n=sheet)
    def refuse(self, n):
        if row := self.batch(n):
            self.attempt(actions.refuse_batch, batch=row, note="illisible", by=None)

    @rule(n=sheet, claimed=st.integers(1, 9), out=st.integers(0, 9))
    def correct(self, n, claimed, out):
        if row := self.batch(n):
            self.attempt(actions.correct_batch, batch=row, claimed=claimed, excluded=out, note="relue", by=None)

    @rule(n=sheet, kept=st.booleans())
    def keep(self, n, kept):
        if name := PaperName.objects.filter(batch__sheet=f"F{n}").first():
            self.attempt(actions.keep_name, name=name, kept=kept, by=None)

    @invariant()
    def the_count_is_exact(self):
        assert make.tally(self.petition) == recount(self.petition)


class TestCount(Count.TestCase, TestCase):
    settings = settings(max_examples=8, stateful_step_count=25, deadline=None,
                        suppress_health_check=list(HealthCheck))  # fmt: skip


def test_weeks_hold_every_day():
    assert weeks({}) == filled({}) == []
    assert [n for _monday, n in weeks(dict(zip(make.days("2026-01-01", 30), range(30), strict=True)))] == [
        6, 49, 98, 147, 135
    ]  # fmt: skip
