"""Scores and lessons, year by year; capitalisation notes, reviewed by another, published."""

from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, now

from maillage.audit import journal
from maillage.projects.models import Project
from maillage.results.actions.common import held, just_written, refuse, rewrite
from maillage.results.enums import NoteState, ResultType
from maillage.results.models import CapitalisationNote, Result, ResultUse, Score
from maillage.search import outbox as search

S = NoteState
KIND = "results.capitalisationnote"


@transaction.atomic
def set_score(*, project: Project, result: Result, year: int, values: dict[str, Any], by: Any) -> Score:
    """How an outcome went in a year, and what it taught; said again, it replaces what was said."""
    if result.type not in (ResultType.OUTCOME, ResultType.IMPACT):
        raise refuse("only_outcomes")
    if not ResultUse.objects.filter(result=result, project=project).exists():
        raise refuse("not_used")
    if year > localdate().year:
        raise refuse("year_to_come")
    if not values.get("lesson", "").strip():
        raise refuse("lesson_needed")
    row = Score.objects.select_for_update().filter(project=project, result=result, year=year).first()
    if row:
        return rewrite(row, values, "score.changed", by)  # type: ignore[no-any-return]
    row = Score(project=project, result=result, year=year, written_by=by, **values)
    row.full_clean()
    row.save()
    journal.record("score.given", row, by=by, changes={"year": [None, year], "grade": [None, row.grade]})
    return row


@transaction.atomic
def create_note(*, values: dict[str, Any], by: Any) -> CapitalisationNote:
    """Write a note. The same one sent twice at once is written once."""
    values = dict(values)
    projects = values.pop("projects", [])
    if known := just_written(CapitalisationNote, by, **values):
        return known  # type: ignore[no-any-return]
    row = CapitalisationNote(written_by=by, **values)
    row.full_clean()
    row.save()
    row.projects.set(projects)
    journal.record("note.created", row, by=by)
    search.queue(KIND, [row.pk])
    return row


@transaction.atomic
def change_note(*, note: CapitalisationNote, values: dict[str, Any], by: Any) -> CapitalisationNote:
    """A text that changed is to be reviewed again; a published one stays public, said by its date."""
    row: CapitalisationNote = held(note)
    values = dict(values)
    projects = values.pop("projects", None)
    if row.state == S.REVIEWED and any(
        getattr(row, name) != values.get(name, getattr(row, name)) for name in ("title", "summary", "text")
    ):
        values |= {"state": S.DRAFT, "reviewed_by": None, "reviewed_at": None}
    rewrite(row, values, "note.changed", by)
    if projects is not None:
        unseen = (
            row.projects.all()
            if by is None
            else row.projects.exclude(pk__in=Project.objects.visible_to(by).values("pk"))
        )
        row.projects.set([*projects, *unseen] if by is not None else projects)
    search.queue(KIND, [row.pk])
    return row


def move(row: CapitalisationNote, state: NoteState) -> None:
    if not S(row.state).can_become(state):
        raise refuse("state", state=row.get_state_display())
    row.state = state
    row.version += 1


@transaction.atomic
def review_note(*, note: CapitalisationNote, by: Any) -> CapitalisationNote:
    """Another person read it and finds it right."""
    row: CapitalisationNote = held(note)
    if by is not None and by.pk == row.written_by_id:
        raise refuse("author_note")
    if not row.text.strip():
        raise refuse("empty_note")
    move(row, S.REVIEWED)
    row.reviewed_by, row.reviewed_at = by, now()
    row.save()
    journal.record("note.reviewed", row, by=by)
    return row


@transaction.atomic
def publish_note(*, note: CapitalisationNote, by: Any) -> CapitalisationNote:
    """Everyone reads it."""
    row: CapitalisationNote = held(note)
    move(row, S.PUBLISHED)
    row.published_at = row.published_at or now()
    row.save()
    journal.record("note.published", row, by=by)
    search.queue(KIND, [row.pk])
    return row


@transaction.atomic
def withdraw_note(*, note: CapitalisationNote, by: Any) -> CapitalisationNote:
    """Back to a draft: nobody outside reads it any more."""
    row: CapitalisationNote = held(note)
    move(row, S.DRAFT)
    row.reviewed_by, row.reviewed_at = None, None
    row.save()
    journal.record("note.withdrawn", row, by=by)
    search.forget(KIND, [row.pk])
    return row
