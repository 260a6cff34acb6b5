"""The demonstration can be written at any hour of any day: who tries the software does so in the evening too."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.utils.timezone import localdate

from maillage.core.registry import house
from maillage.enrolments.models import CheckIn
from maillage.web.commands.install import DemoContext
from tests import networks

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.one_database]


@pytest.mark.parametrize(
    ("network", "at"),
    [
        ("wsm", datetime(2026, 11, 22, 17, 30, tzinfo=UTC)),  # what began at two is over
        ("occitanie", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # the night when the clock changes
        ("cesiq", datetime(2028, 2, 29, 4, 5, tzinfo=UTC)),  # 29 February, close to midnight there
        ("csi", datetime(2026, 12, 31, 23, 50, tzinfo=UTC)),  # the year is another one there
        ("ciso", datetime(2027, 7, 14, 5, 0, tzinfo=UTC)),
    ],
)
def test_written_at(network, at, settings):
    settings.DEMO = True
    with time_machine.travel(at):
        context = DemoContext(networks.install(network), localdate(), lambda _said: None, {})
        for chapter in house.demo:
            chapter.write(context)
        door = CheckIn.objects.filter(nonce__startswith="demo-portes").latest("pk").session
        assert door.ends_at > at  # the door of today can still be held
