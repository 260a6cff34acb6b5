"""What a member organisation says of the activity it proposes: the essential, on one page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from maillage.activities import words
from maillage.activities.enums import Kind
from maillage.activities.forms.fields import Grouped, picker
from maillage.activities.forms.sessions import WhenFields, stands
from maillage.activities.models import Activity
from maillage.organisations.models import Organisation

PLAIN = ("title", "summary", "text", "form", "is_free", "price", "outside_url", "contact_name", "contact_email",
         "contact_phone", "proposal_note", "expected")  # fmt: skip


class ProposalForm(WhenFields, Grouped):
    """One date; the team adds the others if there are some."""

    groups = {
        lazy("Votre activité"): ("organisation", "title", "summary", "text", "form"),
        lazy("Quand et où"): ("day", "starts", "ends", "last_day", "mode", "new_venue", "new_city", "street", "room",
                              "online_link"),
        lazy("Pour qui, sur quoi"): ("audience", "theme", "access", "expected"),
        lazy("Y prendre part"): ("is_free", "price", "outside_url"),
        lazy("Qui joindre"): ("contact_name", "contact_email", "contact_phone", "proposal_note"),
    }  # fmt: skip

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=lazy("Au nom de"), empty_label=None)
    title = forms.CharField(label=lazy("Titre"), max_length=200)
    summary = forms.CharField(label=lazy("En une phrase"), max_length=300, required=False)
    text = forms.CharField(
        label=lazy("Description"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    form = forms.ChoiceField(label=lazy("Forme"))
    street = forms.CharField(label=lazy("Son adresse"), max_length=300, required=False)
    expected = forms.IntegerField(label=lazy("Personnes attendues"), min_value=0, max_value=1_000_000, required=False)
    is_free = forms.BooleanField(label=lazy("Gratuite"), required=False, initial=True)
    price = forms.CharField(label=lazy("Sinon, son prix"), max_length=200, required=False)
    outside_url = forms.URLField(label=lazy("Page ou inscription chez vous"), max_length=500, required=False,
                                 assume_scheme="https")  # fmt: skip
    contact_name = forms.CharField(label=lazy("Personne à joindre"), max_length=150, required=False,
                                   help_text=lazy("Montrée au public."))  # fmt: skip
    contact_email = forms.EmailField(label=lazy("Courriel à joindre"), required=False)
    contact_phone = forms.CharField(label=lazy("Téléphone à joindre"), max_length=40, required=False)
    proposal_note = forms.CharField(label=lazy("Un mot à l’équipe"), max_length=500, required=False,
                                    widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip

    def __init__(self, *args: Any, organisations: Any, activity: Activity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=self._stands(activity) if activity else None, **kwargs)
        self.prepare_when()
        del self.fields["venue"]
        self.fields["new_venue"].label = lazy("Nom du lieu")
        self.fields["form"].choices = list(words.forms().items())  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        if activity or len(organisations) == 1:
            del self.fields["organisation"]
        for kind in (Kind.AUDIENCE, Kind.THEME, Kind.ACCESS):
            if field := picker(kind):
                self.fields[kind.value] = field

    @staticmethod
    def _stands(activity: Activity) -> dict[str, Any]:
        found: dict[str, Any] = {name: getattr(activity, name) for name in PLAIN}
        if session := activity.sessions.select_related("venue").first():
            found |= stands(session)
            if session.venue:
                found |= {
                    "new_venue": session.venue.name,
                    "new_city": session.venue.city,
                    "street": session.venue.street,
                }
        for kind, code in activity.classifications.values_list("kind", "code"):
            found.setdefault(kind, []).append(code)
        return found

    def values(self) -> dict[str, Any]:
        values = {name: self.cleaned_data[name] for name in PLAIN}
        return {**values, "structure": "sessions"}

    def codes(self) -> dict[str, list[str]]:
        return {kind.value: self.cleaned_data[kind.value] for kind in (Kind.AUDIENCE, Kind.THEME, Kind.ACCESS)
                if kind.value in self.fields}  # fmt: skip

    def session_values(self) -> dict[str, Any]:
        values = super().session_values()
        venue, street = values["venue"], self.cleaned_data["street"]
        if venue and street and not venue.street:
            venue.street = street
            venue.save(update_fields=["street"])
        return values
