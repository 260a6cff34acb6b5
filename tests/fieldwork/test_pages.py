"""The pages: who opens what, a phone's sendings, the session that ends, links, the worker, the team's side."""

import gzip
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils.timezone import now

from maillage.fieldwork import actions, links
from maillage.fieldwork.models import PartnerReport, ReportCopy, ReportedExpense, ReportLink
from maillage.funding.models import Expense
from tests import cast, networks
from tests.factories import fieldwork as factory
from tests.factories import funding, organisations

pytestmark = pytest.mark.django_db
SCRIPT = {"HTTP_X_TERRAIN": "1"}


@pytest.fixture(autouse=True)
def network():
    networks.install("occitanie")


@pytest.fixture
def dao():
    return cast.user("Dao")


def page_of(row) -> str:
    return f"/terrain/rapports/{row.pk}/"


def hidden(answer, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())[1]


def posted(answer, **values) -> dict:
    return {"key": hidden(answer, "key"), "version": hidden(answer, "version"), "do": "save",
            **{name.replace("__", "."): value for name, value in values.items()}}  # fmt: skip


def fresh(row) -> PartnerReport:
    return PartnerReport.objects.get(pk=row.pk)


# Who


def test_a_partner_opens_its_own_report_and_no_other(dao):
    mine, other = factory.report(keeper=dao), factory.report()
    browser = cast.browser(dao)
    assert browser.get(page_of(mine)).status_code == 200
    for address in (
        page_of(other),
        f"{page_of(other)}depenses/",
        f"{page_of(other)}fichier/",
        f"{page_of(other)}copies/1/",
    ):
        assert browser.get(address).status_code in (404, 405)
        assert browser.post(address, {"done": "Pris"}).status_code == 404
    assert fresh(other).done == ""
    assert browser.get(f"/gestion/rapports/{mine.pk}/").status_code == 403
    assert cast.browser(None).get(page_of(mine)).status_code == 302


def test_home_shows_projects_money_and_reports_in_few_queries(dao, django_assert_max_num_queries):
    row = factory.report(keeper=dao)
    for number in range(12):
        funding.transfer_row(row.project, organisation=row.organisation, purpose=f"Tranche {number}")
    other = funding.transfer_row(purpose="Pour quelqu’un d’autre")
    browser = cast.browser(dao)
    browser.get("/terrain/")
    with django_assert_max_num_queries(24):
        text = browser.get("/terrain/").content.decode()
    assert row.project.title in text
    assert "1er trimestre 2025" in text
    assert "Tranche 3" in text
    assert other.purpose not in text
    assert row.project.title not in cast.browser(cast.user("Zoé")).get("/terrain/").content.decode()


# Without a script


def test_written_by_short_pages_then_sent(dao):
    made = factory.whole(dao)
    browser, page = cast.browser(dao), page_of(made.report)
    answer = browser.get(f"{page}activites/")
    assert "e." not in re.findall(r'name="(e\.)', answer.content.decode())
    done = browser.post(f"{page}activites/", posted(answer, done="Deux formations.", people="1 040", women="620"))
    assert (done.status_code, done["Location"]) == (302, f"{page}activites/")
    answer = browser.get(f"{page}activites/")
    on = browser.post(f"{page}activites/", posted(answer, do="next", part=hidden(answer, "part"), needs="Un vélo."))
    assert (on.status_code, on["Location"]) == (302, f"{page}mesures/")
    assert fresh(made.report).needs == "Un vélo."
    answer = browser.get(f"{page}depenses/")
    key = re.search(r'data-depense="([^"]+)"', answer.content.decode())[1]
    values = {f"e.{key}.label": "Semences", f"e.{key}.amount": "125,50", f"e.{key}.currency": "EUR", f"e.{key}.on": "2025-02-03",
              f"e.{key}.line": str(made.line.pk), f"piece.{key}": factory.photo()}  # fmt: skip
    browser.post(f"{page}depenses/", {**posted(answer), **values})
    row = ReportedExpense.objects.get()
    assert (row.amount, row.line, bool(row.piece)) == (12_550, made.line, True)
    answer = browser.get(f"{page}mesures/")
    browser.post(
        f"{page}mesures/", {**posted(answer), f"m.{made.period.pk}.value": "35", f"m.{made.period.pk}.women": "20"}
    )
    answer = browser.get(f"{page}recit/")
    sent = browser.post(f"{page}recit/", posted(answer, story="Awa raconte.", language="bm", do="send"), follow=True)
    text = sent.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "Votre rapport est envoyé" in text
    assert "pièce jointe" in text
    assert "En tout" in text
    assert "125,50 €" in text
    assert "35 – femmes et filles 20" in text
    report = fresh(made.report)
    assert (report.state, report.people, report.women, report.language) == ("submitted", 1040, 620, "bm")
    assert report.submitted_by == dao
    assert report.measures.get().value == 35


