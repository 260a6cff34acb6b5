"""Transformations: told, put to the partner, answered, observed again; the structural causes they touch."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from maillage.audit import journal
from maillage.core import text as texts
from maillage.core.narratives import clean
from maillage.results.actions.common import held, just_written, refuse, rewrite
from maillage.results.enums import TransformationState
from maillage.results.models import Cause, Observation, Transformation
from maillage.search import outbox as search

S = TransformationState
KIND = "results.transformation"


def check_result(row: Transformation) -> None:
    """The result aimed at is one of the project's chain."""
    if row.result_id and not row.project.result_uses.filter(result=row.result_id).exists():
        raise refuse("not_used")


@transaction.atomic
def create_transformation(*, values: dict[str, Any], by: Any) -> Transformation:
    """Tell a change. The same one sent twice at once is told once."""
    if known := just_written(Transformation, by, **values):
        return known  # type: ignore[no-any-return]
    row = Transformation(written_by=by, **values)
    if row.since > localdate():
        raise refuse("future")
    check_result(row)
    row.full_clean()
    row.save()
    journal.record("transformation.created", row, by=by)
    search.queue(KIND, [row.pk])
    return row


@transaction.atomic
def change_transformation(*, transformation: Transformation, values: dict[str, Any], by: Any) -> Transformation:
    """Change what is told; once the partner has answered, what they answered to no more stands: it is asked again."""
    row: Transformation = held(transformation)
    if values.get("since", row.since) > localdate():
        raise refuse("future")
    told = {"titles", "stories", "for_whom", "country", "place", "since", "direction", "contributions"}
    differs = any(name in values and getattr(row, name) != values[name] for name in told)
    values = dict(values)
    if differs and row.state in (S.VALIDATED, S.REFUSED, S.PROPOSED):
        values |= {"state": S.DRAFT, "answered_on": None, "answered_by": None, "answer": ""}
    for name in ("result", "project"):
        if name in values:
            setattr(row, name, values.pop(name))
    check_result(row)
    rewrite(row, values, "transformation.changed", by)
    search.queue(KIND, [row.pk])
    return row


def move(row: Transformation, state: TransformationState) -> str:
    if not S(row.state).can_become(state):
        raise refuse("state", state=row.get_state_display())
    before, row.state = row.state, state
    row.version += 1
    return before


@transaction.atomic
def propose_transformation(*, transformation: Transformation, by: Any) -> Transformation:
    """Put it to the partner."""
    row: Transformation = held(transformation)
    before = move(row, S.PROPOSED)
    row.save()
    journal.record("transformation.proposed", row, by=by, changes={"state": [before, row.state]})
    return row


@transaction.atomic
def answer_transformation(*, transformation: Transformation, agrees: bool, words: str, on: date | None,
                          by: Any) -> Transformation:  # fmt: skip
    """The partner recognises the change, or does not. Said by them, or noted by someone else than the author."""
    row: Transformation = held(transformation)
    if by is not None and by.pk == row.written_by_id:
        raise refuse("author_change")
    words = texts.clean(words, multiline=True)
    if not words and not agrees:
        raise refuse("answer_needed")
    day = on or localdate()
    if day > localdate():
        raise refuse("future")
    before = move(row, S.VALIDATED if agrees else S.REFUSED)
    row.answered_on, row.answered_by, row.answer = day, by, words[:1000]
    row.save()
    journal.record("transformation.validated" if agrees else "transformation.refused", row, by=by,
                   changes={"state": [before, row.state]})  # fmt: skip
    search.queue(KIND, [row.pk])
    return row


@transaction.atomic
def reopen_transformation(*, transformation: Transformation, by: Any) -> Transformation:
    """Back to a draft: everyone stops seeing it."""
    row: Transformation = held(transformation)
    before = move(row, S.DRAFT)
    row.answered_on, row.answered_by, row.answer = None, None, ""
    row.save()
    journal.record("transformation.reopened", row, by=by, changes={"state": [before, row.state]})
    search.forget(KIND, [row.pk])
    return row


@transaction.atomic
def observe(*, transformation: Transformation, on: date, verdict: str, words: list[list[str]], seen_by: str,
            by: Any) -> Observation:  # fmt: skip
    """One came back to see. That it lasts follows from these, and from nothing else."""
    row: Transformation = held(transformation)
    if on > localdate():
        raise refuse("future")
    if on <= row.since:
        raise refuse("too_early", day=row.since)
    if row.observations.filter(on=on).exists():
        raise refuse("seen_that_day")
    found = Observation(transformation=row, on=on, verdict=verdict, words=clean(words),
                        seen_by=texts.clean(seen_by)[:200], written_by=by)  # fmt: skip
    found.full_clean()
    found.save()
    journal.record("transformation.observed", row, by=by, changes={"verdict": [None, verdict], "on": [None, on]})
    return found


@transaction.atomic
def remove_observation(*, observation: Observation, by: Any) -> Transformation:
    """One noted by mistake."""
    row = observation.transformation
    journal.record("transformation.observation_removed", row, by=by,
                   changes={"verdict": [observation.verdict, None], "on": [observation.on, None]})  # fmt: skip
    observation.delete()
    return row


@transaction.atomic
def create_cause(*, values: dict[str, Any], by: Any) -> Cause:
    row = Cause(**values)
    row.full_clean()
    row.save()
    journal.record("cause.created", row, by=by)
    return row


@transaction.atomic
def change_cause(*, cause: Cause, values: dict[str, Any], by: Any) -> Cause:
    return rewrite(held(cause), values, "cause.changed", by)  # type: ignore[no-any-return]


@transaction.atomic
def remove_cause(*, cause: Cause, by: Any) -> None:
    cause = held(cause)
    if cause.transformations.exists():
        raise refuse("cause_used")
    journal.record("cause.removed", cause, by=by)
    cause.delete()
