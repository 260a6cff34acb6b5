"""Applications in Gestion: the list, one application, its steps."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.roles import Permission
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import Empty, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.members import actions, answers, words
from maillage.members.enums import ApplicationState
from maillage.members.forms.verbs import StepForm
from maillage.members.models import Application

lazy = gettext_lazy
P = Permission
S = ApplicationState


class Applications(ListPage):
    access = P.MEMBERS_VIEW
    title = lazy("Demandes d’adhésion")
    page_name = "members:applications"
    default_sort = "-submitted"
    columns = (
        Column("name", lazy("Qui demande"), sort=("name",), link=True, note=lambda a: a.contact_name),
        Column("category", lazy("Catégorie"), value=lambda a: words.category(a.category), sort=("category",)),
        Column("state", lazy("État"), value=lambda a: a.get_state_display(), cell=words.application_state,
               sort=("state",)),
        Column("submitted", lazy("Reçue le"), value=lambda a: a.submitted_at, sort=("submitted_at",)),
        Column("closed", lazy("Close le"), value=lambda a: a.closed_at, sort=("closed_at",)),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Nom"), kind="search", lookup="name__icontains"),
        Filter("categorie", lazy("Catégorie"), choices=words.categories, lookup="category"),
        Filter("etat", lazy("État"), choices=[one for one in S.choices if one[0] != "draft"], lookup="state"),
    )
    empty = Empty(lazy("Aucune demande d’adhésion"), lazy("Les demandes arrivent de la page publique « Adhérer »."))

    def rows(self) -> QuerySet[Application]:
        return Application.objects.visible_to(self.request.user)


class ApplicationPage(DetailPage):
    access = P.MEMBERS_VIEW
    page = "application"
    template = "members/application.html"

    def rows(self) -> QuerySet[Application]:
        return Application.objects.visible_to(self.request.user).select_related("member", "organisation", "person")

    def extra(self, obj: Application) -> dict[str, Any]:
        return {
            "state": words.application_state(obj), "category": words.category(obj.category),
            "answers": answers.told(obj.answers), "steps": obj.steps.select_related("by"),
            "sponsors": obj.sponsors.select_related("member__organisation", "member__person"),
            "documents": answers.documents(obj), "path": answers.path(obj), "verbs": self.verbs(obj),
        }  # fmt: skip

    def verbs(self, application: Application) -> list[tuple[str, str]]:
        user = self.request.user
        path = answers.admission(application)
        state = S(application.state)
        possible = [
            ("complete", _("Dire complète"), state in (S.SUBMITTED, S.INCOMPLETE), P.MEMBERS_EDIT),
            ("ask", _("Demander des compléments"), state in (S.SUBMITTED, S.COMPLETE), P.MEMBERS_EDIT),
            ("decide", _("Décision du conseil"), state == S.COMPLETE and path.board_decision, P.MEMBERS_DECIDE),
            ("admit", _("Admettre"), (state == S.COMPLETE and not path.board_decision and not path.ratified_by_assembly)
             or state == S.ACCEPTED, P.MEMBERS_DECIDE),
            ("refuse", _("Refuser"), state.can_become(S.REFUSED), P.MEMBERS_DECIDE),
        ]  # fmt: skip
        return [(f"members:application_{name}", label) for name, label, now, need in possible if now and user.can(need)]


class Step(VerbPage):
    """A dated step; the word goes to the applicant by mail."""

    access = P.MEMBERS_EDIT
    asks: tuple[str, ...] = ("word",)
    word_required = False
    states: tuple[ApplicationState, ...] = ()

    def rows(self) -> QuerySet[Application]:
        return Application.objects.visible_to(self.request.user)

    def form(self, obj: Any, data: Any = None, files: Any = None) -> StepForm:
        return StepForm(data, asks=self.asks, word_required=self.word_required)

    def refusal(self, obj: Application) -> str:
        if obj.state in self.states:
            return ""
        return _("Cette demande d’adhésion est « %(state)s » : cette étape n’est pas possible.") % {
            "state": obj.get_state_display()
        }

    def consequences(self, obj: Application) -> Iterable[str]:
        return [_("La personne qui demande en est prévenue par courriel, avec votre mot.")]


class Ask(Step):
    states = (S.SUBMITTED, S.COMPLETE)
    word_required = True
    submit = lazy("Demander ces compléments")

    def title(self, obj: Application) -> str:
        return _("Demander des compléments à %(name)s") % {"name": obj}

    def run(self, obj: Application, form: Any) -> str:
        actions.ask_for_more(application=obj, by=self.request.user, **form.cleaned_data)
        return _("La demande attend des compléments.")


class Complete(Step):
    states = (S.SUBMITTED, S.INCOMPLETE)
    asks = ("note",)
    submit = lazy("Dire complète")

    def title(self, obj: Application) -> str:
        return _("La demande « %(name)s » est complète") % {"name": obj}

    def run(self, obj: Application, form: Any) -> str:
        actions.declare_complete(application=obj, by=self.request.user, **form.cleaned_data)
        return _("La demande est complète.")


class Decide(Step):
    access = P.MEMBERS_DECIDE
    states = (S.COMPLETE,)
    asks = ("word", "note")
    submit = lazy("Noter l’acceptation")

    def title(self, obj: Application) -> str:
        return _("Le conseil accepte %(name)s") % {"name": obj}

    def consequences(self, obj: Application) -> Iterable[str]:
        if answers.admission(obj).ratified_by_assembly:
            return [_("Les statuts demandent encore la ratification par l’assemblée."), *super().consequences(obj)]
        return [_("L’adhésion commence ce jour-là."), *super().consequences(obj)]

    def run(self, obj: Application, form: Any) -> str:
        actions.decide(application=obj, accepted=True, by=self.request.user, **form.cleaned_data)
        return _("La décision du conseil est notée.")


class Admit(Decide):
    states = (S.ACCEPTED, S.COMPLETE)
    submit = lazy("Admettre")

    def title(self, obj: Application) -> str:
        return _("Admettre %(name)s") % {"name": obj}

    def consequences(self, obj: Application) -> Iterable[str]:
        return [_("L’adhésion commence ce jour-là."), *Step.consequences(self, obj)]

    def run(self, obj: Application, form: Any) -> str:
        period = actions.admit(application=obj, by=self.request.user, **form.cleaned_data)
        return _("%(name)s est membre sous le numéro %(number)s.") % {"name": obj, "number": period.member.number}


class Refuse(Step):
    access = P.MEMBERS_DECIDE
    states = tuple(state for state in S if state.can_become(S.REFUSED))
    asks = ("body", "word", "note")
    submit = lazy("Refuser")
    dangerous = True

    def title(self, obj: Application) -> str:
        return _("Refuser la demande « %(name)s »") % {"name": obj}

    def run(self, obj: Application, form: Any) -> str:
        actions.decide(application=obj, accepted=False, by=self.request.user, **form.cleaned_data)
        return _("La demande est refusée.")
