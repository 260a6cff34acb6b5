"""The matrix of results as lines of a table: what a funder asks for, one line for each value, with its breakdown."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from maillage.projects.models import Project
from maillage.results import numbers, told, words
from maillage.results.models import Result
from maillage.results.told import ToldIndicator, Value

Line = list[Any]


def headers() -> list[str]:
    return [_("Rang dans la chaîne"), _("Résultat"), _("Indicateur"), _("Unité"), _("Situation de départ"), _("Année de départ"),
            _("Du"), _("Au"), _("Réparti par"), _("Lieux"), _("Cible"), _("Atteint"), _("Numérateur"), _("Dénominateur"),
            _("Commentaire"), _("Source de vérification")]  # fmt: skip


def plain(row: Value | None) -> Any:
    """A number as a number for a spreadsheet; else what was written."""
    if row is None:
        return ""
    return (row.text or "") if row.value is None else number(row.value)


def number(value: Decimal | None) -> Any:
    if value is None:
        return ""
    whole = numbers.normal(value)
    return int(whole) if "." not in whole and len(whole) < 16 else float(whole)


def gathered(project: Project) -> list[Line]:
    """Every line: as many questions whatever the size."""
    return [
        line
        for result in told.chains([project.pk])[project.pk]
        for one in result.indicators
        for line in _lines(result.row, one)
    ]


def _lines(result: Result, one: ToldIndicator) -> list[Line]:
    indicator = one.row
    begun = next((row for row in one.baselines if not row.dimensions and not row.locations), None)
    head: Line = [result.get_type_display(), words.told(result.titles), words.told(indicator.titles), indicator.unit,
                  plain(begun), (begun.year or "") if begun else ""]  # fmt: skip
    found = [] if one.periods else [[*head, "", "", "", "", "", "", "", "", "", indicator.source]]
    for period in one.periods:
        pairs: dict[tuple[str, str], list[Value | None]] = {}
        for at, rows in enumerate((period.targets, period.actuals)):
            for row in rows:
                pairs.setdefault(key(row), [None, None])[at] = row
        dates = [period.start.isoformat(), period.end.isoformat()]
        for (split, places), (target, actual) in sorted(pairs.items()) or [(("", ""), (None, None))]:
            found.append([*head, *dates, split, places, *aimed_and_reached(target, actual), indicator.source])
    return found


def key(row: Value) -> tuple[str, str]:
    return words.split_label(row.dimensions), ", ".join(filter(None, row.locations))


def aimed_and_reached(target: Value | None, actual: Value | None) -> Line:
    said = actual or target
    fraction = [number(actual.numerator), number(actual.denominator)] if actual else ["", ""]
    return [plain(target), plain(actual), *fraction, words.told(said.comments) if said else ""]
