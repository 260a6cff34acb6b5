"""The grids of questions: the first one is there, a network writes the next; what was asked never changes."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from maillage.audit import journal
from maillage.core.text import slug
from maillage.partnerships.actions.common import locked, refuse, written
from maillage.partnerships.models import AssessmentQuestion, QuestionSet
from maillage.partnerships.questions import STARTER, TITLE


@transaction.atomic
def in_use(by: Any) -> QuestionSet:
    """The grid asked today; the house's own before anyone wrote one."""
    found = QuestionSet.objects.exclude(adopted_on=None).order_by("-number").first()
    if found is not None:
        return found
    row, created = QuestionSet.objects.get_or_create(number=1, defaults={"title": TITLE, "adopted_on": localdate()})
    if created:
        write(
            row, [{"code": code, "for_partner": partner, "for_network": network} for code, partner, network in STARTER]
        )
        journal.record("grid.adopted", row, by=by, changes={"number": [None, 1]})
    elif row.adopted_on is None:  # a network wrote its first one and has not adopted it
        raise refuse("grid_draft")
    return row


def write(row: QuestionSet, questions: Sequence[dict[str, Any]]) -> None:
    row.questions.all().delete()
    AssessmentQuestion.objects.bulk_create(
        AssessmentQuestion(question_set=row, rank=rank, **one) for rank, one in enumerate(questions)
    )


@transaction.atomic
def next_grid(*, by: Any) -> QuestionSet:
    """Prepare the next version from the one in use: questions keep their codes, so the years stay comparable."""
    if QuestionSet.objects.filter(adopted_on=None).exists():
        raise refuse("grid_draft")
    now = in_use(by)
    row = QuestionSet.objects.create(number=QuestionSet.objects.order_by("-number")[0].number + 1, title=now.title)
    write(row, [{"code": one.code, "for_partner": one.for_partner, "for_network": one.for_network}
                for one in now.questions.all()])  # fmt: skip
    journal.record("grid.prepared", row, by=by, changes={"number": [None, row.number]})
    return row


@transaction.atomic
def change_grid(
    *, grid: QuestionSet, values: dict[str, Any], questions: Sequence[dict[str, Any]], by: Any
) -> QuestionSet:
    """Write the grid being prepared. A question without a code is a new one and gets its own."""
    row = locked(grid)
    if row.adopted_on is not None:
        raise refuse("grid_in_use")
    before = written(row, values)
    taken = {one["code"] for one in questions if one.get("code")}
    rows = []
    for one in questions:
        code = one.get("code") or fresh(one, taken)
        taken.add(code)
        rows.append({**one, "code": code})
    write(row, rows)
    row.version += 1
    row.save()
    changes = journal.difference(before, journal.snapshot(row)) | {"questions": [None, len(rows)]}
    changes.pop("version", None)
    journal.record("grid.changed", row, by=by, changes=changes)
    return row


def fresh(question: dict[str, Any], taken: set[str]) -> str:
    """A code that no question has, from its first words."""
    words = question["for_network"] or question["for_partner"]
    base = slug(words[0][1])[:28].strip("-") or "question"
    code, number = base, 2
    while code in taken:
        code, number = f"{base}-{number}", number + 1
    return code


@transaction.atomic
def adopt_grid(*, grid: QuestionSet, by: Any) -> QuestionSet:
    """From now on, these questions are asked; what was asked before stays as it was."""
    row = locked(grid)
    if row.adopted_on is not None:
        raise refuse("grid_in_use")
    questions = list(row.questions.all())
    if not questions or any(not one.for_partner or not one.for_network for one in questions):
        raise refuse("grid_empty")
    row.adopted_on, row.version = localdate(), row.version + 1
    row.save()
    journal.record("grid.adopted", row, by=by, changes={"adopted_on": [None, row.adopted_on]})
    return row
