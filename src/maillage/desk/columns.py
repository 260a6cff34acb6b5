"""How a list shows, sorts and exports a value."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language

from maillage.ui.templatetags.ui import dated

EMPTY = mark_safe('<span class="doux">–</span>')


@lru_cache(maxsize=4096)
def day(value: date, language: str | None) -> str:
    """A day in the language in force."""
    return dated(value, "SHORT_DATE_FORMAT")


def show(value: Any) -> SafeString:
    """A value as people read it; nothing is shown as a dash."""
    if value is None or value == "":
        return EMPTY
    if type(value) is str:
        return SafeString(escape(value))
    if isinstance(value, SafeString):
        return value
    if isinstance(value, datetime):
        value = dated(localtime(value), "SHORT_DATETIME_FORMAT")
    elif isinstance(value, date):
        value = day(value, get_language())
    return SafeString(conditional_escape(value))


def raw(value: Any) -> Any:
    """A value as a spreadsheet takes it."""
    if value is None or isinstance(value, int | float):
        return "" if value is None else value
    if isinstance(value, datetime):
        return localtime(value).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def tag(text: Any, tone: str = "nu") -> SafeString:
    """A state as a word on a ground: tone is "", "ok", "al", "er" or "nu". Never colour alone."""
    return SafeString(f'<span class="tag {conditional_escape(tone)}">{conditional_escape(text)}</span>')


@dataclass(frozen=True)
class Column:
    """A column: `value(row)` is what is exported, `cell(row)` what is shown (by default the value).

    `sort` names the fields to order by; `link` makes the cell the row's heading and its link;
    `note(row)` is a second, quieter line; `default` says whether it is shown before anyone chooses.
    """

    name: str
    label: str | Promise
    value: Callable[[Any], Any] | None = None
    cell: Callable[[Any], Any] | None = None
    note: Callable[[Any], Any] | None = None
    sort: tuple[str, ...] = ()
    link: bool = False
    numeric: bool = False
    default: bool = True

    def read(self, row: Any) -> Any:
        return self.value(row) if self.value else getattr(row, self.name)

    def shown(self, row: Any) -> SafeString:
        value = self.cell(row) if self.cell else self.read(row)
        if self.numeric and type(value) is int and abs(value) > 999:
            return SafeString(number_format(value, force_grouping=True))
        return show(value)

    def exported(self, row: Any) -> Any:
        return raw(self.read(row))
