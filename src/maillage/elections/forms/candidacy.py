"""What a candidate says of themselves."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.elections.eligibility import Standing
from maillage.elections.enums import Gender
from maillage.elections.models import Candidacy, Election
from maillage.organisations.models import Organisation, Person
from maillage.ui.fields import first_of


class WordsForm(forms.Form):
    """The presentation, the same for everyone; nothing but the statement is asked."""

    statement = forms.CharField(label=_("Votre présentation"), max_length=4000, required=False,
                                widget=forms.Textarea(attrs={"rows": 8}),
                                help_text=_("Qui vous êtes, pourquoi vous vous présentez."))  # fmt: skip
    interests = forms.CharField(
        label=_("Vos intérêts déclarés"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Emplois, mandats ou liens qui pourraient entrer en conflit avec ceux du réseau. Les membres les lisent."),
    )  # fmt: skip
    photo = forms.FileField(
        label=_("Photo"), required=False, help_text=_("Facultative. PNG, JPEG ou WebP ; elle est allégée.")
    )
    drop_photo = forms.BooleanField(label=_("Retirer la photo"), required=False)
    gender = forms.ChoiceField(
        label=_("Votre genre"), choices=Gender.choices, required=False,
        help_text=_("Facultatif. Il sert seulement à appliquer la parité que les statuts imposent au résultat."),
    )  # fmt: skip

    def __init__(self, *args: Any, election: Election, candidacy: Candidacy | None = None, **kwargs: Any) -> None:
        if candidacy is not None:
            kwargs["initial"] = {name: getattr(candidacy, name) for name in ("statement", "interests", "gender")}
        super().__init__(*args, **kwargs)
        if candidacy is None or candidacy.photo is None:
            del self.fields["drop_photo"]
        if not election.parity:  # asked only where it serves
            del self.fields["gender"]
        if election.of_lists and candidacy is None:
            self.fields["slate"] = forms.CharField(
                label=_("Nom de la liste"), max_length=120,
                help_text=_("Le même nom pour toutes les personnes de la liste ; le secrétariat note leur ordre."),
            )  # fmt: skip

    def words(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name]
            for name in ("statement", "interests", "gender", "slate")
            if name in self.cleaned_data
        }


class StandForm(WordsForm):
    """A member stands: in one of the ways that are open to them."""

    way = forms.ChoiceField(label=_("Vous vous présentez"))

    def __init__(self, *args: Any, open_ways: list[Standing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices: dict[str, tuple[Any, Any]] = {}
        labels = []
        for rank, one in enumerate(open_ways):
            for group in one.groups or (None,):
                key = f"{rank}-{group.pk if group else 0}"
                self.choices[key] = (one.organisation, group)
                labels.append((key, way_label(one, group)))
        field: Any = self.fields["way"]
        field.choices = labels
        if len(labels) == 1:
            field.initial = labels[0][0]
        self.order_fields(["way", "slate"])

    def chosen(self) -> tuple[Any, Any]:
        """(organisation or None, group or None)"""
        return self.choices[self.cleaned_data["way"]]


def way_label(way: Standing, group: Any) -> str:
    who = str(way.organisation) if way.organisation else str(_("à titre individuel"))
    return f"{who} – {group}" if group else who


class OfficeForm(WordsForm):
    """The secretary writes a candidacy that came on paper."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Personne"))
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Au nom de"), required=False)
    group = forms.ModelChoiceField(None, label=_("Groupe de sièges"), required=False)

    def __init__(self, *args: Any, user: Any, election: Election, **kwargs: Any) -> None:
        super().__init__(*args, election=election, **kwargs)
        fields: Any = self.fields
        fields["person"].queryset = first_of(Person.objects.visible_to(user).present(), 5000)
        fields["organisation"].queryset = first_of(
            Organisation.objects.visible_to(user).alive().exclude(member=None), 5000
        )
        fields["group"].queryset = election.body.groups.filter(college__in=election.seats)
        if not election.groups:
            del fields["group"]
        self.order_fields(["person", "organisation", "group", "slate"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "group" in self.fields and not data.get("group") and not self.errors:
            raise ValidationError({"group": _("Choisissez les sièges auxquels cette candidature s’adresse.")})
        return data
