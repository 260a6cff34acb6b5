"""Signing: one address once, by a button and never by a link, counted exactly, lost when the letter comes back."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from maillage.campaigns import actions, jobs
from maillage.campaigns.enums import BlockState, SignatureState
from maillage.campaigns.figures import recount
from maillage.campaigns.models import AddressBlock, Petition, Signature
from maillage.core import pagecache
from maillage.messages import actions as letters
from maillage.messages import consents
from maillage.messages.enums import ConsentPurpose, State
from maillage.messages.models import Consent, Message
from tests import networks
from tests.factories import campaigns as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _csi():
    networks.install("csi")
    caches["memory"].clear()


def post(client, petition, email="lea@exemple.org", **data):
    return client.post(reverse("site:petition_sign", args=[petition.pk]), {"name": "Léa Roy", "email": email, **data})


def link(message, part):
    return re.search(rf"https?://[^/\s]+(/petition/{part}/\S+)", message.text)[1]


def last_letter():
    return Message.objects.latest("pk")


def seen(client, petition):
    """The page as it is now: in a test nothing commits, so the page cache is not told."""
    pagecache.store.clear()
    return client.get(petition.public_url).content.decode()


def test_one_page_one_sending_one_button(client):
    petition = make.petition()
    page = client.get(petition.public_url)
    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    assert "csrf" not in page.content.decode()
    answer = post(client, petition, area="h2x 1y4", message="Merci")
    assert answer.status_code == 302
    assert client.get(answer.url).status_code == 200
    row = Signature.objects.get()
    assert (row.state, row.area, row.region) == ("pending", "H2X 1Y4", "06")
    assert make.tally(petition) == (0, 0)
    url = link(last_letter(), "confirmer")
    assert "Confirmer ma signature" in client.get(url).content.decode()
    assert make.tally(petition) == (0, 0)
    done = client.post(url)
    assert "Votre signature est confirmée" in done.content.decode()
    assert done.headers["Cache-Control"] == "private, no-store"
    assert make.tally(petition) == recount(petition) == (1, 0)
    assert ">1</strong> signature" in seen(client, petition)


def test_programs_that_open_links_change_nothing(client):
    petition = make.petition()
    post(client, petition)
    letter = last_letter()
    for part in ("confirmer", "pas-moi"):
        url = link(letter, part)
        for verb in (client.get, client.head, client.options, client.get):
            assert verb(url).status_code == 200
    assert Signature.objects.get().state == SignatureState.PENDING
    assert client.get(reverse("site:petition_sign", args=[petition.pk])).status_code == 302
    assert Signature.objects.count() == 1


def test_no_cross_site_token_is_asked():
    """The page is kept by caches: it cannot hold one. Nothing is done in anyone's name, so nothing needs one."""
    petition = make.petition()
    enforcing = Client(enforce_csrf_checks=True)
    assert post(enforcing, petition).status_code == 302
    assert enforcing.post(link(last_letter(), "confirmer")).status_code == 200
    assert make.tally(petition) == (1, 0)


def test_a_double_click_and_two_tabs_are_one_signature_and_one_letter(client):
    petition = make.petition()
    for _n in range(3):
        assert post(client, petition).status_code == 302
    assert Signature.objects.count() == Message.objects.count() == 1
    url = link(last_letter(), "confirmer")
    for _n in range(3):
        assert client.post(url).status_code == 200
    assert make.tally(petition) == (1, 0)


@pytest.mark.parametrize("other", ["LEA@exemple.org", "lea+petition@exemple.org", " lea@EXEMPLE.ORG "])
def test_one_mailbox_signs_once(client, other):
    petition = make.petition()
    make.signed(petition, "lea@exemple.org")
    answer = post(client, petition, other)
    assert answer.status_code == 302
    assert answer.url == post(client, petition, "neuve@exemple.org").url  # the page says the same to both
    assert Signature.objects.filter(state="confirmed").count() == 1
    assert Message.objects.filter(subject__startswith="Vous aviez déjà signé").count() == 1
    assert make.tally(petition) == (1, 0)


def test_dots_are_the_same_mailbox_where_they_are():
    petition = make.petition()
    assert make.asked(petition, "lea.roy@gmail.com").pk == make.asked(petition, "l.e.a.roy@googlemail.com").pk
    assert make.asked(petition, "lea.roy@exemple.org").pk != make.asked(petition, "learoy@exemple.org").pk


def test_one_petition_does_not_know_another():
    one, two = make.petition(), make.petition()
    first, second = make.signed(one, "lea@exemple.org"), make.signed(two, "lea@exemple.org")
    assert first.fingerprint != second.fingerprint
    assert make.tally(one) == make.tally(two) == (1, 0)


