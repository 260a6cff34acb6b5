"""A line of time as SVG written on the server: bars between two years, without a script or a style."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString

DAY = timedelta(days=1)


class Span(NamedTuple):
    start: date
    end: date


def span_of(rows: list[tuple[date | None, date | None]], today: date) -> Span | None:
    """From the first of January of the first year to the end of the last one."""
    starts = [start for start, _end in rows if start]
    if not starts:
        return None
    ends = [end for _start, end in rows if end] + [today]
    return Span(date(min(starts).year, 1, 1), date(max(*ends, *starts).year, 12, 31))


def at(day: date, span: Span) -> float:
    """Where a day stands, from 0 to 100."""
    whole = max(1, (span.end - span.start).days)
    return round(min(100.0, max(0.0, (day - span.start).days * 100 / whole)), 2)


def bar(start: date, end: date | None, span: Span, today: date, label: Any, over: bool = False) -> SafeString:
    """One bar; without an end it runs to the edge."""
    first = at(start, span)
    width = max(0.8, at(end or span.end, span) - first)
    return format_html(
        '<svg viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="{}"><rect class="fond" width="100" height="6"/>'
        '<rect class="{}" x="{}" width="{}" height="6"/><rect class="jour" x="{}" width=".3" height="6"/></svg>',
        label, "passe" if over else "duree", f"{first:g}", f"{width:g}", f"{at(today, span):g}",
    )  # fmt: skip
