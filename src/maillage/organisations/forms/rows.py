"""A field made of repeated rows (identifiers, sizes), with blank ones at the end: it needs no JavaScript."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from maillage.organisations.models import Organisation

MOST = 60
LONG = 300  # words, and not a code or a number: the cell is wider
MOST_NAMES = 400


def names_for(user: Any, tied: Any = None) -> list[str]:
    """The names that are offered while one types: of all whom this person sees when they are few, else of those who
    are tied to what is written (`tied`: their numbers)."""
    rows = Organisation.objects.visible_to(user).alive().order_by("sort_name").values_list("name", flat=True)
    found = list(rows[: MOST_NAMES + 1])
    if len(found) <= MOST_NAMES:
        return found
    return list(rows.filter(pk__in=tied)[:MOST_NAMES]) if tied is not None else []


@dataclass(frozen=True)
class Cell:
    """One column of the rows: a select when it has choices, else a field of this type."""

    name: str
    label: str | Promise
    choices: Callable[[], list[tuple[str, Any]]] | None = None
    kind: str = "text"
    longest: int = 80
    suggest: Callable[[], list[str]] | None = None  # offered while one types; anything else may be typed


class RowsWidget(forms.Widget):
    template_name = "organisations/widgets/rows.html"
    use_fieldset = True

    def __init__(self, cells: Sequence[Cell], blank: int = 3) -> None:
        super().__init__()
        self.cells, self.blank = cells, blank
        self.suggested: Mapping[str, Callable[[], list[str]]] = {}  # by the form: what depends on who writes

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        width = len(self.cells)
        rows = [[*row, *[""] * width][:width] for row in (value or [])]
        rows += [[""] * width for _blank in range(self.blank)]
        context["widget"]["rows"] = [
            {"number": at + 1, "cells": [self._cell(name, at, cell, row[n]) for n, cell in enumerate(self.cells)]}
            for at, row in enumerate(rows[:MOST])
        ]
        context["widget"]["lists"] = [
            (f"{name}_{cell.name}_noms", find()) for cell in self.cells if (find := self.finder(cell))
        ]
        return context

    def finder(self, cell: Cell) -> Callable[[], list[str]] | None:
        return self.suggested.get(cell.name) or cell.suggest

    def _cell(self, name: str, at: int, cell: Cell, value: Any) -> dict[str, Any]:
        choices = [(str(code), label) for code, label in cell.choices()] if cell.choices else []
        return {"name": f"{name}_{at}_{cell.name}", "label": cell.label, "choices": choices, "kind": cell.kind,
                "longest": cell.longest, "list": f"{name}_{cell.name}_noms" if self.finder(cell) else "",
                "wide": cell.longest >= LONG and not choices,
                "value": "" if value is None else str(value)}  # fmt: skip

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[list[str]]:
        rows = []
        for at in range(MOST):
            keys = [f"{name}_{at}_{cell.name}" for cell in self.cells]
            if not any(key in data for key in keys):
                break
            rows.append([str(data.get(key, "")).strip() for key in keys])
        return [row for row in rows if any(row[1:]) or (row[0] and not self.cells[0].choices)]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}_0_{self.cells[0].name}" not in data

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return ""


class RowsField(forms.Field):
    """Rows of texts; `read(row)` makes a row into values, or raises ValidationError, told with the row's number."""

    def __init__(self, *, cells: Sequence[Cell], read: Callable[[list[str]], Any], **kwargs: Any) -> None:
        super().__init__(widget=RowsWidget(cells), required=False, **kwargs)
        self.read = read

    def clean(self, value: Any) -> list[Any]:
        found, reasons = [], []
        for number, row in enumerate(value or [], 1):
            if any("\x00" in cell for cell in row):
                reasons.append(_("Ligne %(number)s : signe invisible interdit.") % {"number": number})
                continue
            try:
                found.append(self.read(row))
            except ValidationError as error:
                reasons += [
                    _("Ligne %(number)s : %(reason)s") % {"number": number, "reason": text} for text in error.messages
                ]
        if reasons:
            raise ValidationError(reasons)
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return [list(map(str, row)) for row in initial or []] != [list(map(str, row)) for row in data or []]
