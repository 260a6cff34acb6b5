"""Forms around the day: what is certified, a reason, for whom a link is made."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.enrolments.models import CertificateRule


class RuleForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = CertificateRule
        fields = ("least_share", "statement", "signer", "signer_role", "self_service")
        help_texts = {
            "least_share": _("100 : toutes les dates de la personne. 80 : quatre sur cinq."),
            "statement": _("Objectifs, contenus : ce qu’un employeur ou une école veut lire."),
            "self_service": _("Sinon, l’équipe les envoie."),
        }
        widgets = {"statement": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["least_share"].min_value, self.fields["least_share"].max_value = 1, 100  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Raison"), max_length=200)


class LinkForm(forms.Form):
    label = forms.CharField(label=_("Pour qui"), max_length=80, required=False,
                            help_text=_("Un prénom, une équipe : pour savoir lequel retirer."))  # fmt: skip
