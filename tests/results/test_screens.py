"""From an empty chain to what everyone reads, through the pages; what nobody may see; what pages cost."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from PIL import Image

from maillage.core.registry import house
from maillage.results import actions, found, matrix, personal, told
from maillage.results.models import CapitalisationNote, Indicator, Measurement, Period, Result, Transformation
from tests import cast, networks
from tests.factories import organisations, projects
from tests.factories import results as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> Client:
    networks.install("csi")
    caches["memory"].clear()
    return cast.browser(cast.user("Amina", "director"))


def page(browser: Client, name: str, *args: object, **query: str) -> str:
    answer = browser.get(reverse(name, args=args), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def photo(side: int = 2400) -> SimpleUploadedFile:
    out = BytesIO()
    Image.effect_noise((side, side), 60).convert("RGB").save(out, "JPEG", quality=90)
    return SimpleUploadedFile("photo.jpg", out.getvalue(), "image/jpeg")


def test_from_an_empty_chain_to_a_locked_value(amina: Client) -> None:
    project = projects.project("L’eau")
    staff = cast.browser(cast.user("Staff", "project_officer"))
    post = amina.post
    assert "La chaîne est vide" in page(amina, "results:chain", project.pk)
    new = {"type": "2", "titles_fr": "Les filles vont à l’école", "titles_en": "Girls go to school",
           "assumptions_0_text": "La route est praticable", "assumptions_0_state": "doubtful"}  # fmt: skip
    assert post(reverse("results:result_new", args=[project.pk]), {"type": "1"}).status_code == 422
    assert post(reverse("results:result_new", args=[project.pk]), new).status_code == 302
    outcome = Result.objects.get()
    assert outcome.titles == [["fr", "Les filles vont à l’école"], ["en", "Girls go to school"]]
    below = {"type": "1", "titles_fr": "Des points d’eau", "parent": str(outcome.pk)}
    assert post(reverse("results:result_new", args=[project.pk]), below).status_code == 302
    output = Result.objects.get(type="1")
    asked = {"titles_fr": "Personnes desservies", "measure": "1", "unit": "personnes", "over": "sum", "ascending": "1",
             "disaggregated_by": ["sex", "age"]}  # fmt: skip
    assert post(reverse("results:indicator_new", args=[output.pk]), asked).status_code == 302
    indicator = Indicator.objects.get()
    year = localdate().year - 1
    depart = {"rows_0_year": str(year - 1), "rows_0_value": "1 200,5", "rows_1_year": str(year - 1), "rows_1_value": "600",
              "rows_1_split": "sex : female"}  # fmt: skip
    assert post(reverse("results:baseline", args=[project.pk, indicator.pk]), depart).status_code == 302
    assert [(one.value, one.dimensions) for one in indicator.baselines.all()] == [
        (Decimal("1200.5"), []), (Decimal(600), [["sex", "female"]])]  # fmt: skip
    span = {"start": f"{year}-01-01", "end": f"{year + 1}-12-31", "every": "year"}
    assert post(reverse("results:periods_new", args=[project.pk, indicator.pk]), span).status_code == 302
    period = Period.objects.order_by("start")[0]
    aims = {"start": f"{year}-01-01", "end": f"{year}-12-31", "version": "1", "targets_0_value": "1500"}
    assert (
        post(reverse("results:period_edit", args=[period.pk]), {**aims, "targets_0_value": "beaucoup"}).status_code
        == 422
    )
    assert post(reverse("results:period_edit", args=[period.pk]), aims).status_code == 302
    assert post(reverse("results:period_edit", args=[period.pk]), aims).status_code == 409  # two people at once
    measure = reverse("results:measure", args=[period.pk])
    typed = {"measured_on": f"{year}-12-31", "value": "1 600", "c1-0": "900", "c1-1": "800"}
    refused = post(measure, typed)
    assert refused.status_code == 422
    assert "pour un total de" in refused.content.decode()
    key = amina.get(measure).context["form"]["key"].value()
    for _press in range(2):  # a press that leaves twice is one measurement
        told = {**typed, "c1-1": "600", "words_fr": "Compté par les comités.", "key": key}
        assert post(measure, told).status_code == 302
    row = Measurement.objects.get()
    assert sorted(row.cells.values_list("sex", "value")) == [("F", Decimal(900)), ("M", Decimal(600))]
    evidence = reverse("results:evidence_add", args=[row.pk])
    assert (
        post(evidence, {"upload": SimpleUploadedFile("photo.jpg", b"pas une photo", "image/jpeg")}).status_code == 422
    )
    assert post(evidence, {"upload": photo(), "caption": "Le forage"}).status_code == 302
    version = row.evidence.get().document.latest
    with version.open() as file:
        assert max(Image.open(file).size) == 1600
    assert post(reverse("results:measurement_submit", args=[row.pk])).status_code == 302
    approve = reverse("results:measurement_approve", args=[row.pk])
    assert "une autre personne l’approuve" in post(approve).content.decode()
    assert "1 à approuver" in page(staff, "results:chain", project.pk)
    assert staff.post(approve).status_code == 302
    assert staff.post(reverse("results:lock", args=[period.pk])).status_code == 302
    chain = page(amina, "results:chain", project.pk)
    assert "1\u00a0600\u00a0personnes" in chain
    assert "verrouillée" in chain
    drawn = page(amina, "results:theory", project.pk)
    assert drawn.count('class="theorie ') == 2  # one for a screen, one for a phone
    assert "mène à « Les filles vont à l’école »" in drawn
    lines = matrix.gathered(project)
    assert [line[8:12] for line in lines if line[6] == f"{year}-01-01"] == [
        ["", "", 1500, 1600], ["Femmes et filles", "", "", 900], ["Hommes et garçons", "", "", 600]]  # fmt: skip
    assert amina.get(reverse("results:matrix", args=[project.pk, "xlsx"])).status_code == 200
    assert amina.get(reverse("results:theory_svg", args=[project.pk]))["Content-Type"] == "image/svg+xml"


def test_what_a_file_brought_stays_as_it_was_until_someone_changes_it(amina: Client) -> None:
    """A line left alone keeps its writing, its languages, its documents; a changed one keeps its documents."""
    period = make.period()
    first = period.targets.create(value=Decimal(1200), written="1,200", comments=[["en", "Yes"], ["nl", "Ja"]], rank=0)
    second = period.targets.create(value=None, written="", dimensions=[[None, "3583"]], rank=1)
    third = period.targets.create(value=Decimal(5), dimensions=[["sex", "female"]], rank=2)
    third.documents.create(url="https://exemple.org/a.pdf", rank=0)
    form = amina.get(reverse("results:period_edit", args=[period.pk])).context["form"]
    rows = form.fields["targets"].initial
    assert rows[0] == ["1,200", "", "", "Yes / Ja"]
    typed = {f"targets_{n}_{name}": cell for n, row in enumerate(rows)
             for name, cell in zip(("value", "split", "places", "comment"), row, strict=True)}  # fmt: skip
    typed |= {"start": str(period.start), "end": str(period.end), "targets_2_value": "7"}
    assert amina.post(reverse("results:period_edit", args=[period.pk]), typed).status_code == 302
    first, second, third = (make.fresh(row) for row in (first, second, third))
    assert (first.written, first.comments) == ("1,200", [["en", "Yes"], ["nl", "Ja"]])
    assert (second.written, second.dimensions) == ("", [[None, "3583"]])
    assert (third.value, third.dimensions, third.documents.count()) == (7, [["sex", "female"]], 1)


def test_a_partner_recognises_a_change_and_everyone_reads_it(amina: Client) -> None:
    partner, carrier = cast.user("Dao"), organisations.organisation("Union des femmes")
    organisations.contributor(partner, carrier)
    project = projects.carried(carrier, title="Marché")
    dao, visitor = cast.browser(partner), cast.browser(None)
    new = {"titles_fr": "Des femmes gèrent le marché", "titles_en": "Women run the market", "for_whom": "les vendeuses",
           "since": "2022-03-01", "direction": "backward", "country": "SN", "organisation": str(carrier.pk), "is_public": "on"}  # fmt: skip
    for _press in range(2):
        assert amina.post(reverse("results:transformation_new", args=[project.pk]), new).status_code == 302
    row = Transformation.objects.get()
    assert dao.get(reverse("results:answer", args=[row.pk])).status_code == 404  # a draft
    assert amina.post(reverse("results:transformation_propose", args=[row.pk])).status_code == 302
    public = "/fr/ce-qui-a-change/"
    assert row.titles[0][1] not in visitor.get(public).content.decode()
    assert (
        dao.post(reverse("results:answer", args=[row.pk]), {"agrees": "0", "on": str(localdate())}).status_code == 422
    )
    answer = {"agrees": "1", "on": str(localdate()), "words": "Oui, hélas."}
    assert dao.post(reverse("results:answer", args=[row.pk]), answer).status_code == 302
    caches["memory"].clear()
    told_page = visitor.get(public, {"sens": "backward", "pays": "SN"}).content.decode()
    assert "Des femmes gèrent le marché" in told_page
    assert "En arrière" in told_page
    assert "Des femmes gèrent le marché" not in visitor.get(public, {"pays": "ML"}).content.decode()
    one = visitor.get(make.fresh(row).public_url)
    assert one.status_code == 200
    assert "Set-Cookie" not in one.headers
    assert "Oui, hélas." in one.content.decode()
    doc = next(iter(found.transformations([row.pk])))
    assert doc.access == "public"
    assert "Women run the market" in visitor.get("/en/ce-qui-a-change/").content.decode()


def test_what_is_withheld_is_nowhere(amina: Client) -> None:
    hidden = projects.withheld("Secret")
    row = make.transformation(hidden, title="Chose secrète", validated=True, is_public=True)
    make.approved(make.period(make.indicator(make.result(hidden, title="Résultat secret"))))
    treasurer, visitor = cast.browser(cast.user("T", "treasurer")), cast.browser(None)
    assert "Chose secrète" not in visitor.get("/fr/ce-qui-a-change/").content.decode()
    assert visitor.get(row.public_url).status_code == 404
    assert not Transformation.objects.public().exists()
    assert not Result.objects.visible_to(cast.user("E")).exists()
    assert treasurer.get(reverse("results:chain", args=[hidden.pk])).status_code in (403, 404)
    assert "Chose secrète" in page(amina, "results:transformations")  # who may see it sees it
    assert all(doc.access != "public" for doc in found.transformations([row.pk]))


def test_a_partner_opens_no_other_partner_s_chain(amina: Client) -> None:
    dao, mine, theirs = cast.user("Dao"), organisations.organisation(), organisations.organisation()
    organisations.contributor(dao, mine)
    own, other = (
        make.measurement(make.period(make.indicator(make.result(projects.carried(one))))) for one in (mine, theirs)
    )
    assert list(Measurement.objects.visible_to(dao)) == [own]
    assert other not in Measurement.objects.visible_to(dao)


def test_scores_notes_and_what_a_person_may_take_away(amina: Client) -> None:
    outcome = make.result(type="2")
    url = reverse("results:score_edit", args=[outcome.project_id])
    given = {"result": str(outcome.pk), "year": "2024", "grade": "2", "why": "Bien.", "lesson": "Partir plus tôt."}
    assert amina.post(url, {**given, "lesson": ""}).status_code == 422
    assert amina.post(url, given).status_code == 302
    assert "2 – Satisfaisant" in page(amina, "results:scores", outcome.project_id)
    assert "Partir plus tôt." in page(amina, "results:lessons")
    networks.install("wsm")
    caches["memory"].clear()
    assert "B – Satisfaisant" in page(amina, "results:scores", outcome.project_id)
    note = {"title": "Apprendre", "text": "Ce que nous savons.", "language": "fr"}
    for _press in range(2):
        assert amina.post(reverse("results:note_new"), note).status_code == 302
    row = CapitalisationNote.objects.get()
    amina.post(reverse("results:note_review", args=[row.pk]))
    assert make.fresh(row).state == "draft"  # she wrote it
    user = row.written_by
    assert "Apprendre" in str(personal.export(user))
    assert personal.erase(user, by=None)
    assert make.fresh(row).written_by is None


def test_pages_cost_the_same_with_ten_times_as_much(amina: Client, django_assert_max_num_queries) -> None:
    def fill(project, count):
        for n in range(count):
            result = make.result(project, title=f"R{n}")
            for year in (2024, 2025):
                make.approved(make.period(make.indicator(result), year=year, target=10))
        for n in range(count):
            make.seen(make.transformation(project, title=f"T{n}", validated=True, is_public=True), 300)

    small, large = projects.project(), projects.project()
    fill(small, 1)
    fill(large, 8)
    for name in ("results:chain", "results:theory", "results:scores"):
        page(amina, name, small.pk)
        with django_assert_max_num_queries(24 + cast.menu_counts()):
            page(amina, name, large.pk)
    for name in ("results:measurements", "results:transformations", "results:lessons"):
        with django_assert_max_num_queries(20 + cast.menu_counts()):
            page(amina, name)
    with django_assert_max_num_queries(12):
        assert cast.browser(None).get("/fr/ce-qui-a-change/").status_code == 200
    with django_assert_max_num_queries(9):
        chains = told.chains([small.pk, large.pk])
    assert [len(chains[one.pk]) for one in (small, large)] == [1, 8]
    assert chains[large.pk][0].indicators[0].periods[0].actuals[0].text == "10"
    check = next(one for key, one in house.checks.items() if key == "results")
    assert [level for level, _text in check.whole()] == ["ok"]


def test_the_check_sees_a_value_that_is_not_its_measurements(amina: Client) -> None:
    row = make.approved()
    row.period.actuals.update(value=99)
    check = next(one for key, one in house.checks.items() if key == "results")
    assert "error" in [level for level, _text in check.whole()]


def test_bad_input_is_answered_clearly(amina: Client) -> None:
    period = make.period()
    url = reverse("results:measure", args=[period.pk])
    for value in ("1\x00", "9" * 60, "<script>", "-4", "1e9", "NaN"):
        assert amina.post(url, {"measured_on": str(period.end), "value": value}).status_code == 422
    assert amina.post(url, {"measured_on": "2999-01-01", "value": "4"}).status_code == 422
    assert not Measurement.objects.exists()
    new = reverse("results:result_new", args=[period.project_id])
    assert amina.post(new, {"type": "1", "titles_fr": "a" * 10_000}).status_code == 422
    row = make.measurement(period)
    for _twice in range(2):  # a double click, a link scanner
        amina.get(reverse("results:measurement_submit", args=[row.pk]))
    assert make.fresh(row).state == "draft"


def test_waiting_and_late_things_are_told(amina: Client) -> None:
    project = projects.project("En retard")
    ended = localdate() - timedelta(days=90)
    indicator = make.indicator(make.result(project))
    actions.add_periods(
        indicators=[indicator], project=project, start=ended - timedelta(30), end=ended, every="once", by=None
    )
    actions.submit_measurement(measurement=make.measurement(), by=None)
    make.transformation(validated=True, since=localdate() - timedelta(days=1200))
    items = [item.title for item in house.waiting.get("results").find(cast.user("B", "director"))]
    assert items == ["1 mesure à approuver", "1 valeur attendue : En retard", "1 transformation à revoir"]
