"""The pages: who publishes, what is published, a file brought in; and what everyone reads."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from maillage.core import pagecache
from maillage.iati import actions, own
from maillage.iati.models import Publisher, Snapshot, Upload
from maillage.iati.stream import Source
from maillage.organisations.models import Organisation
from maillage.projects.models import Project
from tests import cast
from tests.factories import iati as make
from tests.iati import files

OTHER = "BE-BCE_KBO-0123456789-EAU2"


@pytest.fixture
def staff(network):
    return cast.browser(cast.user("Amina", "project_officer"))


def rows(answer):
    return {one.findtext("iati-identifier") for one in Source(io.BytesIO(answer.content)).rows()}


@pytest.mark.django_db
def test_a_file_is_read_then_written_when_someone_agrees(staff, django_capture_on_commit_callbacks):
    sent = SimpleUploadedFile("essai.xml", files.document(), "application/xml")
    with django_capture_on_commit_callbacks(execute=True):
        answer = staff.post("/gestion/iati/importer/", {"file": sent})
    upload = Upload.objects.get()
    assert answer.url == upload.get_absolute_url()
    page = staff.get(answer.url).content.decode()
    assert "seraient créées" in page
    assert not Project.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(answer.url)
        staff.post(answer.url)  # a double click
    assert Project.objects.count() == 1
    upload.refresh_from_db()
    assert upload.state == "done"
    assert upload.answer["created"] == 1
    assert not Project.objects.get().is_public
    assert "n’est vu que de l’équipe" in staff.get("/gestion/iati/").content.decode()
    assert "De l’eau" in staff.get("/gestion/iati/montrer/").content.decode()
    staff.post("/gestion/iati/montrer/")
    staff.post("/gestion/iati/montrer/")  # a double click
    assert Project.objects.get().is_public
    assert "n’est vu que de l’équipe" not in staff.get("/gestion/iati/").content.decode()


@pytest.mark.django_db
def test_who_agrees_may_show_at_once(staff, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = staff.post("/gestion/iati/importer/", {"file": SimpleUploadedFile("a.xml", files.document())})
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(answer.url, {"public": "on"})
    assert Project.objects.get().is_public


@pytest.mark.django_db
def test_a_file_that_is_none_is_refused_with_a_word(staff, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = staff.post(
            "/gestion/iati/importer/", {"file": SimpleUploadedFile("a.xml", files.document(version="1.03"))}
        )
    page = staff.get(answer.url).content.decode()
    assert "Fichier refusé" in page
    assert "abandonnée" in page
    assert staff.post(answer.url).status_code == 302
    assert not Project.objects.exists()


@pytest.mark.django_db
def test_publish_freezes_compares_and_keeps_the_old_ones(staff, tmp_path, client):
    make.imported(tmp_path, files.activity(), files.activity(OTHER))
    assert client.get("/iati/activites.xml").status_code == 404
    assert "Dites d’abord" in staff.post("/gestion/iati/publier/").content.decode()
    make.publisher()
    assert staff.post("/gestion/iati/publier/", {"note": "Première"}).status_code == 302
    first = client.get("/iati/activites.xml")
    assert rows(first) == {files.IDENTIFIER, OTHER}
    assert "Rien n’a changé" in staff.post("/gestion/iati/publier/").content.decode()
    make.imported(tmp_path, files.activity(money=files.transaction(value="5")))
    Project.objects.filter(iati_identifier=OTHER).update(publishes_iati=False)
    staff.post("/gestion/iati/publier/", {"note": "Seconde"})
    second = Snapshot.last()
    assert (second.number, second.added, second.changed, second.removed) == (2, 0, 1, 1)
    assert client.get("/iati/1/activites.xml").content == first.content
    page = staff.get(second.get_absolute_url()).content.decode()
    assert OTHER in page
    assert "Seconde" in client.get("/fr/donnees-ouvertes/iati/").content.decode()
    assert b"organisation-identifier" in client.get("/iati/organisation.xml").content


@pytest.mark.django_db
def test_who_is_withheld_leaves_the_older_files_too(staff, tmp_path, client):
    hidden = files.activity(OTHER, carrier=files.UNICEF)
    make.imported(tmp_path, files.activity(), hidden)
    make.publisher()
    actions.publish(by=None)
    assert rows(client.get("/iati/1/activites.xml")) == {files.IDENTIFIER, OTHER}
    Organisation.objects.filter(identifiers__value="XM-DAC-41122").update(withheld=True)
    pagecache.store.clear()
    for address in ("/iati/activites.xml", "/iati/1/activites.xml"):
        answer = client.get(address)
        assert rows(answer) == {files.IDENTIFIER}
        assert b"41122" not in answer.content
    page = client.get("/fr/donnees-ouvertes/iati/").content.decode()
    assert "N° 1" in page
    assert "2 activités" not in page  # a count would say that one is withheld
    assert "<td>2</td>" not in page


@pytest.mark.django_db
def test_faults_of_our_data_lead_to_their_forms(staff, tmp_path):
    make.imported(tmp_path, files.activity(sector='<sector vocabulary="1" code="99999"/>'))
    report, _written = own.checked()
    found = next(one for one in report.faults if one.rule == "codelist/Sector")
    assert f"/{Project.objects.get().pk}/" in found.url
    page = staff.get("/gestion/iati/").content.decode()
    assert found.url in page
    assert "99999" in page


@pytest.mark.django_db
def test_the_identity_is_said_checked_and_its_old_identifier_is_kept(staff):
    form = {
        "ref": "n’importe quoi",
        "type": "22",
        "name_fr": "Essai",
        "language": "fr",
        "currency": "EUR",
        "version": "",
    }
    assert staff.post("/gestion/iati/identite/", form).status_code == 422
    staff.post("/gestion/iati/identite/", {**form, "ref": "BE-BCE_KBO-0123456749"})
    one = Publisher.objects.get()
    staff.post("/gestion/iati/identite/", {**form, "ref": "BE-BCE_KBO-0407562029", "version": one.version})
    one.refresh_from_db()
    assert (one.ref, one.old_refs) == ("BE-BCE_KBO-0407562029", ["BE-BCE_KBO-0123456749"])
    stale = staff.post("/gestion/iati/identite/", {**form, "ref": "BE-BCE_KBO-0123456749", "version": 1})
    assert stale.status_code == 409


@pytest.mark.django_db
def test_those_without_the_right_are_let_nowhere(network, client):
    member = cast.browser(cast.user("Bruno"))
    for address in ("/gestion/iati/", "/gestion/iati/publier/", "/gestion/iati/importer/", "/gestion/iati/identite/"):
        assert member.get(address).status_code in (302, 403, 404)
        assert client.get(address).status_code in (302, 403, 404)
