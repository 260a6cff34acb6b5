"""Importing: what is said before, what is written, twice nothing, the broken refused alone; and back to XML unchanged."""

import fcntl
import io

import pytest
from django.core.exceptions import ValidationError
from lxml import etree

from maillage.core.errors import Refused
from maillage.funding.models import Movement
from maillage.iati import held, places, schemas
from maillage.iati.actions import show_imported
from maillage.iati.canonical import canonical, difference
from maillage.iati.elements import activity as elements
from maillage.iati.elements.values import Unheld
from maillage.iati.exports import files as exports
from maillage.iati.imports import verbs
from maillage.iati.rows.settled import settle
from maillage.iati.stream import ACTIVITIES, Source, opened
from maillage.organisations.models import Organisation
from maillage.projects.models import Code, Participant, Project
from maillage.results.models import Measurement, Period
from tests.factories import iati as make
from tests.iati import files, samples
from tests.iati.rich import RICH

OTHER = "BE-BCE_KBO-0123456789-EAU2"


def told(answer):
    return {name: answer.counts[name] for name in ("activities", "created", "updated", "unchanged", "refused")}


def run(*paths, write=True):
    return verbs.run(list(paths), write=write, by=None)


def exported():
    out = io.BytesIO()
    written = exports.write_activities(out, among=exports.exported())
    assert not written.left_out
    return {
        one.findtext("iati-identifier"): one for one in etree.fromstring(out.getvalue()).iterchildren("iati-activity")
    }


@pytest.mark.django_db
def test_a_dry_run_says_everything_and_writes_nothing(network, tmp_path):
    path = files.written(
        tmp_path, "a.xml", files.activity(more='<legacy-data name="a" value="b"/>'), files.activity(OTHER)
    )
    answer = run(path, write=False)
    assert told(answer) == {"activities": 2, "created": 2, "updated": 0, "unchanged": 0, "refused": 0}
    assert answer.as_dict()["not_held"] == {"iati-activity/legacy-data": 1}
    assert not Project.objects.exists()
    assert not Organisation.objects.filter(source_key__startswith="iati:").exists()


@pytest.mark.django_db
def test_twice_changes_nothing_and_a_changed_file_updates(network, tmp_path):
    path = files.written(tmp_path, "a.xml", files.activity(), files.activity(OTHER))
    assert told(run(path))["created"] == 2
    assert told(run(path)) == {"activities": 2, "created": 0, "updated": 0, "unchanged": 2, "refused": 0}
    changed = files.written(
        tmp_path, "a.xml", files.activity(money=files.transaction(value="77.10")), files.activity(OTHER)
    )
    assert told(run(changed)) == {"activities": 2, "created": 0, "updated": 1, "unchanged": 1, "refused": 0}
    assert Project.objects.count() == 2
    assert Movement.objects.get(project__iati_identifier=files.IDENTIFIER).amount == 7710


@pytest.mark.django_db
def test_a_broken_activity_is_refused_alone_and_two_of_one_identifier_are_told_apart(network, tmp_path):
    broken = files.activity(OTHER).replace('<activity-status code="2"/>', "")
    path = files.written(tmp_path, "a.xml", files.activity(), broken, files.activity())
    answer = run(path)
    assert told(answer) == {"activities": 3, "created": 1, "updated": 0, "unchanged": 0, "refused": 2}
    assert "activity-status" in answer.refusals[0].reason
    assert "ligne" in answer.refusals[1].reason
    assert Project.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"<a/>", files.document(version="1.05"), files.document()[:-30]])
def test_a_file_that_cannot_be_read_is_refused_alone_and_with_a_word(network, tmp_path, content):
    good, bad = files.written(tmp_path, "a.xml"), tmp_path / "b.xml"
    bad.write_bytes(content)
    with pytest.raises(Refused) as refused:
        run(bad)
    assert not Project.objects.exists()
    answer = run(good, bad)
    assert answer.unread == list(refused.value.reasons)
    assert answer.errors()[0]["message"].startswith("b.xml : ")
    assert Project.objects.count() == 1


