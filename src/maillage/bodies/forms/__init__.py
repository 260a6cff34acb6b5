"""What the pages of bodies ask."""

from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from maillage.bodies.enums import BodyKind, How, Leaving, Office, QuorumKind
from maillage.bodies.models import Body, Mandate, SeatGroup
from maillage.members import words
from maillage.organisations.models import Organisation, Person
from maillage.ui.fields import first_of
from maillage.ui.widgets import NativeDate

NEW_KINDS = [(value, label) for value, label in BodyKind.choices if value != BodyKind.ASSEMBLY]
LEAVING = [(v, label) for v, label in Leaving.choices if v not in (Leaving.OFFICE, Leaving.REFUSED)]
FIELDS = ("name", "purpose", "seats_text", "quorum_kind", "quorum_share", "quorum_strict", "quorum_number",
          "quorum_by_college", "quorum_proxies", "quorum_source", "is_public", "decisions_public")  # fmt: skip


class BodyForm(forms.ModelForm):
    """A body; of one that is always there, the kind is not asked."""

    class Meta:
        model = Body
        fields = ("kind", *FIELDS)
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3}), "seats_text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "quorum_share": _("Par exemple 1/2. De l’assemblée des membres, on compte les voix de la liste électorale ; d’un"
                              " conseil, d’une table ou d’un comité, les sièges pourvus."),
            "quorum_source": _("L’article des statuts ou du règlement intérieur. Laissé vide, la page dit que cette règle est"
                               " celle de Maillage, par défaut."),
            "is_public": _("Le nom des personnes qui siègent se lit sur le site public, sauf celles qui sont retenues."),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        if self.instance.pk:
            del fields["kind"]
        else:
            fields["kind"].choices = NEW_KINDS

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("quorum_kind")
        if kind == QuorumKind.SHARE and not data.get("quorum_share") and "quorum_share" not in self.errors:
            raise ValidationError({"quorum_share": _("Écrivez une fraction, par exemple 1/2.")})
        if kind == QuorumKind.SHARE and "quorum_share" not in self.errors and Fraction(data["quorum_share"]) > 1:
            raise ValidationError({"quorum_share": _("Cette fraction dépasse un : personne n’atteindrait ce quorum.")})
        if kind == QuorumKind.NUMBER and not data.get("quorum_number") and "quorum_number" not in self.errors:
            raise ValidationError({"quorum_number": _("Écrivez combien de personnes doivent être là.")})
        return data


class GroupForm(forms.ModelForm):
    category = forms.ChoiceField(label=_("Réservés à la catégorie"), required=False)

    class Meta:
        model = SeatGroup
        fields = ("label", "seats", "term_months", "max_terms", "category", "staggered", "order")
        help_texts = {
            "max_terms": _("Laissé vide : aucune limite."),
            "staggered": _("À la première élection, la moitié des sièges reçoit un mandat deux fois plus court : chaque"
                           " année ensuite en renouvelle une moitié."),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["category"].choices = [("", _("Toutes les catégories")), *words.categories()]


class MandateForm(forms.Form):
    """Who takes which seat."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Personne"))
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Au nom de"), required=False,
                                          help_text=_("L’organisation qu’elle représente, s’il y en a une."))  # fmt: skip
    group = forms.ModelChoiceField(SeatGroup.objects.none(), label=_("Groupe de sièges"), required=False)
    office = forms.ChoiceField(label=_("Fonction"), choices=Office.choices, initial=Office.MEMBER)
    start = forms.DateField(label=_("Depuis le"), widget=NativeDate, initial=localdate)
    due = forms.DateField(label=_("Fin prévue le"), widget=NativeDate, required=False,
                          help_text=_("Laissée vide : d’après la durée de ce groupe de sièges."))  # fmt: skip
    how = forms.ChoiceField(label=_("Comment"), initial=How.ELECTED,
                            choices=[c for c in How.choices if c[0] != How.COOPTED])  # fmt: skip
    terms_served = forms.IntegerField(label=_("Mandats déjà accomplis de suite"), min_value=0, max_value=30, initial=0,
                                      help_text=_("Avant ce que Maillage connaît, pour la limite des mandats."))  # fmt: skip

    def __init__(self, *args: Any, user: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        choose_people(fields, user)
        fields["group"].queryset = body.groups.all()
        if not body.groups.exists():
            del fields["group"]


class CooptForm(forms.Form):
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Personne"))
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Au nom de"), required=False)
    office = forms.ChoiceField(label=_("Fonction"), choices=Office.choices, initial=Office.MEMBER)
    start = forms.DateField(label=_("Depuis le"), widget=NativeDate, initial=localdate)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_people(self.fields, user)


def choose_people(fields: Any, user: Any) -> None:
    fields["person"].queryset = first_of(Person.objects.visible_to(user).present(), 5000)
    fields["organisation"].queryset = first_of(Organisation.objects.visible_to(user).alive(), 5000)


class EndForm(forms.Form):
    on = forms.DateField(label=_("Dernier jour"), widget=NativeDate, initial=localdate)
    reason = forms.ChoiceField(label=_("Pourquoi"), choices=LEAVING, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Précision"), required=False, max_length=300)


class OfficeForm(forms.Form):
    office = forms.ChoiceField(label=_("Fonction"), choices=Office.choices)
    on = forms.DateField(label=_("Depuis le"), widget=NativeDate, initial=localdate)

    def __init__(self, *args: Any, mandate: Mandate, **kwargs: Any) -> None:
        super().__init__(*args, initial={"office": mandate.office}, **kwargs)


class ConfirmForm(forms.Form):
    confirmed = forms.ChoiceField(
        label=_("L’assemblée"), choices=[("1", _("confirme cette cooptation")), ("0", _("ne la confirme pas"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    on = forms.DateField(label=_("Date de l’assemblée"), widget=NativeDate, initial=localdate)
