"""What is withheld, kept to the network or hidden shows nowhere without the key that reads it."""

import json

import pytest

from maillage.core import pagecache
from maillage.organisations.models import Organisation
from tests import networks
from tests.api.helpers import ALL, get, key, names, open_network
from tests.factories import members as member_factory
from tests.factories import organisations as factory

pytestmark = pytest.mark.django_db
READ, WITHHELD = ALL
FILTERS = ({}, {"q": "retenue"}, {"country": "SN"}, {"region": "06"}, {"theme": "climat"}, {"family": "ong"},
           {"kind": "oci"}, {"updated_since": "2020-01-01"}, {"limit": "1"})  # fmt: skip


def same(name: str, **values) -> Organisation:
    """Organisations that differ by their name alone."""
    return factory.organisation(name, city="Montréal", region="06", countries=("SN",), themes=("climat",), family="ong",
                                kind="oci", email="x@exemple.org", phone="1", description="Texte", **values)  # fmt: skip


@pytest.fixture
def house(db):
    open_network()
    same("Ouverte")
    same("Retenue", withheld=True, withheld_reason="menaces")
    same("Interne", is_public=False)
    gone = same("Fusionnée")
    Organisation.objects.filter(pk=gone.pk).update(state="merged", merged_into=Organisation.objects.first())


def pk(name: str) -> int:
    return Organisation.objects.get(name=name).pk


@pytest.mark.parametrize("query", FILTERS, ids=lambda query: next(iter(query), "all"))
def test_whatever_is_asked_only_what_is_allowed_comes(house, query):
    _token, network = key(READ)
    _token, everything = key(*ALL)
    _token, nothing_more = key()
    asked = {"q": query["q"]} if "q" in query else query
    limited = {"limit"} & set(query)
    for secret, allowed in (("", {"Ouverte"}), (nothing_more, {"Ouverte"}), (network, {"Ouverte", "Interne"}),
                            (everything, {"Ouverte", "Interne", "Retenue"})):  # fmt: skip
        found = get(secret=secret, **asked)
        assert set(names(found)) <= allowed
        if not limited and "q" not in query:
            assert set(names(found)) == allowed
    assert names(get(q="retenue", secret=everything)) == ["Retenue"]


def test_the_cursor_says_nothing_of_what_is_not_shown(house):
    """The last page that one sees is the last: no cursor towards what is withheld."""
    assert get(limit=1).json()["next_cursor"] is None


def test_a_withheld_organisation_is_not_there(house):
    _token, network = key(READ)
    _token, everything = key(*ALL)
    absent = get("organisations/999999")
    for name, secret in (("Retenue", ""), ("Retenue", network), ("Interne", ""), ("Fusionnée", everything)):
        answer = get(f"organisations/{pk(name)}", secret=secret)
        assert answer.status_code == 404
        assert answer.content == absent.content
    assert get(f"organisations/{pk('Retenue')}", secret=everything).json()["internal"]["withheld"] is True
    assert get(f"organisations/{pk('Interne')}", secret=network).json()["url"] is None


def test_the_reason_of_withholding_is_given_to_no_key(house):
    _token, everything = key(*ALL)
    assert "menaces" not in get(secret=everything).content.decode()


def test_figures_count_what_anyone_may_see_even_with_a_key(house):
    _token, everything = key(*ALL)
    found = get("figures").json()
    assert get("figures", secret=everything).json() == found
    assert found["organisations"] == 1
    assert found["by_region"] == [{"code": "06", "count": 1}]
    assert found["by_country"] == [{"code": "SN", "count": 1}]


def test_members_are_counted_where_anyone_may_see_them():
    networks.install("csi")
    member_factory.member("oci")
    hidden = member_factory.member("oci")
    Organisation.objects.filter(pk=hidden.organisation_id).update(withheld=True)
    assert {"code": "oci", "count": 1} in get("figures").json()["members_by_category"]


def people_are_public(data) -> None:
    next(one for one in data["membership"]["categories"] if one["code"] == "individu")["public"] = True


def test_nothing_is_said_of_fewer_than_five_people():
    networks.install(profile=networks.changed("csi", people_are_public))
    for _number in range(4):
        member_factory.member("individu")
    hidden = member_factory.member("individu")
    type(hidden.person).objects.filter(pk=hidden.person_id).update(withheld=True)
    assert get("figures").json()["members_by_category"] == []
    member_factory.member("individu")
    pagecache.store.clear()
    assert get("figures").json()["members_by_category"] == [{"code": "individu", "count": 5}]


HIDEABLE = {"description": ("descriptions",), "kind": ("kind", "family"), "website": ("website", "social"),
            "city": ("city",), "region": ("region",), "email": ("email",), "phone": ("phone",), "themes": ("themes",),
            "countries": ("countries", "zones"), "address": ("address",)}  # fmt: skip


@pytest.mark.parametrize("field", HIDEABLE)
def test_a_hidden_field_is_empty_and_finds_nothing(field):
    open_network()
    row = same("Discrète", website="https://exemple.org", social=["https://exemple.org/s"], zones="Ici")
    row.places.update(street="12, rue X")
    path = f"organisations/{row.pk}"
    shown = get(path).json()
    assert all(shown[name] for name in HIDEABLE[field]), "shown before it is hidden"
    Organisation.objects.filter(pk=row.pk).update(hidden_fields=[field])
    pagecache.store.clear()
    hidden = get(path).json()
    assert not any(hidden[name] for name in HIDEABLE[field])
    assert {name for name in shown if shown[name] != hidden[name]} == set(HIDEABLE[field])
    asked = {"kind": {"kind": "oci"}, "region": {"region": "06"}, "themes": {"theme": "climat"},
             "countries": {"country": "SN"}}.get(field)  # fmt: skip
    if asked:
        assert names(get(**asked)) == []
    _token, network = key(READ)
    kept = get(path, secret=network).json()
    assert all(kept[name] == shown[name] for name in HIDEABLE[field])
    assert not asked or names(get(secret=network, **asked)) == ["Discrète"]


def test_a_field_that_the_network_does_not_show_is_empty_and_finds_nothing():
    open_network("name")
    same("Seule")
    shown = get().json()["items"][0]
    assert [name for name, value in shown.items() if value] == ["id", "name", "url", "updated_at"]
    for query in FILTERS[2:7]:
        assert names(get(**query)) == []
    found = get("figures").json()
    assert found["by_country"] == found["by_region"] == found["by_theme"] == found["by_family"] == []


def test_what_a_key_reads_is_never_given_to_others(house):
    """Neither our own cache nor any other may keep it; no site may read it in a browser."""
    _token, everything = key(*ALL)
    kept = get(secret=everything)
    assert "no-store" in kept["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in kept
    assert names(get()) == ["Ouverte"]
    open_to_all = get()
    assert open_to_all["Access-Control-Allow-Origin"] == "*"
    assert "public" in open_to_all["Cache-Control"]
    assert "Authorization" in open_to_all["Vary"]
    assert names(get(secret=everything)) == ["Ouverte", "Retenue", "Interne"]


def test_the_description_gives_no_data(house):
    text = json.dumps(get("openapi.json").json(), ensure_ascii=False)
    assert "Ouverte" not in text
    assert "Retenue" not in text
