"""The demonstration's chapter, in the five networks: an election held, its mandates, one to come."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from maillage.ballots.actions import count, rolls
from maillage.bodies.models import Body, Mandate
from maillage.core.registry import house
from maillage.elections.models import Election
from maillage.web.commands.install import DemoContext
from tests import cast, networks
from tests.assemblies import holding
from tests.factories import assemblies

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.one_database]


@pytest.mark.parametrize("network", ["csi", "cesiq", "wsm", "ciso", "occitanie"])
def test_elections_of_the_demonstration(network, settings):
    settings.DEMO = True
    context = DemoContext(networks.install(network), localdate(), lambda _said: None, {})
    for key in ("accounts", "organisations", "members", "bodies"):
        house.demo.get(key).write(context)
    at = now() - timedelta(days=160)
    roll = rolls.freeze(roll=rolls.make(title="Assemblée", rights_on=at.date(), by=None), by=None)
    holding.assembly(
        roll, starts_at=at, state="closed", opened_at=at, closed_at=at + timedelta(hours=3), rights_on=at.date()
    )
    assemblies.assembly(days=50)
    house.demo.get("elections").write(context)
    past, coming = Election.objects.order_by("pk")
    assert past.installed_at is not None
    assert Mandate.objects.filter(source=past.source, substitute_rank=None).count() >= 2
    assert coming.is_open
    assert coming.candidacies.exists()
    for question in past.questions():
        assert count.recount(question)[0]
    amina = cast.browser(cast.user("Amina", "director"))
    for url in (past.get_absolute_url(), coming.get_absolute_url(), Body.objects.board().get_absolute_url(),
                reverse("elections:candidates", args=[past.pk])):  # fmt: skip
        assert amina.get(url).status_code == 200
    house.demo.get("elections").write(context)
    assert Election.objects.count() == 2
