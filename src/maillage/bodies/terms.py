"""How long a mandate lasts, which of the seats filled together last less, how many terms in a row were served. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from maillage.core.periods import add_months

DAY = timedelta(days=1)
# Away for so long, one has let an election pass: the count of terms in a row starts again.
BREAK_MONTHS = 11


@dataclass(frozen=True, slots=True)
class Term:
    """A mandate as the rules read it: both days included; `goes_on` when the next line is the same mandate."""

    start: date
    end: date | None = None
    goes_on: bool = False


def term_end(start: date, months: int) -> date:
    """The last day of a mandate: 24 months from 15 June 2025 end on 14 June 2027."""
    return add_months(start, months) - DAY


def staggered(seats: int, months: int) -> list[int]:
    """Months of each of the seats filled together for the first time, in the order of the election: the first half (the
    larger one of an odd number) serves whole terms, the others half of one, so that half is renewed each time after."""
    whole = -(-seats // 2)
    return [months] * whole + [max(1, months // 2)] * (seats - whole)


def joined(terms: Iterable[Term]) -> list[Term]:
    """In order of their start, with the lines of one mandate (a change of office) made one."""
    found: list[Term] = []
    for term in sorted(terms, key=lambda one: one.start):
        if found and found[-1].goes_on:
            found[-1] = Term(found[-1].start, term.end, term.goes_on)
        else:
            found.append(term)
    return found


def in_a_row(terms: Iterable[Term], on: date, *, term_months: int, before: int = 0) -> int:
    """How many terms a person has served one after the other when another would start on this day.

    The end of another's term (a co-option of less than half a term) is not counted as one; away for
    `BREAK_MONTHS`, the count starts again. `before`: terms served before the first one that is known.
    """
    count, last_end = before, None
    for term in joined(terms):
        if term.start >= on:
            break
        if last_end is not None and add_months(last_end, BREAK_MONTHS) < term.start:
            count = 0
        end = min(term.end, on - DAY) if term.end else on - DAY
        count += end + DAY >= add_months(term.start, term_months // 2)
        last_end = end
    if last_end is not None and add_months(last_end, BREAK_MONTHS) < on:
        return 0
    return count


def most_at_once(terms: Iterable[Term], start: date, end: date | None) -> int:
    """How many of these run on the same day, at most, between two days (`end` None: for ever)."""
    known = [term for term in terms if (end is None or term.start <= end) and (term.end is None or term.end >= start)]
    days = [start, *(term.start for term in known if term.start > start)]
    return max(sum(term.start <= day and (term.end is None or term.end >= day) for term in known) for day in days)


def limit_reached(served: int, most: int | None) -> bool:
    """May one not be elected again? `most` None: no limit."""
    return most is not None and served >= most
