"""Activities as the database tells them, many at a time: so many queries whatever their number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from maillage.funding.models import Movement, PeriodBudget, PlannedPayment
from maillage.iati.elements import results as told
from maillage.iati.elements.activity import Activity
from maillage.iati.rows import money, projects
from maillage.iati.rows import results as chain
from maillage.projects.models import (
    Code,
    Contact,
    Description,
    OtherIdentifier,
    Participant,
    Place,
    Project,
    ProjectDocument,
    RelatedActivity,
)
from maillage.results.models import Actual, Baseline, Indicator, Period, ResultDocument, ResultUse, Target

BATCH = 200
BESIDE = (Description, Participant, OtherIdentifier, Contact, Place, Code, RelatedActivity)
MONEY = {"budgets": (PeriodBudget, money.budget_of), "planned": (PlannedPayment, money.planned_of),
         "transactions": (Movement, money.transaction_of)}  # fmt: skip
Groups = dict[Any, list[Any]]


def activities(ids: Iterable[int]) -> Iterator[tuple[Project, Activity]]:
    """(project, activity) in the order of the numbers given."""
    left = iter(ids)
    while batch := list(islice(left, BATCH)):
        yield from some(batch)


def some(ids: list[int]) -> Iterator[tuple[Project, Activity]]:
    found = Project.objects.in_bulk(ids)
    beside = {
        model: grouped(model.objects.filter(project__in=ids), "project_id")
        for model in BESIDE
        if model is not Participant
    }
    beside[Participant] = grouped(
        Participant.objects.filter(project__in=ids).select_related("organisation"), "project_id"
    )
    documents = grouped(ProjectDocument.objects.filter(project__in=ids).exclude(url=""), "project_id")
    amounts = {
        name: grouped(model.objects.filter(project__in=ids), "project_id") for name, (model, _one) in MONEY.items()
    }
    results = results_of(ids)
    for pk in ids:
        project = found.get(pk)
        if project is None:
            continue
        activity = projects.activity_of(project, {model: rows[pk] for model, rows in beside.items()})
        project.iati_participants = beside[Participant][pk]  # type: ignore[attr-defined]
        activity.documents = [chain.document_of(row) for row in documents[pk]]
        for name, (_model, one) in MONEY.items():
            setattr(activity, name, [one(row) for row in amounts[name][pk]])
        activity.results = results[pk]
        yield project, activity


def grouped(rows: Any, name: str) -> Groups:
    """Rows by the number that a column holds, in their order."""
    found: Groups = defaultdict(list)
    for row in rows.order_by("rank", "pk"):
        found[getattr(row, name)].append(row)
    return found


def results_of(ids: list[int]) -> dict[int, list[told.Result]]:
    """The results that projects use, with the values of each."""
    uses = list(ResultUse.objects.filter(project__in=ids).select_related("result").order_by("rank", "pk"))
    results: dict[int, list[told.Result]] = defaultdict(list)
    if not uses:
        return results
    of_result = grouped(Indicator.objects.filter(result__in={use.result_id for use in uses}), "result_id")
    documents = documents_of({use.result_id for use in uses}, ids)
    baselines, periods = by_pair(Baseline, ids), by_pair(Period, ids)
    targets = grouped(Target.objects.filter(period__project__in=ids), "period_id")
    actuals = grouped(Actual.objects.filter(period__project__in=ids), "period_id")
    for use in uses:
        row = use.result
        result = told.Result(
            row.type, row.aggregation, row.titles, row.descriptions, documents["result", row.pk], row.references
        )
        for one in of_result[row.pk]:
            pair = (use.project_id, one.pk)
            indicator = told.Indicator(one.measure, one.ascending, one.aggregation, one.titles, one.descriptions,
                                       documents["indicator", one.pk], one.references)  # fmt: skip
            indicator.baselines = [chain.value_of(base, documents["baseline", base.pk]) for base in baselines[pair]]
            indicator.periods = [
                told.Period(period.start, period.end,
                            [chain.value_of(value, documents["target", value.pk]) for value in targets[period.pk]],
                            [chain.value_of(value, documents["actual", value.pk]) for value in actuals[period.pk]])
                for period in periods[pair]
            ]  # fmt: skip
            result.indicators.append(indicator)
        results[use.project_id].append(result)
    return results


def by_pair(model: Any, ids: list[int]) -> Groups:
    found: Groups = defaultdict(list)
    for row in model.objects.filter(project__in=ids).order_by("rank", "pk"):
        found[row.project_id, row.indicator_id].append(row)
    return found


def documents_of(results: set[int], ids: list[int]) -> Groups:
    """Links of results, indicators and values, by (what, number)."""
    found: Groups = defaultdict(list)
    wanted = {"result__in": results, "indicator__result__in": results, "baseline__project__in": ids,
              "target__period__project__in": ids, "actual__period__project__in": ids}  # fmt: skip
    for path, among in wanted.items():
        name = path.partition("_")[0]
        rows = ResultDocument.objects.filter(**{path: among}).exclude(url="").order_by("rank", "pk")
        for row in rows:
            found[name, getattr(row, f"{name}_id")].append(chain.document_of(row))
    return found
