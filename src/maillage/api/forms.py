"""Forms of the room."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from maillage.api.enums import Scope

LASTS = [("30", _("30 jours")), ("90", _("90 jours")), ("365", _("Un an"))]


class TokenForm(forms.Form):
    name = forms.CharField(label=_("À quoi elle sert"), max_length=120,
                           help_text=_("Par exemple : « carte du site de la fédération »."))  # fmt: skip
    scopes = forms.MultipleChoiceField(
        label=_("Ce qu’elle lit en plus de ce qui est public"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Rien de coché : ce que tout le monde peut lire, avec plus de demandes par minute."),
    )  # fmt: skip
    lasts = forms.ChoiceField(label=_("Valable pendant"), choices=LASTS, initial="365")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scopes: Any = self.fields["scopes"]
        scopes.choices = [(scope.value, scope.label) for scope in Scope if user.can(scope.permission)]
        if not scopes.choices:
            del self.fields["scopes"]

    def chosen(self) -> dict[str, Any]:
        """As the verb takes it."""
        days = int(self.cleaned_data["lasts"])
        return {"name": self.cleaned_data["name"], "scopes": self.cleaned_data.get("scopes", []),
                "expires_on": localdate() + timedelta(days=days)}  # fmt: skip
