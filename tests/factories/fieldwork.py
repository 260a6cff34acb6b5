"""Reports of partners for a test: a project with its budget, its indicator, its partner, its open report."""

from datetime import date
from hashlib import sha256
from io import BytesIO
from itertools import count
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from maillage.core.money import Money
from maillage.fieldwork import actions
from maillage.fieldwork.actions.writing import Outcome, Sent
from maillage.fieldwork.models import PartnerReport
from maillage.funding import actions as money
from maillage.organisations.models import Organisation
from tests.factories import funding, organisations, projects, results

_numbers = count(1)


def photo(name: str = "photo.jpg", colour: str = "green", size: tuple[int, int] = (60, 40)) -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def report(
    partner: Organisation | None = None, *, keeper: Any = None, project: Any = None, **values: Any
) -> PartnerReport:
    """A draft of the first quarter of 2025; `keeper` keeps the partner's page."""
    partner = partner or organisations.organisation(f"Partenaire {next(_numbers)}", country="ML")
    if keeper is not None:
        organisations.contributor(keeper, partner)
    project = project or projects.carried(partner, currency="EUR")
    values = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 3, 31), "due_on": date(2025, 4, 30), **values}
    return PartnerReport.objects.create(project=project, organisation=partner, **values)


def whole(keeper: Any = None) -> SimpleNamespace:
    """A report with all that it may hold: a line of a budget in force with its grant, an indicator, its period."""
    row = report(keeper=keeper)
    line = funding.line(row.project, title="Semences et outils", category="supplies")
    grant = funding.grant_row(row.project)
    version = money.draft_budget(project=row.project, currency="EUR", rates_on=date(2025, 1, 1), by=None)
    money.set_amounts(version=version, line=line, cells=[
        {"year": 2025, "grant": grant, "carrier": None, "amount": Money.of("900", "EUR")}], by=None)  # fmt: skip
    money.adopt_budget(version=version, on=date(2025, 1, 2), by=None)
    indicator = results.indicator(results.result(row.project), disaggregated_by=["sex"])
    period = results.period(indicator, project=row.project, year=2025)
    return SimpleNamespace(report=row, line=line, grant=grant, indicator=indicator, period=period, project=row.project)


def expense(line: Any = None, **values: Any) -> dict[str, Any]:
    return {"on": "2025-02-10", "label": "Semences d’oignon", "line": line.pk if line else None, "amount": 12_500,
            "currency": "EUR", **values}  # fmt: skip


def measure(**values: Any) -> dict[str, Any]:
    blank = dict.fromkeys(("value", "numerator", "denominator", "women", "men", "level", "words"), "")
    return blank | values


def send(row: PartnerReport, *, by: Any = None, key: str = "", read: int | None = None, **values: Any) -> Outcome:
    """One sending: names with « : » are given as `e_KEY` and `m_PERIOD`."""
    told = {name.replace("e_", "e:", 1) if name.startswith("e_") else name.replace("m_", "m:", 1) if name.startswith("m_") else name: value
            for name, value in values.items()}  # fmt: skip
    key = key or f"page{next(_numbers):06}"
    sent = Sent(
        key, row.version if read is None else read, sha256(str(sorted(told.items())).encode()).hexdigest(), told
    )
    return actions.write_report(report=row, sent=sent, by=by)


def submitted(keeper: Any = None) -> SimpleNamespace:
    """Written whole and sent, with its piece."""
    made = whole(keeper)
    send(made.report, by=keeper, done="Deux formations.", people=40, women=25, e_semences1=expense(made.line),
         **{f"m_{made.period.pk}": measure(value="35", women="20")})  # fmt: skip
    actions.add_piece(report=made.report, key="semences1", upload=photo(), by=keeper)
    made.report = actions.submit_report(report=made.report, by=keeper)
    return made
