"""Every address, opened and written to by every kind of person, with their own objects and with another's.

It finds the addresses by itself: a page without a rule fails, a page with arguments and no line in
`tests/matrix_objects.py` fails, and the table `docs/autorisations.md` fails when it is stale.
"""

import logging
import os
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from django.db.models import Max
from django.test import Client
from django.urls import reverse

from maillage.accounts.matrix import NOBODY, VISITOR, WHO, Route, allows, document, routes
from maillage.accounts.models import RoleGrant, User
from maillage.accounts.roles import FACT_ROLES, ROLES
from maillage.audit.models import Entry
from maillage.core.registry import Fact, house
from maillage.desk.views.lists import ListPage
from tests import cast, databases, matrix_rooms, networks  # noqa: F401 (the rooms' lines)
from tests.matrix_objects import ALSO, FACTS, OBJECTS, Make, Objects, made_alike

DOCUMENT = Path(__file__).parent.parent / "docs" / "autorisations.md"
LET_IN = {"GET": {200, 302, 304, 405}, "POST": {200, 302, 303, 400, 405, 409, 422}}
KEPT_OUT = {403, 404}
NOT_FOUND = {403, 404, 405}
SIGN_IN = "/compte/connexion/"
# A file does not come back with the transaction; some write, and see their own messages alone.
APART = {"organisations:import_rejected", "messages:message_retry"}
STRANGERS = (VISITOR, NOBODY, *ROLES)
PARTS = 8  # of even length, so that two cores share them

pytestmark = pytest.mark.django_db


def asked() -> list[Route]:
    """What is asked: everything but a demonstration's door, which has tests of its own."""
    return [route for route in routes() if route.rule is None or route.rule.kind != "demo"]


@pytest.fixture
def facts_of_the_test(monkeypatch, long_walk) -> Iterator[None]:
    """Facts that no room can make true yet are true of whoever is named after them; refusals fill no log."""
    logging.disable(logging.ERROR)
    missing = [code for code in FACT_ROLES if code not in FACTS]

    def find(user: User) -> list[tuple[str, int]]:
        return [(code, 0) for code in missing if user.email == f"{code}@matrice.org"]

    house.facts.add("matrix", Fact(tuple(missing), find))
    yield
    del house.facts._items["matrix"]
    logging.disable(logging.NOTSET)


def person(who: str) -> User | None:
    """One of each kind, with a second factor where it is asked for."""
    if who == VISITOR:
        return None
    user = User.objects.create_user(f"{who}@matrice.org", name=who)
    if who in ROLES:
        RoleGrant.objects.create(user=user, role=who)
        TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    elif who in FACTS:
        FACTS[who](user)
    return user


class Asker:
    """Someone with a browser; whatever a request changes is undone, in the database and in the browser."""

    def __init__(self, who: str) -> None:
        self.who, self.user = who, person(who)
        self.client: Client = cast.browser(self.user)
        self.client.raise_request_exception = False
        self.cookies = self.client.cookies.output()

    def ask(self, method: str, path: str) -> Any:
        with transaction.atomic():
            last = last_entry() if self.who == "auditor" else 0
            answer = self.client.get(path) if method == "GET" else self.client.post(path)
            answer.wrote = self.who == "auditor" and last_entry() != last
            transaction.set_rollback(True)
        self.client.cookies = SimpleCookie(self.cookies.replace("Set-Cookie: ", ""))
        return answer


def last_entry() -> int:
    """The journal's last line: it changes as soon as something is written there."""
    return Entry.objects.aggregate(last=Max("pk"))["last"] or 0


def together() -> Iterator[tuple[Make, list[Route]]]:
    """The addresses that open the same objects, which are made once for all of them."""
    yield from made_alike(route for route in asked() if route.rule is not None)


def asked_here(asker: Asker, opened: list[Route]) -> list[Route]:
    """All of them; on PostgreSQL, where a refusal asks the same of the database at each address, those that let in and, of
    one person, the others."""
    every = not databases.POSTGRESQL or asker.who == NOBODY
    return [route for route in opened if every or (route.rule is not None and allows(route.rule, asker.who))]


def alike(opened: list[Route], asker: Asker) -> bool:
    """May this person meet objects made for nobody? Those of pages of Gestion, whose rule is a permission, are theirs no
    more than another's; elsewhere strangers alone may, where they are kept out."""
    if any(one.name in APART for one in opened):
        return False
    if all(one.rule is not None and one.rule.kind == "permission" for one in opened):
        return True
    return asker.who in STRANGERS and not any(one.rule is not None and allows(one.rule, asker.who) for one in opened)


