"""The verbs on an amendment in Gestion."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.roles import Permission
from maillage.ballots.actions.questions import open_vote
from maillage.desk.views.verbs import VerbPage
from maillage.motions import actions
from maillage.motions.actions.voting import form_of_vote
from maillage.motions.forms import verbs as forms
from maillage.motions.models import Amendment

lazy = gettext_lazy


class AmendmentVerb(VerbPage):
    access = Permission.ASSEMBLIES_EDIT
    said: Any = ""
    done: Any = ""
    lines: tuple[Any, ...] = ()

    def rows(self) -> QuerySet[Amendment]:
        return Amendment.objects.visible_to(self.request.user).select_related("motion__assembly")

    def title(self, obj: Amendment) -> str:
        return str(self.said) % {"number": obj.number, "title": obj.motion}

    def consequences(self, obj: Amendment) -> Iterable[str]:
        return [str(line) for line in self.lines]

    def run(self, obj: Amendment, form: Any) -> str:
        self.act(obj, form.cleaned_data)
        return str(self.done)

    def act(self, obj: Amendment, data: dict[str, Any]) -> None:
        raise NotImplementedError


class Accept(AmendmentVerb):
    said = lazy("Reprendre l’amendement %(number)s dans « %(title)s »")
    submit, done = lazy("Reprendre dans le texte"), lazy("L’amendement est dans le texte.")
    lines = (lazy("Les personnes qui proposent sont d’accord : le texte change sans vote, et sa version d’avant reste."),
             lazy("Les amendements du même passage qui n’ont plus d’objet sont mis de côté."))  # fmt: skip

    def act(self, obj: Amendment, data: dict[str, Any]) -> None:
        actions.accept(amendment=obj, by=self.request.user)


class Refuse(AmendmentVerb):
    said = lazy("Dire l’amendement %(number)s à « %(title)s » irrecevable")
    submit, done = lazy("Dire irrecevable"), lazy("L’amendement est dit irrecevable.")
    form_class = forms.ReasonForm

    def act(self, obj: Amendment, data: dict[str, Any]) -> None:
        actions.refuse_amendment(amendment=obj, reason=data["reason"], by=self.request.user)


class Withdraw(AmendmentVerb):
    said = lazy("Retirer l’amendement %(number)s à « %(title)s »")
    submit, done = lazy("Retirer l’amendement"), lazy("L’amendement est retiré.")

    def act(self, obj: Amendment, data: dict[str, Any]) -> None:
        actions.withdraw_amendment(amendment=obj, by=self.request.user)


class SetAside(AmendmentVerb):
    said = lazy("Dire l’amendement %(number)s à « %(title)s » sans objet")
    submit, done = lazy("Dire sans objet"), lazy("L’amendement est sans objet.")
    lines = (lazy("Il n’est pas voté, par exemple parce qu’un autre dit déjà la même chose. Il peut être repris."),)

    def act(self, obj: Amendment, data: dict[str, Any]) -> None:
        actions.set_aside(amendment=obj, by=self.request.user)

    def done_url(self, obj: Amendment) -> str:
        """From the chair's screen (`seance`), back to it."""
        if self.request.POST.get("seance"):
            return reverse("assemblies:chair", args=[obj.motion.assembly_id])
        return super().done_url(obj)


class TakeUp(AmendmentVerb):
    said = lazy("Mettre de nouveau l’amendement %(number)s à « %(title)s » à voter")
    submit, done = lazy("Mettre à voter"), lazy("L’amendement est de nouveau à voter.")

    def act(self, obj: Amendment, data: dict[str, Any]) -> None:
        actions.take_up(amendment=obj, by=self.request.user)


class Prepare(AmendmentVerb):
    """From the chair's screen (`ouvrir`), the vote is opened at once."""

    said = lazy("Préparer le vote de l’amendement %(number)s à « %(title)s »")
    submit, done = lazy("Préparer le vote"), lazy("Le vote est prêt.")
    lines = (
        lazy("La question montre le texte actuel et le texte proposé. Adopté, l’amendement change le texte aussitôt."),
    )

    def form(self, obj: Amendment, data: Any = None, files: Any = None) -> forms.SecrecyForm:
        return forms.SecrecyForm(data, usual=form_of_vote(obj.motion))

    @transaction.atomic
    def act(self, obj: Amendment, data: dict[str, Any]) -> None:
        self.question = actions.prepare_amendment(amendment=obj, secrecy=data["secrecy"], by=self.request.user)
        if self.request.POST.get("ouvrir"):
            open_vote(question=self.question, by=self.request.user)

    def refusal(self, obj: Amendment) -> str:
        return (
            "" if obj.motion.assembly.roll_id else _("La liste électorale de cette assemblée n’est pas encore faite.")
        )

    def run(self, obj: Amendment, form: Any) -> str:
        said = super().run(obj, form)
        return _("Le vote est ouvert.") if self.request.POST.get("ouvrir") else said

    def done_url(self, obj: Amendment) -> str:
        if self.request.POST.get("ouvrir"):
            return reverse("assemblies:chair", args=[obj.motion.assembly_id])
        return str(self.question.get_absolute_url())
