"""The organisation's file: valid, and what each partner receives year by year; nobody withheld, of today or of before."""

import io
from datetime import date

import pytest
from lxml import etree

from maillage.core import pagecache
from maillage.funding.enums import TransferState
from maillage.iati import actions, checking
from maillage.organisations.models import Organisation
from maillage.projects.models import Project
from tests.factories import funding, organisations
from tests.factories import iati as make
from tests.iati import files

pytestmark = pytest.mark.django_db


def budgets(content: bytes) -> list[tuple[str, ...]]:
    found = etree.fromstring(content).iterfind(".//recipient-org-budget")
    return [
        (one.get("status"), one.findtext("recipient-org/narrative"), one.find("period-start").get("iso-date")[:4],
         one.findtext("value"), one.find("value").get("currency"))
        for one in found
    ]  # fmt: skip


@pytest.fixture
def published(network, tmp_path):
    make.imported(tmp_path, files.activity())
    make.publisher()
    project = Project.objects.get()
    semilla = organisations.organisation("Semilla", country="PE")
    hidden = organisations.organisation("Casa discreta", country="PE", withheld=True)

    def transfer(to: Organisation, amount: int, day: date, state: str = TransferState.PLANNED, currency: str = "EUR"):
        return funding.transfer_row(project, organisation=to, amount=amount, currency=currency, due_on=day, state=state)

    transfer(semilla, 100_050, date(2027, 3, 1))
    transfer(semilla, 50_000, date(2027, 9, 1), TransferState.APPROVED)
    transfer(semilla, 70_000, date(2028, 3, 1), TransferState.APPROVED)
    transfer(semilla, 90_000, date(2028, 4, 1), TransferState.CANCELLED)
    transfer(hidden, 10_000, date(2027, 3, 1))
    return semilla


def test_what_each_partner_receives_is_told_by_year(published, client):
    actions.publish(by=None)
    content = client.get("/iati/organisation.xml").content
    assert budgets(content) == [("1", "Semilla", "2027", "1500.5", "EUR"), ("2", "Semilla", "2028", "700", "EUR")]
    report = checking.check_file(io.BytesIO(content), "organisation.xml")
    assert (report.xsd_valid, report.counts["critical"], report.counts["error"]) == (True, 0, 0)


def test_a_partner_withheld_later_leaves_the_file_of_before(published, client):
    actions.publish(by=None)
    assert b"Semilla" in client.get("/iati/organisation.xml").content
    Organisation.objects.filter(pk=published.pk).update(withheld=True)
    pagecache.store.clear()
    content = client.get("/iati/organisation.xml").content
    assert b"Semilla" not in content
    assert b"organisation-identifier" in content
