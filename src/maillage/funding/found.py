"""What the search finds of money, by those who follow it alone: grants, transfers, expenses."""

from collections.abc import Iterable
from typing import Any

from maillage.accounts.roles import Permission
from maillage.funding.models import Expense, Grant, Transfer
from maillage.organisations.models import Organisation
from maillage.projects.models import Project
from maillage.search.sources import Doc, needs

TEAM = str(Permission.FUNDING_VIEW)
WITHHELD = needs(Permission.FUNDING_VIEW, Permission.WITHHELD_VIEW)


def hidden_of(rows: list[Any], organisation: str) -> tuple[set[int], set[int]]:
    """Projects and organisations, among theirs, that few may see."""
    projects = set(
        Project.objects.hidden().filter(pk__in={row.project_id for row in rows}).values_list("pk", flat=True)
    )
    named = {reached(row, organisation) for row in rows} - {None}
    organisations = set(Organisation.objects.filter(pk__in=named).hidden().values_list("pk", flat=True))
    return projects, organisations


def reached(row: Any, path: str) -> Any:
    for name in path.split("."):
        row = getattr(row, name)
    return row


def documents(rows: list[Any], organisation: str, route: str, subtitle: Any, body: Any) -> Iterable[Doc]:
    projects, organisations = hidden_of(rows, organisation)
    for row in rows:
        few = row.project_id in projects or reached(row, organisation) in organisations
        yield Doc(
            row.pk, str(row), (route, {"pk": row.pk}), WITHHELD if few else TEAM, subtitle=subtitle(row), body=body(row)
        )


def grants(ids: list[int]) -> Iterable[Doc]:
    rows = list(Grant.objects.filter(pk__in=ids).select_related("funder__organisation", "project"))
    return documents(rows, "funder.organisation_id", "funding:grant", lambda g: str(g.funder),
                     lambda g: f"{g.reference} {g.project.title}")  # fmt: skip


def transfers(ids: list[int]) -> Iterable[Doc]:
    rows = list(Transfer.objects.filter(pk__in=ids).select_related("organisation", "project"))
    return documents(rows, "organisation_id", "funding:transfer", lambda t: str(t.organisation),
                     lambda t: f"{t.reference} {t.project.title}")  # fmt: skip


def expenses(ids: list[int]) -> Iterable[Doc]:
    rows = list(Expense.objects.filter(pk__in=ids).select_related("project"))
    return documents(rows, "organisation_id", "funding:expense", lambda e: e.project.title,
                     lambda e: f"{e.piece} {e.supplier}")  # fmt: skip


def grant_ids() -> Iterable[int]:
    return Grant.objects.values_list("pk", flat=True)


def transfer_ids() -> Iterable[int]:
    return Transfer.objects.values_list("pk", flat=True)


def expense_ids() -> Iterable[int]:
    return Expense.objects.values_list("pk", flat=True)
