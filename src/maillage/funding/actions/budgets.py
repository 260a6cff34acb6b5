"""The budget of a project: lines, a version in preparation, its amounts, its adoption; revised later, never rewritten."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError

from maillage.core.errors import Refusal
from maillage.core.money import Money
from maillage.funding import conversion, measures, rates
from maillage.funding.actions.common import (
    as_validation,
    known_currency,
    locked,
    must_be_of,
    must_be_past,
    record,
    refuse,
    same,
)
from maillage.funding.enums import BudgetType, VersionState
from maillage.funding.models import BudgetAmount, BudgetLine, BudgetVersion, Heading, LineHeading
from maillage.projects import tree
from maillage.projects.models import Project

Cells = Sequence[Mapping[str, Any]]  # {year, grant, carrier, amount: Money}


@transaction.atomic
def draft_budget(*, project: Project, currency: str, rates_on: date, note: str = "", by: Any) -> BudgetVersion:
    """Prepare a version: the original, or a revised one that begins with the amounts in force."""
    Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    known_currency(currency)
    versions = BudgetVersion.objects.filter(project=project)
    if versions.filter(state=VersionState.DRAFT).exists():
        raise refuse("draft_exists")
    last = versions.order_by("-number").first()
    if last and last.currency != currency:
        raise refuse("other_currency", wanted=last.currency, what=last)
    version = BudgetVersion(
        project=project, number=(last.number + 1) if last else 1, currency=currency, rates_on=rates_on, note=note,
        kind=BudgetType.REVISED if last else BudgetType.ORIGINAL,
    )  # fmt: skip
    version.full_clean()
    version.save()
    if last:
        rows = list(last.amounts.all())
        for row in rows:
            row.pk, row.version = None, version
        BudgetAmount.objects.bulk_create(rows)
    record("budget.drafted", version, project, by=by)
    return version


@transaction.atomic
def drop_budget(*, version: BudgetVersion, by: Any) -> None:
    """Forget a version in preparation."""
    version = in_draft(version)
    record("budget.dropped", version, version.project_id, by=by)
    version.delete()


@transaction.atomic
def adopt_budget(*, version: BudgetVersion, on: date, by: Any) -> BudgetVersion:
    """It is in force from now on; the one before stays readable beside it."""
    must_be_past(on)
    version = in_draft(version)
    if not version.amounts.exists():
        raise refuse("empty_budget")
    within_ceilings(version)
    BudgetVersion.objects.filter(project=version.project_id, state=VersionState.ADOPTED).update(
        state=VersionState.REPLACED
    )
    version.state, version.adopted_on = VersionState.ADOPTED, on
    version.save()
    record("budget.adopted", version, version.project_id, by=by, changes={"adopted_on": [None, on]})
    return version


def within_ceilings(version: BudgetVersion) -> None:
    """What a funder caps (a kind of cost, a category, one of its headings) stays under its part of what it pays here."""
    rows = version.amounts.exclude(grant=None).select_related("grant__funder__organisation", "line")
    told = {(row.line_id, row.funder_id): row.heading for row in LineHeading.objects.filter(
        line__project=version.project_id).select_related("heading")}  # fmt: skip
    whole: dict[int, int] = defaultdict(int)
    parts: dict[tuple[int, str, str, str], int] = defaultdict(int)
    funders = {}
    for row in rows:
        funder = row.grant.funder
        funders[row.grant_id] = funder
        whole[row.grant_id] += row.value
        for kind, name in (
            (row.line.category, row.line.get_category_display()),
            (row.line.nature, row.line.get_nature_display()),
        ):
            if kind in funder.ceilings:
                parts[row.grant_id, kind, str(name), funder.ceilings[kind]] += row.value
        heading = told.get((row.line_id, funder.pk))
        if heading and heading.ceiling is not None:
            parts[row.grant_id, heading.code, str(heading), str(heading.ceiling)] += row.value
    for (grant, _kind, name, limit), value in parts.items():
        if Fraction(value) * 100 > Fraction(limit) * whole[grant]:
            found = measures.percent(measures.ratio(value, whole[grant]))
            raise refuse("ceiling", what=name, limit=limit, funder=funders[grant], found=f"{found:f}".replace(".", ","))


def in_draft(version: BudgetVersion) -> BudgetVersion:
    version = locked(version)
    if version.state != VersionState.DRAFT:
        raise refuse("not_draft")
    return version


@transaction.atomic
def write_line(*, project: Project, values: Mapping[str, Any], headings: Sequence[Heading] = (),
               line: BudgetLine | None = None, by: Any) -> BudgetLine:  # fmt: skip
    """Add a line or change it; `headings`, at most one for each funder."""
    if line is None:
        last = BudgetLine.objects.filter(project=project).aggregate(last=Max("rank"))["last"]
        line = BudgetLine(project=project, rank=0 if last is None else last + 1)
    else:
        line = locked(line)
    new = line.pk is None
    changes = same(line, values)
    line.save()
    funders = [one.funder_id for one in headings]
    if len(set(funders)) != len(funders):
        raise refuse("twice", what=headings[0].funder)
    line.headings.all().delete()
    LineHeading.objects.bulk_create(LineHeading(line=line, funder_id=one.funder_id, heading=one) for one in headings)
    record("budget.line_added" if new else "budget.line_changed", line, project, by=by, changes=changes)
    return line


@transaction.atomic
def remove_line(*, line: BudgetLine, by: Any) -> None:
    """Take out a line that no expense and no adopted version uses."""
    line = locked(line)
    if line.shares.exists() or line.amounts.exclude(version__state=VersionState.DRAFT).exists():
        raise refuse("line_used")
    line.amounts.all().delete()
    record("budget.line_removed", line, line.project_id, by=by)
    try:
        line.delete()
    except ProtectedError as error:
        raise refuse("line_used") from error


@transaction.atomic
def set_amounts(*, version: BudgetVersion, line: BudgetLine, cells: Cells, by: Any) -> list[BudgetAmount]:
    """Replace the amounts of one line in a version in preparation.

    Refused, with what to do, when one is in a currency without rate on the version's day.
    """
    version = in_draft(version)
    must_be_of(version.project, line)
    keys = [(cell["year"], pk(cell.get("grant")), pk(cell.get("carrier"))) for cell in cells]
    if len(set(keys)) != len(keys):
        raise refuse("cell_twice")
    allowed = {version.project_id, *tree.ids_above(version.project)}
    known = rates.quotes(version.rates_on) if any(c["amount"].currency != version.currency for c in cells) else []
    rows = []
    for cell in cells:
        if cell.get("grant") is not None and cell["grant"].project_id not in allowed:
            raise refuse("other_project", what=cell["grant"])
        rows.append(cell_row(version, line, cell, known))
    before = [[row.year, row.amount, row.currency] for row in version.amounts.filter(line=line)]
    version.amounts.filter(line=line).delete()
    made = BudgetAmount.objects.bulk_create(rows)
    record("budget.amounts_set", line, version.project_id, by=by,
           changes={"amounts": [before, [[row.year, row.amount, row.currency] for row in rows]]})  # fmt: skip
    return made


def pk(row: Any) -> int | None:
    return row.pk if row is not None else None


def cell_row(version: BudgetVersion, line: BudgetLine, cell: Mapping[str, Any], known: Any) -> BudgetAmount:
    amount: Money = cell["amount"]
    if amount.minor < 0:
        raise refuse("not_positive")
    try:
        lock = rates.lock(amount.currency, version.currency, version.rates_on, known)
    except Refusal as refusal:
        raise as_validation(refusal) from refusal
    row = BudgetAmount(
        version=version, line=line, year=cell["year"], grant=cell.get("grant"), carrier=cell.get("carrier"),
        amount=amount.minor, currency=amount.currency,
        value=conversion.convert(amount, lock, version.currency).minor, **(lock.fields if lock else {}),
    )  # fmt: skip
    row.clean_fields()
    return row
