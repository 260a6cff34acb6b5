"""The whole record on one page, in fieldsets with hints; the page that members keep is a part of it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.network.current import profile
from maillage.organisations import identifiers, parsing, record, words
from maillage.organisations.forms.rows import Cell, RowsField
from maillage.organisations.models import Organisation

DESCRIPTIONS = {"fr": gettext_lazy("Description en français"), "en": gettext_lazy("Description en anglais"),
                "es": gettext_lazy("Description en espagnol")}  # fmt: skip
ROWS = {"rows": 4}


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _identifier_choices() -> list[tuple[str, Any]]:
    """Those of the network's country first."""
    own = {"CA": ("neq", "bn", "charity"), "BE": ("bce",), "FR": ("siren", "siret", "rna")}.get(profile().country, ())
    pairs = [(kind.value, label) for kind, label in identifiers.LABELS.items()]
    return sorted(pairs, key=lambda pair: own.index(pair[0]) if pair[0] in own else len(own))


def _read_identifier(row: list[str]) -> list[str]:
    kind, text = row
    try:
        found = identifiers.check(kind, text)
    except identifiers.IdentifierError as error:
        raise ValidationError(error.message()) from error
    except ValueError:
        raise ValidationError(_("Choisissez la sorte d’identifiant.")) from None
    return [str(found.kind), found.value]


def _shown_identifiers(pairs: list[list[str]]) -> list[list[str]]:
    """Numbers as people write them."""
    found = []
    for kind, value in pairs:
        try:
            found.append([kind, identifiers.check(kind, value).display])
        except ValueError:
            found.append([kind, value])
    return found


def _measure_choices() -> list[tuple[str, Any]]:
    return list(words.MEASURES.items())


def _read_size(row: list[str]) -> list[Any]:
    measure, year, amount, evidence = row
    if not (year.isdecimal() and len(year) == 4 and 1900 <= int(year) <= 2200):
        raise ValidationError(_("L’année s’écrit en quatre chiffres, par exemple 2025."))
    value, problem = parsing.parse_amount(amount)
    if value is None or (problem is not None and problem.severity == parsing.ERROR):
        raise ValidationError(_("« %(text)s » n’est pas un nombre.") % {"text": amount[:40]})
    if value < 0 or value > 10**12:
        raise ValidationError(_("Une taille est un nombre positif."))
    whole = round(value * 10 ** profile().digits) if measure == "budget" else int(value)
    return [measure, int(year), whole, evidence]


def _shown_sizes(rows: list[list[Any]]) -> list[list[Any]]:
    unit = 10 ** profile().digits
    return [[m, year, f"{value / unit:.2f}".removesuffix(".00") if m == "budget" else value, evidence]
            for m, year, value, evidence in rows]  # fmt: skip


