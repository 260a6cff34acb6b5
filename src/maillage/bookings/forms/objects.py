"""What is asked of an object, and of a person's hours."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from maillage.bookings.enums import OBJECTS, Weekday
from maillage.bookings.models import Bookable
from maillage.core.money import Money, MoneyError
from maillage.core.text import clean
from maillage.network import current
from maillage.organisations import words as places
from maillage.ui.widgets import NativeDate

LONG_MARGIN = 7 * 24 * 60


class NativeTime(forms.TimeInput):
    """The browser's own field for an hour."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class ObjectForm(forms.ModelForm):  # type: ignore[type-arg]
    """The whole sheet of an object."""

    kind = forms.ChoiceField(label=_("Sorte"), choices=OBJECTS)
    name = forms.CharField(label=_("Nom"), max_length=200)
    themes = forms.MultipleChoiceField(label=_("Thèmes"), required=False, widget=forms.CheckboxSelectMultiple)
    deposit = forms.CharField(
        label=_("Caution"), required=False, max_length=30, help_text=_("Rien si elle n’en demande pas.")
    )
    longest_days = forms.IntegerField(label=_("Jours de prêt au plus"), min_value=1, max_value=366, initial=28)
    margin_before = forms.IntegerField(label=_("Minutes avant"), min_value=0, max_value=LONG_MARGIN, initial=0,
                                       help_text=_("Trajet, préparation : l’objet est pris aussi pendant ce temps."))  # fmt: skip
    margin_after = forms.IntegerField(label=_("Minutes après"), min_value=0, max_value=LONG_MARGIN, initial=0,
                                      help_text=_("Retour, rangement, vérification."))  # fmt: skip
    upload = forms.FileField(label=_("Photo"), required=False, help_text=_("Une image ; elle remplace celle d’avant."))
    photo_alt = forms.CharField(label=_("La photo, en mots"), required=False, max_length=200)

    field_order = ("kind", "name", "description", "contents", "themes", "volume", "kept_at", "deposit", "longest_days",
                   "margin_before", "margin_after", "upload", "photo_alt", "is_public", "is_active")  # fmt: skip

    class Meta:
        model = Bookable
        fields = ("kind", "name", "description", "contents", "kept_at", "volume", "themes", "is_public", "is_active",
                  "margin_before", "margin_after", "longest_days", "photo_alt")  # fmt: skip
        widgets = {"description": forms.Textarea(attrs={"rows": 4}), "contents": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].choices = places.theme_choices()  # type: ignore[attr-defined]
        if self.instance and self.instance.deposit is not None and not self.is_bound:
            self.initial["deposit"] = str(Money(self.instance.deposit, self.instance.currency).decimal)

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"])

    def clean_deposit(self) -> Money | None:
        text = self.cleaned_data["deposit"].strip()
        if not text:
            return None
        try:
            found = Money.parse(text, current.profile().currency)
        except MoneyError as error:
            raise ValidationError(error.message()) from error
        if found.minor < 0:
            raise ValidationError(_("Une caution est un montant positif."))
        return found

    def _post_clean(self) -> None:
        """The instance is written by the verb, which checks it whole."""

    def values(self) -> dict[str, Any]:
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        deposit = self.cleaned_data["deposit"]
        return {**data, "deposit": deposit.minor if deposit else None, "currency": deposit.currency if deposit else ""}


class OutForm(forms.Form):
    """Why, from when, until when if it is known."""

    reason = forms.CharField(label=_("Pourquoi"), max_length=300)
    first = forms.DateField(label=_("À partir du"), widget=NativeDate, initial=localdate)
    last = forms.DateField(
        label=_("Jusqu’au"), widget=NativeDate, required=False, help_text=_("Vide si on ne sait pas.")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("La fin doit venir après le début."))
        return data


class AvailabilityForm(forms.Form):
    """Each Tuesday from nine to twelve; or from one date to another."""

    weekday = forms.TypedChoiceField(label=_("Chaque"), required=False, coerce=int, empty_value=None,
                                     choices=[("", _("(des dates précises)")), *Weekday.choices])  # fmt: skip
    first_on = forms.DateField(label=_("Du"), widget=NativeDate, required=False)
    last_on = forms.DateField(label=_("Au"), widget=NativeDate, required=False)
    begins = forms.TimeField(label=_("De"), widget=NativeTime, initial="09:00")
    ends = forms.TimeField(label=_("À"), widget=NativeTime, initial="16:00")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("weekday") is None and not (data.get("first_on") and data.get("last_on")):
            raise ValidationError(_("Choisissez un jour de la semaine, ou donnez deux dates."))
        if data.get("first_on") and data.get("last_on") and data["last_on"] < data["first_on"]:
            self.add_error("last_on", _("La fin doit venir après le début."))
        if data.get("begins") and data.get("ends") and data["ends"] <= data["begins"]:
            self.add_error("ends", _("La fin doit venir après le début."))
        return data


class AbsenceForm(forms.Form):
    first_on = forms.DateField(label=_("Du"), widget=NativeDate, initial=localdate)
    last_on = forms.DateField(label=_("Au"), widget=NativeDate, initial=localdate)
    note = forms.CharField(label=_("Mot"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("first_on") and data.get("last_on") and data["last_on"] < data["first_on"]:
            self.add_error("last_on", _("La fin doit venir après le début."))
        return data
