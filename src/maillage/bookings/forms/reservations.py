"""What is asked to reserve, to lend and to take back."""

from datetime import date, datetime, time, timedelta
from secrets import token_urlsafe
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from maillage.bookings.enums import Condition
from maillage.bookings.forms.objects import NativeTime
from maillage.bookings.models import Bookable, Reservation
from maillage.core.text import clean
from maillage.network import current
from maillage.organisations.models import Organisation
from maillage.ui.fields import first_of
from maillage.ui.widgets import NativeDate

FAR = 800  # days ahead
TEXTS = ("organisation_name", "contact_name", "contact_email", "contact_phone", "note", "purpose")


class DaysForm(forms.Form):
    """Whole days, or hours of a day; what comes of them is two instants in the network's zone."""

    first = forms.DateField(label=_("Du"), widget=NativeDate)
    last = forms.DateField(label=_("Au (dernier jour)"), widget=NativeDate)
    begins = forms.TimeField(label=_("De"), widget=NativeTime, required=False, help_text=_("Vide : toute la journée."))
    ends = forms.TimeField(label=_("À"), widget=NativeTime, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last:
            if last < first:
                self.add_error("last", _("La fin doit venir après le début."))
            elif abs((first - localdate()).days) > FAR or (last - first).days > FAR:
                self.add_error("first", _("Ces dates sont trop lointaines."))
            else:
                self.times(data, first, last)
        return data

    def times(self, data: dict[str, Any], first: date, last: date) -> None:
        zone, begins, ends = current.zone(), data.get("begins"), data.get("ends")
        if bool(begins) != bool(ends):
            raise ValidationError(_("Donnez l’heure du début et celle de la fin, ou aucune des deux."))
        data["start"] = datetime.combine(first, begins or time.min, zone)
        end = datetime.combine(last, ends, zone) if ends else datetime.combine(last + timedelta(days=1), time.min, zone)
        if end <= data["start"]:
            self.add_error("ends", _("La fin doit venir après le début."))
        data["end"] = end


class ReserveForm(DaysForm):
    """By the team: kept at once."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    purpose = forms.CharField(label=_("Pour quoi"), max_length=300)
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"), required=False)
    organisation_name = forms.CharField(label=_("Organisation ou école, hors annuaire"), max_length=200, required=False)
    contact_name = forms.CharField(label=_("Personne à joindre"), max_length=150, required=False)
    contact_email = forms.EmailField(label=_("Courriel"), required=False, help_text=_("Pour les rappels."))
    contact_phone = forms.CharField(label=_("Téléphone"), max_length=40, required=False)
    note = forms.CharField(label=_("Mot"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, bookable: Bookable, user: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": token_urlsafe(24), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        rows = first_of(Organisation.objects.visible_to(user).alive(), 5000).only("name")
        self.fields["organisation"].queryset = rows  # type: ignore[attr-defined]
        if bookable.is_person:
            for name in ("organisation", "organisation_name", "contact_name", "contact_email", "contact_phone"):
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        names = (*TEXTS, "organisation", "key")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class BorrowForm(forms.Form):
    """By anyone, on one page: the dates, who, why."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    first = forms.DateField(label=_("Du"), widget=NativeDate)
    last = forms.DateField(label=_("Au (jour du retour)"), widget=NativeDate)
    organisation_name = forms.CharField(label=_("École ou organisation"), max_length=200)
    contact_name = forms.CharField(label=_("Votre nom"), max_length=150,
                                   widget=forms.TextInput(attrs={"autocomplete": "name"}))  # fmt: skip
    contact_email = forms.EmailField(label=_("Votre courriel"), max_length=254,
                                     widget=forms.EmailInput(attrs={"autocomplete": "email"}))  # fmt: skip
    contact_phone = forms.CharField(label=_("Votre téléphone"), required=False, max_length=40,
                                    widget=forms.TextInput(attrs={"autocomplete": "tel"}))  # fmt: skip
    purpose = forms.CharField(
        label=_("Pour quoi faire"), max_length=300, help_text=_("Une classe, un stand, une soirée…")
    )
    note = forms.CharField(label=_("Un mot"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"key": token_urlsafe(24), **kwargs.pop("initial", {})}, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("organisation_name", "contact_name", "purpose"):
            if name in data:
                data[name] = clean(data[name])
        first, last = data.get("first"), data.get("last")
        if first and last:
            if last < first:
                self.add_error("last", _("Le retour doit venir après le départ."))
            elif first < localdate():
                self.add_error("first", _("Choisissez une date à venir."))
            elif (last - localdate()).days > FAR:
                self.add_error("last", _("Ces dates sont trop lointaines."))
            else:
                zone = current.zone()
                data["start"] = datetime.combine(first, time.min, zone)
                data["end"] = datetime.combine(last + timedelta(days=1), time.min, zone)
        return data

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*TEXTS, "key")}


class MoveForm(DaysForm):
    def __init__(self, *args: Any, reservation: Reservation, **kwargs: Any) -> None:
        zone = current.zone()
        start, end = localtime(reservation.used_from, zone), localtime(reservation.used_until, zone)
        whole = start.time() == time.min and end.time() == time.min
        initial = {"first": start.date(), "last": (end - timedelta(seconds=1)).date()}
        if not whole:
            initial |= {"begins": start.time(), "ends": end.time()}
        super().__init__(*args, initial=initial, **kwargs)


class WordForm(forms.Form):
    word = forms.CharField(label=_("Un mot à la personne"), required=False, max_length=2000,
                           widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Pourquoi"), required=False, max_length=300,
                             help_text=_("Écrit dans le courriel à qui devait emprunter."))  # fmt: skip


class HandOutForm(forms.Form):
    condition = forms.ChoiceField(label=_("État"), choices=Condition.choices, widget=forms.RadioSelect, initial="good")
    notes = forms.CharField(label=_("Remarques"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
                            help_text=_("Ce qui manque ou est usé déjà : la personne qui emprunte le lit."))  # fmt: skip
    deposit = forms.BooleanField(label=_("Caution reçue"), required=False)
    upload = forms.FileField(label=_("Photo"), required=False)


class TakeBackForm(forms.Form):
    condition = forms.ChoiceField(label=_("État"), choices=Condition.choices, widget=forms.RadioSelect, initial="good")
    notes = forms.CharField(
        label=_("Remarques"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    broken = forms.BooleanField(label=_("Mettre hors service jusqu’à réparation"), required=False)
    deposit_back = forms.BooleanField(label=_("Caution rendue"), required=False)
    upload = forms.FileField(label=_("Photo"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("broken") or data.get("condition") in ("incomplete", "damaged")) and not data.get("notes"):
            self.add_error("notes", _("Écrivez ce qui est abîmé ou manque."))
        return data
