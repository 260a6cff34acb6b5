"""The same organisation said in many rows: the records do not depend on where batches are cut, the dry run says what the
writing does, the file brought twice changes nothing, and the undoing leaves what was there."""

import csv
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from maillage.organisations import record
from maillage.organisations.importing import verbs
from maillage.organisations.models import Organisation
from tests import networks
from tests.factories import organisations as factory

pytestmark = pytest.mark.django_db
HEADERS = ["Clé", "Nom", "Identifiant", "Pays", "Pays d'action", "Courriel", "Ville", "Description"]
ROW = st.tuples(
    st.sampled_from(["", "", "K1", "K2"]),
    st.sampled_from(["Amis du Niger", "Coopérative Xaley", "Déjà là", "Union des artisans"]),
    st.sampled_from(["", "", "XM-DAC-7", "GB-COH-00213890"]),
    st.sampled_from(["", "CA", "BE"]),
    st.sampled_from(["", "ML", "ML, NE", "HT"]),
    st.sampled_from(["", "un@exemple.org", "deux@exemple.org"]),
    st.sampled_from(["", "Kayes", "Namur"]),
    st.sampled_from(["", "Une phrase.", "Une autre."]),
)
RELAXED = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class GoBack(Exception):
    """The end of an attempt."""


@pytest.fixture
def csi():
    networks.install("csi")


def brought(file: Path):
    return verbs.bring(path=file, filename=file.name, by=None, options={"withheld": False})


def records():
    """Every record by its own content: numbers differ from one attempt to the next."""
    rows = Organisation.objects.prefetch_related(*record.WITH_EVERYTHING)
    return sorted(repr(sorted(record.read(row).items())) for row in rows)


def counts(batch):
    return {
        name: batch.counts.get(name, 0)
        for name in ("rows", "created", "updated", "unchanged", "rejected", "duplicates")
    }


def attempt(file: Path):
    """What the writing leaves, then all is as before."""
    found = []
    try:
        with transaction.atomic():
            before = records()
            said = counts(verbs.check(batch=brought(file)))
            first = verbs.write(batch=brought(file), by=None)
            assert counts(first) == said
            found = records()
            again = verbs.write(batch=brought(file), by=None)
            assert (again.counts["created"], again.counts["updated"]) == (0, 0)
            assert records() == found
            verbs.undo(batch=first, by=None)
            assert records() == before
            raise GoBack
    except GoBack:
        return found


@RELAXED
@given(rows=st.lists(ROW, min_size=1, max_size=14))
def test_wherever_the_batches_are_cut(csi, monkeypatch, tmp_path, rows):
    Organisation.objects.all().delete()
    factory.organisation("Déjà là", city="Magog", countries=("SN",))
    file = tmp_path / "lot.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=";").writerows([HEADERS, *rows])
    found = []
    for size, together in ((1, 1), (2, 3), (100, 1)):
        monkeypatch.setattr(verbs, "BATCH", size)
        monkeypatch.setattr(verbs, "TOGETHER", together)
        found.append(attempt(file))
    assert found[0] == found[1] == found[2]
