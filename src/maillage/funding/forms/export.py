"""The period that the accountant asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.funding.forms.common import day_field


class PeriodForm(forms.Form):
    first = day_field(lazy("Du"))
    last = day_field(lazy("Au"))
    format = forms.ChoiceField(label=lazy("Fichier"), choices=[
        ("csv", "CSV"), ("xlsx", "XLSX"), ("ods", "ODS"), ("fec", lazy("Texte aux colonnes du FEC"))])  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("La fin doit suivre le début."))
        return data
