"""An institution followed: its steps, the text it adopted, what was counted."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from maillage.advocacy.enums import Met, Stage
from maillage.advocacy.forms.common import FILE, PlainForm, RowForm, https
from maillage.advocacy.models import AdoptedText, Clause, Commitment, Criterion
from maillage.ui.widgets import NativeDate

STAGES = [one for one in Stage.choices if one[0] != Stage.IDENTIFIED]


class CommitmentForm(RowForm):
    class Meta:
        model = Commitment
        fields = ("owner", "next_step", "next_on", "contact", "contact_email", "scope", "scope_note", "return_on",
                  "population")  # fmt: skip


class StepForm(PlainForm):
    stage = forms.ChoiceField(label=_("Étape"), choices=STAGES)
    on = forms.DateField(label=_("Le"), initial=localdate)
    note = forms.CharField(label=_("Ce qui s’est passé"), required=False, max_length=2000,
                           widget=forms.Textarea, help_text=_("Pour un refus : la raison donnée."))  # fmt: skip
    contact = forms.CharField(label=_("Avec qui, là-bas"), required=False, max_length=200)
    link = forms.URLField(label=_("Lien qui le prouve"), required=False, max_length=500, assume_scheme="https")
    upload = forms.FileField(label=_("Document qui le prouve"), required=False, help_text=FILE)

    def __init__(self, *args: Any, now: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if now:  # what may follow comes first; the rest stays possible, for history typed late
            near = [one for one in STAGES if Stage(now).can_become(Stage(one[0]))]
            rest = [one for one in STAGES if one not in near]
            groups = [(_("Ce qui peut suivre"), near), (_("Pour une date plus ancienne"), rest)]
            self.fields["stage"].choices = [group for group in groups if group[1]]  # type: ignore[attr-defined]


class NewStepForm(StepForm):
    return_on = forms.DateField(label=_("Après un refus, y revenir à partir du"), required=False, widget=NativeDate)


class CorrectionForm(StepForm):
    withdraw = forms.BooleanField(label=_("Cette étape n’a pas eu lieu : la retirer"), required=False)
    reason = forms.CharField(label=_("Pourquoi la corriger"), max_length=300,
                             help_text=_("L’étape corrigée reste lisible, avec cette raison."))  # fmt: skip
    field_order = ("reason", "withdraw")


class AdoptedTextForm(RowForm):
    upload = forms.FileField(label=_("ou un fichier"), required=False, help_text=FILE)

    class Meta:
        model = AdoptedText
        formfield_callback = https
        fields = ("title", "adopted_on", "language", "link", "text", "is_public")

    field_order = ("title", "adopted_on", "language", "link", "upload", "text", "is_public")


class ClausesForm(forms.Form):
    """Each clause: met or not, and the passage that says so."""

    def __init__(self, *args: Any, clauses: Iterable[Clause], answers: dict[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clauses = list(clauses)
        for clause in self.clauses:
            known = answers.get(clause.pk)
            self.fields[f"met_{clause.pk}"] = forms.ChoiceField(
                label=str(clause), choices=[("", _("Pas encore lue")), *Met.choices], required=False,
                initial=known.met if known else "", help_text=_("Clause essentielle.") if clause.essential else "",
            )  # fmt: skip
            self.fields[f"passage_{clause.pk}"] = forms.CharField(
                label=_("Le passage"), required=False, max_length=2000, initial=known.passage if known else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    def answers(self) -> dict[Clause, tuple[str, str]]:
        data = self.cleaned_data
        return {one: (data[f"met_{one.pk}"], data[f"passage_{one.pk}"]) for one in self.clauses}


class CountsForm(PlainForm):
    on = forms.DateField(label=_("Compté le"), initial=localdate)
    source = forms.CharField(label=_("Source"), required=False, max_length=200)

    def __init__(self, *args: Any, criteria: Iterable[Criterion], known: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for one in self.criteria:
            self.fields[f"c_{one.pk}"] = forms.IntegerField(
                label=one.label, required=False, min_value=0, max_value=1_000_000, initial=known.get(one.pk)
            )

    def values(self) -> dict[Criterion, int | None]:
        return {one: self.cleaned_data[f"c_{one.pk}"] for one in self.criteria}


class JoinForm(forms.Form):
    other = forms.ModelChoiceField(Commitment.objects.none(), label=_("L’autre suivi de la même demande"),
                                   help_text=_("Ses étapes, ses textes et ses échanges passent à celui-ci."))  # fmt: skip

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = rows  # type: ignore[attr-defined]

    def clean_other(self) -> Any:
        found = self.cleaned_data["other"]
        if found is None:
            raise ValidationError(_("Choisissez l’autre suivi."))
        return found
