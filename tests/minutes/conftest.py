"""Walks of an assembly: the days pass, letters arrive."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.core.mail import get_connection

from maillage.core import pagecache
from maillage.messages import gateway
from tests import networks
from tests.minutes.walking import Walk

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel("2026-02-02 15:00:00+00:00", tick=True) as traveller:
        yield traveller


@pytest.fixture
def walks(
    clock: Any, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Walk]:
    """A network, and who walks in it."""
    monkeypatch.setenv("MAILLAGE_SMTP_URL", "smtp://localhost:1025")
    monkeypatch.setattr(gateway, "connection", lambda smtp: get_connection(LOCMEM))
    monkeypatch.setattr(
        "django.test.client.store_rendered_templates", lambda *args, **kwargs: None
    )  # nobody reads them

    def walk(name: str) -> Walk:
        networks.install(name)
        pagecache.store.clear()
        return Walk(clock, django_capture_on_commit_callbacks)

    return walk
