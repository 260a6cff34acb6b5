"""The form of the first start."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.network import start
from maillage.network.loader import MAX_BYTES, load_profile, parse_profile, shipped
from maillage.network.profile import Profile


class StartForm(forms.Form):
    """Profile, names, first administrator, and the code that proves one holds the machine."""

    profile = forms.ChoiceField(
        label=gettext_lazy("Profil de départ"), choices=lambda: [(name, name) for name in shipped()], required=False
    )
    file = forms.FileField(
        label=gettext_lazy("Ou un fichier de profil (TOML)"), required=False,
        help_text=gettext_lazy("1 Mo au plus. Il prend le pas sur le profil choisi ci-dessus."),
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Nom du réseau"), max_length=300, required=False,
        help_text=gettext_lazy("Laissez vide pour garder celui du profil ; il se change plus tard."),
    )  # fmt: skip
    short_name = forms.CharField(label=gettext_lazy("Nom court ou sigle"), max_length=60, required=False)
    person = forms.CharField(label=gettext_lazy("Votre nom"), max_length=150)
    email = forms.EmailField(label=gettext_lazy("Votre adresse courriel"))
    password = forms.CharField(
        label=gettext_lazy("Mot de passe"), min_length=12, max_length=200, required=False, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("12 signes au moins. Laissez vide pour recevoir un lien."),
    )  # fmt: skip
    code = forms.CharField(
        label=gettext_lazy("Code de départ"), max_length=40,
        help_text=gettext_lazy("Affiché par ./run, et écrit dans le fichier depart.code du dossier des données."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_code(self) -> str:
        given: str = self.cleaned_data["code"]
        if not start.is_code(given):
            raise ValidationError(_("Ce n’est pas le code de départ de cette installation."))
        return given

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given and given.size > MAX_BYTES:
            raise ValidationError(_("Ce fichier dépasse 1 Mo."))
        return given

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("file") and not self.cleaned_data.get("profile"):
            self.add_error("profile", _("Choisissez un profil, ou donnez un fichier."))
        return self.cleaned_data

    def chosen(self) -> Profile:
        """The profile of the file, else the one that was chosen. Raises ProfileError, with lines."""
        if file := self.cleaned_data["file"]:
            return parse_profile(file.read())
        return load_profile(self.cleaned_data["profile"])
