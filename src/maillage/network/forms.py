"""Forms of the profile's parts. Each reads the profile in force and knows how to change its plain data."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.network import palette, words
from maillage.network.place import Colours
from maillage.network.profile import Profile
from maillage.ui.widgets import NativeDate


class Dated(forms.Form):
    """What every change of the profile says: why, and when it was decided."""

    note = forms.CharField(
        label=gettext_lazy("Ce qui change, et pourquoi"), max_length=300, required=False,
        help_text=gettext_lazy("Par exemple : résolution 12 de l’assemblée."),
    )  # fmt: skip
    decided_on = forms.DateField(label=gettext_lazy("Décidé le"), initial=localdate, widget=NativeDate)


class SectionForm(Dated):
    """A part of the profile: `fill(profile)` makes the fields, `change(data)` writes them in the plain data."""

    def __init__(self, profile: Profile, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.profile = profile
        last = {name: self.fields.pop(name) for name in ("note", "decided_on")}
        self.fill(profile)
        self.fields.update(last)

    def fill(self, profile: Profile) -> None:
        raise NotImplementedError

    def change(self, data: dict[str, Any]) -> None:
        raise NotImplementedError

    @property
    def languages(self) -> list[str]:
        return [language.code for language in self.profile.languages]

    def add_text(self, name: str, label: Any, value: Any, *, prose: bool = False) -> None:
        """A field for each language; French is never absent."""
        for code in self.languages:
            self.fields[f"{name}_{code}"] = forms.CharField(
                label=_("%(label)s, en %(language)s") % {"label": label, "language": words.LANGUAGES[code]},
                initial=getattr(value, code, None) if value else None, required=code == "fr",
                max_length=20_000 if prose else 400,
                widget=forms.Textarea(attrs={"lang": code, "rows": 6}) if prose else forms.TextInput(attrs={"lang": code}),
            )  # fmt: skip

    def read_text(self, name: str, before: dict[str, str] | None = None) -> dict[str, str]:
        """The words of each language; a language that the form does not show is kept."""
        kept = {code: said for code, said in (before or {}).items() if code not in self.languages}
        given = {code: self.cleaned_data[f"{name}_{code}"].replace("\r\n", "\n") for code in self.languages}
        return {**{code: said for code, said in given.items() if said}, **kept}


class TextsForm(SectionForm):
    """Names and texts."""

    PLACES = (("names", "name", gettext_lazy("Nom"), False), ("names", "short_name", gettext_lazy("Nom court"), False),
              ("names", "tagline", gettext_lazy("Devise"), False), ("texts", "mission", gettext_lazy("Mission"), True),
              ("texts", "description", gettext_lazy("Description"), True))  # fmt: skip

    def fill(self, profile: Profile) -> None:
        for part, name, label, prose in self.PLACES:
            self.add_text(name, label, getattr(getattr(profile, part), name), prose=prose)

    def change(self, data: dict[str, Any]) -> None:
        for part, name, _label, _prose in self.PLACES:
            data[part][name] = self.read_text(name, data[part][name])


class ContactForm(SectionForm):
    """How to reach the network."""

    def fill(self, profile: Profile) -> None:
        contact = profile.contact
        self.fields["address"] = forms.CharField(
            label=_("Adresse"), initial=contact.address, max_length=400, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields["email"] = forms.EmailField(label=_("Courriel"), initial=contact.email)
        self.fields["phone"] = forms.CharField(
            label=_("Téléphone"), initial=contact.phone, required=False, max_length=40
        )
        self.fields["website"] = forms.URLField(
            label=_("Site web"), initial=contact.website, required=False, assume_scheme="https"
        )

    def change(self, data: dict[str, Any]) -> None:
        given = {name: self.cleaned_data[name] for name in ("address", "email", "phone", "website")}
        given["address"] = given["address"].replace("\r\n", "\n")
        data["contact"] = {name: value for name, value in given.items() if value}


class ColoursForm(SectionForm):
    """Colours: each may be left empty, the style sheet then keeps its own. A pair that reads badly is refused."""

    def fill(self, profile: Profile) -> None:
        for name, label in words.COLOURS.items():
            self.fields[name] = forms.RegexField(
                r"^#[0-9a-fA-F]{6}$", label=label, required=False, initial=getattr(profile.colours, name),
                widget=forms.TextInput(attrs={"size": 8, "placeholder": "#2e3192", "autocomplete": "off"}),
                error_messages={"invalid": _("Écrivez la couleur sous la forme #2e3192.")},
            )  # fmt: skip

    def chosen(self) -> dict[str, str]:
        return {name: self.cleaned_data[name].lower() for name in words.COLOURS if self.cleaned_data.get(name)}

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            for name, ground, ratio in palette.unreadable(Colours.model_construct(None, **self.chosen())):
                shown = f"{int(ratio * 10) / 10:.1f}".replace(".", ",")
                said = _("« %(name)s » se lit mal sur %(ground)s : contraste %(ratio)s, il faut au moins 4,5.")
                self.add_error(name, said % {"name": words.COLOURS[name], "ground": ground, "ratio": shown})
        return self.cleaned_data

    def change(self, data: dict[str, Any]) -> None:
        data["colours"] = self.chosen()


class VisibilityForm(SectionForm):
    """What the public may see, and who answers for personal data."""

    def fill(self, profile: Profile) -> None:
        seen = profile.visibility
        self.fields["public_fields"] = forms.MultipleChoiceField(
            label=_("Ce que le public peut voir d’une organisation"), choices=list(words.PUBLIC_FIELDS.items()),
            initial=list(seen.public_fields), widget=forms.CheckboxSelectMultiple,
            help_text=_("Chaque organisation peut encore cacher ce qu’elle veut."),
        )  # fmt: skip
        self.fields["partners_abroad_withheld"] = forms.BooleanField(
            label=_("Retenir au départ les partenaires à l’étranger"), required=False,
            initial=seen.partners_abroad_withheld,
        )  # fmt: skip
        self.fields["moderate_member_edits"] = forms.BooleanField(
            label=_("Relire ce que les membres changent avant de le publier"), required=False,
            initial=seen.moderate_member_edits,
        )  # fmt: skip
        self.add_text("officer", _("Responsable des renseignements personnels"), profile.legal.privacy.officer)

    def clean_public_fields(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["public_fields"]
        if "name" not in chosen:
            raise ValidationError(_("Le nom d’une organisation publique se voit toujours : cochez « Nom »."))
        return chosen

    def change(self, data: dict[str, Any]) -> None:
        data["visibility"] = {
            "partners_abroad_withheld": self.cleaned_data["partners_abroad_withheld"],
            "public_fields": self.cleaned_data["public_fields"],
            "moderate_member_edits": self.cleaned_data["moderate_member_edits"],
        }
        privacy = data["legal"]["privacy"]
        privacy["officer"] = self.read_text("officer", privacy["officer"])


class TomlForm(Dated):
    """The whole profile as text."""

    toml = forms.CharField(
        label=gettext_lazy("Le profil, en TOML"), strip=False, max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "autocomplete": "off", "class": "code"}),
    )  # fmt: skip
