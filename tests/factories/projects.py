"""Projects and what goes with them for a test, by the verbs themselves; many projects by rows."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils.timezone import localdate

from maillage.core.text import fold
from maillage.organisations.models import Organisation
from maillage.projects import actions
from maillage.projects.models import AuthorityPart, Bond, Milestone, Participant, Place, Project, ProjectNote, Risk

_numbers = count(1)


def project(title: str = "", *, public: bool = True, by: Any = None, **values: Any) -> Project:
    """A running project, shown to everyone unless said otherwise; pass `level`, `parent`, `participants=[…]`, `places=[…]`."""
    values = {"state": "2", "planned_start": localdate() - timedelta(days=400), "is_public": public,
              "planned_end": localdate() + timedelta(days=400), **values}  # fmt: skip
    return actions.create_project(values={"title": title or f"Projet {next(_numbers)}", **values}, by=by)


def draft(title: str = "", **values: Any) -> Project:
    """A project in preparation, kept to the team."""
    return project(title, public=False, state="1", **values)


def programme(title: str = "", *, outcomes: int = 1, projects: int = 1, **values: Any) -> Project:
    """A programme with its outcomes, each with its projects."""
    top = project(title or f"Programme {next(_numbers)}", level="programme", **values)
    for _n in range(outcomes):
        outcome = project(level="outcome", parent=top)
        for _m in range(projects):
            project(parent=outcome)
    return top


def participant(of: Project, organisation: Organisation | None = None, role: str = "4", **values: Any) -> Participant:
    """Someone takes part: an organisation of the directory, or `names=[["fr", "…"]]`."""
    rank = of.participants.count()
    return Participant.objects.create(project=of, organisation=organisation, role=role, rank=rank, **values)


def place(of: Project, code: str = "SN", kind: str = "country", **values: Any) -> Place:
    return Place.objects.create(project=of, kind=kind, code=code, rank=of.places.count(), **values)


def carried(organisation: Organisation, **values: Any) -> Project:
    """A project that this organisation carries."""
    return project(participants=[{"role": "4", "organisation_id": organisation.pk}], **values)


def withheld(title: str = "", **values: Any) -> Project:
    return actions.withhold_project(project=project(title, **values), reason="Personnes menacées", by=None)


def milestone(of: Project, title: str = "Comité de pilotage", days: int = 10, **values: Any) -> Milestone:
    return actions.add_milestone(
        project=of, values={"title": title, "due_on": localdate() + timedelta(days=days), **values}, by=None
    )


def risk(of: Project, title: str = "La route est coupée", **values: Any) -> Risk:
    return actions.add_risk(project=of, values={"title": title, "likelihood": 2, "impact": 3, **values}, by=None)


def authority_part(of: Project, organisation: Organisation, stage: str = "idea", **values: Any) -> AuthorityPart:
    values = {"organisation": organisation, "stage": stage, "what": "A réuni les parties.", **values}
    return actions.add_authority_part(project=of, values=values, by=None)


def note(of: Project, text: str = "Visite du chantier.", on: date | None = None, by: Any = None) -> ProjectNote:
    return actions.add_note(project=of, on=on or localdate(), text=text, by=by)


def bond(here: Organisation, there: Organisation, kind: str = "twinning", **values: Any) -> Bond:
    return actions.create_bond(values={"here": here, "there": there, "kind": kind, **values}, by=None)


def many(number: int, **values: Any) -> list[Project]:
    """Public projects, written in one go."""
    rows = [Project(**{"title": f"Projet {n:05}", "sort_title": fold(f"Projet {n:05}"), "state": "2", "is_public": True, **values})
            for n in range(number)]  # fmt: skip
    return Project.objects.bulk_create(rows, batch_size=1000)
