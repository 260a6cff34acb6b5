"""Walks of an assembly: the days pass, letters arrive."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.core.mail import get_connection
from django.utils.timezone import localdate
from django.utils.translation import get_language

from maillage.core import generation, pagecache
from maillage.core.models import Generation
from maillage.messages import gateway
from tests import networks
from tests.minutes.deciding import Deciding

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel("2026-02-02 15:00:00+00:00", tick=True) as traveller:
        yield traveller


@pytest.fixture
def _remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What only a journalled change alters (the counts of the menu) is found once until then, as a server does: a test is
    one transaction, where it would be found on each page."""
    found: dict[Any, Any] = {}

    def remembered(key: Any, find: Callable[[], Any]) -> Any:
        whole = key, Generation.read(), localdate(), get_language()
        if whole not in found:
            found[whole] = find()
        return found[whole]

    monkeypatch.setattr(generation, "remembered", remembered)


@pytest.fixture
def walks(
    clock: Any, django_capture_on_commit_callbacks: Any, _remembered: None, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Deciding]:
    """A network, and who walks in it."""
    monkeypatch.setenv("MAILLAGE_SMTP_URL", "smtp://localhost:1025")
    monkeypatch.setattr(gateway, "connection", lambda smtp: get_connection(LOCMEM))
    monkeypatch.setattr(
        "django.test.client.store_rendered_templates", lambda *args, **kwargs: None
    )  # nobody reads them

    def walk(name: str) -> Deciding:
        networks.install(name)
        pagecache.store.clear()
        return Deciding(clock, django_capture_on_commit_callbacks)

    return walk
