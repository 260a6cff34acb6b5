"""Calendar, risks, parts of authorities, notes, documents and ties of the invented projects."""

from datetime import timedelta
from typing import Any

from maillage.organisations.models import Organisation, Place
from maillage.projects.demo.stories import MILESTONES, NOTES, PARTS, RISKS
from maillage.projects.enums import BondKind, Level, ProjectState, RiskState
from maillage.projects.models import AuthorityPart, Bond, Milestone, Project, ProjectDocument, ProjectNote, Risk

OVER = (ProjectState.CLOSED, ProjectState.CANCELLED)


def write(made: Any) -> None:
    chosen = [one for one in made.projects if one.level in (Level.PROJECT, Level.PROGRAMME)]
    calendar(made, chosen)
    risks(made, chosen)
    papers(made, chosen)
    authorities(made, [one for one in chosen if one.level == Level.PROJECT])
    bonds(made)


def owner(made: Any, at: int) -> Any:
    return made.staff[at % len(made.staff)] if made.staff else None


def calendar(made: Any, projects: list[Project]) -> None:
    rows = []
    for at, project in enumerate(projects):
        titles = MILESTONES[at % 2 :: 2] if at % 3 else MILESTONES
        span = (project.planned_end - project.planned_start).days
        for rank, title in enumerate(titles):
            due = project.planned_start + timedelta(days=span * (rank + 1) // (len(titles) + 1))
            past = due < made.today
            late = past and project.state not in OVER and rank and (at + rank) % 9 == 0  # a few are late
            reached = due + timedelta(days=(at * 7 + rank) % 25) if past and not late else None
            rows.append(Milestone(project=project, title=title, due_on=due, owner=owner(made, at + rank),
                                  reached_on=min(reached, made.today) if reached else None,
                                  is_public=title != "Visite d’accompagnement"))  # fmt: skip
    Milestone.objects.bulk_create(rows)


def risks(made: Any, projects: list[Project]) -> None:
    rows = []
    for at, project in enumerate(projects):
        if project.state in OVER:
            continue
        for rank in range(1 + at % 4):
            title, likelihood, impact, measure = RISKS[(at + rank * 2) % len(RISKS)]
            state = RiskState.OPEN
            if rank == 2:
                state = RiskState.CLOSED
            elif at % 6 == 1 and rank == 0:
                state = RiskState.HAPPENED
            rows.append(Risk(
                project=project, title=title, likelihood=likelihood, impact=impact, measure=measure, state=state,
                owner=owner(made, at + rank), closed_on=made.today - timedelta(days=50) if state == RiskState.CLOSED else None,
                review_on=made.today + timedelta(days=(at * 11 + rank * 17) % 120 - 15) if state != RiskState.CLOSED else None,
            ))  # fmt: skip
    Risk.objects.bulk_create(rows)


def papers(made: Any, projects: list[Project]) -> None:
    notes, documents = [], []
    for at, project in enumerate(projects):
        if project.actual_start is None:
            continue
        for rank in range(at % 3 + 1):
            day = min(made.today, project.actual_start + timedelta(days=60 * (rank + 1)))
            notes.append(
                ProjectNote(project=project, on=day, text=NOTES[(at + rank) % len(NOTES)], written_by=owner(made, at))
            )
        if at % 2 == 0:
            documents.append(ProjectDocument(
                project=project, url=f"https://documents.exemple.org/rapport-{project.actual_start.year}-{at}.pdf",
                format="application/pdf", titles=[["fr", f"Rapport de l’année {project.actual_start.year}"]],
                categories=["B01"], languages=["fr"], dated_on=project.actual_start + timedelta(days=360),
            ))  # fmt: skip
    ProjectNote.objects.bulk_create(notes)
    ProjectDocument.objects.bulk_create(documents)


def authorities(made: Any, projects: list[Project]) -> None:
    """Stage by stage, with stages where nobody took part: they show."""
    towns = list(Organisation.objects.public().alive().filter(kind__in=("collectivite", "commune", "departement", "region"))
                 .order_by("pk")[:8])  # fmt: skip
    if not towns:
        return
    rows = []
    for at, project in enumerate(projects[::2]):
        for rank, (stage, what) in enumerate(PARTS.items()):
            if (at + rank) % 4 != 3 and (rank < 3 or project.actual_start):
                on = project.planned_start + timedelta(days=90 * rank)
                rows.append(AuthorityPart(project=project, organisation=towns[at % len(towns)], stage=stage, what=what,
                                          on=on if on <= made.today else None))  # fmt: skip
    AuthorityPart.objects.bulk_create(rows)


def bonds(made: Any) -> None:
    """Ties between members here and partners there; where a project carries one, it says so."""
    kinds = list(BondKind)
    shown = [one for one in made.partners if not one.withheld]
    carried = {made.carriers[id(one)].pk: one for one in made.projects
               if made.carriers.get(id(one)) and one.level == Level.PROJECT and not one.withheld}  # fmt: skip
    seats = dict(Place.objects.filter(organisation__in=shown).values_list("organisation", "country"))
    rows = []
    for at, (here, there) in enumerate(zip(made.members * 2, shown[:14], strict=False)):
        if here.pk == there.pk:
            continue
        what = ("Deux délégations par an, et une page commune.", "Des jeunes passent trois semaines chez l’autre.",
                "Appels mensuels entre syndicalistes du même métier.", "Une chorale, un marché, une amitié.")[at % 4]  # fmt: skip
        rows.append(Bond(here=here, there=there, kind=kinds[at % len(kinds)], what=what, project=carried.get(there.pk),
                         country=seats.get(there.pk, ""),
                         since=made.start - timedelta(days=200 * (at % 9)),
                         until=made.today - timedelta(days=100) if at % 7 == 6 else None))  # fmt: skip
    Bond.objects.bulk_create(rows, ignore_conflicts=True)
