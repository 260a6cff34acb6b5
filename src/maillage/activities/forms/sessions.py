"""Dates: one, a series from a rule, several at once."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.activities import clock, recurrence
from maillage.activities.enums import Mode
from maillage.activities.forms.fields import Grouped, NativeTime
from maillage.activities.models import Session, Venue
from maillage.network.current import profile
from maillage.ui.widgets import NativeDate

EVERY = (
    ("week", lazy("Chaque semaine")), ("month_weekday", lazy("Chaque mois, tel jour de telle semaine")),
    ("month_day", lazy("Chaque mois, à cette date")), ("day", lazy("Chaque jour")), ("year", lazy("Chaque année")),
)  # fmt: skip
NTH = (("0", lazy("la même que la première date")), ("1", lazy("la première")), ("2", lazy("la deuxième")),
       ("3", lazy("la troisième")), ("4", lazy("la quatrième")), ("-1", lazy("la dernière")))  # fmt: skip


PLACE = ("mode", "venue", "new_venue", "new_city", "room", "online_link", "online_note")


def zone() -> ZoneInfo:
    return ZoneInfo(profile().timezone)


class PlaceFields(forms.Form):
    """Where: on site, on line, or both; a venue known, or a new one entered at once."""

    mode = forms.ChoiceField(label=lazy("Comment"), choices=Mode.choices, widget=forms.RadioSelect, initial=Mode.ONSITE)
    venue = forms.ModelChoiceField(
        Venue.objects.none(), label=lazy("Lieu"), required=False, empty_label=lazy("Choisir un lieu connu")
    )
    new_venue = forms.CharField(label=lazy("Ou un nouveau lieu : son nom"), max_length=200, required=False)
    new_city = forms.CharField(label=lazy("Sa ville"), max_length=120, required=False)
    room = forms.CharField(label=lazy("Salle, repère"), max_length=120, required=False)
    online_link = forms.URLField(label=lazy("Lien en ligne"), max_length=500, required=False, assume_scheme="https",
                                 help_text=lazy("Donné aux seules personnes inscrites, jamais montré au public."))  # fmt: skip

    def place_values(self) -> dict[str, Any]:
        """What the verbs take; a new venue is made when it is named."""
        data = self.cleaned_data
        venue = data.get("venue")
        if venue is None and data.get("new_venue") and data["mode"] != Mode.ONLINE:
            venue = Venue.objects.filter(name__iexact=data["new_venue"], city__iexact=data["new_city"]).first()
            venue = venue or Venue.objects.create(
                name=data["new_venue"], city=data["new_city"], country=profile().country
            )
        kept = {name: data[name] for name in ("room", "online_link", "online_note") if name in data}
        return {"mode": data["mode"], "venue": venue, **kept}


class WhenFields(PlaceFields):
    """When: a day and hours on the wall of the network; the next day when the end is not later."""

    day = forms.DateField(label=lazy("Jour"), widget=NativeDate)
    last_day = forms.DateField(label=lazy("Dernier jour, si elle dure"), widget=NativeDate, required=False)
    starts = forms.TimeField(label=lazy("De"), widget=NativeTime)
    ends = forms.TimeField(label=lazy("À"), widget=NativeTime,
                           help_text=lazy("Une heure plus petite que la première est celle du lendemain."))  # fmt: skip

    def prepare_when(self, *, required: bool = True) -> None:
        self.fields["venue"].queryset = Venue.objects.all()  # type: ignore[attr-defined]
        for name in ("day", "starts", "ends"):
            self.fields[name].required = required

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, last = data.get("day"), data.get("last_day")
        if "day" not in self.fields:
            return data
        if (
            day
            and not (data.get("starts") and data.get("ends"))
            and "starts" not in self.errors
            and "ends" not in self.errors
        ):
            self.add_error("starts", _("Donnez l’heure du début et celle de la fin."))
        if day and not 1950 <= day.year < 2200:
            self.add_error("day", _("Une date va de 1950 à 2199."))
        elif day and last and last < day:
            self.add_error("last_day", _("Le dernier jour ne peut pas précéder le premier."))
        elif day and last and (last - day).days > 400:
            self.add_error("last_day", _("Une date dure un an au plus."))
        elif (
            day and last and last == day and data.get("starts") and data.get("ends") and data["ends"] <= data["starts"]
        ):
            self.add_error("ends", _("La fin ne peut pas précéder le début."))
        return data

    def session_values(self) -> dict[str, Any]:
        """The values of a date, as the verbs take them."""
        data = self.cleaned_data
        days = (data["last_day"] - data["day"]).days if data.get("last_day") else 0
        starts, ends = clock.span(data["day"], data["starts"], data["ends"], zone(), days=days)
        label = {"label": data["label"]} if "label" in data else {}
        return {"starts_at": starts, "ends_at": ends, **label, **self.place_values()}

    def warnings(self) -> list[str]:
        """What the clock does to these hours."""
        data = self.cleaned_data
        day, hour = data.get("day"), data.get("starts")
        if not day or not hour:
            return []
        if not clock.exists(day, hour, zone()):
            return [_("Ce jour-là, l’heure change : cette heure n’existe pas, la date commence une heure plus tard.")]
        if clock.happens_twice(day, hour, zone()):
            return [_("Ce jour-là, l’heure change : cette heure revient deux fois, la première est retenue.")]
        return []


class SessionForm(WhenFields, Grouped):
    """One date."""

    groups = {lazy("Quand"): ("label", "day", "starts", "ends", "last_day"), lazy("Où"): PLACE}

    label = forms.CharField(label=lazy("Intitulé de cette date"), max_length=200, required=False)
    online_note = forms.CharField(label=lazy("Code ou consigne de connexion"), max_length=300, required=False)

    def __init__(self, *args: Any, session: Session | None = None, **kwargs: Any) -> None:
        if session is not None:
            kwargs.setdefault("initial", stands(session))
        super().__init__(*args, **kwargs)
        self.prepare_when()


def stands(session: Session) -> dict[str, Any]:
    """A date as its form shows it, on the wall of the network."""
    first, last = localtime(session.starts_at, zone()), localtime(session.ends_at, zone())
    after = (last.date() - first.date()).days
    return {"label": session.label, "day": first.date(), "starts": first.time().replace(second=0),
            "ends": last.time().replace(second=0),
            "last_day": last.date() if after > 1 or (after == 1 and last.time() > first.time()) else None,
            "mode": session.mode, "venue": session.venue_id, "room": session.room, "online_link": session.online_link,
            "online_note": session.online_note}  # fmt: skip


class SeriesForm(WhenFields, Grouped):
    """A series made from a rule, seen before it is written."""

    groups = {
        lazy("La première date"): ("day", "starts", "ends"),
        lazy("Comment elle revient"): ("every", "interval", "nth", "weekdays"),
        lazy("Jusqu’à quand"): ("until", "count", "left_out"), lazy("Où"): PLACE,
    }  # fmt: skip

    every = forms.ChoiceField(label=lazy("Elle revient"), choices=EVERY)
    interval = forms.IntegerField(label=lazy("Une fois sur combien"), initial=1,
                                  min_value=1, max_value=99)  # fmt: skip
    weekdays = forms.MultipleChoiceField(
        label=lazy("Quels jours de la semaine"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(str(number), name) for number, name in WEEKDAYS.items()],
        help_text=lazy("Sans choix : celui de la première date."),
    )  # fmt: skip
    nth = forms.ChoiceField(label=lazy("Quelle semaine du mois"), choices=NTH, required=False)
    until = forms.DateField(label=lazy("Jusqu’au"), widget=NativeDate, required=False)
    count = forms.IntegerField(
        label=lazy("Ou : nombre de dates"), min_value=1, max_value=recurrence.MOST, required=False
    )
    left_out = forms.CharField(label=lazy("Sauf"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
                               help_text=lazy("Une date par ligne, par exemple 2027-12-24."))  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare_when()
        del self.fields["last_day"]
        self.fields["day"].label = _("Première date")

    def clean_left_out(self) -> frozenset[date]:
        found = set()
        for line in self.cleaned_data["left_out"].replace(",", "\n").split("\n"):
            if not line.strip():
                continue
            try:
                found.add(forms.DateField().clean(line.strip()))
            except ValidationError as error:
                raise ValidationError(_("« %(text)s » n’est pas une date.") % {"text": line.strip()[:40]}) from error
        return frozenset(found)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        self.rule = recurrence.Rule(
            first=data["day"], every=recurrence.Every(data["every"]), interval=data["interval"],
            weekdays=tuple(sorted(int(one) for one in data["weekdays"])), nth=int(data["nth"] or 0), until=data["until"],
            count=data["count"], left_out=data["left_out"],
        )  # fmt: skip
        try:
            self.found = recurrence.occurrences(self.rule, data["starts"], data["ends"], zone())
        except recurrence.RuleRefusal as error:
            raise ValidationError(error.message(), code=error.code) from error
        return data

    def rows(self, kept: set[str] | None = None) -> list[dict[str, Any]]:
        """The values of each date; of those kept alone, when the preview was answered."""
        place = self.place_values()
        return [{"starts_at": one.starts_at, "ends_at": one.ends_at, **place} for one in self.found
                if kept is None or one.day.isoformat() in kept]  # fmt: skip


class MoveForm(forms.Form):
    """Several dates at once: later, at other hours, elsewhere."""

    days = forms.IntegerField(label=lazy("Décaler de tant de jours (7 : une semaine plus tard, -1 : la veille)"), initial=0,
                              min_value=-3660, max_value=3660)  # fmt: skip
    starts = forms.TimeField(label=lazy("Nouvelle heure : de"), widget=NativeTime, required=False)
    ends = forms.TimeField(label=lazy("à"), widget=NativeTime, required=False)
    venue = forms.ModelChoiceField(Venue.objects.all(), label=lazy("Nouveau lieu"), required=False,
                                   empty_label=lazy("Sans changement"))  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("starts")) != bool(data.get("ends")):
            raise ValidationError(_("Donnez les deux heures, ou aucune."))
        if not any(data.get(name) for name in ("days", "starts", "venue")):
            raise ValidationError(_("Dites de combien décaler, à quelle heure, ou en quel lieu."))
        return data