def test_a_fault_shows_beside_what_was_typed_and_nothing_is_lost(dao):
    made = factory.whole(dao)
    browser, page = cast.browser(dao), page_of(made.report)
    answer = browser.get(page)
    typed = posted(answer, done="Texte gardé.", people="beaucoup", women="3", e__newexp01__label="Outils", e__newexp01__amount="12,345.6.7",
                   e__newexp01__on="hier", **{f"m__{made.period.pk}__value": "-4"})  # fmt: skip
    refused = browser.post(page, typed)
    text = refused.content.decode()
    assert refused.status_code == 422
    for told in ("Texte gardé.", "beaucoup", "Outils", "12,345.6.7", "2026-09-30", "inférieur à zéro"):
        assert told in text
    assert fresh(made.report).version == 1


@pytest.mark.parametrize(
    "text", ["a\x00b", "x" * 10_000, "٣٣", "1e99", "-1", "9" * 40, "²", "\ud800"[:0] + "NaN", "1_000"]
)
def test_bad_input_is_told_never_broken(dao, text):
    made = factory.whole(dao)
    browser, page = cast.browser(dao), page_of(made.report)
    answer = browser.get(page)
    typed = posted(answer, done=text, people=text, women=text, language=text, e__newexp01__label=text, e__newexp01__amount=text,
                   e__newexp01__currency=text, e__newexp01__line=text, version=text,
                   **{f"m__{made.period.pk}__{name}": text for name in ("value", "women", "men", "words")})  # fmt: skip
    assert browser.post(page, typed).status_code in (302, 422)
    assert browser.post(page, {**typed, "key": text}).status_code == 422
    assert browser.get(f"{page}nulle-part/").status_code == 404


def test_a_photo_that_is_not_one_leaves_the_words_saved(dao):
    row = factory.report(keeper=dao)
    browser, page = cast.browser(dao), page_of(row)
    fake = factory.photo()
    fake.file.seek(0)
    fake = type(fake)("vacances.jpg", b"GIF89a but no", "image/jpeg")
    answer = browser.post(page, {**posted(browser.get(page), done="Gardé.", do="send"), "photo": fake}, follow=True)
    assert "vacances.jpg" in answer.content.decode()
    assert (fresh(row).done, fresh(row).state, row.photos.count()) == ("Gardé.", "draft", 0)


# Two phones


def test_two_drafts_of_one_report_from_two_phones(dao):
    row = factory.report(keeper=dao)
    one, two, page = cast.browser(dao), cast.browser(dao), page_of(row)
    first, second = one.get(page), two.get(page)
    said = one.post(page, {**posted(first, done="Semis.", needs="De l’eau."), "key": "phoneaaaa-0001"}, **SCRIPT).json()
    assert said["state"] == "kept"
    late = two.post(page, {**posted(second, done="Récolte.", story="Awa."), "key": "phonebbbb-0001"}, **SCRIPT).json()
    assert late["state"] == "aside"
    shown = two.get(late["url"]).content.decode()
    assert "Semis." in shown
    assert "Récolte." in shown
    assert (fresh(row).done, fresh(row).needs, fresh(row).story) == ("Semis.", "De l’eau.", "Awa.")
    again = two.post(page, {**posted(second, done="Récolte.", story="Awa."), "key": "phonebbbb-0001"}, **SCRIPT).json()
    assert again["url"] == late["url"]
    assert ReportCopy.objects.count() == 1
    chosen = two.post(late["url"], {"choice.done": "both"}, follow=True)
    assert chosen.status_code == 200
    assert fresh(row).done == "Semis.\n\nRécolte."
    assert two.get(late["url"]).status_code == 404


