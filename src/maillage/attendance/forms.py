"""The count of a date, as it is typed: one number first; then margins and a grid for who wants them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from maillage.activities.models import Session
from maillage.attendance import breakdown, prefill, words
from maillage.attendance.breakdown import Table
from maillage.attendance.enums import Method
from maillage.attendance.models import Count
from maillage.attendance.models.count import MOST

STEPS = (-1, 1, 5)  # what the big buttons add
DETAILS = ("remote", "registered", "indirect", "online_views", "helpers", "minutes", "note")
HELP = {
    "remote": _("En direct, parmi les personnes présentes."),
    "registered": _("Repris des inscriptions quand il y en a."),
    "indirect": _("Par exemple celles que formeront les personnes formées. Pas l’audience des médias."),
    "online_views": _("Vues d’un enregistrement ; comptées à part, jamais comme des personnes."),
    "helpers": _("Ne sont pas comptées dans le public."),
    "minutes": _("Durée de la date par défaut. À préciser quand on passe librement : une exposition, un stand."),
}


class People(forms.IntegerField):
    """A number of people, typed with the big keys of a telephone."""

    def __init__(self, **options: Any) -> None:
        options = {"required": False, "min_value": 0, "max_value": MOST, **options}
        super().__init__(**options)
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})


@dataclass
class Margin:
    """One dimension: a field for each value."""

    name: str
    label: str
    lines: list[tuple[BoundField, str]]
    sum: int


@dataclass
class Grid:
    """Two dimensions crossed: a field for each cell, the unknown of each included."""

    name: str
    label: str
    heads: list[str]
    rows: list[tuple[str, list[BoundField]]]


class CountForm(forms.Form):
    """`grid`: two dimensions to cross, instead of their margins. What is typed is never lost; `bump` adds to a field."""

    present = People(label=_("Personnes présentes"))
    method = forms.ChoiceField(label=_("Ce nombre est"), widget=forms.RadioSelect, required=False,
                               choices=[(Method.COUNTED, _("compté")), (Method.ESTIMATED, _("estimé"))])  # fmt: skip

    def __init__(self, data: Any = None, *, session: Session, grid: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.session = session
        self.count = Count.objects.filter(session=session).prefetch_related("rows").first()
        self.known = prefill.Prefill() if self.count else prefill.of(session)
        self.tables = breakdown.tables_of(self.count.kept) if self.count else breakdown.margins(self.known.margins)
        self.crossed = self._crossed(grid)
        super().__init__(data, initial=self._initial(), **kwargs)
        for name in DETAILS[:-1]:
            label = Count._meta.get_field(name).verbose_name
            self.fields[name] = People(label=str(label)[:1].upper() + str(label)[1:], help_text=HELP[name])
        self.fields["note"] = forms.CharField(label=_("Note d’équipe"), required=False, max_length=300)
        for name, _label, values in self._margins():
            for rank, (_code, label) in enumerate(values):
                self.fields[f"m-{name}-{rank}"] = People(label=label)
        for dims in self.crossed:
            for rank, cell in enumerate(self._cells(dims)):
                self.fields[f"g-{'-'.join(dims)}-{rank}"] = People(
                    label=" × ".join(self._value(n, v) for n, v in zip(dims, cell, strict=True))
                )

    # What is broken down, and how

    def _crossed(self, grid: tuple[str, ...]) -> list[tuple[str, ...]]:
        """The crossings to draw: those that were said, and the one asked for when its dimensions are free."""
        said = [table.dimensions for table in self.tables if len(table.dimensions) == 2]
        taken = {name for table in self.tables if len(table.dimensions) > 1 for name in table.dimensions}
        if len(set(grid)) == 2 and set(grid) <= set(words.shown_dimensions()) and not taken & set(grid):
            said.append(tuple(name for name in breakdown.DIMENSIONS if name in grid))
        return said

    @property
    def untouched(self) -> list[Table]:
        """Crossings of three dimensions or more, kept as they are: there is no such form."""
        return [table for table in self.tables if len(table.dimensions) > 2]

    def _free(self) -> list[str]:
        taken = {name for dims in self.crossed for name in dims}
        taken |= {name for table in self.untouched for name in table.dimensions}
        said = {name for table in self.tables for name in table.dimensions}
        return [
            name
            for name in breakdown.DIMENSIONS
            if name not in taken and (name in words.shown_dimensions() or name in said)
        ]

    def _values(self, name: str) -> list[tuple[str, str]]:
        """The values of a dimension; those that left the profile stay while they are used."""
        known = words.choices(name)
        used = {value for table in self.tables if name in table.dimensions
                for cell in table.cells if (value := cell[table.dimensions.index(name)])}  # fmt: skip
        return [*known, *((code, code) for code in sorted(used - {code for code, _label in known}))]

    def _value(self, name: str, code: str) -> str:
        return dict(self._values(name)).get(code) or str(_("Inconnu"))

    def _margins(self) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
        for name in self._free():
            yield name, words.dimension(name), self._values(name)

    def _cells(self, dims: tuple[str, ...]) -> list[tuple[str, ...]]:
        one, other = ([code for code, _label in self._values(name)] + [breakdown.UNKNOWN] for name in dims)
        return [(row, column) for row in one for column in other if row or column]

    def _initial(self) -> dict[str, Any]:
        source: Any = self.count or self.known
        found = {name: getattr(source, name, None) for name in ("present", *DETAILS)}
        found["method"] = self.count.method if self.count and self.count.present is not None else Method.COUNTED
        for table in self.tables:
            if len(table.dimensions) == 1:
                name = table.dimensions[0]
                ranks = {code: rank for rank, (code, _label) in enumerate(self._values(name))}
                found |= {f"m-{name}-{ranks[cell[0]]}": people for cell, people in table.cells.items()}
            elif table.dimensions in self.crossed:
                cells = {cell: rank for rank, cell in enumerate(self._cells(table.dimensions))}
                found |= {f"g-{'-'.join(table.dimensions)}-{cells[cell]}": n for cell, n in table.cells.items()}
        return found

    # What was typed

    def bumped(self, asked: str) -> "CountForm":
        """The same form with a field raised or lowered, as typed otherwise: what a big button does without a script."""
        name, _sep, step = asked.partition(":")
        if name not in self.fields or step not in {str(one) for one in STEPS}:
            return self
        data = self.data.copy()
        typed = str(data.get(name, "")).strip()
        value = int(typed) if typed.isdecimal() and len(typed) < 8 else 0
        data[name] = str(max(0, value + int(step)))
        return CountForm(data, session=self.session, grid=self.crossed[-1] if self.crossed else ())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("present") is None and "present" not in self.errors and "unknown" not in self.data:
            self.add_error("present", _("Écrivez un nombre, même à peu près ; ou dites que personne ne le saura."))
        return data

    def said(self) -> dict[str, Any]:
        """What `actions.record` is given."""
        data = self.cleaned_data
        if "unknown" in self.data:
            return {"present": None, "margins": {}, "crossings": [], "note": data.get("note", "")}
        margins: dict[str, dict[str, int]] = {}
        for name, _label, values in self._margins():
            cells = {code: n for rank, (code, _l) in enumerate(values) if (n := data.get(f"m-{name}-{rank}"))}
            if cells:
                margins[name] = cells
        crossings = list(self.untouched)
        for dims in self.crossed:
            cells2 = {
                cell: n for rank, cell in enumerate(self._cells(dims)) if (n := data.get(f"g-{'-'.join(dims)}-{rank}"))
            }
            if cells2:
                crossings.append(Table(dims, cells2))
        also = {name: data.get(name) for name in DETAILS}
        return {"present": data["present"], "counted": data.get("method") != Method.ESTIMATED, "margins": margins,
                "crossings": crossings, **also, "note": data.get("note", "")}  # fmt: skip

    # What is drawn

    @property
    def version(self) -> int:
        return self.count.version if self.count else 0

    @property
    def details(self) -> list[BoundField]:
        return [self[name] for name in DETAILS]

    @property
    def margins(self) -> list[Margin]:
        found = []
        for name, label, values in self._margins():
            fields = [(self[f"m-{name}-{rank}"], text) for rank, (_code, text) in enumerate(values)]
            found.append(Margin(name, label, fields, sum(_number(field.value()) for field, _text in fields)))
        return found

    @property
    def grids(self) -> list[Grid]:
        found = []
        for dims in self.crossed:
            key, heads = "-".join(dims), [label for _code, label in self._values(dims[1])] + [str(_("Inconnu"))]
            rows: dict[str, list[Any]] = {}
            for rank, (row, _column) in enumerate(self._cells(dims)):
                rows.setdefault(self._value(dims[0], row) if row else str(_("Inconnu")), []).append(
                    self[f"g-{key}-{rank}"]
                )
            found.append(Grid(key, " × ".join(words.dimension(name) for name in dims), heads, list(rows.items())))
        return found

    @property
    def can_cross(self) -> list[tuple[str, str]]:
        """(address, words) of the crossings that may be asked for."""
        free = self._free()
        pairs = [(one, other) for rank, one in enumerate(free) for other in free[rank + 1 :]]
        return [(f"?grille={a},{b}", f"{words.dimension(a)} × {words.dimension(b)}") for a, b in pairs]

    @property
    def is_detailed(self) -> bool:
        """Was something said beyond the number?"""
        return bool(self.tables) or bool(self.errors and set(self.errors) - {"present"})


def _number(value: Any) -> int:
    text = str(value if value is not None else "").strip()
    return int(text) if text.isdecimal() and len(text) < 8 else 0


class SendLinkForm(forms.Form):
    """Who is to count without an account."""

    email = forms.EmailField(label=_("Courriel de la personne qui comptera"), max_length=254)
    language = forms.ChoiceField(label=_("Langue"), choices=[("fr", "Français"), ("en", "English"), ("es", "Español")])


class PeopleForm(forms.Form):
    """How many different people an activity of several dates reached."""

    people = People(label=_("Personnes différentes"), min_value=1,
                    help_text=_("Laissez vide pour que le nombre soit repris des dates."))  # fmt: skip


class SnapshotForm(forms.Form):
    """The year to freeze, and the name under which it is found again."""

    year = forms.ChoiceField(label=_("Année"))
    name = forms.CharField(
        label=_("Nom de ce bilan"), max_length=120, help_text=_("Par exemple « Rapport annuel 2025-2026 ».")
    )
    note = forms.CharField(label=_("À quoi il sert"), max_length=300, required=False)

    def __init__(self, *args: Any, years: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = years  # type: ignore[attr-defined]
