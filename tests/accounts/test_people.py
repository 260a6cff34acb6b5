"""Accounts opened by invitation, roles given and taken, sessions ended, the demonstration's door."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.exceptions import ValidationError

from maillage.accounts import actions, demo
from maillage.accounts.models import LoginLink, RoleGrant, User
from maillage.accounts.roles import ROLES
from maillage.audit.models import Entry
from maillage.core.registry import Fact, house
from tests.accounts.people import PASSWORD, browser, last_mail, link_in, person, protected, signed_in, with_application
from tests.cast import menu_counts

pytestmark = pytest.mark.django_db


def refused(code: str, verb, **kwargs) -> None:
    with pytest.raises(ValidationError) as error:
        verb(**kwargs)
    assert error.value.code == code


def test_an_invitation_opens_an_account_and_leads_to_the_choice(django_capture_on_commit_callbacks):
    amina = person("Amina", "director")
    with django_capture_on_commit_callbacks(execute=True):
        user = actions.invite_user(email="Bruno@Reseau.org ", name=" Bruno  Roy ", by=amina, roles=["editor"])
    assert (user.email, user.name, user.role_codes) == ("bruno@reseau.org", "Bruno Roy", {"editor"})
    assert last_mail().to == ["bruno@reseau.org"]
    assert "Amina vous a ouvert un compte" in last_mail().body
    client, path = browser(), link_in(last_mail())
    assert "Ouvrir mon compte" in client.get(path).content.decode()
    assert client.post(path).url == "/compte/bienvenue/"
    page = client.get("/compte/bienvenue/").content.decode()
    assert "Ajouter une clé d’accès" in page
    assert "preuve de plus" in page
    assert user.emailaddress_set.get().verified
    assert client.get("/gestion/").url == "/compte/securite/"


def test_a_new_invitation_ends_the_former_one(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        user = actions.invite_user(email="b@reseau.org", name="Bruno", by=None)
        actions.invite_again(user=user, by=None)
    first, second = (link_in(m) for m in mail.outbox)
    assert browser().get(first).status_code == 404
    browser().post(second)
    refused("known", actions.invite_again, user=user, by=None)


def test_an_address_has_one_account_and_an_invitation_finds_it():
    awa = person("Awa")
    refused("taken", actions.invite_user, email="AWA@reseau.org", name="Awa", by=None)
    assert actions.find_or_invite(email="AWA@reseau.org", name="Autre", by=None) == awa
    actions.deactivate(user=awa, by=None)
    refused("closed", actions.find_or_invite, email="awa@reseau.org", name="Awa", by=None)
    assert actions.find_or_invite(email="nouvelle@reseau.org", name="Neuve", by=None).pk != awa.pk


def test_nobody_changes_their_own_roles():
    amina = person("Amina", "director", "administrator")
    refused("self", actions.give_role, user=amina, role="treasurer", by=amina)
    refused("self", actions.take_role, user=amina, role="administrator", by=amina)
    refused("self", actions.deactivate, user=amina, by=amina)
    refused("self", actions.erase_person, user=amina, by=amina)


def test_only_a_director_makes_a_director():
    amina, youssef, bruno = person("Amina", "director"), person("Youssef", "administrator"), person("Bruno")
    refused("role", actions.give_role, user=bruno, role="director", by=youssef)
    refused("role", actions.invite_user, email="x@reseau.org", name="X", roles=["director"], by=youssef)
    assert not User.objects.filter(email="x@reseau.org").exists()
    bruno = actions.give_role(user=bruno, role="editor", by=youssef)
    bruno = actions.give_role(user=bruno, role="director", by=amina)
    for verb in (actions.deactivate, actions.erase_person, actions.end_sessions, actions.forget_second_factors):
        refused("director", verb, user=bruno, by=youssef)
    refused("role", actions.give_role, user=person("Chloé"), role="editor", by=person("Dao", "treasurer"))


def test_an_administrator_makes_a_director_when_there_is_none_left():
    youssef = person("Youssef", "administrator")
    assert actions.give_role(user=person("Bruno"), role="director", by=youssef).role_codes == {"director"}


def test_the_last_director_and_the_last_administrator_stay():
    amina, youssef = person("Amina", "director"), person("Youssef", "administrator")
    for user, role in ((amina, "director"), (youssef, "administrator")):
        refused("last", actions.take_role, user=user, role=role, by=None)
        refused("last", actions.deactivate, user=user, by=None)
        refused("last", actions.erase_person, user=user, by=None)
    second = person("Bruno", "director")
    actions.deactivate(user=second, by=amina)
    refused("last", actions.take_role, user=amina, role="director", by=None)  # a closed account does not count
    actions.reactivate(user=second, by=amina)
    assert actions.take_role(user=amina, role="director", by=second).role_codes == frozenset()


def test_roles_are_written_with_their_days_and_in_the_journal():
    amina, bruno = person("Amina", "director"), person("Bruno")
    actions.give_role(user=bruno, role="editor", by=amina)
    actions.take_role(user=bruno, role="editor", by=amina)
    grant = RoleGrant.objects.get(user=bruno)
    assert grant.ended_at
    assert grant.started_at <= grant.ended_at
    entries = Entry.objects.filter(verb__startswith="account.role_", object_id=bruno.pk).order_by("number")
    assert [(e.verb, e.changes["role"], e.actor_id) for e in entries] == [
        ("account.role_given", [None, "editor"], amina.pk), ("account.role_taken", ["editor", None], amina.pk),
    ]  # fmt: skip


def test_a_closed_account_is_out_at_once_and_its_links_are_dead(django_capture_on_commit_callbacks):
    user, client = person("Awa", password=PASSWORD), browser()
    client.post("/compte/connexion/", {"login": user.email, "password": PASSWORD})
    client.post("/compte/connexion/code/", {"email": user.email})
    assert UserSession.objects.filter(user=user).count() == 1
    other = browser()
    other.post("/compte/connexion/code/", {"email": user.email})
    path = link_in(last_mail())
    actions.deactivate(user=user, by=None)
    assert client.get("/compte/").status_code == 302
    assert browser().post(path).status_code == 404
    assert not LoginLink.objects.filter(user=user).exists()
    assert browser().post("/compte/connexion/", {"login": user.email, "password": PASSWORD}).url == "/compte/ferme/"
    actions.reactivate(user=user, by=None)
    assert not signed_in(client)


def test_a_revoked_session_opens_nothing_more():
    user, here, there = person("Awa", password=PASSWORD), browser(), browser()
    for client in (here, there):
        client.post(
            "/compte/connexion/", {"login": user.email, "password": PASSWORD}, HTTP_USER_AGENT="Firefox/140 Linux"
        )
    page = here.get("/compte/sessions/").content.decode()
    assert page.count("Firefox, Linux") == 2
    pk = UserSession.objects.exclude(session_key=here.session.session_key).get().pk
    here.post(f"/compte/sessions/{pk}/fermer/")
    assert signed_in(here)
    assert not signed_in(there)
    stranger = browser(person("Bruno"))
    mine = UserSession.objects.get().pk
    assert stranger.post(f"/compte/sessions/{mine}/fermer/").status_code == 404
    assert signed_in(here)
    here.post(f"/compte/sessions/{mine}/fermer/")
    assert not signed_in(here)


def test_all_other_sessions_end_together():
    user, clients = person("Awa", password=PASSWORD), [browser() for _n in range(3)]
    for client in clients:
        client.post("/compte/connexion/", {"login": user.email, "password": PASSWORD})
    clients[0].post("/compte/sessions/")
    assert [signed_in(c) for c in clients] == [True, False, False]


def test_a_lost_telephone_is_forgotten_and_sessions_end():
    amina, bruno = person("Amina", "director"), person("Bruno", "editor", password=PASSWORD)
    with_application(bruno)
    actions.forget_second_factors(user=bruno, by=amina)
    assert not Authenticator.objects.filter(user=bruno).exists()
    client = browser()
    client.post("/compte/connexion/", {"login": bruno.email, "password": PASSWORD})
    assert client.get("/gestion/").url == "/compte/securite/"
    refused("none", actions.forget_second_factors, user=bruno, by=amina)


def test_the_first_person_directs_and_administers_and_there_is_one():
    user = actions.create_first_administrator("amina@reseau.org", "Amina Sarr", PASSWORD)
    assert user.role_codes == {"director", "administrator"}
    client = browser()
    assert client.post("/compte/connexion/", {"login": user.email, "password": PASSWORD}).status_code == 302
    refused("exists", actions.create_first_administrator, email="b@reseau.org", name="Bruno")


def test_a_weak_first_password_is_refused():
    with pytest.raises(ValidationError):
        actions.create_first_administrator("amina@reseau.org", "Amina", "court")
    assert not User.objects.exists()


def test_gestion_invites_gives_takes_closes_and_reopens():
    _amina, client = protected("Amina", "director")
    assert client.get("/gestion/comptes/inviter/").status_code == 200
    answer = client.post(
        "/gestion/comptes/inviter/", {"name": "Bruno", "email": "b@reseau.org", "language": "fr", "roles": ["editor"]}
    )
    bruno = User.objects.get(email="b@reseau.org")
    assert answer.url == f"/gestion/comptes/{bruno.pk}/"
    base = answer.url
    assert "Rédaction" in client.get(base).content.decode()
    for path, data in (
        ("donner-un-role", {"role": "treasurer"}),
        ("retirer-un-role", {"role": "editor"}),
        ("fermer", {}),
        ("rouvrir", {}),
    ):
        assert client.get(f"{base}{path}/").status_code == 200
        assert client.post(f"{base}{path}/", data).url == base, path
    assert User.objects.get(pk=bruno.pk).role_codes == {"treasurer"}
    page = client.get("/gestion/comptes/?q=bru&role=treasurer&etat=invited").content.decode()
    assert "Bruno" in page
    assert client.post(f"{base}donner-un-role/", {"role": "pope"}).status_code == 422


def test_the_list_costs_the_same_for_ten_and_for_a_hundred(django_assert_max_num_queries):
    _amina, client = protected("Amina", "director")
    for number in range(40):
        User.objects.create_user(f"u{number}@reseau.org", name=f"Personne {number}")
    client.get("/gestion/comptes/")
    with django_assert_max_num_queries(11 + menu_counts()):
        assert client.get("/gestion/comptes/").status_code == 200


def test_who_may_do_what_is_read_by_all_staff():
    _hélène, client = protected("Hélène", "auditor")
    page = client.get("/gestion/roles/").content.decode()
    for role in ROLES.values():
        assert str(role.name) in page
        assert str(role.sentence).replace("’", "’") in page
    assert browser(person("Émile")).get("/gestion/roles/").status_code == 403


def test_the_demonstration_has_one_person_for_each_role_and_a_click_signs_in(settings):
    settings.DEMO = True
    demo.write()
    demo.write()
    assert User.objects.demo().count() == len(ROLES)
    client = browser()
    page = client.get("/demonstration/").content.decode()
    assert page.count("Entrer comme") == len(ROLES)
    assert "/demonstration/" in client.get("/compte/connexion/").content.decode()
    amina = User.objects.get(name="Amina Sarr")
    assert client.post("/demonstration/", {"user": amina.pk}).url == "/entrer/"
    assert client.get("/gestion/roles/").status_code == 200


def test_the_demonstration_shows_who_holds_facts(settings):
    settings.DEMO = True
    actions.create_account(email="noe@exemple.org", name="Noé Petit", by=None)
    house.facts.add("test", Fact(("delegate",), lambda user: [("delegate", 1)] if user.name.startswith("Noé") else []))
    try:
        page = browser().get("/demonstration/").content.decode()
    finally:
        del house.facts._items["test"]
    assert "Personne déléguée d’un membre" in page
    assert "Noé Petit" in page


def test_the_demonstration_signs_in_nobody_but_its_cast(settings):
    settings.DEMO = True
    real = person("Réelle", "director")
    for number in (real.pk, "", "x", 10**6):
        client = browser()
        assert client.post("/demonstration/", {"user": number}).status_code == 404
        assert not signed_in(client)


def test_outside_a_demonstration_there_is_no_such_door():
    demo.write()
    amina = User.objects.get(name="Amina Sarr")
    client = browser()
    assert client.get("/demonstration/").status_code == 404
    assert client.post("/demonstration/", {"user": amina.pk}).status_code == 404
    assert not signed_in(client)
    assert "/demonstration/" not in client.get("/compte/connexion/").content.decode()


def test_a_function_that_shows_takes_nothing_sent(client):
    _hélène, auditor = protected("Hélène", "auditor")
    assert auditor.get("/gestion/roles/").status_code == 200
    assert auditor.post("/gestion/roles/").status_code == 405
    assert auditor.post("/gestion/comptes/inviter/", {"name": "X", "email": "x@reseau.org"}).status_code == 403
    assert not User.objects.filter(email="x@reseau.org").exists()
