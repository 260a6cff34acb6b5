"""Consents: double agreement, one click to leave, a proof that outlives the address."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from maillage.audit.models import Entry
from maillage.messages import consents, jobs, outbox
from maillage.messages.enums import Channel, ConsentPurpose
from maillage.messages.models import Consent, Message
from tests import cast

pytestmark = pytest.mark.django_db
NEWS = ConsentPurpose.NEWSLETTER


def asked(address="lea@exemple.org", language="fr"):
    return consents.ask(purpose=NEWS, address=address, language=language)


def path(url):
    return "/" + url.split("/", 3)[3]


def confirm_path(consent):
    return path(consents.url("messages:confirm", consent, consents.CONFIRM))


def test_asking_gives_nothing_and_writes_once_a_day():
    first = asked()
    assert asked("LEA@exemple.org") == first
    assert Message.objects.count() == 1
    assert not consents.is_given(address="lea@exemple.org", purpose=NEWS)


def test_an_impossible_address_is_refused():
    with pytest.raises(ValidationError):
        asked("lea")


def test_the_link_opens_a_button_and_the_button_confirms(client):
    consent = asked()
    page = confirm_path(consent)
    assert "Confirmer" in client.get(page).content.decode()
    assert not consents.is_given(address="lea@exemple.org", purpose=NEWS)
    response = client.post(page)
    assert "Merci" in response.content.decode()
    assert not response.cookies
    assert consents.is_given(address="Lea@exemple.org", purpose=NEWS)
    client.post(page)
    assert Entry.objects.filter(verb="consent.given").count() == 1
    assert "lea" not in Entry.objects.get(verb="consent.given").label


def test_one_click_is_enough(client):
    consent = consents.confirm(consent=asked())
    headers = consents.headers(consent)
    url = headers["List-Unsubscribe"].strip("<>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    enforcing = type(client)(enforce_csrf_checks=True)
    response = enforcing.post(path(url), "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert response.status_code == 200
    assert not response.cookies
    assert not consents.is_given(address="lea@exemple.org", purpose=NEWS)


def test_opening_the_link_withdraws_nothing(client):
    consent = consents.confirm(consent=asked())
    response = client.get(path(consents.unsubscribe_url(consent)))
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert consents.is_given(address="lea@exemple.org", purpose=NEWS)


def test_it_answers_in_the_language_of_the_person(client):
    consent = asked(language="es")
    response = client.get(path(consents.unsubscribe_url(consent)))
    assert response.headers["Content-Language"] == "es"
    assert 'lang="es"' in response.content.decode()


@pytest.mark.parametrize("name", ["desinscription", "confirmer"])
def test_a_forged_link_is_not_found(client, name):
    consent = asked()
    assert client.get(f"/{name}/{consent.pk}:faux/").status_code == 404
    assert client.post(f"/{name}/{consent.pk}:faux/").status_code == 404


def test_one_link_does_not_serve_for_the_other(client):
    consent = asked()
    token = consents.unsubscribe_url(consent).rsplit("/", 2)[1]
    assert client.post(f"/confirmer/{token}/").status_code == 404


def test_a_link_of_confirmation_ages(client, monkeypatch):
    page = confirm_path(asked())
    monkeypatch.setattr(consents, "CONFIRM_WITHIN", -1)
    assert client.get(page).status_code == 404


def test_a_withdrawn_consent_is_not_confirmed_again(client):
    consent = asked()
    page = confirm_path(consent)
    consents.withdraw(consent=consent, channel=Channel.WEB, by=None)
    assert "Rien n’a été enregistré" in client.post(page).content.decode()
    assert asked() != consent


def test_a_paper_is_a_proof_too():
    amina = cast.user("Amina", "director")
    person = cast.user("Bruno")
    consent = consents.give(
        purpose=ConsentPurpose.IMAGE, channel=Channel.PAPER, text_version="2026-11", by=amina, about=person
    )
    assert consent.is_given
    assert consent.recorded_by == amina.pk
    again = consents.give(
        purpose=ConsentPurpose.IMAGE, channel=Channel.WEB, text_version="2027", by=amina, about=person
    )
    assert again == consent
    assert Consent.objects.get().text_version == "2026-11"


def test_a_consent_of_nobody_is_refused():
    with pytest.raises(ValidationError):
        consents.give(purpose=NEWS, channel=Channel.PAPER, text_version="1", by=None)


def test_erasing_keeps_the_proof_without_the_address():
    consent = consents.confirm(consent=asked())
    assert consents.forget(address="lea@exemple.org", by=None) == 1
    consent.refresh_from_db()
    assert (consent.address, consent.name) == ("", "")
    assert consent.address_hash == consents.fingerprint("LEA@exemple.org")
    assert consent.withdrawn_at
    assert not consents.is_given(address="lea@exemple.org", purpose=NEWS)


def test_a_request_without_an_answer_is_forgotten():
    consent = asked()
    Consent.objects.update(asked_at=now() - timedelta(days=31))
    jobs.purge()
    assert not Consent.objects.filter(pk=consent.pk).exists()


def test_the_form_of_the_site(client):
    page = client.get("/fr/infolettre/")
    assert page.status_code == 200
    assert not page.cookies
    response = type(client)(enforce_csrf_checks=True).post("/fr/infolettre/", {"address": "lea@exemple.org"})
    assert "confirmer votre inscription" in response.content.decode()
    assert not response.cookies
    assert client.post("/fr/infolettre/", {"address": "lea"}).status_code == 422
    assert outbox.was_sent(f"consent:{Consent.objects.get().pk}:{now().date().isoformat()}")


def test_who_sees_consents():
    asked("bruno@exemple.org")
    asked()
    assert Consent.objects.visible_to(cast.user("Bruno")).count() == 1
    assert Consent.objects.visible_to(cast.user("Amina", "director")).count() == 2
