"""The chains of many projects as plain rows, in as many questions whatever their number: for the matrix and for the standard.

Everything is what anyone may be told: values are those of approved measurements, or noted as such. Which projects may be
told is the caller's to say (`Project.objects.public()`).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from maillage.results import numbers
from maillage.results.models import Actual, Baseline, Indicator, Period, Result, ResultDocument, ResultUse, Target


@dataclass(slots=True)
class Value:
    """A baseline, a target or an actual. `text` is as IATI writes it, None where there is no value."""

    value: Decimal | None
    text: str | None
    locations: list[str | None]
    dimensions: list[list[str | None]]
    comments: list[list[str]]
    documents: list[dict[str, Any]]
    year: int | None = None
    on: date | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(slots=True)
class ToldPeriod:
    start: date
    end: date
    targets: list[Value] = field(default_factory=list)
    actuals: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class ToldIndicator:
    """Its definition, and the values of one project."""

    row: Indicator
    documents: list[dict[str, Any]]
    baselines: list[Value] = field(default_factory=list)
    periods: list[ToldPeriod] = field(default_factory=list)


@dataclass(slots=True)
class ToldResult:
    row: Result
    documents: list[dict[str, Any]]
    indicators: list[ToldIndicator] = field(default_factory=list)


VALUE = ("pk", "value", "written", "locations", "dimensions", "comments")
DOCUMENT = ("url", "format", "titles", "descriptions", "categories", "languages", "dated_on")


def chains(projects: Iterable[int]) -> dict[int, list[ToldResult]]:
    """{project: its results in their order}: nine questions."""
    ids = list(projects)
    uses = list(
        ResultUse.objects.filter(project__among=ids).order_by("project", "rank", "pk").values_list("project", "result")
    )
    results = Result.objects.in_bulk({result for _project, result in uses})
    indicators: dict[int, list[Indicator]] = defaultdict(list)
    for one in Indicator.objects.filter(result__among=list(results)).order_by("rank", "pk"):
        indicators[one.result_id].append(one)
    papers = documents(results, ids)
    starts = baselines(ids, papers)
    spans = periods(ids, papers)
    found: dict[int, list[ToldResult]] = defaultdict(list)
    for project, result in uses:
        told = ToldResult(results[result], papers["result"].get(result, []))
        for row in indicators[result]:
            key = (project, row.pk)
            told.indicators.append(
                ToldIndicator(row, papers["indicator"].get(row.pk, []), starts.get(key, []), spans.get(key, []))
            )
        found[project].append(told)
    return found


Papers = dict[str, dict[int, list[dict[str, Any]]]]


def documents(results: Iterable[int], projects: list[int]) -> Papers:
    """{what they are of: {its number: documents}}; a document of the house has its own address to find (`document`)."""
    found: Papers = {name: defaultdict(list) for name in ResultDocument.OWNERS}
    owners = [f"{name}_id" for name in ResultDocument.OWNERS]
    rows = ResultDocument.objects.filter(result__among=list(results)) | ResultDocument.objects.filter(
        indicator__result__among=list(results)
    )
    rows |= ResultDocument.objects.filter(baseline__project__among=projects)
    rows |= ResultDocument.objects.filter(target__period__project__among=projects)
    rows |= ResultDocument.objects.filter(actual__period__project__among=projects)
    for row in rows.order_by("rank", "pk").values(*owners, *DOCUMENT, "document"):
        for name in ResultDocument.OWNERS:
            if row[f"{name}_id"]:
                found[name][row[f"{name}_id"]].append({key: row[key] for key in (*DOCUMENT, "document")})
    return found


def value_of(row: tuple[Any, ...], papers: dict[int, list[dict[str, Any]]], **more: Any) -> Value:
    pk, value, written, locations, dimensions, comments = row[: len(VALUE)]
    return Value(value, numbers.write(value, written), locations, dimensions, comments, papers.get(pk, []), **more)


def baselines(projects: list[int], papers: Papers) -> dict[tuple[int, int], list[Value]]:
    found: dict[tuple[int, int], list[Value]] = defaultdict(list)
    rows = Baseline.objects.filter(project__among=projects).order_by("rank", "pk")
    for row in rows.values_list(*VALUE, "project", "indicator", "year", "on"):
        project, indicator, year, on = row[len(VALUE) :]
        found[project, indicator].append(value_of(row, papers["baseline"], year=year, on=on))
    return found


def periods(projects: list[int], papers: Papers) -> dict[tuple[int, int], list[ToldPeriod]]:
    found: dict[tuple[int, int], list[ToldPeriod]] = defaultdict(list)
    by_number: dict[int, ToldPeriod] = {}
    rows = Period.objects.filter(project__among=projects).order_by("rank", "start", "pk")
    for pk, project, indicator, start, end in rows.values_list("pk", "project", "indicator", "start", "end"):
        by_number[pk] = ToldPeriod(start, end)
        found[project, indicator].append(by_number[pk])
    targets = Target.objects.filter(period__project__among=projects).order_by("rank", "pk")
    for row in targets.values_list(*VALUE, "period"):
        by_number[row[-1]].targets.append(value_of(row, papers["target"]))
    actuals = Actual.objects.filter(period__project__among=projects).order_by("rank", "pk")
    for row in actuals.values_list(*VALUE, "numerator", "denominator", "period"):
        by_number[row[-1]].actuals.append(value_of(row, papers["actual"], numerator=row[-3], denominator=row[-2]))
    return found
