"""How forms are drawn, every field with its label, its hint, its error tied to it; and the form that shows them all."""

from pathlib import Path

from django import forms
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Engine
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from maillage.ui.widgets import NativeDate, ThreePartDateField

BUILTINS = ["django.templatetags.i18n", "maillage.ui.templatetags.ui"]


class Renderer(DjangoTemplates):
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    @cached_property
    def engine(self) -> Engine:
        """Django's own engine for forms, with the house's tags built in."""
        folder = Path(forms.__file__).parent / "templates"
        return Engine({"APP_DIRS": True, "DIRS": [folder], "NAME": "forms", "OPTIONS": {"builtins": BUILTINS}})


class SampleForm(forms.Form):
    """One field of each sort, for the gallery of components."""

    name = forms.CharField(
        label=gettext_lazy("Nom de l’organisation"), help_text="Tel qu’il est écrit dans ses statuts."
    )
    kind = forms.ChoiceField(label="Famille", choices=[("", "Choisir"), ("a", "Syndicat"), ("b", "Coopérative")])
    founded = ThreePartDateField(label="Date de fondation", help_text="Par exemple 27 3 1976.")
    meeting = forms.DateField(label="Prochaine assemblée", widget=NativeDate, required=False)
    themes = forms.MultipleChoiceField(label="Thèmes", choices=[("e", "Éducation"), ("t", "Travail décent")],
                                       widget=forms.CheckboxSelectMultiple, required=False)  # fmt: skip
    statutes = forms.FileField(label="Statuts", required=False, help_text="PDF, 5 Mo au plus.")
    note = forms.CharField(label="Présentation", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label="J’ai lu la charte")
