"""What the verbs of activities ask."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.activities.models import Activity
from maillage.files.forms import HINT
from maillage.files.models import Document
from maillage.ui.widgets import NativeDate

PARTS = (
    ("dates", lazy("Toutes ses dates, décalées d’autant")), ("venue", lazy("Ses lieux")),
    ("classification", lazy("Publics, thèmes, rubriques, accessibilité")), ("people", lazy("Avec qui : coorganisations")),
    ("texts", lazy("Traductions")), ("poster", lazy("Affiche")), ("documents", lazy("Documents")),
    ("tour", lazy("Étapes, personnes invitées et coûts prévus")), ("tables", lazy("Tables du repas")),
    ("enrolment", lazy("Réglages des inscriptions")),
)  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(label=lazy("Pourquoi"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
                             help_text=lazy("Écrit aux personnes inscrites et montré sur la page."))  # fmt: skip


class AcceptForm(forms.Form):
    how = forms.ChoiceField(
        label=lazy("La prendre"), widget=forms.RadioSelect, initial="announce",
        choices=[("announce", lazy("au calendrier tout de suite")), ("draft", lazy("comme brouillon, que l’équipe complète"))],
    )  # fmt: skip
    answer = forms.CharField(label=lazy("Un mot à l’organisation"), max_length=500, required=False,
                             widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip


class DeclineForm(forms.Form):
    reason = forms.CharField(label=lazy("Pourquoi"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
                             help_text=lazy("L’organisation le lira, et pourra proposer à nouveau."))  # fmt: skip


class PosterForm(forms.Form):
    """An image and what it says in words, for those who do not see it."""

    poster = forms.FileField(label=lazy("Image"), required=False, help_text=lazy("PNG, JPEG ou WebP."))
    poster_alt = forms.CharField(label=lazy("L’affiche, en mots"), max_length=300, required=False,
                                 help_text=lazy("Ce qu’elle montre et ce qui n’est écrit que sur elle."))  # fmt: skip
    remove = forms.BooleanField(label=lazy("Retirer l’affiche"), required=False)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        self.activity = activity
        super().__init__(*args, initial={"poster_alt": activity.poster_alt}, **kwargs)
        if not activity.poster:
            del self.fields["remove"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("remove"):
            return data
        if not data.get("poster") and not self.activity.poster:
            self.add_error("poster", _("Choisissez une image."))
        if not data.get("poster_alt"):
            self.add_error("poster_alt", _("Dites l’affiche en mots : certaines personnes ne la voient pas."))
        return data


class DocumentForm(forms.Form):
    """A new file, or a document that the files already hold."""

    upload = forms.FileField(label=lazy("Nouveau fichier"), required=False, help_text=HINT)
    title = forms.CharField(label=lazy("Son titre"), max_length=200, required=False)
    access = forms.ChoiceField(
        label=lazy("Qui peut l’ouvrir"), initial="public",
        choices=[("public", lazy("tout le monde")), ("signed_in", lazy("les personnes connectées")), ("team", lazy("l’équipe"))],
    )  # fmt: skip
    known = forms.ModelChoiceField(Document.objects.none(), label=lazy("Ou un document déjà déposé"), required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Document.objects.visible_to(user).current()
        self.fields["known"].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        if bool(data.get("upload")) == bool(data.get("known")):
            raise ValidationError(_("Choisissez un fichier nouveau, ou un document déjà déposé."))
        if data.get("upload") and not data.get("title"):
            self.add_error("title", _("Donnez un titre au document."))
        return data


class CopyForm(forms.Form):
    """Another like it: a title, a first day, what goes along."""

    title = forms.CharField(label=lazy("Titre"), max_length=200)
    first_day = forms.DateField(label=lazy("Sa première date"), widget=NativeDate, required=False,
                                help_text=lazy("Les autres suivent au même écart, aux mêmes heures."))  # fmt: skip
    parts = forms.MultipleChoiceField(label=lazy("Ce qui se copie"), choices=PARTS, required=False,
                                      widget=forms.CheckboxSelectMultiple)  # fmt: skip

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        initial = {"title": activity.title, "parts": [code for code, _label in PARTS]}
        super().__init__(*args, initial=initial, **kwargs)
        held = {
            "tour": activity.structure == "tour",
            "tables": activity.structure == "dinner",
            "poster": bool(activity.poster),
        }
        self.fields["parts"].choices = [pair for pair in PARTS if held.get(pair[0], True)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "dates" in data.get("parts", ()) and not data.get("first_day"):
            self.add_error("first_day", _("Choisissez une première date pour la copie."))
        return data