def test_it_was_not_me(client):
    petition = make.petition()
    post(client, petition, wants_news="on")
    letter = last_letter()
    client.post(link(letter, "confirmer"))
    assert consents.is_given(address="lea@exemple.org", purpose=ConsentPurpose.NEWSLETTER)
    assert "Ce n’était pas vous" in client.get(link(letter, "pas-moi")).content.decode()
    assert make.tally(petition) == (1, 0)
    assert "C’est fait" in client.post(link(letter, "pas-moi")).content.decode()
    row = Signature.objects.get()
    assert (row.state, row.name, row.email) == ("disowned", "", "")
    assert make.tally(petition) == recount(petition) == (0, 0)
    assert not consents.is_given(address="lea@exemple.org", purpose=ConsentPurpose.NEWSLETTER)
    before = Message.objects.count()
    assert post(client, petition).status_code == 302  # said the same, and nothing leaves
    assert Message.objects.count() == before
    assert client.post(link(letter, "confirmer")).status_code == 200
    assert make.tally(petition) == (0, 0)
    client.post(link(letter, "pas-moi"))
    assert make.tally(petition) == (0, 0)


def test_a_forged_link_is_not_found(client):
    petition = make.petition()
    post(client, petition)
    token = link(last_letter(), "confirmer").split("/")[3]
    for url in ("/petition/confirmer/faux/", f"/petition/pas-moi/{token}/", "/petition/confirmer/1:2:3/"):
        assert client.post(url).status_code == 404
    assert Signature.objects.get().state == "pending"


def test_a_letter_that_comes_back_lowers_the_count():
    petition = make.petition()
    row = make.signed(petition)
    make.signed(petition)
    Message.objects.filter(pk=row.mail).update(state=State.BOUNCED)  # the server said it
    assert jobs.count_bounces() == 1
    assert make.tally(petition) == recount(petition) == (1, 0)
    assert jobs.count_bounces() == 0
    again = make.asked(petition, row.email, name="Autre nom")
    assert again.state == "pending"
    assert jobs.count_bounces() == 0  # the old letter says nothing of the new one
    actions.confirm_signature(signature=again)
    assert make.tally(petition) == (2, 0)


def test_a_return_noted_by_hand_is_seen_at_once():
    petition = make.petition()
    row = make.signed(petition)
    message = Message.objects.get(pk=row.mail)
    Message.objects.filter(pk=row.mail).update(state=State.SENT, sent_at=now())
    letters.note_bounce(message=message, reason="Boîte inconnue", by=None)
    assert make.tally(petition) == (0, 0)


def test_ten_thousand_signatures_of_one_corner_leave_and_come_back_together(django_assert_max_num_queries):
    petition = make.petition()
    make.signed(petition, origin="198.51.100.1")
    make.asked(petition, origin="203.0.113.9")
    block = AddressBlock.objects.latest("pk")
    make.many(petition, 10_000, block)
    AddressBlock.objects.filter(pk=block.pk).update(seen=10_001)
    make.signed(petition, origin="203.0.113.200")  # the same /24
    block.refresh_from_db()
    assert block.state == BlockState.FLAGGED
    with django_assert_max_num_queries(16):
        assert actions.set_block_aside(block=block, reason="Une machine", by=None) == 10_001
    assert make.tally(petition) == recount(petition) == (1, 0)
    late = make.signed(petition, origin="203.0.113.5")
    assert late.state == SignatureState.ASIDE
    assert actions.admit_block(block=block, reason="C’était un lycée", by=None) == 10_002
    assert make.tally(petition) == recount(petition) == (10_003, 0)


def test_a_hall_may_sign_and_a_machine_may_not(client):
    petition = make.petition()
    for n in range(20):
        assert post(client, petition, f"salle{n}@exemple.org").status_code == 302
    refused = post(client, petition, "salle21@exemple.org")
    assert refused.status_code == 429
    assert "réessayez dans quelques secondes" in refused.content.decode()
    assert 'value="salle21@exemple.org"' in refused.content.decode()
    assert "Set-Cookie" not in refused.headers


@pytest.mark.parametrize("data", [
    {"name": ""}, {"name": "Gagnez ici http://pub.example"}, {"name": "x" * 10_000}, {"email": "lea"},
    {"name": "a\x00b"}, {"message": "m" * 10_000}, {"email": "lea@exemple.org\nBcc: x@y.z"}, {"area": "9" * 900},
])  # fmt: skip
def test_bad_input_is_told_and_kept(client, data):
    petition = make.petition()
    values = {"name": "Léa Roy", "email": "lea@exemple.org", **data}
    answer = client.post(reverse("site:petition_sign", args=[petition.pk]), values)
    assert answer.status_code == 422
    assert not Signature.objects.exists()
    assert not Message.objects.exists()