@pytest.mark.django_db
def test_what_stands_on_both_sides_of_a_comment_is_read_whole(network, tmp_path):
    run(files.written(tmp_path, "a.xml", files.activity().replace("De l’eau", "De <!-- vive --> l’eau<?x?> pure")))
    assert Project.objects.get().title == "De  l’eau pure"


@pytest.mark.django_db
def test_a_moment_outside_of_the_calendar_refuses_its_activity_alone(network, tmp_path):
    odd = files.activity(OTHER).replace("2024-05-01T10:00:00Z", "0001-01-01T00:00:00+05:00")
    answer = run(files.written(tmp_path, "a.xml", files.activity(), odd))
    assert told(answer)["created"] == 1
    assert "0001-01-01" in answer.refusals[0].reason


@pytest.mark.django_db
def test_what_is_imported_is_in_columns_and_organisations_stay_inside(network, tmp_path):
    run(files.written(tmp_path, "a.xml"))
    project = Project.objects.get()
    assert (project.title, project.language, project.currency, project.state) == ("De l’eau", "fr", "EUR", "2")
    assert project.publishes_iati
    assert not project.is_public  # the team alone, until someone shows it
    assert Movement.objects.get().amount == 100050
    assert Code.objects.get(kind="sector").code == "14030"
    maker = Participant.objects.get(role="4").organisation
    assert maker is not None
    assert not maker.is_public


@pytest.mark.django_db
def test_what_is_imported_is_given_back_but_published_only_once_shown(network, tmp_path):
    run(files.written(tmp_path, "a.xml", files.activity(), files.activity(OTHER)))
    Project.objects.create(title="À nous", iati_identifier="BE-BCE_KBO-0123456749-X", publishes_iati=True)
    Project.objects.filter(iati_identifier=OTHER).update(withheld=True, withheld_reason="danger")
    assert set(exported()) == {files.IDENTIFIER}
    assert exports.write_activities(io.BytesIO()).index == {}
    assert show_imported(by=None) == 1
    assert set(exports.write_activities(io.BytesIO()).index) == {files.IDENTIFIER}
    with pytest.raises(ValidationError):
        show_imported(by=None)
    run(files.written(tmp_path, "a.xml", files.activity(money="")))  # an update changes nothing of who sees it
    assert Project.objects.get(iati_identifier=files.IDENTIFIER).is_public


@pytest.mark.django_db
def test_an_organisation_known_by_its_number_is_found(network, tmp_path):
    known = Organisation.objects.create(name="Déjà là", sort_name="deja la")
    known.identifiers.create(kind="iati", value="BE-BCE_KBO-0123456789")
    run(files.written(tmp_path, "a.xml"))
    assert Participant.objects.get(role="4").organisation == known


@pytest.mark.django_db
def test_everything_that_is_claimed_comes_back(network, tmp_path):
    path = files.written(tmp_path, "a.xml", RICH)
    with opened(path) as file:
        before = canonical(next(Source(file).rows()))
    answer = run(path)
    assert answer.refusals == []
    after = canonical(next(iter(exported().values())))
    assert difference(before, after) == ""
    assert set(answer.not_held) == {"iati-activity/{urn:essai}mark", "iati-activity/fss"}


@pytest.mark.django_db
def test_results_measured_here_are_not_written_over(network, tmp_path):
    run(files.written(tmp_path, "a.xml", RICH))
    Measurement.objects.create(period=Period.objects.first(), measured_on="2023-05-01", value=3)
    answer = run(files.written(tmp_path, "a.xml", RICH.replace("Puits creusés", "Puits forés")))
    assert told(answer)["refused"] == 1
    assert "mesures" in answer.refusals[0].reason


@pytest.mark.django_db
def test_a_withheld_organisation_takes_its_activities_out_of_every_file(network, tmp_path):
    paid = (
        files.transaction()
        .replace('ref="BE-BCE_KBO-0123456789"', 'ref="XM-DAC-41122"')
        .replace("Essai solidaire", "UNICEF")
    )
    run(files.written(tmp_path, "a.xml", files.activity(money=paid), files.activity(OTHER, carrier=files.UNICEF)))
    assert len(exported()) == 2
    Organisation.objects.filter(identifiers__value="XM-DAC-41122").update(withheld=True)
    left = exported()
    assert set(left) == {files.IDENTIFIER}
    told_ = etree.tostring(left[files.IDENTIFIER], encoding="unicode")
    assert "41122" not in told_
    assert "UNICEF" not in told_


