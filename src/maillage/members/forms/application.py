"""The application, as the public fills it: what its category asks, nothing more."""

from secrets import token_urlsafe
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from maillage.core.money import Money, MoneyError
from maillage.members import words
from maillage.members.models import Application, Member, MembershipPeriod
from maillage.network import current
from maillage.network.membership import Category
from maillage.organisations import identifiers
from maillage.organisations import words as places
from maillage.organisations.models import Organisation
from maillage.ui.fields import RowsField

PLACE = ("street", "postal_code", "city", "region", "country")
OLDEST = 110


def measures_of(category: Category) -> list[str]:
    """The sizes that its dues, its threshold or its votes need."""
    schedule = current.profile().schedule_on(localdate())
    rule = schedule.rule_for(category.code) if schedule else None
    found = [getattr(rule, "measure", None), getattr(category.threshold, "measure", None),
             getattr(category.votes, "measure", None)]  # fmt: skip
    return list(dict.fromkeys(name for name in found if name))


def public_members() -> Any:
    """Organisations that anyone may know as members: public, in a public category."""
    shown = [one.code for one in current.profile().membership.categories if one.public]
    now = MembershipPeriod.objects.on(localdate()).filter(category__in=shown)
    rows = Member.objects.filter(pk__in=now.values("member"), organisation__in=Organisation.objects.public())
    return rows.select_related("organisation").order_by("organisation__sort_name")


