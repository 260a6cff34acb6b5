"""What people type about messages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.messages.models import Mailing


class MailingForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Mailing
        fields = ["subject", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}
        help_texts = {
            "text": _(
                "Séparez les paragraphes par une ligne vide. Une adresse de page seule sur sa ligne devient un bouton. "
                "« {nom} » est remplacé par le nom de chaque personne."
            )
        }

    def __init__(self, *args, **kwargs) -> None:  # type: ignore[no-untyped-def]
        super().__init__(*args, **kwargs)
        for name in ("subject", "text"):
            self.fields[name].required = True


class BounceForm(forms.Form):
    reason = forms.CharField(
        label=_("Ce que dit le message de retour"), max_length=300, help_text=_("Par exemple : « boîte inconnue ».")
    )


class SubscribeForm(forms.Form):
    address = forms.EmailField(
        label=_("Votre adresse courriel"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
