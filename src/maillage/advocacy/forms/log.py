"""The log: exchanges, people who decide, their mandates, lists of them; letters to propose."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.advocacy import rosters
from maillage.advocacy.enums import Stage
from maillage.advocacy.forms.commitments import STAGES
from maillage.advocacy.forms.common import FILE, RowForm
from maillage.advocacy.models import Ask, Commitment, DecisionMaker, Exchange, Letter, LetterText, Mandate
from maillage.organisations.models import Person
from maillage.ui.fields import RowsField, first_of


class ExchangeForm(RowForm):
    upload = forms.FileField(label=_("Joindre un document"), required=False, help_text=FILE)

    class Meta:
        model = Exchange
        field_classes = {"decision_makers": RowsField}
        fields = ("on", "kind", "decision_makers", "present", "subject", "demand", "theme", "level", "campaign", "ask",
                  "commitment", "outcome", "answer", "answered_on", "note", "owner", "next_step", "next_on")  # fmt: skip

    hints = {
        "note": _("Jamais publique ; effacée cinq ans après l’échange."),
        "decision_makers": _("Maintenez Ctrl pour en choisir plusieurs."),
    }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = DecisionMaker.objects.visible_to(user).filter(forgotten_at=None)
        follow = Commitment.objects.visible_to(user).select_related("organisation", "ask")
        fields: dict[str, Any] = self.fields
        fields["decision_makers"].queryset = people.prefetch_related("mandates")
        fields["decision_makers"].label_from_instance = with_office
        fields["decision_makers"].widget.attrs["size"] = 8
        fields["commitment"].queryset = follow
        fields["ask"].queryset = Ask.objects.all()


def with_office(person: DecisionMaker) -> str:
    """« Inès Cloutier, mairesse, Sainte-Rive »: two people may bear one name."""
    mandates = person.mandates.all()
    return f"{person} – {mandates[0]}" if mandates else str(person)


class ExchangeStepForm(forms.Form):
    stage = forms.ChoiceField(label=_("Étape atteinte"), choices=STAGES, initial=Stage.PROMISED)


class DecisionMakerForm(RowForm):
    class Meta:
        model = DecisionMaker
        fields = ("last_name", "first_name", "email", "phone", "person", "note")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_name"].required = True
        self.fields["person"].queryset = first_of(Person.objects.visible_to(user).present(), 5000)  # type: ignore[attr-defined]


class MandateForm(RowForm):
    hints = {
        "postal_codes": _("Séparés par des virgules : J1H, J1J ou 3100, 3112. Les gens se retrouvent ainsi."),
    }

    class Meta:
        model = Mandate
        fields = ("title", "level", "institution", "territory", "region", "postal_codes", "started_on", "ended_on")

    def clean_postal_codes(self) -> str:
        return " ".join(rosters.prefixes(self.cleaned_data["postal_codes"].replace(" ", ",")))


class RosterUploadForm(forms.Form):
    upload = forms.FileField(label=_("La liste, en CSV, XLSX ou ODS"),
                             help_text=_("Une personne par ligne, avec au moins son nom et sa fonction."))  # fmt: skip


class RosterForm(forms.Form):
    """What each column holds, and what happens to mandates that the list does not have."""

    def __init__(self, *args: Any, headers: list[str], mapping: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", _("Aucune colonne")), *((str(at), f"{at + 1}. {name}") for at, name in enumerate(headers))]
        for name, label in rosters.FIELDS.items():
            self.fields[name] = forms.ChoiceField(
                label=label, choices=columns, required=name in ("last_name", "title"),
                initial=str(mapping[name]) if name in mapping else "",
            )  # fmt: skip
        self.fields["ends_others"] = forms.BooleanField(
            label=_("Terminer les mandats absents de la liste"), required=False,
            help_text=_("Ceux des mêmes échelons et des mêmes institutions : la liste est alors complète."),
        )  # fmt: skip

    def mapping(self) -> dict[str, int]:
        return {name: int(value) for name in rosters.FIELDS if (value := self.cleaned_data.get(name))}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        used = [data[name] for name in rosters.FIELDS if data.get(name)]
        if len(used) != len(set(used)):
            raise ValidationError(_("Une colonne ne peut servir qu’une fois."))
        return data


class LetterForm(RowForm):
    hints = {"levels": _("Les mandats de ces échelons sont proposés ; sans choix, tous le sont.")}

    class Meta:
        model = Letter
        fields = ("title", "summary", "text", "theme", "levels", "campaign", "ask", "until")


class LetterTextForm(RowForm):
    hints = {"text": _("La personne le modifie avant d’envoyer ; laissez-lui la place de dire qui elle est.")}

    class Meta:
        model = LetterText
        fields = ("language", "subject", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 14
