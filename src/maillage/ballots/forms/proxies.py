"""What giving a proxy asks, in Gestion and of a member."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.ballots.models import Right, Roll
from maillage.core.text import fold
from maillage.organisations.models import Person
from maillage.ui.fields import first_of


def entitled(roll: Roll, right: Right | None = None) -> Any:
    """Persons who carry a right of the roll, but the one who gives."""
    carrying = roll.rights.active().exclude(delegate=None)
    rows = Person.objects.present().filter(pk__in=carrying.values("delegate"))
    return rows.exclude(pk=right.delegate_id) if right and right.delegate_id else rows


class FormProxyForm(forms.Form):
    """A signed form, typed in by the secretary."""

    holder = forms.ModelChoiceField(Person.objects.none(), label=_("Mandataire"))
    document = forms.FileField(label=_("Formulaire signé"), help_text=_("PDF ou photo du formulaire."))
    instructions = forms.CharField(label=_("Consignes de vote"), required=False, max_length=2000,
                                   widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip

    def __init__(self, *args: Any, right: Right, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = entitled(right.roll, right)
        known = Person.objects.visible_to(user).filter(pk__in=people.values("pk"))
        self.fields["holder"].queryset = first_of(known, 5000)  # type: ignore[attr-defined]


class GiveForm(forms.Form):
    """The member names the holder by their address or whole name: the roll is not a directory to leaf through."""

    holder = forms.CharField(label=_("Qui votera pour vous"), max_length=200,
                             help_text=_("Son courriel, ou son prénom et son nom tels que le réseau les connaît."))  # fmt: skip
    instructions = forms.CharField(label=_("Consignes de vote"), required=False, max_length=2000,
                                   widget=forms.Textarea(attrs={"rows": 3}),
                                   help_text=_("Facultatif. La personne les lira ; elles ne la lient que moralement."))  # fmt: skip

    def __init__(self, *args: Any, right: Right, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
