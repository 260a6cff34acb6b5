"""A teacher's request: one page, one sending."""

from datetime import date, datetime, time, timedelta
from secrets import token_urlsafe
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.core.text import clean
from maillage.network import current
from maillage.organisations import words as places
from maillage.organisations.forms.rows import Cell, RowsField
from maillage.schools import levels, words
from maillage.schools.models import Animation, School, SchoolRequest
from maillage.ui.fields import first_of

FAR = 500  # days ahead
TEXTS = ("school_name", "school_city", "room", "needs", "access", "contact_name", "contact_phone")
PLAIN = ("level", "theme", "language", "school_region", "contact_email")


def read_group(row: list[str]) -> tuple[str, int]:
    name, count = clean(row[0])[:80], row[1]
    if not name:
        raise ValidationError(_("donnez un nom au groupe (« 31 », « classe de Mme Roy »)."))
    if not count.isdecimal() or len(count) > 4 or not 1 <= int(count) <= 1000:
        raise ValidationError(_("écrivez le nombre d’élèves, de 1 à 1 000."))
    return name, int(count)


def read_slot(row: list[str]) -> tuple[datetime, datetime]:
    """A day and its hours in the network's zone; half an hour at least."""
    try:
        day = date.fromisoformat(row[0])
        begins, ends = time.fromisoformat(row[1]), time.fromisoformat(row[2])
    except ValueError:
        raise ValidationError(_("donnez le jour, l’heure du début et celle de la fin.")) from None
    if not localdate() <= day <= localdate() + timedelta(days=FAR):
        raise ValidationError(_("choisissez un jour à venir."))
    if ends <= begins:
        raise ValidationError(_("la fin doit venir après le début."))
    zone = current.zone()
    return datetime.combine(day, begins, zone), datetime.combine(day, ends, zone)


class RequestForm(forms.Form):
    """School, groups, moments, what is wished, whom to write to."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=60)
    school = forms.ModelChoiceField(School.objects.none(), label=lazy("Votre école"), required=False,
                                    empty_label=lazy("(elle n’est pas dans la liste)"))  # fmt: skip
    school_name = forms.CharField(
        label=lazy("Nom de l’école, si elle n’est pas dans la liste"), max_length=200, required=False
    )
    school_city = forms.CharField(label=lazy("Ville"), max_length=120, required=False)
    school_region = forms.ChoiceField(label=lazy("Région"), required=False)
    level = forms.ChoiceField(label=lazy("Niveau"), choices=lambda: [("", lazy("Choisir")), *levels.choices()])
    animation = forms.ModelChoiceField(Animation.objects.none(), label=lazy("Animation"), required=False,
                                       empty_label=lazy("Je ne sais pas encore"))  # fmt: skip
    theme = forms.ChoiceField(label=lazy("Thème"), required=False)
    groups = RowsField(
        label=lazy("Groupes et nombre d’élèves"), read=read_group, help_text=lazy("Une ligne par groupe."),
        cells=(Cell("name", lazy("Groupe")), Cell("count", lazy("Élèves"), kind="number", longest=4)),
    )  # fmt: skip
    slots = RowsField(
        label=lazy("Moments qui vous conviennent"), read=read_slot,
        help_text=lazy("Le meilleur d’abord. Dites large : nous choisissons dedans."),
        cells=(Cell("day", lazy("Jour"), kind="date", longest=10), Cell("from", lazy("De"), kind="time", longest=8),
               Cell("to", lazy("À"), kind="time", longest=8)),
    )  # fmt: skip
    room = forms.CharField(label=lazy("Salle ou local, étage"), max_length=120, required=False)
    needs = forms.CharField(label=lazy("Matériel sur place, contraintes"), max_length=500, required=False,
                            help_text=lazy("Projecteur, tables à déplacer, stationnement…"))  # fmt: skip
    language = forms.ChoiceField(label=lazy("Langue de l’animation"))
    access = forms.CharField(label=lazy("Accessibilité, besoins particuliers"), max_length=500, required=False,
                             help_text=lazy("Sans nommer d’élève."))  # fmt: skip
    text = forms.CharField(label=lazy("Ce que vous souhaitez, le lien avec votre cours"), required=False, max_length=3000,
                           widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip
    contact_name = forms.CharField(
        label=lazy("Votre nom"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    contact_email = forms.EmailField(label=lazy("Votre courriel"), max_length=254,
                                     widget=forms.EmailInput(attrs={"autocomplete": "email"}))  # fmt: skip
    contact_phone = forms.CharField(label=lazy("Votre téléphone"), max_length=40, required=False,
                                    widget=forms.TextInput(attrs={"autocomplete": "tel"}))  # fmt: skip

    def __init__(self, *args: Any, request: SchoolRequest | None = None, **kwargs: Any) -> None:
        initial = {
            "key": token_urlsafe(24),
            "language": current.profile().languages[0].code,
            **kwargs.pop("initial", {}),
        }
        if request is not None:
            initial |= self.written(request)
        super().__init__(*args, initial=initial, **kwargs)
        fields: Any = self.fields
        fields["school"].queryset = first_of(School.objects.offered(), 3000).select_related("organisation")
        fields["animation"].queryset = Animation.objects.offered()
        fields["theme"].choices = [("", "–"), *places.theme_choices()]
        fields["school_region"].choices = [("", "–"), *words.region_choices()]
        fields["school_region"].label = words.region_word()
        fields["language"].choices = words.language_choices()
        fields["groups"].required = fields["slots"].required = True  # said so; what is missing is told by `clean`
        if not fields["school"].queryset:
            del fields["school"]
            fields["school_name"].label, fields["school_name"].required = _("Nom de l’école"), True

    @staticmethod
    def written(request: SchoolRequest) -> dict[str, Any]:
        zone = current.zone()
        names = (*TEXTS, *PLAIN, "text", "key", "school", "animation")
        slots = [(localtime(row.starts_at, zone), localtime(row.ends_at, zone)) for row in request.slots.all()]
        return {name: getattr(request, name) for name in names} | {
            "groups": [[group.label, group.pupils] for group in request.groups.all()],
            "slots": [[start.date(), f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in slots],
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("school") and not data.get("school_name") and "school_name" not in self.errors:
            self.add_error("school_name", _("Choisissez votre école, ou écrivez son nom."))
        for name, told in (("groups", _("Dites au moins un groupe.")), ("slots", _("Proposez au moins un moment."))):
            if name in data and not data[name]:
                self.add_error(name, told)
        return data

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        found = {name: clean(data.get(name, "")) for name in TEXTS} | {name: data.get(name, "") for name in PLAIN}
        if data.get("school"):
            found |= {"school_name": "", "school_city": "", "school_region": ""}
        return {
            **found,
            "text": clean(data["text"], multiline=True),
            "school": data.get("school"),
            "animation": data["animation"],
        }
