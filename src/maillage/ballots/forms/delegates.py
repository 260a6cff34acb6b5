"""Who else may carry a right: people tied to the member."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.ballots.models import Right
from maillage.members.models import Delegation
from maillage.organisations.models import Link, Person
from maillage.ui.fields import first_of


def tied(right: Right) -> Any:
    """People of the member's organisation: its links and its delegations of the day."""
    organisation = right.member.organisation if right.member else None
    links = Link.objects.current().filter(from_organisation=organisation, to_person__isnull=False)
    named = Delegation.objects.on().filter(member=right.member)
    rows = Person.objects.present().filter(Q(pk__in=links.values("to_person")) | Q(pk__in=named.values("person")))
    return rows if organisation else Person.objects.none()


class DelegateForm(forms.Form):
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Personne"))

    def __init__(self, *args: Any, right: Right, user: Any, own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        carrying = right.roll.rights.active().filter(member=right.member).exclude(delegate=None)
        people = tied(right).exclude(pk__in=carrying.values("delegate"))
        if not own:  # in Gestion: whom this person may see, tied to the member or not
            people = Person.objects.visible_to(user).present().exclude(pk__in=carrying.values("delegate"))
        elif not user.can("people.view"):
            people = people.filter(withheld=False)
        self.fields["person"].queryset = first_of(people, 5000)  # type: ignore[attr-defined]
