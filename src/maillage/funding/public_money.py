"""What anyone reads of the money (CSI-9): what came in and from whom, what left and for whom, what stayed.

Only of what is public: no project, organisation or sum of who is withheld is in any figure.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.core.generation import among
from maillage.core.narratives import said
from maillage.funding import ledger, words
from maillage.funding.models import Expense, Instalment, Movement, Transfer
from maillage.organisations.models import Organisation
from maillage.projects.models import Project

# Types of movements: a commitment is not money yet. Where each is counted, and the side that is named.
KINDS = {"1": ("in", "provider"), "3": ("out", "receiver"), "4": ("here", "")}
LISTED = 40  # names shown on one side
Flow = tuple[int | None, str, int, str, int]  # who, name, year, currency, amount


def came_in(projects: Any) -> list[Flow]:
    rows = ledger.received_rows(projects).filter(Organisation.seen_by_anyone("grant__funder__organisation")).order_by()
    told = rows.values_list("grant__funder__organisation", "grant__funder__organisation__name", "received_on__year",
                            "received_currency")  # fmt: skip
    return list(told.annotate(s=Sum("received")))


def went_out(projects: Any) -> list[Flow]:
    rows = ledger.sent_rows(projects).filter(Organisation.seen_by_anyone("organisation")).order_by()
    told = rows.values_list("organisation", "organisation__name", "sent_on__year", "currency")
    return list(told.annotate(s=Sum("amount")))


def kept_by_banks(projects: Any) -> list[Flow]:
    rows = ledger.sent_rows(projects).filter(Organisation.seen_by_anyone("organisation"), fees__gt=0).order_by()
    told = rows.values_list("sent_on__year", "currency").annotate(s=Sum("fees"))
    return [(None, "", year, currency, amount) for year, currency, amount in told]


def spent_here(projects: Any) -> list[Flow]:
    rows = (
        ledger.spent_rows(projects).order_by().values_list("spent_on__year", "value_currency").annotate(s=Sum("value"))
    )
    return [(None, "", year, currency, amount) for year, currency, amount in rows]


def noted(projects: Any) -> dict[str, list[Flow]]:
    """From movements noted as such: nothing of who is withheld."""
    rows = Movement.objects.filter(project__in=projects, type__in=list(KINDS))
    for side in ("provider", "receiver"):
        rows = rows.filter(Q(**{side: None}) | Organisation.seen_by_anyone(side))
    language = (get_language() or "fr")[:2]
    sides = [f"{side}{of}" for side in ("provider", "receiver") for of in ("", "__name", "_names", "_ref")]
    told = rows.order_by().values_list("type", *sides, "on__year", "currency").annotate(s=Sum("amount"))
    found: dict[str, list[Flow]] = {"in": [], "out": [], "here": []}
    for type_, *both, year, currency, amount in told:  # added up by the database: a file may bring thousands
        kind, side = KINDS[type_]
        who, name, names, ref = both[4:] if side == "receiver" else both[:4]
        named = said(names, language) or name or ref if side else ""
        found[kind].append((who if side else None, named, year, currency, amount))
    return found


# What is counted, and where it is found: the projects that have such rows (`among`), then the rows of some.
FACTS: tuple[tuple[str, Callable[[Any], list[Flow]], Callable[[], Any]], ...] = (
    ("in", came_in, lambda: Instalment.objects.filter(received__isnull=False).values_list("grant__project", flat=True)),
    ("out", went_out, lambda: Transfer.objects.filter(sent_on__isnull=False).values_list("project", flat=True)),
    ("here", spent_here, lambda: Expense.objects.filter(organisation=None).values_list("project", flat=True)),
    ("here", kept_by_banks, lambda: Transfer.objects.filter(fees__gt=0).values_list("project", flat=True)),
)


def flows(projects: Any) -> dict[str, list[Flow]]:
    """{"in" | "out" | "here": who, year, currency, amount}, from facts and from movements noted as such."""
    found = noted(projects)
    for kind, find, _where in FACTS:
        found[kind] += find(projects)
    return found


def flows_of(project: Project) -> dict[str, list[Flow]]:
    """The same of one project: what few projects have costs the others no question."""
    found: dict[str, list[Flow]] = {"in": [], "out": [], "here": []}
    if among("funding.noted", project.pk, lambda: [moved()]):
        found = noted([project.pk])
    for kind, find, where in FACTS:
        if among(f"funding.{find.__name__}", project.pk, lambda where=where: [where()]):  # type: ignore[misc]
            found[kind] += find([project.pk])
    return found


def moved() -> Any:
    return Movement.objects.filter(type__in=list(KINDS)).values_list("project", flat=True)


def summed(rows: list[Flow], currency: str) -> list[tuple[str, int]]:
    """(name, amount) in one currency, the largest first."""
    by_name: dict[str, int] = defaultdict(int)
    for _who, name, _year, code, amount in rows:
        if code == currency:
            by_name[name or _("Non précisé")] += amount
    return sorted(by_name.items(), key=lambda pair: (-pair[1], pair[0]))


def told(projects: Any, *, year: int | None = None, first: str = "") -> dict[str, Any]:
    """By currency, the network's first: figures, lists, and the years. Of one year: what was there before it as well."""
    return blocks(flows(projects), year=year, first=first)


