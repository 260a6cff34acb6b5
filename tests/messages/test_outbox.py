"""The outbox: once per key, claimed by one, retried with patience, secrets not kept."""

import smtplib
import threading
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, connections
from django.utils.timezone import now

from maillage.core.registry import Attachment, house
from maillage.messages import gateway, jobs, outbox
from maillage.messages.models import LEASE, Message

pytestmark = pytest.mark.django_db
BACKEND = "maillage.messages.backend.OutboxBackend"
SMTP = gateway.Smtp("localhost", 1025, tls="none")


class Server(BaseEmailBackend):
    """A mail server that keeps what it receives, or refuses as asked."""

    def __init__(self, error=None):
        super().__init__()
        self.received, self.error = [], error

    def send_messages(self, messages):
        if self.error:
            raise self.error
        self.received.extend(messages)
        return len(messages)


@pytest.fixture
def server(monkeypatch, settings):
    settings.DEMO = False
    one = Server()
    monkeypatch.setattr(gateway, "configured", lambda: SMTP)
    monkeypatch.setattr(gateway, "connection", lambda smtp: one)
    return one


def write(**others):
    values = {"to": "bruno@exemple.org", "subject": "Bonjour", "text": "Texte", "purpose": "team"}
    return outbox.send(**{**values, **others})


def again(message):
    message.refresh_from_db()
    return message


def test_a_key_is_used_once():
    assert write(key="a") is not None
    assert write(key="a") is None
    assert Message.objects.count() == 1
    assert outbox.was_sent("a")


def test_without_a_key_each_call_writes():
    write()
    write()
    assert Message.objects.count() == 2


def test_nobody_to_write_to_is_no_message():
    assert write(to="") is None
    assert write(to="  ") is None


@pytest.mark.parametrize("address", ["pas une adresse", "a@b\nBcc: c@d.org", "x" * 250 + "@exemple.org"])
def test_an_impossible_address_is_seen_as_failed(address):
    message = write(to=address)
    assert message.state == "failed"
    assert message.error


def test_it_leaves_after_the_commit(server, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        message = write(reply_to="amina@exemple.org", language="fr", headers={"List-Unsubscribe": "<https://x.org>"})
        assert not server.received
    [mail] = server.received
    assert mail.to == ["bruno@exemple.org"]
    assert mail.reply_to == ["amina@exemple.org"]
    assert mail.message()["List-Unsubscribe"] == "<https://x.org>"
    assert mail.message()["Auto-Submitted"] == "auto-generated"
    message = again(message)
    assert (message.state, message.attempts) == ("sent", 1)
    assert message.sent_at


def test_sent_again_by_a_second_job_it_does_not_leave(server):
    message = write()
    assert jobs.deliver(message.pk) == "sent"
    assert jobs.deliver(message.pk) == "not mine"
    assert len(server.received) == 1


def test_a_claim_of_someone_alive_is_respected_and_a_dead_one_expires(server):
    message = write()
    assert Message.objects.claim(message.pk, now())
    assert jobs.deliver(message.pk) == "not mine"
    Message.objects.filter(pk=message.pk).update(claimed_at=now() - LEASE - timedelta(seconds=1))
    assert jobs.deliver(message.pk) == "sent"


def test_killed_after_acceptance_it_leaves_again_under_the_same_name(server, monkeypatch):
    """The one spot where « at least once » shows: the Message-ID is then the same."""
    message = write()
    monkeypatch.setattr(jobs, "note", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        jobs.deliver(message.pk)
    monkeypatch.undo()
    Message.objects.filter(pk=message.pk).update(claimed_at=now() - LEASE)
    jobs.settle(message.pk, server)
    assert len(server.received) == 2
    assert len({mail.message()["Message-ID"] for mail in server.received}) == 1


def test_without_a_server_it_waits(settings, monkeypatch):
    settings.DEMO = False
    monkeypatch.setattr(gateway, "configured", lambda: None)
    message = write()
    assert jobs.deliver(message.pk) == "no server"
    assert jobs.send_waiting() == 0
    assert (again(message).state, message.attempts) == ("queued", 0)


def test_a_bad_address_of_server_loses_nothing(settings, monkeypatch):
    settings.DEMO = False
    monkeypatch.setenv("MAILLAGE_SMTP_URL", "http://ailleurs")
    message = write()
    assert jobs.deliver(message.pk) == "no server"
    assert jobs.send_waiting() == 0
    assert again(message).state == "queued"


def test_too_long_without_a_server_it_does_not_leave_alone(server):
    message = write()
    old = now() - timedelta(days=4)
    Message.objects.filter(pk=message.pk).update(created_at=old, due_at=old)
    assert jobs.deliver(message.pk) == "failed"
    assert not server.received


def test_a_server_away_is_tried_again_later_and_given_up_at_last(server):
    server.error = ConnectionRefusedError("non")
    message = write()
    assert jobs.deliver(message.pk) == "later"
    message = again(message)
    assert message.state == "queued"
    assert message.due_at > now() + timedelta(minutes=1)
    assert "ConnectionRefusedError" in message.error
    assert jobs.send_waiting() == 0
    Message.objects.filter(pk=message.pk).update(attempts=jobs.MAX_ATTEMPTS - 1, due_at=now())
    assert jobs.deliver(message.pk) == "failed"


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"b": (550, b"unknown")}), "bounced"),
        (smtplib.SMTPRecipientsRefused({"b": (451, b"greylisted")}), "queued"),
        (smtplib.SMTPDataError(554, b"spam"), "failed"),
        (smtplib.SMTPDataError(452, b"later"), "queued"),
        (smtplib.SMTPSenderRefused(553, b"who", "a"), "failed"),
        (smtplib.SMTPAuthenticationError(535, b"no"), "queued"),
        (TimeoutError(), "queued"),
    ],
)
def test_what_the_server_says_decides(server, error, state):
    server.error = error
    message = write()
    jobs.deliver(message.pk)
    assert again(message).state == state