def test_sent_again_by_a_phone_nothing_doubles(dao):
    made = factory.whole(dao)
    browser, page = cast.browser(dao), page_of(made.report)
    answer = browser.get(page)
    told = {
        **posted(answer, done="Fait."),
        "e.phone00001.label": "Semences",
        "e.phone00001.amount": "12",
        "key": "phone-1234",
    }
    versions = {browser.post(page, told, **SCRIPT).json()["version"] for _n in range(3)}
    assert versions == {2}
    for _n in range(2):
        data = {"file": factory.photo(), "expense": "phone00001"}
        assert browser.post(f"{page}fichier/", data, **SCRIPT).json() == {"state": "kept"}
        assert (
            browser.post(f"{page}fichier/", {"file": factory.photo(), "key": "k1"}, **SCRIPT).json()["state"] == "kept"
        )
    assert (ReportedExpense.objects.count(), made.report.photos.count()) == (1, 1)
    bad = browser.post(f"{page}fichier/", {"file": type(factory.photo())("x.jpg", b"no", "image/jpeg")}, **SCRIPT)
    assert (bad.status_code, bad.json()["state"]) == (422, "refused")


# The session, the link


def test_a_session_that_ends_keeps_the_draft(dao):
    row = factory.report(keeper=dao)
    browser, page = cast.browser(dao), page_of(row)
    typed = posted(browser.get(page), done="Long texte.")
    browser.logout()
    assert browser.post(page, typed, **SCRIPT).status_code == 401
    back = browser.post(page, typed)
    assert back.status_code == 302
    browser.force_login(dao, backend="allauth.account.auth_backends.AuthenticationBackend")
    token = re.search(r"reprise%3D([\w-]+)", back["Location"])[1]
    shown = browser.get(f"{page}?reprise={token}")
    assert "Long texte." in shown.content.decode()
    assert cast.browser(dao).get(f"{page}?reprise={token}").content.decode().count("Long texte.") == 0


def test_a_link_opens_one_report_to_someone_without_an_account(dao):
    row, other = factory.report(language="es"), factory.report()
    link = actions.make_link(report=row, label="Awa", by=None)
    page, visitor = links.path_of(link), Client(enforce_csrf_checks=True)
    answer = visitor.get(page)
    assert answer.status_code == 200
    assert answer["Content-Language"] == "es"
    assert "noindex" in answer["X-Robots-Tag"]
    token = hidden(answer, "csrfmiddlewaretoken")
    said = visitor.post(page, {**posted(answer, done="Hecho.", do="send"), "csrfmiddlewaretoken": token})
    assert said.status_code == 302
    assert (fresh(row).state, fresh(row).submitted_by) == ("submitted", None)
    assert visitor.get(page_of(other)).status_code == 302
    assert visitor.get(page[:-3] + "x/").status_code == 404


def test_an_expired_link_keeps_what_was_written_and_says_so():
    row = factory.report()
    link = actions.make_link(report=row, label="Awa", by=None)
    page, visitor = links.path_of(link), Client()
    typed = posted(visitor.get(page), done="Écrit loin du réseau.")
    ReportLink.objects.update(ends_at=now() - timedelta(days=1))
    answer = visitor.post(page, typed)
    assert answer.status_code == 410
    assert "Écrit loin du réseau." in answer.content.decode()
    assert ReportCopy.objects.get().values["done"] == "Écrit loin du réseau."
    assert fresh(row).done == ""
    assert visitor.post(page, typed, **SCRIPT).json()["state"] == "over"
    assert ReportCopy.objects.count() == 1
    ReportLink.objects.update(revoked_at=now())
    visitor.post(page, {**typed, "key": "autrecle12"})
    assert ReportCopy.objects.count() == 1


