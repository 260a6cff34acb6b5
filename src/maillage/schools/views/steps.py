"""In Gestion: the steps of a request, each confirmed on its page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.desk.views.verbs import VerbPage
from maillage.schools import actions, conflicts, emails
from maillage.schools.enums import RequestState
from maillage.schools.forms.desk import (
    CountForm,
    EvaluateForm,
    NoteForm,
    ReasonForm,
    ReplaceForm,
    TieForm,
    WordForm,
)
from maillage.schools.models import Assignment, Facilitator, SchoolRequest, Visit

P = Permission
S = RequestState


class Step(VerbPage):
    access = P.ACTIVITIES_EDIT
    states: tuple[str, ...] = ()

    def rows(self) -> QuerySet[SchoolRequest]:
        return SchoolRequest.objects.visible_to(self.request.user).select_related(
            "school__organisation", "animation", "activity"
        )

    def refusal(self, obj: SchoolRequest) -> str:
        if not self.states or obj.state in self.states:
            return ""
        return _("Cette demande est « %(state)s » : cette étape n’est pas possible.") % {
            "state": obj.get_state_display()
        }


class Send(Step):
    states = (S.ASKED, S.PROPOSED)
    form_class = WordForm
    submit = lazy("Envoyer la proposition")

    def title(self, obj: SchoolRequest) -> str:
        return _("Proposer une date : %(school)s") % {"school": obj.school_label}

    def consequences(self, obj: SchoolRequest) -> Iterable[str]:
        visits = emails.visits_of(obj)
        told = [_("La personne enseignante lit la proposition et répond par son lien."),
                _("Les personnes qui animent sont prévenues et peuvent accepter ou décliner.")]  # fmt: skip
        return [*emails.lines_of(visits, names=True), *told]

    def run(self, obj: SchoolRequest, form: Any) -> str:
        actions.send_proposal(request=obj, word=form.cleaned_data["word"], by=self.request.user)
        return _("La proposition est partie.")


class Accept(Step):
    states = (S.PROPOSED,)
    submit = lazy("Confirmer")

    def title(self, obj: SchoolRequest) -> str:
        return _("%(school)s accepte la proposition") % {"school": obj.school_label}

    def consequences(self, obj: SchoolRequest) -> Iterable[str]:
        return [*emails.lines_of(emails.visits_of(obj), names=True),
                _("Les personnes et la trousse sont réservées, l’activité est créée, tout le monde est prévenu.")]  # fmt: skip

    def run(self, obj: SchoolRequest, form: Any) -> str:
        actions.accept(request=obj, by=self.request.user)
        return _("L’animation est confirmée.")


class Hold(Step):
    states = (S.CONFIRMED,)
    submit = lazy("Dire tenue")

    def title(self, obj: SchoolRequest) -> str:
        return _("L’animation a eu lieu : %(school)s") % {"school": obj.school_label}

    def run(self, obj: SchoolRequest, form: Any) -> str:
        actions.hold(request=obj, by=self.request.user)
        return _("C’est noté : reste à compter.")


class Evaluate(Step):
    states = (S.COUNTED,)
    form_class = EvaluateForm
    submit = lazy("Noter l’évaluation")

    def title(self, obj: SchoolRequest) -> str:
        return _("Noter l’évaluation : %(school)s") % {"school": obj.school_label}

    def run(self, obj: SchoolRequest, form: Any) -> str:
        actions.evaluate(request=obj, text=form.cleaned_data["text"], by=self.request.user)
        return _("L’évaluation est notée.")


class Decline(Step):
    states = (S.ASKED, S.PROPOSED)
    form_class = ReasonForm
    submit = lazy("Décliner")
    dangerous = True

    def title(self, obj: SchoolRequest) -> str:
        return _("Décliner la demande de %(school)s") % {"school": obj.school_label}

    def run(self, obj: SchoolRequest, form: Any) -> str:
        actions.decline(request=obj, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("La demande est déclinée, la personne en est prévenue.")


class Cancel(Step):
    states = (S.PROPOSED, S.CONFIRMED)
    form_class = ReasonForm
    submit = lazy("Annuler l’animation")
    dangerous = True

    def title(self, obj: SchoolRequest) -> str:
        return _("Annuler l’animation à %(school)s") % {"school": obj.school_label}

    def consequences(self, obj: SchoolRequest) -> Iterable[str]:
        return [
            _("Les personnes et la trousse sont libres de nouveau, l’activité est annulée, tout le monde est prévenu.")
        ]

    def run(self, obj: SchoolRequest, form: Any) -> str:
        actions.cancel(request=obj, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("L’animation est annulée.")


class Note(Step):
    form_class = NoteForm
    submit = lazy("Enregistrer")

    def title(self, obj: SchoolRequest) -> str:
        return _("Note d’équipe sur %(school)s") % {"school": obj.school_label}

    def form(self, obj: SchoolRequest, data: Any = None, files: Any = None) -> NoteForm:
        return NoteForm(data, initial={"text": obj.note})

    def run(self, obj: SchoolRequest, form: Any) -> str:
        actions.note(request=obj, text=form.cleaned_data["text"], by=self.request.user)
        return _("La note est gardée.")


class Tie(Step):
    submit = lazy("Relier")

    def title(self, obj: SchoolRequest) -> str:
        return _("« %(school)s » est une école du répertoire") % {"school": obj.school_label}

    def form(self, obj: SchoolRequest, data: Any = None, files: Any = None) -> TieForm:
        return TieForm(data, user=self.request.user)

    def run(self, obj: SchoolRequest, form: Any) -> str:
        actions.tie_school(request=obj, school=form.cleaned_data["school"], by=self.request.user)
        return _("La demande est reliée à l’école.")


class OfVisit(VerbPage):
    """A verb on one visit: back to its request."""

    access = P.ACTIVITIES_EDIT

    def rows(self) -> QuerySet[Visit]:
        return Visit.objects.visible_to(self.request.user).select_related("request__school__organisation", "session")

    def done_url(self, obj: Visit) -> str:
        return obj.request.get_absolute_url()


class Drop(OfVisit):
    submit = lazy("Retirer cette visite")

    def title(self, obj: Visit) -> str:
        return _("Retirer la visite : %(when)s") % {"when": emails.told_visit(obj)}

    def refusal(self, obj: Visit) -> str:
        return (
            ""
            if RequestState(obj.request.state).is_open
            else _("Cette visite est confirmée : annulez plutôt la demande.")
        )

    def run(self, obj: Visit, form: Any) -> str:
        actions.drop_visit(visit=obj, by=self.request.user)
        return _("La visite est retirée.")


class Count(OfVisit):
    submit = lazy("Enregistrer")

    def title(self, obj: Visit) -> str:
        return _("Compter : %(school)s") % {"school": obj.request.school_label}

    def refusal(self, obj: Visit) -> str:
        if obj.request.state in (S.CONFIRMED, S.HELD, S.COUNTED):
            return ""
        return _("Cette demande est « %(state)s » : rien à compter.") % {"state": obj.request.get_state_display()}

    def form(self, obj: Visit, data: Any = None, files: Any = None) -> CountForm:
        return CountForm(data, visit=obj)

    def run(self, obj: Visit, form: Any) -> str:
        data = form.cleaned_data
        actions.count(
            visit=obj, present=form.present(), teachers=data["teachers"], note=data["note"], by=self.request.user
        )
        return _("C’est compté.")


class Replace(VerbPage):
    """Someone else gives a visit; what stands in each one's way is shown."""

    access = P.ACTIVITIES_EDIT
    template = "schools/replace.html"
    submit = lazy("Remplacer")

    def rows(self) -> QuerySet[Assignment]:
        rows = Assignment.objects.visible_to(self.request.user).filter(
            visit__in=Visit.objects.visible_to(self.request.user).values("pk")
        )
        return rows.select_related(
            "visit__request__school__organisation", "visit__request__animation", "facilitator__person"
        )

    def title(self, obj: Assignment) -> str:
        return _("Remplacer %(name)s") % {"name": obj.facilitator}

    def done_url(self, obj: Assignment) -> str:
        return obj.visit.request.get_absolute_url()

    def form(self, obj: Assignment, data: Any = None, files: Any = None) -> ReplaceForm:
        return ReplaceForm(data, user=self.request.user)

    def extra(self, obj: Assignment) -> dict[str, Any]:
        rows = conflicts.candidates(
            Facilitator.objects.visible_to(self.request.user).working().exclude(pk=obj.facilitator_id)
        )
        found = conflicts.of_facilitators(rows, obj.visit.request, obj.visit.starts_at, obj.visit.ends_at)
        return {"people": [(row, found[row.pk]) for row in rows], "when": emails.told_visit(obj.visit),
                "back": obj.visit.request.get_absolute_url()}  # fmt: skip

    def run(self, obj: Assignment, form: forms.Form) -> str:
        data = form.cleaned_data
        if not data["facilitator"].is_active:
            raise ValidationError(_("Cette personne n’anime plus."))
        actions.replace_facilitator(
            assignment=obj, facilitator=data["facilitator"], reason=data["reason"], by=self.request.user
        )
        return _("C’est fait : la nouvelle personne est prévenue.")
