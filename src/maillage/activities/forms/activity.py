"""An activity on one page, in sections; what it asks follows from how it is built."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.activities import naming, words
from maillage.activities.enums import Kind, Part, Structure
from maillage.activities.forms.fields import Grouped, Suggested, picker
from maillage.activities.forms.sessions import WhenFields
from maillage.activities.models import Activity
from maillage.campaigns.models import Campaign
from maillage.network.current import profile
from maillage.projects.models import Project

WORDS = ("title", "summary", "text", "language")
PLAIN = (*WORDS, "form", "structure", "part", "is_public", "movement", "movement_year", "campaign", "project",
         "project_name", "childcare", "interpretation", "meal", "is_free", "price", "outside_url", "expected", "contact_name",
         "contact_email", "contact_phone")  # fmt: skip
FIRST = {
    Structure.SESSIONS: lazy("La première date"), Structure.CYCLE: lazy("La première rencontre du cycle"),
    Structure.TOUR: lazy("La première étape"), Structure.DINNER: lazy("Le repas"),
    Structure.PLACEMENT: lazy("Du premier au dernier jour"),
}  # fmt: skip


class ActivityForm(WhenFields, Grouped):
    """Create or change. The first date is asked at once of a new one; the others are on their own page."""

    groups = {
        lazy("Ce que c’est"): ("title", "summary", "text", "form", "structure", "language"),
        lazy("La première date"): ("day", "starts", "ends", "last_day", "mode", "venue", "new_venue", "new_city", "room",
                                   "online_link"),
        lazy("Qui la fait"): ("part", "organiser_said", "co_organisers"),
        lazy("Pour qui, sur quoi"): ("audience", "theme", "attention", "axis", "heading", "movement", "movement_year",
                                     "campaign", "project", "project_name"),
        lazy("Venir"): ("language_codes", "access", "childcare", "interpretation", "meal", "is_free", "price", "expected",
                        "outside_url"),
        lazy("À qui s’adresser"): ("contact_name", "contact_email", "contact_phone", "is_public"),
    }  # fmt: skip

    title = forms.CharField(label=lazy("Titre"), max_length=200)
    summary = forms.CharField(label=lazy("En une phrase"), max_length=300, required=False,
                              help_text=lazy("Celle du calendrier et des courriels."))  # fmt: skip
    text = forms.CharField(
        label=lazy("Description"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    form = forms.ChoiceField(label=lazy("Forme"))
    structure = forms.ChoiceField(
        label=lazy("Comment elle est construite"), choices=Structure.choices,
        help_text=lazy("Décide de ce à quoi l’on s’inscrit, et des pages à remplir : dates, étapes, tables, personnes."),
    )  # fmt: skip
    language = forms.ChoiceField(label=lazy("Langue de ce texte"))
    part = forms.ChoiceField(label=lazy("Rôle du réseau"), choices=Part.choices, widget=forms.RadioSelect)
    organiser_said = forms.CharField(
        label=lazy("Organisée par, si ce n’est pas le réseau"), max_length=200, required=False, widget=Suggested,
        help_text=lazy("Un nom de l’annuaire la relie à sa fiche ; tout autre nom reste écrit tel quel."),
    )  # fmt: skip
    co_organisers = forms.CharField(
        label=lazy("Avec"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("Un nom par ligne ; ceux de l’annuaire sont reliés à leur fiche."),
    )  # fmt: skip
    movement = forms.ChoiceField(label=lazy("Mouvement ou rendez-vous"), required=False)
    movement_year = forms.IntegerField(
        label=lazy("Édition"), required=False, min_value=1900, max_value=2199, localize=False
    )
    campaign = forms.ModelChoiceField(Campaign.objects.none(), label=lazy("Campagne"), required=False)
    project = forms.ModelChoiceField(
        Project.objects.none(), label=lazy("Projet de coopération d’où elle vient"), required=False
    )
    project_name = forms.CharField(
        label=lazy("Ou son nom, s’il n’est pas dans la liste"), max_length=200, required=False
    )
    childcare = forms.BooleanField(label=lazy("Garde d’enfants sur demande"), required=False)
    interpretation = forms.CharField(label=lazy("Interprétation offerte"), max_length=200, required=False,
                                     help_text=lazy("Par exemple : français et espagnol, langue des signes."))  # fmt: skip
    meal = forms.BooleanField(label=lazy("Repas servi"), required=False)
    is_free = forms.BooleanField(label=lazy("Gratuite"), required=False)
    price = forms.CharField(label=lazy("Sinon, son prix"), max_length=200, required=False)
    expected = forms.IntegerField(label=lazy("Personnes attendues"), min_value=0, max_value=1_000_000, required=False)
    outside_url = forms.URLField(label=lazy("Inscription ou page ailleurs"), max_length=500, required=False,
                                 assume_scheme="https")  # fmt: skip
    contact_name = forms.CharField(label=lazy("Personne à joindre"), max_length=150, required=False,
                                   help_text=lazy("Montrée au public."))  # fmt: skip
    contact_email = forms.EmailField(label=lazy("Courriel à joindre"), required=False)
    contact_phone = forms.CharField(label=lazy("Téléphone à joindre"), max_length=40, required=False)
    is_public = forms.BooleanField(label=lazy("Au calendrier public, une fois annoncée"), required=False)

    def __init__(
        self, *args: Any, user: Any, activity: Activity | None = None, wanted: str = "", **kwargs: Any
    ) -> None:
        self.user, self.activity = user, activity
        codes: dict[str, list[str]] = {}
        for kind, code in activity.classifications.values_list("kind", "code") if activity else ():
            codes.setdefault(kind, []).append(code)
        self.hidden: list[Any] = []
        kwargs.setdefault("initial", self._stands(codes, wanted))
        super().__init__(*args, **kwargs)
        self._choices()
        for kind in Kind:
            name = "language_codes" if kind == Kind.LANGUAGE else kind.value
            if field := picker(kind, codes.get(kind, ())):
                self.fields[name] = field
        if activity is not None:
            for name in (
                "day",
                "last_day",
                "starts",
                "ends",
                "mode",
                "venue",
                "new_venue",
                "new_city",
                "room",
                "online_link",
            ):
                del self.fields[name]
        else:
            self.prepare_when(required=False)
            self.groups = {FIRST[Structure(self.initial["structure"])] if "day" in names else legend: names
                           for legend, names in self.groups.items()}  # fmt: skip

    def _stands(self, codes: dict[str, list[str]], wanted: str) -> dict[str, Any]:
        if self.activity is None:
            return {"form": wanted, "structure": words.structure_of(wanted), "part": Part.ORGANISES, "is_free": True,
                    "is_public": True, "language": profile().language.code, "language_codes": [profile().language.code],
                    "contact_email": profile().contact.email}  # fmt: skip
        row = self.activity
        with_whom, self.hidden = naming.written(row.co_organisers.select_related("organisation"), self.user)
        stands = {name: getattr(row, name) for name in PLAIN}
        kinds = {("language_codes" if kind == Kind.LANGUAGE else kind): found for kind, found in codes.items()}
        self.veiled = bool(row.organiser and row.organiser.withheld and not self.user.can("withheld.view"))
        said = "" if self.veiled else str(row.organiser or row.organiser_name)
        return {**stands, **kinds, "organiser_said": said, "co_organisers": with_whom}

    def _choices(self) -> None:
        network, row = profile(), self.activity
        lang = words.language()
        forms_known = list(words.forms().items())
        if row and row.form not in words.forms():
            forms_known.append((row.form, row.form))
        self.fields["form"].choices = forms_known  # type: ignore[attr-defined]
        names = words.language_names()
        self.fields["language"].choices = [(one.code, names[one.code]) for one in network.languages]  # type: ignore[attr-defined]
        self.fields["movement"].choices = [("", "–"), *((one.code, one.name.text(lang)) for one in network.movements)]  # type: ignore[attr-defined]
        self.fields["campaign"].queryset = Campaign.objects.visible_to(self.user)  # type: ignore[attr-defined]
        projects = Project.objects.visible_to(self.user).exclude(level="line").only("title", "sort_title")
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]
        self.fields["organiser_said"].widget.names = naming.suggestions(self.user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("movement_year") and not data.get("movement"):
            self.add_error("movement_year", _("Une édition demande son mouvement ou son rendez-vous."))
        if data.get("movement") and not data.get("movement_year") and self.activity is None:
            data["movement_year"] = (data.get("day") or localdate()).year
        return data

    # What the verbs take

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        values = {name: data[name] for name in PLAIN}
        if self.activity and self.activity.project_id and not self.fields["project"].queryset.filter(  # type: ignore[attr-defined]
                pk=self.activity.project_id).exists():  # fmt: skip
            values["project"] = self.activity.project  # one that this person may not see stays
        if getattr(self, "veiled", False) and not data["organiser_said"]:
            return values  # the organiser that this person may not see stays
        organiser = naming.found(data["organiser_said"], self.user) if data["organiser_said"] else None
        return {**values, "organiser": organiser, "organiser_name": "" if organiser else data["organiser_said"]}

    def codes(self) -> dict[str, list[str]]:
        data = self.cleaned_data
        return {kind.value: data[name] for kind in Kind
                if (name := "language_codes" if kind == Kind.LANGUAGE else kind.value) in self.fields}  # fmt: skip

    def with_whom(self) -> list[Any]:
        return [*naming.read(self.cleaned_data["co_organisers"], self.user), *self.hidden]

    def first_rows(self) -> list[dict[str, Any]]:
        return [self.session_values()] if self.activity is None and self.cleaned_data.get("day") else []


class TranslationForm(forms.Form):
    """The same activity in another language; an empty title takes that language away."""

    title = forms.CharField(label=lazy("Titre"), max_length=200, required=False)
    summary = forms.CharField(label=lazy("En une phrase"), max_length=300, required=False)
    text = forms.CharField(
        label=lazy("Description"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("title") and (data.get("summary") or data.get("text")):
            raise ValidationError(_("Donnez un titre dans cette langue."))
        return data
