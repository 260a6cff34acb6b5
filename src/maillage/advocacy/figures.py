"""The year's figures of advocacy: demands, meetings, answers, by theme and by level; what institutions adopted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from maillage.advocacy import levels
from maillage.advocacy.enums import ExchangeKind, Level, Outcome, Stage
from maillage.advocacy.models import Commitment, Exchange, LetterCount, Position, Step
from maillage.organisations import words as directory

COLUMNS = ("exchanges", "meetings", "demands", "answers", "promises")


@dataclass
class Line:
    """What was done under one heading."""

    label: str
    values: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COLUMNS, 0))

    def row(self) -> list[Any]:
        return [self.label, *(self.values[name] for name in COLUMNS)]


def headers() -> list[str]:
    return [_("Échanges"), _("Rencontres"), pgettext("plaidoyer", "Demandes"), _("Réponses"), _("Engagements pris")]


def years(user: Any) -> list[int]:
    days = Exchange.objects.visible_to(user).dates("on", "year", order="DESC")
    return [day.year for day in days]


def _add(line: Line, row: dict[str, Any]) -> None:
    asked = row["outcome"] != Outcome.NONE
    line.values["exchanges"] += 1
    line.values["meetings"] += row["kind"] in (ExchangeKind.MEETING, ExchangeKind.HEARING)
    line.values["demands"] += asked
    line.values["answers"] += asked and row["outcome"] != Outcome.WAITING
    line.values["promises"] += row["outcome"] == Outcome.PROMISE


def of_year(user: Any, year: int) -> dict[str, list[Line]]:
    """Lines by theme and by level, with their total; one query."""
    rows = Exchange.objects.visible_to(user).filter(on__year=year).values("kind", "outcome", "theme", "level")
    themes: dict[str, Line] = defaultdict(lambda: Line(""))
    by_level: dict[str, Line] = defaultdict(lambda: Line(""))
    total = Line(_("En tout"))
    for row in rows:
        for line in (themes[row["theme"]], by_level[row["level"]], total):
            _add(line, row)
    for code, line in themes.items():
        line.label = directory.theme_label(code) if code else _("Sans thème")
    for code, line in by_level.items():
        line.label = levels.label(code)
    return {"themes": [*sorted(themes.values(), key=lambda line: line.label), total],
            "levels": [*_in_order(by_level), total]}  # fmt: skip


def _in_order(found: dict[str, Line]) -> Iterable[Line]:
    return [found[one.value] for one in Level if one.value in found]


def results(user: Any, year: int) -> list[tuple[int, str]]:
    """What the year brought: texts adopted, renewed, refused; positions; letters of the public."""
    seen = Commitment.objects.visible_to(user).values("pk")
    steps = Step.objects.filter(corrected_at=None, on__year=year, commitment__in=seen).order_by()
    counts: dict[str, int] = defaultdict(int)
    for stage in steps.values_list("stage", flat=True):
        counts[stage] += 1
    letters = LetterCount.objects.filter(on__year=year).aggregate(n=Sum("count"))["n"] or 0
    return [(counts[Stage.ADOPTED], _("textes adoptés")), (counts[Stage.RENEWED], _("renouvelés")),
            (counts[Stage.REFUSED], _("refus")), (Position.objects.public().filter(on__year=year).count(), _("positions")),
            (letters, _("lettres que des gens disent avoir envoyées"))]  # fmt: skip
