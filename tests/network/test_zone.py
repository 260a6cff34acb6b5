"""Days and hours are the network's own, in pages and in jobs."""

import time
from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.utils import timezone
from django_q.signals import pre_execute

from maillage.core import pagecache
from maillage.network import current
from maillage.network.middleware import NetworkZone
from tests import networks

LATE = datetime(2026, 3, 17, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(("name", "hour"), [("csi", 21), ("wsm", 2)])
def test_a_page_tells_the_hour_of_its_network(db, rf, name, hour):
    networks.install(name)
    timezone.deactivate()
    said = NetworkZone(lambda request: HttpResponse(str(timezone.localtime(LATE).hour)))(rf.get("/fr/"))
    assert said.content == str(hour).encode()
    assert timezone.localtime(LATE).hour == 1


def test_before_there_is_a_network(db, rf):
    said = NetworkZone(lambda request: HttpResponse(str(timezone.localtime(LATE).hour)))(rf.get("/fr/"))
    assert said.content == b"1"


def test_a_job_tells_it_too(db):
    networks.install("csi")
    timezone.deactivate()
    pre_execute.send(sender="test", func=None, task={})
    assert timezone.get_current_timezone() == current.zone()


def test_a_page_is_not_kept_for_hours(client, db, monkeypatch):
    networks.install("csi")
    client.get("/fr/")
    kept = next(iter(pagecache.store.pages.values()))
    client.get("/fr/")
    assert next(iter(pagecache.store.pages.values())) is kept
    monkeypatch.setattr(kept, "drawn_at", time.monotonic() - 301)
    client.get("/fr/")
    assert next(iter(pagecache.store.pages.values())) is not kept
