"""What is aimed at: baselines, periods, targets; values noted without a measurement; locking a period."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from maillage.audit import journal
from maillage.projects.models import Project
from maillage.results import periods as cutting
from maillage.results.actions.common import held, refuse
from maillage.results.enums import MeasurementState
from maillage.results.models import Actual, Baseline, Indicator, Period, ResultUse, Target

S = MeasurementState


def check_used(indicator: Indicator, project: Project) -> None:
    if not ResultUse.objects.filter(result=indicator.result_id, project=project).exists():
        raise refuse("not_used")


def check_sign(indicator: Indicator, rows: list[dict[str, Any]]) -> None:
    if not indicator.may_be_negative and any(row.get("value") is not None and row["value"] < 0 for row in rows):
        raise refuse("below_zero", indicator=indicator)


def write_values(found: Any, make: Any, rows: list[dict[str, Any]]) -> None:
    """Values in the order of `rows`: one with `keep` (a number) stays the row it was, changed by what comes with it;
    the others are made; what is not named goes."""
    known = {row.pk: row for row in found.all()}
    kept = {row["keep"] for row in rows if row.get("keep") in known}
    found.exclude(pk__in=kept).delete()
    for rank, values in enumerate(rows):
        values = dict(values)
        row = known.get(values.pop("keep", None)) or make()
        row.rank = rank
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


def told(rows: Any) -> list[list[Any]]:
    return [[row.text, row.dimensions, row.locations] for row in rows]


@transaction.atomic
def set_baselines(*, indicator: Indicator, project: Project, rows: list[dict[str, Any]], by: Any) -> None:
    """Where things stood, for this project: replaces what was said."""
    check_used(indicator, project)
    check_sign(indicator, rows)
    found = indicator.baselines.filter(project=project)
    before = told(found)
    write_values(found, lambda: Baseline(indicator=indicator, project=project), rows)
    after = told(indicator.baselines.filter(project=project))
    journal.record("indicator.baselines_set", indicator, by=by,
                   changes={"project": [None, project.pk], "baselines": [before, after]})  # fmt: skip


@transaction.atomic
def add_periods(*, indicators: list[Indicator], project: Project, start: date, end: date, every: str,
                by: Any) -> list[Period]:  # fmt: skip
    """Cut a stretch of time into periods, for these indicators of a project."""
    if end < start:
        raise refuse("dates")
    stretches = cutting.cut(start, end, every)
    if len(stretches) > cutting.MOST:
        raise refuse("too_many", n=len(stretches))
    made = []
    for indicator in indicators:
        check_used(indicator, project)
        taken = list(indicator.periods.filter(project=project).values_list("start", "end"))
        for one in stretches:
            if cutting.overlapping(one, taken):
                raise refuse("overlap", start=one[0], end=one[1])
        made += [Period(indicator=indicator, project=project, rank=len(taken) + n, start=first, end=last)
                 for n, (first, last) in enumerate(stretches)]  # fmt: skip
    created = Period.objects.bulk_create(made)
    for indicator in indicators:
        journal.record("indicator.periods_added", indicator, by=by,
                       changes={"project": [None, project.pk], "periods": [0, len(stretches)]})  # fmt: skip
    return created


def open_period(period: Period) -> Period:
    """Held, and not locked."""
    period = Period.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=period.pk)
    if period.is_locked:
        raise refuse("locked", period=period)
    return period


@transaction.atomic
def change_period(*, period: Period, start: date, end: date, targets: list[dict[str, Any]],
                  actuals: list[dict[str, Any]] | None, by: Any) -> Period:  # fmt: skip
    """Its days, its targets, and values noted without a measurement (None: leave them)."""
    period = open_period(period)
    if end < start:
        raise refuse("dates")
    others = Period.objects.filter(indicator=period.indicator_id, project=period.project_id).exclude(pk=period.pk)
    if (start, end) != (period.start, period.end) and cutting.overlapping(
        (start, end), others.values_list("start", "end")
    ):
        raise refuse("overlap", start=start, end=end)
    check_sign(period.indicator, targets + (actuals or []))
    before = {"start": period.start, "end": period.end, "targets": told(period.targets.all()),
              "actuals": told(period.actuals.all())}  # fmt: skip
    period.start, period.end, period.version = start, end, period.version + 1
    period.save()
    write_values(period.targets.all(), lambda: Target(period=period), targets)
    if actuals is not None:
        note_actuals(period, actuals)
    after = {"start": period.start, "end": period.end, "targets": told(period.targets.all()),
             "actuals": told(period.actuals.all())}  # fmt: skip
    journal.record("period.changed", period, by=by, changes=journal.difference(before, after))
    return period


def note_actuals(period: Period, rows: list[dict[str, Any]]) -> None:
    if period.actuals.filter(derived=True).exists():
        if rows:
            raise refuse("derived_value")
        return
    write_values(period.actuals.all(), lambda: Actual(period=period), rows)


@transaction.atomic
def remove_period(*, period: Period, by: Any) -> None:
    period = open_period(period)
    if period.measurements.exists():
        raise refuse("measured")
    journal.record("period.removed", period.indicator, by=by,
                   changes={"project": [period.project_id, None], "period": [str(period), None]})  # fmt: skip
    period.delete()


@transaction.atomic
def lock_period(*, period: Period, by: Any) -> Period:
    """Its values change no more; refused while a measurement waits."""
    period = open_period(period)
    waiting = period.measurements.exclude(state__in=[S.APPROVED, S.LOCKED]).first()
    if waiting:
        raise refuse("unsettled", state=waiting.get_state_display())
    period.locked_at, period.locked_by, period.version = now(), by, period.version + 1
    period.save()
    period.measurements.filter(state=S.APPROVED).update(state=S.LOCKED)
    journal.record("period.locked", period, by=by)
    return period


@transaction.atomic
def unlock_period(*, period: Period, reason: str, by: Any) -> Period:
    """Its values may change again; why is kept in the journal."""
    period = held(period)
    if not reason.strip():
        raise refuse("reason_needed")
    if period.locked_at is None:
        return period
    period.locked_at, period.locked_by, period.version = None, None, period.version + 1
    period.save()
    period.measurements.filter(state=S.LOCKED).update(state=S.APPROVED)
    journal.record("period.unlocked", period, by=by, changes={"reason": [None, reason.strip()[:300]]})
    return period
