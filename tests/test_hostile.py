"""What a hostile browser sends: broken texts, endless numbers, forged requests. A clear word each time, never a 500."""

import errno
import logging
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from maillage.accounts.matrix import VISITOR, Route, allows, routes
from maillage.audit.models import Entry
from maillage.desk.views.lists import ListPage
from tests import cast, matrix_rooms, networks  # noqa: F401 (the rooms' lines)
from tests.matrix_objects import made_alike

pytestmark = pytest.mark.django_db
VALUES = {
    "NUL": "a\x00b", "endless number": "9" * 5000, "beyond 64 bits": "9" * 25, "other digits": "²٣",
}  # fmt: skip
READ = ("q", "page", "tri", "format", "col", "au", "exercice", "categorie", "next", "cursor", "limit", "version", "langue",
        "reprise", "organisation", "person", "region", "country", "pays", "theme", "updated_since", "kind", "family",
        "ids", "a", "b", "tout", "tri", "vue", "code", "secteur", "annee")  # fmt: skip
SENT = ("ids", "verb", "save_view", "view_name", "forget_view", "everything", "expected", "user", "answer", "charges",
        "payer", "version", "key", "match", "next", "exercice", "apart", "kept", "absorbed", "choice", "confirmed", "reason")  # fmt: skip
FIELD = re.compile(r'<(?:input|select|textarea|button)[^>]*\bname="([^"]+)"')
PARTS = 4  # of even length, so that two cores share them
NOT_HERE = ("account_logout", "mfa_", "accounts:close", "accounts:end_session", "accounts:erase")


@pytest.fixture
def house(long_walk):
    networks.install("csi")
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def people() -> Iterator[tuple[str, Any, Client]]:
    for who, user in ((VISITOR, None), ("director", cast.user("Amina", "director"))):
        client = cast.browser(user)
        client.raise_request_exception = False
        yield who, user, client


def opened(who: str, user: Any, client: Client, part: int = 0, parts: int = 1) -> Iterator[tuple[Route, str]]:
    """Each address of this part that this person may open, with its objects, inside a transaction undone after."""
    cookies = client.cookies.copy()
    may = [
        route for route in routes() if route.rule is not None and route.rule.kind != "demo" and allows(route.rule, who)
    ]
    for make, together in list(made_alike(route for route in may if not route.name.startswith(NOT_HERE)))[part::parts]:
        with transaction.atomic():
            made = make(user).own
            for route in together:
                with transaction.atomic():
                    yield route, reverse(route.name, kwargs=made)
                    transaction.set_rollback(True)
                client.cookies = cookies.copy()
            transaction.set_rollback(True)


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


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_no_parameter_of_an_address_breaks_a_page(house, part):
    broken = []
    for who, user, client in people():
        for route, address in opened(who, user, client, part, PARTS):
            for label, value in VALUES.items():
                with transaction.atomic():
                    answer = client.get(address, dict.fromkeys(sorted(read_names(route)), value))
                    transaction.set_rollback(True)
                if answer.status_code >= 500:
                    broken.append(f"{who} GET {route.name} {label}: {reason(answer)}")
    assert not broken, "\n" + "\n".join(broken)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_sent_breaks_a_page(house, part):
    broken = []
    for who, user, client in people():
        for route, address in opened(who, user, client, part, PARTS):
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


# Forged requests


