"""Fields that several forms share: codes of the profile in groups, hours, names of the directory."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.activities import words
from maillage.activities.enums import Kind

PICKERS = {
    Kind.AUDIENCE: gettext_lazy("Publics"), Kind.THEME: gettext_lazy("Thèmes"),
    Kind.ATTENTION: gettext_lazy("Points d’attention"), Kind.AXIS: gettext_lazy("Axes transversaux"),
    Kind.HEADING: gettext_lazy("Rubriques des cadres et orientations"), Kind.LANGUAGE: gettext_lazy("Langues de l’activité"),
    Kind.ACCESS: gettext_lazy("Accessibilité assurée"),
}  # fmt: skip


class NativeTime(forms.TimeInput):
    """The browser's own field: it always takes and gives 18:30."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class Suggested(forms.TextInput):
    """A line with names offered while one types; any other may be typed."""

    template_name = "activities/widgets/suggested.html"
    names: list[str] = []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, {**(attrs or {}), "list": f"{name}_noms", "autocomplete": "off"})
        context["widget"]["names"] = self.names
        return context


def plain_text(value: str) -> str:
    if "\x00" in value:
        raise ValidationError(_("Un signe invisible est interdit ici."))
    return value


class Grouped(forms.Form):
    """A form in fieldsets: `groups` names their fields; one whose fields are all absent is not drawn."""

    template_name = "activities/widgets/sections.html"
    groups: dict[Any, tuple[str, ...]] = {}

    @property
    def fieldsets(self) -> Iterator[tuple[Any, list[Any]]]:
        for legend, names in self.groups.items():
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                yield legend, fields


def picker(kind: Kind, current: Any = ()) -> forms.MultipleChoiceField | None:
    """Boxes for a kind of classification, in groups where it has wholes; None when the profile has none.

    A code that the profile no longer has stays where it was chosen.
    """
    choices: list[Any] = list(words.names(kind).items())
    known = {code for code, _name in choices}
    if kind in (Kind.ATTENTION, Kind.HEADING):
        choices = list(words.groups(kind))
    lost = [(code, code) for code in current if code not in known]
    if not choices and not lost:
        return None
    return forms.MultipleChoiceField(label=PICKERS[kind], choices=[*choices, *lost], required=False,
                                     widget=forms.CheckboxSelectMultiple)  # fmt: skip
