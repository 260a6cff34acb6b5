"""What the verbs of Gestion ask."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from maillage.core.money import Money, MoneyError
from maillage.members import words
from maillage.members.enums import DelegateKind, EndReason
from maillage.members.models import Member
from maillage.network import current
from maillage.organisations.models import Organisation, Person
from maillage.ui.fields import first_of
from maillage.ui.widgets import NativeDate

LEAVING = [(value, label) for value, label in EndReason.choices if value not in (EndReason.CHANGED, EndReason.EXCLUDED)]


class DayForm(forms.Form):
    """A verb has a day: today unless one says otherwise."""

    on = forms.DateField(label=_("Date"), widget=NativeDate, initial=localdate)


class CategoryForm(DayForm):
    """A category of the profile, open to this kind of member."""

    category = forms.ChoiceField(label=_("Catégorie"))
    note = forms.CharField(label=_("Précision"), required=False, max_length=300)

    def __init__(self, *args: Any, individual: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        other = "organisation" if individual else "individual"
        fit = [one for one in current.profile().membership.categories if one.who != other]
        self.fields["category"].choices = [(one.code, one.name.text(words.lang())) for one in fit]  # type: ignore[attr-defined]


class NewMemberForm(forms.Form):
    """Someone who is in the directory becomes a member without an application (a takeover, a decision on paper)."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"), required=False)
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Personne"), required=False)
    category = forms.ChoiceField(label=_("Catégorie"))
    on = forms.DateField(label=_("Membre depuis le"), widget=NativeDate, initial=localdate)
    note = forms.CharField(label=_("Précision"), required=False, max_length=300)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Member.objects.current().values("organisation")
        self.fields["organisation"].queryset = (  # type: ignore[attr-defined]
            first_of(
                Organisation.objects.visible_to(user).alive().exclude(pk__in=members.exclude(organisation=None)), 5000
            )
        )
        people = Member.objects.current().exclude(person=None).values("person")
        self.fields["person"].queryset = (  # type: ignore[attr-defined]
            first_of(Person.objects.visible_to(user).present().exclude(pk__in=people), 5000)
        )
        self.fields["category"].choices = words.categories()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("organisation")) == bool(data.get("person")):
            raise ValidationError(_("Choisissez une organisation ou une personne."))
        return data


class EndForm(DayForm):
    on = forms.DateField(label=_("Dernier jour"), widget=NativeDate, initial=localdate)
    reason = forms.ChoiceField(label=_("Pourquoi"), choices=LEAVING)
    note = forms.CharField(label=_("Précision"), required=False, max_length=300)


class DelegateForm(DayForm):
    """Someone already tied to the organisation, or a new person by name and address."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Personne"), required=False,
                                    help_text=_("Parmi les personnes liées à l’organisation ; ou nommez-en une autre."))  # fmt: skip
    first_name = forms.CharField(label=_("Prénom"), required=False, max_length=100)
    last_name = forms.CharField(label=_("Nom de famille"), required=False, max_length=100)
    email = forms.EmailField(label=_("Courriel"), required=False)
    kind = forms.ChoiceField(label=_("À quel titre"), choices=DelegateKind.choices)
    on = forms.DateField(label=_("Depuis le"), widget=NativeDate, initial=localdate)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.order_fields(["person", "first_name", "last_name", "email", "kind", "on"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("person") and not data.get("last_name"):
            raise ValidationError(_("Choisissez une personne, ou donnez son nom."))
        return data


class DuesForm(DayForm):
    """What the calculation of one member's dues may change; the schedule says the rest."""

    on = forms.DateField(label=_("Émise le"), widget=NativeDate, initial=localdate)
    reductions = forms.MultipleChoiceField(label=_("Réductions"), required=False, widget=forms.CheckboxSelectMultiple)
    chosen = forms.CharField(label=_("Montant choisi"), required=False, max_length=40)
    instalments = forms.IntegerField(label=_("Nombre de versements"), min_value=1, initial=1)
    invoice = forms.BooleanField(label=_("Facturer et écrire au membre"), required=False, initial=True)

    def __init__(self, *args: Any, schedule: Any, category: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule = schedule.rule_for(category) if schedule else None
        open_to = [
            (one.code, f"{one.name.text(words.lang())} – {one.condition.text(words.lang())}")
            for one in (schedule.reductions if schedule else ())
            if not one.categories or category in one.categories
        ]
        if open_to and rule is not None and rule.kind != "free":
            self.fields["reductions"].choices = open_to  # type: ignore[attr-defined]
        else:
            del self.fields["reductions"]
        if rule is None or rule.kind != "free":
            del self.fields["chosen"]
        most = schedule.max_instalments if schedule else 1
        if most == 1:
            del self.fields["instalments"]
        else:
            self.fields["instalments"].max_value = most  # type: ignore[attr-defined]
            self.fields["instalments"].help_text = _("De 1 à %(most)s.") % {"most": most}

    def clean_chosen(self) -> Money | None:
        text = self.cleaned_data["chosen"].strip()
        if not text:
            return None
        try:
            return Money.parse(text, current.profile().currency)
        except MoneyError as error:
            raise ValidationError(error.message()) from error


class WaiveForm(DayForm):
    reason = forms.CharField(label=_("Motif de l’exonération"), max_length=300)


class NoticeForm(forms.Form):
    """The notice of an exclusion: its grounds, and the day when the member will be heard."""

    grounds = forms.CharField(label=_("Motifs"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}))
    notified_on = forms.DateField(label=_("Avis envoyé le"), widget=NativeDate, initial=localdate)
    hearing_on = forms.DateField(label=_("Audition prévue le"), widget=NativeDate)


class HearForm(DayForm):
    on = forms.DateField(label=_("Entendue le"), widget=NativeDate, initial=localdate)
    defence = forms.CharField(label=_("Ce que le membre a fait valoir"), required=False, max_length=5000,
                              widget=forms.Textarea(attrs={"rows": 6}),
                              help_text=_("Vide si le membre n’a pas voulu être entendu."))  # fmt: skip


class ExclusionDecisionForm(DayForm):
    body = forms.ChoiceField(label=_("Instance"), choices=words.BODIES)
    decision = forms.CharField(label=_("Décision"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}))


class AppealForm(DayForm):
    upheld = forms.TypedChoiceField(
        label=_("L’appel"), coerce=lambda value: value == "upheld", widget=forms.RadioSelect,
        choices=[("upheld", _("confirme l’exclusion")), ("back", _("l’annule : le membre revient ce jour"))],
    )  # fmt: skip


class StepForm(DayForm):
    """A step of an application: its day, a word to the applicant, a note for the team."""

    body = forms.ChoiceField(label=_("Instance"), choices=words.BODIES)
    word = forms.CharField(label=_("Mot à la personne qui demande"), required=False, max_length=2000,
                           widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip
    note = forms.CharField(label=_("Note interne"), required=False, max_length=2000,
                           widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip

    def __init__(self, *args: Any, asks: tuple[str, ...] = (), word_required: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("body", "word", "note"):
            if name not in asks:
                del self.fields[name]
        if word_required:
            self.fields["word"].required = True
