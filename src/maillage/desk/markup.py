"""The rows of a list and the choices of its filters as HTML, in one go: what every row shares is written once."""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]
from django.utils.translation import gettext as _

from maillage.desk.columns import EMPTY, Column

TICK = (
    '<td class="coche" role="cell"><span class="cible">'
    '<input type="checkbox" name="ids" value="%s" aria-label="%s"></span></td>'
)


def escaped(value: Any) -> str:
    """A value as a template shows it."""
    if type(value) is str:  # nearly all of them: without asking whether they are safe or lazy
        return escape(value)
    if not isinstance(value, str):
        value = localize(template_localtime(value))
    return str(conditional_escape(value))


def opening(column: Column, *, empty: bool = False) -> str:
    """What comes before a cell of this column; a telephone does not show those that say nothing."""
    if column.link:
        return '<th scope="row" role="rowheader"><a href="'
    looks = " ".join(name for name, on in (("n", column.numeric), ("vide", empty)) if on)
    look = f' class="{looks}"' if looks else ""
    return f'<td role="cell" data-l="{escaped(column.label)}"{look}>'


def body(rows: Iterable[Any], columns: Sequence[Column], url: Callable[[Any], str], *, ticked: bool) -> SafeString:
    """The lines of the table."""
    heads = [(column, opening(column), opening(column, empty=True)) for column in columns]
    label = _("Cocher %(name)s")
    parts: list[str] = []
    for row in rows:
        parts.append('<tr role="row">')
        if ticked:
            parts.append(TICK % (row.pk, label % {"name": escaped(str(row))}))
        for column, head, bare in heads:
            note = column.note(row) if column.note else ""
            cell = column.shown(row)
            if column.link:
                second = f"<small>{escaped(note)}</small>" if note else ""
                parts.append(f'{head}{escaped(url(row))}">{cell}</a>{second}</th>')
            else:
                second = f'<small class="doux"> {escaped(note)}</small>' if note else ""
                parts.append(f"{bare if cell is EMPTY and not second else head}{cell}{second}</td>")
        parts.append("</tr>\n")
    return mark_safe("".join(parts))  # each part is written here, or escaped


def options(choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """The choices of a filter."""
    return mark_safe(
        "".join(
            f'<option value="{escaped(value)}"{" selected" if value == chosen else ""}>{escaped(label)}</option>'
            for value, label in choices
        )
    )
