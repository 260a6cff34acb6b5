"""Writes one batch of an import in one transaction: projects, money, results, organisations, journal, index."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.audit import journal
from maillage.core.text import fold
from maillage.funding.models import Movement, PeriodBudget, PlannedPayment
from maillage.iati.elements.activity import Activity
from maillage.iati.elements.values import Unheld
from maillage.iati.imports.parties import Parties
from maillage.iati.imports.plan import CREATE, REFUSE, UPDATE, Step
from maillage.iati.rows import money, projects
from maillage.iati.rows import results as chain
from maillage.projects.actions.common import indexed
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
from maillage.results.models import Measurement, Result

ORDER = (Description, Participant, OtherIdentifier, Contact, Place, Code, ProjectDocument, RelatedActivity, PeriodBudget,
         PlannedPayment, Movement, *chain.MODELS)  # fmt: skip
# What is written again when it changed: the fields of the activity, the rows that go before the new ones come.
FAMILIES: tuple[tuple[tuple[str, ...], tuple[type[models.Model], ...], Callable[[Any], Any]], ...] = (
    (("descriptions",), (Description,), lambda project: Description.objects.filter(project=project)),
    (("reporting", "participants"), (Participant,), lambda project: Participant.objects.filter(project=project)),
    (("other_identifiers",), (OtherIdentifier,), lambda project: OtherIdentifier.objects.filter(project=project)),
    (("contacts",), (Contact,), lambda project: Contact.objects.filter(project=project)),
    (("countries", "regions", "locations"), (Place,), lambda project: Place.objects.filter(project=project)),
    (("sectors", "tags", "scopes", "markers"), (Code,),
     lambda project: Code.objects.filter(project=project, kind__in=list(projects.CODES))),
    (("documents",), (ProjectDocument,), lambda project: ProjectDocument.objects.filter(project=project).exclude(url="")),
    (("related",), (RelatedActivity,), lambda project: RelatedActivity.objects.filter(project=project)),
    (("budgets",), (PeriodBudget,), lambda project: PeriodBudget.objects.filter(project=project)),
    (("planned",), (PlannedPayment,), lambda project: PlannedPayment.objects.filter(project=project)),
    (("transactions",), (Movement,), lambda project: Movement.objects.filter(project=project)),
    (("results",), chain.MODELS, lambda project: Result.objects.filter(project=project)),
)  # fmt: skip
SHARES = ("organisation_id", "work_share", "money_share")


def prepare(step: Step, *, public: bool = False) -> list[Any]:
    """The rows of an activity that will be written; an activity that the columns refuse becomes a refusal. A new one stays
    inside unless someone said `public`; what was shown or kept before stays so."""
    assert step.activity is not None
    try:
        if step.outcome == CREATE:
            step.project = Project(publishes_iati=True, is_public=public)
        assert step.project is not None
        projects.fill(step.project, step.activity)
        rows = list(rows_of(step.activity, step.project))
        if step.outcome == UPDATE:
            must_not_hold_measures(step)
    except Unheld as error:
        step.outcome, step.reason, step.activity = REFUSE, error.message(), None
        return []
    return rows


def rows_of(activity: Activity, project: Project) -> Iterable[Any]:
    yield from projects.rows(activity, project)
    yield from money.budgets(activity, project)
    yield from money.planned(activity, project)
    yield from money.movements(activity, project)
    yield from chain.rows(activity, project)


def must_not_hold_measures(step: Step) -> None:
    """Results that people measured here are not written over by a file."""
    assert step.activity is not None
    assert step.before is not None
    if (
        step.activity.results != step.before.results
        and Measurement.objects.filter(period__project=step.project).exists()
    ):
        raise Measured("measured")


class Measured(Unheld):
    MESSAGES = {
        "measured": _(
            "Les résultats de ce projet portent des mesures notées ici : changez-les dans ses pages, ou enlevez-les d’abord."
        )
    }


def changed(step: Step) -> set[type[models.Model]]:
    """The tables whose rows are written again."""
    if step.outcome == CREATE:
        return set(ORDER)
    found: set[type[models.Model]] = set()
    for names, tables, _old in FAMILIES:
        if any(getattr(step.before, name) != getattr(step.activity, name) for name in names):
            found |= set(tables)
    return found


@transaction.atomic
def write(batch: list[Step], parties: Parties, *, by: Any, public: bool = False) -> int:
    """Write what is new and what changed; returns how many organisations were created."""
    tables: dict[type[models.Model], list[Any]] = defaultdict(list)
    live = []
    for step in batch:
        if step.outcome not in (CREATE, UPDATE):
            continue
        rows = prepare(step, public=public)
        if step.outcome == REFUSE:
            continue
        live.append(step)
        wanted = changed(step)
        for row in rows:
            if type(row) in wanted:
                tables[type(row)].append(row)
    created = parties.create((step.activity for step in live if step.activity), by=by)
    write_projects(live)
    kept = forget(live)
    for model in ORDER:
        found = tables[model]
        if model is Participant:
            link(found, parties, kept)
        if model in (Movement, PlannedPayment):
            link_sides(found, parties)
        model._default_manager.bulk_create(found)
    told(live, by)
    return len(created)


def write_projects(steps: list[Step]) -> None:
    at = now()
    for step in steps:
        assert step.project is not None
        step.project.sort_title = fold(step.project.title)[:500]
        step.project.updated_at = at
    new = [step.project for step in steps if step.outcome == CREATE and step.project]
    Project.objects.bulk_create(new)
    for step in steps:
        if step.outcome == UPDATE and step.project:
            step.project.version += 1
            step.project.save()


def forget(steps: list[Step]) -> dict[tuple[int, str, str], Participant]:
    """Rows that new ones replace go; what people noted of participants is kept for the same participant."""
    kept = {}
    for step in steps:
        if step.outcome != UPDATE:
            continue
        tables = changed(step)
        for _names, models_, old in FAMILIES:
            if not tables & set(models_):
                continue
            if models_ == (Participant,):
                kept |= {(row.project_id, row.role, row.ref or str(row.names)): row for row in old(step.project)}
            old(step.project).delete()
    return kept


def link(rows: list[Participant], parties: Parties, kept: dict[tuple[int, str, str], Participant]) -> None:
    for row in rows:
        before = kept.get((row.project.pk, row.role, row.ref or str(row.names)))
        if before is not None:
            for name in SHARES:
                setattr(row, name, getattr(before, name))
        row.organisation_id = row.organisation_id or parties.find(row.ref)


def link_sides(rows: list[Any], parties: Parties) -> None:
    for row in rows:
        row.provider_id, row.receiver_id = parties.find(row.provider_ref), parties.find(row.receiver_ref)


def told(steps: list[Step], by: Any) -> None:
    """The journal and the index know of each."""
    if not steps:
        return
    hidden = set(
        Project.objects.hidden()
        .filter(pk__in=[step.project.pk for step in steps if step.project])
        .values_list("pk", flat=True)
    )
    notes = []
    for step in steps:
        verb = "project.imported" if step.outcome == CREATE else "project.updated_by_import"
        note = journal.note(verb, step.project, iati_identifier=step.identifier) if step.project else None
        if note is not None and step.project:
            label = "" if step.project.pk in hidden else note.label
            notes.append(journal.Note(note.verb, note.kind, note.object_id, label, note.changes))
    journal.record_many(notes, by=by)
    indexed(step.project.pk for step in steps if step.project and step.project.pk not in hidden)
