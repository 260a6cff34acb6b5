"""Forms of the room: allauth's, in the house's words; and those of Gestion."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.functional import lazy as when_read
from django.utils.translation import gettext_lazy as _

from maillage.accounts.models import ErasureRequest, User
from maillage.accounts.roles import ROLES

PASSWORD_HELP = when_read(lambda: " ".join(password_validators_help_texts()), str)()
LABELS: dict[str, tuple[Any, Any]] = {
    "login": (_("Adresse courriel"), ""),
    "email": (_("Adresse courriel"), ""),
    "password": (_("Mot de passe"), ""),
    "oldpassword": (_("Mot de passe actuel"), ""),
    "password1": (_("Nouveau mot de passe"), PASSWORD_HELP),
    "password2": (_("Nouveau mot de passe, encore une fois"), ""),
    "code": (_("Code"), ""),
    "name": (_("Nom de la clé"), _("Pour la reconnaître : « téléphone », « clé du bureau »…")),
    "passwordless": (
        _("Me connecter avec cette clé seule"),
        _("Elle remplace alors le mot de passe et le second facteur : elle demande votre empreinte ou son code."),
    ),
}


class Worded:
    """The house's labels, no placeholder (it vanishes when one types), nothing that spells or capitalises codes."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in LABELS:
                field.label, field.help_text = LABELS[name]
            if name == "code":
                field.widget.attrs |= {"spellcheck": "false", "autocapitalize": "characters"}


class LoginForm(Worded, account.LoginForm):  # type: ignore[misc]
    pass


class RequestLoginCodeForm(Worded, account.RequestLoginCodeForm):  # type: ignore[misc]
    pass


class ConfirmLoginCodeForm(Worded, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    pass


class ReauthenticateForm(Worded, account.ReauthenticateForm):  # type: ignore[misc]
    pass


class AddEmailForm(Worded, account.AddEmailForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Nouvelle adresse courriel")


class ChangePasswordForm(Worded, account.ChangePasswordForm):  # type: ignore[misc]
    pass


class SetPasswordForm(Worded, account.SetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(Worded, account.ResetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordKeyForm(Worded, account.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class SecondFactorForm(Worded, factor.AuthenticateForm):  # type: ignore[misc]
    pass


class SecondFactorAgainForm(Worded, factor.ReauthenticateForm):  # type: ignore[misc]
    pass


class ActivateTOTPForm(Worded, totp.ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code à six chiffres montré par l’application")
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocapitalize": "off"}


class AddPasskeyForm(Worded, passkey.AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class RenamePasskeyForm(Worded, passkey.EditWebAuthnForm):  # type: ignore[misc]
    pass


# Gestion and my account


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ["name", "language", "shortcuts"]
        widgets = {"language": forms.Select(choices=settings.LANGUAGES)}
        help_texts = {
            "language": _("Des pages et des courriels que vous recevez."),
            "shortcuts": _(
                "« / » cherche, « ? » montre les raccourcis. Fermez-les s’ils gênent votre façon de saisir."
            ),
        }

    def clean_language(self) -> str:
        language = str(self.cleaned_data["language"])
        if language not in dict(settings.LANGUAGES):
            raise forms.ValidationError(_("Choisissez une langue de la liste."))
        return language


class InviteForm(forms.Form):
    name = forms.CharField(label=_("Nom de la personne"), max_length=150)
    email = forms.EmailField(label=_("Adresse courriel"))
    language = forms.ChoiceField(label=_("Langue"), choices=settings.LANGUAGES, initial="fr")
    roles = forms.MultipleChoiceField(
        label=_("Rôles"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Sans rôle, la personne n’entre pas dans Gestion."),
    )  # fmt: skip

    def __init__(self, *args: Any, roles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(code, ROLES[code].name) for code in roles]  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Rôle"))

    def __init__(self, *args: Any, roles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(code, ROLES[code].name) for code in roles]  # type: ignore[attr-defined]


class ErasureForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = ErasureRequest
        fields = ["reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 4})}
