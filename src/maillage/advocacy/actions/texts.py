"""The texts that institutions adopt, and how they are read clause by clause."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from maillage.advocacy.actions import common
from maillage.advocacy.enums import Met
from maillage.advocacy.models import AdoptedText, Clause, ClauseAnswer, Commitment


@transaction.atomic
def add_adopted_text(*, commitment: Commitment, values: Mapping[str, Any], by: Any, upload: Any = None) -> AdoptedText:
    """A text, or its next version; the earlier ones stay."""
    commitment = common.locked(commitment)
    if not upload and not values.get("text") and not values.get("link"):
        raise common.refuse("no_text")
    document = common.kept_file(upload, values["title"], about=commitment, public=values.get("is_public", True), by=by)
    data = {**values, "commitment": commitment, "number": common.next_number(commitment.texts.all()),
            "document": document}  # fmt: skip
    return common.create(AdoptedText, data, by=by, verb="commitment.text_added", on=commitment)


@transaction.atomic
def answer_clauses(*, text: AdoptedText, answers: Mapping[Clause, tuple[str, str]], by: Any) -> int:
    """What the text says of each clause, {clause: (met, passage)}; an empty answer takes the former back."""
    commitment = common.locked(text.commitment)
    known = {answer.clause_id: answer for answer in text.answers.all()}
    was = {pk: str(answer.get_met_display()) for pk, answer in known.items()}
    changes = {}
    for clause, (met, passage) in answers.items():
        before = known.get(clause.pk)
        passage = common.cleaned(ClauseAnswer, {"passage": passage})["passage"]
        if (before and (before.met, before.passage) == (met, passage)) or (not before and not met):
            continue
        if met:
            row = before or ClauseAnswer(text=text, clause=clause)
            row.met, row.passage = met, passage
            row.full_clean()
            row.save()
        elif before:
            before.delete()
        changes[f"clause {clause.number}"] = [was.get(clause.pk), str(Met(met).label) if met else None]
    if changes:
        common.record("commitment.text_read", commitment, by=by, changes=changes)
    return len(changes)
