"""What following an agenda asks: where it is, whose it is, what becomes of its events."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.activities import words
from maillage.activities.models import CalendarSource
from maillage.activities.reading import MOST_BYTES
from maillage.core.gateways import Unreachable
from maillage.core.gateways.web import normal
from maillage.core.text import clean
from maillage.organisations.models import Organisation


class Agenda(forms.FileField):
    """An .ics file, of a bounded size."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Fichier .ics"),
            widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if found and found.size > MOST_BYTES:
            raise ValidationError(_("Ce fichier pèse plus de %(limit)s Mo.") % {"limit": MOST_BYTES // 1_000_000})
        return found


class FileForm(forms.Form):
    file = Agenda()


class SourceForm(forms.Form):
    """A new agenda, or what changes of one; `file` is asked of a new one alone."""

    name = forms.CharField(
        label=gettext_lazy("Nom"), max_length=120, help_text=gettext_lazy("« Agenda de la Maison du monde ».")
    )
    url = forms.CharField(
        label=gettext_lazy("Adresse du calendrier"), max_length=500, required=False,
        help_text=gettext_lazy("L’adresse d’abonnement (https:// ou webcal://), relue chaque nuit. Ou déposez un fichier, lu une fois."),
    )  # fmt: skip
    file = Agenda(required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Organisation"), required=False, empty_label=gettext_lazy("Aucune de l’annuaire"),
        help_text=gettext_lazy("Celle qui organise ces activités."),
    )  # fmt: skip
    form = forms.ChoiceField(label=gettext_lazy("Forme donnée à ses activités"))
    announce = forms.BooleanField(
        label=gettext_lazy("Annoncer sans relecture"), required=False,
        help_text=gettext_lazy("Sinon, chaque événement arrive comme une proposition à accepter."),
    )  # fmt: skip
    is_active = forms.BooleanField(label=gettext_lazy("Relire chaque nuit"), required=False, initial=True)

    def __init__(self, *args: Any, user: Any, source: CalendarSource | None = None, **kwargs: Any) -> None:
        if source is not None:
            kwargs["initial"] = {name: getattr(source, name) for name in ("name", "url", "organisation", "form", "announce",
                                                                          "is_active")}  # fmt: skip
        super().__init__(*args, **kwargs)
        self.source = source
        organisations: Any = self.fields["organisation"]
        organisations.queryset = Organisation.objects.visible_to(user).alive().order_by("sort_name", "pk")
        chosen: Any = self.fields["form"]
        known = words.forms()
        lost = {source.form: source.form} if source and source.form and source.form not in known else {}
        chosen.choices = list((known | lost).items())
        if source is not None:
            del self.fields["file"]

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"])

    def clean_url(self) -> str:
        given = self.cleaned_data["url"].strip()
        if not given:
            return ""
        try:
            url = normal(given)
        except Unreachable as refusal:
            raise ValidationError(refusal.message()) from refusal
        others = CalendarSource.objects.filter(url=url).exclude(pk=self.source.pk if self.source else None)
        if others.exists():
            raise ValidationError(_("Cet agenda est déjà suivi."))
        return url

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "file" in self.fields and "url" in data and "file" in data and not data["url"] and not data["file"]:
            raise ValidationError(_("Donnez l’adresse du calendrier, ou déposez un fichier."))
        return data

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}
