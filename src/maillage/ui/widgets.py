"""Fields of our own: the date of the browser, and the date in three parts that says why it refuses."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PARTS = ("day", "month", "year")


class NativeDate(forms.DateInput):
    """The browser's own date field: it always takes and gives 2026-11-22, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ThreePartDate(forms.Widget):
    """Day, month, year: for dates one knows by heart (a birth, a founding), without a calendar to scroll."""

    template_name = "ui/three_part_date.html"
    use_fieldset = True

    def format_value(self, value: Any) -> dict[str, str]:
        if isinstance(value, date):
            return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
        if isinstance(value, str) and value:
            return dict(zip(PARTS, [*value.split("/"), "", "", ""], strict=False))
        return dict.fromkeys(PARTS, "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = self.format_value(value)
        labels = {"day": _("Jour"), "month": _("Mois"), "year": _("Année")}
        context["widget"]["parts"] = [
            {"name": f"{name}_{part}", "label": labels[part], "value": given[part], "css": part} for part in PARTS
        ]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        parts = [str(data.get(f"{name}_{part}", "")).strip() for part in PARTS]
        return "/".join(parts) if any(parts) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_


class ThreePartDateField(forms.DateField):
    """Refuses 31 February with the number of days that February has."""

    widget = ThreePartDate
    default_error_messages = {
        "incomplete": gettext_lazy("Donnez le jour, le mois et l’année, en chiffres."),
        "month": gettext_lazy("Le mois est un nombre de 1 à 12."),
        "year": gettext_lazy("L’année s’écrit en quatre chiffres, par exemple 1987."),
    }

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        parts = str(value).split("/")
        if len(parts) != 3 or not all(part.isdecimal() for part in parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        day, month, year = (int(part) for part in parts)
        if not 1 <= month <= 12:
            raise ValidationError(self.error_messages["month"], code="month")
        if not 1000 <= year <= 9999:
            raise ValidationError(self.error_messages["year"], code="year")
        last = monthrange(year, month)[1]
        if not 1 <= day <= last:
            words = {"day": day, "month": MONTHS[month], "year": year, "last": last}
            sentence = _("Le %(day)s %(month)s %(year)s n’existe pas : ce mois a %(last)s jours.")
            raise ValidationError(sentence % words, code="day")
        return date(year, month, day)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
