"""What members type: an item, an assembly they ask for, that they cannot come."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from maillage.assemblies.enums import ExcuseAnswer, ItemKind
from maillage.members.models import Member


class OfMember(forms.Form):
    """A form sent in the name of one of the members that this person speaks for."""

    member = forms.ModelChoiceField(Member.objects.none(), label=lazy("Au nom de"), empty_label=None)

    def __init__(self, *args: Any, members: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["member"]
        field.queryset = Member.objects.filter(pk__in=[one.pk for one in members])  # type: ignore[attr-defined]
        field.choices = [(one.pk, str(one)) for one in members]  # type: ignore[attr-defined]
        if len(members) == 1:
            field.initial, field.widget = members[0].pk, forms.HiddenInput()


class ItemRequestForm(OfMember):
    title = forms.CharField(label=lazy("Titre du point"), max_length=200)
    kind = forms.ChoiceField(label=lazy("Sorte de point"), choices=ItemKind.choices, initial=ItemKind.DEBATE)
    text = forms.CharField(label=lazy("Pourquoi, et ce qui serait décidé"), max_length=4000,
                           widget=forms.Textarea(attrs={"rows": 6}))  # fmt: skip


class RequisitionForm(OfMember):
    title = forms.CharField(label=lazy("Objet de l’assemblée"), max_length=200)
    text = forms.CharField(label=lazy("Ce qui serait à l’ordre du jour"), max_length=4000,
                           widget=forms.Textarea(attrs={"rows": 6}))  # fmt: skip


class SupportForm(OfMember):
    """A member supports what another asked."""


class ExcuseForm(forms.Form):
    answer = forms.ChoiceField(label=lazy("Qui me remplace"), choices=ExcuseAnswer.choices, widget=forms.RadioSelect,
                               initial=ExcuseAnswer.NONE)  # fmt: skip
    note = forms.CharField(label=lazy("Un mot à l’assemblée"), max_length=500, required=False)

    def __init__(self, *args: Any, answers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        field.choices = [one for one in ExcuseAnswer.choices if one[0] in answers]  # type: ignore[attr-defined]
        if len(answers) == 1:
            field.widget = forms.HiddenInput()
