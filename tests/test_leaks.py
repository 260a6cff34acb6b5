"""One organisation and one person are withheld: nobody who may not see them reads a word of them, on any page.

Both first lived in the open (journalled, indexed, linked, member, invoiced, written to), then were withheld by the
verbs. Every address that can be read is then opened as every role, with each number that they left behind.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from maillage.accounts.matrix import NOBODY, VISITOR, Route, allows, routes
from maillage.accounts.models import User
from maillage.accounts.roles import ROLES, Permission
from maillage.billing import actions as billing
from maillage.core import generation, pagecache
from maillage.core.money import Money
from maillage.desk.views.lists import ListPage
from maillage.files import actions as files
from maillage.members import actions as membership
from maillage.members.models import Application
from maillage.messages import outbox
from maillage.organisations import models
from maillage.organisations.actions import merging, organisations, withholding
from maillage.search import index
from maillage.search.jobs import drain
from tests import cast, networks
from tests.factories import members as joining
from tests.factories import organisations as factory

pytestmark = pytest.mark.django_db
PARTS = 4  # of even length, so that two cores share them
DAY, LATER = date(2026, 4, 1), date(2026, 4, 20)
ORGANISATION = ("zorblax", "zrbxqvkw", "quuxbourg", "xyzzysecret")
PERSON = ("grzmotny", "wilhelmina")
BLIND = [code for code, role in ROLES.items() if Permission.WITHHELD_VIEW not in role.permissions]
# The treasurer invoices whoever owes: a payer's name is read there and on letters of money, and nothing else of them (`accounts/roles.py`).
MONEY = ("billing:", "messages:")
QUERIES = ("", "?q=clandestine", "?q=grzmotny", "?q=clandestin", "?q=clandestnie", "?format=csv", "?page=2")
ASKED = ("site:directory", "search:everywhere", "organisations:list", "organisations:person_list", "members:list",
         "api:organisations", "messages:outbox", "files:documents")  # fmt: skip
LEFT_OUT = ("account_", "mfa_", "accounts:link", "accounts:my_data_file", "ui:", "site:gallery", "messages:unsubscribe")


def lives() -> tuple[models.Organisation, models.Person, models.Organisation]:
    """Both, and one that stays in the open, tied to them."""
    shown = factory.organisation("Atelier ouvert", city="Magog", region="05", countries=("SN",), is_public=True)
    secret = organisations.create(values={"name": "Zorblaxie Clandestine", "acronym": "ZRBXQVKW"}, by=None)
    models.Organisation.objects.filter(pk=secret.pk).update(
        is_public=True, email="abri@zorblaxie.example", website="https://zorblaxie.example", withheld=False)  # fmt: skip
    models.Place.objects.create(
        organisation=secret, city="Quuxbourg", region="05", country="CA", street="1, rue Zrbxqvkw"
    )
    models.ActionCountry.objects.create(organisation=secret, country="ML")
    models.Description.objects.create(organisation=secret, language="fr", text="xyzzysecret agit.")
    secret.refresh_from_db()
    person = factory.person("Grzmotny", "Wilhelmina", email="wilhelmina@grzmotny.example")
    for one, other, relation in ((shown, secret, "partner_of"), (shown, person, ""), (secret, person, ""),
                                 (shown, secret, "affiliated_to")):  # fmt: skip
        factory.link(one, other, relation, is_public=True)
    return secret, person, shown


def works(secret: models.Organisation, person: models.Person, shown: models.Organisation) -> list[int]:
    """What they did in each room; the numbers of the rows that they left."""
    rows = []
    member = joining.member("associee", holder=secret)
    joining.delegate(member, person=person)
    alone = joining.member("individu", holder=person)
    keeper = joining.member("associee", holder=shown)
    joining.delegate(keeper, person=person, kind="substitute")
    rows += [member, alone, keeper, membership.assess_dues(member=member, day=DAY, issued_on=DAY, by=None)]
    rows.append(
        membership.open_exclusion(member=member, grounds="xyzzysecret", notified_on=DAY, hearing_on=LATER, by=None)
    )
    for payer in (secret, person):
        money = {"payer": payer, "amount": Money(15000, "CAD"), "by": None}
        charge = billing.charge(label="Cotisation", issued_on=DAY, due_on=DAY, **money)
        payment = billing.record_payment(received_on=DAY, **money)
        rows += [charge, payment, billing.issue_invoice(charges=[charge], on=DAY, by=None)]
        rows.append(billing.issue_receipt(payment=payment, on=DAY, by=None))
        rows.append(
            outbox.send(to=payer.email, subject=f"Pour {payer}", text=str(payer), purpose="billing", about=payer)
        )
        rows.append(files.store(upload=b"%PDF-1.7\n%x", title=f"Convention {payer}", by=None, about=payer,
                                access=files.permission(Permission.WITHHELD_VIEW)))  # fmt: skip
    rows.append(outbox.send(to="abri@zorblaxie.example", subject="xyzzysecret", text="xyzzysecret", purpose="team"))
    for tie in ({"organisation": secret}, {"member": member}, {"member": alone}):
        asked = joining.application(name="Zorblaxie Clandestine", contact_name="Wilhelmina Grzmotny")
        membership.submit_application(application=asked, on=DAY)
        Application.objects.filter(pk=asked.pk).update(**tie)
        rows.append(asked)
    rows.append(factory.proposal(secret))
    absorbed = factory.organisation("Zorblaxie bis", is_public=True)
    rows.append(merging.merge(kept=secret, absorbed=absorbed, choices={}, by=None))
    rows.append(models.DuplicateGroup.objects.create(ids=[secret.pk, shown.pk], reasons=["name"], score=0.9))
    return [secret.pk, person.pk, shown.pk, absorbed.pk, *(row.pk for row in rows if row is not None)]


def numbered_from_one() -> None:
    """On PostgreSQL a sequence keeps what undone tests took: rows of every table then have numbers of their own, and each is
    tried at each address. As on SQLite, many share the small ones."""
    with connection.cursor() as cursor:
        for asked in connection.ops.sequence_reset_sql(no_style(), list(apps.get_models())):
            cursor.execute(asked)


@pytest.fixture
def world(settings, tmp_path) -> Iterator[SimpleNamespace]:
    settings.MEDIA_ROOT = tmp_path
    numbered_from_one()
    networks.install(profile=networks.changed("csi", individuals_are_public))
    logging.disable(logging.ERROR)
    secret, person, shown = lives()
    numbers = works(secret, person, shown)
    index.rebuild()
    withholding.withhold(organisation=secret, reason="menaces", by=None)
    withholding.withhold_person(person=person, reason="menaces", by=None)
    drain()
    yield SimpleNamespace(secret=secret, person=person, shown=shown, numbers=sorted(set(numbers)))
    logging.disable(logging.NOTSET)


def individuals_are_public(data) -> None:
    next(one for one in data["membership"]["categories"] if one["code"] == "individu")["public"] = True


def asker(who: str, world: SimpleNamespace) -> User | None:
    if who == VISITOR:
        return None
    if who == "delegate":
        user = cast.user("Bruno")
        joining.delegate(world.shown.member, user)
        return user
    return cast.user(f"Quelqu’un {who}", *([who] if who in ROLES else []))


def readable(who: str, part: int) -> Iterator[Route]:
    """The addresses of this part that this person may read."""
    for route in routes()[part::PARTS]:
        if route.rule is None or route.rule.kind == "demo" or route.name.startswith(LEFT_OUT):
            continue
        if allows(route.rule, who):
            yield route


def addresses(who: str, part: int, rows: Callable[[Route], list[int]]) -> Iterator[tuple[Route, str]]:
    for route in readable(who, part):
        if not route.arguments:
            is_list = (
                issubclass(getattr(route.callback, "view_class", object), ListPage) or route.name == "members:rights"
            )
            for query in QUERIES if route.name in ASKED else ("", "?format=csv")[: 1 + is_list]:
                yield route, reverse(route.name) + query
        for number in rows(route) if len(route.arguments) == 1 else ():
            yield route, reverse(route.name, args=[number])


def rows_there(numbers: list[int]) -> Callable[[Route], list[int]]:
    """Of a route, the numbers that lead somewhere: in Gestion, what the director does not find, nobody finds. Elsewhere
    (one's own pages, public ones) every number is asked of everyone."""
    director = cast.browser(cast.user("Denise", "director"))
    director.raise_request_exception = False

    @cache
    def leading(name: str, seen_by_director: bool) -> list[int]:
        try:
            asked = {number: reverse(name, args=[number]) for number in numbers}
        except NoReverseMatch:
            return []
        return [n for n, address in asked.items() if not seen_by_director or director.get(address).status_code != 404]

    def rows(route: Route) -> list[int]:
        rule = route.rule
        return leading(route.name, rule is not None and rule.kind == "permission" and allows(rule, "director"))

    return rows


def words(content: bytes, secrets: tuple[str, ...], asked: str) -> list[str]:
    text = content.decode("utf-8", "replace").lower().replace(asked.lower(), "")
    return [secret for secret in secrets if secret in text]


def found(client: Client, who: str, route: Route, address: str) -> str:
    answer = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    secrets = ORGANISATION + PERSON
    if who == "treasurer" and route.name.startswith(MONEY):
        secrets = ("quuxbourg", "xyzzysecret", "rue zrbxqvkw")
    told = words(content, secrets, address.partition("q=")[2]) + words(answer.get("Location", "").encode(), secrets, "")
    if told:
        return f"{who} reads {', '.join(told)} on {route.name} {address} ({answer.status_code})"
    return f"{who} breaks {address}" if answer.status_code >= 500 else ""


@pytest.mark.parametrize("part", range(PARTS))
def test_nobody_reads_a_word_of_what_is_withheld(part, world, long_walk):
    rows = rows_there(world.numbers)
    for who in (VISITOR, NOBODY, "delegate", *BLIND):
        client = cast.browser(asker(who, world))
        client.raise_request_exception = False
        told = [found(client, who, route, address) for route, address in addresses(who, part, rows)]
        assert len(told) > 5
        assert not [line for line in told if line], "\n" + "\n".join(line for line in told if line)


def test_those_who_may_do_read_them(world):
    """The words are there to be read: the crawl above is no dream."""
    client = cast.browser(cast.user("Amina", "director"))
    for address in (reverse("organisations:list"), reverse("organisations:detail", args=[world.secret.pk]),
                    reverse("search:everywhere") + "?q=clandestine", reverse("members:list")):  # fmt: skip
        assert words(client.get(address).content, ORGANISATION, ""), address
    assert words(client.get(reverse("organisations:person", args=[world.person.pk])).content, PERSON, "")


@pytest.mark.django_db(transaction=True)
def test_an_answer_kept_in_another_form_is_forgotten_too(settings, tmp_path):
    """Whatever the browser asked for (gzip, brotli, Save-Data, an ETag), nothing old is served once withheld."""
    settings.MEDIA_ROOT = tmp_path
    networks.install("csi")
    row = factory.organisation("Zorblaxie", is_public=True, city="Quuxbourg")
    address = reverse("site:directory_json")
    forms = [{}, {"HTTP_ACCEPT_ENCODING": "gzip"}, {"HTTP_ACCEPT_ENCODING": "br"}, {"HTTP_SAVE_DATA": "on"},
             {"HTTP_ACCEPT_ENCODING": "br", "HTTP_SAVE_DATA": "on"}]  # fmt: skip
    tags = [Client().get(address, **form)["ETag"] for form in forms]
    assert len(pagecache.store.pages) == 2
    withholding.withhold(organisation=row, reason="menaces", by=None)
    for form, tag in zip(forms, tags, strict=True):
        answer = Client().get(address, HTTP_IF_NONE_MATCH=tag, **form)
        assert answer.status_code == 200, form
        assert answer["ETag"] != tag
    assert b"Zorblaxie" not in Client().get(address).content
    generation.forget()


def test_a_treasurer_names_whoever_owes_and_learns_of_nobody_else(world):
    """A withheld payer can be invoiced; a withheld organisation that owes nothing is not even there to be guessed."""
    hidden = factory.organisation("Zorblaxie seconde", withheld=True, withheld_reason="menaces")
    tina = cast.browser(asker("treasurer", world))
    for payer, status in ((world.secret, 302), (hidden, 422)):
        for text in (payer.name, f"[o{payer.pk}]"):
            answer = tina.post(reverse("billing:charge_new"), {
                "payer": text, "label": "Don", "amount": "10", "issued_on": "2026-04-01", "due_on": "2026-04-02",
                "key": f"{payer.pk}{text[:1]}"})  # fmt: skip
            assert answer.status_code == status, text


def test_the_same_name_twice_in_an_address_is_kept_apart():
    """`page=1&page=2` and `page=2&page=1` are two pages: nobody makes another's answer ours."""

    def key(query: str) -> str | None:
        return pagecache.key_of(RequestFactory().get(f"/fr/annuaire/?{query}"))

    assert key("page=1&page=2") != key("page=2&page=1")
    assert key("a=1&b=2") == key("b=2&a=1")
