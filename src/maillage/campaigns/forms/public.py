"""What people type to sign and to help: one page, one sending."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.campaigns.enums import CallKind
from maillage.campaigns.models import Call, Petition
from maillage.core import text as texts

NEWS = _(
    "J’accepte de recevoir la lettre d’information du réseau, et la réponse qui sera faite ; je peux me désinscrire à tout moment."
)
# A name is written in a letter: an address there would make the house carry someone's advertising.
ADDRESS = re.compile(r"https?:|//|www\.|@|\w\.(com|org|net|fr|ca|be|ru|info)\b", re.IGNORECASE)


def person_name(value: str) -> str:
    name = texts.clean(value)
    if not name or not any(sign.isalpha() for sign in name):
        raise ValidationError(_("Écrivez votre nom."))
    if ADDRESS.search(name):
        raise ValidationError(_("Écrivez votre nom seul, sans adresse ni lien."))
    return name


class SignForm(forms.Form):
    """The form of a petition, shown on its page and sent once."""

    name = forms.CharField(label=_("Votre nom"), max_length=120,
                           widget=forms.TextInput(attrs={"autocomplete": "name"}))  # fmt: skip
    email = forms.EmailField(label=_("Votre courriel"), max_length=254,
                             help_text=_("Un message y part pour confirmer ; il ne sert à rien d’autre."),
                             widget=forms.EmailInput(attrs={"autocomplete": "email"}))  # fmt: skip
    area = forms.CharField(label=_("Code postal"), required=False, max_length=16,
                           widget=forms.TextInput(attrs={"autocomplete": "postal-code"}))  # fmt: skip
    message = forms.CharField(label=_("Un mot à qui décide"), required=False, max_length=600,
                              widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
    shows_name = forms.BooleanField(label=_("Montrer mon nom sur cette page"), required=False)
    wants_news = forms.BooleanField(label=NEWS, required=False)

    def __init__(self, *args: Any, petition: Petition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not petition.offers_news:
            del self.fields["wants_news"]

    def clean_name(self) -> str:
        return person_name(self.cleaned_data["name"])

    def clean_area(self) -> str:
        return texts.clean(self.cleaned_data["area"]).upper()

    def clean_message(self) -> str:
        return texts.clean(self.cleaned_data["message"], multiline=True)

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        if data.get("wants_news"):
            data["news_wording"] = str(NEWS)
        return data


class AnswerForm(forms.Form):
    """Offer help, or a roof."""

    name = forms.CharField(label=_("Votre nom"), max_length=120,
                           widget=forms.TextInput(attrs={"autocomplete": "name"}))  # fmt: skip
    email = forms.EmailField(label=_("Votre courriel"), max_length=254,
                             widget=forms.EmailInput(attrs={"autocomplete": "email"}))  # fmt: skip
    phone = forms.CharField(label=_("Votre téléphone"), required=False, max_length=40,
                            widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}))  # fmt: skip
    places = forms.IntegerField(label=_("Combien de personnes pouvez-vous accueillir ?"), min_value=1, max_value=200)
    text = forms.CharField(label=_("Ce que vous proposez, et quand"), required=False, max_length=2000,
                           widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if call.kind != CallKind.HOST:
            del self.fields["places"]

    def clean_name(self) -> str:
        return person_name(self.cleaned_data["name"])

    def clean_phone(self) -> str:
        return texts.clean(self.cleaned_data["phone"])

    def clean_text(self) -> str:
        return texts.clean(self.cleaned_data["text"], multiline=True)