def test_an_old_page_of_a_link_is_shown_again_with_its_text():
    link = actions.make_link(report=factory.report(), label="Awa", by=None)
    page, visitor = links.path_of(link), Client(enforce_csrf_checks=True)
    typed = posted(visitor.get(page), done="Texte d’hier.")
    back = visitor.post(page, {**typed, "csrfmiddlewaretoken": "x" * 64})
    assert back["Location"].startswith(f"{page}?reprise=")
    assert "Texte d’hier." in visitor.get(back["Location"]).content.decode()


# The worker, the weight


def test_the_worker_and_its_way_out(settings, dao):
    row = factory.report(keeper=dao)
    browser = cast.browser(dao)
    worker = browser.get("/terrain/agent.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert "no-store" in worker["Cache-Control"]
    assert 'data-agent="/terrain/agent.js"' in browser.get(page_of(row)).content.decode()
    settings.OFFLINE = False
    assert "unregister" in browser.get("/terrain/agent.js").content.decode()
    assert "caches.open" not in browser.get("/terrain/agent.js").content.decode()
    assert 'data-agent=""' in browser.get(page_of(row)).content.decode()


def test_the_form_asks_for_one_file_besides(dao):
    made = factory.whole(dao)
    answer = cast.browser(dao).get(page_of(made.report))
    text = answer.content.decode()
    assert re.findall(r'(?:src|href)="(/static/[^"]+)', text) == ["/static/fieldwork/terrain.js"]
    assert "style-src 'self' 'sha256-" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


# The team


def test_the_queue_is_flat_and_first_what_waits(django_assert_max_num_queries):
    for _n in range(3):
        factory.submitted()
    factory.report()
    browser = cast.browser(cast.user("Nour", "project_officer"))
    browser.get("/gestion/rapports/")
    with django_assert_max_num_queries(14 + cast.menu_counts()):
        text = browser.get("/gestion/rapports/").content.decode()
    assert text.count("Reçu, à relire") >= 3
    assert "rapports de partenaires à relire" in browser.get("/gestion/").content.decode()


def test_returned_corrected_approved_in_the_pages(dao):
    made = factory.submitted(dao)
    nour = cast.browser(cast.user("Nour", "project_officer"))
    page = f"/gestion/rapports/{made.report.pk}/"
    assert "Semences d’oignon" in nour.get(page).content.decode()
    assert nour.post(f"{page}rendre/", {"note": ""}).status_code == 422
    nour.post(f"{page}rendre/", {"note": "Combien de femmes ?"})
    partner = cast.browser(dao)
    answer = partner.get(page_of(made.report))
    assert "Combien de femmes" in answer.content.decode()
    partner.post(page_of(made.report), posted(answer, people="40", women="26", do="send"))
    text = nour.get(f"{page}approuver/").content.decode()
    assert f'value="{made.line.pk}.{made.grant.pk}" selected' in text
    row = made.report.expenses.get()
    choice = {f"e{row.pk}": f"{made.line.pk}.{made.grant.pk}", f"m{made.report.measures.get().pk}": "on"}
    assert nour.post(f"{page}approuver/", choice).status_code == 302
    assert nour.post(f"{page}approuver/", choice).status_code == 409
    assert (Expense.objects.get().state, fresh(made.report).women) == ("approved", 26)
    assert nour.get(page).status_code == 200


def test_a_withheld_partner_is_not_told_to_those_without_the_right(dao):
    made = factory.submitted(dao)
    organisations.organisation("Visible")
    type(made.report.organisation).objects.filter(pk=made.report.organisation_id).update(withheld=True)
    treasurer = cast.browser(cast.user("Joseph", "treasurer"))
    assert treasurer.get(f"/gestion/rapports/{made.report.pk}/").status_code == 404
    assert made.report.organisation.name not in treasurer.get("/gestion/rapports/").content.decode()
    assert (
        cast.browser(cast.user("Nour", "project_officer")).get(f"/gestion/rapports/{made.report.pk}/").status_code
        == 200
    )
    assert cast.browser(dao).get(page_of(made.report)).status_code == 200


def test_asked_from_the_project_entrusted_translated_shown():
    partner = organisations.organisation("Union de Kayes")
    made = factory.report(partner)
    director = cast.browser(cast.user("Amina", "director"))
    values = {"organisation": partner.pk, "every": "3", "starts_on": "2025-04-01", "days": "30", "language": "fr"}
    assert director.get(f"/gestion/projets/{made.project.pk}/rapports/").status_code == 200
    assert director.post(f"/gestion/projets/{made.project.pk}/rapports/", values).status_code == 302
    assert PartnerReport.objects.filter(project=made.project).count() > 1
    page = f"/gestion/rapports/{made.pk}/"
    assert director.post(f"{page}liens/", {"label": "Awa", "email": "awa@exemple.org"}).status_code == 302
    assert "/terrain/lien/" in director.get(f"{page}liens/").content.decode()
    assert director.post(f"/gestion/rapports/liens/{ReportLink.objects.get().pk}/retirer/").status_code == 302
    factory.send(made, story="Ji bɛ yan.", language="bm")
    actions.submit_report(report=made, by=None)
    assert director.post(f"{page}traduire/", {"language": "fr", "story": "L’eau est là."}).status_code == 302
    assert director.post(f"{page}recit/").status_code == 409
    assert director.post(f"{page}approuver/").status_code == 302
    assert director.post(f"{page}recit/").status_code == 302
    assert fresh(made).story_public
    assert "L’eau est là." in director.get(page).content.decode()


def test_the_language_chosen_with_a_link_goes_from_page_to_page(dao):
    made = factory.whole(dao)
    address = links.path_of(actions.make_link(report=made.report, label="Awa", by=None))
    browser = Client()
    answer = browser.get(f"{address}activites/?langue=en")
    assert f'href="{address}mesures/?langue=en"' in answer.content.decode()
    assert f'data-terrain="{address}"' in answer.content.decode()
    values = posted(answer, do="next", part="activites", done="Two trainings.")
    done = browser.post(f"{address}?langue=en", values, **SCRIPT).json()
    assert done["url"] == f"{address}mesures/?langue=en"
    assert "Nothing has been sent" in done["text"] or "saved" in done["text"].lower()
    assert "Enregistrer et continuer" in browser.get(f"{address}mesures/?langue=xx").content.decode()


def test_a_piece_received_otherwise_is_joined_by_the_team():
    made = factory.whole()
    factory.send(made.report, e_exp00001=factory.expense(made.line))
    actions.submit_report(report=made.report, by=None)
    director = cast.browser(cast.user("Amina", "director"))
    page = f"/gestion/rapports/{made.report.pk}/"
    assert "manque" in director.get(page).content.decode()
    assert director.post(f"{page}piece/", {"expense": "exp00001", "file": factory.photo()}).status_code == 302
    assert made.report.expenses.get().piece is not None


def test_the_form_travels_light_with_a_session_or_a_link(dao):
    made = factory.whole(dao)
    link = actions.make_link(report=made.report, label="Awa", by=None)
    for browser, page in ((cast.browser(dao), page_of(made.report)), (Client(), links.path_of(link))):
        answer = browser.get(page, HTTP_ACCEPT_ENCODING="gzip")
        assert answer["Content-Encoding"] == "gzip"
        script = gzip.compress(Path(finders.find("fieldwork/terrain.js")).read_bytes(), 9)
        assert len(answer.content) + len(script) <= 15 * 1024
