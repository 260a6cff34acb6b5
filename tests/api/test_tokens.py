"""Keys: who makes them, what they open, when they stop; their screens in Gestion."""

from datetime import timedelta
from hmac import compare_digest

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.accounts.actions import erase_person
from maillage.api import actions, tokens
from maillage.api.models import Token
from maillage.audit.models import Entry
from tests import cast, networks
from tests.api.helpers import ALL, get, key, names
from tests.factories import organisations as factory

pytestmark = pytest.mark.django_db
READ, WITHHELD = ALL


@pytest.fixture(autouse=True)
def _house(db):
    networks.install("csi")
    factory.organisation("Ouverte")


def code(answer, status: int = 401) -> str:
    assert answer.status_code == status, answer.content
    if status == 401:
        assert answer["WWW-Authenticate"].startswith("Bearer")
    return answer.json()["error"]["code"]


def test_only_a_digest_is_kept():
    token, secret = key(READ)
    kept = Token.objects.values().get(pk=token.pk)
    start = f"mlg_{token.prefix}_"
    assert secret.startswith(start)
    assert secret.removeprefix(start) not in str(kept)  # it may hold « _ » itself
    assert secret not in str(list(Entry.objects.values()))


@pytest.mark.parametrize("header", [
    "", "Bearer", "Bearer ", "Bearer x", "Basic YTpi", "Token abc", "Bearer mlg_zzzzzzzz_x", "Bearer \x00é",
    "Bearer mlg_00000000_" + "a" * 43, "Bearer " + "a" * 5000,
])  # fmt: skip
def test_an_unknown_key_is_refused(header, client):
    answer = client.get("/api/v1/organisations", headers={"Authorization": header})
    assert code(answer) == "key_unknown"
    assert "Access-Control-Allow-Origin" not in answer


def test_the_secret_of_another_key_is_refused():
    (one, _secret), (_other, secret) = key(READ), key(READ)
    assert code(get(secret=f"mlg_{one.prefix}_{secret[13:]}")) == "key_unknown"


def test_secrets_are_compared_in_constant_time(monkeypatch):
    """A key that exists and one that does not are compared alike."""
    compared = []
    monkeypatch.setattr(tokens, "compare_digest", lambda one, other: compared.append(1) or compare_digest(one, other))
    token, secret = key()
    for shown in (secret, f"mlg_{token.prefix}_{'a' * 43}", f"mlg_ffffffff_{'a' * 43}"):
        tokens.recognise(f"Bearer {shown}")
    assert len(compared) == 3


def test_a_key_stops_on_its_date():
    token, secret = key(READ)
    Token.objects.filter(pk=token.pk).update(expires_on=localdate())
    assert get(secret=secret).status_code == 200
    Token.objects.filter(pk=token.pk).update(expires_on=localdate() - timedelta(days=1))
    assert code(get(secret=secret)) == "key_expired"


def test_a_revoked_key_opens_nothing():
    token, secret = key(READ)
    actions.revoke_token(token=token, by=token.created_by)
    assert code(get(secret=secret)) == "key_revoked"
    with pytest.raises(ValidationError):
        actions.revoke_token(token=token, by=token.created_by)
    assert list(Entry.objects.about("api.token", token.pk).order_by("number").values_list("verb", flat=True)) == [
        "token.created", "token.revoked",
    ]  # fmt: skip


def test_a_key_reads_its_scope_and_no_more():
    factory.organisation("Retenue", withheld=True)
    factory.organisation("Interne", is_public=False)
    for scopes, seen in (
        ((), ["Ouverte"]),
        ((READ,), ["Ouverte", "Interne"]),
        (ALL, ["Ouverte", "Retenue", "Interne"]),
    ):
        _token, secret = key(*scopes)
        assert names(get(secret=secret)) == seen


def test_a_key_reads_no_more_than_its_maker_may_today():
    maker = cast.user("Nadia", "director")
    _token, secret = key(*ALL, by=maker)
    _token, public = key(by=maker)
    assert get(secret=secret).status_code == 200
    maker.grants.all().delete()
    assert code(get(secret=secret), 403) == "scope_lost"
    assert get(secret=public).status_code == 200


@pytest.mark.parametrize(("scopes", "role"), [((READ,), "administrator"), (ALL, "administrator"), ((WITHHELD,), "director"),
                                              ((READ, WITHHELD), "editor")])  # fmt: skip
def test_nobody_makes_a_key_that_reads_more_than_they_do(scopes, role):
    with pytest.raises(ValidationError):
        key(*scopes, by=cast.user("Paul", role))


