"""Results, indicators, values ↔ the columns of the room results."""

from collections.abc import Iterator
from typing import Any

from maillage.iati.elements import results as told
from maillage.iati.elements.activity import Activity
from maillage.iati.elements.documents import Document
from maillage.iati.elements.values import Unheld
from maillage.iati.rows.settled import examined
from maillage.results import numbers
from maillage.results.models import Actual, Baseline, Indicator, Period, Result, ResultDocument, ResultUse, Target

# The order in which the rows are written: each after what it belongs to.
MODELS = (Result, ResultUse, Indicator, Baseline, Period, Target, Actual, ResultDocument)


def rows(activity: Activity, project: Any) -> Iterator[Any]:
    for rank, one in enumerate(activity.results):
        result = Result(project=project, type=one.type, aggregation=one.aggregation, titles=one.titles,
                        descriptions=one.descriptions, references=one.references)  # fmt: skip
        if not one.type:
            raise Unheld("too_long", path="result/@type", most=1)
        yield examined(result, "result")
        yield ResultUse(result=result, project=project, rank=rank)
        yield from documents(one.documents, "result", result)
        for place, indicator in enumerate(one.indicators):
            yield from rows_of_indicator(indicator, result, place, project)


def rows_of_indicator(one: told.Indicator, result: Result, rank: int, project: Any) -> Iterator[Any]:
    indicator = Indicator(result=result, rank=rank, measure=one.measure, ascending=one.ascending, aggregation=one.aggregation,
                          titles=one.titles, descriptions=one.descriptions, references=one.references)  # fmt: skip
    yield examined(indicator, "result/indicator")
    yield from documents(one.documents, "indicator", indicator)
    for place, value in enumerate(one.baselines):
        baseline = Baseline(indicator=indicator, project=project, year=value.year, on=value.on, **columns(value, place))
        yield examined(baseline, "result/indicator/baseline")
        yield from documents(value.documents, "baseline", baseline)
    for place, period in enumerate(one.periods):
        if period.start is None or period.end is None:
            raise Unheld("date", said="result/indicator/period")
        row = Period(indicator=indicator, project=project, rank=place, start=period.start, end=period.end)
        yield row
        yield from values(period.targets, Target, "target", row)
        yield from values(period.actuals, Actual, "actual", row)


def values(found: list[told.Value], model: Any, name: str, period: Period) -> Iterator[Any]:
    for rank, value in enumerate(found):
        row = model(period=period, **columns(value, rank))
        yield examined(row, f"result/indicator/period/{name}")
        yield from documents(value.documents, name, row)


def columns(value: told.Value, rank: int) -> dict[str, Any]:
    number, written = numbers.read(value.value)
    return {"rank": rank, "value": number, "written": written, "locations": [one[0] for one in value.locations],
            "dimensions": value.dimensions, "comments": value.comments}  # fmt: skip


def documents(found: list[Document], owner: str, row: Any) -> Iterator[ResultDocument]:
    for rank, one in enumerate(found):
        made = ResultDocument(rank=rank, url=one.url, format=one.format, titles=one.titles, descriptions=one.descriptions,
                              categories=one.categories, languages=one.languages, dated_on=one.on, **{owner: row})  # fmt: skip
        yield examined(made, "document-link")


def document_of(row: Any) -> Document:
    return Document(row.url, row.format, row.titles, row.descriptions, row.categories, row.languages, row.dated_on)


def value_of(row: Any, documents: list[Document]) -> told.Value:
    return told.Value(
        value=numbers.write(row.value, row.written), year=getattr(row, "year", None), on=getattr(row, "on", None),
        locations=[[one] for one in row.locations], dimensions=row.dimensions, comments=row.comments, documents=documents,
    )  # fmt: skip