class ApplicationForm(forms.Form):
    """`category` decides the fields; `cleaned_data["values"]` is what the verbs take."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    name = forms.CharField(label=_("Nom de l’organisation"), max_length=300)
    birth_year = forms.IntegerField(label=_("Année de naissance"), required=False,
                                    help_text=_("Pour connaître l’âge des membres par tranche ; jamais montrée."))  # fmt: skip
    identifier_kind = forms.ChoiceField(label=_("Numéro d’enregistrement : sorte"), required=False)
    identifier = forms.CharField(label=_("Numéro d’enregistrement"), required=False, max_length=80)
    street = forms.CharField(label=_("Adresse"), required=False, max_length=300)
    postal_code = forms.CharField(label=_("Code postal"), required=False, max_length=20)
    city = forms.CharField(label=_("Ville"), max_length=120)
    region = forms.ChoiceField(label=_("Région ou département"), required=False)
    country = forms.ChoiceField(label=_("Pays"))
    website = forms.URLField(label=_("Site web"), required=False, assume_scheme="https")
    themes = forms.MultipleChoiceField(label=_("Thèmes"), required=False, widget=forms.CheckboxSelectMultiple)
    contact_name = forms.CharField(label=_("Votre nom"), max_length=200,
                                   widget=forms.TextInput(attrs={"autocomplete": "name"}))  # fmt: skip
    contact_email = forms.EmailField(label=_("Votre courriel"), max_length=254,
                                     widget=forms.EmailInput(attrs={"autocomplete": "email"}))  # fmt: skip
    contact_phone = forms.CharField(label=_("Votre téléphone"), required=False, max_length=40)
    motivation = forms.CharField(label=_("Pourquoi souhaitez-vous adhérer ?"), required=False, max_length=5000,
                                 widget=forms.Textarea(attrs={"rows": 6}))  # fmt: skip
    sponsors = RowsField(Member.objects.none(), label=_("Membres qui vous parrainent"),
                                              required=False)  # fmt: skip

    def __init__(self, *args: Any, category: Category, application: Application | None = None, **kwargs: Any) -> None:
        self.category = category
        initial = {"key": token_urlsafe(24), "country": current.profile().country, **kwargs.pop("initial", {})}
        if application:
            initial |= self.written(application)
        super().__init__(*args, initial=initial, **kwargs)
        self.individual = category.who == "individual"
        self.measures = [] if self.individual else measures_of(category)
        for name in self.measures:
            self.fields[f"size_{name}"] = forms.CharField(label=words.MEASURES[name], max_length=30)
        self.shape()

    def shape(self) -> None:
        """Keep what concerns this category, with its choices."""
        fields: Any = self.fields
        if self.individual:
            unwanted = ["identifier_kind", "identifier", "region", "website", "themes"]
            fields["name"].label = _("Votre nom")
            fields["contact_name"].required = False
            fields["contact_name"].widget = forms.HiddenInput()
            fields["city"].required = False
        else:
            unwanted = ["birth_year"]
            fields["identifier_kind"].choices = [
                ("", "–"),
                *((k.value, identifiers.LABELS[k]) for k in identifiers.IdentifierKind),
            ]
            fields["region"].choices = [("", "–"), *places.region_choices()]
            fields["themes"].choices = places.theme_choices()
        if self.category.who == "both":
            fields["who"] = forms.ChoiceField(
                label=_("Vous adhérez"), widget=forms.RadioSelect, initial="individual",
                choices=[("individual", _("à titre personnel")), ("organisation", _("au nom d’une organisation"))],
            )  # fmt: skip
            fields["name"].label = _("Nom de la personne ou de l’organisation")
        fields["country"].choices = places.country_choices()
        if self.category.admission.sponsors:
            fields["sponsors"].queryset = public_members()
            fields["sponsors"].widget.attrs["size"] = 8
            fields["sponsors"].help_text = _("Il en faut %(n)s ; nous leur demandons de confirmer.") % {
                "n": self.category.admission.sponsors}  # fmt: skip
        else:
            unwanted.append("sponsors")
        for name in unwanted:
            del fields[name]
        sizes = [f"size_{name}" for name in self.measures]
        self.order_fields(["key", "who", "name", "birth_year", "identifier_kind", "identifier", *PLACE,
                           "website", *sizes, "themes"])  # fmt: skip

    @staticmethod
    def written(application: Application) -> dict[str, Any]:
        answers = application.answers
        found = {name: getattr(application, name) for name in
                 ("name", "contact_name", "contact_email", "contact_phone", "motivation", "key")}  # fmt: skip
        found |= {name: answers[name] for name in (*PLACE, "website", "themes", "birth_year", "who") if name in answers}
        for kind, value in answers.get("identifiers", ()):
            found |= {"identifier_kind": kind, "identifier": value}
        unit = 10 ** current.profile().digits
        for measure, _year, value, _evidence in answers.get("sizes", ()):
            found[f"size_{measure}"] = value // unit if measure == "budget" else value
        found["sponsors"] = [row.member_id for row in application.sponsors.all()]
        return found

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None and not localdate().year - OLDEST <= year <= localdate().year:
            raise ValidationError(_("Écrivez l’année en quatre chiffres, par exemple 1987."))
        return year

    def size(self, measure: str) -> int | None:
        text = self.cleaned_data.get(f"size_{measure}", "")
        if not text:
            return None
        try:
            if measure == "budget":
                return Money.parse(text, current.profile().currency).minor
            digits = "".join(sign for sign in text if not sign.isspace() and sign not in ".,'’")
            if not digits.isdecimal() or len(digits) > 12:
                raise ValueError
            return int(digits)
        except MoneyError as error:
            self.add_error(f"size_{measure}", error.message())
        except ValueError:
            self.add_error(f"size_{measure}", _("Écrivez un nombre entier."))
        return None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        answers: dict[str, Any] = {
            name: data[name] for name in (*PLACE, "website", "themes", "birth_year", "who") if data.get(name)
        }
        if data.get("identifier"):
            try:
                kind = identifiers.IdentifierKind(data.get("identifier_kind") or "")
                answers["identifiers"] = [[kind.value, identifiers.check(kind, data["identifier"]).value]]
            except identifiers.IdentifierError as error:
                self.add_error("identifier", error.message())
            except ValueError:
                self.add_error("identifier_kind", _("Dites de quelle sorte de numéro il s’agit."))
        year = localdate().year - 1
        sizes = [[name, year, value, ""] for name in self.measures if (value := self.size(name)) is not None]
        if sizes:
            answers["sizes"] = sizes
        values = {name: data.get(name, "") for name in ("name", "contact_email", "contact_phone", "motivation")}
        values |= {"contact_name": data.get("contact_name") or data.get("name", ""), "answers": answers}
        return {**data, "values": values}
