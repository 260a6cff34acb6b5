"""The demonstration's chapter, for each of the five networks."""

import time

import pytest
from django.utils.timezone import localdate

from maillage.core.registry import house
from maillage.partnerships import portfolio
from maillage.partnerships.models import (
    Agreement,
    Assessment,
    CapacityAssessment,
    DuePiece,
    PartnerNetwork,
    Partnership,
)
from maillage.web.commands.install import DemoContext
from tests import networks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("network", ["csi", "cesiq", "wsm", "ciso", "occitanie"])
def test_partnerships_of_the_demonstration(network, settings, tmp_path):
    settings.DEMO, settings.MEDIA_ROOT = True, tmp_path
    context = DemoContext(networks.install(network), localdate(), [].append, {})
    for key in ("accounts", "organisations", "members"):
        house.demo.get(key).write(context)
    started = time.process_time()
    house.demo.get("partnerships").write(context)
    assert time.process_time() - started < 3  # half of it on a machine at rest
    rows = Partnership.objects.all()
    many = network == "wsm"
    assert rows.count() == 30 if many else 5 <= rows.count() <= 12
    assert rows.hidden().exists()
    shown = portfolio.everyone()
    assert shown
    assert not {row.organisation for row in shown} & set(rows.hidden().values_list("organisation", flat=True))
    assert set(rows.values_list("state", flat=True)) >= (
        {"active", "suspended", "ended", "exploring"} if rows.count() > 6 else {"active", "exploring"}
    )
    assert PartnerNetwork.objects.count() >= (2 if many else 1)
    assert Agreement.objects.filter(state="force", document__isnull=False).exists()
    assert not Agreement.objects.filter(state="force").exclude(signatures__party="partner").exists()
    assert {"missing", "accepted"} <= set(DuePiece.objects.values_list("state", flat=True))
    assert DuePiece.objects.lapsing().exists()
    assert Assessment.objects.filter(state="asked").exists()
    assert Assessment.objects.filter(state="answered").values("direction").distinct().count() == 2
    assert CapacityAssessment.objects.filter(state="answered").exists()
    assert rows.filter(organisation=context.made["partners"][0], state="active").exists()
    house.demo.get("partnerships").write(context)  # twice, it changes nothing
    assert Partnership.objects.count() == len(context.made["partnerships"])
    if many:
        assert len({code for row in shown if (code := row.country)}) > 8
