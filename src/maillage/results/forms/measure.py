"""A measurement as it is typed: the value first, then who it is about, as margins or crossed."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.organisations.models import Organisation
from maillage.results import crossing, words
from maillage.results.enums import Age, Measure, Sex
from maillage.results.forms.common import Number, add_narratives, read_narratives
from maillage.results.models import Measurement, Period
from maillage.ui.widgets import NativeDate

PLACES = 12  # of a project, in a breakdown


@dataclass
class Grid:
    """Dimensions crossed, or a margin: a field for each cell, two for a part of a whole."""

    label: str
    heads: list[str]
    rows: list[tuple[str, list[tuple[BoundField, BoundField | None]]]]


class MeasurementForm(forms.Form):
    measured_on = forms.DateField(label=lazy("Relevée le"), widget=NativeDate)

    def __init__(self, data: Any = None, *, period: Period, user: Any, measurement: Measurement | None = None) -> None:
        self.period, self.measurement, self.indicator = period, measurement, period.indicator
        self.percent = self.indicator.measure == Measure.PERCENT
        self.kept = [crossing.Cell(one.owns, (one.sex, one.age, one.place), one.value, one.denominator)
                     for one in measurement.cells.all()] if measurement else []  # fmt: skip
        initial: dict[str, Any] = {"measured_on": min(localdate(), period.end)}
        if measurement:
            initial = {name: getattr(measurement, name) for name in
                       ("measured_on", "value", "numerator", "denominator", "level", "organisation")}  # fmt: skip
        super().__init__(data, initial=initial)
        self._value_fields()
        choices = Organisation.objects.visible_to(user).filter(project_parts__project=period.project_id).distinct()
        self.fields["organisation"] = forms.ModelChoiceField(
            label=_("Mesurée par"), queryset=choices, required=False, empty_label="–"
        )
        add_narratives(self, "words", _("En mots"), measurement.words if measurement else [], long=True, most=5_000)
        self.main = list(self.fields)
        self.tables = list(self._tables())
        for owns in self.tables:
            self._grid_fields(owns)
        if measurement is None:  # sent twice, it is one measurement
            self.fields["key"] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40,
                                                 initial=secrets.token_urlsafe(16))  # fmt: skip

    def _value_fields(self) -> None:
        indicator = self.indicator
        if self.percent:
            self.fields["numerator"] = Number(label=indicator.numerator or _("Numérateur"))
            self.fields["denominator"] = Number(label=indicator.denominator or _("Dénominateur"))
            self.fields["value"] = Number(label=_("Pourcentage, si vous n’avez que lui"))
        elif indicator.measure in (Measure.NOMINAL, Measure.ORDINAL):
            choices = [
                ("", "–"),
                *((str(value), words.degree(indicator, str(value))) for value, _text in indicator.scale),
            ]
            self.fields["level"] = (forms.ChoiceField(label=_("Degré ou modalité"), choices=choices) if indicator.scale
                                    else forms.CharField(label=_("Degré ou modalité"), max_length=60))  # fmt: skip
        elif indicator.measure != Measure.QUALITATIVE:
            label = _("Valeur (%(unit)s)") % {"unit": indicator.unit} if indicator.unit else _("Valeur")
            self.fields["value"] = Number(label=label, required=True)

    # Breakdowns

    def _tables(self) -> Iterator[int]:
        """Each dimension alone, then all of them crossed; only where one counts."""
        if self.indicator.measure not in (Measure.UNIT, Measure.PERCENT):
            return
        said = {name for one in self.kept for name in crossing.names_of(one.owns)}
        names = [name for name in crossing.DIMENSIONS if name in self.indicator.disaggregated_by or name in said]
        yield from (crossing.BITS[name] for name in names)
        if len(names) > 1:
            yield crossing.bits(names)

    def _values(self, name: str) -> list[str]:
        if name == "sex":
            return [*Sex.values, ""]
        if name == "age":
            return [*Age.values, ""]
        if not hasattr(self, "_places"):
            told = [words.told(place.names) or (words.country(place.code) if place.kind == "country" else place.code)
                    for place in self.period.project.places.all()]  # fmt: skip
            used = [one.values[2] for one in self.kept]
            self._places = [*dict.fromkeys(one[:120] for one in [*told[:PLACES], *used] if one), ""]
        return self._places

    def _cells(self, owns: int) -> list[crossing.Values]:
        names = crossing.names_of(owns)
        found: list[dict[str, str]] = [{}]
        for name in names:
            found = [{**one, name: value} for one in found for value in self._values(name)]
        return [crossing.values_of(one) for one in found if any(one.values())]

    def _grid_fields(self, owns: int) -> None:
        at = {(one.owns, one.values): one for one in self.kept}
        for n, values in enumerate(self._cells(owns)):
            cell = at.get((owns, values))
            label = ", ".join(words.cell_value(name, value) for name, value in zip(crossing.DIMENSIONS, values, strict=True)
                              if owns & crossing.BITS[name])  # fmt: skip
            self.fields[f"c{owns}-{n}"] = Number(label=label, initial=cell.value if cell else None)
            if self.percent:
                self.fields[f"d{owns}-{n}"] = Number(label=_("sur : %(what)s") % {"what": label},
                                                     initial=cell.denominator if cell else None)  # fmt: skip

    def fields_shown(self) -> list[BoundField]:
        """The value, and words in the project's language."""
        return [self[name] for name in self.main if not self._translated(name)]

    def translations(self) -> list[BoundField]:
        return [self[name] for name in self.main if self._translated(name)]

    def _translated(self, name: str) -> bool:
        own = f"words_{self.period.project.language}"
        return name.startswith("words_") and name != (own if own in self.fields else "words_fr")

    def margins(self) -> list[Grid]:
        return [self._grid(owns) for owns in self.tables if len(crossing.names_of(owns)) == 1]

    def crossings(self) -> list[Grid]:
        return [grid for owns in self.tables if len(crossing.names_of(owns)) > 1 for grid in self._sheets(owns)]

    @property
    def is_crossed(self) -> bool:
        return any(len(crossing.names_of(one.owns)) > 1 for one in self.kept) or any(
            name in self.errors
            for name in self.fields
            if name[0] in "cd" and name[1:2].isdigit() and int(name[1:2]) not in (1, 2, 4)
        )

    def _pair(self, owns: int, values: crossing.Values) -> tuple[BoundField, BoundField | None]:
        n = self._cells(owns).index(values)
        return self[f"c{owns}-{n}"], self[f"d{owns}-{n}"] if self.percent else None

    def _grid(self, owns: int) -> Grid:
        name = crossing.names_of(owns)[0]
        rows = [(words.cell_value(name, value), [self._pair(owns, crossing.values_of({name: value}))])
                for value in self._values(name) if value]  # fmt: skip
        return Grid(words.dimensions()[name], [], rows)

    def _sheets(self, owns: int) -> Iterator[Grid]:
        """Two dimensions: one sheet. Three: one for each place."""
        names = list(crossing.names_of(owns))
        down, across = names[0], names[1]
        for place in self._values("place") if len(names) == 3 else [""]:
            rows = []
            for row in self._values(down):
                cells = [crossing.values_of({down: row, across: column, **({"place": place} if len(names) == 3 else {})})
                         for column in self._values(across)]  # fmt: skip
                rows.append((words.cell_value(down, row), [self._pair(owns, one) for one in cells if any(one)]))
            label = " × ".join(words.dimensions()[name] for name in (down, across))
            if len(names) == 3:
                label = f"{label} – {words.cell_value('place', place)}"
            yield Grid(label, [words.cell_value(across, column) for column in self._values(across)], rows)

    # What was typed

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.cleaned_data = data
        data["words"] = read_narratives(self, "words", self.measurement.words if self.measurement else [])
        cells = [one for one in self.kept if one.owns not in self.tables]
        for owns in self.tables:
            for n, values in enumerate(self._cells(owns)):
                value, below = data.pop(f"c{owns}-{n}", None), data.pop(f"d{owns}-{n}", None)
                if value is not None or below is not None:
                    cells.append(crossing.Cell(owns, values, value or Decimal(0), below))
        data["cells"] = cells
        return data


class EvidenceForm(forms.Form):
    upload = forms.FileField(
        label=lazy("Photo ou fichier"),
        help_text=lazy("Une photo est allégée, et ce que l’appareil y cache est retiré."),
    )
    caption = forms.CharField(label=lazy("Ce que l’on y voit"), max_length=200, required=False)
