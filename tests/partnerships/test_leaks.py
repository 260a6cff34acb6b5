"""A partner that is withheld stays withheld: every page that can be read, as a visitor and as each role without the right,
with each number that it left; its name, its words, its people, and the counts that would tell of it."""

import json
from types import SimpleNamespace

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate

from maillage.accounts.matrix import VISITOR, allows, routes
from maillage.accounts.roles import ROLES, Permission
from maillage.core import pagecache
from maillage.desk.views.lists import ListPage
from maillage.organisations.actions import withholding
from maillage.partnerships import actions, portfolio
from maillage.search import index, queries
from maillage.search.jobs import drain
from tests import cast, networks
from tests.factories import organisations as factory
from tests.factories import partnerships as make

pytestmark = pytest.mark.django_db
SECRETS = ("zorblaxie", "xyzzyplugh", "grzmotny")
BLIND = [code for code, role in ROLES.items() if Permission.WITHHELD_VIEW not in role.permissions]


@pytest.fixture
def world(settings, tmp_path):
    """It lived in the open, in every part of the room; then it was withheld."""
    settings.MEDIA_ROOT = tmp_path
    networks.install("csi")
    shown = make.partnership(make.partner("Atelier ouvert", country="ML"), country="ML", contact=True)
    secret = make.partnership(
        make.partner("Zorblaxie", country="PE"), country="PE", summaries=[["fr", "xyzzyplugh agit"]], note="xyzzyplugh"
    )
    person = make.person(secret, "wilhelmina@grzmotny.example", last_name="Grzmotny")
    agreement = make.signed(make.agreement(secret, title="Convention xyzzyplugh"))
    visit = actions.note_visit(partnership=secret, by=None, values={
        "title": "Visite xyzzyplugh", "starts_on": make.day(-9), "is_public": True, "follow_up": "xyzzyplugh",
        "follow_up_due": make.day(-1)})  # fmt: skip
    learning = actions.note_learning(partnership=secret, by=None, values={
        "learned_by": "us", "text": "xyzzyplugh", "on": make.day(-3), "is_public": True})  # fmt: skip
    asked = make.assessment(secret)
    done = actions.open_sheet(partnership=secret, year=localdate().year - 1, direction="by_partner", by=None)
    actions.receive(assessment=done, answers=make.answers(done, words="xyzzyplugh"), source="paper", by=None)
    piece = actions.receive_piece(
        piece=make.piece(secret), upload=make.PDF, lapses_on=make.day(9), by=None, name="Grzmotny"
    )
    carried = make.partnership(make.partner("Porté"), carriers=[{"organisation": secret.organisation}])
    network = make.network(
        shown.organisation, secret.organisation, actions=[{"title": "Rencontre", "lead": secret.organisation}]
    )
    index.rebuild()
    withholding.withhold(organisation=secret.organisation, reason="menaces", by=None)
    withholding.withhold_person(person=person, reason="menaces", by=None)
    drain()
    rows = (secret, shown, carried, person, agreement, visit, learning, asked, done, piece, network, secret.organisation,
            agreement.document, *agreement.commitments.all(), *network.actions.all(), *secret.contacts.all())  # fmt: skip
    return SimpleNamespace(secret=secret, shown=shown, network=network, numbers=sorted({row.pk for row in rows}))


def asker(who):
    if who == VISITOR:
        return None
    if who == "contributor":
        user = cast.user("Dao")
        factory.contributor(user, make.partner("Ailleurs encore"))
        return user
    return cast.user(f"Quelqu’un {who}", *([who] if who in ROLES else []))


def addresses(who, world):
    for route in routes():
        if route.rule is None or route.rule.kind == "demo" or not allows(route.rule, who):
            continue
        ours = route.name.startswith(("partnerships:", "site:partner", "files:", "search:", "organisations:detail"))
        if not ours and route.name not in (
            "site:home",
            "site:directory",
            "site:world",
            "directory:sitemap",
            "audit:journal",
            "web:manage_home",
        ):
            continue
        if not route.arguments:
            lists = issubclass(getattr(route.callback, "view_class", object), ListPage) or "csv" in route.name
            for query in ("", "?format=csv", "?q=zorblax", "?pays=PE", "?continent=latin_america")[
                : 5 if lists or ours else 1
            ]:
                yield reverse(route.name) + query
        elif len(route.arguments) == 1:
            for number in world.numbers:
                try:
                    yield reverse(route.name, args=[number])
                except NoReverseMatch:
                    break
    yield world.network.public_url
    yield f"/fr/organisations/{world.secret.organisation_id}/"


@pytest.mark.parametrize("who", [VISITOR, "contributor", *BLIND])
def test_nobody_reads_a_word_of_it(who, world):
    pagecache.store.clear()
    client, found, opened = cast.browser(asker(who)), [], 0
    for address in dict.fromkeys(addresses(who, world)):
        answer = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = content.decode("utf-8", "replace").lower()  # what was asked comes back in its field
        opened += answer.status_code == 200
        found += [(address, answer.status_code, word) for word in SECRETS if word in text]
    assert not found
    assert opened >= 5


def test_counts_do_not_tell_of_it(world):
    assert [row.name for row in portfolio.everyone()] == ["Atelier ouvert", "Porté"]
    assert portfolio.by_country(portfolio.everyone()) == {"ML": 1, "SN": 1}
    page = cast.browser(None).get(reverse("site:partners")).content.decode()
    assert "2 partenaires" in page
    assert "Amérique latine" not in page
    assert "Pérou" not in page
    table = cast.browser(None).get(reverse("site:partners_csv")).content.decode()
    assert table.strip().count("\n") == 2
    treasurer = cast.browser(cast.user("Tess", "treasurer"))
    assert "2 lignes" in treasurer.get(reverse("partnerships:list")).content.decode()
    assert "PE" not in json.dumps(portfolio.by_country(portfolio.everyone()))
    seats = treasurer.get(world.network.get_absolute_url()).content.decode()
    assert "Atelier ouvert" in seats


def test_who_may_see_it_sees_it_and_it_comes_back(world):
    officer = cast.user("Olga", "project_officer")
    page = cast.browser(officer).get(world.secret.get_absolute_url()).content.decode()
    assert "Zorblaxie" in page
    assert "retenu" in page
    kinds = ["partnerships.partnership"]
    assert [
        hit.object_id for hit in queries.find("zorblaxie", user=officer, kinds=kinds, limit=5, language="fr").hits
    ] == [world.secret.pk]
    tess = cast.user("Tess", "treasurer")
    assert not queries.find("zorblaxie", user=tess, kinds=kinds, limit=5, language="fr").hits
    withholding.release(organisation=world.secret.organisation, reason="Le danger est passé", by=None)
    drain()
    assert queries.find("zorblaxie", user=tess, kinds=kinds, limit=5, language="fr").hits
    assert "Zorblaxie" in cast.browser(None).get(reverse("site:partners")).content.decode()


def test_a_member_who_carries_it_no_longer_reads_it(world):
    member = factory.organisation("Membre qui porte")
    actions.change(partnership=world.secret, values={"carriers": [{"organisation": member}]}, by=None)
    user = cast.user("Bruno")
    factory.contributor(user, member)
    client = cast.browser(user)
    assert client.get(reverse("partnerships:my", args=[world.secret.pk])).status_code == 404
