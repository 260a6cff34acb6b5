"""Who reports on what: planned by the team, opened by the house as time goes."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from maillage.audit import journal
from maillage.fieldwork import quarters
from maillage.fieldwork.actions.common import refuse
from maillage.fieldwork.models import PartnerReport, ReportPlan
from maillage.organisations.models import Organisation
from maillage.projects.enums import ProjectState, Role
from maillage.projects.models import Participant, Project

RUNNING = (ProjectState.RUNNING, ProjectState.FINALISING)
FURTHEST = timedelta(days=366 * 12)


@transaction.atomic
def plan_reports(*, project: Project, organisation: Organisation, values: Mapping[str, Any], by: Any) -> ReportPlan:
    """Ask an organisation that takes part in a project for its reports; those of the running periods open at once."""
    carries = Participant.objects.filter(project=project, organisation=organisation).exclude(role=Role.REPORTING)
    if not carries.exists():
        raise refuse("not_carrying", who=organisation)
    plan = ReportPlan.objects.select_for_update().filter(project=project, organisation=organisation).first()
    if plan is not None and plan.ended_on is None:
        raise refuse("plan_once")
    plan = plan or ReportPlan(project=project, organisation=organisation)
    plan.ended_on = None
    return saved(plan, values, "report_plan.made", by)


@transaction.atomic
def change_plan(*, plan: ReportPlan, values: Mapping[str, Any], by: Any) -> ReportPlan:
    """Change how often; reports already open stay as they are."""
    plan = ReportPlan.objects.select_for_update().get(pk=plan.pk)
    if plan.ended_on is not None:
        raise refuse("plan_ended")
    return saved(plan, values, "report_plan.changed", by)


def saved(plan: ReportPlan, values: Mapping[str, Any], verb: str, by: Any) -> ReportPlan:
    for name, value in values.items():
        setattr(plan, name, value)
    plan.full_clean()
    plan.save()
    journal.record(verb, plan, by=by, label="")
    open_of([plan], localdate())
    return plan


@transaction.atomic
def end_plan(*, plan: ReportPlan, by: Any) -> ReportPlan:
    """Ask for no more; reports that nobody began are taken away."""
    plan = ReportPlan.objects.select_for_update().get(pk=plan.pk)
    if plan.ended_on is None:
        plan.ended_on = localdate()
        plan.save(update_fields=["ended_on"])
        empty = PartnerReport.objects.filter(project=plan.project_id, organisation=plan.organisation_id, version=1,
                                             state="draft", photos=None)  # fmt: skip
        empty.delete()
        journal.record("report_plan.ended", plan, by=by, label="")
    return plan


def open_reports(today: date | None = None) -> int:
    """Open the reports whose period has begun, of projects at work; returns how many."""
    plans = ReportPlan.objects.filter(ended_on=None, project__state__in=RUNNING).select_related("project")
    return open_of(list(plans), today or localdate())


def open_of(plans: list[ReportPlan], today: date) -> int:
    """Open what is due and does not stand yet; a plan that changes its rhythm goes on after the last report."""
    told = PartnerReport.objects.filter(project__in=[one.project_id for one in plans]).order_by()
    until = {(project, organisation): last for project, organisation, last in
             told.values_list("project", "organisation").annotate(last=Max("ends_on"))}  # fmt: skip
    rows = []
    for plan in plans:
        last = until.get((plan.project_id, plan.organisation_id))
        rows += [one for one in due(plan, today) if last is None or one.starts_on > last]
    PartnerReport.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def due(plan: ReportPlan, today: date) -> list[PartnerReport]:
    """The reports of a plan that begin by today."""
    end = plan.project.ends_on or plan.starts_on + FURTHEST
    periods = quarters.periods(plan.starts_on, end, plan.every)
    found = []
    for first, last in periods:
        if first > today:
            break
        found.append(PartnerReport(
            project_id=plan.project_id, organisation_id=plan.organisation_id, starts_on=first, ends_on=last,
            due_on=last + timedelta(days=plan.days), language=plan.language,
        ))  # fmt: skip
    return found
