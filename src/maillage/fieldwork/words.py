"""What a report says, in words: for who chooses between two copies, and for the team."""

from typing import Any

from django.utils.translation import gettext as _

from maillage.fieldwork.content import TEXTS, content, plain
from maillage.fieldwork.models import PartnerReport, ReportCopy, ReportedMeasure
from maillage.funding.models import BudgetLine
from maillage.funding.words import show
from maillage.results.models import Period


def side_by_side(report: PartnerReport, copy: ReportCopy) -> list[dict[str, Any]]:
    """[{name, label, standing, mine, words}] of what differs; `words`: both may be kept."""
    standing, told = content(report), copy.values
    periods = {one.pk: one for one in Period.objects.filter(pk__in=[int(name[2:]) for name in told if name.startswith("m:")])
               .select_related("indicator")}  # fmt: skip
    values = [value for table in (standing, told) for value in table.values() if isinstance(value, dict)]
    lines = {one.pk: str(one) for one in BudgetLine.objects.filter(pk__in=[v["line"] for v in values if v.get("line")])}
    return [{"name": name, "label": label_of(name, periods), "standing": in_words(standing.get(name), lines),
             "mine": in_words(value, lines), "words": name in TEXTS} for name, value in told.items()]  # fmt: skip


def label_of(name: str, periods: dict[int, Period]) -> str:
    if name.startswith("m:"):
        period = periods.get(int(name[2:]))
        return str(period.indicator) if period else _("Mesure")
    if name.startswith("e:"):
        return _("Dépense")
    return {
        "done": _("Ce qui a été fait"), "people": _("Personnes participantes"), "women": _("Dont femmes"),
        "needs": _("Difficultés et besoins"), "story": _("Récit"), "language": _("Langue"),
    }[name]  # fmt: skip


def in_words(value: Any, lines: dict[int, str]) -> str:
    if value is None or value == "":
        return "–"
    if not isinstance(value, dict):
        return str(value)
    if "amount" not in value:
        return ", ".join(str(part) for part in value.values() if part) or "–"
    amount = show(value["amount"], value["currency"])
    return (
        ", ".join(str(part) for part in (value["label"], amount, value["on"], lines.get(value["line"], "")) if part)
        or "–"
    )


def labels() -> dict[str, str]:
    """The words of a report, in the order of its pages."""
    return {"done": _("Ce qui a été fait"), "needs": _("Difficultés et besoins"), "story": _("Récit")}


def measured(row: ReportedMeasure) -> str:
    """A value as one reads it: « 12 sur 40 », « 35, dont femmes 20 »."""
    if row.denominator is not None:
        told = _("%(part)s sur %(whole)s") % {"part": plain(row.numerator), "whole": plain(row.denominator)}
    else:
        told = plain(row.value) or row.level
    parts = [(_("femmes et filles"), row.women), (_("hommes et garçons"), row.men)]
    split = ", ".join(f"{label} {plain(value)}" for label, value in parts if value is not None)
    return " – ".join(part for part in (told, split, row.words) if part)


def whole(report: PartnerReport) -> dict[str, Any]:
    """What was sent, for the partner who reads it again: figures, expenses, what they make."""
    return {
        "measures": [(str(row), measured(row)) for row in report.measures.select_related("period__indicator")],
        "expenses": list(report.expenses.all()), "totals": totals(report),
    }  # fmt: skip


def totals(report: PartnerReport) -> list[str]:
    """What the expenses make in each currency."""
    sums: dict[str, int] = {}
    for amount, currency in report.expenses.exclude(amount=None).values_list("amount", "currency"):
        sums[currency] = sums.get(currency, 0) + amount
    return [show(amount, code) for code, amount in sorted(sums.items())]
