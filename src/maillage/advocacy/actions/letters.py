"""Letters proposed to the public: written, opened, counted."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Sum
from django.utils.timezone import localdate

from maillage.advocacy.actions import common
from maillage.advocacy.enums import LetterState, Level
from maillage.advocacy.models import Letter, LetterCount, LetterText
from maillage.core import generation


@transaction.atomic
def create_letter(*, values: Mapping[str, Any], by: Any) -> Letter:
    return common.create(Letter, values, by=by, verb="letter.created")


@transaction.atomic
def change_letter(*, letter: Letter, values: Mapping[str, Any], by: Any) -> Letter:
    return common.change(letter, values, by=by, verb="letter.changed")


@transaction.atomic
def set_letter_state(*, letter: Letter, state: str, by: Any) -> Letter:
    letter = common.locked(letter)
    if not LetterState(letter.state).can_become(LetterState(state)):
        raise common.refuse("state", state=letter.get_state_display(), other=LetterState(state).label)
    if state == LetterState.OPEN and not letter.texts.exists():
        raise common.refuse("no_text")
    return common.change(letter, {"state": state}, by=by, verb="letter.state_changed")


@transaction.atomic
def add_letter_text(*, letter: Letter, values: Mapping[str, Any], by: Any) -> LetterText:
    letter = common.locked(letter)
    number = common.next_number(letter.texts.filter(language=values["language"]))
    data = {**values, "letter": letter, "number": number}
    return common.create(LetterText, data, by=by, verb="letter.text_added", on=letter)


@transaction.atomic
def count_written(*, letter: Letter, level: str = "") -> None:
    """Someone says that they wrote: one more that day. Nothing of them is kept, and the journal is not told."""
    if not letter.is_open:
        raise common.refuse("letter_not_open")
    level = level if level in Level.values else ""
    row, _created = LetterCount.objects.get_or_create(letter=letter, on=localdate(), level=level)
    LetterCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
    total = letter.counts.aggregate(n=Sum("count"))["n"]
    if total < 100 or total % 10 == 0:  # the public counter follows, without drawing every page again a thousand times
        generation.advance()