def test_no_post_is_heard_without_its_token(house):
    """Every address that may be posted to, by someone signed in, refuses a request from another site."""
    amina = cast.user("Amina", "director")
    client = Client(enforce_csrf_checks=True)
    client.force_login(amina, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.raise_request_exception = False
    heard = []
    # Of public pages without a cookie: a private link, or an address that is written to and must confirm; a call is
    # answered and a workshop asked by whoever, and read by a person.
    by_link = {"messages:confirm", "messages:unsubscribe", "site:newsletter", "site:petition_sign", "site:call",
               "campaigns:confirm", "campaigns:disown", "site:ask_workshop"}  # fmt: skip
    for route, address in opened("director", amina, client):
        answer = client.post(address, {"confirmed": "1"})
        kept = answer.status_code == 302 and "reprise=" in answer["Location"]  # the text is kept, nothing is done
        if answer.status_code not in (403, 404, 405) and not kept and route.name not in by_link:
            heard.append(f"{route.name} {answer.status_code}")
    assert not heard


PASSWORD = "un mot de passe bien long"
AWAY = ("https://ailleurs.example/", "//ailleurs.example", "/\\ailleurs.example", "https:ailleurs.example",
        "javascript:alert(1)", "\thttps://ailleurs.example", "https://testserver@ailleurs.example/")  # fmt: skip


def stays_here(answer: Any) -> None:
    to = urlsplit(answer.get("Location", ""))
    assert (to.scheme, to.netloc) == ("", "")
    assert not to.path.startswith(("//", "/\\"))


def with_password() -> Any:
    user = cast.user("Bruno")
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.mark.parametrize("target", AWAY)
def test_no_page_leads_away(house, target):
    user = with_password()
    for address in (reverse("account_login"), reverse("account_request_login_code"), reverse("accounts:welcome")):
        for sent in ({}, {"login": user.email, "password": PASSWORD, "email": user.email}):
            client = Client()
            answer = client.post(f"{address}?next={target}", {**sent, "next": target})
            stays_here(answer)
    answer = cast.browser(user).post(reverse("account_logout") + f"?next={target}", {"next": target})
    stays_here(answer)


def test_a_mail_leads_to_the_house_whatever_host_was_asked(house, settings):
    """Whoever asks under a false name (`Host: …:9999`) sends nobody elsewhere."""
    settings.PUBLIC_URL = "https://reseau.example"
    user = with_password()
    client = Client(HTTP_HOST="ailleurs.example:9999")
    client.post(reverse("account_reset_password"), {"email": user.email})
    client.post(reverse("account_request_login_code"), {"email": user.email})
    inside = cast.browser(user)
    inside.post(reverse("account_email"), {"email": "bruno.nouveau@exemple.org", "action_add": ""},
                HTTP_HOST="ailleurs.example:9999")  # fmt: skip
    written = [str(one.body) for one in mail.outbox]
    assert len(written) >= 2
    assert not [text for text in written if "ailleurs" in text]
    assert all("https://reseau.example/" in text for text in written if "http" in text)


def test_a_session_left_by_someone_else_is_not_signed_in(house):
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "1"
    session.save()
    before = session.session_key
    user = with_password()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert client.session.session_key != before
    assert client.session.get("_auth_user_id") == str(user.pk)


# Headers


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "BLA"])
def test_other_methods_change_nothing_and_break_nothing(house, method):
    client = cast.browser(cast.user("Amina", "director"))
    client.raise_request_exception = False
    for address in ("/fr/", "/fr/annuaire/", "/gestion/", "/gestion/organisations/", "/api/v1/organisations", "/compte/",
                    "/robots.txt", "/documents/x/y", "/nulle-part"):  # fmt: skip
        answer = client.generic(method, address)
        assert answer.status_code < 500
        assert b"TRACE" not in answer.content


def test_every_answer_carries_the_policy(house):
    """Pages, refusals, missing pages, broken ones, files, pictures, feeds, tables."""
    amina, bruno = cast.browser(cast.user("Amina", "director")), cast.browser(cast.user("Bruno"))
    addresses = ["/", "/fr/", "/fr/annuaire.csv", "/fr/annuaire.json", "/fr/annuaire.atom", "/sitemap.xml", "/robots.txt",
                 "/nulle-part", "/documents/x/y.pdf", "/images/x-1.webp", "/api/v1/", "/api/v1/nulle-part", "/gestion/",
                 "/compte/connexion/", "/static/rien.css", "/admin/", "/fr/carte.png", "/reseau/couleurs.css"]  # fmt: skip
    for client in (Client(), bruno, amina):
        for address in addresses:
            answer = client.get(address)
            policy = answer.get("Content-Security-Policy", "")
            assert "default-src 'none'" in policy, address
            assert "unsafe" not in policy, address
            assert answer.get("X-Content-Type-Options") == "nosniff", address
            assert answer.get("X-Frame-Options") == "DENY", address
            assert answer.get("Referrer-Policy"), address
        assert client.get("/admin/").status_code == 404


def test_a_request_that_cannot_be_read_has_a_clear_page(house):
    client = Client(raise_request_exception=False)
    for address in ("/fr/annuaire/?q=%ff%fe", "/%00", "/fr/%ff/", "/fr/annuaire/?" + "a" * 100_000, "/fr/annuaire/?q=" + "x" * 10**6,
                    "/fr/annuaire/?" + "&".join(f"theme={n}" for n in range(2000))):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code < 500, address[:40]
        assert "Traceback" not in answer.content.decode("utf-8", "replace")
    amina = cast.browser(cast.user("Amina", "director"))
    amina.raise_request_exception = False
    many = {"verb": "verify", "ids": [str(n) for n in range(10_000)], "confirmed": "1"}
    assert amina.post("/gestion/organisations/", many).status_code < 500


# A full disk


@pytest.mark.parametrize("name", ["organisations:import_new", "billing:statement_new", "files:document_new"])
def test_a_full_disk_is_said_and_leaves_nothing(house, settings, tmp_path, monkeypatch, name):
    settings.MEDIA_ROOT = tmp_path
    amina = cast.browser(cast.user("Amina", "director"))
    amina.raise_request_exception = False

    def full(*arguments: Any, **options: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    monkeypatch.setattr("tempfile.mkdtemp", full)
    one, other = (SimpleUploadedFile("liste.csv", b"Nom;Ville\nUne;Lyon\n") for _ in range(2))
    before = Entry.objects.count()
    answer = amina.post(
        reverse(name), {"file": one, "upload": other, "title": "Liste", "kind": "other", "access": "public"}
    )
    assert answer.status_code in (422, 507)
    assert "plus de place" in answer.content.decode()
    assert Entry.objects.count() == before
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_broken_text_left_by_an_ended_session_is_kept_without_its_breakage(house):
    client = Client(raise_request_exception=False)
    for text in ("a\x00b", "9" * 5000, "\ud83d"):
        answer = client.post(
            reverse("organisations:create"), {"name": text.encode("utf-8", "replace").decode(), "a\x00": "x"}
        )
        assert answer.status_code == 302
