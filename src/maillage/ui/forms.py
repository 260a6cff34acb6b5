"""How forms are drawn: every field with its label, its hint, its error tied to it."""

from pathlib import Path

import django.forms
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Engine
from django.utils.functional import cached_property

BUILTINS = ["django.templatetags.i18n", "maillage.ui.templatetags.ui"]


class Renderer(DjangoTemplates):
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    @cached_property
    def engine(self) -> Engine:
        """Django's own engine for forms, with the house's tags built in."""
        folder = Path(django.forms.__file__).parent / "templates"
        return Engine({"APP_DIRS": True, "DIRS": [folder], "NAME": "forms", "OPTIONS": {"builtins": BUILTINS}})
