"""Fields that several forms share: numbers as people write them, words in several languages, lines of values."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.core import text as texts
from maillage.results import numbers, words


class Number(forms.CharField):
    """« 1 250,5 » or « 1250.5 »: a decimal, exactly."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 40, "required": False, **options})
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        number = numbers.decimal(text)
        if number is None:
            raise ValidationError(_("« %(text)s » n’est pas un nombre.") % {"text": text[:40]})
        return number

    def prepare_value(self, value: Any) -> Any:
        return numbers.normal(value).replace(".", ",") if isinstance(value, Decimal) else value


def languages_of(told: Any) -> list[tuple[str, str]]:
    """The network's, then those in which it is already said."""
    found = dict(words.languages())
    for code, _text in told or []:
        found.setdefault(code, words.LANGUAGES.get(code, code) if code else _("sans langue dite"))
    return list(found.items())


def add_narratives(form: Any, name: str, label: Any, told: Any, *, long: bool = False, most: int = 2_000) -> None:
    """A field for each language: `titles_fr`, `titles_en`…"""
    first: dict[str, str] = {}
    for code, text in told or []:
        first.setdefault(code, text)
    for code, language in languages_of(told):
        widget = forms.Textarea(attrs={"rows": 4}) if long else forms.TextInput()
        form.fields[f"{name}_{code}"] = forms.CharField(
            label=_("%(label)s (%(language)s)") % {"label": label, "language": language}, required=False, max_length=most,
            widget=widget, initial=first.get(code, ""))  # fmt: skip


def read_narratives(form: Any, name: str, told: Any) -> list[list[str]]:
    """What was typed, in the order of what was there; a language said twice keeps its second text."""
    prefix = f"{name}_"
    typed = {key[len(prefix):]: texts.clean(form.cleaned_data.pop(key) or "", multiline=True)
             for key in [key for key in form.cleaned_data if key.startswith(prefix)]}  # fmt: skip
    found: list[list[str]] = []
    seen: set[str] = set()
    for code, text in told or []:
        if code in seen or code not in typed:
            found.append([code, text])
        elif typed[code]:
            found.append([code, typed[code]])
        seen.add(code)
    return found + [[code, text] for code, text in typed.items() if text and code not in seen]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=lazy("Pourquoi"), max_length=300)


class NoteForm(forms.Form):
    note = forms.CharField(
        label=lazy("Ce qui est à corriger"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 4})
    )
