"""The form of a questionnaire, made of its questions; and the one that types paper sheets by counts."""

from collections.abc import Iterable
from secrets import token_urlsafe
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.evaluations import words
from maillage.evaluations.enums import ItemKind
from maillage.evaluations.models import Item, Tally


def quiet(field: forms.Field) -> forms.Field:
    """May stay empty, as most do: « facultatif » said at each of twenty fields tells nothing."""
    full = field.validate
    field.required = True  # for the label alone: what is empty stays valid
    field.validate = lambda value: None if value in field.empty_values else full(value)  # type: ignore[method-assign]
    return field


class AnswerForm(forms.Form):
    """One page, no account, no script. `values()` gives {question: what was answered}."""

    use_required_attribute = False
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, items: Iterable[Item], **kwargs: Any) -> None:
        super().__init__(*args, initial={"key": token_urlsafe(24)}, **kwargs)
        self.items = list(items)
        self.free = not any(item.required for item in self.items)
        for item in self.items:
            field = self.field_of(item)
            self.fields[f"q{item.pk}"] = quiet(field) if self.free else field

    def field_of(self, item: Item) -> forms.Field:
        said: dict[str, Any] = {"label": item.label, "required": item.required}
        choices = words.answers_of(item)
        match item.kind:
            case ItemKind.TEXT:
                return forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **said)
            case ItemKind.NUMBER:
                return forms.IntegerField(min_value=0, max_value=1_000_000, **said)
            case ItemKind.SEVERAL:
                return forms.TypedMultipleChoiceField(
                    choices=choices, coerce=int, widget=forms.CheckboxSelectMultiple, **said
                )
        return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, widget=forms.RadioSelect, **said)

    def values(self) -> dict[Item, Any]:
        return {item: self.cleaned_data.get(f"q{item.pk}") for item in self.items}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and all(value in (None, "", []) for name, value in data.items() if name != "key"):
            raise forms.ValidationError(_("Répondez à une question au moins."))
        return data


class CountsForm(forms.Form):
    """Paper sheets in one screen: how many gave each answer. `counts()` gives {(question, answer): how many}."""

    use_required_attribute = False

    def __init__(self, *args: Any, items: Iterable[Item], typed: Iterable[Tally] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {(one.item_id, one.number): one.count for one in typed}
        self.rows: list[tuple[Item, list[Any]]] = []
        for item in items:
            if not ItemKind(item.kind).is_closed:
                continue
            names = []
            for number, label in words.answers_of(item):
                names.append(name := f"c{item.pk}_{number}")
                self.fields[name] = quiet(forms.IntegerField(
                    label=label, required=False, min_value=0, max_value=100_000,
                    widget=forms.NumberInput(attrs={"min": 0, "inputmode": "numeric"}),
                    initial=known.get((item.pk, number)),
                ))  # fmt: skip
            self.rows.append((item, [self[name] for name in names]))

    def counts(self) -> dict[tuple[int, int], int]:
        found = {}
        for name, value in self.cleaned_data.items():
            item, _sep, number = name[1:].partition("_")
            if value:
                found[int(item), int(number)] = value
        return found
