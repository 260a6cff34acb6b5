"""Transformations as pages show them: their direction, whether they last, their line over the years. Few queries."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.core.narratives import language_of, said
from maillage.desk.columns import tag
from maillage.results import lasting, words, years
from maillage.results.enums import Direction, Verdict
from maillage.results.lasting import Endurance, Seen
from maillage.results.models import Transformation


def seen_of(row: Transformation) -> list[Seen]:
    """`observations` fetched beforehand make it free."""
    return [Seen(one.on, one.verdict) for one in row.observations.all()]


def endurance_of(row: Transformation) -> Endurance:
    return lasting.endurance(row.since, seen_of(row))


def endurance_tag(row: Transformation) -> SafeString:
    found = endurance_of(row)
    return tag(found.label, toned(found.tone, row))


def direction_tag(row: Transformation) -> SafeString:
    return tag(row.get_direction_display(), Direction(row.direction).tone)


BACK = {"ok": "er", "er": "ok"}  # of a change that went backwards, that it holds is no good news


def toned(tone: str, row: Transformation) -> str:
    return BACK.get(tone, tone) if row.direction == Direction.BACKWARD else tone


def verdict_tag(verdict: str, row: Transformation) -> SafeString:
    return tag(Verdict(verdict).label, toned(Verdict(verdict).tone, row))


def where(row: Transformation) -> str:
    return ", ".join(filter(None, [row.place, words.country(row.country)]))


def card_of(row: Transformation, url: str = "") -> dict[str, Any]:
    """One change in a list."""
    found = endurance_of(row)
    tags = [(row.get_direction_display(), Direction(row.direction).tone)]
    if found != Endurance.NEW:
        tags.append((found.label, toned(found.tone, row)))
    return {"name": said(row.titles, words.lang()), "url": url or row.public_url, "place": where(row),
            "text": _("Pour %(whom)s, depuis %(year)s.") % {"whom": row.for_whom, "year": row.since.year}, "tags": tags,
            "foot": words.theme_label(row.theme) if row.theme else "", "language": language_of(row.titles, words.lang())}  # fmt: skip


def narrowed(rows: QuerySet[Transformation], asked: dict[str, str]) -> QuerySet[Transformation]:
    """By theme, country and direction; a value that nobody uses leaves nothing."""
    for name, field in (("theme", "theme"), ("pays", "country"), ("sens", "direction")):
        if asked.get(name):
            rows = rows.filter(**{field: asked[name]})
    return rows


def choices(rows: QuerySet[Transformation]) -> dict[str, list[tuple[str, str]]]:
    """What there is to narrow by, among these rows: one query."""
    themes: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    for theme, country in rows.order_by().values_list("theme", "country"):
        themes[theme] += bool(theme)
        countries[country] += bool(country)
    return {
        "theme": sorted(((code, words.theme_label(code)) for code in themes if code), key=lambda one: one[1]),
        "pays": sorted(((code, words.country(code)) for code in countries if code), key=lambda one: one[1]),
        "sens": [(one.value, str(one.label)) for one in Direction],
    }  # fmt: skip


def line(rows: Iterable[Transformation]) -> dict[str, Any]:
    """The points of the charts over the years."""
    told = years.over_years(
        (years.Change(row.since, row.direction == Direction.FORWARD, tuple(seen_of(row))) for row in rows),
        localdate().year,
    )
    return {
        "standing": [(str(one.year), one.standing) for one in told],
        "begun": [(str(one.year), [one.forward, one.backward]) for one in told],
        "parts": [str(one.label) for one in Direction],
    }  # fmt: skip


def figures(rows: Iterable[Transformation]) -> list[tuple[int, str]]:
    """How many, which way, how many last."""
    found = list(rows)
    back = sum(row.direction == Direction.BACKWARD for row in found)
    ends = Counter(endurance_of(row) for row in found if row.direction == Direction.FORWARD)
    return [(len(found) - back, _("en mieux")), (ends[Endurance.LASTING], _("dont durables")), (back, _("en arrière")),
            (len({row.country for row in found if row.country}), _("pays"))]  # fmt: skip
