"""The screens: from nothing to a signed agreement, a partner who answers on a phone, its own space, the public page."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.core import pagecache
from maillage.funding.models import Support
from maillage.messages.models import Message
from maillage.network.current import profile
from maillage.partnerships import actions, jobs, links, panels
from maillage.partnerships.models import Agreement, DuePiece, Partnership, PartnerVisit, QuestionSet
from tests import cast, networks
from tests.factories import organisations as factory
from tests.factories import partnerships as make
from tests.factories import projects

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def network(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    networks.install("csi")
    caches["memory"].clear()


@pytest.fixture
def amina():
    return cast.browser(cast.user("Amina", "director"))


def file(name="texte.pdf"):
    return SimpleUploadedFile(name, make.PDF, "application/pdf")


def iso(days):
    return make.day(days).isoformat()


def test_from_nothing_to_an_agreement_in_force(amina):
    partner = make.partner("Coopérative de l’aube")
    factory.organisation("Membre porteur")
    new = {"organisation": partner.pk, "state": "active", "side": "there", "partner_type": "cooperative", "country": "SN",
           "since": iso(-300), "by_network": "on", "carriers_0_name": "membre porteur", "carriers_0_role": "jumelage",
           "languages": ["fr"], "regime": "control", "is_public": "on", "summaries_fr": "Ensemble."}  # fmt: skip
    assert amina.post(reverse("partnerships:new"), {**new, "carriers_0_name": "Personne"}).status_code == 422
    assert amina.post(reverse("partnerships:new"), new).status_code == 302
    row = Partnership.objects.get()
    assert (row.carriers.get().name, row.summaries) == ("Membre porteur", [["fr", "Ensemble."]])
    url = reverse("partnerships:agreement_new", args=[row.pk])
    agreed = {"kind": "agreement", "title": "Convention", "starts_on": iso(-20), "ends_on": iso(700), "upload": file(),
              "commitments_0_party": "network", "commitments_0_text": "Verser", "commitments_0_due": iso(30),
              "commitments_1_party": "partner", "commitments_1_text": "Rendre compte", "commitments_1_due": ""}  # fmt: skip
    assert amina.post(url, {**agreed, "ends_on": iso(-30), "upload": file()}).status_code == 422
    assert amina.post(url, agreed).status_code == 302
    agreement = Agreement.objects.get()
    for party in ("network", "partner"):
        answer = amina.post(
            reverse("partnerships:agreement_sign", args=[agreement.pk]), {"party": party, "name": "Qui", "on": iso(-1)}
        )
        assert answer.status_code == 302
    agreement.refresh_from_db()
    assert agreement.state == "force"
    page = amina.get(row.get_absolute_url()).content.decode()
    assert "En vigueur" in page
    assert "Verser" in page
    stale = amina.post(reverse("partnerships:edit", args=[row.pk]), {**new, "version": "0"})
    assert stale.status_code == 409


def test_bad_input_is_refused_with_words(amina):
    row = make.partnership(contact=True)
    long = {"title": "x" * 10_000, "kind": "visit", "starts_on": iso(0)}
    for values in (
        long,
        {"title": "a\x00b", "kind": "visit", "starts_on": iso(0)},
        {"title": "Visite", "kind": "visit", "starts_on": "31/02/2026"},
    ):
        assert amina.post(reverse("partnerships:visit_new", args=[row.pk]), values).status_code == 422
    assert not PartnerVisit.objects.exists()
    asked = make.assessment(row)
    token = links.make("a", asked)
    question = asked.question_set.questions.all()[0]
    visitor = cast.browser(None)
    assert visitor.post(reverse("partnerships:answer", args=[token]), {f"s{question.pk}": "9"}).status_code == 422
    assert visitor.post(reverse("partnerships:answer", args=[token]), {}).status_code == 422
    assert visitor.get(reverse("partnerships:answer", args=["n’importe-quoi"])).status_code == 404
    piece = make.piece(row)
    answer = visitor.post(reverse("partnerships:send_piece", args=[links.make("p", piece)]),
                          {"upload": SimpleUploadedFile("photo.jpg", b"pas une image", "image/jpeg")})  # fmt: skip
    assert answer.status_code == 422
    piece.refresh_from_db()
    assert piece.state == "missing"


def test_the_partner_answers_by_its_link_once(amina):
    row = make.partnership(contact=True)
    assert amina.post(reverse("partnerships:ask", args=[row.pk]), {"year": localdate().year}).status_code == 302
    asked = row.assessments.get()
    url = reverse("partnerships:answer", args=[links.make("a", asked)])
    phone = cast.browser(None)
    for _twice in range(2):  # a scanner opens links: nothing changes
        page = phone.get(url)
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "private, no-store"
    assert len(page.content) < 60_000
    asked.refresh_from_db()
    assert asked.state == "asked"
    questions = list(asked.question_set.questions.all())
    sent = {f"s{questions[0].pk}": "4", f"w{questions[1].pk}": "Bien", "name": "Awa"}
    assert phone.post(url, sent).status_code == 302
    again = phone.post(url, {**sent, "name": "Autre"})
    assert again.status_code == 200
    assert "déjà reçue" in again.content.decode()
    asked.refresh_from_db()
    assert (asked.state, asked.source, asked.answered_by, asked.answers.count()) == ("answered", "link", "Awa", 2)
    refused = amina.get(reverse("partnerships:assessment_fill", args=[asked.pk])).content.decode()
    assert "a répondu lui-même" in refused


def test_asking_all_says_how_many(amina):
    rows = [make.partnership(contact=True), make.partnership(contact=True), make.partnership()]
    values = {"verb": "ask", "ids": [row.pk for row in rows], "expected": "3", "confirmed": "1"}
    page = amina.post(reverse("partnerships:list"), values, follow=True).content.decode()
    assert "2 demandes sont parties" in page
    assert "1 n’a pas pu l’être" in page


def test_the_partner_space_answers_sends_and_sees_nobody_else(amina):
    row, other = make.partnership(contact=True), make.partnership(contact=True)
    make.signed(make.agreement(row))
    dao = cast.user("Dao")
    factory.contributor(dao, row.organisation)
    client, asked = cast.browser(dao), make.assessment(row)
    assert client.get(reverse("partnerships:mine")).url == reverse("partnerships:my", args=[row.pk])
    page = client.get(reverse("partnerships:my", args=[row.pk])).content.decode()
    for words in ("Nos accords", "Verser à temps", "Notre dossier", "Répondre"):
        assert words in page
    assert client.get(reverse("partnerships:my", args=[other.pk])).status_code == 404
    question = asked.question_set.questions.all()[0]
    assert (
        client.post(reverse("partnerships:my_assessment", args=[asked.pk]), {f"s{question.pk}": "5"}).status_code == 302
    )
    assert client.post(reverse("partnerships:my_capacities", args=[row.pk]), {"l_finance": "3"}).status_code == 302
    piece = make.piece(row)
    assert (
        client.post(
            reverse("partnerships:my_piece", args=[piece.pk]), {"upload": file(), "lapses_on": iso(200)}
        ).status_code
        == 302
    )
    piece.refresh_from_db()
    assert (piece.state, row.capacities.get().source, row.assessments.get(direction="by_partner").source) == (
        "received",
        "space",
        "space",
    )
    theirs = make.assessment(other)
    assert client.get(reverse("partnerships:my_assessment", args=[theirs.pk])).status_code == 404
    assert (
        client.post(reverse("partnerships:my_piece", args=[make.piece(other).pk]), {"upload": file()}).status_code
        == 404
    )
    assert client.get(row.get_absolute_url()).status_code in (302, 403, 404)


def test_the_public_page_narrows_and_leaves_what_is_not_public():
    shown = make.partnership(make.partner("Aube", country="ML"), country="ML", partner_type="cooperative")
    make.partnership(make.partner("Gardée"), is_public=False)
    make.partnership(make.partner("À l’étude"), state="exploring", since=None)
    hides = make.partner("Sans pays")
    type(hides).objects.filter(pk=hides.pk).update(hidden_fields=["countries"])
    make.partnership(hides, country="PE", partner_type="femmes")
    make.network(shown.organisation, name="Réseau africain")
    client = cast.browser(None)
    page = client.get(reverse("site:partners")).content.decode()
    assert "Aube" in page
    assert "Réseau africain" in page
    assert "Gardée" not in page
    assert "À l’étude" not in page
    assert "Pérou" not in page
    pagecache.store.clear()
    narrowed = client.get(reverse("site:partners") + "?continent=africa&type=cooperative").content.decode()
    assert "Aube" in narrowed
    assert "Sans pays" not in narrowed
    assert "0 partenaire" in client.get(reverse("site:partners") + "?type=nimporte").content.decode()
    organisation = client.get(reverse("site:organisation", args=[shown.organisation_id]), follow=True).content.decode()
    assert "Tous nos partenaires" in organisation


def test_queries_stay_flat(amina, django_assert_max_num_queries):
    first = make.partnership(contact=True)
    make.agreement(first)
    for number in range(12):
        row = make.partnership(contact=True)
        make.signed(make.agreement(row))
        for year in range(3):
            sheet = actions.open_sheet(
                partnership=first if number < 2 else row, year=localdate().year - year, direction="by_network", by=None
            )
            actions.receive(assessment=sheet, answers=make.answers(sheet), source="team", by=None)
    amina.get(reverse("partnerships:list"))
    with django_assert_max_num_queries(11 + cast.menu_counts()):
        amina.get(reverse("partnerships:list"))
    with django_assert_max_num_queries(30 + cast.menu_counts()):
        amina.get(first.get_absolute_url())
    pagecache.store.clear()
    with django_assert_max_num_queries(16):
        cast.browser(None).get(reverse("site:partners"))


def test_what_waits_and_what_is_recalled(django_capture_on_commit_callbacks):
    row, user = make.partnership(contact=True), cast.user("Amina", "director")
    piece = actions.receive_piece(piece=make.piece(row), upload=make.PDF, lapses_on=make.day(7), by=user)
    actions.look_at(piece=piece, verdict="accepted", lapses_on=make.day(7), by=user)
    make.signed(make.agreement(row, ends_on=make.day(30)))
    asked = make.assessment(row)
    type(asked).objects.filter(pk=asked.pk).update(due_on=make.day(-8), asked_on=make.day(-40))
    titles = " ".join(item.title for item in panels.waiting(user))
    for words in ("à renouveler", "manquent aux dossiers", "se termine le", "évaluation est en retard"):
        assert words in titles
    Message.objects.all().delete()
    assert jobs.remind() == 3  # the partner twice, the team once
    assert jobs.remind() == 0
    team = profile().contact.email
    assert Message.objects.filter(to=team).count() == 1
    assert row.organisation.name not in Message.objects.get(to=team).text


def test_the_next_grid_is_written_and_adopted(amina):
    actions.in_use(None)
    amina.post(reverse("partnerships:grid_next"))
    grid = QuestionSet.objects.get(number=2)
    first = grid.questions.all()[0]
    values = {"title": "Plus court", "note": "", "questions_0_code": first.code, "questions_0_partner": "Nous sommes écoutés.",
              "questions_0_network": "Ils sont écoutés.", "version": "1"}  # fmt: skip
    assert (
        amina.post(
            reverse("partnerships:question_set_edit", args=[grid.pk]), {**values, "questions_0_network": ""}
        ).status_code
        == 422
    )
    assert amina.post(reverse("partnerships:question_set_edit", args=[grid.pk]), values).status_code == 302
    assert amina.post(reverse("partnerships:question_set_adopt", args=[grid.pk])).status_code == 302
    assert actions.in_use(None) == grid


def test_a_merge_carries_the_partnership_along():
    kept, absorbed = make.partner("Gardée"), make.partner("Absorbée")
    row = make.partnership(absorbed)
    seat = make.network(absorbed)
    assert not list(panels.refuse_merge(kept, absorbed))
    type(absorbed).objects.get(pk=absorbed.pk)
    absorbed.state, absorbed.merged_into = "merged", kept
    absorbed.save()
    row.refresh_from_db()
    assert row.organisation == kept
    assert seat.seats.get().organisation == kept
    other = make.partner("Encore")
    make.partnership(other)
    assert list(panels.refuse_merge(kept, other))


def test_an_old_piece_says_since_when(amina):
    piece = make.piece()
    DuePiece.objects.filter(pk=piece.pk).update(state="accepted", lapses_on=localdate() - timedelta(days=3))
    assert "Ne vaut plus depuis 3 jours" in amina.get(reverse("partnerships:pieces")).content.decode()


def test_a_partnership_shows_what_is_done_together_and_how_the_partner_stands(amina):
    row = make.partnership(make.partner("Coopérative du fleuve"))
    projects.carried(row.organisation, title="Des puits tenus par leurs usagers")
    Support.objects.create(organisation=row.organisation, name="Fondation lointaine", since=make.day(-900))
    page = amina.get(row.get_absolute_url()).content.decode()
    assert "Des puits tenus par leurs usagers" in page
    assert "Fondation lointaine" in page  # a support without an end is flagged
    assert "n’a pas de fin prévue" in page


def test_a_year_is_not_a_quantity_and_visits_are_found_by_partner(amina):
    row, other = make.partnership(make.partner("Aube")), make.partnership(make.partner("Crépuscule"))
    sheet = actions.open_sheet(partnership=row, year=2025, direction="by_network", by=None)
    actions.receive(assessment=sheet, answers=make.answers(sheet), source="team", by=None)
    for name in ("list", "assessments"):
        page = amina.get(reverse(f"partnerships:{name}")).content.decode()
        assert ">2025<" in page
    for one in (row, other):
        values = {"title": f"Chez {one.organisation.name}", "starts_on": make.day(-3)}
        actions.note_visit(partnership=one, by=None, values=values)
    page = amina.get(reverse("partnerships:visits") + "?q=Aube").content.decode()
    assert "Chez Aube" in page
    assert "Chez Crépuscule" not in page
