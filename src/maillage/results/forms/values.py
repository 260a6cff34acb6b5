"""Baselines, periods, targets, values noted by hand. A line left as it is stays what it was, with its documents."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.core import text as texts
from maillage.organisations.forms.rows import Cell, RowsField
from maillage.results import numbers
from maillage.results.enums import Measure
from maillage.results.models import Indicator, Period
from maillage.ui.widgets import NativeDate

SHOWN = 50  # lines of a form; a file may hold more, which stay as they are
VALUE_CELLS = (
    Cell("value", lazy("Valeur"), longest=200), Cell("split", lazy("Réparti par"), longest=300),
    Cell("places", lazy("Lieux"), longest=300), Cell("comment", lazy("Commentaire"), longest=1_000),
)  # fmt: skip
SPLIT_HELP = lazy(
    "« Réparti par » : laissez vide pour le total, ou écrivez par exemple « sex : female ; age : 18-35 »."
)


def split_text(pairs: Iterable[Any]) -> str:
    """« sex : female ; age : 18-35 »."""
    return " ; ".join(f"{name or ''} : {value or ''}".strip() for name, value in pairs)


def read_split(text: str) -> list[list[str]]:
    found = []
    for part in filter(None, (texts.clean(one) for one in text.split(";"))):
        name, colon, value = part.partition(":")
        if not colon or not name.strip() or not value.strip():
            raise ValidationError(_("Écrivez la répartition « nom : valeur », et séparez-les par un point-virgule."))
        found.append([name.strip()[:100], value.strip()[:200]])
    return found


def value_row(row: Any) -> list[str]:
    """A value as its line of the form."""
    places = " ; ".join(str(one or "") for one in row.locations)
    comment = " / ".join(text for _code, text in row.comments)
    return [row.text or "", split_text(row.dimensions), places, comment]


class Lines:
    """Lines of values already there, and what becomes of them."""

    def __init__(self, rows: Iterable[Any], indicator: Indicator, language: str = "fr", lead: Any = None) -> None:
        self.rows, self.indicator, self.language = list(rows), indicator, language
        self.lead = lead or (lambda row: [])  # what stands before the value in a line

    def initial(self) -> list[list[str]]:
        return [[*self.lead(row), *value_row(row)] for row in self.rows[:SHOWN]]

    def read(self, row: list[str], known: list[list[str]]) -> dict[str, Any]:
        """One line typed: refused when it is no value for this indicator."""
        value, split, places, comment = row[-4:]
        number, written = numbers.read(texts.clean(value) or None)
        counted = self.indicator.measure in (Measure.UNIT, Measure.PERCENT)
        if counted and number is None and value and row not in known:
            raise ValidationError(_("« %(text)s » n’est pas un nombre.") % {"text": value[:40]})
        if counted and row not in known:
            written = None  # a number typed here is a number, however it was typed
        comments = [[self.language, texts.clean(comment)]] if comment else []
        return {"value": number, "written": written, "dimensions": read_split(split) if row not in known else [],
                "locations": [one for one in (texts.clean(p) for p in places.split(";")) if one], "comments": comments}  # fmt: skip

    def settle(self, typed: list[tuple[list[str], dict[str, Any]]]) -> list[dict[str, Any]]:
        """What the verb takes: untouched lines keep their row; a changed one keeps the documents of the line it was."""
        left = list(zip(self.initial(), self.rows, strict=False))
        found: list[dict[str, Any]] = []
        waiting: list[tuple[int, list[str]]] = []
        for line, values in typed:
            same = next((pair for pair in left if pair[0] == line), None)
            if same:
                left.remove(same)
                found.append({"keep": same[1].pk})
            else:
                waiting.append((len(found), line))
                found.append(values)
        for at, line in waiting:
            like = next((pair for pair in left if pair[0][-3:-1] == line[-3:-1]), None)
            if like:
                left.remove(like)
                found[at]["keep"] = like[1].pk
                if like[0][-1] == line[-1]:
                    found[at]["comments"] = like[1].comments
                found[at]["locations"], found[at]["dimensions"] = like[1].locations, like[1].dimensions
        return found + [{"keep": row.pk} for row in self.rows[SHOWN:]]


class ValuesField(RowsField):
    """Lines of values; its clean value is a list of (line as typed, values)."""

    def __init__(self, lines: Lines, *, cells: Any = VALUE_CELLS, lead: Any = None, **kwargs: Any) -> None:
        known = lines.initial()

        def read(row: list[str]) -> tuple[list[str], dict[str, Any]]:
            before = lead(row) if lead else {}
            return row, {**before, **lines.read(row, known)}

        super().__init__(cells=cells, read=read, initial=known, **kwargs)


class PeriodForm(forms.Form):
    """Days, targets, and values noted without a measurement."""

    start = forms.DateField(label=lazy("Du"), widget=NativeDate)
    end = forms.DateField(label=lazy("Au"), widget=NativeDate)

    def __init__(self, *args: Any, period: Period, **kwargs: Any) -> None:
        initial = {"start": period.start, "end": period.end}
        super().__init__(*args, initial=initial, **kwargs)
        language = period.project.language
        self.targets = Lines(period.targets.all(), period.indicator, language)
        actuals = list(period.actuals.all())
        self.derived = any(one.derived for one in actuals)
        self.actuals = Lines(actuals, period.indicator, language)
        self.fields["targets"] = ValuesField(self.targets, label=_("Cibles"), help_text=SPLIT_HELP)
        if not self.derived:
            self.fields["actuals"] = ValuesField(self.actuals, label=_("Valeurs notées sans mesure"), help_text=_(
                "Pour ce qui vient d’un fichier ou d’un ancien rapport. Retirez-les avant d’approuver une mesure."))  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", _("La fin d’une période suit son début."))
        data["targets"] = self.targets.settle(data.get("targets") or [])
        data["actuals"] = None if self.derived else self.actuals.settle(data.get("actuals") or [])
        return data


class BaselinesForm(forms.Form):
    """Where things stood, for one project."""

    def __init__(self, *args: Any, indicator: Indicator, project: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = indicator.baselines.filter(project=project)
        self.lines = Lines(rows, indicator, project.language,
                           lead=lambda row: [str(row.year or ""), row.on.isoformat() if row.on else ""])  # fmt: skip
        cells = (Cell("year", lazy("Année"), longest=4), Cell("on", lazy("Date"), kind="date"), *VALUE_CELLS)
        self.fields["rows"] = ValuesField(self.lines, cells=cells, lead=self.lead, label=_("Situations de départ"),
                                          help_text=SPLIT_HELP)  # fmt: skip

    @staticmethod
    def lead(row: list[str]) -> dict[str, Any]:
        year, on = row[0], row[1]
        if not (year.isdecimal() and 1900 <= int(year[:5]) <= 2200):
            raise ValidationError(_("Donnez l’année, par exemple 2024."))
        return {"year": int(year), "on": forms.DateField(required=False).clean(on or None)}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["rows"] = self.lines.settle(data.get("rows") or [])
        return data


class PeriodsForm(forms.Form):
    """A stretch of time, cut; for one indicator or for all those of the project."""

    start = forms.DateField(label=lazy("Du"), widget=NativeDate)
    end = forms.DateField(label=lazy("Au"), widget=NativeDate)
    every = forms.ChoiceField(label=lazy("Découper"), widget=forms.RadioSelect, initial="year", choices=[
        ("year", lazy("par année")), ("half", lazy("par semestre")), ("quarter", lazy("par trimestre")),
        ("once", lazy("ne pas découper")),
    ])  # fmt: skip
    whole = forms.BooleanField(label=lazy("Pour tous les indicateurs du projet"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", _("La fin d’une période suit son début."))
        return data
