"""What a demonstration would publish is ready to be published: a first look at the check is not a list of faults."""

import io

import pytest
from django.utils.timezone import localdate

from maillage.core.registry import house
from maillage.iati.checking import check_file
from maillage.iati.exports import files
from maillage.organisations.models import Identifier
from maillage.web.commands.install import DemoContext
from tests import networks
from tests.factories import organisations as factory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("network", ["csi", "cesiq", "wsm", "ciso", "occitanie"])
def test_what_a_demonstration_publishes_has_no_fault(network, settings):
    settings.DEMO = True
    context = DemoContext(networks.install(network), localdate(), lambda text: None, {})
    for key in ("accounts", "organisations", "projects", "funding", "results", "iati"):
        house.demo.get(key).write(context)
    for write in (files.write_activities, files.write_organisation):
        file = io.BytesIO()
        write(file)
        file.seek(0)
        report = check_file(file, "demo.xml")
        assert report.is_good, report.as_dict()
        assert report.as_dict()["errors"] == []


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("siret", "55204944776279", "FR-RCS-552049447"),
        ("siren", "552049447", "FR-RCS-552049447"),
        ("bce", "0999000123", "BE-BCE_KBO-0999000123"),
    ],
)
def test_a_national_number_is_told_with_a_register_of_the_standard(db, kind, value, told):
    row = factory.organisation("Eau vive")
    Identifier.objects.create(organisation=row, kind=kind, value=value)
    assert files.organisation.identifiers_of([row.pk]) == {row.pk: told}
