"""Campaigns, sheets, delivery, calls: what is refused, what is kept, what is forgotten."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import override

from maillage.audit.models import Entry
from maillage.campaigns import actions, fingerprints, gestures, jobs, panels
from maillage.campaigns.areas import region_of
from maillage.campaigns.figures import recount
from maillage.campaigns.forms.petitions import read_names
from maillage.campaigns.models import Call, CallAnswer, PaperName, Petition, Signature, Tally
from maillage.core.registry import house
from maillage.files.models import Document
from maillage.messages.models import Message
from tests import cast, networks
from tests.factories import campaigns as make
from tests.factories import organisations as directory
from tests.matrix_rooms.campaigns import PAGE

pytestmark = pytest.mark.django_db
TODAY = localdate


@pytest.fixture(autouse=True)
def _csi():
    networks.install("csi")


def pdf(name="feuille.pdf"):
    return SimpleUploadedFile(name, PAGE, "application/pdf")


# Campaigns


def test_a_campaign_is_seen_once_open_and_never_hidden_again():
    row = make.campaign(opened=False)
    assert not type(row).objects.public().exists()
    row = actions.open_campaign(campaign=row, by=None)
    with pytest.raises(ValidationError):
        actions.open_campaign(campaign=row, by=None)
    row = actions.close_campaign(campaign=row, by=None)
    assert type(row).objects.public().get() == row


def test_a_campaign_does_not_end_while_something_of_it_is_open():
    petition = make.petition()
    with pytest.raises(ValidationError, match="encore ouverts"):
        actions.close_campaign(campaign=petition.campaign, by=None)


def test_taking_a_campaign_up_again():
    org = directory.organisation("Alliée")
    row = make.campaign(
        "Achats responsables", demands=[{"text": "Un bilan", "to": "la ville"}], text="Le texte",
        partners=[{"organisation": org}, {"name": "Un collectif"}],
        relays=[{"region": "05", "organisation": org}], starts_on=TODAY().replace(year=TODAY().year - 1, day=1),
        ends_on=None, translations=[{"language": "en", "title": "Buying fair"}],
    )  # fmt: skip
    make.petition(row)
    copy = actions.copy_campaign(campaign=row, title="Achats responsables, la suite", by=None)
    assert (copy.state, copy.text, copy.copied_from) == ("draft", "Le texte", row)
    assert copy.starts_on.year == TODAY().year
    assert [str(one) for one in copy.partners.all()] == ["Alliée", "Un collectif"]
    assert (copy.demands.count(), copy.relays.count(), copy.translations.count(), copy.petitions.count()) == (
        1,
        1,
        1,
        0,
    )


def test_what_a_person_does_not_see_of_a_campaign_stays():
    hidden = directory.organisation("Cachée", withheld=True, withheld_reason="menaces")
    row = make.campaign(partners=[{"organisation": hidden}, {"name": "Visible"}],
                        relays=[{"region": "05", "organisation": hidden}])  # fmt: skip
    officer = cast.user("Joseph", "activities_officer")
    actions.change_campaign(campaign=row, values={"partners": [{"name": "Autre"}], "relays": []}, by=officer)
    assert {str(one) for one in row.partners.all()} == {"Cachée", "Autre"}
    assert row.relays.count() == 1


def test_withheld_partners_are_nowhere_in_public(client):
    hidden = directory.organisation("Cachée", withheld=True, withheld_reason="menaces")
    private = directory.organisation("Discrète", is_public=False)
    row = make.campaign(partners=[{"organisation": hidden}, {"organisation": private}, {"name": "Visible"}],
                        relays=[{"region": "05", "organisation": hidden}])  # fmt: skip
    make.petition(row)
    page = client.get(row.public_url).content.decode()
    assert "Visible" in page
    assert "Cachée" not in page
    assert "Discrète" not in page
    assert "Estrie" not in page
    officer = cast.browser(cast.user("Joseph", "activities_officer"))  # without the right to what is withheld
    for name in ("detail", "edit"):
        assert "Cachée" not in officer.get(reverse(f"campaigns:{name}", args=[row.pk])).content.decode()
    director = cast.browser(cast.user("Amina", "director"))
    assert "Cachée" in director.get(reverse("campaigns:detail", args=[row.pk])).content.decode()
    entry = Entry.objects.filter(verb="campaign.changed").first()
    assert entry is None or "Cachée" not in str(entry.changes)


def test_a_partner_merged_into_another_is_that_other_one():
    old, new = directory.organisation("Ancienne"), directory.organisation("Nouvelle")
    row = make.campaign(partners=[{"organisation": old}], relays=[{"region": "05", "organisation": old}])
    old.state, old.merged_into = "merged", new
    old.save()
    assert row.partners.get().organisation == row.relays.get().organisation == new


def test_a_poster_to_take(client):
    row = make.campaign()
    document = actions.add_material(campaign=row, upload=pdf(), title="Affiche de rue", by=None)
    page = client.get(row.public_url).content.decode()
    assert "Affiche de rue" in page
    assert "octets" in page
    assert client.get(document.url).status_code == 200
    actions.remove_material(document=document, by=None)
    assert not Document.objects.visible_to(cast.user("Zoé")).about(row).exists()


# Gestures


def test_every_gesture_open_now_and_no_dead_link(client):
    petition = make.petition()
    make.call(petition.campaign, "host")
    late = make.call(petition.campaign)
    Call.objects.filter(pk=late.pk).update(until=TODAY() - timedelta(days=1))
    page = client.get(petition.campaign.public_url).content.decode()
    for group in gestures.open_now(petition.campaign_id):
        for one in group.gestures:
            assert one.url in page
            assert client.get(one.url).status_code == 200
    assert late.public_url not in page
    assert {group.kind for group in gestures.open_now(petition.campaign_id)} == {"sign", "host", "join"}
    assert "sign" not in {group.kind for group in gestures.open_now(make.campaign().pk)}


def test_nothing_open_is_said(client, monkeypatch):
    monkeypatch.setattr(house.gestures, "_items", {})
    page = client.get(reverse("site:gestures")).content.decode()
    assert "Rien n’est ouvert aujourd’hui" in page


def test_the_home_leads_to_what_is_open(client):
    petition = make.petition()
    page = client.get("/fr/").content.decode()
    assert reverse("site:gestures") in page
    assert petition.title in page


@pytest.mark.parametrize("language", ["fr", "en"])
def test_gestures_ask_a_flat_number_of_queries(django_assert_max_num_queries, language):
    def more(number):
        for _n in range(number):
            make.petition()
            make.call()
            make.call(kind="host")

    def asked():
        with override(language), django_assert_max_num_queries(14) as seen:
            gestures.open_now()
        return len(seen)

    more(2)
    gestures.open_now()  # the profile is read once a second
    few = asked()
    more(6)
    gestures.open_now()
    assert asked() <= few


# What is promised


def test_promises_are_kept():
    petition = make.petition(names_given="public")
    values = {"purge_on": petition.purge_on + timedelta(days=9)}
    assert actions.change_petition(petition=petition, values=values, by=None).purge_on == values["purge_on"]
    make.asked(petition)
    for wider in ({"purge_on": values["purge_on"] + timedelta(days=1)}, {"names_given": "all"}):
        with pytest.raises(ValidationError):
            actions.change_petition(petition=make.fresh(petition), values=wider, by=None)
    actions.change_petition(petition=make.fresh(petition), values={"names_given": "none"}, by=None)


def test_a_petition_opens_with_an_addressee_in_an_open_campaign():
    with pytest.raises(ValidationError, match="à qui"):
        make.petition(addressees=[])
    with pytest.raises(ValidationError, match="campagne"):
        make.petition(make.campaign(opened=False))


# Sheets


def test_a_sheet_counts_once_checked():
    petition = make.petition()
    row = make.batch(petition, claimed=10, excluded=1, names=[("Ana Roy", "J1H 2K4"), ("Luc Roy", "")])
    assert make.tally(petition) == (0, 0)
    for _n in range(2):
        actions.check_batch(batch=row, by=None)
    assert make.tally(petition) == recount(petition) == (0, 9)
    actions.correct_batch(batch=row, claimed=12, excluded=1, note="mal lue", by=None)
    assert make.tally(petition) == (0, 11)
    entry = Entry.objects.filter(verb="petition.sheet_corrected").latest("number")
    assert entry.changes["claimed"] == [10, 12]
    actions.refuse_batch(batch=row, note="fausse", by=None)
    assert make.tally(petition) == recount(petition) == (0, 0)
    assert make.fresh(row).counted == 0  # a sheet set aside retains nothing, on its page too


def test_a_count_without_names_needs_the_sheet_itself():
    petition = make.petition()
    bare = make.batch(petition)
    with pytest.raises(ValidationError, match="prouve"):
        actions.check_batch(batch=bare, by=None)
    seen = make.batch(petition, scan=pdf())
    actions.check_batch(batch=seen, by=None)
    assert make.tally(petition) == (0, 10)
    assert seen.scan.access_of == "signatures.view"


def test_who_already_signed_is_left_out_and_may_be_kept():
    petition = make.petition()
    make.signed(petition, name="Ana Roy", area="j1h2k4")
    make.batch(petition, "1", names=[("Luc Benoit", "J1H 2K4")])
    row = make.batch(petition, "2", claimed=4, names=[("Roy, Ana".replace(",", ""), "J1H 2K4"), ("LUC BENOÎT", "j1h 2k4"),
                                                      ("Ana Roy", ""), ("Zoé Roy", "J1H 2K4")])  # fmt: skip
    assert list(row.names.values_list("double", flat=True)) == [True, True, False, False]
    assert make.fresh(row).excluded == 2
    actions.check_batch(batch=row, by=None)
    assert make.tally(petition) == (1, 2)
    for _n in range(2):
        actions.keep_name(name=row.names.get(line=2), kept=True, by=None)
    assert make.tally(petition) == recount(petition) == (1, 3)


@pytest.mark.parametrize("values", [
    {"claimed": 1, "names": [("A B", ""), ("C D", "")]}, {"on": localdate() + timedelta(days=1)},
    {"on": localdate() - timedelta(days=400)}, {"sheet": "déjà"}, {"claimed": 3, "excluded": 4},
])  # fmt: skip
def test_a_sheet_that_cannot_be(values):
    petition = make.petition()
    make.batch(petition, "déjà")
    with pytest.raises(ValidationError):
        make.batch(petition, **values)
    assert petition.batches.count() == 1


def test_names_are_read_as_people_type_them():
    typed = "Ana Roy; h2x 1y4\n\nLuc Benoit,  1000\nZoé\tJ1H\nSeule"
    assert read_names(typed) == [("Ana Roy", "H2X 1Y4"), ("Luc Benoit", "1000"), ("Zoé", "J1H"), ("Seule", "")]


# Delivery, answer, purge


def delivered(**values):
    petition = make.petition(**values)
    make.signed(petition, "avec@exemple.org", wants_news=True, news_wording="J’accepte", area="H2X 1Y4")
    make.signed(petition, "sans@exemple.org")
    row = make.batch(petition, claimed=5, names=[("Luc Benoit", "J1H 2K4")], scan=pdf())
    actions.check_batch(batch=row, by=None)
    given = actions.deliver(petition=petition, on=TODAY(), to="La ministre", by_whom="Nous", names="all", by=None)
    return make.fresh(petition), given


def test_the_count_delivered_does_not_move(client):
    petition, given = delivered()
    assert (given.online, given.paper, given.total) == (2, 5, 7)
    assert given.figures["regions"] == {"06": 1, "": 6}
    assert sum(n for _week, n in given.figures["weeks"]) == 2
    with pytest.raises(ValidationError):
        make.asked(petition)
    with pytest.raises(ValidationError):
        make.batch(petition)
    with pytest.raises(ValidationError):
        actions.rewrite_petition(petition=petition, words={"fr": ("T", "x")}, by=None)
    assert ">7</strong> signatures" in client.get(petition.public_url).content.decode()


def test_the_answer_goes_once_to_those_who_agreed():
    petition, given = delivered()
    with pytest.raises(ValidationError):
        actions.tell_answer(delivery=given, by=None)
    given = actions.record_answer(delivery=given, answer="Nous le ferons.", on=TODAY(), by=None)
    actions.tell_answer(delivery=given, by=None)
    with pytest.raises(ValidationError):
        actions.tell_answer(delivery=given, by=None)
    for _n in range(2):
        jobs.tell_signatories(given.pk)
    told = Message.objects.filter(purpose="campaigns.answer")
    assert [message.to for message in told] == ["avec@exemple.org"]
    assert "Nous le ferons." in told[0].text


def test_the_answer_reaches_them_after_the_purge_too():
    petition, given = delivered()
    actions.purge_petition(petition=petition, by=None)
    actions.record_answer(delivery=given, answer="Oui.", on=TODAY(), by=None)
    assert jobs.tell_signatories(given.pk) == 1


def test_the_purge_really_purges():
    petition, _given = delivered()
    keys = set(Signature.objects.values_list("fingerprint", flat=True))
    scan = Document.objects.get(about_kind="campaigns.petition")
    Petition.objects.filter(pk=petition.pk).update(closes_on=TODAY() - timedelta(days=2), purge_on=TODAY())
    jobs.purge()
    for row in Signature.objects.all():
        assert (row.name, row.email, row.area, row.message, row.name_key, row.news_wording) == ("",) * 6
        assert row.block_id is None
    assert set(Signature.objects.values_list("fingerprint", flat=True)) == keys
    assert not PaperName.objects.exists()
    scan.refresh_from_db()
    assert scan.removed_at
    assert not Message.objects.filter(about_kind="campaigns.signature").exclude(to="", text="", subject="").exists()
    assert recount(petition) == make.tally(petition) == (2, 5)
    assert fingerprints.of_address(petition.pk, "avec@exemple.org") in keys
    text = " ".join(f"{e.label}{e.changes}" for e in Entry.objects.exclude(verb__startswith="consent"))
    for gone in ("avec@exemple.org", "Léa Tremblay", "Luc Benoit"):
        assert gone not in text


def test_nobody_purges_before_the_delivery_nor_keeps_beyond_the_day():
    petition = make.petition()
    make.signed(petition)
    with pytest.raises(ValidationError):
        actions.purge_petition(petition=petition, by=None)
    Petition.objects.filter(pk=petition.pk).update(closes_on=TODAY() - timedelta(days=2), purge_on=TODAY())
    jobs.purge()
    assert make.fresh(petition).state == "closed"
    assert not Signature.objects.exclude(name="").exists()


def test_the_check_finds_a_count_that_is_wrong():
    petition = make.petition()
    make.signed(petition)
    assert not [line for level, line in panels.check() if level == "error"]
    Tally.objects.update(online=7)
    assert "7 signatures" in next(line for level, line in panels.check() if level == "error")


# Personal data


def test_a_person_takes_their_data_and_leaves():
    lea = cast.user("Lea")
    petition, other = make.petition(), make.petition()
    for one in (petition, other):
        make.signed(one, lea.email, name="Léa Roy")
    actions.deliver(petition=other, on=TODAY(), to="X", by_whom="", names="none", by=None)
    room = house.personal_data.get("campaigns")
    assert "Léa Roy" in str(room.export(lea))
    assert "empreinte" in room.erase(lea, by=None)[0]
    assert not Signature.objects.exclude(name="").exists()
    assert make.tally(petition) == recount(petition) == (0, 0)  # not delivered: it leaves
    assert make.tally(other) == (1, 0)
    assert make.asked(petition, lea.email).state == "pending"  # and may come back


# Calls


def test_a_call_is_answered_once_and_forgotten(client):
    call = make.call(kind="host")
    page = client.get(call.public_url).content.decode()
    assert 'name="places"' in page
    data = {"name": "Léa Roy", "email": "lea@exemple.org", "places": "2", "key": "k1"}
    for _n in range(2):
        assert client.post(call.public_url, data).status_code == 302
    assert client.post(call.public_url, {**data, "email": "rien"}).status_code == 422
    answer = CallAnswer.objects.get()
    assert Message.objects.filter(purpose="campaigns.call").count() == 1
    actions.handle_answer(answer=answer, note="Rappelée", by=None)
    Call.objects.update(until=TODAY() - timedelta(days=9), purge_on=TODAY())
    assert client.post(call.public_url, {**data, "key": "k2"}).status_code == 409
    jobs.purge()
    assert not CallAnswer.objects.exists()
    assert make.fresh(call).purged_at <= now()


def test_a_call_closes_by_itself():
    call = make.call()
    Call.objects.filter(pk=call.pk).update(until=TODAY() - timedelta(days=1))
    assert jobs.close_due() == 1
    assert make.fresh(call).state == "closed"


# Codes and fingerprints


@pytest.mark.parametrize(("territory", "area", "region"), [
    ("quebec", "h2x 1y4", "06"), ("quebec", "H7L", "13"), ("quebec", "G0A 1A0", ""), ("quebec", "75001", ""),
    ("occitanie", "31000", "31"), ("occitanie", "75001", ""), ("belgique", "4000", "WLG"), ("belgique", "abc", ""),
    ("", "31000", ""),
])  # fmt: skip
def test_the_region_of_a_postal_code(territory, area, region):
    assert region_of(territory, area) == region


def test_corners_of_the_internet():
    assert fingerprints.block_of("203.0.113.77") == "203.0.113.0/24"
    assert fingerprints.block_of("2001:db8:1:2::/64") == "2001:db8:1:2::/64"
    assert fingerprints.block_of("unknown") == "unknown"
