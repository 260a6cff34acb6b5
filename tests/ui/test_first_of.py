"""What is offered to choose among may be cut short, and what is chosen among it is taken."""

import pytest
from django import forms

from maillage.members.forms.verbs import NewMemberForm
from maillage.organisations.models import Organisation
from maillage.ui.fields import first_of
from tests import cast, networks

pytestmark = pytest.mark.django_db


class Choose(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none())


def chosen(row: Organisation, most: int) -> Choose:
    form = Choose({"organisation": str(row.pk)})
    form.fields["organisation"].queryset = first_of(Organisation.objects.order_by("-sort_name"), most)
    return form


def test_one_of_the_first_is_taken_and_no_other():
    first, last = (Organisation.objects.create(name=name) for name in ("Zinnia", "Aster"))
    assert chosen(first, 1).is_valid()
    assert not chosen(last, 1).is_valid()
    assert chosen(last, 2).is_valid()


def test_who_is_in_the_directory_can_become_a_member():
    networks.install("csi")
    director = cast.user("Amina", "director")
    row = Organisation.objects.create(name="Collectif des rives")
    data = {"organisation": str(row.pk), "on": "2026-01-15", "note": ""}
    form = NewMemberForm(data, user=director)
    form.data = {**data, "category": form.fields["category"].choices[0][0]}
    assert form.is_valid(), form.errors
    assert form.cleaned_data["organisation"] == row
