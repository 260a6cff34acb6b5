"""The matrix of results as lines of a table: what a funder asks for, one line for each value, with its breakdown."""

from typing import Any

from django.utils.translation import gettext as _

from maillage.projects.models import Project
from maillage.results import numbers, words
from maillage.results.models import Actual, Baseline, Result, Target

Line = list[Any]


def headers() -> list[str]:
    return [_("Rang dans la chaîne"), _("Résultat"), _("Indicateur"), _("Unité"), _("Situation de départ"), _("Année de départ"),
            _("Du"), _("Au"), _("Réparti par"), _("Lieux"), _("Cible"), _("Atteint"), _("Numérateur"), _("Dénominateur"),
            _("Commentaire"), _("Source de vérification")]  # fmt: skip


def plain(value: Any, text: str | None = None) -> Any:
    """A number as a number for a spreadsheet; else what was written."""
    if value is None:
        return text or ""
    whole = numbers.normal(value)
    return int(whole) if "." not in whole and len(whole) < 16 else float(whole)


def gathered(project: Project) -> list[Line]:
    """Every line, with everything fetched at once."""
    results = list(Result.objects.of(project).prefetch_related("indicators"))
    starts: dict[int, list[Baseline]] = {}
    for one in Baseline.objects.filter(project=project):
        starts.setdefault(one.indicator_id, []).append(one)
    periods: dict[int, list[Any]] = {}
    for period in project.periods.order_by("start", "pk").prefetch_related("targets", "actuals"):
        periods.setdefault(period.indicator_id, []).append(period)
    found: list[Line] = []
    for result in results:
        for indicator in result.indicators.all():
            found += _lines(result, indicator, starts.get(indicator.pk, []), periods.get(indicator.pk, []))
    return found


def _lines(result: Result, indicator: Any, starts: list[Baseline], periods: list[Any]) -> list[Line]:
    begun = next((one for one in starts if not one.dimensions and not one.locations), None)
    head: Line = [result.get_type_display(), words.told(result.titles), words.told(indicator.titles), indicator.unit,
                  plain(begun.value, begun.written) if begun else "", (begun.year or "") if begun else ""]  # fmt: skip
    found = [[*head, "", "", "", "", "", "", "", "", "", indicator.source]] if not periods else []
    for period in periods:
        pairs: dict[tuple[str, str], list[Any]] = {}
        for at, rows in enumerate((period.targets.all(), period.actuals.all())):
            for row in rows:
                pairs.setdefault(key(row), [None, None])[at] = row
        for (split, places), (target, actual) in sorted(pairs.items()) or [(("", ""), (None, None))]:
            found.append([*head, period.start, period.end, split, places, *told(target, actual), indicator.source])
    return [[one.isoformat() if hasattr(one, "isoformat") else one for one in line] for line in found]


def key(row: Target | Actual) -> tuple[str, str]:
    return words.split_label(row.dimensions), ", ".join(filter(None, row.locations))


def told(target: Target | None, actual: Actual | None) -> Line:
    comment = words.told(actual.comments) if actual else words.told(target.comments) if target else ""
    return [plain(target.value, target.written) if target else "", plain(actual.value, actual.written) if actual else "",
            plain(actual.numerator) if actual else "", plain(actual.denominator) if actual else "", comment]  # fmt: skip
