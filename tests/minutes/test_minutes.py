"""Minutes: drafted from the facts, written by people, read over, adopted, signed; what is shut stays shut."""

import io
import zipfile
from datetime import timedelta
from xml.dom import minidom

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate

from maillage.messages.models import Message
from maillage.minutes import actions, jobs, papers
from maillage.minutes.enums import MinutesState, Signing
from maillage.minutes.models import Minutes
from tests import cast, networks
from tests.factories import minutes as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def network():
    networks.install()


def refused(code, verb, **arguments):
    with pytest.raises(ValidationError) as caught:
        verb(by=None, **arguments)
    assert caught.value.code == code


def whole(minutes):
    return str(minutes.text.sections)


def test_the_draft_tells_the_facts():
    found = make.drafted()
    told = whole(found.minutes)
    for person in found.people:
        assert str(person) in told
    for words in ("Comptes de l’année", "Approuver les comptes", "4 pour, 1 contre, 1 abstention", "Quorum", "levée"):
        assert words in told
    refused("exists", actions.draft, assembly=found.assembly)


def test_no_minutes_before_the_close():
    refused("not_closed", actions.draft, assembly=make.held().assembly)


def test_drafting_asks_no_more_for_more_items(django_assert_max_num_queries):
    found = make.held()
    for n in range(12):
        make.vote(
            found, ["yes"] * 6, title=f"Point {n}", source=f"item:{make.holding.item(found.assembly, f'Point {n}').pk}"
        )
    make.close(found)
    with django_assert_max_num_queries(45):
        actions.draft(assembly=found.assembly, by=None)


def test_people_s_words_stay_when_facts_are_taken_again():
    found = make.drafted()
    key = f"item:{found.item.pk}"
    actions.write(minutes=found.minutes, texts={key: "Un débat a eu lieu."}, by=None)
    refused("same", actions.write, minutes=found.minutes, texts={key: "Un débat a eu lieu."})
    found.item.presenter = "la trésorerie"
    found.item.save()
    version = actions.refresh(minutes=found.minutes, by=None)
    assert version.number == 3
    section = next(one for one in version.sections if one["key"] == key)
    assert section["text"] == "Un débat a eu lieu."
    assert "la trésorerie" in str(section["facts"])


def test_from_the_review_to_the_two_signatures():
    found = make.drafted()
    minutes = found.minutes
    refused("state", actions.adopt, minutes=minutes, on=localdate())
    actions.send_to_review(minutes=minutes, by=None)
    remark = actions.remark(minutes=minutes, text="Il manque mon nom.", by=None)
    refused("remarks", actions.adopt, minutes=minutes, on=localdate())
    actions.settle(remark=remark, answer="Ajouté.", by=None)
    refused("future", actions.adopt, minutes=minutes, on=localdate() + timedelta(days=1))
    refused("before", actions.adopt, minutes=minutes, on=localdate() - timedelta(days=400))
    minutes = actions.adopt(minutes=minutes, on=localdate(), by=None, decision="À l’unanimité")
    assert minutes.link
    refused("locked", actions.write, minutes=minutes, texts={"seance": "Autre"})
    refused("locked", actions.refresh, minutes=minutes)
    actions.sign(minutes=minutes, office=Signing.CHAIR, person=found.people[0], by=None)
    refused("signed", actions.sign, minutes=minutes, office=Signing.CHAIR, person=found.people[1])
    refused("same_person", actions.sign, minutes=minutes, office=Signing.SECRETARY, person=found.people[0])
    actions.sign(minutes=minutes, office=Signing.SECRETARY, person=found.people[1], by=None)
    assert Minutes.objects.get().state == MinutesState.SIGNED


def test_the_pdf_is_tagged_in_the_language_of_the_network_and_the_same_twice():
    found = make.drafted()
    actions.write(minutes=found.minutes, texts={"seance": "#set text(red) <script>alert(1)</script> $x"}, by=None)
    with translation.override("es"):
        pdf = papers.minutes_pdf(found.minutes, found.minutes.text)
    for mark in (b"%PDF", b"StructTreeRoot", b"/Lang(fr-CA)", b"pdfuaid:part>1", b"/DisplayDocTitle true"):
        assert mark in pdf, mark
    assert papers.minutes_pdf(found.minutes, found.minutes.text) == pdf


