"""What verbs ask."""

from django import forms
from django.utils.translation import gettext_lazy

from maillage.organisations.enums import State


class StateForm(forms.Form):
    state = forms.ChoiceField(label=gettext_lazy("État"), widget=forms.RadioSelect, choices=[
        (state.value, state.label) for state in (State.ACTIVE, State.DORMANT, State.CLOSED)
    ])  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Ce qui s’est passé"), max_length=300, required=False)


class LogoForm(forms.Form):
    logo = forms.FileField(
        label=gettext_lazy("Image"), required=False, help_text=gettext_lazy("PNG, JPEG ou WebP. Laissez vide pour retirer le logo.")
    )  # fmt: skip


class EraseForm(forms.Form):
    sure = forms.BooleanField(label=gettext_lazy("Je comprends que rien ne pourra être retrouvé."))


class DecisionForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Demandé pour refuser : la personne qui a proposé le lira."),
    )  # fmt: skip
