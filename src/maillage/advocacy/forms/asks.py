"""What is asked of institutions."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.accounts.models import User
from maillage.advocacy.forms.common import FILE, PlainForm, RowForm
from maillage.advocacy.models import Ask, Clause, Criterion, ModelText


class AskForm(RowForm):
    hints = {
        "kinds": _("Sert à choisir les institutions dans l’annuaire."),
        "shown_stages": _("Le public ne voit une institution que lorsqu’elle est à l’une de ces étapes."),
        "renewal_months": _("Par exemple 12. Laissez vide si le texte adopté vaut jusqu’à nouvel ordre."),
    }

    class Meta:
        model = Ask
        fields = ("title", "summary", "text", "language", "theme", "campaign", "kinds", "shown_stages",
                  "renewal_months")  # fmt: skip


class ClauseForm(RowForm):
    hints = {"essential": _("Une clause essentielle pèse comme trois autres.")}

    class Meta:
        model = Clause
        fields = ("text", "essential")


class CriterionForm(RowForm):
    hints = {
        "needed": _("Le nombre qu’il faut au moins, quelle que soit la taille."),
        "per_inhabitants": _("Par exemple 10 000 : un point de vente pour dix mille personnes. Facultatif."),
    }

    class Meta:
        model = Criterion
        fields = ("label", "needed", "per_inhabitants")


class ModelTextForm(RowForm):
    upload = forms.FileField(label=_("ou un fichier"), required=False, help_text=FILE)

    class Meta:
        model = ModelText
        fields = ("language", "title", "text")


class InstitutionsForm(PlainForm):
    """Which institutions of the directory to follow on an ask."""

    kinds = forms.MultipleChoiceField(label=_("Genres"), required=False)
    region = forms.ChoiceField(label=_("Région"), required=False)
    words = forms.CharField(label=_("Mot du nom"), required=False, max_length=100)
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Suivies par"), required=False,
                                   empty_label=_("Personne pour l’instant"))  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("kinds") or data.get("region") or data.get("words")):
            raise ValidationError(_("Choisissez un genre, une région ou un mot : tout l’annuaire serait trop."))
        return data


class StateForm(forms.Form):
    state = forms.ChoiceField(label=_("Devient"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, states: type, current: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = states(current)
        found = [(one.value, one.label) for one in states if now.can_become(one)]  # type: ignore[attr-defined]
        self.fields["state"].choices = found  # type: ignore[attr-defined]
        if len(found) == 1:
            self.fields["state"].initial = found[0][0]