class RecordForm(forms.Form):
    """What an organisation and the network both keep; `groups` are the fieldsets, in order."""

    template_name = "organisations/record_form.html"
    groups: dict[Any, tuple[str, ...]] = {
        gettext_lazy("Qui elle est"): ("name", "short_name", "other_names", "founded", "languages"),
        gettext_lazy("La joindre"): ("website", "social", "email", "phone"),
        gettext_lazy("Où elle est"): ("street", "postal_code", "city", "region", "country"),
        gettext_lazy("Ce qu’elle fait"): ("description_fr", "description_en", "description_es", "themes", "countries", "zones"),
        gettext_lazy("Ce que le public voit"): ("shown",),
    }  # fmt: skip

    name = forms.CharField(label=gettext_lazy("Nom"), max_length=300)
    short_name = forms.CharField(label=gettext_lazy("Sigle ou nom court"), max_length=60, required=False)
    other_names = forms.CharField(
        label=gettext_lazy("Autres noms"), required=False, widget=forms.Textarea(attrs=ROWS), max_length=2000,
        help_text=gettext_lazy("Ancien nom, nom dans une autre langue : un par ligne. La recherche les connaît."),
    )  # fmt: skip
    founded = forms.IntegerField(
        label=gettext_lazy("Année de fondation"), min_value=1000, max_value=2200, required=False, localize=False
    )
    languages = forms.CharField(
        label=gettext_lazy("Langues de travail"), required=False, max_length=200,
        help_text=gettext_lazy("Séparées par des virgules : français, espagnol, wolof."),
    )  # fmt: skip
    website = forms.URLField(label=gettext_lazy("Site web"), max_length=300, required=False, assume_scheme="https")
    social = forms.CharField(
        label=gettext_lazy("Réseaux sociaux"), required=False, widget=forms.Textarea(attrs=ROWS), max_length=2000,
        help_text=gettext_lazy("Une adresse complète par ligne."),
    )  # fmt: skip
    email = forms.EmailField(label=gettext_lazy("Courriel"), required=False)
    phone = forms.CharField(label=gettext_lazy("Téléphone"), max_length=40, required=False)
    street = forms.CharField(label=gettext_lazy("Adresse"), max_length=300, required=False)
    postal_code = forms.CharField(label=gettext_lazy("Code postal"), max_length=20, required=False)
    city = forms.CharField(label=gettext_lazy("Ville"), max_length=120, required=False)
    region = forms.ChoiceField(label=gettext_lazy("Région"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Pays du siège"), required=False)
    description_fr = forms.CharField(label=DESCRIPTIONS["fr"], required=False, widget=forms.Textarea, max_length=5000)
    description_en = forms.CharField(label=DESCRIPTIONS["en"], required=False, widget=forms.Textarea, max_length=5000)
    description_es = forms.CharField(label=DESCRIPTIONS["es"], required=False, widget=forms.Textarea, max_length=5000)
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Thèmes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    countries = forms.MultipleChoiceField(
        label=gettext_lazy("Pays d’action"), required=False, widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=gettext_lazy("Gardez la touche Ctrl (ou Cmd) enfoncée pour en choisir plusieurs."),
    )  # fmt: skip
    zones = forms.CharField(
        label=gettext_lazy("Zones d’action, en mots"), max_length=300, required=False,
        help_text=gettext_lazy("Quand un pays est trop large : « cercle de Kayes », « delta du Mékong »."),
    )  # fmt: skip
    shown = forms.MultipleChoiceField(
        label=gettext_lazy("Champs montrés au public"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=list(words.SHOWABLE.items()),
        help_text=gettext_lazy("Le nom est toujours public. Ce qui n’est pas coché reste pour le réseau."),
    )  # fmt: skip

    def __init__(self, *args: Any, organisation: Organisation | None = None, values: dict[str, Any] | None = None,
                 **kwargs: Any) -> None:  # fmt: skip
        self.organisation = organisation
        stands = values or (record.read(organisation) if organisation else {**record.EMPTY, **self.born_with()})
        kwargs.setdefault("initial", self.initial_of(stands))
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = self.with_current(words.region_choices(), stands["region"], words.region_label)  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", "–"), *words.country_choices()]  # type: ignore[attr-defined]
        self.fields["countries"].choices = words.country_groups()  # type: ignore[attr-defined]
        themes = words.theme_choices()
        self.fields["themes"].choices = themes + [(code, code) for code in stands["themes"] if code not in dict(themes)]  # type: ignore[attr-defined]

    def born_with(self) -> dict[str, Any]:
        public = profile().visibility.public_fields
        return {"country": profile().country, "hidden_fields": [name for name in words.SHOWABLE if name not in public]}

    @staticmethod
    def with_current(choices: words.Choices, current: str, label: Any) -> words.Choices:
        """Choices with nothing first, and what the record already says even where the profile has forgotten it."""
        extra = [(current, label(current))] if current and current not in dict(choices) else []
        return [("", "–"), *choices, *extra]

    def initial_of(self, stands: dict[str, Any]) -> dict[str, Any]:
        found = {**stands, "other_names": "\n".join(stands["other_names"]), "social": "\n".join(stands["social"])}
        found["languages"] = ", ".join(stands["languages"])
        found["shown"] = [name for name in words.SHOWABLE if name not in stands["hidden_fields"]]
        found |= {f"description_{lang}": stands["descriptions"].get(lang, "") for lang in DESCRIPTIONS}
        return found

    def clean_social(self) -> list[str]:
        found = lines(self.cleaned_data["social"])
        for address in found:
            if not address.startswith(("https://", "http://")):
                raise ValidationError(
                    _("« %(text)s » n’est pas une adresse : commencez par https://.") % {"text": address[:80]}
                )
        return found

    def values(self) -> dict[str, Any]:
        """The record as typed, for the verbs."""
        given = self.cleaned_data
        found = {name: given[name] for name in record.FIELDS if name in given}
        found["other_names"] = lines(given["other_names"])
        found["languages"] = [text.strip() for text in given["languages"].split(",") if text.strip()]
        found["hidden_fields"] = [name for name in words.SHOWABLE if name not in given["shown"]]
        kept = record.read(self.organisation)["descriptions"] if self.organisation else {}
        found["descriptions"] = {**kept, **{lang: given[f"description_{lang}"] for lang in DESCRIPTIONS}}
        return found

    def fieldsets(self) -> Iterator[tuple[Any, list[Any]]]:
        for legend, names in self.groups.items():
            yield legend, [self[name] for name in names if name in self.fields]


class OrganisationForm(RecordForm):
    """The record as the network's team keeps it."""

    groups = {
        gettext_lazy("Qui elle est"): ("name", "short_name", "other_names", "kind", "family", "founded", "languages"),
        gettext_lazy("La joindre"): ("website", "social", "email", "phone"),
        gettext_lazy("Où elle est"): ("street", "postal_code", "city", "region", "country", "latitude", "longitude"),
        gettext_lazy("Ce qu’elle fait"): ("description_fr", "description_en", "description_es", "themes", "countries", "zones"),
        gettext_lazy("Preuves et tailles"): ("identifiers", "sizes"),
        gettext_lazy("Ce que le public voit"): ("is_public", "withhold", "shown"),
    }  # fmt: skip

    kind = forms.ChoiceField(label=gettext_lazy("Genre"), required=False)
    family = forms.ChoiceField(label=gettext_lazy("Famille d’acteurs"), required=False)
    latitude = forms.FloatField(label=gettext_lazy("Latitude"), min_value=-90, max_value=90, required=False,
                                widget=forms.TextInput(attrs={"inputmode": "decimal"}))  # fmt: skip
    longitude = forms.FloatField(label=gettext_lazy("Longitude"), min_value=-180, max_value=180, required=False,
                                 widget=forms.TextInput(attrs={"inputmode": "decimal"}))  # fmt: skip
    identifiers = RowsField(
        label=gettext_lazy("Identifiants légaux"), read=_read_identifier,
        help_text=gettext_lazy("Le chiffre de contrôle est vérifié. Videz un numéro pour le retirer."),
        cells=(Cell("kind", gettext_lazy("Sorte"), choices=_identifier_choices), Cell("value", gettext_lazy("Numéro"))),
    )  # fmt: skip
    sizes = RowsField(
        label=gettext_lazy("Tailles déclarées"), read=_read_size,
        help_text=gettext_lazy("Par année, avec la pièce ou la source : les barèmes s’en servent."),
        cells=(
            Cell("measure", gettext_lazy("Mesure"), choices=_measure_choices),
            Cell("year", gettext_lazy("Année"), longest=4),
            Cell("value", gettext_lazy("Nombre"), longest=20),
            Cell("evidence", gettext_lazy("Pièce ou source"), longest=200),
        ),
    )  # fmt: skip
    is_public = forms.BooleanField(
        label=gettext_lazy("Visible par tout le monde"), required=False,
        help_text=gettext_lazy("Sinon, la fiche n’est vue que par l’équipe du réseau."),
    )  # fmt: skip
    withhold = forms.ChoiceField(
        label=gettext_lazy("Retenir cette fiche ?"), required=False, widget=forms.RadioSelect,
        choices=[("", gettext_lazy("Selon la règle du réseau pour les partenaires à l’étranger")),
                 ("yes", gettext_lazy("Oui, la retenir dès maintenant")), ("no", gettext_lazy("Non"))],
        help_text=gettext_lazy("Une fiche retenue n’apparaît nulle part hors de l’équipe qui en a le droit."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stands = self.initial
        self.fields["kind"].choices = self.with_current(words.kind_choices(), stands["kind"], words.kind_label)  # type: ignore[attr-defined]
        self.fields["family"].choices = self.with_current(words.family_choices(), stands["family"], words.family_label)  # type: ignore[attr-defined]
        if self.organisation is not None:
            del self.fields["withhold"]

    def initial_of(self, stands: dict[str, Any]) -> dict[str, Any]:
        found = super().initial_of(stands)
        found["identifiers"] = _shown_identifiers(stands["identifiers"])
        found["sizes"] = _shown_sizes(stands["sizes"])
        return found


class MemberPageForm(RecordForm):
    """The page as the people of the organisation keep it."""
