"""Terms that people have served in a body, read from their mandates."""

from datetime import date
from typing import Any

from maillage.bodies import terms
from maillage.bodies.enums import Leaving
from maillage.bodies.models import Body, SeatGroup
from maillage.bodies.terms import Term


def terms_served(body: Body, person: Any, on: date, *, term_months: int) -> int:
    """How many terms in a row this person has served there when another would start on this day. One query."""
    rows = list(body.mandates.filter(person=person, substitute_rank=None).order_by("started_on"))
    lines = [Term(row.started_on, row.ended_on, row.end_reason == Leaving.OFFICE) for row in rows]
    return terms.in_a_row(lines, on, term_months=term_months, before=rows[0].terms_served if rows else 0)


def limit(body: Body, group: SeatGroup | None, person: Any, on: date) -> tuple[int, int | None]:
    """(terms served in a row, the most that the by-laws allow or None) for a seat of this group."""
    if group is None:
        return 0, None
    return terms_served(body, person, on, term_months=group.term_months), group.max_terms
