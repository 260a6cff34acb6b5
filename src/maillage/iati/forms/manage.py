"""Who publishes; a file; a note on a publication."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maillage.core.codelists import choices
from maillage.core.narratives import said
from maillage.iati.models import Publisher
from maillage.organisations.identifiers.iati import check_iati
from maillage.organisations.identifiers.kinds import IdentifierError, explain

LANGUAGES = (("fr", _("français")), ("en", _("anglais")), ("es", _("espagnol")))


class PublisherForm(forms.Form):
    ref = forms.CharField(label=_("Identifiant IATI du réseau"), max_length=200,
                          help_text=_("Registre et numéro : BE-BCE_KBO-0123456789, CA-CRA_ACR-123456789RR0001…"))  # fmt: skip
    type = forms.ChoiceField(label=_("Genre d’organisation"))
    name_fr = forms.CharField(label=_("Nom en français"), max_length=300)
    name_en = forms.CharField(label=_("Nom en anglais"), max_length=300, required=False)
    name_es = forms.CharField(label=_("Nom en espagnol"), max_length=300, required=False)
    language = forms.ChoiceField(label=_("Langue de vos textes"), choices=LANGUAGES)
    currency = forms.ChoiceField(label=_("Monnaie habituelle"))
    old_refs = forms.CharField(label=_("Anciens identifiants"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
                               help_text=_("Un par ligne : ils sont rappelés dans chaque activité."))  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, publisher: Publisher | None = None) -> None:
        super().__init__(data, files, initial=initial(publisher))
        language = get_language() or "fr"
        self.fields["type"].choices = choices("OrganisationType", language)  # type: ignore[attr-defined]
        self.fields["currency"].choices = choices("Currency", language)  # type: ignore[attr-defined]

    def clean_ref(self) -> str:
        try:
            return check_iati(self.cleaned_data["ref"]).value
        except IdentifierError as error:
            raise forms.ValidationError(explain(error)) from error

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        names = [[code, data[f"name_{code}"]] for code, _label in LANGUAGES]
        return {"ref": data["ref"], "type": data["type"], "names": names, "language": data["language"],
                "currency": data["currency"], "old_refs": [one[:200] for one in data["old_refs"].splitlines()]}  # fmt: skip


def initial(publisher: Publisher | None) -> dict[str, Any]:
    if publisher is None:
        return {"type": "22", "language": "fr", "currency": "EUR"}
    own = {code: said([pair for pair in publisher.names if pair[0] == code], code) for code, _label in LANGUAGES}
    return {"ref": publisher.ref, "type": publisher.type, "language": publisher.language, "currency": publisher.currency,
            "old_refs": "\n".join(publisher.old_refs), **{f"name_{code}": words for code, words in own.items()}}  # fmt: skip


class UploadForm(forms.Form):
    file = forms.FileField(label=_("Fichier IATI (XML)"), help_text=_("Versions 2.01 à 2.03 ; 60 Mo au plus."))


class NoteForm(forms.Form):
    note = forms.CharField(label=_("Note, pour qui lira la liste"), max_length=300, required=False)
