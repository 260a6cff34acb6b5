"""Forms of the team: return, approve line by line, translate, ask for reports, entrust."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maillage.fieldwork.actions.approving import TRANSLATED, Choices, Payer
from maillage.fieldwork.enums import Every
from maillage.fieldwork.models import PartnerReport, ReportedExpense, ReportPlan
from maillage.fieldwork.payers import payers, suggested
from maillage.organisations.models import Organisation
from maillage.projects.enums import Role
from maillage.projects.models import Participant, Project
from maillage.ui.widgets import NativeDate

LATER = "later"


class NoteForm(forms.Form):
    note = forms.CharField(label=_("Ce qui est à reprendre"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 5}),
                           help_text=_("Cette personne le lira seule, sur un téléphone : une chose par ligne."))  # fmt: skip


class ApproveForm(forms.Form):
    """Each expense: on which line, paid by whom, or later; each measurement: now, or later."""

    def __init__(self, *args: Any, report: PartnerReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = payers(report)
        choices = [
            *((key, label) for key, (label, _p) in self.known.items()),
            (LATER, _("Plus tard, dans les dépenses du projet")),
        ]
        self.expenses = list(report.expenses.select_related("line", "piece"))
        self.measures = list(report.measures.select_related("period__indicator"))
        for row in self.expenses:
            self.fields[f"e{row.pk}"] = forms.ChoiceField(
                label=f"{row.label} – {row.said}", choices=choices if row.piece_id else choices[-1:],
                initial=(row.piece_id and suggested(row, self.known)) or LATER, help_text=told(row),
            )  # fmt: skip
        for measure in self.measures:
            self.fields[f"m{measure.pk}"] = forms.BooleanField(
                label=_("Approuver aussi la mesure « %(name)s »") % {"name": measure}, required=False, initial=True
            )

    def choices(self) -> Choices:
        payers_of: dict[int, Payer] = {}
        for row in self.expenses:
            key = self.cleaned_data.get(f"e{row.pk}", LATER)
            if key != LATER:
                payers_of[row.pk] = self.known[key][1]
        return Choices(payers_of, frozenset(one.pk for one in self.measures if self.cleaned_data.get(f"m{one.pk}")))


def told(row: ReportedExpense) -> str:
    """What helps to choose: the day, the line that the partner chose, whether the piece came."""
    day = date_format(row.spent_on, "SHORT_DATE_FORMAT") if row.spent_on else ""
    line = gettext("ligne choisie par le partenaire : %(line)s") % {"line": row.line} if row.line else ""
    piece = "" if row.piece_id else gettext("La pièce manque : cette dépense attendra dans les dépenses du projet.")
    return ". ".join(part for part in (", ".join(part for part in (day, line) if part), piece) if part)


class TranslateForm(forms.Form):
    language = forms.ChoiceField(label=_("Langue de la traduction"), choices=settings.LANGUAGES)
    done = forms.CharField(
        label=_("Ce qui a été fait"), max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    needs = forms.CharField(label=_("Difficultés et besoins"), max_length=3_000, required=False,
                            widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
    story = forms.CharField(
        label=_("Récit"), max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args: Any, report: PartnerReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(code, name) for code, name in settings.LANGUAGES if code != report.language]
        self.fields["language"].choices = others  # type: ignore[attr-defined]
        for name in TRANSLATED:
            original = getattr(report, name)
            if not original:
                del self.fields[name]
                continue
            self.fields[name].help_text = original
            known = dict(report.translations.get(name, []))
            self.fields[name].initial = known.get(others[0][0], "")


class PieceForm(forms.Form):
    expense = forms.ChoiceField(label=_("Dépense"))
    file = forms.FileField(label=_("La pièce (photo ou PDF)"))

    def __init__(self, *args: Any, report: PartnerReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = report.expenses.filter(expense=None)
        self.fields["expense"].choices = [(row.key, f"{row.label} – {row.said}") for row in rows]  # type: ignore[attr-defined]


class LinkForm(forms.Form):
    label = forms.CharField(label=_("Pour qui"), max_length=80)
    email = forms.EmailField(label=_("Courriel"), required=False, help_text=_("Pour envoyer le lien tout de suite."))


class PlanForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who reports, how often."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Qui écrit"))
    every = forms.TypedChoiceField(label=_("Quand"), choices=Every.choices, coerce=int, initial=Every.QUARTER)
    starts_on = forms.DateField(label=_("À partir du"), widget=NativeDate)

    class Meta:
        model = ReportPlan
        fields = ("organisation", "every", "starts_on", "days", "language")

    def __init__(self, *args: Any, project: Project, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["organisation"]
            return
        carriers = Participant.objects.filter(project=project).exclude(role=Role.REPORTING).exclude(organisation=None)
        asked = ReportPlan.objects.filter(project=project, ended_on=None).values("organisation")
        seen = (
            Organisation.objects.visible_to(user).filter(pk__in=carriers.values("organisation")).exclude(pk__in=asked)
        )
        self.fields["organisation"].queryset = seen.order_by("sort_name")  # type: ignore[attr-defined]
