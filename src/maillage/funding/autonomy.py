"""The autonomy of a partner made ready for pages: curve, supports, what to talk about; the partners that are flagged."""

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from maillage.desk.columns import tag
from maillage.funding import curve, words
from maillage.funding.models import Support, YearResource

OWN = "own"
PARTS = 5  # supporters drawn apart; the smaller ones together


def told(organisation: Any, user: Any, today: date) -> dict[str, Any]:
    rows = list(YearResource.objects.visible_to(user).filter(organisation=organisation))
    supports = list(Support.objects.visible_to(user).filter(organisation=organisation))
    years = curve.years((row.year, row.own, row.what, row.amount) for row in rows)
    going = [(row.name, row.until) for row in supports if row.until is None or row.until >= today]
    found = curve.flags(years, going, today)
    by_year: dict[int, list[YearResource]] = defaultdict(list)
    for row in rows:
        by_year[row.year].append(row)
    return {
        "points": points(years), "parts": parts(years), "flags": [sentence(flag) for flag in found],
        "years": [(year, [(row, words.show(row.amount, row.currency)) for row in by_year[year]]) for year in sorted(by_year, reverse=True)],
        "own": [(year.year, words.percent(year.own), words.show(year.total, by_year[year.year][0].currency)) for year in reversed(years)],
        "supports": [(row, tag(_("sans fin prévue"), "er") if row.until is None else
                      tag(_("terminé"), "nu") if row.until < today else tag(_("en cours"), "ok")) for row in supports],
    }  # fmt: skip


def parts(years: list[curve.Year]) -> list[str]:
    """Own resources, the heaviest supporters by name, the others."""
    weight: dict[str, Any] = defaultdict(int)
    for year in years:
        for who, share in year.shares.items():
            weight[who] += share
    heavy = sorted(weight, key=lambda who: (-weight[who], who))
    return [_("Ressources propres"), *heavy[:PARTS], *([_("Autres soutiens")] if heavy[PARTS:] else [])]


def points(years: list[curve.Year]) -> list[tuple[str, list[int]]]:
    """(year, percents) for the chart, in the order of `parts`."""
    names = parts(years)[1 : PARTS + 1]
    found = []
    for year in years:
        shares = [year.own, *(year.shares.get(who, Fraction(0)) for who in names)]
        if len(parts(years)) > len(shares):
            shares.append(sum((share for who, share in year.shares.items() if who not in names), Fraction(0)))
        found.append((str(year.year), curve.percents(shares)))
    return found


def sentence(flag: curve.Flag) -> str:
    if flag.kind == "no_end":
        return _("Le soutien de « %(who)s » n’a pas de fin prévue : convenez avec le partenaire d’une date et d’un chemin.") % {
            "who": flag.who}  # fmt: skip
    return _("La part de « %(who)s » ne baisse pas : %(before)s en %(year)s, %(now)s aujourd’hui.") % {
        "who": flag.who, "before": words.percent(flag.before), "year": flag.since, "now": words.percent(flag.now)}  # fmt: skip


def flagged(user: Any, today: date) -> list[tuple[Any, int]]:
    """(organisation, how many flags) of the partners that this person may see: two queries, whatever their number."""
    rows: dict[int, list[Any]] = defaultdict(list)
    for organisation, *row in YearResource.objects.visible_to(user).order_by().values_list(
            "organisation", "year", "own", "what", "amount"):  # fmt: skip
        rows[organisation].append(tuple(row))
    supports: dict[int, list[Any]] = defaultdict(list)
    for organisation, name, until in (
        Support.objects.visible_to(user).order_by().values_list("organisation", "name", "until")
    ):
        if until is None or until >= today:
            supports[organisation].append((name, until))
    found = []
    for pk in sorted({*rows, *supports}):
        flags = curve.flags(curve.years(rows[pk]), supports[pk], today)
        if flags:
            found.append((pk, len(flags)))
    return found
