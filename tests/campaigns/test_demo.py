"""The demonstration's chapter, for each of the five networks."""

import time

import pytest
from django.utils.timezone import localdate

from maillage.campaigns.figures import recount
from maillage.campaigns.gestures import open_now
from maillage.campaigns.models import Campaign, PaperBatch, Petition, Signature
from maillage.core.registry import house
from maillage.web.commands.install import DemoContext
from tests import networks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("network", ["csi", "cesiq", "wsm", "ciso", "occitanie"])
def test_campaigns_of_the_demonstration(network, settings):
    settings.DEMO = True
    context = DemoContext(networks.install(network), localdate(), lambda text: None, {})
    for key in ("accounts", "organisations"):
        house.demo.get(key).write(context)
    start = time.process_time()
    house.demo.get("campaigns").write(context)
    assert time.process_time() - start < 4  # measured near 1 s; the machine of the tests is shared
    assert set(Campaign.objects.values_list("state", flat=True)) == {"draft", "open", "closed"}
    assert set(Petition.objects.values_list("state", flat=True)) == {"open", "delivered"}
    for petition in Petition.objects.select_related("tally"):
        assert recount(petition) == (petition.tally.online, petition.tally.paper)
    assert not Signature.objects.filter(petition__state="delivered").exclude(name="", email="").exists()
    assert set(PaperBatch.objects.values_list("state", flat=True)) == {"entered", "checked", "refused"}
    assert {group.kind for group in open_now()} >= {"sign", "help", "host", "join"}
    house.demo.get("campaigns").write(context)  # twice, it changes nothing
    assert Campaign.objects.count() == 3
