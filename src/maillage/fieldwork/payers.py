"""On which line an expense of a report may go, and who may pay it: the couples of the budget in force first."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from maillage.fieldwork import due
from maillage.fieldwork.actions.approving import Payer
from maillage.fieldwork.models import PartnerReport, ReportedExpense
from maillage.funding.enums import VersionState
from maillage.funding.models import BudgetAmount, BudgetLine, Grant
from maillage.projects import tree

Known = dict[str, tuple[str, Payer]]


def payers(report: PartnerReport) -> Known:
    """{key: (words, payer)}: each line with each grant that its budget names, and own funds."""
    lines = due.lines(report)
    projects = {report.project_id, *tree.ids_above(report.project)}
    rows = BudgetAmount.objects.filter(
        version__project__in=projects, version__state=VersionState.ADOPTED, line__in=lines
    )
    told = dict.fromkeys(rows.exclude(grant=None).order_by("line__rank", "year").values_list("line", "grant"))
    grants = {
        one.pk: one
        for one in Grant.objects.filter(project__in=projects, state="granted").select_related("funder__organisation")
    }
    by_line: dict[int, list[Grant]] = {}
    for line, grant in told:
        if grant in grants:
            by_line.setdefault(line, []).append(grants[grant])
    return dict(couples(lines, by_line, list(grants.values())))


def couples(
    lines: Iterable[BudgetLine], by_line: dict[int, list[Grant]], grants: list[Grant]
) -> Iterable[tuple[str, tuple[str, Payer]]]:
    for line in lines:
        for grant in by_line.get(line.pk) or grants[:3]:
            yield f"{line.pk}.{grant.pk}", (f"{line} – {grant}", Payer(line, grant))
        yield f"{line.pk}.", (_("%(line)s – fonds propres") % {"line": line}, Payer(line))


def suggested(row: ReportedExpense, known: Known) -> str:
    """The first payer of the partner's line that admits this expense on that day; own funds admit every one."""
    if not row.line_id:
        return ""
    return next(
        (key for key, (_words, payer) in known.items() if payer.line.pk == row.line_id and admits(payer, row)), ""
    )


def admits(payer: Payer, row: ReportedExpense) -> bool:
    grant = payer.grant
    if grant is None:
        return True
    categories = grant.funder.categories
    return bool(row.spent_on and grant.starts_on <= row.spent_on <= grant.ends_on
                and (not categories or payer.line.category in categories))  # fmt: skip
