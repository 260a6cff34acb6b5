"""What is typed about a partnership, its states, its contacts, what was learned."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.models import User
from maillage.core import text as texts
from maillage.organisations import words as directory
from maillage.organisations.forms.rows import Cell, RowsField, names_for
from maillage.organisations.models import Link, Organisation, Person
from maillage.partnerships import words
from maillage.partnerships.enums import EndReason, LearnedBy, PartnershipState, Regime, Side
from maillage.partnerships.forms.fields import add_words, area, day_field, named, read_words
from maillage.partnerships.models import Carrier, Learning, Partnership

MOST = 5_000


class PartnershipForm(forms.Form):
    """The whole partnership on one page; what is left empty is not shown."""

    side = forms.ChoiceField(label=lazy("Où est le partenaire"), choices=Side.choices, widget=forms.RadioSelect)
    partner_type = forms.ChoiceField(label=lazy("Type de partenaire"), required=False)
    country = forms.ChoiceField(label=lazy("Pays"), required=False)
    since = day_field(lazy("Partenaire depuis le"), required=False)
    by_network = forms.BooleanField(label=lazy("Porté par le réseau lui-même"), required=False, initial=True)
    carriers = RowsField(
        label=lazy("Membres qui le portent"), read=lambda row: [texts.clean(cell) for cell in row],
        help_text=lazy("Des organisations de l’annuaire."),
        cells=(Cell("name", lazy("Organisation"), longest=300), Cell("role", lazy("À quel titre"), longest=120)),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(label=lazy("Langues entre nous"), required=False,
                                          widget=forms.CheckboxSelectMultiple)  # fmt: skip
    regime = forms.ChoiceField(
        label=lazy("Régime des envois d’argent"), choices=Regime.choices, required=False,
        help_text=lazy("Pour les organismes de bienfaisance du Canada ; le dossier demande alors d’autres pièces."),
    )  # fmt: skip
    followed_by = forms.ChoiceField(label=lazy("Suivi par"), required=False)
    is_public = forms.BooleanField(
        label=lazy("Visible par tout le monde"), required=False,
        help_text=lazy("Jamais quand l’organisation est retenue ou gardée pour le réseau."),
    )  # fmt: skip
    note = forms.CharField(label=lazy("Note de l’équipe"), required=False, max_length=MOST, widget=area())

    def __init__(
        self, *args: Any, user: Any, partnership: Partnership | None = None, asked: int = 0, **kwargs: Any
    ) -> None:
        self.user, self.partnership = user, partnership
        initial = written(partnership, user) if partnership else {"side": Side.THERE}
        super().__init__(*args, initial=initial, **kwargs)
        fields: Any = self.fields
        if partnership is None:
            self.add_organisation(asked)
        fields["partner_type"].choices = [("", "–"), *with_code(words.types(), initial.get("partner_type", ""))]
        fields["country"].choices = [("", "–"), *directory.country_groups()]
        fields["languages"].choices = words.spoken()
        fields["carriers"].widget.suggested = {"name": lambda: names_for(user, Carrier.objects.values("organisation"))}
        fields["followed_by"].choices = [("", "–"), *words.followers()]
        add_words(
            self, "summaries", _("Le partenariat en quelques phrases"), partnership.summaries if partnership else []
        )

    def add_organisation(self, asked: int) -> None:
        """First on the page: with whom, and where it stands already."""
        rows: Any = Organisation.objects.visible_to(self.user).alive()
        living = Partnership.objects.exclude(state=PartnershipState.ENDED).values("organisation")
        first = {
            "organisation": forms.ModelChoiceField(
                rows.exclude(pk__in=living), label=_("Organisation partenaire"), initial=asked or None,
                help_text=_("Absente de la liste ? Ajoutez-la d’abord à l’annuaire."),
            ),
            "state": forms.ChoiceField(
                label=_("État"), choices=[(one.value, one.label) for one in (PartnershipState.EXPLORING, PartnershipState.ACTIVE)],
            ),
        }  # fmt: skip
        self.fields = {**first, **self.fields}

    def clean_carriers(self) -> list[dict[str, Any]]:
        return [
            {"organisation": named(name, self.user), "role": role[:120]}
            for name, role in self.cleaned_data["carriers"]
            if name
        ]

    def clean_followed_by(self) -> User | None:
        asked = self.cleaned_data["followed_by"]
        return User.objects.filter(pk=asked).first() if asked else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["summaries"] = read_words(data, "summaries")
        if data.get("since") and data["since"] > localdate() and data.get("state") == PartnershipState.ACTIVE:
            self.add_error("since", _("Un partenariat en cours a déjà commencé."))
        return data


def with_code(choices: list[tuple[str, str]], code: str) -> list[tuple[str, str]]:
    """A code that the profile no longer lists stays a choice where it is used."""
    return choices if not code or code in dict(choices) else [*choices, (code, words.type_label(code))]


def written(row: Partnership, user: Any) -> dict[str, Any]:
    names = ("side", "partner_type", "country", "since", "by_network", "languages", "regime", "is_public", "note")
    found = {name: getattr(row, name) for name in names}
    carriers = row.carrier_rows.visible_to(user).select_related("organisation")
    found["carriers"] = [[one.organisation.name, one.role] for one in carriers]
    found["followed_by"] = str(row.followed_by_id or "")
    return found


class DayForm(forms.Form):
    on = day_field(lazy("Le"), initial=localdate)


class StateForm(DayForm):
    reason = forms.CharField(label=lazy("Raison"), max_length=500, required=False)


class SuspendForm(DayForm):
    reason = forms.CharField(label=lazy("Pourquoi, et jusqu’à quand"), max_length=500)


class EndForm(DayForm):
    end_reason = forms.ChoiceField(label=lazy("Pourquoi"), choices=EndReason.choices)
    end_note = forms.CharField(label=lazy("Précision"), max_length=500, required=False)


class ContactForm(forms.Form):
    """People tied to the partner first; anyone of the directory that one sees may be chosen."""

    person = forms.ModelChoiceField(Person.objects.none(), label=lazy("Personne de l’annuaire"))
    role = forms.CharField(label=lazy("Fonction"), max_length=120, required=False)
    gets_letters = forms.BooleanField(label=lazy("Reçoit les demandes par courriel"), required=False, initial=True)

    def __init__(self, *args: Any, user: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tied = Link.objects.current().filter(from_organisation=partnership.organisation_id, to_person__isnull=False)
        rows = Person.objects.visible_to(user).present()
        near = rows.filter(pk__in=tied.values("to_person"))
        field: Any = self.fields["person"]
        field.queryset = rows
        field.choices = [("", "–"), (_("Chez le partenaire"), [(one.pk, str(one)) for one in near]),
                         (_("Les autres"), [(one.pk, str(one)) for one in rows.exclude(pk__in=near.values("pk"))[:MOST]])]  # fmt: skip


class LearningForm(forms.Form):
    learned_by = forms.ChoiceField(label=lazy("Qui a appris"), choices=LearnedBy.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=lazy("Ce qui fut appris"), max_length=MOST, widget=area(5))
    use = forms.CharField(label=lazy("Ce que nous en faisons"), max_length=500, required=False)
    theme = forms.ChoiceField(label=lazy("Thème"), required=False)
    on = day_field(lazy("Noté le"), initial=localdate)
    is_public = forms.BooleanField(label=lazy("Visible par tout le monde"), required=False)

    def __init__(self, *args: Any, learning: Learning | None = None, **kwargs: Any) -> None:
        initial = {name: getattr(learning, name) for name in self.base_fields} if learning else None
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["theme"].choices = [("", "–"), *words.themes()]  # type: ignore[attr-defined]

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > localdate():
            raise ValidationError(_("Cette date est à venir : on note ce qui a eu lieu."))
        return day
