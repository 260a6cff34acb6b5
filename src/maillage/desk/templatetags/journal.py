"""The journal as people read it."""

from datetime import datetime
from typing import Any

from django import template

from maillage.audit.models import Entry
from maillage.desk import timeline

register = template.Library()


@register.filter
def verb_label(entry: Entry) -> str:
    return timeline.verb_label(entry.verb)


@register.filter
def change_lines(entry: Entry) -> list[tuple[str, str, str]]:
    """(field, before, after) of what changed, in words."""
    return timeline.lines(entry)


@register.filter
def moment(at: datetime) -> Any:
    """Today at 16:12, yesterday at 10:40, Friday, or the date."""
    return timeline.moment(at)
