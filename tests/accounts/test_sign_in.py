"""Every way in: a link, a code, a password, then a second factor; and what is said to those who fail."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.test import Client
from django.utils.timezone import now

from maillage.accounts import links
from maillage.accounts.models import LoginLink, User
from tests.accounts.people import (
    PASSWORD,
    browser,
    code_in,
    code_now,
    last_mail,
    link_in,
    person,
    recovery_codes,
    signed_in,
    with_application,
)

pytestmark = pytest.mark.django_db


def ask_link(client: Client, email: str, next_url: str = ""):
    return client.post("/compte/connexion/code/", {"email": email, "next": next_url})


def by_password(client: Client, email: str, password: str = PASSWORD, **extra):
    return client.post("/compte/connexion/", {"login": email, "password": password}, **extra)


def test_a_link_signs_in_after_a_button_and_once():
    user = person("Awa")
    here, elsewhere = browser(), browser()
    ask_link(here, user.email)
    path = link_in(last_mail())
    for _time in range(3):  # software that reads mail opens links
        assert elsewhere.get(path).status_code == 200
        assert not signed_in(elsewhere)
    assert elsewhere.post(path).status_code == 302
    assert signed_in(elsewhere)
    assert browser().get(path).status_code == 404
    assert not signed_in(browser())
    assert browser().post(path).status_code == 404


def test_a_link_leads_to_the_page_that_was_asked_but_never_elsewhere():
    user = person("Awa")
    ask_link(browser(), user.email, "/compte/mes-donnees/")
    assert browser().post(link_in(last_mail())).url == "/compte/mes-donnees/"
    ask_link(browser(), user.email, "https://ailleurs.example/")
    assert browser().post(link_in(last_mail())).url == "/entrer/"


def test_a_link_ends_after_a_quarter_of_an_hour_and_only_its_digest_is_kept():
    user = person("Awa")
    path = links.make(user).removeprefix("http://127.0.0.1:8000")
    kept = LoginLink.objects.get()
    assert kept.digest not in path
    assert path.split("/")[-2] not in str(kept.__dict__)
    LoginLink.objects.update(expires_at=now() - timedelta(seconds=1))
    assert browser().post(path).status_code == 404


def test_a_code_signs_in_and_three_wrong_ones_end_it():
    user, client = person("Awa"), browser()
    assert ask_link(client, user.email).url.startswith("/compte/connexion/code/saisir/")
    assert "Awa" not in client.get("/compte/connexion/code/saisir/").content.decode()
    code = code_in(last_mail())
    assert client.post("/compte/connexion/code/saisir/", {"code": code.lower()}).status_code == 302
    assert signed_in(client)
    client = browser()
    ask_link(client, user.email)
    code = code_in(last_mail())
    for _time in range(3):
        client.post("/compte/connexion/code/saisir/", {"code": "AAAA-AAAA"})
    client.post("/compte/connexion/code/saisir/", {"code": code})
    assert not signed_in(client)


def test_an_unknown_address_is_answered_like_a_known_one_and_nobody_is_written_to():
    person("Awa", password=PASSWORD)
    pages = []
    for address in ("awa@reseau.org", "nobody@reseau.org"):
        client = browser()
        assert ask_link(client, address).status_code == 302
        page = client.get("/compte/connexion/code/saisir/")
        pages.append(page.content.decode().replace(address, "X"))
        assert (
            client.post("/compte/mot-de-passe/oublie/", {"email": address}).url == "/compte/mot-de-passe/oublie/envoye/"
        )
    tokens = [page[: page.index("csrfmiddlewaretoken")] for page in pages]
    assert tokens[0] == tokens[1]
    assert {m.to[0] for m in mail.outbox} == {"awa@reseau.org"}
    wrong = [by_password(browser(), a, "autre chose") for a in ("awa@reseau.org", "nobody@reseau.org")]
    assert all("ne convient pas" in answer.content.decode() for answer in wrong)


def test_a_password_signs_in_and_a_wrong_one_says_so():
    user = person("Awa", password=PASSWORD)
    client = browser()
    assert "ne convient pas" in by_password(client, user.email, "autre chose").content.decode()
    assert by_password(client, user.email).status_code == 302
    assert signed_in(client)


def test_five_failures_lock_the_password_from_everywhere_and_say_how_long():
    user = person("Awa", password=PASSWORD)
    for number in range(5):
        by_password(browser(), user.email, "autre chose", REMOTE_ADDR=f"10.0.{number}.1")
    answer = by_password(browser(), user.email, PASSWORD, REMOTE_ADDR="10.9.9.9")
    assert "pendant 15 minutes" in answer.content.decode()
    client = browser()  # the link still opens: the owner is not locked out by someone else's attempts
    ask_link(client, user.email)
    client.post(link_in(last_mail()))
    assert signed_in(client)


def test_one_address_that_tries_many_accounts_is_locked_too():
    for number in range(20):
        by_password(browser(), f"p{number}@reseau.org", "autre chose", REMOTE_ADDR="10.1.1.1")
    user = person("Awa", password=PASSWORD)
    assert "Trop d’essais" in by_password(browser(), user.email, REMOTE_ADDR="10.1.1.1").content.decode()
    assert by_password(browser(), user.email, REMOTE_ADDR="10.1.1.2").status_code == 302


def test_links_are_not_sent_without_end():
    user = person("Awa")
    for _time in range(6):
        answer = ask_link(browser(), user.email)
    assert "Trop d’essais" in answer.content.decode()
    assert len(mail.outbox) == 4


def test_a_second_factor_is_asked_after_a_link_as_after_a_password():
    user = person("Awa", password=PASSWORD)
    secret = with_application(user)
    client = browser()
    assert by_password(client, user.email).url == "/compte/connexion/second-facteur/"
    assert not signed_in(client)
    assert client.get("/compte/connexion/second-facteur/").status_code == 200
    assert "ne convient pas" in client.post("/compte/connexion/second-facteur/", {"code": "000000"}).content.decode()
    code = code_now(secret)
    assert client.post("/compte/connexion/second-facteur/", {"code": code}).status_code == 302
    assert signed_in(client)
    again = browser()  # the same code does not open twice
    ask_link(again, user.email)
    assert again.post(link_in(last_mail())).url == "/compte/connexion/second-facteur/"
    again.post("/compte/connexion/second-facteur/", {"code": code})
    assert not signed_in(again)


def test_a_recovery_code_opens_once():
    user = person("Awa", password=PASSWORD)
    with_application(user)
    RecoveryCodes.activate(user)
    code = recovery_codes(user)[0]
    for expected in (True, False):
        client = browser()
        by_password(client, user.email)
        client.post("/compte/connexion/second-facteur/", {"code": code})
        assert signed_in(client) is expected
    assert len(recovery_codes(user)) == 9


def test_second_factor_codes_are_throttled():
    user = person("Awa", password=PASSWORD)
    secret = with_application(user)
    client = browser()
    by_password(client, user.email)
    for _time in range(6):
        answer = client.post("/compte/connexion/second-facteur/", {"code": "000000"})
    assert "Trop d’essais" in answer.content.decode()
    client.post("/compte/connexion/second-facteur/", {"code": code_now(secret)})
    assert not signed_in(client)


@pytest.mark.django_db(transaction=True)
def test_staff_without_a_second_factor_set_it_up_before_anything_else(settings):
    user = person("Awa", "editor")
    client = browser(user)
    for path in ("/gestion/", "/entrer/", "/compte/", "/gestion/roles/"):
        assert client.get(path).url == "/compte/securite/", path
    assert "avant d’entrer" in client.get("/compte/securite/").content.decode()
    secret_page = client.get("/compte/securite/application/").content.decode()
    secret = secret_page.split("<code>")[1].split("</code>")[0]
    answer = client.post("/compte/securite/application/", {"code": code_now(secret)})
    assert answer.url == "/compte/securite/codes/"
    assert client.get("/compte/securite/codes/").status_code == 200
    assert client.get("/gestion/roles/").status_code == 200
    settings.DEMO = True
    assert browser(person("Sofia", "editor")).get("/gestion/roles/").status_code == 200


def test_someone_without_a_role_needs_no_second_factor():
    assert signed_in(browser(person("Awa")))


def test_a_password_is_changed_told_and_the_other_sessions_end():
    user = person("Awa", password=PASSWORD)
    here, elsewhere = browser(), browser()
    by_password(here, user.email)
    by_password(elsewhere, user.email)
    new = "un éléphant au marché de nuit"
    here.post("/compte/mot-de-passe/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert signed_in(here)
    assert not signed_in(elsewhere)
    assert "mot de passe est changé" in last_mail().subject
    assert by_password(browser(), user.email, new).status_code == 302


def test_weak_passwords_are_refused():
    client = browser(person("Awa"))
    for weak in ("court", "password1234", "awa@reseau.org"):
        page = client.post("/compte/mot-de-passe/choisir/", {"password1": weak, "password2": weak}).content.decode()
        assert "à corriger" in page, weak


def test_a_forgotten_password_is_chosen_again_by_a_link():
    user, client = person("Awa", password=PASSWORD), browser()
    client.post("/compte/mot-de-passe/oublie/", {"email": user.email})
    page = client.get(link_in(last_mail()), follow=True)
    new = "un éléphant au marché de nuit"
    answer = client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert answer.url == "/compte/mot-de-passe/oublie/fait/"
    assert by_password(browser(), user.email, new).status_code == 302


def test_an_address_changes_once_the_new_one_is_confirmed():
    user = person("Awa")
    client = browser(user)
    client.post("/compte/courriel/", {"action_add": "1", "email": "awa@ailleurs.org"})
    assert last_mail().to == ["awa@ailleurs.org"]
    path = link_in(last_mail())
    assert User.objects.get(pk=user.pk).email == "awa@reseau.org"
    assert client.get("/compte/courriel/").status_code == 200
    client.get(path)
    assert User.objects.get(pk=user.pk).email == "awa@reseau.org"
    client.post(path)
    assert User.objects.get(pk=user.pk).email == "awa@ailleurs.org"
    assert [a.email for a in EmailAddress.objects.filter(user=user)] == ["awa@ailleurs.org"]
    assert any(m.to == ["awa@reseau.org"] and "changée" in m.subject for m in mail.outbox)


def test_an_address_that_is_taken_is_answered_like_any_other():
    person("Bruno")
    client = browser(person("Awa"))
    answer = client.post("/compte/courriel/", {"action_add": "1", "email": "bruno@reseau.org"})
    assert answer.status_code == 302


def test_the_key_of_another_is_not_found():
    user, other = person("Awa", password=PASSWORD), person("Bruno")
    key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "clé"})
    client = browser()
    by_password(client, user.email)
    client.post("/compte/confirmer/", {"password": PASSWORD})
    for verb in ("retirer", "renommer"):
        path = f"/compte/securite/cles/{key.pk}/{verb}/"
        assert client.get(path).status_code == client.post(path, {"name": "à moi"}).status_code == 404
    assert Authenticator.objects.get(pk=key.pk).data == {"name": "clé"}


def test_nobody_signs_up_by_themselves():
    for path in ("/compte/inscription/", "/accounts/signup/", "/compte/signup/"):
        assert browser().get(path).status_code == 404


def test_the_language_is_asked_before_and_the_persons_own_after():
    page = browser().get("/compte/connexion/?langue=en").content.decode()
    assert '<html lang="en"' in page
    assert "Sign in" in page
    assert not browser().get("/compte/connexion/code/?langue=es").cookies.get("session")
    user = person("Eva", language="es")
    assert '<html lang="es"' in browser(user).get("/compte/").content.decode()
    ask_link(browser(), user.email)
    assert "Su enlace" in last_mail().subject or "enlace" in last_mail().subject


def test_sign_in_pages_hold_no_referrer_and_are_not_kept_by_caches():
    answer = browser().get("/compte/connexion/")
    assert "no-store" in answer["Cache-Control"] or "no-cache" in answer["Cache-Control"]
    user = person("Awa")
    assert "no-cache" in browser().get(links.make(user).removeprefix("http://127.0.0.1:8000"))["Cache-Control"]


def test_cookies_are_closed_to_scripts_and_to_other_sites(settings):
    user = person("Awa", password=PASSWORD)
    client = browser()
    by_password(client, user.email)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert settings.CSRF_COOKIE_HTTPONLY
    assert not browser().get("/fr/").cookies