def test_a_machine_that_fills_every_field_signs_nothing(client):
    assert post(client, make.petition(), site="https://pub.example").status_code == 302
    assert not Signature.objects.exists()


def test_consent_is_apart_unticked_and_provable(client):
    petition = make.petition()
    page = client.get(petition.public_url).content.decode()
    box = re.search(r"<input[^>]*name=\"wants_news\"[^>]*>", page)[0]
    assert "checked" not in box
    post(client, petition, "sans@exemple.org")
    client.post(link(last_letter(), "confirmer"))
    assert not Consent.objects.exists()
    post(client, petition, "avec@exemple.org", wants_news="on")
    assert not Consent.objects.exists()
    client.post(link(last_letter(), "confirmer"))
    proof = Consent.objects.get()
    assert proof.is_given
    assert proof.address == "avec@exemple.org"
    assert "lettre d’information" in proof.wording


def test_a_closed_petition_is_not_signed(client):
    petition = make.petition()
    row = make.asked(petition)
    actions.close_petition(petition=petition, by=None)
    assert post(client, petition).status_code == 409
    assert "n’est plus ouverte" in seen(client, petition)
    actions.confirm_signature(signature=row)  # asked in time
    assert make.tally(petition) == (1, 0)


def test_a_petition_closes_by_itself_after_its_last_day():
    petition = make.petition()
    Petition.objects.filter(pk=petition.pk).update(closes_on=localdate() - timedelta(days=1))
    with pytest.raises(ValidationError):
        make.asked(petition)
    assert jobs.close_due() == 1
    assert make.fresh(petition).state == "closed"


def test_the_text_changes_in_versions(client):
    petition = make.petition(words={"fr": ("Titre", "Ancien texte")})
    actions.rewrite_petition(petition=petition, words={"fr": ("Titre", "Texte relu")}, by=None)
    assert petition.texts.count() == 1  # nobody signed yet
    before = make.signed(petition)
    actions.rewrite_petition(petition=petition, words={"fr": ("Titre", "Nouveau texte")}, changed="Un délai", by=None)
    after = make.signed(petition)
    assert (before.version.number, after.version.number) == (1, 2)
    page = client.get(petition.public_url).content.decode()
    assert "Nouveau texte" in page
    assert "Version 2" in page
    assert "Un délai" in page
    assert make.fresh(before).version.wordings.get().body == "Texte relu"


def test_the_cached_page_follows_each_signature(client, django_capture_on_commit_callbacks):
    petition = make.petition()
    client.get(petition.public_url)
    with django_capture_on_commit_callbacks(execute=True):
        make.signed(petition)
    assert ">1</strong> signature" in client.get(petition.public_url).content.decode()


def test_names_are_shown_to_everyone_by_choice_alone(client):
    petition = make.petition()
    make.signed(petition, name="Nom Discret")
    shown = make.signed(petition, name="Nom Montré", shows_name=True)
    page = client.get(petition.public_url).content.decode()
    assert "Nom Montré" in page
    assert "Nom Discret" not in page
    actions.hide_name(signature=shown, by=None)
    assert "Nom Montré" not in seen(client, petition)


def test_the_public_page_counts_nothing(client, django_assert_max_num_queries):
    petition = make.petition()
    make.many(petition, 1500)
    client.get(petition.public_url)
    caches["memory"].clear()
    with django_assert_max_num_queries(14) as seen:
        client.get(petition.public_url + "?x=1")
    assert not [q for q in seen.captured_queries if "COUNT(" in q["sql"].upper()]


def test_what_nobody_confirms_is_forgotten():
    petition = make.petition()
    row = make.asked(petition)
    kept = make.signed(petition)
    Signature.objects.update(asked_at=now() - timedelta(days=15))
    jobs.purge()
    assert list(Signature.objects.all()) == [kept]
    assert not Message.objects.filter(about_id=str(row.pk)).exclude(to="").exists()


def test_a_corner_of_the_internet_is_kept_thirty_days():
    petition = make.petition()
    row = make.signed(petition)
    AddressBlock.objects.update(created_at=now() - timedelta(days=31))
    jobs.purge()
    assert not AddressBlock.objects.exists()
    assert make.fresh(row).state == "confirmed"
