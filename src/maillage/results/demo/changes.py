"""Transformations in every state, seen again or not; scores and lessons; notes."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from maillage.organisations.models import Organisation
from maillage.projects.enums import CodeKind, Level, PlaceKind, ProjectState
from maillage.projects.models import Code, Place, Project
from maillage.results.demo.lessons import LESSONS, NEXT, NOTES
from maillage.results.demo.told import CAUSES, CHANGES, Change
from maillage.results.enums import Direction, NoteState, TransformationState
from maillage.results.models import CapitalisationNote, Cause, Observation, Score, Transformation
from maillage.search import outbox as search

S = TransformationState
DAYS = 365.25


def write(made: Any) -> int:
    causes = write_causes(made)
    rows, seen = transformations(made, causes)
    saved = Transformation.objects.bulk_create(rows)
    Observation.objects.bulk_create(
        Observation(transformation=row, on=on, verdict=verdict, words=[["fr", words]] if words else [],
                    seen_by="l’équipe, en visite" if n % 2 else "le partenaire", written_by=made.person(n))
        for n, (row, those) in enumerate(zip(saved, seen, strict=True)) for on, verdict, words in those
    )  # fmt: skip
    search.queue("results.transformation", [row.pk for row in saved])
    scores(made)
    notes(made)
    return len(saved)


def write_causes(made: Any) -> dict[str, Cause]:
    rows = [Cause(names=[["fr", name], ["en", english]], why=why, theme=made.themes[n % len(made.themes)] if made.themes else "")
            for n, (name, why, english) in enumerate(CAUSES.values())]  # fmt: skip
    return dict(zip(CAUSES, Cause.objects.bulk_create(rows), strict=True))


def transformations(made: Any, causes: dict[str, Cause]) -> tuple[list[Transformation], list[Any]]:
    countries = dict(Place.objects.filter(kind=PlaceKind.COUNTRY).order_by("-rank").values_list("project", "code"))
    themes = dict(Code.objects.filter(kind=CodeKind.THEME).order_by("-rank").values_list("project", "code"))
    outputs = {project.pk: result for project, result in made.uses}
    rows, seen, told = [], [], 0
    used: Counter[str] = Counter()
    projects = sum(one.level == Level.PROJECT for one in made.projects)
    most = 1 if projects > 15 else 2  # a small network tells fewer stories
    asked = Organisation.objects.own_ids(made.partner) if made.partner else frozenset()
    for project in made.projects:
        if project.level != Level.PROJECT or project.state in (ProjectState.IDENTIFIED, ProjectState.CANCELLED):
            continue
        left = [one for one in CHANGES.get(made.sectors.get(project.pk, "99"), CHANGES["99"]) if used[one.title] < most]
        for change in left:
            used[change.title] += 1
            row = transformation(made, project, change, told)
            if row.organisation_id in asked:  # the partner of the cast has one to answer
                unanswered(row)
                asked = frozenset()
            row.cause, row.country = causes[change.cause], countries.get(project.pk, made.profile.country)
            row.theme = themes.get(project.pk) or (made.themes[told % len(made.themes)] if made.themes else "")
            row.result = outputs.get(project.pk)
            rows.append(row)
            days = [
                (row.since + timedelta(round(years * DAYS)), verdict, words) for years, verdict, words in change.seen
            ]
            seen.append([one for one in days if one[0] <= made.today])
            told += 1
    return rows, seen


STATES = (
    S.VALIDATED,
    S.VALIDATED,
    S.VALIDATED,
    S.PROPOSED,
    S.VALIDATED,
    S.VALIDATED,
    S.DRAFT,
    S.VALIDATED,
    S.VALIDATED,
    S.REFUSED,
)


def transformation(made: Any, project: Project, change: Change, told: int) -> Transformation:
    state = STATES[told % len(STATES)]
    since = made.today - timedelta(round(change.years * DAYS) + 23 * (told % 7))
    answered = state in (S.VALIDATED, S.REFUSED)
    writer = made.person(told)
    return Transformation(
        project=project, titles=[["fr", change.title]] + ([["en", change.english]] if change.english else []),
        stories=[["fr", change.story]], for_whom=change.whom, since=since, contributions=[["fr", change.part]],
        direction=Direction.FORWARD if change.forward else Direction.BACKWARD, organisation=made.carriers.get(project.pk),
        said_by="la coordination du partenaire", state=state, is_public=told % 8 != 7, written_by=writer,
        answered_on=min(made.today, since + timedelta(200)) if answered else None,
        answered_by=made.another(writer) if answered else None,
        answer=("C’est bien ce que nous voyons." if state == S.VALIDATED else "C’est trop tôt pour le dire ainsi.") if answered else "",
    )  # fmt: skip


def unanswered(row: Transformation) -> None:
    row.state, row.answer, row.answered_on, row.answered_by = S.PROPOSED, "", None, None


def scores(made: Any) -> None:
    """Each outcome, each year that is over; the last one is missing here and there."""
    rows = []
    at = 0
    for project, result in made.uses:
        if result.type != "2" or result.project_id != project.pk:
            continue
        for year in range(project.planned_start.year, made.today.year):
            at += 1
            if year == made.today.year - 1 and at % 4 == 0:
                continue
            why, lesson = LESSONS[at % len(LESSONS)]
            rows.append(Score(project=project, result=result, year=year, grade=(1, 2, 2, 3, 1, 2, 4)[at % 7], why=why, lesson=lesson,
                              next_steps=NEXT[at % len(NEXT)], written_by=made.person(at)))  # fmt: skip
    Score.objects.bulk_create(rows)


def notes(made: Any) -> None:
    """One published, one reviewed, one draft."""
    states = (NoteState.PUBLISHED, NoteState.REVIEWED, NoteState.DRAFT)
    shown = [one for one in made.projects if one.level == Level.PROJECT and one.is_public and not one.withheld]
    for at, ((title, summary, text), state) in enumerate(zip(NOTES, states, strict=True)):
        writer = made.person(at)
        reader = made.another(writer) if state != NoteState.DRAFT else None
        row = CapitalisationNote.objects.create(
            title=title, summary=summary, text=text, theme=made.themes[at % len(made.themes)] if made.themes else "",
            state=state, written_by=writer, reviewed_by=reader, reviewed_at=now() if reader else None,
            published_at=now() - timedelta(30) if state == NoteState.PUBLISHED else None,
        )  # fmt: skip
        row.projects.set(shown[at : at + 3])
        search.queue("results.capitalisationnote", [row.pk])
