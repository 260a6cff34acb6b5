"""The demonstration's chapter, for each of the five networks."""

import time

import pytest
from django.utils.timezone import localdate

from maillage.core.registry import house
from maillage.projects import shares
from maillage.projects.models import Bond, Code, Milestone, Participant, Place, Project, Risk
from maillage.web.commands.install import DemoContext
from tests import networks

pytestmark = pytest.mark.django_db
LEAST = {"wsm": 30, "csi": 12, "ciso": 10, "occitanie": 14, "cesiq": 7}


@pytest.mark.parametrize("network", ["csi", "cesiq", "wsm", "ciso", "occitanie"])
def test_projects_of_the_demonstration(network, settings):
    settings.DEMO = True
    context = DemoContext(networks.install(network), localdate(), lambda text: None, {})
    for key in ("accounts", "organisations"):
        house.demo.get(key).write(context)
    start = time.process_time()
    house.demo.get("projects").write(context)
    assert time.process_time() - start < 3  # measured below 0.3 s; the machine of the tests is shared
    rows = list(Project.objects.all())
    assert len(rows) >= LEAST[network]
    assert {row.level for row in rows} == {"programme", "outcome", "project", "line"}
    assert {"1", "2", "4"} <= {row.state for row in rows}
    assert network == "cesiq" or {row.state for row in rows} >= set("1234")
    assert Project.objects.hidden().exists()
    assert Project.objects.public().filter(level="project").count() >= 2
    assert Milestone.objects.exists() and Risk.objects.exists() and Bond.objects.public().exists()  # noqa: PT018
    for row in rows:
        row.full_clean()
        parts = Participant.objects.filter(project=row)
        assert not shares.too_much(p.work_share for p in parts)
        assert not shares.too_much(p.money_share for p in parts)
        assert shares.is_whole(p.percentage for p in Place.objects.filter(project=row))
        assert shares.is_whole(c.percentage for c in Code.objects.filter(project=row, kind="sector"))
    house.demo.get("projects").write(context)  # twice, it changes nothing
    assert Project.objects.count() == len(rows)
