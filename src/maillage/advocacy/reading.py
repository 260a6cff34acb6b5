"""What pages read of institutions followed, in a number of queries that does not grow with them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Prefetch, QuerySet

from maillage.advocacy.models import AdoptedText, Ask, Clause, Commitment, CriterionCount
from maillage.advocacy.scores import Score, needed, score
from maillage.organisations import words as directory
from maillage.organisations.models import Place, Size


def listed(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """With the institution, its seat, the ask and who follows it; two queries."""
    seats = Place.objects.seats().only("organisation", "kind", "city", "region", "country")
    return rows.select_related("organisation", "ask", "owner").prefetch_related(
        Prefetch("organisation__places", seats, to_attr="seats")
    )


def seat(row: Commitment) -> Any:
    return next(iter(row.organisation.seats), None)  # type: ignore[attr-defined]


def city(row: Commitment) -> str:
    found = seat(row)
    return found.city if found else ""


def region(row: Commitment) -> str:
    found = seat(row)
    return found.region if found else ""


def place(row: Commitment) -> str:
    return ", ".join(part for part in (city(row), directory.region_label(region(row))) if part)


def clauses_of(ask: Ask) -> list[Clause]:
    return list(ask.clauses.all())


def score_of(clauses: Iterable[Clause], text: AdoptedText | None) -> Score | None:
    """What the text is worth; None without a text or without clauses."""
    if text is None:
        return None
    answers = {answer.clause_id: answer.met for answer in text.answers.all()}
    numbers = {clause.pk: clause.number for clause in clauses}
    return score(
        [(c.number, c.essential) for c in clauses], {numbers[pk]: met for pk, met in answers.items() if pk in numbers}
    )


def populations(commitments: Iterable[Commitment]) -> Mapping[int, int]:
    """{organisation: inhabitants}, of the last year that the directory knows; one query."""
    ids = [row.organisation_id for row in commitments]
    rows = Size.objects.filter(organisation__in=ids, measure="inhabitants").order_by("year")
    return dict(rows.values_list("organisation", "value"))


def criteria_of(commitment: Commitment) -> list[dict[str, Any]]:
    """Each criterion of the ask: how many, counted when, how many are needed, whether it is enough."""
    criteria = list(commitment.ask.criteria.all())
    if not criteria:
        return []
    last: dict[int, CriterionCount] = {}
    for row in commitment.counts.order_by("on", "pk"):
        last[row.criterion_id] = row
    population = commitment.population or populations([commitment]).get(commitment.organisation_id)
    found = []
    for one in criteria:
        want, have = needed(one.needed, one.per_inhabitants, population), last.get(one.pk)
        enough = want is not None and have is not None and have.value >= want
        found.append({"criterion": one, "count": have, "needed": want, "enough": enough})
    return found