@pytest.mark.parametrize("days", [-1, 367])
def test_a_key_lasts_a_year_at_most(days):
    with pytest.raises(ValidationError):
        key(days=days)


def test_the_day_of_the_last_use_is_noted_once_a_day(django_assert_max_num_queries):
    token, secret = key(READ)
    get(secret=secret)
    assert Token.objects.get(pk=token.pk).last_used_on == localdate()
    with django_assert_max_num_queries(12) as asked:
        get(secret=secret)
    assert not [one for one in asked.captured_queries if one["sql"].startswith("UPDATE")]


def test_keys_of_an_erased_person_open_nothing():
    maker = cast.user("Zoé", "director")
    token, secret = key(READ, by=maker)
    kept = erase_person(user=maker, by=cast.user("Amina", "director"))
    token.refresh_from_db()
    assert token.created_by is None
    assert code(get(secret=secret)) == "key_revoked"
    assert any("API" in sentence for sentence in kept)


# The screens


def test_a_key_is_made_and_shown_once():
    browser = cast.browser(cast.user("Amina", "director"))
    page = browser.get(reverse("api:token_create"))
    assert page.status_code == 200
    answer = browser.post(reverse("api:token_create"), {"name": "Carte", "scopes": [READ], "lasts": "90"})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    token = Token.objects.get()
    secret = answer.context["secret"]
    assert secret in answer.content.decode()
    assert names(get(secret=secret)) == ["Ouverte"]
    assert token.expires_on == localdate() + timedelta(days=90)
    for address in (token.get_absolute_url(), reverse("api:tokens")):
        shown = browser.get(address).content.decode()
        assert token.start in shown
        assert secret not in shown


def test_a_form_that_does_not_fit_makes_nothing():
    browser = cast.browser(cast.user("Amina", "director"))
    for data in ({"name": "", "lasts": "90"}, {"name": "X", "lasts": "9000"}, {"name": "X", "lasts": "30", "scopes": ["x"]},
                 {"name": "X", "lasts": "30", "scopes": [WITHHELD]}, {"name": "a\x00b", "lasts": "30"}):  # fmt: skip
        assert browser.post(reverse("api:token_create"), data).status_code == 422
    assert not Token.objects.exists()


def test_the_technical_administrator_makes_keys_for_what_is_public():
    browser = cast.browser(cast.user("Tom", "administrator"))
    assert READ not in browser.get(reverse("api:token_create")).content.decode()
    answer = browser.post(reverse("api:token_create"), {"name": "Carte", "scopes": [READ], "lasts": "30"})
    assert answer.status_code == 200
    assert Token.objects.get().scopes == []


def test_a_key_is_taken_back():
    token, secret = key(READ)
    browser = cast.browser(cast.user("Amina", "director"))
    assert browser.get(reverse("api:token_revoke", args=[token.pk])).status_code == 200
    assert browser.post(reverse("api:token_revoke", args=[token.pk])).status_code == 302
    assert code(get(secret=secret)) == "key_revoked"
    assert browser.post(reverse("api:token_revoke", args=[token.pk])).status_code == 409


def test_the_list_narrows():
    browser = cast.browser(cast.user("Amina", "director"))
    _open, (expired, _secret), (revoked, _other) = key(READ), key(READ), key(READ)
    Token.objects.filter(pk=expired.pk).update(expires_on=localdate() - timedelta(days=1))
    actions.revoke_token(token=revoked, by=None)
    for asked, count in (({}, 3), ({"etat": "open"}, 1), ({"etat": "expired"}, 1), ({"etat": "revoked"}, 1),
                         ({"q": "essai"}, 3), ({"q": "autre"}, 0)):  # fmt: skip
        assert browser.get(reverse("api:tokens"), asked).context["total"] == count


def test_the_list_keeps_its_number_of_queries(django_assert_max_num_queries):
    browser = cast.browser(cast.user("Amina", "director"))
    browser.get(reverse("api:tokens"))
    counted = []
    for more in (2, 10):
        for _number in range(more):
            key(READ)
        with django_assert_max_num_queries(40) as found:
            browser.get(reverse("api:tokens"))
        counted.append(len(found))
    assert counted[0] == counted[1]


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_the_page_that_people_read(client, language):
    page = client.get(f"/{language}/api/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "/api/v1/organisations" in text
    assert "curl" in text
    assert not page.cookies
    assert client.get("/api/v1/").status_code == 200
    assert client.get("/api/v1/openapi.json", {"langue": language}).json()["info"]["description"] in text.replace(
        "&#x27;", "'"
    )