def told_of(project: Project) -> dict[str, Any]:
    """The same of one project."""
    return blocks(flows_of(project), first=project.currency)


def blocks(found: dict[str, list[Flow]], *, year: int | None = None, first: str = "") -> dict[str, Any]:
    years = sorted({row[2] for rows in found.values() for row in rows}, reverse=True)
    before: dict[str, int] = defaultdict(int)
    if year is not None:
        for kind, rows in found.items():
            for row in rows:
                if row[2] < year:
                    before[row[3]] += row[4] if kind == "in" else -row[4]
        found = {kind: [row for row in rows if row[2] == year] for kind, rows in found.items()}
    weights: dict[str, int] = defaultdict(int)
    for rows in found.values():
        for row in rows:
            weights[row[3]] += abs(row[4])
    codes = sorted((code for code in weights if code), key=lambda code: (code != first, -weights[code], code))
    return {"years": years, "blocks": [block(found, code, year, before[code]) for code in codes]}


def listed(rows: list[tuple[str, int]], code: str) -> list[tuple[str, str]]:
    """The largest, by name; the others together, for a page must open on a telephone: the file beside names them all."""
    if len(rows) <= LISTED:
        return [(name, words.show(amount, code)) for name, amount in rows]
    rest = rows[LISTED:]
    others = _("%(n)s autres, ensemble") % {"n": len(rest)}
    return [*listed(rows[:LISTED], code), (others, words.show(sum(amount for _name, amount in rest), code))]


def block(found: dict[str, list[Flow]], code: str, year: int | None = None, before: int = 0) -> dict[str, Any]:
    came, left = summed(found["in"], code), summed(found["out"], code)
    total_in, total_out = sum(amount for _name, amount in came), sum(amount for _name, amount in left)
    here = sum(row[4] for row in found["here"] if row[3] == code)
    figures = [(total_in, _("entrés")), (total_out, _("partis vers les partenaires")), (here, _("dépensés ici"))]
    if year is None:
        rest = total_in - total_out - here
        figures.append((rest, _("encore là")) if rest >= 0 else (-rest, _("pris sur d’autres fonds du réseau")))
    else:
        figures = [(before, _("là au 1er janvier %(year)s") % {"year": year}), *figures,
                   (before + total_in - total_out - here, _("là à la fin de %(year)s") % {"year": year})]  # fmt: skip
    return {
        "currency": code, "came": listed(came, code), "left": listed(left, code),
        "figures": [(words.whole(amount, code), label) for amount, label in figures],
        "raw": (total_in, total_out, here), "by_year": by_year(found, code),
    }  # fmt: skip


def by_year(found: dict[str, list[Flow]], code: str) -> list[tuple[int, tuple[int, int, int]]]:
    years: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for place, kind in enumerate(("in", "out", "here")):
        for row in found[kind]:
            if row[3] == code:
                years[row[2]][place] += row[4]
    return [(year, (sums[0], sums[1], sums[2])) for year, sums in sorted(years.items())]


def of_network() -> Any:
    """The public projects, as a query of their numbers."""
    return Project.objects.public().order_by().values("pk")
