"""The demonstration's motions, in networks whose members do not have the same rights."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from maillage.ballots.actions import count
from maillage.ballots.models import Question
from maillage.core.registry import house
from maillage.motions import texts
from maillage.motions.models import Motion
from maillage.web.commands.install import DemoContext
from tests import networks
from tests.factories import motions as factory

pytestmark = pytest.mark.django_db


@pytest.mark.slow
@pytest.mark.parametrize("network", ["csi", "wsm"])
def test_motions_of_the_demonstration(network, settings):
    settings.DEMO = True
    context = DemoContext(networks.install(network), localdate(), [].append, {})
    for key in ("accounts", "organisations", "members"):
        house.demo.get(key).write(context)
    coming = factory.assembly(20)
    factory.item(coming)
    past = factory.assembly(-90, frozen=network == "csi")
    type(past).objects.filter(pk=past.pk).update(state="closed", closed_at=now() - timedelta(days=90))
    for _twice in range(2):
        house.demo.get("motions").write(context)
    states = Counter(Motion.objects.filter(assembly=coming).values_list("state", flat=True))
    assert states == {"admissible": 2, "submitted": 1, "draft": 1}
    first = Motion.objects.get(assembly=coming, number=1)
    changes = [row.change for row in first.amendments.pending()]
    assert [conflict.clash for conflict in texts.conflicts(first.text, changes)] == [texts.Clash.OVERLAP]
    assert first.amendments.filter(state="accepted").count() == 1
    if network == "csi":
        assert Counter(Motion.objects.filter(assembly=past).values_list("state", flat=True)) == {
            "carried": 1,
            "lost": 1,
        }
        assert Motion.objects.get(assembly=past, state="carried").versions.count() == 3
        assert all(count.recount(question)[0] for question in Question.objects.all())
    past.refresh_from_db()
    assert past.state == "closed"