@pytest.mark.django_db
def test_our_own_project_is_told_with_what_the_standard_asks(network):
    make.publisher()
    told_ = {"is_public": True, "publishes_iati": True, "planned_start": "2024-01-01", "currency": "EUR"}
    parent = Project.objects.create(title="Programme", iati_identifier="BE-BCE_KBO-0123456749-P", **told_)
    Project.objects.create(title="Projet", is_public=True, publishes_iati=True, iati_identifier="BE-BCE_KBO-0123456749-P1",
                           planned_start="2024-01-01", parent=parent)  # fmt: skip
    found = exported()
    below = found["BE-BCE_KBO-0123456749-P1"]
    assert not schemas.faults(below, ACTIVITIES, "2.03", "", "")
    assert below.find("reporting-org").get("ref") == "BE-BCE_KBO-0123456749"
    assert below.find("other-identifier[@type='B1']").get("ref") == "BE-10-ANCIEN"
    assert below.find("related-activity[@type='1']").get("ref") == "BE-BCE_KBO-0123456749-P"
    assert found["BE-BCE_KBO-0123456749-P"].find("related-activity[@type='2']") is not None


@pytest.mark.django_db
def test_so_many_queries_whatever_their_number(network, tmp_path, django_assert_max_num_queries):
    run(files.written(tmp_path, "a.xml", *(files.activity(f"BE-BCE_KBO-0123456789-{n}") for n in range(60))))
    with django_assert_max_num_queries(30):
        assert len(list(held.activities(Project.objects.values_list("pk", flat=True)))) == 60


@pytest.mark.one_database
@pytest.mark.slow
@pytest.mark.skipif(not samples.manifest(), reason="the real files are absent")
def test_real_activities_are_read_and_written_unchanged():
    """Every valid activity of every real file, without the database: equal on every path that is claimed."""
    count = 0
    for row in samples.manifest():
        if not row["version"].startswith("2") or row["activities"] == "0" or int(row["bytes"]) > 1_500_000:
            continue
        with opened(samples.real(row)) as file:
            source = Source(file)
            for element in source.rows():
                if schemas.faults(element, source.kind, source.version, "", ""):
                    continue
                found, _lost = elements.read(element)
                assert difference(canonical(element), canonical(elements.write(found))) == "", row["file"]
                count += 1
    assert count > 1_000


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.skipif(not samples.manifest(), reason="the real files are absent")
def test_real_activities_come_back_from_the_database(network):
    """A dozen real files of small organisations: import, export, equal on every path that is claimed."""
    rows = [
        row
        for row in samples.manifest()
        if row["xsd_valid"] == "True" and row["version"] == "2.03" and 0 < int(row["activities"]) < 10
    ]
    before, paths, seen = {}, [], set()
    for row in rows[:30]:
        paths.append(samples.real(row))
        with opened(paths[-1]) as file:
            for element in Source(file).rows():
                activity, lost = elements.read(element)
                try:
                    settle(activity, lost)
                except Unheld:
                    continue
                if activity.identifier not in seen and "iati-activity/activity-date" not in lost:
                    before[activity.identifier] = canonical(element)
                seen.add(activity.identifier)
    answer = run(*paths)
    assert answer.counts["created"] >= len(before) > 40
    after = {identifier: canonical(element) for identifier, element in exported().items()}
    assert [
        difference(form, after[identifier]) for identifier, form in before.items() if form != after[identifier]
    ] == []
    assert run(*paths).counts["unchanged"] == answer.counts["created"]


@pytest.mark.django_db
def test_one_import_writes_at_a_time(network, tmp_path):
    path = files.written(tmp_path, "a.xml")
    with verbs.alone(), (places.folder() / "import.lock").open() as file, pytest.raises(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert told(run(path))["created"] == 1
