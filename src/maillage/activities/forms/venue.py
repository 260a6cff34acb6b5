"""A venue, entered once."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.activities import naming
from maillage.activities.enums import Access
from maillage.activities.forms.fields import Grouped, Suggested
from maillage.activities.models import Venue
from maillage.network.current import profile
from maillage.organisations import words as places


class VenueForm(Grouped):
    """Where it is, who keeps it, what makes it possible to come."""

    groups = {
        lazy("Le lieu"): ("name", "organisation_said", "capacity", "is_private"),
        lazy("Où il est"): ("street", "postal_code", "city", "region", "country", "latitude", "longitude"),
        lazy("Y venir"): ("access", "access_note"),
    }

    name = forms.CharField(label=lazy("Nom du lieu"), max_length=200)
    organisation_said = forms.CharField(label=lazy("Chez"), max_length=200, required=False, widget=Suggested,
                                        help_text=lazy("Une organisation de l’annuaire, si le lieu est le sien."))  # fmt: skip
    capacity = forms.IntegerField(label=lazy("Personnes au plus"), min_value=1, max_value=1_000_000, required=False)
    is_private = forms.BooleanField(label=lazy("Adresse donnée aux seules personnes inscrites"), required=False)
    street = forms.CharField(label=lazy("Adresse"), max_length=300, required=False)
    postal_code = forms.CharField(label=lazy("Code postal"), max_length=20, required=False)
    city = forms.CharField(label=lazy("Ville"), max_length=120, required=False)
    region = forms.ChoiceField(label=lazy("Région ou département"), required=False)
    country = forms.ChoiceField(label=lazy("Pays"), required=False)
    latitude = forms.FloatField(label=lazy("Latitude"), min_value=-90, max_value=90, required=False, localize=False,
                                help_text=lazy("Avec la longitude, place le lieu sur la carte : 46.8139 et -71.2080."))  # fmt: skip
    longitude = forms.FloatField(label=lazy("Longitude"), min_value=-180, max_value=180, required=False, localize=False)
    access = forms.MultipleChoiceField(label=lazy("Accessibilité"), choices=Access.choices, required=False,
                                       widget=forms.CheckboxSelectMultiple)  # fmt: skip
    access_note = forms.CharField(label=lazy("Comment entrer"), max_length=300, required=False)

    def __init__(self, *args: Any, user: Any, venue: Venue | None = None, **kwargs: Any) -> None:
        self.user = user
        stands: dict[str, Any] = {"country": profile().country}
        if venue:
            stands = {name: getattr(venue, name) for name in self.base_fields if name != "organisation_said"}
            stands["organisation_said"] = str(venue.organisation or "")
        super().__init__(*args, initial=stands, **kwargs)
        regions = places.region_choices()
        if venue and venue.region and venue.region not in dict(regions):
            regions = [*regions, (venue.region, venue.region)]
        self.fields["region"].choices = [("", "–"), *regions]  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", "–"), *places.country_choices()]  # type: ignore[attr-defined]
        self.fields["organisation_said"].widget.names = naming.suggestions(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and (data.get("latitude") is None) != (data.get("longitude") is None):
            raise ValidationError(_("Donnez la latitude et la longitude, ou aucune des deux."))
        if said := data.get("organisation_said"):
            data["organisation"] = naming.found(said, self.user)
            if data["organisation"] is None:
                self.add_error("organisation_said", _("L’annuaire n’a pas d’organisation de ce nom."))
        return data

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data.pop("organisation_said", None)
        return {"organisation": None, **data}
