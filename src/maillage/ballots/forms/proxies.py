"""What giving a proxy asks, in Gestion and of a member."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.ballots import points
from maillage.ballots.models import Right, Roll
from maillage.core.text import fold
from maillage.organisations.models import Person
from maillage.ui.fields import first_of


def entitled(roll: Roll, right: Right | None = None) -> Any:
    """Persons who carry a right of the roll, but the one who gives."""
    carrying = roll.rights.active().exclude(delegate=None)
    rows = Person.objects.present().filter(pk__in=carrying.values("delegate"))
    return rows.exclude(pk=right.delegate_id) if right and right.delegate_id else rows


class Limited(forms.Form):
    """« For all the points, or these alone », where the rule lets a proxy be limited and the roll serves a meeting."""

    scope = forms.ChoiceField(label=_("Elle vaut"), initial="all", widget=forms.RadioSelect, choices=(
        ("all", _("pour tous les points")), ("some", _("seulement pour ces points"))))  # fmt: skip
    items = forms.MultipleChoiceField(label=_("Points"), required=False, widget=forms.CheckboxSelectMultiple)

    def limit(self, roll: Roll) -> None:
        found = points.offered(roll) if roll.proxies_items else []
        if found:
            self.fields["items"].choices = found  # type: ignore[attr-defined]
        else:
            del self.fields["scope"], self.fields["items"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        some = data.pop("scope", "all") == "some"
        if some and not data.get("items") and "items" not in self.errors:
            self.add_error("items", _("Cochez au moins un point, ou choisissez « pour tous les points »."))
        data["items"] = data.get("items", []) if some else []
        return data


class FormProxyForm(Limited):
    """A signed form, typed in by the secretary."""

    holder = forms.ModelChoiceField(Person.objects.none(), label=_("Mandataire"))
    document = forms.FileField(label=_("Formulaire signé"), help_text=_("PDF ou photo du formulaire."))
    instructions = forms.CharField(label=_("Consignes de vote"), required=False, max_length=2000,
                                   widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
    field_order = ("holder", "scope", "items", "instructions", "document")

    def __init__(self, *args: Any, right: Right, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit(right.roll)
        people = entitled(right.roll, right)
        known = Person.objects.visible_to(user).filter(pk__in=people.values("pk"))
        self.fields["holder"].queryset = first_of(known, 5000)  # type: ignore[attr-defined]


class GiveForm(Limited):
    """The member names the holder by their address or whole name: the roll is not a directory to leaf through."""

    holder = forms.CharField(label=_("Qui votera pour vous"), max_length=200,
                             help_text=_("Son courriel, ou son prénom et son nom tels que le réseau les connaît."))  # fmt: skip
    instructions = forms.CharField(label=_("Consignes de vote"), required=False, max_length=2000,
                                   widget=forms.Textarea(attrs={"rows": 3}),
                                   help_text=_("Facultatif. La personne les lira ; elles ne la lient que moralement."))  # fmt: skip

    field_order = ("holder", "scope", "items", "instructions")

    def __init__(self, *args: Any, right: Right, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit(right.roll)
        self.right = right

    def clean_holder(self) -> Person:
        asked = self.cleaned_data["holder"].strip()
        people = entitled(self.right.roll)
        if "@" in asked:
            found = list(people.filter(email__iexact=asked)[:2])
        else:
            first, _space, last = asked.partition(" ")
            found = list(people.filter(sort_name__in={fold(f"{last} {first}"), fold(asked), *_turns(asked)},
                                       withheld=False)[:2])  # fmt: skip
        if not found:
            raise ValidationError(_("Personne de ce nom ou de ce courriel ne porte de droit sur cette liste."))
        if len(found) > 1:
            raise ValidationError(_("Plusieurs personnes portent ce nom : donnez son courriel."))
        return found[0]


def _turns(name: str) -> set[str]:
    """« Ana Maria Lopez » as last name then first, wherever the first name ends."""
    words = name.split()
    return {fold(" ".join([*words[at:], *words[:at]])) for at in range(1, len(words))}