def test_the_job_of_each_minute_finds_what_the_queue_lost(server):
    write()
    write(to="autre@exemple.org")
    assert jobs.send_waiting() == 2
    assert jobs.send_waiting() == 0


def test_in_demonstration_nothing_leaves(settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr(gateway, "connection", lambda smtp: pytest.fail("a mail left"))
    monkeypatch.setenv("MAILLAGE_SMTP_URL", "smtp://vrai.exemple.org")
    message = write(purpose="account")
    jobs.deliver(message.pk)
    message = again(message)
    assert message.state == "sent"
    assert message.text


def test_django_mail_goes_through_and_what_opens_a_door_does_not_stay(server, settings):
    settings.EMAIL_BACKEND = BACKEND
    EmailMultiAlternatives("Code", "Votre code : 1234", to=["a@exemple.org"], cc=["b@exemple.org"]).send()
    assert Message.objects.count() == 2
    message = Message.objects.first()
    assert message.is_secret
    assert "1234" in message.text
    assert "<html" in message.html
    jobs.deliver(message.pk)
    message = again(message)
    assert (message.text, message.html) == ("", "")
    assert "1234" in server.received[0].body


def test_an_attached_file_is_refused_by_the_backend(settings):
    settings.EMAIL_BACKEND = BACKEND
    mail = EmailMessage("Objet", "Texte", to=["a@exemple.org"])
    mail.attach("a.txt", "x", "text/plain")
    with pytest.raises(ValueError, match="attachments"):
        mail.send()


def test_a_file_is_joined_when_it_leaves(server, monkeypatch):
    monkeypatch.setitem(house.attachments._items, "essai", lambda pk: Attachment("f.pdf", "application/pdf", b"%PDF"))
    jobs.deliver(write(attachments=["essai:1"]).pk)
    assert server.received[0].attachments[0][0] == "f.pdf"


@pytest.mark.parametrize("reference", ["inconnu:1", "document:rien"])
def test_a_missing_file_fails_in_sight(server, reference):
    message = write(attachments=[reference])
    jobs.deliver(message.pk)
    message = again(message)
    assert message.state == "failed"
    assert reference in message.error


def test_old_texts_are_erased_and_their_keys_stay(server):
    old, young = write(key="vieux"), write()
    jobs.deliver(old.pk)
    Message.objects.filter(pk=old.pk).update(created_at=now() - timedelta(days=91))
    assert jobs.purge() == 1
    assert jobs.purge() == 0
    old = again(old)
    assert (old.text, old.to, old.subject) == ("", "", "")
    assert write(key="vieux") is None
    assert again(young).text


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://u:p%40s@mail.org", gateway.Smtp("mail.org", 587, "u", "p@s", "starttls")),
        ("smtp://mail.org:25?starttls=no", gateway.Smtp("mail.org", 25, tls="none")),
        ("smtps://u:p@mail.org", gateway.Smtp("mail.org", 465, "u", "p", "tls")),
        ("smtp://localhost:1025", gateway.Smtp("localhost", 1025, tls="none")),
    ],
)
def test_the_address_of_the_server(url, expected, monkeypatch, tmp_path):
    assert gateway.parse(url) == expected
    file = tmp_path / "smtp"
    file.write_text(url + "\n")
    monkeypatch.setenv("MAILLAGE_SMTP_URL_FILE", str(file))
    assert gateway.configured() == expected


@pytest.mark.parametrize("url", ["mail.org", "http://mail.org", "smtp://", "smtp://u:secret@h:port", "smtp://[::"])
def test_a_bad_address_of_server_is_refused_without_its_password(url):
    with pytest.raises(gateway.BadSmtpUrl) as refusal:
        gateway.parse(url)
    assert "secret" not in str(refusal.value)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_many_at_once_with_one_key_write_one_message():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("needs a database that threads share")
    found = []

    def work():
        try:
            found.append(write(key="une"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([message for message in found if message]) == 1
    assert Message.objects.count() == 1
