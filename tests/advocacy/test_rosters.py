"""A list of elected people: read as it comes, brought twice it adds nothing, what ends is ended, what is old is forgotten."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.advocacy import actions, jobs, rosters
from maillage.advocacy.models import Commitment, DecisionMaker, Exchange, Mandate, Roster
from maillage.core import sheets
from tests import cast, networks
from tests.factories import advocacy as make

pytestmark = pytest.mark.django_db
HEAD = "Nom;Prénom;Fonction;Échelon;Institution;Commune;Code postal;Courriel;Début du mandat"
LINES = (
    "Roy;Ana;Mairesse;municipal;Ville de Val;Val;J1H,J1J;ana@val.example;3/11/2021",
    "Dubé;Luc;Conseiller;municipal;Ville de Val;Val;;luc@val.example;2021-11-03",
    "Roy;Ana;Mairesse;municipal;Ville de Pré;Pré;G1K;autre.ana@pre.example;",
)


@pytest.fixture(autouse=True)
def csi():
    return networks.install("csi")


def read(*lines, head=HEAD, name="elus.csv"):
    text = "\n".join([head, *lines]).encode()
    return actions.read_roster(upload=SimpleUploadedFile(name, text), by=None)


def write(roster, ends=False):
    return actions.write_roster(roster=roster, mapping=roster.mapping, ends_others=ends, by=None)


def test_brought_twice_it_adds_nothing():
    first = write(read(*LINES))
    assert (first["new"], first["rejected"]) == (3, 0)  # two people of one name, in two towns
    ana = Mandate.objects.get(territory="Val", title="Mairesse")
    assert (ana.postal_codes, ana.level, ana.started_on.isoformat()) == ("J1H J1J", "local", "2021-11-03")
    again = write(read(*LINES))
    assert (again["new"], again["mandates"], again["changed"], again["same"]) == (0, 0, 0, 3)
    assert (DecisionMaker.objects.count(), Mandate.objects.count()) == (3, 3)


def test_an_xlsx_says_the_same():
    out = BytesIO()
    sheets.write_xlsx([line.split(";") for line in LINES], HEAD.split(";"), out)
    roster = actions.read_roster(upload=SimpleUploadedFile("elus.xlsx", out.getvalue()), by=None)
    assert write(roster)["new"] == 3


def test_what_changed_is_told_and_what_is_gone_ends():
    write(read(*LINES))
    counts = write(read("Roy;Ana;Mairesse;municipal;Ville de Val;Val;J1H;nouvelle@val.example;"), ends=True)
    assert (counts["changed"], counts["ends"]) == (1, 1)
    assert DecisionMaker.objects.get(mandates__territory="Val", last_name="Roy").email == "nouvelle@val.example"
    assert Mandate.objects.get(title="Conseiller").ended_on == localdate() - timedelta(days=1)
    assert Mandate.objects.get(territory="Pré").ended_on is None  # another institution: the list says nothing of it
    assert write(read("Roy;Ana;Mairesse;municipal;Ville de Val;Val;J1H;nouvelle@val.example;"), ends=True)["ends"] == 0


def test_a_dirty_file_is_read_for_what_it_holds():
    roster = read(
        ";Sans nom;Maire;municipal;;Val;;;", "Roy;Ana;;municipal;;Val;;;",
        "Sale;Lou;Maire;municipal;;Val;;pas un courriel;31/02/2024",
        "=CMD();Bob;Maire;municipal;;Pré;;bob@pre.example;", "Sale;Lou;Maire;municipal;;Val;;;",
        "Long;" + "x" * 400 + ";Maire;local;;Val;;;",
        "\x00;;;;;;;;",
    )  # fmt: skip
    lines = rosters.read(roster.rows, roster.mapping)
    told = {line.values["last_name"]: line.problems for line in lines if not line.rejected}
    assert told["Sale"] == ["email", "date"]
    assert told["Long"] == ["long"]
    counts = write(roster)
    assert (counts["new"], counts["rejected"]) == (3, counts["lines"] - 3)
    assert all(len(one.first_name) <= 100 for one in DecisionMaker.objects.all())


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n000", b"PK\x03\x04rien"])
def test_a_file_that_is_not_a_table_is_refused_with_a_word(content):
    with pytest.raises(ValidationError):
        actions.read_roster(upload=SimpleUploadedFile("elus.xlsx", content), by=None)
    assert not Roster.objects.exists()


def test_the_pages_of_an_import_show_before_they_write():
    browser = cast.browser(cast.user("Amina", "director"))
    upload = SimpleUploadedFile("elus.csv", "\n".join([HEAD, *LINES, ";X;Y"]).encode())
    answer = browser.post(reverse("advocacy:roster_new"), {"upload": upload})
    roster = Roster.objects.get()
    assert answer.url == roster.get_absolute_url()
    page = browser.get(answer.url)
    assert "Il manque le nom de famille" in page.content.decode()
    assert not DecisionMaker.objects.exists()
    data = {name: str(column) for name, column in roster.mapping.items()}
    assert browser.post(answer.url, {**data, "do": "look"}).status_code == 200
    assert browser.post(answer.url, {**data, "first_name": data["last_name"], "do": "write"}).status_code == 422
    assert not DecisionMaker.objects.exists()
    assert browser.post(answer.url, {**data, "do": "write"}).status_code == 302
    assert DecisionMaker.objects.count() == 3
    assert browser.post(answer.url, {**data, "do": "write"}).status_code == 422
    roster.refresh_from_db()
    assert roster.rows == []


# What is forgotten


def test_two_years_after_the_last_mandate_the_person_is_forgotten():
    long_ago = localdate() - timedelta(days=800)
    over = {"ended_on": long_ago, "started_on": long_ago - timedelta(days=900)}
    alone = make.decision_maker("Seule", email="a@b.example", note="note", mandate=over)
    met = make.decision_maker("Rencontrée", email="c@d.example", note="note", mandate=over)
    now = make.decision_maker("En poste")
    make.exchange(decision_makers=[met], subject="Rencontre")
    assert jobs.forget() == 2
    assert not DecisionMaker.objects.filter(pk=alone.pk).exists()
    met.refresh_from_db()
    assert (met.last_name, met.email, met.note) == ("", "", "")
    assert str(met) == "Ancien mandat, nom effacé"
    assert str(DecisionMaker.objects.get(pk=now.pk)) == "Ode En poste"
    assert jobs.forget() == 0


def test_notes_contacts_and_lists_have_an_end():
    old = make.exchange(on=localdate() - timedelta(days=1900), note="privée", present="Lou", answer="Oui")
    row = make.commitment(contact="Madame Untel", contact_email="untel@x.example")
    make.step(row, "refused", localdate() - timedelta(days=750), contact="Madame Untel")
    roster = read(*LINES)
    Roster.objects.filter(pk=roster.pk).update(created_at=roster.created_at - timedelta(days=9))
    jobs.forget()
    old.refresh_from_db()
    assert (old.note, old.present, old.answer) == ("", "", "Oui")
    assert not Commitment.objects.exclude(contact="").exists()
    assert not row.steps.exclude(contact="").exists()
    assert not Roster.objects.exists()
    assert Exchange.objects.exists()
