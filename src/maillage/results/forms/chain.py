"""A result, an indicator, a result of another project."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.core import text as texts
from maillage.organisations.forms.rows import Cell, RowsField
from maillage.projects.models import Project
from maillage.results import words
from maillage.results.enums import AssumptionState, Dimension, Gain, Measure, Over, ResultType
from maillage.results.forms.common import add_narratives, read_narratives
from maillage.results.models import Indicator, Result

YES_NO = [("", lazy("non précisé")), ("1", lazy("oui")), ("0", lazy("non"))]


def read_reference(row: list[str]) -> list[str | None]:
    vocabulary, code, uri = (texts.clean(cell) for cell in row)
    if not code or not vocabulary:
        raise ValidationError(_("Donnez le vocabulaire et le code."))
    return [vocabulary[:20], code[:200], uri[:500] or None]


def read_assumption(row: list[str]) -> dict[str, str]:
    state, text = row[0], texts.clean(row[1])
    if not text:
        raise ValidationError(_("Écrivez l’hypothèse."))
    return {"text": text[:300], "state": state if state in AssumptionState.values else AssumptionState.UNSEEN}


def read_degree(row: list[str]) -> list[str]:
    value, text = (texts.clean(cell) for cell in row)
    if not value:
        raise ValidationError(_("Donnez un nombre ou un code à chaque degré."))
    return [value[:60], text[:200]]


def states() -> list[tuple[str, Any]]:
    """« Not checked yet » first: what a new line begins with."""
    return sorted(AssumptionState.choices, key=lambda one: one[0] != AssumptionState.UNSEEN)


def yes_no(value: str) -> bool | None:
    return {"1": True, "0": False}.get(value)


def as_choice(value: bool | None) -> str:
    return "" if value is None else str(int(value))


REFERENCES = {
    "read": read_reference, "label": lazy("Références"),
    "help_text": lazy("Pour l’IATI : le vocabulaire (99 : le vôtre), le code, et l’adresse qui l’explique."),
    "cells": (Cell("vocabulary", lazy("Vocabulaire"), longest=20), Cell("code", lazy("Code"), longest=200),
              Cell("uri", lazy("Adresse"), longest=500)),
}  # fmt: skip


class ResultForm(forms.Form):
    """A result's definition, for every project that uses it."""

    type = forms.ChoiceField(label=lazy("Rang dans la chaîne"), choices=ResultType.choices)
    gain = forms.ChoiceField(label=lazy("Ce qu’il apporte"), choices=[("", "–"), *Gain.choices], required=False)
    parent = forms.ModelChoiceField(label=lazy("Mène à"), queryset=Result.objects.none(), required=False,
                                    help_text=lazy("Le résultat de la chaîne auquel celui-ci contribue."))  # fmt: skip
    assumptions = RowsField(
        label=lazy("Hypothèses : ce qui doit tenir pour que l’un mène à l’autre"), read=read_assumption,
        cells=(Cell("state", lazy("Ce que l’on constate"), choices=states),
               Cell("text", lazy("Hypothèse"), longest=300)),
    )  # fmt: skip
    aggregation = forms.ChoiceField(
        label=lazy("Peut s’additionner avec d’autres projets"), choices=YES_NO, required=False
    )
    references = RowsField(**REFERENCES)  # type: ignore[arg-type]

    def __init__(self, *args: Any, project: Project, result: Result | None = None, **kwargs: Any) -> None:
        self.result = result
        initial = None
        if result:
            initial = {"type": result.type, "gain": result.gain, "parent": result.parent_id, "aggregation": as_choice(result.aggregation),
                       "references": result.references,
                       "assumptions": [[one.state, one.text] for one in result.assumptions.all()]}  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        others = Result.objects.filter(uses__project=project).distinct()
        fields: Any = self.fields
        fields["parent"].queryset = others.exclude(pk=result.pk) if result else others
        if result and result.type not in ResultType.values:
            fields["type"].choices = [(result.type, result.type), *ResultType.choices]
        add_narratives(self, "titles", _("Titre"), result.titles if result else [], most=500)
        add_narratives(
            self, "descriptions", _("Description"), result.descriptions if result else [], long=True, most=8_000
        )
        self.order_fields([name for name in self.fields if name.startswith(("titles", "descriptions"))])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.cleaned_data = data
        data["titles"] = read_narratives(self, "titles", self.result.titles if self.result else [])
        data["descriptions"] = read_narratives(self, "descriptions", self.result.descriptions if self.result else [])
        data["aggregation"] = yes_no(data.get("aggregation", ""))
        if not data["titles"]:
            raise ValidationError(_("Donnez un titre dans une langue au moins."))
        return data


