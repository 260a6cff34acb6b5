"""What the session asks: who presides, and the true hours of a stay."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as lazy

from maillage.assemblies.models import Assembly
from maillage.ballots.models import Right
from maillage.organisations.models import Person


class OpenForm(forms.Form):
    """Who presides, who takes the minutes: of those who are there, or who may be."""

    chair = forms.ModelChoiceField(Person.objects.none(), label=lazy("Présidence de séance"))
    secretary = forms.ModelChoiceField(Person.objects.none(), label=lazy("Secrétariat de séance"), required=False)

    def __init__(self, *args: Any, assembly: Assembly, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = Q(pk__in=assembly.attendances.values("person"))
        if assembly.roll is not None:
            there |= Q(pk__in=Right.objects.filter(roll=assembly.roll, active=True).values("delegate"))
        named = [pk for pk in (assembly.chair_id, assembly.secretary_id) if pk]
        people = Person.objects.visible_to(user).filter(there | Q(pk__in=named)).order_by("sort_name", "pk")
        for name in ("chair", "secretary"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset, field.initial = people, getattr(assembly, f"{name}_id")


class Moment(forms.DateTimeInput):
    """The browser's own field for a day and an hour, to the second: two stays may follow one another within a minute."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(attrs={"step": "1"}, format="%Y-%m-%dT%H:%M:%S")


class CorrectForm(forms.Form):
    came_at = forms.DateTimeField(label=lazy("Arrivée à"), widget=Moment)
    left_at = forms.DateTimeField(label=lazy("Départ à"), widget=Moment, required=False)
    reason = forms.CharField(label=lazy("Pourquoi l’heure est corrigée"), max_length=200)
