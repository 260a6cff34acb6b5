"""What the team is asked: visits, words, counts, schools, animations, facilitators."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.bookings.forms.objects import NativeTime
from maillage.bookings.models import Bookable
from maillage.core.money import Money, MoneyError
from maillage.network import current
from maillage.organisations import words as places
from maillage.organisations.models import Organisation, Person
from maillage.schools import levels, words
from maillage.schools.models import Animation, Facilitator, School, SchoolRequest
from maillage.ui.fields import RowsField, first_of
from maillage.ui.widgets import NativeDate

MANY = forms.CheckboxSelectMultiple


class MomentForm(forms.Form):
    """When: the conflicts of everyone are then shown for this moment."""

    day = forms.DateField(label=lazy("Jour"), widget=NativeDate)
    begins = forms.TimeField(label=lazy("De"), widget=NativeTime)
    ends = forms.TimeField(label=lazy("À"), widget=NativeTime)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("day") and data.get("begins") and data.get("ends"):
            if data["ends"] <= data["begins"]:
                self.add_error("ends", _("La fin doit venir après le début."))
            elif abs((data["day"] - localdate()).days) > 800:
                self.add_error("day", _("Ce jour est trop lointain."))
            zone = current.zone()
            data["start"] = datetime.combine(data["day"], data["begins"], zone)
            data["end"] = datetime.combine(data["day"], data["ends"], zone)
        return data


class VisitForm(MomentForm):
    facilitators = RowsField(Facilitator.objects.none(), label=lazy("Qui anime"), widget=MANY,
                                                  error_messages={"required": lazy("Choisissez qui anime.")})  # fmt: skip
    groups = RowsField(None, label=lazy("Groupes"), required=False, widget=MANY)
    kit = forms.ModelChoiceField(Bookable.objects.none(), label=lazy("Matériel"), required=False)
    reason = forms.CharField(label=lazy("Pourquoi vous passez outre"), required=False, max_length=500)

    def __init__(self, *args: Any, request: SchoolRequest, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["facilitators"].queryset = Facilitator.objects.visible_to(user).working()
        fields["groups"].queryset = request.groups.all()
        fields["kit"].queryset = Bookable.objects.objects_only().in_use()


class WordForm(forms.Form):
    word = forms.CharField(label=lazy("Un mot à la personne enseignante"), required=False, max_length=2000,
                           widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(label=lazy("Pourquoi"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
                             help_text=lazy("La personne enseignante le lit dans son courriel."))  # fmt: skip


class NoteForm(forms.Form):
    text = forms.CharField(
        label=lazy("Note d’équipe"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )


class EvaluateForm(forms.Form):
    text = forms.CharField(label=lazy("Ce qu’en dit la personne enseignante"), max_length=2000,
                           widget=forms.Textarea(attrs={"rows": 5}))  # fmt: skip


class TieForm(forms.Form):
    school = forms.ModelChoiceField(School.objects.none(), label=lazy("École du répertoire"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = School.objects.visible_to(user).select_related("organisation")
        self.fields["school"].queryset = rows  # type: ignore[attr-defined]


class ReplaceForm(forms.Form):
    facilitator = forms.ModelChoiceField(Facilitator.objects.none(), label=lazy("Qui anime à sa place"))
    reason = forms.CharField(label=lazy("Pourquoi vous passez outre"), required=False, max_length=500)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Facilitator.objects.visible_to(user).working().select_related("person")
        self.fields["facilitator"].queryset = rows  # type: ignore[attr-defined]


class CountForm(forms.Form):
    """One number for each group; it fits a telephone."""

    teachers = forms.IntegerField(label=lazy("Personnes enseignantes"), required=False, min_value=0, max_value=200)
    km = forms.IntegerField(label=lazy("Kilomètres, aller et retour"), required=False, min_value=0, max_value=5000)
    note = forms.CharField(label=lazy("Remarques"), required=False, max_length=500)

    def __init__(self, *args: Any, visit: Any, km: bool = False, **kwargs: Any) -> None:
        self.groups = list(visit.groups.select_related("group"))
        super().__init__(*args, **kwargs)
        for row in self.groups:
            initial = row.present if row.present is not None else row.group.pupils
            self.fields[f"g{row.pk}"] = forms.IntegerField(
                label=_("%(group)s : élèves présents") % {"group": row.group.label}, min_value=0, max_value=2000, initial=initial,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )  # fmt: skip
        self.initial |= {"teachers": visit.teachers if visit.teachers is not None else 1, "note": visit.count_note}
        if not km:
            del self.fields["km"]
        self.order_fields([f"g{row.pk}" for row in self.groups])

    def present(self) -> dict[int, int]:
        return {row.pk: self.cleaned_data[f"g{row.pk}"] for row in self.groups}


class SchoolForm(forms.ModelForm):  # type: ignore[type-arg]
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=lazy("Organisation"))
    levels = forms.MultipleChoiceField(label=lazy("Niveaux"), choices=levels.choices, required=False, widget=MANY)

    class Meta:
        model = School
        fields = ("levels", "pupils", "note")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["organisation"]
        else:
            rows = Organisation.objects.visible_to(user).alive().filter(school=None).only("name")
            self.fields["organisation"].queryset = first_of(rows, 5000)  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The instance is written by the verb."""

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class AnimationForm(forms.ModelForm):  # type: ignore[type-arg]
    levels = forms.MultipleChoiceField(label=lazy("Niveaux"), choices=levels.choices, required=False, widget=MANY)
    themes = forms.MultipleChoiceField(label=lazy("Thèmes"), required=False, widget=MANY)
    languages = forms.MultipleChoiceField(label=lazy("Langues"), required=False, widget=MANY)
    minutes = forms.IntegerField(label=lazy("Durée en minutes"), min_value=5, max_value=600, initial=75)

    class Meta:
        model = Animation
        fields = (
            "title",
            "summary",
            "levels",
            "minutes",
            "themes",
            "languages",
            "needs",
            "largest",
            "kit",
            "is_offered",
        )
        widgets = {"summary": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["themes"].choices = places.theme_choices()
        fields["languages"].choices = words.language_choices()
        fields["kit"].queryset = Bookable.objects.objects_only().in_use()

    def _post_clean(self) -> None:
        """The instance is written by the verb."""

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class FacilitatorForm(forms.ModelForm):  # type: ignore[type-arg]
    person = forms.ModelChoiceField(Person.objects.none(), label=lazy("Personne de l’annuaire"))
    themes = forms.MultipleChoiceField(label=lazy("Thèmes"), required=False, widget=MANY)
    animations = RowsField(Animation.objects.all(), label=lazy("Animations"), required=False, widget=MANY)
    languages = forms.MultipleChoiceField(label=lazy("Langues"), widget=MANY)
    regions = forms.MultipleChoiceField(label=lazy("Régions ou départements"), required=False, widget=MANY,
                                        help_text=lazy("Rien de coché : partout."))  # fmt: skip
    fee = forms.CharField(label=lazy("Cachet par séance"), required=False, max_length=20)
    per_100_km = forms.CharField(label=lazy("Indemnité pour cent kilomètres"), required=False, max_length=20,
                                 help_text=lazy("61,00 pour 0,61 du kilomètre."))  # fmt: skip

    class Meta:
        model = Facilitator
        fields = ("languages", "themes", "regions", "travel_minutes", "check_on", "check_until", "is_active", "note")
        widgets = {"check_on": NativeDate, "check_until": NativeDate}

    field_order = ("person", "languages", "animations", "themes", "regions", "fee", "per_100_km", "travel_minutes", "check_on",
                   "check_until", "is_active", "note")  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["themes"].choices = places.theme_choices()
        fields["languages"].choices = words.language_choices()
        fields["regions"].choices = places.region_choices()[:40]
        if self.instance.pk:
            del self.fields["person"]
            if not self.is_bound:
                currency = self.instance.currency
                self.initial |= {
                    name: str(Money(getattr(self.instance, name), currency).decimal) for name in ("fee", "per_100_km")
                }
                self.initial["animations"] = list(self.instance.animations.values_list("pk", flat=True))
        else:
            fields["person"].queryset = first_of(
                Person.objects.visible_to(user).present().filter(facilitator=None), 5000
            )

    def _post_clean(self) -> None:
        """The instance is written by the verb."""

    def amount(self, name: str) -> int:
        text = self.cleaned_data[name].strip()
        try:
            minor = Money.parse(text, current.profile().currency).minor if text else 0
        except MoneyError as error:
            raise ValidationError(error.message()) from error
        if minor < 0:
            raise ValidationError(_("Un montant positif."))
        return minor

    def clean_fee(self) -> int:
        return self.amount("fee")

    def clean_per_100_km(self) -> int:
        return self.amount("per_100_km")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("check_until") and (not data.get("check_on") or data["check_until"] < data["check_on"]):
            self.add_error("check_until", _("Dites d’abord quand elle fut faite ; la fin vient après."))
        return data

    def values(self) -> dict[str, Any]:
        names = (*self.Meta.fields, "fee", "per_100_km")
        return {name: self.cleaned_data[name] for name in names} | {"currency": current.profile().currency}