class IndicatorForm(forms.Form):
    """How one sees that the result is reached."""

    measure = forms.ChoiceField(label=lazy("Ce que l’on mesure"), choices=Measure.choices)
    unit = forms.CharField(
        label=lazy("Unité"), max_length=60, required=False, help_text=lazy("Personnes, puits, lois…")
    )
    ascending = forms.ChoiceField(label=lazy("S’améliore en montant"), choices=YES_NO, required=False)
    over = forms.ChoiceField(
        label=lazy("D’une période à l’autre"), choices=Over.choices, widget=forms.RadioSelect, initial=Over.SUM
    )
    may_be_negative = forms.BooleanField(label=lazy("Peut être inférieur à zéro"), required=False)
    disaggregated_by = forms.MultipleChoiceField(label=lazy("Réparti par"), choices=Dimension.choices, required=False,
                                                 widget=forms.CheckboxSelectMultiple)  # fmt: skip
    numerator = forms.CharField(label=lazy("Ce que compte le numérateur"), max_length=200, required=False)
    denominator = forms.CharField(label=lazy("Ce que compte le dénominateur"), max_length=200, required=False)
    scale = RowsField(label=lazy("Échelle, du plus bas au plus haut"), read=read_degree,
                      cells=(Cell("value", lazy("Degré"), longest=60), Cell("text", lazy("En mots"), longest=200)))  # fmt: skip
    source = forms.CharField(label=lazy("Source de vérification"), max_length=300, required=False)
    frequency = forms.CharField(label=lazy("Quand on la relève"), max_length=100, required=False)
    aggregation = forms.ChoiceField(
        label=lazy("Peut s’additionner avec d’autres projets"), choices=YES_NO, required=False
    )
    references = RowsField(**REFERENCES)  # type: ignore[arg-type]
    NAMES = ("measure", "unit", "over", "may_be_negative", "disaggregated_by", "numerator", "denominator", "scale",
             "source", "frequency", "references")  # fmt: skip

    def __init__(self, *args: Any, indicator: Indicator | None = None, **kwargs: Any) -> None:
        self.indicator = indicator
        initial = None
        if indicator:
            initial = {name: getattr(indicator, name) for name in self.NAMES}
            initial |= {"ascending": as_choice(indicator.ascending), "aggregation": as_choice(indicator.aggregation)}
        super().__init__(*args, initial=initial, **kwargs)
        fields: Any = self.fields
        if indicator and indicator.measure not in Measure.values:
            fields["measure"].choices = [(indicator.measure, indicator.measure or "–"), *Measure.choices]
            fields["measure"].required = bool(indicator.measure)
        add_narratives(self, "titles", _("Titre"), indicator.titles if indicator else [], most=500)
        add_narratives(self, "descriptions", _("Description"), indicator.descriptions if indicator else [], long=True)
        self.order_fields([name for name in self.fields if name.startswith(("titles", "descriptions"))])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.cleaned_data = data
        data["titles"] = read_narratives(self, "titles", self.indicator.titles if self.indicator else [])
        data["descriptions"] = read_narratives(
            self, "descriptions", self.indicator.descriptions if self.indicator else []
        )
        data["ascending"], data["aggregation"] = yes_no(data.get("ascending", "")), yes_no(data.get("aggregation", ""))
        if not data["titles"]:
            raise ValidationError(_("Donnez un titre dans une langue au moins."))
        if data.get("measure") == Measure.ORDINAL and len(data.get("scale") or []) < 2:
            self.add_error("scale", _("Une échelle a au moins deux degrés."))
        return data


class UseForm(forms.Form):
    """A result that another project defined."""

    result = forms.ModelChoiceField(label=lazy("Résultat"), queryset=Result.objects.none())

    def __init__(self, *args: Any, project: Project, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Result.objects.visible_to(user).exclude(uses__project=project).select_related("project")
        near = project.parent_id
        rows = found.filter(project__parent=near) | found.filter(project=near) if near else found
        fields: Any = self.fields
        fields["result"].queryset = (rows if near and rows.exists() else found).order_by("-type", "pk")
        fields["result"].label_from_instance = named


def named(row: Result) -> str:
    return f"{row.get_type_display()} – {words.told(row.titles)[:120]} ({row.project.title[:60]})"
