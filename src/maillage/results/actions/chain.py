"""The chain: define a result, use one that another project defined, its indicators and assumptions."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from maillage.audit import journal
from maillage.projects.models import Project
from maillage.results import theory
from maillage.results.actions.common import held, refuse, rewrite
from maillage.results.enums import ResultType
from maillage.results.models import Assumption, Indicator, Measurement, Period, Result, ResultUse
from maillage.search import outbox as search

KIND = "results.result"


def check_parent(result: Result, parent: Result | None, by: Any) -> None:
    """A chain goes up and never round."""
    if parent is None:
        return
    if by is not None and not Result.objects.visible_to(by).filter(pk=parent.pk).exists():
        raise refuse("not_seen")
    if parent.type in ResultType.values and result.type in ResultType.values:
        own, other = ResultType(result.type), ResultType(parent.type)
        if own.height > other.height:
            raise refuse("downward", type=own.label, parent=other.label)
    if result.pk:
        links = dict(Result.objects.exclude(parent=None).values_list("pk", "parent"))
        if parent.pk == result.pk or theory.would_loop(links, result.pk, parent.pk):
            raise refuse("circular", parent=parent)


def next_rank(project: Project) -> int:
    found = ResultUse.objects.filter(project=project).aggregate(last=Max("rank"))["last"]
    return 0 if found is None else found + 1


@transaction.atomic
def create_result(*, project: Project, values: dict[str, Any], by: Any) -> Result:
    """Define a result; its project uses it."""
    values = dict(values)
    assumptions = values.pop("assumptions", [])
    result = Result(project=project, **values)
    check_parent(result, result.parent, by)
    result.full_clean()
    result.save()
    ResultUse.objects.create(result=result, project=project, rank=next_rank(project))
    write_assumptions(result, assumptions)
    journal.record("result.created", result, by=by)
    search.queue(KIND, [result.pk])
    return result


@transaction.atomic
def change_result(*, result: Result, values: dict[str, Any], by: Any) -> Result:
    """Change its definition, for every project that uses it."""
    result, values = held(result), dict(values)
    assumptions = values.pop("assumptions", None)
    for name in ("type", "parent"):
        if name in values:
            setattr(result, name, values[name])
    check_parent(result, result.parent, by)
    result.refresh_from_db(fields=["type", "parent"])
    rewrite(result, values, "result.changed", by)
    if assumptions is not None and told_assumptions(result) != [[one["text"], one["state"]] for one in assumptions]:
        before = told_assumptions(result)
        write_assumptions(result, assumptions)
        journal.record("result.assumptions_set", result, by=by,
                       changes={"assumptions": [before, told_assumptions(result)]})  # fmt: skip
    search.queue(KIND, [result.pk])
    return result


def told_assumptions(result: Result) -> list[list[str]]:
    return [[one.text, one.state] for one in result.assumptions.all()]


def write_assumptions(result: Result, rows: list[dict[str, Any]]) -> None:
    """Replace them, in their order."""
    if len({one["text"] for one in rows}) != len(rows):
        raise refuse("twice")
    result.assumptions.all().delete()
    Assumption.objects.bulk_create(Assumption(result=result, rank=n, **one) for n, one in enumerate(rows))


@transaction.atomic
def use_result(*, result: Result, project: Project, by: Any) -> ResultUse:
    """A project works towards a result that another defined: the definition is shared, its values are its own."""
    held(result)
    if by is not None and not Result.objects.visible_to(by).filter(pk=result.pk).exists():
        raise refuse("not_seen")
    use, created = ResultUse.objects.get_or_create(
        result=result, project=project, defaults={"rank": next_rank(project)}
    )
    if created:
        journal.record("result.used", result, by=by, changes={"project": [None, project.pk]})
    return use


@transaction.atomic
def stop_using(*, result: Result, project: Project, by: Any) -> None:
    """Take a shared result out of a project's chain; refused once something was measured there."""
    result = held(result)
    if result.project_id == project.pk:
        raise refuse("owner")
    if Measurement.objects.filter(period__indicator__result=result, period__project=project).exists():
        raise refuse("measured")
    Period.objects.filter(indicator__result=result, project=project).delete()
    for indicator in result.indicators.all():
        indicator.baselines.filter(project=project).delete()
    ResultUse.objects.filter(result=result, project=project).delete()
    journal.record("result.left", result, by=by, changes={"project": [project.pk, None]})


@transaction.atomic
def remove_result(*, result: Result, by: Any) -> None:
    """Forget a result that nobody else uses and nobody measured."""
    result = held(result)
    if result.uses.exclude(project=result.project_id).exists():
        raise refuse("used_elsewhere")
    if Measurement.objects.filter(period__indicator__result=result).exists():
        raise refuse("measured")
    journal.record("result.removed", result.project, by=by, changes={"result": [str(result), None]})
    search.queue(KIND, [result.pk])
    Period.objects.filter(indicator__result=result).delete()
    result.delete()


@transaction.atomic
def move_result(*, use: ResultUse, up: bool, by: Any) -> None:
    """Change places with the one before, or after, in the chain of this project."""
    rows = list(ResultUse.objects.select_for_update().filter(project=use.project_id).order_by("rank", "pk"))
    at = next((n for n, row in enumerate(rows) if row.pk == use.pk), None)
    other = None if at is None else at + (-1 if up else 1)
    if at is None or other is None or not 0 <= other < len(rows):
        return
    rows[at], rows[other] = rows[other], rows[at]
    for rank, row in enumerate(rows):
        row.rank = rank
    ResultUse.objects.bulk_update(rows, ["rank"])
    journal.record("result.moved", use.result, by=by)


@transaction.atomic
def create_indicator(*, result: Result, values: dict[str, Any], by: Any) -> Indicator:
    result = held(result)
    last = result.indicators.aggregate(last=Max("rank"))["last"]
    indicator = Indicator(result=result, rank=0 if last is None else last + 1, **values)
    indicator.full_clean()
    indicator.save()
    journal.record("indicator.created", indicator, by=by)
    return indicator


@transaction.atomic
def change_indicator(*, indicator: Indicator, values: dict[str, Any], by: Any) -> Indicator:
    """Change its definition; what kind of value it takes stays, once something was measured."""
    indicator = held(indicator)
    if values.get("measure", indicator.measure) != indicator.measure and measured(indicator):
        raise refuse("measured")
    return rewrite(indicator, values, "indicator.changed", by)  # type: ignore[no-any-return]


def measured(indicator: Indicator) -> bool:
    return Measurement.objects.filter(period__indicator=indicator).exists()


@transaction.atomic
def remove_indicator(*, indicator: Indicator, by: Any) -> None:
    indicator = held(indicator)
    if measured(indicator):
        raise refuse("measured")
    journal.record("indicator.removed", indicator.result, by=by,
                   changes={"indicator": [str(indicator) or _("sans titre"), None]})  # fmt: skip
    indicator.periods.all().delete()
    indicator.delete()
