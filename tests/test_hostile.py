"""What a hostile browser sends: broken texts, endless numbers, forged requests. A clear word each time, never a 500."""

import logging
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from maillage.accounts.matrix import VISITOR, Route, allows, routes
from maillage.desk.views.lists import ListPage
from tests import cast, networks
from tests.matrix_objects import OBJECTS

pytestmark = pytest.mark.django_db
VALUES = {
    "NUL": "\x00", "NUL inside": "a\x00b", "endless number": "9" * 5000, "beyond 64 bits": "9" * 25,
    "other digits": "²٣", "negative": "-1", "brackets": "[o99999999999999999999]",
}  # fmt: skip
READ = ("q", "page", "tri", "format", "col", "au", "exercice", "categorie", "next", "cursor", "limit", "version", "langue",
        "reprise", "organisation", "person", "region", "country", "pays", "theme", "updated_since", "kind", "family",
        "ids", "a", "b", "tout", "tri", "vue", "code", "secteur", "annee")  # fmt: skip
SENT = ("ids", "verb", "save_view", "view_name", "forget_view", "everything", "expected", "user", "answer", "charges",
        "payer", "version", "key", "match", "next", "exercice", "apart", "kept", "absorbed", "choice", "confirmed")  # fmt: skip
FIELD = re.compile(r'<(?:input|select|textarea|button)[^>]*\bname="([^"]+)"')
NOT_HERE = ("account_logout", "mfa_", "accounts:close", "accounts:end_session", "accounts:erase")


@pytest.fixture
def house():
    networks.install("csi")
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def people() -> Iterator[tuple[str, Any, Client]]:
    for who, user in ((VISITOR, None), ("director", cast.user("Amina", "director"))):
        client = cast.browser(user)
        client.raise_request_exception = False
        yield who, user, client


def opened(who: str, user: Any, client: Client) -> Iterator[tuple[Route, str]]:
    """Each address that this person may open, with its object, inside a transaction undone after."""
    cookies = client.cookies.copy()
    for route in routes():
        if route.rule is None or route.rule.kind == "demo" or not allows(route.rule, who):
            continue
        if route.name.startswith(NOT_HERE) or (route.arguments and route.name not in OBJECTS):
            continue
        with transaction.atomic():
            made = OBJECTS[route.name](user).own if route.name in OBJECTS else {}
            yield route, reverse(route.name, kwargs=made)
            transaction.set_rollback(True)
        client.cookies = cookies.copy()


def read_names(route: Route) -> set[str]:
    view = getattr(route.callback, "view_class", None)
    filters = getattr(view, "filters", ())
    return set(READ) | {one.name for one in (filters if isinstance(filters, list | tuple) else ())}


def variants(route: Route, value: str) -> Iterator[dict[str, str]]:
    """Everything at once; and, on a list, each verb on rows that do not exist, and a saved view that does not."""
    yield {}
    view: Any = getattr(route.callback, "view_class", object)
    if issubclass(view, ListPage):
        yield {"forget_view": value}
        yield {"save_view": "1", "view_name": value}
        for verb in view.bulk if isinstance(view.bulk, list | tuple) else ():
            yield {"verb": verb.name, "ids": value, "confirmed": "1"}


def reason(answer: Any) -> str:
    return repr(answer.exc_info[1])[:200] if getattr(answer, "exc_info", None) else ""


def test_no_parameter_of_an_address_breaks_a_page(house):
    broken = []
    for who, user, client in people():
        for route, address in opened(who, user, client):
            for label, value in VALUES.items():
                with transaction.atomic():
                    answer = client.get(address, dict.fromkeys(sorted(read_names(route)), value))
                    transaction.set_rollback(True)
                if answer.status_code >= 500:
                    broken.append(f"{who} GET {route.name} {label}: {reason(answer)}")
    assert not broken, "\n" + "\n".join(broken)


def test_nothing_sent_breaks_a_page(house):
    broken = []
    for who, user, client in people():
        for route, address in opened(who, user, client):
            page = client.get(address)
            text = page.content.decode("utf-8", "replace") if not page.streaming and page.status_code == 200 else ""
            names = sorted({unescape(name) for name in FIELD.findall(text)} | set(SENT))
            for label, value in VALUES.items():
                for extra in variants(route, value):
                    with transaction.atomic():
                        answer = client.post(address, extra or dict.fromkeys(names, value))
                        transaction.set_rollback(True)
                    if answer.status_code >= 500:
                        broken.append(f"{who} POST {route.name} {label} {extra}: {reason(answer)}")
    assert not broken, "\n" + "\n".join(broken)
