"""The verbs on one institution followed."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.roles import Permission
from maillage.advocacy import actions, reading
from maillage.advocacy.forms.commitments import (
    AdoptedTextForm,
    ClausesForm,
    CommitmentForm,
    CorrectionForm,
    CountsForm,
    JoinForm,
    NewStepForm,
)
from maillage.advocacy.models import AdoptedText, Commitment, Step
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage

lazy = gettext_lazy
P = Permission


def without_file(data: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in ("upload", *names)}


class CommitmentEdit(EditPage):
    access = P.ADVOCACY_EDIT
    form_class = CommitmentForm

    def rows(self) -> QuerySet[Commitment]:
        return Commitment.objects.visible_to(self.request.user).select_related("organisation", "ask")

    def title(self, obj: Commitment) -> str:
        return _("Suivre %(name)s") % {"name": obj.organisation}

    def save(self, form: CommitmentForm, obj: Commitment) -> Commitment:
        return actions.change_commitment(commitment=obj, values=form.cleaned_data, by=self.request.user)


class CommitmentVerb(VerbPage):
    access = P.ADVOCACY_EDIT

    def rows(self) -> QuerySet[Any]:
        return Commitment.objects.visible_to(self.request.user).select_related("organisation", "ask")


class StepNew(CommitmentVerb):
    submit = lazy("Noter cette étape")

    def title(self, obj: Commitment) -> str:
        return _("Une étape pour %(name)s") % {"name": obj.organisation}

    def form(self, obj: Commitment, data: Any = None, files: Any = None) -> NewStepForm:
        return NewStepForm(data, files, now=obj.stage)

    def run(self, obj: Commitment, form: NewStepForm) -> str:
        data = form.cleaned_data
        step = actions.add_step(
            commitment=obj, values=without_file(data, "return_on"), upload=data["upload"],
            return_on=data["return_on"], by=self.request.user,
        )  # fmt: skip
        return _("L’étape « %(stage)s » est notée.") % {"stage": step.get_stage_display()}


class StepVerb(VerbPage):
    access = P.ADVOCACY_EDIT

    def rows(self) -> QuerySet[Step]:
        mine = Commitment.objects.visible_to(self.request.user).values("pk")
        return Step.objects.filter(commitment__in=mine).select_related("commitment__organisation", "commitment__ask")

    def refusal(self, obj: Step) -> str:
        return _("Cette étape est déjà corrigée : corrigez celle qui la remplace.") if obj.corrected_at else ""


class StepCorrect(StepVerb):
    submit = lazy("Corriger")

    def title(self, obj: Step) -> str:
        return _("Corriger « %(stage)s », %(name)s") % {
            "stage": obj.get_stage_display(), "name": obj.commitment.organisation}  # fmt: skip

    def consequences(self, obj: Step) -> Iterable[str]:
        return [_("L’étape corrigée reste dans l’historique, barrée, avec votre raison.")]

    def form(self, obj: Step, data: Any = None, files: Any = None) -> CorrectionForm:
        names = ("stage", "on", "note", "contact", "link")
        return CorrectionForm(data, files, initial={name: getattr(obj, name) for name in names})

    def run(self, obj: Step, form: CorrectionForm) -> str:
        data = form.cleaned_data
        values = None if data["withdraw"] else without_file(data, "withdraw", "reason")
        actions.correct_step(
            step=obj, reason=data["reason"], values=values, upload=data["upload"], by=self.request.user
        )
        return _("L’étape est corrigée.")


class StepVerify(StepVerb):
    submit = lazy("J’ai vérifié")

    def title(self, obj: Step) -> str:
        return _("Vérifier « %(stage)s », %(name)s") % {
            "stage": obj.get_stage_display(), "name": obj.commitment.organisation}  # fmt: skip

    def consequences(self, obj: Step) -> Iterable[str]:
        return [_("Votre nom et la date sont notés : vous avez lu la preuve, et elle dit bien cela.")]

    def run(self, obj: Step, form: Any) -> str:
        actions.verify_step(step=obj, by=self.request.user)
        return _("La vérification est notée.")


class TextNew(CommitmentVerb):
    submit = lazy("Ajouter ce texte")

    def title(self, obj: Commitment) -> str:
        return _("Le texte adopté par %(name)s") % {"name": obj.organisation}

    def form(self, obj: Commitment, data: Any = None, files: Any = None) -> AdoptedTextForm:
        return AdoptedTextForm(data, files, initial={"adopted_on": obj.confirmed_on, "language": "fr"})

    def run(self, obj: Commitment, form: AdoptedTextForm) -> str:
        data = form.cleaned_data
        text = actions.add_adopted_text(
            commitment=obj, values=without_file(data), upload=data["upload"], by=self.request.user
        )
        return _("Le texte est ajouté, version %(number)s.") % {"number": text.number}


class TextRead(VerbPage):
    """Clause by clause: is it met, and by which passage."""

    access = P.ADVOCACY_EDIT
    submit = lazy("Enregistrer la lecture")

    def rows(self) -> QuerySet[AdoptedText]:
        mine = Commitment.objects.visible_to(self.request.user).values("pk")
        return AdoptedText.objects.filter(commitment__in=mine).select_related(
            "commitment__ask", "commitment__organisation"
        )

    def title(self, obj: AdoptedText) -> str:
        return _("Lire « %(text)s »") % {"text": obj}

    def refusal(self, obj: AdoptedText) -> str:
        return "" if obj.commitment.ask.clauses.exists() else _("La demande n’a pas de clause : ajoutez-les d’abord.")

    def form(self, obj: AdoptedText, data: Any = None, files: Any = None) -> ClausesForm:
        answers = {answer.clause_id: answer for answer in obj.answers.all()}
        return ClausesForm(data, clauses=obj.commitment.ask.clauses.all(), answers=answers)

    def run(self, obj: AdoptedText, form: ClausesForm) -> str:
        actions.answer_clauses(text=obj, answers=form.answers(), by=self.request.user)
        return _("La lecture est enregistrée.")


class Count(CommitmentVerb):
    submit = lazy("Enregistrer les comptes")

    def title(self, obj: Commitment) -> str:
        return _("Compter pour %(name)s") % {"name": obj.organisation}

    def refusal(self, obj: Commitment) -> str:
        return "" if obj.ask.criteria.exists() else _("Cette demande ne compte rien.")

    def form(self, obj: Commitment, data: Any = None, files: Any = None) -> CountsForm:
        rows = reading.criteria_of(obj)
        known = {row["criterion"].pk: row["count"].value for row in rows if row["count"]}
        return CountsForm(data, criteria=[row["criterion"] for row in rows], known=known)

    def run(self, obj: Commitment, form: CountsForm) -> str:
        data = form.cleaned_data
        actions.count_criteria(
            commitment=obj, values=form.values(), on=data["on"], source=data["source"], by=self.request.user
        )
        return _("Les comptes sont enregistrés.")


class Join(CommitmentVerb):
    submit = lazy("Réunir les deux suivis")
    dangerous = True

    def title(self, obj: Commitment) -> str:
        return _("Réunir un autre suivi à celui de %(name)s") % {"name": obj.organisation}

    def form(self, obj: Commitment, data: Any = None, files: Any = None) -> JoinForm:
        rows = Commitment.objects.visible_to(self.request.user).filter(ask=obj.ask).exclude(pk=obj.pk)
        return JoinForm(data, rows=rows.select_related("organisation", "ask"))

    def consequences(self, obj: Commitment) -> Iterable[str]:
        return [_("Pour deux fiches qui sont une même institution, avant de les fusionner dans l’annuaire."),
                _("L’autre suivi disparaît ; rien de ce qui y est noté n’est perdu.")]  # fmt: skip

    def run(self, obj: Commitment, form: JoinForm) -> str:
        actions.join(kept=obj, absorbed=form.cleaned_data["other"], by=self.request.user)
        return _("Les deux suivis n’en font plus qu’un.")


class Drop(CommitmentVerb):
    submit = lazy("Ne plus suivre")
    dangerous = True

    def title(self, obj: Commitment) -> str:
        return _("Ne plus suivre %(name)s") % {"name": obj.organisation}

    def consequences(self, obj: Commitment) -> Iterable[str]:
        return [_("Seulement si rien n’y est encore noté : un suivi commencé par erreur.")]

    def run(self, obj: Commitment, form: Any) -> str:
        actions.drop(commitment=obj, by=self.request.user)
        return _("Cette institution n’est plus suivie.")

    def done_url(self, obj: Commitment) -> str:
        return reverse("advocacy:list")
