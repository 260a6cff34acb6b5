"""Budget against actual: lines by year, funder or carrier, from sums that the database makes; two queries, whatever the size."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Sum

from maillage.funding import measures
from maillage.funding.enums import BudgetType, Nature, VersionState
from maillage.funding.models import BudgetAmount, BudgetLine, BudgetVersion, ExpenseShare, Grant

Key = tuple[int, int, int | None, int | None]  # line, year, grant, carrier
AXES = {"annee": 1, "bailleur": 2, "porteur": 3}  # place of what one looks by in a key


@dataclass
class Sums:
    """Original, in force, actual; in the budget's currency."""

    original: int = 0
    revised: int = 0
    actual: int = 0

    @property
    def left(self) -> int:
        return self.revised - self.actual

    @property
    def variance(self) -> Fraction | None:
        return measures.variance(self.revised, self.actual)

    @property
    def spent(self) -> Fraction | None:
        return measures.ratio(self.actual, self.revised)


@dataclass
class Row(Sums):
    line: BudgetLine | None = None
    groups: dict[Any, Sums] = field(default_factory=lambda: defaultdict(Sums))
    over: bool = False


@dataclass
class Table:
    """The budget of a project, line by line; `groups` are the columns of what one looks by, in order."""

    currency: str
    rows: list[Row]
    total: Sums
    groups: list[Any]
    versions: list[BudgetVersion]
    own: Sums  # what no grant pays
    management: Sums

    @property
    def own_share(self) -> Fraction | None:
        return measures.ratio(self.own.revised, self.total.revised)

    @property
    def own_share_actual(self) -> Fraction | None:
        return measures.ratio(self.own.actual, self.total.actual)


def planned(version: BudgetVersion | None) -> Iterable[tuple[Key, int]]:
    if version is None:
        return
    rows = BudgetAmount.objects.filter(version=version).order_by()
    for line, year, grant, carrier, value in rows.values_list("line", "year", "grant", "carrier", "value"):
        yield (line, year, grant, carrier), value


def spent(project: Any, *, by_carrier: bool) -> Iterable[tuple[Key, int]]:
    """What the approved expenses say: read from one index, but for who carries."""
    rows = ExpenseShare.objects.filter(project=project, value__isnull=False).order_by()
    if by_carrier:
        told = rows.values_list("line", "year", "grant", "carrier").annotate(all=Sum("value"))
        for line, year, grant, carrier, value in told:
            yield (line, year, grant, carrier), value
        return
    for line, year, grant, value in rows.values_list("line", "year", "grant").annotate(all=Sum("value")):
        yield (line, year, grant, None), value


def versions_of(project: Any) -> tuple[list[BudgetVersion], BudgetVersion | None, BudgetVersion | None]:
    """All of them, the original, and the one in force (else the one in preparation)."""
    found = list(BudgetVersion.objects.filter(project=project).order_by("number"))
    original = next((one for one in found if one.kind == BudgetType.ORIGINAL), None)
    force = next((one for one in found if one.state == VersionState.ADOPTED), None)
    return found, original, force or (found[-1] if found else None)


def build(project: Any, *, by: str = "annee", currency: str = "", version: BudgetVersion | None = None) -> Table:
    """The table of a project; `version` looks at another one than that in force."""
    versions, original, force = versions_of(project)
    force = version or force
    at = AXES.get(by, 1)
    lines = {line.pk: line for line in BudgetLine.objects.filter(project=project)}
    rows = {pk: Row(line=line) for pk, line in lines.items()}
    allowed = variances(project)
    pairs: dict[tuple[int, int | None], Sums] = defaultdict(Sums)
    total, own, management = Sums(), Sums(), Sums()
    sources = (("original", planned(original)), ("revised", planned(force)),
               ("actual", spent(project, by_carrier=at == 3)))  # fmt: skip
    for what, told in sources:
        for key, value in told:
            line, grant = lines.get(key[0]), key[2]
            if line is None:
                continue
            kept = [rows[line.pk], rows[line.pk].groups[key[at]], pairs[line.pk, grant], total]
            kept += [own] if grant is None else []
            kept += [management] if line.nature == Nature.MANAGEMENT else []
            for sums in kept:
                setattr(sums, what, getattr(sums, what) + value)
    for (line_pk, grant), sums in pairs.items():
        if measures.is_over(sums.revised, sums.actual, allowed.get(grant) if grant else None):
            rows[line_pk].over = True
    groups = sorted({key for row in rows.values() for key in row.groups}, key=lambda one: (one is None, one or 0))
    books = (force.currency if force else "") or currency
    return Table(books, list(rows.values()), total, groups, versions, own, management)


def variances(project: Any) -> dict[int, Decimal]:
    """What each grant that may pay here admits by line: its own rule, else its funder's."""
    used = BudgetAmount.objects.filter(version__project=project, grant__isnull=False).order_by().values("grant")
    rows = Grant.objects.filter(pk__in=used).values_list("pk", "variance", "funder__variance")
    return {pk: own if own is not None else rule for pk, own, rule in rows if own is not None or rule is not None}
