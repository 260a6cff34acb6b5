"""An import through the browser: the whole path, whatever the file; nothing lost, nothing executed, everything undone."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from maillage.audit.models import Entry
from maillage.core.registry import house
from maillage.core.sheets import write_xlsx
from maillage.organisations import jobs
from maillage.organisations.actions import organisations
from maillage.organisations.enums import ImportState
from maillage.organisations.importing import verbs
from maillage.organisations.models import ActionCountry, DuplicateGroup, Import, Organisation
from maillage.organisations.views import import_verbs, imports
from tests import cast, networks
from tests.factories import organisations as factory

pytestmark = pytest.mark.django_db
EVIL = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def network(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return networks.install("csi")


@pytest.fixture
def client():
    return cast.browser(cast.user("Amina", "membership_officer"))


def send(client, content, name="fichier.csv"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(reverse("organisations:import_new"), {"file": SimpleUploadedFile(name, content)})


def columns(client, batch, **changes):
    form = client.get(reverse("organisations:import_columns", args=[batch.pk])).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | changes
    return client.post(reverse("organisations:import_columns", args=[batch.pk]), data)


def checked(client, content, name="fichier.csv", **changes):
    answer = send(client, content, name)
    assert answer.status_code == 302, answer.content.decode()
    batch = Import.objects.latest("pk")
    assert columns(client, batch, **changes).status_code == 302
    page = client.get(batch.get_absolute_url())
    assert page.status_code == 200
    batch.refresh_from_db()
    return batch, page.content.decode()


def written(client, batch):
    assert client.post(reverse("organisations:import_write", args=[batch.pk])).status_code == 302
    batch.refresh_from_db()
    return client.get(batch.get_absolute_url()).content.decode()


def test_the_whole_path_then_back(client, django_capture_on_commit_callbacks):
    text = "Nom;Pays;Courriel\nPasserelles;CA;bonjour@passerelles.org\nLes Ponts;FR;pas une adresse\n;CA;\n"
    batch, page = checked(client, text, withheld="yes")
    assert batch.state == ImportState.CHECKED
    assert not Organisation.objects.exists()
    for said in ("seraient créées", "« pas une adresse » n’est pas une adresse électronique", "1 ligne à corriger",
                 "La ligne n’a pas de nom d’organisation"):  # fmt: skip
        assert said in page, said
    only = client.get(batch.get_absolute_url(), {"gravite": "error"}).content.decode()
    assert "pas une adresse électronique" not in only
    rejected = client.get(reverse("organisations:import_rejected", args=[batch.pk]))
    lines = b"".join(rejected.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "Ligne 4" in lines[1]
    assert "n’a pas de nom" in lines[1]
    confirm = client.get(reverse("organisations:import_write", args=[batch.pk])).content.decode()
    assert "2 organisations sont créées" in confirm
    page = written(client, batch)
    assert batch.state == ImportState.DONE
    assert all(row.withheld for row in Organisation.objects.all())
    assert "Passerelles" in page
    assert client.post(reverse("organisations:import_write", args=[batch.pk])).status_code == 409
    one = Organisation.objects.get(name="Passerelles")
    organisations.update(organisation=one, values={"city": "Magog"}, by=None)
    undo = client.get(reverse("organisations:import_undo", args=[batch.pk])).content.decode()
    assert "1 organisation créée par cet import disparaît" in undo
    assert "1 fiche a été modifiée depuis" in undo
    assert client.post(reverse("organisations:import_undo", args=[batch.pk])).status_code == 302
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "1 organisation retirée" in page
    assert "1 gardée" in page
    assert list(Organisation.objects.values_list("name", "city" if False else "name")) == [
        ("Passerelles", "Passerelles")
    ]
    assert set(Entry.objects.values_list("verb", flat=True)) >= {
        "import.written",
        "import.undone",
        "organisation.imported",
    }
    assert client.get(reverse("organisations:imports")).status_code == 200


def test_the_corrected_rows_come_back_as_they_are(client):
    batch, _page = checked(client, "Nom;Ville\nUne;Lyon\n;Nice\n")
    data = b"".join(
        client.get(reverse("organisations:import_rejected", args=[batch.pk]), {"format": "xlsx"}).streaming_content
    )
    assert send(client, data, "lignes.xlsx").status_code == 302
    again = Import.objects.latest("pk")
    assert [str(field) for field in verbs.fields_of(again).values()] == ["name", "city"]


def test_columns_are_proposed_with_a_reason_changed_and_remembered(client):
    first = "Machin;Truc\nUne;Lyon\nDeux;Nice\n"
    assert send(client, first).status_code == 302
    batch = Import.objects.get()
    page = client.get(reverse("organisations:import_columns", args=[batch.pk])).content.decode()
    assert "Rien ne dit ce que contient cette colonne" in page
    assert "Lyon" in page
    answer = columns(client, batch)
    assert answer.status_code == 422
    assert "Aucune colonne ne donne le nom" in answer.content.decode()
    assert columns(client, batch, column_0="name", column_1="name").status_code == 422
    assert columns(client, batch, column_0="name", column_1="city").status_code == 302
    written(client, batch)
    assert send(client, "Machin;Truc\nTrois;Metz\n").status_code == 302
    again = Import.objects.latest("pk")
    assert again.mapping == {"0": "name", "1": "city"}
    assert (
        "Comme la dernière fois"
        in client.get(reverse("organisations:import_columns", args=[again.pk])).content.decode()
    )


def test_the_same_file_again_is_said_and_changes_nothing(client):
    batch, _page = checked(client, "Nom;Ville\nUne;Lyon\n")
    written(client, batch)
    again, page = checked(client, "Nom;Ville\nUne;Lyon\n")
    assert "Ce fichier a déjà été importé le" in page
    assert again.counts["unchanged"] == 1
    answer = client.post(reverse("organisations:import_write", args=[again.pk]))
    assert answer.status_code == 409
    assert "Rien ne changerait" in answer.content.decode()
    assert Organisation.objects.count() == 1
    assert client.post(reverse("organisations:import_discard", args=[again.pk])).status_code == 302
    batch.refresh_from_db()
    assert Path(batch.path).exists()  # the other import still needs the file


def bomb():
    data = io.BytesIO()
    write_xlsx([["Une"]], ["Nom"], data)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data.getvalue())) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in book.namelist():
            made.writestr(name, book.read(name))
        with made.open("xl/media/big.bin", "w") as big:
            for _piece in range(600):
                big.write(b"\0" * 1_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "tableau.xlsx", "c’est un fichier PDF"),
        (b"", "vide.csv", "fichier"),
        (b"\n\n  \n", "blanc.csv", "ne contient aucune ligne"),
        (b"PK\x03\x04" + b"x" * 50, "casse.xlsx", "fichier"),
        ('Nom;Ville\n"Une;Lyon\nDeux;Nice\n', "guillemet.csv", "n’est jamais refermé"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_one_sentence(client, content, name, said):
    answer = send(client, content, name)
    page = answer.content.decode()
    if answer.status_code == 302:
        page = client.get(answer["Location"], follow=True).content.decode()
    assert said in page
    assert "Traceback" not in page
    assert not Organisation.objects.exists()


@pytest.mark.slow
def test_a_bomb_is_refused(client, settings):
    answer = send(client, bomb(), "bombe.xlsx")
    assert answer.status_code == 422
    assert "place démesurée" in answer.content.decode()
    assert not Import.objects.exists()
    assert not list((settings.MEDIA_ROOT / "imports").iterdir())


def test_three_hundred_megabytes_are_refused_before_they_are_read(client):
    class Endless(io.RawIOBase):
        def read(self, size=-1):
            raise AssertionError("the body is read")

    answer = client.generic("POST", reverse("organisations:import_new"), b"", content_type="multipart/form-data; boundary=x",
                            CONTENT_LENGTH="300000000", **{"wsgi.input": Endless()})  # fmt: skip
    assert answer.status_code == 413
    assert "300 Mo" in answer.content.decode()


def test_the_first_page_asks_for_its_token():
    person = cast.user("Bruno", "membership_officer")
    strict = cast.browser(person)
    strict.handler.enforce_csrf_checks = True
    assert send(strict, "Nom\nUne\n").status_code == 403
    assert not Import.objects.exists()


def test_header_only_and_no_name(client):
    _batch, page = checked(client, "Nom;Ville\n")
    assert "n’a que des titres" in page
    assert send(client, "Ville;Pays\nLyon;FR\n").status_code == 302
    assert columns(client, Import.objects.latest("pk")).status_code == 422


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8", "utf-8-sig", "mac_roman"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_whatever_the_encoding_and_the_mark(client, encoding, mark):
    text = f"Nom{mark}Ville\nÉquité pour l’été à Nîmes, là-bas{mark}Châlons\nDéjà élevés{mark}Sète\n".replace("’", "'")
    if mark == ",":
        text = text.replace("Nîmes, là-bas", "Nîmes là-bas")
    batch, _page = checked(client, text.encode(encoding))
    written(client, batch)
    assert {row.places.get().city for row in Organisation.objects.all()} == {"Châlons", "Sète"}


def test_odd_cells(client):
    long = "a" * 10_000
    text = (
        "Nom;Pays d’action;Code postal;Vérifiée le;Ville\n"
        f"{EVIL};ML, SN / Burkina Faso;01000;31/02/2024;Lyon\n"
        f"{long};;;;\n"
        "=HYPERLINK(\"http://x\");;;;\n"
        "NUL\x00 DEDANS;ml;;;\n"
    )  # fmt: skip
    batch, page = checked(client, text)
    assert EVIL not in page
    assert "« 31/02/2024 » n’est pas une date qui existe" in page
    assert "10000 caractères ; la limite est de 300" in page.replace("\u202f", "").replace("\xa0", " ").replace(
        "10 000", "10000"
    )
    page = written(client, batch)
    assert EVIL not in page
    one = Organisation.objects.get(name=EVIL)
    assert set(ActionCountry.objects.filter(organisation=one).values_list("country", flat=True)) == {"ML", "SN", "BF"}
    assert one.places.get().postal_code == "01000"
    assert not any("\x00" in row.name for row in Organisation.objects.all())
    for name in ("list", "imports", "duplicates"):
        assert EVIL not in client.get(reverse(f"organisations:{name}")).content.decode()
    exported = b"".join(client.get(reverse("organisations:export")).streaming_content).decode()
    assert "\n=HYP" not in exported
    assert ";=HYP" not in exported
    assert "'=HYPERLINK" in exported


def test_duplicate_headers_are_said(client):
    send(client, "Nom;Ville;Ville\nUne;Lyon;Nice\n")
    page = client.get(reverse("organisations:import_columns", args=[Import.objects.get().pk])).content.decode()
    assert "apparaît 2 fois" in page


def test_probable_duplicates_are_shown_before_and_decided_after(client):
    factory.organisation("Association Les Amis du Mali", country="FR")
    batch, page = checked(client, "Nom;Pays\nLes amis du Mali;FR\n")
    assert "Association Les Amis du Mali" in page
    assert "ligne 2" in page
    page = written(client, batch)
    assert DuplicateGroup.objects.count() == 1
    assert "Décider si elles n’en font qu’une" in page


def test_a_large_file_is_checked_and_written_by_jobs(client, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(imports, "CHECKED_AT_ONCE", 1)
    monkeypatch.setattr(import_verbs, "WRITTEN_AT_ONCE", 1)
    send(client, "Nom\n" + "".join(f"Organisation {n}\n" for n in range(30)))
    batch = Import.objects.get()
    with django_capture_on_commit_callbacks() as later:
        columns(client, batch)
    page = client.get(batch.get_absolute_url())
    assert "Vérification en cours" in page.content.decode()
    assert page["Refresh"] == "5"
    assert "Refresh" not in client.get(batch.get_absolute_url(), {"suivre": "non"})
    assert later
    jobs.check_import(batch.pk)
    with django_capture_on_commit_callbacks():
        client.post(reverse("organisations:import_write", args=[batch.pk]))
    assert "Écriture en cours" in client.get(batch.get_absolute_url()).content.decode()
    assert client.post(batch.get_absolute_url()).status_code == 302  # « Reprendre »: the job runs here, at once
    assert Organisation.objects.count() == 30
    jobs.write_import(batch.pk, None)
    assert Organisation.objects.count() == 30
    with django_capture_on_commit_callbacks():
        client.post(reverse("organisations:import_undo", args=[batch.pk]))
    assert "Annulation en cours" in client.get(batch.get_absolute_url()).content.decode()
    jobs.undo_import(batch.pk, None)
    batch.refresh_from_db()
    assert (batch.state, Organisation.objects.count()) == (ImportState.UNDONE, 0)
    assert "undoing" not in batch.counts


def test_two_imports_at_once_make_one_of_each(client):
    one, _page = checked(client, "Nom;SIREN\nUne;552100554\n")
    two, _page = checked(client, "Nom;SIREN\nUne bis;552100554\n", "autre.csv")
    written(client, one)
    written(client, two)
    assert Organisation.objects.count() == 1
    assert two.counts["created"] == 0


def test_stopped_after_its_last_batch_it_ends(client):
    batch, _page = checked(client, "Nom\nUne\nDeux\n")
    written(client, batch)
    Import.objects.filter(pk=batch.pk).update(state=ImportState.RUNNING, finished_at=None)
    assert client.post(batch.get_absolute_url()).status_code == 302
    batch.refresh_from_db()
    assert (batch.state, batch.counts["created"], Organisation.objects.count()) == (ImportState.DONE, 2, 2)


def test_a_file_that_breaks_in_its_middle_says_so_and_writes_nothing(client, monkeypatch):
    send(client, "Nom;Ville\n" + "Une;Lyon\n" * 300 + '"Deux;Nice\n')
    batch = Import.objects.get()
    columns(client, batch)
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "ne peut pas être lu en entier" in page
    assert "Un guillemet ouvert" in page
    assert not Organisation.objects.exists()


def test_an_import_forgotten_for_a_day_waits(client):
    batch, _page = checked(client, "Nom\nUne\n")
    user = cast.user("Dora", "director")
    find = house.waiting.get("organisations.imports").find
    assert not list(find(user))
    Import.objects.filter(pk=batch.pk).update(created_at=now() - timedelta(days=2))
    assert [item.url for item in find(user)] == [batch.get_absolute_url()]