def asked_together(make: Make, opened: list[Route], askers: list[Asker]) -> Iterator[str]:
    """The faults of these addresses; objects are made once for all who may meet the same."""
    with transaction.atomic():
        common = make(None)
        shared = [asker for asker in askers if common.other is None and alike(opened, asker)]
        yield from faults_of(shared, opened, common)
        transaction.set_rollback(True)
    for asker in askers:
        if asker not in shared and asked_here(asker, opened):
            with transaction.atomic():
                yield from faults_of([asker], opened, make(asker.user))
                transaction.set_rollback(True)


def faults_of(askers: list[Asker], opened: list[Route], made: Objects) -> Iterator[str]:
    for asker in askers:
        for route in asked_here(asker, opened):
            yield from faults(asker, route, made)


def faults(asker: Asker, route: Route, made: Objects) -> Iterator[str]:
    assert route.rule is not None
    may = allows(route.rule, asker.who)
    for method in ("GET", "POST"):
        answer = asker.ask(method, reverse(route.name, kwargs=made.own))
        status = answer.status_code
        told = f"{asker.who} {method} {route.name}: {status}{why(answer)}"
        if not may and asker.who == VISITOR:
            if status != 302 or not answer.url.startswith(SIGN_IN):
                yield f"{told}, a visitor is not led to the sign-in page"
        elif not may:
            if status not in KEPT_OUT:
                yield f"{told}, should be kept out"
        elif status not in let_in(asker, route, method):
            yield f"{told}, should be let in"
        if asker.who == "auditor" and method == "POST" and not route.is_own_account and route.rule.kind == "permission":
            yield from auditor_faults(route, answer, told)
        if may and made.other is not None:
            answer = asker.ask(method, reverse(route.name, kwargs=made.other))
            if answer.status_code not in NOT_FOUND:
                yield f"{asker.who} {method} {route.name}: {answer.status_code} on another's object"


def why(answer: Any) -> str:
    """The error behind a broken page."""
    return f" ({answer.exc_info[1]!r})" if answer.status_code == 500 and getattr(answer, "exc_info", None) else ""


def let_in(asker: Asker, route: Route, method: str) -> set[int]:
    """The answers to those whom the rule lets in. An auditor may be refused as soon as something would be written."""
    refusals = NOT_FOUND if asker.who == "auditor" and method == "POST" else set()
    return LET_IN[method] | ALSO.get(route.name, set()) | refusals


def auditor_faults(route: Route, answer: Any, told: str) -> Iterator[str]:
    """The auditor reads everything and writes nothing; a list keeps their own saved filters, and nothing else."""
    if answer.wrote:
        yield f"{told}, the auditor wrote in the journal"
    is_list = issubclass(getattr(route.callback, "view_class", object), ListPage)
    if answer.status_code not in NOT_FOUND and not is_list:
        yield f"{told}, the auditor is not refused"


def test_every_address_says_who_may_open_it():
    assert [route.path for route in routes() if route.rule is None] == []


def test_every_address_with_arguments_has_its_objects():
    assert [route.name for route in asked() if route.arguments and route.name not in OBJECTS] == []


def test_no_line_of_the_objects_is_left_without_an_address():
    names = {route.name for route in routes()}
    assert [name for name in [*OBJECTS, *ALSO] if name not in names] == []


@pytest.mark.parametrize("part", range(PARTS))
def test_each_person_opens_what_is_theirs_and_nothing_else(part, facts_of_the_test):
    networks.install("csi")
    askers = [Asker(who) for who in WHO]
    found = [fault for make, opened in list(together())[part::PARTS] for fault in asked_together(make, opened, askers)]
    assert not found, "\n" + "\n".join(found)


def test_public_pages_set_no_cookie():
    networks.install("csi")
    for route in asked():
        if route.name.startswith("site:") and not route.arguments and route.rule and route.rule.kind == "public":
            answer = Client().get(reverse(route.name))
            assert not answer.cookies, route.name


def test_someone_signed_in_without_a_role_sees_gestion_nowhere():
    gestion = [route for route in routes() if route.path.startswith("/gestion/") and route.rule]
    assert gestion
    assert [route.path for route in gestion if allows(route.rule, NOBODY)] == []


def test_the_table_that_people_read_is_fresh():
    text = document()
    if os.environ.get("MAILLAGE_WRITE_DOCS"):
        DOCUMENT.write_text(text, encoding="utf-8")
    written = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else ""
    assert written == text, "stale: MAILLAGE_WRITE_DOCS=1 .venv/bin/python -m pytest tests/test_matrix.py -k table"