def test_the_odt_is_whole_and_says_its_heads():
    found = make.drafted()
    make.write_table(found)
    with zipfile.ZipFile(io.BytesIO(papers.minutes_odt(found.minutes, found.minutes.text))) as odt:
        first = odt.infolist()[0]
        assert (first.filename, first.compress_type, odt.read("mimetype")) == (
            "mimetype", zipfile.ZIP_STORED, b"application/vnd.oasis.opendocument.text")  # fmt: skip
        for name in ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"):
            minidom.parseString(odt.read(name))
        text = odt.read("content.xml").decode()
    for words in (
        "Comptes de l’année",
        'text:style-name="Heading_20_2"',
        "table:table-header-rows",
        "&lt;b&gt;",
        "Présidence de séance",
    ):
        assert words in text, words


def test_what_people_type_stays_words_on_every_page():
    found = make.drafted()
    actions.write(minutes=found.minutes, texts={"seance": "<script>alert(1)</script>"}, note="<img src=x>", by=None)
    browser = cast.browser(cast.user("Sylvie", "secretary"))
    for name, args in (("minutes", ()), ("write", ()), ("compare", (2,))):
        page = browser.get(reverse(f"minutes:{name}", args=[found.minutes.pk, *args])).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)" in page, name


def test_one_reads_in_another_language_a_text_marked_in_its_own():
    found = make.drafted()
    user = cast.user("Sylvie", "secretary")
    type(user).objects.filter(pk=user.pk).update(language="es")
    page = cast.browser(user).get(found.minutes.get_absolute_url()).content.decode()
    assert '<div lang="fr">' in page


def test_by_pages_from_the_draft_to_the_signature():
    found = make.held()
    make.close(found)
    browser = cast.browser(cast.user("Sylvie", "secretary"))

    def post(name, *args, **data):
        answer = browser.post(reverse(f"minutes:{name}", args=args), data, follow=True)
        assert answer.status_code == 200, answer.content.decode()[:3000]
        return answer.content.decode()

    assert "brouillon est prêt" in post("draft", found.assembly.pk)
    minutes = Minutes.objects.get()
    page = browser.get(reverse("minutes:write", args=[minutes.pk])).content.decode()
    assert "Vos mots" in page
    post("write", minutes.pk, version=str(minutes.version), s0="Mot d’accueil.", note="accueil")
    assert "Mot d’accueil" in browser.get(reverse("minutes:compare", args=[minutes.pk, 2])).content.decode()
    post("review", minutes.pk)
    post("adopt", minutes.pk, on=localdate().isoformat(), decision="Sans changement")
    post("sign", minutes.pk, office="chair", person=str(found.people[0].pk), agreed="on")
    assert "Signé" in post("sign", minutes.pk, office="secretary", person=str(found.people[1].pk), agreed="on")
    for name in ("pdf", "odt"):
        assert browser.get(reverse(f"minutes:{name}", args=[minutes.pk])).status_code == 200


def test_a_delegate_reads_it_over_and_asks_for_a_correction():
    found = make.drafted()
    user = cast.user("Bruno")
    type(found.people[0]).objects.filter(pk=found.people[0].pk).update(user=user)
    browser = cast.browser(user)
    address = reverse("minutes:read", args=[found.minutes.pk])
    assert browser.get(address).status_code == 404  # still a draft
    actions.send_to_review(minutes=found.minutes, by=None)
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"text": "Il manque un nom."}, follow=True).status_code == 200
    assert found.minutes.remarks.get().by == user
    assert cast.browser(cast.user("Émile")).get(address).status_code == 404


def test_those_who_were_there_are_told_to_read_it_over_once_a_version():
    found = make.drafted()
    user = cast.user("Bruno")
    type(found.people[0]).objects.filter(pk=found.people[0].pk).update(user=user)
    actions.send_to_review(minutes=found.minutes, by=None)
    assert (jobs.tell_review(found.minutes.pk), jobs.tell_review(found.minutes.pk)) == (1, 0)
    letter = Message.objects.get(purpose="assemblies.minutes")
    assert letter.to == user.email
    assert reverse("minutes:read", args=[found.minutes.pk]) in letter.text
    actions.take_back(minutes=found.minutes, by=None)
    assert jobs.tell_review(found.minutes.pk) == 0
