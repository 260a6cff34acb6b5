"""Pages, parameters, refusals, limits: the same shape, whatever is asked."""

import pytest
from django.test import Client

from maillage.accounts.addresses import address_of
from maillage.api import limits, records
from maillage.core import pagecache
from maillage.organisations.models import Organisation
from tests.api.helpers import ALL, HOME, get, key, names, open_network
from tests.factories import organisations as factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(db):
    return open_network()


def told(answer, status: int) -> str:
    """The one shape of refusals; returns its code."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/json"
    body = answer.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message"}
    assert body["error"]["message"]
    return body["error"]["code"]


def test_pages_are_complete_without_doubles_while_rows_come_and_change(network):
    first = [factory.organisation(f"Organisme {number:02}") for number in range(23)]
    seen, cursor, step = [], None, 0
    while True:
        answer = get(limit=5, **({"cursor": cursor} if cursor else {})).json()
        seen += [one["id"] for one in answer["items"]]
        factory.organisation(f"Aaa {step}")
        Organisation.objects.filter(pk=first[step].pk).update(name=f"Zzz {step}", sort_name=f"zzz {step}")
        step, cursor = step + 1, answer["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen))
    assert {row.pk for row in first} <= set(seen)


def test_filters_narrow(network):
    factory.organisation("Solidarité Sahel", short_name="SOLSA", region="06", countries=("ML",), themes=("climat",),
                         kind="oci", family="ong")  # fmt: skip
    factory.organisation("Autre", region="03", countries=("PE",))
    for query in ({"q": "SOLIDARITE"}, {"q": "solsa"}, {"q": "sahel solidarité"}, {"country": "ML"}, {"region": "06"},
                  {"theme": "climat"}, {"family": "ong"}, {"kind": "oci"}):  # fmt: skip
        assert names(get(**query)) == ["Solidarité Sahel"], query
    assert names(get(country="ML", region="03")) == []
    assert names(get(q="  ")) == []
    assert names(get(q="100%")) == []


def test_changes_are_followed_from_a_moment(network):
    row = factory.organisation("Ancienne")
    Organisation.objects.filter(pk=row.pk).update(updated_at="2020-05-05T12:00:00Z")
    factory.organisation("Récente")
    assert names(get(updated_since="2024-01-01")) == ["Récente"]
    assert names(get(updated_since="2024-01-01T17:16:43+16:43")) == ["Récente"]
    assert names(get(updated_since="2020-05-05T12:00:00Z")) == ["Ancienne", "Récente"]
    assert names(get(updated_since="2020-05-05T08:00:01-04:00")) == ["Récente"]
    assert names(get(updated_since="2020-05-05T12:00:00.123456789Z")) == ["Récente"]
    assert names(get(updated_since="0001-01-01T00:00:00+14:00")) == ["Ancienne", "Récente"]
    assert names(get(updated_since="9999-12-31T23:59:60-23:00")) == []


@pytest.mark.parametrize("query", [
    {"limit": "0"}, {"limit": "101"}, {"limit": "dix"}, {"limit": ""}, {"limit": "9" * 40}, {"q": ""}, {"q": "a\x00b"},
    {"q": "a" * 201}, {"country": "sn"}, {"country": "SEN"}, {"region": "../etc"}, {"theme": "Climat !"},
    {"family": "\x00"}, {"kind": "a" * 49}, {"updated_since": "hier"}, {"updated_since": "2026-02-30"},
    {"updated_since": "1700000000"}, {"updated_since": "2026-01-01T25:00:00Z"}, {"cursor": "rien"}, {"cursor": "c"},
    {"cursor": "c" + "z" * 13}, {"coutry": "SN"}, {"cou\x00try": "SN"}, {"langue": "de"}, {"country": ["SN", "ML"]},
], ids=str)  # fmt: skip
def test_what_cannot_be_read_is_refused(network, query):
    assert told(get(**query), 422) == "refused_parameter"


def test_a_refusal_names_the_parameter_and_what_was_expected(network):
    message = get(limit="dix", country="senegal").json()["error"]["message"]
    assert "« limit » : Un nombre de 1 à 100" in message
    assert "« country »" in message
    assert "number" in get(limit="dix", langue="en").json()["error"]["message"]


def test_numbers_that_no_row_has(network):
    for path in ("organisations/1", f"organisations/{2**63 - 1}"):
        assert told(get(path), 404) == "not_found"
    for path in ("organisations/0", f"organisations/{2**63}", "organisations/" + "9" * 60):
        assert told(get(path), 422) == "refused_parameter"


@pytest.mark.parametrize("path", ["nowhere", "organisations/", "organisations/abc", "organisations/-1",
                                  "organisations/1/2"])  # fmt: skip
def test_an_address_that_does_not_exist(network, path):
    assert told(get(path), 404) == "not_found"


def test_too_many_parameters(network):
    told(Client().get(HOME + "organisations?" + "&".join(f"a{n}=1" for n in range(1500))), 400)


@pytest.mark.parametrize("path", ["organisations", "organisations/1", "figures", "network", "openapi.json"])
def test_it_is_read_only(network, path):
    client = Client(enforce_csrf_checks=True)
    for method in ("post", "put", "patch", "delete", "options", "trace"):
        answer = getattr(client, method)(HOME + path)
        assert told(answer, 405) == "method_not_allowed"
        assert answer["Allow"] == "GET, HEAD"
    assert "Access-Control-Allow-Origin" not in client.options(HOME + path)


@pytest.mark.parametrize("path", ["organisations", "figures", "network", "openapi.json", ""])
def test_head_answers_as_get_does(network, path):
    factory.organisation("Une")
    _token, secret = key(*ALL)
    for headers in ({}, {"Authorization": f"Bearer {secret}"}):
        pagecache.store.clear()
        answer = Client().head(HOME + path, headers=headers)
        assert answer.status_code == 200
        assert answer.content == b""


def test_no_network_yet(db):
    told(get(), 404)


def test_the_network_says_what_its_codes_mean(network):
    found = get("network").json()
    assert found["name"]["fr"] == network.names.name.fr
    assert [one["code"] for one in found["themes"]] == [theme.code for theme in network.themes]
    assert {one["code"] for one in found["categories"]} == {
        one.code for one in network.membership.categories if one.public
    }


def test_a_cursor_leads_after_a_number():
    for number in (0, 1, 35, 36, 123456, 2**62):
        assert int(records.cursor_of(number)[1:], 36) == number


def fill(count: int) -> None:
    for number in range(count):
        factory.organisation(f"Organisme {number}", region="06", countries=("SN", "ML"), themes=("climat",),
                             description="Texte", hidden_fields=["email"])  # fmt: skip


@pytest.mark.parametrize("query", [{}, {"country": "SN"}, {"q": "organisme", "region": "06", "theme": "climat"}])
def test_queries_do_not_grow_with_the_rows(network, query, django_assert_max_num_queries):
    _token, secret = key(*ALL)
    get(secret=secret)  # the key's day is noted once
    counted = []
    for more in (2, 40):
        fill(more)
        for who in ("", secret):
            pagecache.store.clear()
            with django_assert_max_num_queries(13) as found:
                assert get(secret=who, limit=100, **query).status_code == 200
            counted.append(len(found))
    assert counted[:2] == counted[2:]


def test_what_anyone_reads_is_kept_in_memory(network, django_assert_num_queries):
    fill(3)
    first = get()
    with django_assert_num_queries(0):
        again = get()
    assert again.content == first.content
    assert again["Access-Control-Allow-Origin"] == "*"


def test_too_many_requests(network, monkeypatch):
    monkeypatch.setattr(limits, "ANONYMOUS", 3)
    monkeypatch.setattr(limits, "WITH_TOKEN", 5)
    _token, secret = key()
    for number in range(3):
        assert get(q=f"n{number}").status_code == 200
    answer = get(q="encore")
    assert told(answer, 429) == "too_many_requests"
    assert 1 <= int(answer["Retry-After"]) <= limits.SECONDS
    for _number in range(5):
        assert get(secret=secret).status_code == 200, "a key has a count of its own"
    assert told(get(secret=secret), 429) == "too_many_requests"


def test_guessing_keys_is_slowed_down(network, monkeypatch):
    monkeypatch.setattr(limits, "ANONYMOUS", 3)
    answers = [get(secret="mlg_00000000_" + "a" * 43).status_code for _number in range(5)]
    assert answers == [401, 401, 401, 429, 429]


def test_a_window_ends(monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(limits.time, "monotonic", lambda: clock[0])
    counter = limits.Counter(most_keys=2)
    assert [counter.wait("a", 2) for _number in range(3)] == [0, 0, 60]
    clock[0] += 59
    assert counter.wait("a", 2) == 1
    clock[0] += 1
    assert counter.wait("a", 2) == 0
    counter.wait("b", 2)
    counter.wait("c", 2)
    assert set(counter.windows) == {"b", "c"}, "what was not seen for the longest is forgotten"


def test_a_household_of_ipv6_addresses_is_one(rf):
    one, other = (rf.get("/", REMOTE_ADDR=f"2001:db8::{end}") for end in ("1", "ffff"))
    assert address_of(one) == address_of(other) == "2001:db8::/64"
    assert address_of(rf.get("/", REMOTE_ADDR="192.0.2.7")) == "192.0.2.7"


def test_what_breaks_is_told_in_the_same_shape(network, monkeypatch):
    monkeypatch.setattr(records, "page", lambda sight, asked: 1 / 0)
    client = Client(raise_request_exception=False)
    answer = client.get(HOME + "organisations")
    assert told(answer, 500) == "server_error"
    assert "division" not in answer.content.decode()
    assert "public" not in answer.get("Cache-Control", "")
