"""People, and the links of an organisation."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.models import User
from maillage.core.text import fold
from maillage.organisations import words
from maillage.organisations.enums import Relation
from maillage.organisations.models import Link, Organisation, Person
from maillage.ui.widgets import NativeDate


class PersonForm(forms.Form):
    first_name = forms.CharField(label=gettext_lazy("Prénom"), max_length=100, required=False)
    last_name = forms.CharField(label=gettext_lazy("Nom de famille"), max_length=100)
    email = forms.EmailField(label=gettext_lazy("Courriel"), required=False)
    phone = forms.CharField(label=gettext_lazy("Téléphone"), max_length=40, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Langue des messages"), choices=settings.LANGUAGES, initial="fr")
    birth_year = forms.IntegerField(
        label=gettext_lazy("Année de naissance"), min_value=1880, max_value=2100, required=False, localize=False,
        help_text=gettext_lazy("Sert à connaître l’âge des membres par tranche ; jamais montrée une par une."),
    )  # fmt: skip
    street = forms.CharField(label=gettext_lazy("Adresse"), max_length=300, required=False)
    postal_code = forms.CharField(label=gettext_lazy("Code postal"), max_length=20, required=False)
    city = forms.CharField(label=gettext_lazy("Ville"), max_length=120, required=False)
    country = forms.ChoiceField(label=gettext_lazy("Pays"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        help_text=gettext_lazy("La personne peut la lire en demandant ce que le réseau sait d’elle."),
    )  # fmt: skip
    account = forms.EmailField(
        label=gettext_lazy("Compte"), required=False,
        help_text=gettext_lazy("L’adresse avec laquelle cette personne se connecte, si elle a un compte."),
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        self.person = person
        if person is not None:
            names = [name for name in self.base_fields if name != "account"]
            stands = {name: getattr(person, name) for name in names}
            kwargs.setdefault("initial", {**stands, "account": person.user.email if person.user else ""})
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", "–"), *words.country_choices()]  # type: ignore[attr-defined]

    def clean_account(self) -> User | None:
        address = self.cleaned_data["account"].strip().lower()
        if not address:
            return None
        user = User.objects.filter(email=address).first()
        if user is None:
            raise ValidationError(_("Aucun compte n’a cette adresse : créez-le d’abord, ou laissez vide."))
        if Person.objects.filter(user=user).exclude(pk=getattr(self.person, "pk", None)).exists():
            raise ValidationError(_("Ce compte est déjà celui d’une autre personne."))
        return user

    def values(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        found["user"] = found.pop("account")
        return found


class LinkFields(forms.Form):
    """What is said of a link, whatever it ties."""

    role = forms.CharField(label=gettext_lazy("Fonction"), max_length=120, required=False)
    started_on = forms.DateField(label=gettext_lazy("Depuis le"), required=False, widget=NativeDate)
    ended_on = forms.DateField(label=gettext_lazy("Jusqu’au"), required=False, widget=NativeDate)
    is_public = forms.BooleanField(label=gettext_lazy("Montré au public"), required=False)
    keeps_page = forms.BooleanField(
        label=gettext_lazy("Tient la page de l’organisation"), required=False,
        help_text=gettext_lazy("Cette personne, si elle a un compte, propose les changements de la page."),
    )  # fmt: skip


class LinkForm(LinkFields):
    """A new link from an organisation: the other end is found by its name."""

    relation = forms.ChoiceField(label=gettext_lazy("Lien"), choices=Relation.choices)
    target = forms.CharField(
        label=gettext_lazy("Avec qui"), max_length=300,
        help_text=gettext_lazy("Le nom d’une personne ou d’une organisation de l’annuaire, ou le début de ce nom."),
    )  # fmt: skip
    field_order = ["relation", "target", "role", "started_on", "ended_on", "is_public", "keeps_page"]

    def __init__(self, *args: Any, user: Any, organisation: Organisation, **kwargs: Any) -> None:
        self.user, self.organisation = user, organisation
        super().__init__(*args, **kwargs)
        self.found: list[Any] = []
        chosen = self.data.get("chosen", "") if self.is_bound else ""
        self.chosen = int(chosen) if chosen.isdecimal() and len(chosen) < 19 else None

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "relation" in given and "target" in given:
            given["end"] = self._end(Relation(given["relation"]), given["target"])
        return given

    def _end(self, relation: Relation, text: str) -> Any:
        """The one this text names, among those this person may see; asks when there are several."""
        key = fold(text)
        if relation.between_organisations:
            rows: Any = Organisation.objects.visible_to(self.user).alive()
            rows = rows.filter(Q(sort_name__startswith=key) | Q(short_name__iexact=text.strip()))
        else:
            words_of = key.split()
            rows = Person.objects.visible_to(self.user).present()
            for word in words_of:
                rows = rows.filter(sort_name__contains=word)
        self.found = list(rows.order_by("sort_name")[:12])
        if self.chosen is not None:
            for row in self.found:
                if row.pk == self.chosen:
                    return row
        exact = [row for row in self.found if fold(str(row)) == key]
        if len(self.found) == 1 or len(exact) == 1:
            return (exact or self.found)[0]
        if not self.found:
            raise ValidationError({"target": _("Personne de ce nom dans l’annuaire : créez d’abord sa fiche.")})
        raise ValidationError({"target": _("Plusieurs fiches portent ce nom : choisissez la bonne ci-dessous.")})


class LinkChangeForm(LinkFields):
    """Change what is said of a link."""

    def __init__(self, *args: Any, link: Link, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {name: getattr(link, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
        if link.to_person_id is None:
            del self.fields["keeps_page"]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class EndForm(forms.Form):
    on = forms.DateField(label=gettext_lazy("Jusqu’au"), widget=NativeDate)
