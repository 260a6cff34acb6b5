"""What is kept of the steps beside them: read again from the steps themselves each time one changes."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from maillage.advocacy import stages
from maillage.advocacy.models import Commitment, Step

KEPT = ("stage", "stage_on", "adopted_on", "confirmed_on", "due_on")


def lines_of(steps: Iterable[Any]) -> list[stages.Line]:
    """Rows as the pure rules read them."""
    return [stages.Line(step.stage, step.on, step.corrected_at is not None) for step in steps]


def values_of(standing: stages.Standing) -> dict[str, Any]:
    return {"stage": standing.stage, "stage_on": standing.on, "adopted_on": standing.adopted_on,
            "confirmed_on": standing.confirmed_on, "due_on": standing.due_on}  # fmt: skip


def astray(commitments: Any) -> list[Commitment]:
    """Those whose kept stage is no longer what their steps say, with what they say put in them; two queries."""
    rows = list(commitments.select_related("ask"))
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.filter(commitment__in=[row.pk for row in rows], corrected_at=None):
        steps[step.commitment_id].append(step)
    found = []
    for row in rows:
        values = values_of(stages.standing(lines_of(steps[row.pk]), row.ask.renewal_months))
        if any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            found.append(row)
    return found


def restand(commitments: Any) -> int:
    """Write again what follows from the steps; returns how many changed."""
    rows = astray(commitments)
    Commitment.objects.bulk_update(rows, KEPT, batch_size=500)
    return len(rows)
