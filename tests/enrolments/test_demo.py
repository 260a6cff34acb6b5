"""The demonstration's enrolments, for each of the five networks."""

import time
from collections import Counter

import pytest
from django.utils.timezone import localdate, now

from maillage.core.registry import house
from maillage.enrolments import places
from maillage.enrolments.models import Enrolment, Opening, Place
from maillage.web.commands.install import DemoContext
from tests import networks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("network", ["csi", "cesiq", "wsm", "ciso", "occitanie"])
def test_enrolments_of_the_demonstration(network, settings):
    settings.DEMO = True
    context = DemoContext(networks.install(network), localdate(), lambda _said: None, {})
    for key in ("accounts", "organisations", "activities"):
        house.demo.get(key).write(context)
    begun = time.process_time()
    house.demo.get("enrolments").write(context)
    print(
        network, round(time.process_time() - begun, 2), "s", Counter(Enrolment.objects.values_list("state", flat=True))
    )
    assert [level for level, _text in places.check()] == ["ok"]
    states = set(Enrolment.objects.filter(purged_at=None).values_list("state", flat=True))
    assert states >= {"confirmed", "waiting", "offered", "cancelled", "pending"}
    late = [one for one in Opening.objects.filter(purged_at=None).select_related("activity")
            if one.activity.ends_at and (now() - one.activity.ends_at).days > one.purge_days]  # fmt: skip
    assert not late
    assert not Enrolment.objects.exclude(purged_at=None).exclude(name="").exists()
    assert not Place.objects.exclude(enrolment__purged_at=None).exclude(name="").exists()
    assert Enrolment.objects.filter(purged_at=None, email="bruno.lefebvre@exemple.org").exists()
