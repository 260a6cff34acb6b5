"""The suite's own rules: its own data folder, no network, undefined template variables fail."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(tempfile.mkdtemp(prefix="maillage-tests-"))
(FOLDER / "static").mkdir()
os.environ["MAILLAGE_DATA"] = str(FOLDER)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.settings")

import django  # noqa: E402
import pytest  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.backends.signals import connection_created  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.translation import get_language  # noqa: E402


class Undefined(str):
    """What a template shows for a variable that nobody gave: nothing, a failure."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        return True  # "%s" is in me: Django then asks for the text below

    def __mod__(self, missing: object) -> str:
        raise AssertionError(f"undefined template variable: {missing}")


def prepare() -> None:
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("%s")
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.Q_CLUSTER["sync"] = True
    settings.ALLOWED_HOSTS = ["*"]
    settings.FIRST_START = False  # a test may ask for a page before there is a network


prepare()
django.setup()

from django_q.conf import Conf  # noqa: E402

from maillage.core import generation, pagecache  # noqa: E402
from maillage.network import current  # noqa: E402
from maillage.web.views import errors  # noqa: E402
from tests import databases, migrated  # noqa: E402

generation.POLL_SECONDS = 3600  # on a slow machine too, a page asked twice asks the same questions
Conf.SYNC = True  # read once, and under xdist before this file
connection_created.connect(migrated.fill)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, only what opens a database."""
    if databases.POSTGRESQL:
        without = [item for item in items if not databases.opens_one(item)]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if databases.opens_one(item)]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker) -> None:
    """Called before the database of this run is made."""
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            connection.settings_dict["TEST"]["TEMPLATE"] = migrated.postgresql_template()


@pytest.fixture(autouse=True)
def _house_at_rest():
    """No socket, empty page cache; each test starts from the same place."""
    pagecache.store.clear()
    generation.forget()
    current.forget()
    timezone.deactivate()


@pytest.fixture
def long_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    """For whoever opens every address: what a process remembers from page to page is kept in a test's transaction too; the
    page of a refusal is drawn once for its words, its status alone then; templates that were drawn are not kept."""
    known: dict[object, object] = {}
    real_page, drawn = errors.page, set()

    def remembered(key: object, find: Callable[[], object]) -> object:
        key = key, get_language()
        if key not in known:
            known[key] = find()
        return known[key]

    def page(request: HttpRequest, status: int, *words: str) -> HttpResponse:
        if (status, words) in drawn:
            return HttpResponse(status=status)
        drawn.add((status, words))
        return real_page(request, status, *words)

    monkeypatch.setattr(generation, "remembered", remembered)
    monkeypatch.setattr(errors, "page", page)
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *args, **kwargs: None)


@pytest.fixture(scope="session")
def one_chromium() -> Iterator[Any]:
    """One browser in a process, where playwright may be opened once."""
    from playwright.sync_api import sync_playwright  # what has no journey does not load it

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's loop runs in the tests' thread
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def chromium(request: pytest.FixtureRequest) -> Iterator[Any]:
    """The browser of the journeys. What a journey opened is closed before its server is: a request that is still on its
    way would reach for a database that is no longer its own."""
    if "live_server" in request.fixturenames:
        request.getfixturevalue("live_server")
    browser = request.getfixturevalue("one_chromium")
    yield browser
    for context in browser.contexts:
        context.close()
