"""The outbox in Gestion, letters to a group, and the letters of the demonstration."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from maillage.core.registry import house
from maillage.messages import actions, outbox, registrations
from maillage.messages.actions import Recipient
from maillage.messages.models import Mailing, Message
from tests import cast

pytestmark = pytest.mark.django_db
GROUP = [Recipient("a@exemple.org", "Ana", "es"), Recipient("A@exemple.org", "Ana bis"), Recipient("", "Sans"),
         Recipient("b@exemple.org", "Bob", "en")]  # fmt: skip


def text(response):
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def letter(**others):
    values = {"to": "bruno@exemple.org", "subject": "Cotisation 2027", "text": "Texte lisible", "purpose": "billing"}
    return outbox.send(**{**values, **others})


@pytest.fixture
def amina():
    return cast.user("Amina", "director")


def test_the_outbox_and_a_message(amina):
    message = letter()
    browser = cast.browser(amina)
    assert "Cotisation 2027" in text(browser.get("/gestion/messages/"))
    assert "Texte lisible" in text(browser.get(f"/gestion/messages/{message.pk}/"))
    assert "Aucune ligne" in text(browser.get("/gestion/messages/?etat=failed"))
    assert "Cotisation" in text(browser.get("/gestion/messages/?motif=billing&q=bruno"))


def test_what_opens_a_door_is_read_by_nobody_else(amina):
    message = letter(purpose="account", text="Votre code : 98765")
    page = text(cast.browser(amina).get(f"/gestion/messages/{message.pk}/"))
    assert "98765" not in page
    assert "seule la personne" in page


@pytest.mark.parametrize("path", ["messages/", "ecrire/"])
def test_others_are_refused(path):
    assert cast.browser(None).get(f"/gestion/{path}").status_code == 302
    assert cast.browser(cast.user("Bruno")).get(f"/gestion/{path}").status_code == 403


def test_the_auditor_reads_and_changes_nothing():
    message = letter(to="pas une adresse")
    browser = cast.browser(cast.user("Vera", "auditor"))
    assert browser.get(f"/gestion/messages/{message.pk}/").status_code == 200
    assert browser.post(f"/gestion/messages/{message.pk}/renvoyer/").status_code == 403


def failed():
    message = letter()
    Message.objects.filter(pk=message.pk).update(state="failed", error="550")
    message.refresh_from_db()
    return message


def test_retry(amina):
    message = failed()
    browser = cast.browser(amina)
    assert browser.get(f"/gestion/messages/{message.pk}/renvoyer/").status_code == 200
    assert browser.post(f"/gestion/messages/{message.pk}/renvoyer/").status_code == 302
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == ("queued", 0, "")


def test_what_cannot_be_sent_again_is_refused(amina):
    browser = cast.browser(amina)
    queued, purged = letter(), failed()
    Message.objects.filter(pk=purged.pk).update(purged_at=now())
    impossible = letter(to="pas une adresse")
    for message in (queued, purged):
        assert browser.post(f"/gestion/messages/{message.pk}/renvoyer/").status_code == 409
    assert browser.post(f"/gestion/messages/{impossible.pk}/renvoyer/").status_code == 422
    for message in (queued, purged, impossible):
        message.refresh_from_db()
        with pytest.raises(ValidationError):
            actions.retry(message=message, by=amina)


def test_noting_a_return_then_dealing_with_it(amina):
    message = letter()
    browser = cast.browser(amina)
    assert browser.post(f"/gestion/messages/{message.pk}/retour/", {"reason": "x"}).status_code == 409
    Message.objects.filter(pk=message.pk).update(state="sent", sent_at=now())
    assert browser.post(f"/gestion/messages/{message.pk}/retour/", {}).status_code == 422
    assert browser.post(f"/gestion/messages/{message.pk}/retour/", {"reason": "boîte inconnue"}).status_code == 302
    assert [item.tone for item in registrations.waiting(amina)] == ["er"]
    assert browser.post(f"/gestion/messages/{message.pk}/traite/").status_code == 302
    assert list(registrations.waiting(amina)) == []


def test_many_can_be_sent_again(amina):
    one, other = failed(), letter()
    data = {"verb": "retry", "ids": [one.pk, other.pk], "confirmed": "1"}
    page = cast.browser(amina).post("/gestion/messages/", data, follow=True)
    assert "1 message repart" in text(page)


def test_a_group_is_written_to_once_each(amina, django_capture_on_commit_callbacks):
    mailing = actions.draft_to(recipients=GROUP, by=amina)
    assert len(mailing.recipients) == 2
    browser = cast.browser(amina)
    page = f"/gestion/ecrire/{mailing.pk}/"
    assert "2 destinataires" in text(browser.get(page))
    assert browser.post(page + "modifier/", {"subject": "", "text": "", "version": "1"}).status_code == 422
    data = {"subject": "Bonjour {nom}", "text": "Chère {nom},\n\nvoici.", "version": "1"}
    assert browser.post(page + "modifier/", data).status_code == 302
    assert "Chère Ana" in text(browser.get(page))
    assert "2 messages partent" in text(browser.get(page + "envoyer/"))
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(page + "envoyer/").status_code == 302
    assert sorted(Message.objects.values_list("to", "subject", "language", "reply_to")) == [
        ("a@exemple.org", "Bonjour Ana", "es", amina.email), ("b@exemple.org", "Bonjour Bob", "en", amina.email),
    ]  # fmt: skip
    assert browser.post(page + "envoyer/").status_code == 409
    assert browser.get(page + "modifier/").status_code == 404


def test_groups_that_cannot_be_written_to(amina, monkeypatch):
    with pytest.raises(ValidationError, match="adresse courriel"):
        actions.draft_to(recipients=[Recipient("", "Sans")], by=amina)
    with pytest.raises(ValidationError, match="objet"):
        actions.write_to(recipients=GROUP, subject=" ", text="x", by=amina)
    monkeypatch.setattr(actions, "MAX_RECIPIENTS", 1)
    with pytest.raises(ValidationError, match="au plus"):
        actions.draft_to(recipients=GROUP, by=amina)


def test_a_letter_being_written_is_its_authors(amina):
    mailing = actions.draft_to(recipients=GROUP, by=amina)
    other = cast.browser(cast.user("Odile", "membership_officer"))
    assert other.get(f"/gestion/ecrire/{mailing.pk}/").status_code == 404
    assert other.post(f"/gestion/ecrire/{mailing.pk}/envoyer/").status_code == 404
    assert Mailing.objects.visible_to(amina).count() == 1


def test_the_letters_of_the_demonstration(settings, client):
    message = letter(text="Voici https://reseau.example/x", html="<p>Mise en page</p><script>alert(1)</script>")
    for path in ("", f"{message.pk}/", f"{message.pk}/lettre/"):
        settings.DEMO = False
        assert client.get(f"/courrier/{path}").status_code == 404
        settings.DEMO = True
        assert client.get(f"/courrier/{path}").status_code == 200
    assert 'href="https://reseau.example/x"' in client.get(f"/courrier/{message.pk}/").content.decode()
    policy = client.get(f"/courrier/{message.pk}/lettre/").headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy


def test_the_check_warns_without_a_server(settings, monkeypatch):
    settings.DEMO = False
    letter()
    assert [level for level, _text in registrations.check()] == ["warning", "warning"]
    monkeypatch.setenv("MAILLAGE_SMTP_URL", "smtp://u:secret@mail.org")
    found = list(registrations.check())
    assert [level for level, _text in found] == ["ok", "ok"]
    assert "secret" not in str(found)
    monkeypatch.setenv("MAILLAGE_SMTP_URL", "mail.org")
    assert [level for level, _text in registrations.check()] == ["error"]


def test_a_persons_data_are_given_and_erased():
    bruno = cast.user("Bruno")
    letter()
    given = house.personal_data.get("messages").export(bruno)
    assert "Cotisation 2027" in str(given)
    house.personal_data.get("messages").erase(bruno, by=None)
    assert "Cotisation 2027" not in str(house.personal_data.get("messages").export(bruno))
    assert Message.objects.get().purged_at


def test_the_list_asks_the_same_number_of_questions_whatever_its_length(amina, django_assert_max_num_queries):
    for _turn in range(30):
        letter()
    browser = cast.browser(amina)
    browser.get("/gestion/messages/")
    with django_assert_max_num_queries(30):
        browser.get("/gestion/messages/")
