"""What is typed about agreements and visits."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.core import text as texts
from maillage.organisations.forms.rows import Cell, RowsField
from maillage.organisations.models import Person
from maillage.partnerships.enums import AgreementKind, CommitmentState, Party, VisitKind
from maillage.partnerships.forms.fields import FILE, area, day_field, in_order
from maillage.partnerships.forms.partnerships import DayForm
from maillage.partnerships.models import Agreement, PartnerVisit
from maillage.ui import fields


def parties() -> list[tuple[str, Any]]:
    return [("", "–"), *Party.choices]


def read_commitment(row: list[str]) -> dict[str, Any]:
    party, text, due = row
    text = texts.clean(text)
    if not text:
        raise ValidationError(_("Dites l’engagement."))
    if party not in Party.values:
        raise ValidationError(_("Dites qui s’engage."))
    try:
        due_on = date.fromisoformat(due) if due else None
    except ValueError as error:
        raise ValidationError(_("Cette date n’en est pas une.")) from error
    return {"party": party, "text": text[:500], "due_on": due_on}


class AgreementForm(forms.Form):
    """The agreement, its text and the commitments of each side."""

    kind = forms.ChoiceField(label=lazy("Genre"), choices=AgreementKind.choices)
    title = forms.CharField(label=lazy("Titre"), max_length=200)
    starts_on = day_field(lazy("Prend effet le"), initial=localdate)
    ends_on = day_field(lazy("Prend fin le"), required=False)
    notice_months = forms.IntegerField(label=lazy("Préavis (mois)"), required=False, min_value=0, max_value=60)
    purpose = forms.CharField(label=lazy("Objet"), required=False, max_length=5_000, widget=area())
    commitments = RowsField(
        label=lazy("Engagements de chaque côté"), read=read_commitment,
        cells=(Cell("party", lazy("Qui s’engage"), choices=parties), Cell("text", lazy("Engagement"), longest=500),
               Cell("due", lazy("Pour le"), kind="date")),
    )  # fmt: skip
    upload = forms.FileField(label=lazy("Texte de l’accord"), required=False, help_text=FILE)

    NAMES = ("kind", "title", "starts_on", "ends_on", "notice_months", "purpose")

    def __init__(self, *args: Any, agreement: Agreement | None = None, **kwargs: Any) -> None:
        initial: dict[str, Any] | None = None
        if agreement:
            initial = {name: getattr(agreement, name) for name in self.NAMES}
            initial["commitments"] = [
                [one.party, one.text, one.due_on.isoformat() if one.due_on else ""]
                for one in agreement.commitments.all()
            ]
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        in_order(data, self, "starts_on", "ends_on")
        return data


class TextForm(forms.Form):
    upload = forms.FileField(label=lazy("Fichier"), help_text=FILE)


class SignForm(forms.Form):
    party = forms.ChoiceField(label=lazy("Pour qui"), choices=Party.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=lazy("Qui a signé"), max_length=200)
    role = forms.CharField(label=lazy("Fonction"), max_length=120, required=False)
    on = day_field(lazy("Signé le"), initial=localdate)


class RenewForm(forms.Form):
    title = forms.CharField(label=lazy("Titre"), max_length=200)
    starts_on = day_field(lazy("Prend effet le"))
    ends_on = day_field(lazy("Prend fin le"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        in_order(data, self, "starts_on", "ends_on")
        return data


class EndAgreementForm(DayForm):
    reason = forms.CharField(label=lazy("Pourquoi"), max_length=500)


class SettleForm(forms.Form):
    state = forms.ChoiceField(label=lazy("Constat"), choices=CommitmentState.choices, widget=forms.RadioSelect)
    on = day_field(lazy("Constaté le"), initial=localdate)
    note = forms.CharField(label=lazy("Ce qui s’est passé"), max_length=500, required=False)


class VisitForm(forms.Form):
    """A visit or a support; its report may come later."""

    kind = forms.ChoiceField(label=lazy("Quoi"), choices=VisitKind.choices)
    title = forms.CharField(label=lazy("Objet"), max_length=200)
    starts_on = day_field(lazy("Du"), initial=localdate)
    ends_on = day_field(lazy("Au"), required=False)
    place = forms.CharField(label=lazy("Où"), max_length=150, required=False)
    people = fields.RowsField(
        Person.objects.none(), label=lazy("Contacts rencontrés"), required=False, widget=forms.CheckboxSelectMultiple)  # fmt: skip
    who = forms.CharField(label=lazy("Qui d’autre y était"), max_length=300, required=False)
    what = forms.CharField(label=lazy("Ce qui fut vu et fait"), max_length=10_000, required=False, widget=area(6))
    upload = forms.FileField(label=lazy("Compte rendu"), required=False, help_text=FILE)
    follow_up = forms.CharField(label=lazy("Ce qui doit suivre"), max_length=500, required=False)
    follow_up_due = day_field(lazy("Pour le"), required=False)
    is_public = forms.BooleanField(label=lazy("Visible par tout le monde (date, objet et lieu)"), required=False)

    NAMES = ("kind", "title", "starts_on", "ends_on", "place", "who", "what", "follow_up", "follow_up_due", "is_public")

    def __init__(
        self, *args: Any, user: Any, partnership: Any, visit: PartnerVisit | None = None, **kwargs: Any
    ) -> None:
        initial: dict[str, Any] | None = None
        contacts = partnership.contacts.values("person")
        rows = Person.objects.visible_to(user).present().filter(pk__in=contacts)
        if visit:
            initial = {name: getattr(visit, name) for name in self.NAMES}
            initial["people"] = list(visit.people.values_list("pk", flat=True))
            there = visit.people.values("pk")
            rows = Person.objects.visible_to(user).filter(pk__in=contacts) | Person.objects.visible_to(user).filter(
                pk__in=there
            )
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["people"].queryset = rows.distinct()  # type: ignore[attr-defined]
        if not rows.exists():
            del self.fields["people"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        in_order(data, self, "starts_on", "ends_on")
        if data.get("follow_up_due") and not data.get("follow_up"):
            self.add_error("follow_up", _("Dites ce qui est attendu ce jour-là."))
        return data


class FollowForm(DayForm):
    text = forms.CharField(label=lazy("Suite donnée"), max_length=500, required=False)
