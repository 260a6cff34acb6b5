"""What people type about documents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.files.enums import AccessKind, DocumentKind

HINT = _("PDF, document ODF ou Office, tableau CSV, image PNG, JPEG ou WebP ; 25 Mo au plus.")
OPEN_TO = [
    (AccessKind.PUBLIC.value, AccessKind.PUBLIC.label),
    (AccessKind.SIGNED_IN.value, AccessKind.SIGNED_IN.label),
    ("permission:files.view", _("l’équipe qui tient les documents")),
]


class NewDocumentForm(forms.Form):
    upload = forms.FileField(label=_("Fichier"), help_text=HINT)
    title = forms.CharField(label=_("Titre"), max_length=200)
    kind = forms.ChoiceField(label=_("Genre"), choices=DocumentKind.choices, initial=DocumentKind.OTHER)
    access = forms.ChoiceField(label=_("Qui peut l’ouvrir"), choices=OPEN_TO, initial="permission:files.view")
    ends_on = forms.DateField(
        label=_("Jusqu’au"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Après ce jour, plus personne ne l’ouvre ; il est effacé trente jours plus tard."),
    )  # fmt: skip


class DocumentForm(NewDocumentForm):
    upload = None  # type: ignore[assignment]

    def __init__(self, *args: Any, current: tuple[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(OPEN_TO)
        if current and current[0] not in {value for value, _label in choices}:
            choices.append(current)
        self.fields["access"].choices = choices  # type: ignore[attr-defined]


class VersionForm(forms.Form):
    upload = forms.FileField(label=_("Nouveau fichier"), help_text=HINT)
