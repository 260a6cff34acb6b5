"""Chains of results for a test, by the verbs themselves."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from maillage.results import actions, crossing
from maillage.results.models import Indicator, Measurement, Period, Result, Transformation
from tests.factories import projects


def result(project: Any = None, *, title: str = "Les familles boivent de l’eau saine", **values: Any) -> Result:
    values = {"type": "1", "titles": [["fr", title]], **values}
    return actions.create_result(project=project or projects.project(), values=values, by=None)


def indicator(of: Result | None = None, *, title: str = "Personnes qui ont un point d’eau", **values: Any) -> Indicator:
    values = {"measure": "1", "ascending": True, "titles": [["fr", title]], "unit": "personnes", **values}
    return actions.create_indicator(result=of or result(), values=values, by=None)


def period(of: Indicator | None = None, *, project: Any = None, year: int = 2025, target: Any = None) -> Period:
    of = of or indicator()
    rows = actions.add_periods(indicators=[of], project=project or of.result.project, start=date(year, 1, 1),
                               end=date(year, 12, 31), every="once", by=None)  # fmt: skip
    if target is not None:
        actions.change_period(period=rows[0], start=rows[0].start, end=rows[0].end, actuals=None, by=None,
                              targets=[{"value": Decimal(target)}])  # fmt: skip
    return fresh(rows[0])


def measurement(
    of: Period | None = None, value: Any = 10, *, by: Any = None, cells: Any = (), **values: Any
) -> Measurement:
    of = of or period()
    values = {"value": None if value is None else Decimal(value), "measured_on": of.end, **values}
    return actions.write_measurement(period=of, values=values, cells=list(cells), by=by)


def approved(
    of: Period | None = None, value: Any = 10, *, by: Any = None, approver: Any = None, **values: Any
) -> Measurement:
    row = measurement(of, value, by=by, **values)
    row = actions.submit_measurement(measurement=row, by=by)
    return actions.approve_measurement(measurement=row, by=approver)


def cell(value: Any, denominator: Any = None, **said: str) -> crossing.Cell:
    return crossing.cell(Decimal(value), None if denominator is None else Decimal(denominator), **said)


def transformation(project: Any = None, *, title: str = "La commune écoute les femmes", validated: bool = False,
                   by: Any = None, **values: Any) -> Transformation:  # fmt: skip
    values = {"titles": [["fr", title]], "for_whom": "les femmes du quartier", "since": date(2023, 5, 1), **values}
    row = actions.create_transformation(values={"project": project or projects.project(), **values}, by=by)
    if validated:
        row = actions.propose_transformation(transformation=row, by=None)
        row = actions.answer_transformation(transformation=row, agrees=True, words="Oui.", on=None, by=None)
    return row


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def seen(of: Transformation, days: int, verdict: str = "holds") -> Any:
    return actions.observe(
        transformation=of, on=of.since + timedelta(days), verdict=verdict, words=[], seen_by="", by=None
    )
