"""The demonstration's chapter, for each of the five networks."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from maillage.accounts.models import User
from maillage.billing.models import Charge, Payment, Refund
from maillage.core.registry import house
from maillage.members.models import Application, Dues, Exclusion, Member, MembershipPeriod
from maillage.members.periods import check_no_overlap
from maillage.members.queries import ledger_of, totals
from maillage.web.commands.install import DemoContext
from tests import networks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("network", ["csi", "cesiq", "wsm", "ciso", "occitanie"])
def test_members_of_the_demonstration(network, settings):
    settings.DEMO = True
    profile = networks.install(network)
    said = []
    context = DemoContext(profile, localdate(), said.append, {})
    for key in ("accounts", "organisations", "members"):
        house.demo.get(key).write(context)
    assert Member.objects.count() > 20
    for member in Member.objects.prefetch_related("periods"):
        check_no_overlap(ledger_of(member.periods.all()))
    assert MembershipPeriod.objects.exclude(ended_on=None).exists()
    assert Exclusion.objects.count() == 2
    assert set(Application.objects.values_list("state", flat=True)) >= {"draft", "submitted", "incomplete", "refused"}
    assert Dues.objects.values("fiscal_year").distinct().count() >= 2
    assert Dues.objects.filter(waived=True).count() == 1
    assert Refund.objects.exists()
    assert not Charge.objects.with_balance().filter(balance__lt=0).exists()
    assert not Payment.objects.with_balance().filter(balance__lt=0).exists()
    assert totals()["votes"] > 0
    bruno = User.objects.get(email="bruno.lefebvre@exemple.org")
    assert bruno.holds("delegate")
    assert date.min < localdate()
    house.demo.get("members").write(context)  # twice, it changes nothing
    assert Exclusion.objects.count() == 2
