"""What every form of the room does with its fields: codes become choices, dates are the browser's, people are the team's."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.advocacy import levels, words
from maillage.advocacy.enums import Stage
from maillage.campaigns.models import Campaign
from maillage.organisations import words as directory
from maillage.ui.fields import first_of
from maillage.ui.widgets import NativeDate

ONE: dict[str, Callable[[], Iterable[Any]]] = {
    "theme": words.theme_choices, "language": words.language_choices, "region": words.region_choices,
}  # fmt: skip
MANY: dict[str, Callable[[], Iterable[Any]]] = {
    "kinds": directory.kind_choices, "levels": levels.choices, "languages": words.language_choices,
    "shown_stages": lambda: Stage.choices,
}  # fmt: skip
FILE = _("PDF, document ODF ou Office, tableau CSV, image PNG, JPEG ou WebP ; 25 Mo au plus.")


def https(field: Any, **given: Any) -> forms.Field | None:
    """An address typed without its scheme is in https."""
    if isinstance(field, models.URLField):
        given["assume_scheme"] = "https"
    return field.formfield(**given)


def settle(form: forms.BaseForm) -> None:
    """Codes of the profile as choices, native dates, addresses in https, text areas of a readable height."""
    for name, field in list(form.fields.items()):
        label, hint = field.label, field.help_text
        if name in ONE:
            choices = list(ONE[name]())
            chosen = form.initial.get(name)
            if chosen and chosen not in dict(choices):
                choices.append((chosen, chosen))  # a code that the profile no longer has is not lost
            form.fields[name] = forms.ChoiceField(
                label=label, help_text=hint, required=name == "language",
                choices=choices if name == "language" else [("", "–"), *choices],
            )  # fmt: skip
        elif name in MANY:
            form.fields[name] = forms.MultipleChoiceField(
                label=label, help_text=hint, required=False, choices=list(MANY[name]()),
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        elif isinstance(field, forms.DateField):
            field.widget = NativeDate()
        elif isinstance(field.widget, forms.Textarea):
            field.widget.attrs.setdefault("rows", 5)
        elif name == "level":
            chosen = form.initial.get(name)
            known = levels.choices()
            field.choices = known if not chosen or chosen in dict(known) else [*known, (chosen, levels.label(chosen))]
        elif name == "owner":
            field.queryset = words.editors()  # type: ignore[attr-defined]
        elif name == "campaign":
            field.queryset = first_of(Campaign.objects.order_by("-starts_on"), 200)  # type: ignore[attr-defined]


class RowForm(forms.ModelForm):
    """A row's own fields."""

    hints: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, hint in self.hints.items():
            self.fields[name].help_text = hint
        settle(self)

    def _post_clean(self) -> None:
        """The verb checks the row whole; here, only what each field says."""


class PlainForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        settle(self)
