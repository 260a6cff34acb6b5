"""What a report asks for: the indicators whose period it covers, the lines and the currencies of its expenses."""

from maillage.core.money import MoneyError, minor_digits
from maillage.fieldwork.models import PartnerReport
from maillage.funding.models import BudgetLine, Transfer
from maillage.network import current
from maillage.projects import tree
from maillage.results.models import Period

MOST_MEASURES, MOST_LINES = 24, 40


def periods(report: PartnerReport) -> list[Period]:
    """The periods of indicators that run during the report's, those that end in it first; never a locked one."""
    rows = Period.objects.filter(
        project=report.project_id, locked_at=None, start__lte=report.ends_on, end__gte=report.starts_on
    ).select_related("indicator__result")
    found = sorted(
        rows, key=lambda one: (one.end > report.ends_on, one.indicator.result_id, one.indicator.rank, one.start)
    )
    return found[:MOST_MEASURES]


def lines(report: PartnerReport) -> list[BudgetLine]:
    """The open lines of the project's budget, else of the nodes above it."""
    open_ones = BudgetLine.objects.filter(closed=False)
    own = list(open_ones.filter(project=report.project_id)[:MOST_LINES])
    return own or list(open_ones.filter(project__in=tree.ids_above(report.project))[:MOST_LINES])


def currencies(report: PartnerReport) -> list[str]:
    """Those of what the partner received, of the project, of the network: the likeliest first."""
    found: list[str] = [code for code in report.expenses.values_list("currency", flat=True) if code]
    rows = Transfer.objects.filter(organisation=report.organisation_id).order_by("-due_on")
    found += rows.values_list("received_currency", flat=True)[:20]
    found += [report.project.currency, current.profile().currency]
    return [code for code in dict.fromkeys(found) if known(code)]


def known(code: str) -> bool:
    try:
        minor_digits(code)
    except MoneyError:
        return False
    return True
