"""One's own data: given whole, erased on request, with what is kept and why; the journal still verifies."""

import json

import pytest
from django.core import mail

from maillage.accounts import actions, jobs, links
from maillage.accounts.models import ErasureRequest, LoginLink, User
from maillage.audit import chain
from maillage.audit.models import Entry
from maillage.core.personal import Purpose
from maillage.core.registry import PersonalData, house
from tests.accounts.people import browser, person, protected, signed_in, with_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_room():
    """A room that knows something and must keep a part of it."""
    seen = []

    def erase(user, *, by):
        seen.append(user.email)
        return ["Les factures sont gardées dix ans : la loi le demande."]

    house.personal_data.add("test", PersonalData("Pièces", lambda user: {"factures": [12]}, erase, order=10))
    yield seen
    del house.personal_data._items["test"]


def test_everything_known_is_given_as_a_file(other_room):
    user = person("Awa", "editor")
    with_application(user)
    client = browser(user)
    assert "Pièces" in client.get("/compte/mes-donnees/").content.decode()
    answer = client.get("/compte/mes-donnees/telecharger/")
    data = json.loads(answer.content)
    assert data["Pièces"] == {"factures": [12]}
    assert data["Compte et connexion"]["Adresse courriel"] == "awa@reseau.org"
    assert data["Compte et connexion"]["Rôles"][0]["Rôle"] == "Rédaction"
    assert "attachment" in answer["Content-Disposition"]
    assert "secret" not in answer.content.decode()


def test_erasure_is_asked_seen_and_may_be_taken_back():
    amina, staff = protected("Amina", "director")
    client = browser(person("Awa"))
    client.post("/compte/mes-donnees/effacement/", {"reason": "Je pars."})
    client.post("/compte/mes-donnees/effacement/", {"reason": "Je pars loin."})
    request = ErasureRequest.objects.get()
    waiting = [item for source in house.waiting if amina.can(source.permission) for item in source.find(amina)]
    assert [i.url for i in waiting if "effacement" in i.title] == [request.user.get_absolute_url()]
    assert "Je pars loin." in staff.get(request.user.get_absolute_url()).content.decode()
    client.post("/compte/mes-donnees/effacement/", {"withdraw": "1"})
    assert not ErasureRequest.objects.waiting().exists()


def test_a_person_is_erased_everywhere_and_the_chain_holds(other_room, django_capture_on_commit_callbacks):
    amina, staff = protected("Amina", "director")
    awa = person("Awa", "editor")
    actions.change_profile(user=awa, name="Awa Ndiaye", language="en", shortcuts=False, by=awa)
    actions.ask_erasure(user=awa, reason="Je pars.", by=awa)
    links.make(awa)
    client = browser(awa)
    with django_capture_on_commit_callbacks(execute=True):
        answer = staff.post(f"/gestion/comptes/{awa.pk}/effacer/")
    assert answer.status_code == 302
    assert other_room == ["awa@reseau.org"]  # rooms erase while the account still says who it was
    gone = User.objects.get(pk=awa.pk)
    assert gone.erased_at
    assert not gone.is_active
    assert not gone.role_codes
    assert gone.name == f"Compte effacé n° {awa.pk}"
    assert not signed_in(client)
    rows = json.dumps([[e.actor, e.label, e.changes] for e in Entry.objects.all()])
    assert "Awa" not in rows
    assert "awa@" not in rows
    assert "Ndiaye" not in rows
    assert list(chain.verify(Entry.objects.order_by("number"))) == []
    message = mail.outbox[-1]
    assert message.to == ["awa@reseau.org"]
    assert "dix ans" in message.body
    request = ErasureRequest.objects.get()
    assert request.closed_at
    assert not request.reason
    assert any("dix ans" in line for line in request.kept)
    assert staff.get(f"/gestion/comptes/{awa.pk}/").status_code == 200
    with pytest.raises(Exception, match="effacé"):
        actions.reactivate(user=gone, by=amina)


def test_old_links_are_forgotten():
    user = person("Awa")
    links.make(user)
    LoginLink.objects.update(expires_at="2020-01-01T00:00:00Z")
    links.make(user)
    assert jobs.forget_links() == 1
    assert LoginLink.objects.count() == 1


@pytest.mark.parametrize("model", ["User", "RoleGrant", "LoginLink", "ErasureRequest"])
def test_every_field_is_sorted(model):
    from maillage.accounts import models

    cls = getattr(models, model)
    declared = {*cls.PERSONAL, *cls.NOT_PERSONAL}
    assert declared == {f.name for f in cls._meta.concrete_fields}
    assert all(isinstance(p, Purpose) for p in cls.PERSONAL.values())


def test_my_account_changes_my_name_language_and_shortcuts():
    user = person("Awa")
    client = browser(user)
    assert client.post("/compte/", {"name": "Awa Ndiaye", "language": "en"}).status_code == 302
    user.refresh_from_db()
    assert (user.name, user.language, user.shortcuts) == ("Awa Ndiaye", "en", False)
    assert '<html lang="en"' in client.get("/compte/").content.decode()
    assert client.post("/compte/", {"name": "", "language": "xx"}).status_code == 422
