"""What comes back: sheets without a name, counts typed from paper, a text hidden because it named someone."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.audit import journal
from maillage.evaluations.enums import ItemKind
from maillage.evaluations.models import Answer, Item, Poll, Sheet, Tally
from maillage.evaluations.signals import sheet_received

Values = Mapping[Item, Any]


def rows_of(sheet: Sheet, values: Values) -> list[Answer]:
    """One row for a number or a text, one for each choice of several; nothing for what was left empty."""
    rows = []
    for item, value in values.items():
        if value in (None, "", []):
            continue
        if item.kind == ItemKind.TEXT:
            rows.append(Answer(sheet=sheet, item=item, text=value))
        else:
            numbers = value if isinstance(value, list) else [value]
            rows += [Answer(sheet=sheet, item=item, number=int(number)) for number in dict.fromkeys(numbers)]
    return rows


@transaction.atomic
def receive(*, poll: Poll, key: str, values: Values) -> bool:
    """Keep a sheet; False when this very page was already sent (a double click). Not journalled: it has no author."""
    sheet, created = Sheet.objects.get_or_create(key=key, defaults={"poll": poll})
    if created:
        Answer.objects.bulk_create(rows_of(sheet, values))
        sheet_received.send(Sheet, sheet=sheet)
    return created


@transaction.atomic
def type_counts(*, poll: Poll, counts: Mapping[tuple[int, int], int], by: Any) -> int:
    """Write how many paper sheets gave each answer, {(item, answer): count}, in the place of what was typed before.

    Returns how many answers are counted. A count of zero is no count.
    """
    poll = Poll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    if any(count < 0 for count in counts.values()):
        raise ValidationError(_("Un décompte n’est jamais négatif."))
    Tally.objects.filter(poll=poll).delete()
    rows = [
        Tally(poll=poll, item_id=item, number=number, count=count) for (item, number), count in counts.items() if count
    ]
    Tally.objects.bulk_create(rows)
    total = sum(row.count for row in rows)
    journal.record("poll.counted", poll, by=by, changes={"answers": [None, total]})
    return total


@transaction.atomic
def redact(*, answer: Answer, by: Any) -> None:
    """Hide for good a text that names someone; the sheet's other answers stay."""
    Answer.objects.filter(pk=answer.pk).update(text="", redacted=True)
    journal.record("poll.redacted", answer.sheet.poll, by=by)
