"""What the directory exports reads back as it was; what a person changed in the file changes, and nothing else."""

import csv
import io
from pathlib import Path

import pytest
from django.urls import reverse

from maillage.organisations import record
from maillage.organisations.actions import organisations
from maillage.organisations.importing import verbs
from maillage.organisations.models import Import, Organisation, Size
from tests import cast, networks
from tests.factories import organisations as factory

pytestmark = pytest.mark.django_db


def whole(name):
    return organisations.create(by=None, withheld=False, values={
        "name": name, "short_name": "PST", "kind": "oci", "family": "cooperation", "founded": 1987, "street": "12, rue des Érables",
        "postal_code": "J1H 1A1", "city": "Sherbrooke", "country": "CA", "latitude": 45.4, "longitude": -71.9,
        "email": "bonjour@passerelles.org", "phone": "819 555-0142", "website": "https://passerelles.org",
        "countries": ["ML", "CD"], "languages": ["fr", "en"], "zones": "Afrique de l’Ouest", "other_names": ["Les Passerelles"],
        "identifiers": [["bn", "123456782"], ["neq", "1199900001"], ["other", "0012"]],
        "sizes": [["budget", 2024, 1_234_567, "Comptes"], ["staff", 2024, 4, ""]],
        "descriptions": {"fr": "=2+2\n\nDeux paragraphes ; un tab", "en": "Bridges"},
    })  # fmt: skip


def exported(client, kind="csv"):
    answer = client.get(reverse("organisations:export"), {"format": kind})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def reread(data, kind, tmp_path):
    file = Path(tmp_path) / f"annuaire.{kind}"
    file.write_bytes(data)
    batch = verbs.bring(path=file, filename=file.name, by=None)
    return verbs.write(batch=batch, by=None)


def state_of_all():
    rows = Organisation.objects.prefetch_related(*record.WITH_EVERYTHING).order_by("pk")
    return [(row.pk, row.version, record.read(row)) for row in rows]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize("network", ["csi", "wsm", "ciso", "cesiq", "occitanie"])
def test_the_whole_directory_reads_back_unchanged(network, kind, tmp_path):
    profile = networks.install(network)
    kinds = [one.code for one in (*profile.organisation_kinds, *profile.partner_types)]
    families, themes = [one.code for one in profile.families], [one.code for one in profile.themes]
    for number in range(3):
        factory.organisation(
            f"Organisation {number}", city="Namur", kind=kinds[number % len(kinds)] if kinds else "22",
            themes=tuple(themes[number:][:3]), family=families[number % len(families)] if families else "",
            countries=("ML", "CD", "NA"), country="BE",
        )  # fmt: skip
    factory.organisation("Retenue", withheld=True, withheld_reason="menaces", is_public=True)
    before = state_of_all()
    batch = reread(exported(cast.browser(cast.user("Amina", "director")), kind), kind, tmp_path)
    assert {name: batch.counts[name] for name in ("created", "updated", "unchanged", "rejected")} == {
        "created": 0, "updated": 0, "unchanged": 4, "rejected": 0}  # fmt: skip
    assert state_of_all() == before
    assert not [remark for remark in batch.problems if remark["severity"] != "note"], batch.problems


def test_a_full_record_reads_back_even_renamed_even_odd(tmp_path):
    networks.install("csi")
    one = whole("Passerelles")
    organisations.update(organisation=one, values={"name": "Ponts & passerelles; Estrie"}, by=None)
    Size.objects.create(organisation=one, measure="budget", year=2026, value=123_456_78)
    before = state_of_all()
    data = exported(cast.browser(cast.user("Amina", "director")))
    assert reread(data, "csv", tmp_path).counts["unchanged"] == 1
    assert state_of_all() == before


def test_what_was_changed_in_the_file_changes_and_nothing_else(tmp_path):
    networks.install("csi")
    one = whole("Passerelles")
    client = cast.browser(cast.user("Amina", "director"))
    lines = list(csv.reader(io.StringIO(exported(client).decode("utf-8-sig")), delimiter=";"))
    lines[1][lines[0].index("Ville")] = "Magog"
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(lines)
    before = record.read(one)
    batch = reread(out.getvalue().encode(), "csv", tmp_path)
    assert batch.counts["updated"] == 1
    after = record.read(Organisation.objects.get())
    assert {name for name in after if after[name] != before[name]} == {"city"}


def test_a_key_of_another_house_finds_nobody(tmp_path):
    networks.install("csi")
    one = whole("Passerelles")
    file = tmp_path / "a.csv"
    file.write_text(f"Clé;Nom\nM{one.pk}-0123456789ab;Autre\n")
    batch = verbs.write(batch=verbs.bring(path=file, filename="a.csv", by=None), by=None)
    assert batch.counts["created"] == 1
    assert Organisation.objects.get(pk=one.pk).name == "Passerelles"


def test_an_imported_budget_is_in_the_currency_and_a_kind_in_the_networks_words(tmp_path):
    networks.install("csi")
    file = tmp_path / "a.csv"
    file.write_text("Nom;Budget;Type d’organisation\nUne;250 000 $;Syndicat\nDeux;1 500,50;Fondation\nTrois;;Zorglub\n")
    batch = verbs.write(batch=verbs.bring(path=file, filename="a.csv", by=None), by=None)
    assert batch.counts["created"] == 3
    found = {row.name: record.read(row) for row in Organisation.objects.all()}
    assert found["Une"]["sizes"][0][2] == 250_000_00
    assert found["Deux"]["sizes"][0][2] == 1_500_50
    assert (found["Une"]["kind"], found["Deux"]["kind"], found["Trois"]["kind"]) == ("syndicat", "60", "")
    assert [remark["code"] for remark in batch.problems] == ["kind-unknown"]


def test_the_export_shows_withheld_rows_to_those_who_may_and_neutralises_formulas():
    networks.install("csi")
    factory.organisation("Retenue", withheld=True)
    factory.organisation('=HYPERLINK("x")')
    assert "Retenue" in exported(cast.browser(cast.user("Amina", "director"))).decode()
    text = exported(cast.browser(cast.user("Sofia", "editor"))).decode()
    assert "Retenue" not in text
    assert "'=HYPERLINK" in text
    assert Import.objects.count() == 0
