"""What the public reads of institutions: one list, from which the table, the map, the curve and the open data come."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.advocacy import reading, stages, words
from maillage.advocacy.enums import Scope, Stage
from maillage.advocacy.models import AdoptedText, Ask, Commitment
from maillage.advocacy.scores import Score
from maillage.core.text import fold
from maillage.organisations import words as directory


@dataclass(frozen=True)
class Entry:
    """An institution as anyone may read it: what its page keeps to the network is not here either."""

    pk: int
    organisation: int
    name: str
    city: str
    region: str
    stage: str
    since: date | None
    adopted_on: date | None
    confirmed_on: date | None
    due_on: date | None
    is_due: bool
    scope: str
    text: AdoptedText | None
    score: Score | None

    @property
    def url(self) -> str:
        return reverse("site:organisation", args=[self.organisation])

    @property
    def text_url(self) -> str:
        return reverse("site:adopted_text", args=[self.text.pk]) if self.text else ""

    @property
    def stage_label(self) -> str:
        return str(Stage(self.stage).label)

    @property
    def tag(self) -> Any:
        return words.stage_tag(self.stage)

    @property
    def beside(self) -> str:
        """Under the name: its town, unless the name says it; the part of it that is committed."""
        town = "" if fold(self.city) in fold(self.name) else self.city
        return ", ".join(part for part in (town, self.scope) if part)

    @property
    def region_label(self) -> str:
        return directory.region_label(self.region) if self.region else ""


def entries(ask: Ask) -> list[Entry]:
    """Every institution that this ask shows, by name; a number of queries that does not grow."""
    texts = AdoptedText.objects.filter(is_public=True).prefetch_related("answers").order_by("number")
    rows = reading.listed(Commitment.objects.public().filter(ask=ask)).order_by("organisation__sort_name", "pk")
    clauses = reading.clauses_of(ask)
    found = rows.prefetch_related(Prefetch("texts", texts, to_attr="shown_texts"))
    return [_entry(row, clauses) for row in found]


def _entry(row: Any, clauses: list[Any]) -> Entry:
    organisation = row.organisation
    text = row.shown_texts[-1] if row.shown_texts else None
    scope = "" if row.scope == Scope.WHOLE else row.scope_note or str(row.get_scope_display())
    return Entry(
        row.pk, organisation.pk, organisation.name, reading.city(row) if organisation.is_shown("city") else "",
        reading.region(row) if organisation.is_shown("region") else "", row.stage, row.stage_on, row.adopted_on,
        row.confirmed_on, row.due_on, row.is_due, scope, text, reading.score_of(clauses, text),
    )  # fmt: skip


def by_region(rows: Iterable[Entry]) -> dict[str, int]:
    """{region: how many}; those whose region is not known, or not shown, are under the empty code."""
    return dict(Counter(row.region for row in rows))


def curve(rows: Iterable[Entry], until: date) -> list[tuple[str, int]]:
    points = stages.curve([row.adopted_on for row in rows if row.adopted_on], until)
    return [(f"{month.month:02d}/{month.year}", count) for month, count in points]


def months(rows: Iterable[Entry], until: date) -> int:
    """How many months since the first of them, the month under way counted."""
    days = [row.adopted_on for row in rows if row.adopted_on]
    return (until.year - min(days).year) * 12 + until.month - min(days).month + 1 if days else 0


def headers() -> list[str]:
    return [_("Institution"), _("Ville"), _("Région"), _("Étape"), _("Depuis le"), _("Adopté le"), _("Confirmé le"),
            _("À renouveler avant le"), _("Portée"), _("Clauses remplies"), _("Clauses demandées"), _("Texte"), _("Page")]  # fmt: skip


def table(rows: Iterable[Entry]) -> list[list[Any]]:
    return [[row.name, row.city, row.region_label, row.stage_label, row.since, row.adopted_on, row.confirmed_on,
             row.due_on, row.scope, row.score.met if row.score else "", row.score.total if row.score else "",
             words.absolute(row.text_url) if row.text else "", words.absolute(row.url)] for row in rows]  # fmt: skip


def plain(row: Entry) -> dict[str, Any]:
    """An institution as JSON; what is not known is not there."""
    values: dict[str, Any] = {
        "organisation": row.organisation, "name": row.name, "city": row.city, "region": row.region, "stage": row.stage,
        "since": row.since, "adopted_on": row.adopted_on, "confirmed_on": row.confirmed_on, "due_on": row.due_on,
        "scope": row.scope, "clauses_met": row.score.met if row.score else None,
        "clauses": row.score.total if row.score else None, "text": words.absolute(row.text_url) if row.text else "",
        "url": words.absolute(row.url),
    }  # fmt: skip
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()
            if value not in ("", None)}  # fmt: skip
