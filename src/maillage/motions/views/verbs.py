"""The verbs on a motion in Gestion."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.accounts.roles import Permission
from maillage.assemblies.models import Assembly
from maillage.ballots.actions.questions import open_vote
from maillage.desk.views.verbs import VerbPage
from maillage.motions import actions
from maillage.motions.actions.voting import form_of_vote
from maillage.motions.calls import deadlines
from maillage.motions.enums import BackerRole
from maillage.motions.forms import verbs as forms
from maillage.motions.models import Motion
from maillage.motions.standing import BOARD, all_movers, closed_doors

lazy = gettext_lazy
P = Permission


class MotionVerb(VerbPage):
    """A verb on one motion: its page says what it does, the action refuses with a sentence."""

    access = P.ASSEMBLIES_EDIT
    said: Any = ""  # the title, with %(title)s
    done: Any = ""
    lines: tuple[Any, ...] = ()

    def rows(self) -> QuerySet[Motion]:
        return Motion.objects.visible_to(self.request.user).select_related("assembly", "item")

    def title(self, obj: Motion) -> str:
        return str(self.said) % {"title": obj}

    def consequences(self, obj: Motion) -> Iterable[str]:
        return [str(line) for line in self.lines]

    def run(self, obj: Motion, form: Any) -> str:
        self.act(obj, form.cleaned_data)
        return str(self.done)

    def act(self, obj: Motion, data: dict[str, Any]) -> None:
        raise NotImplementedError


class Submit(MotionVerb):
    said, submit, done = lazy("Déposer « %(title)s »"), lazy("Déposer"), lazy("La proposition est déposée.")
    form_class = forms.LateForm

    def consequences(self, obj: Motion) -> Iterable[str]:
        lines = [_("Les personnes qui proposent reçoivent un accusé de réception.")]
        if deadlines(obj.assembly).late():
            lines.append(_("Le délai des propositions est passé : dites pourquoi celle-ci est acceptée."))
        return lines

    def act(self, obj: Motion, data: dict[str, Any]) -> None:
        actions.submit(motion=obj, late_reason=data["late_reason"], by=self.request.user)


class Admit(MotionVerb):
    said, submit = lazy("Dire « %(title)s » recevable"), lazy("Dire recevable")
    done = lazy("La proposition est recevable.")
    lines = (lazy("Elle prend un numéro ; les membres la lisent, l’appuient, l’amendent."),
             lazy("Les personnes qui proposent en sont prévenues."))  # fmt: skip

    def consequences(self, obj: Motion) -> Iterable[str]:
        """Who lost the right to propose since it was sent is named: those who examine it decide what follows."""
        doors = closed_doors(obj, self.request.user)
        return [
            *super().consequences(obj),
            *(_("%(name)s ne peut plus proposer aujourd’hui. %(why)s") % {"name": n, "why": w} for n, w in doors),
        ]

    def form(self, obj: Motion, data: Any = None, files: Any = None) -> forms.ItemForm:
        return forms.ItemForm(data, motion=obj)

    def act(self, obj: Motion, data: dict[str, Any]) -> None:
        actions.admit(motion=obj, item=data["item"], by=self.request.user)


class Refuse(MotionVerb):
    said, submit = lazy("Dire « %(title)s » irrecevable"), lazy("Dire irrecevable")
    done = lazy("La proposition est dite irrecevable.")
    form_class = forms.ReasonForm
    lines = (lazy("Elle n’est pas montrée aux membres. Elle pourra encore être dite recevable."),)

    def act(self, obj: Motion, data: dict[str, Any]) -> None:
        actions.refuse(motion=obj, reason=data["reason"], by=self.request.user)


class Advise(MotionVerb):
    said, submit, done = lazy("Avis du conseil sur « %(title)s »"), lazy("Enregistrer"), lazy("L’avis est noté.")

    def form(self, obj: Motion, data: Any = None, files: Any = None) -> forms.OpinionForm:
        return forms.OpinionForm(data, initial={"opinion": obj.opinion, "text": obj.opinion_text})

    def act(self, obj: Motion, data: dict[str, Any]) -> None:
        actions.advise(motion=obj, opinion=data["opinion"], text=data["text"], by=self.request.user)


class Place(MotionVerb):
    said, submit = lazy("Mettre « %(title)s » à l’ordre du jour"), lazy("Enregistrer")
    done = lazy("La proposition est à sa place.")
    lines = (lazy("La sorte de décision du point donne la majorité qu’il faut à la proposition."),)

    def form(self, obj: Motion, data: Any = None, files: Any = None) -> forms.ItemForm:
        return forms.ItemForm(data, motion=obj)

    def act(self, obj: Motion, data: dict[str, Any]) -> None:
        actions.place(motion=obj, item=data["item"], by=self.request.user)


class Number(MotionVerb):
    said, submit, done = lazy("Changer le numéro de « %(title)s »"), lazy("Enregistrer"), lazy("Le numéro est changé.")

    def form(self, obj: Motion, data: Any = None, files: Any = None) -> forms.NumberForm:
        return forms.NumberForm(data, initial={"to": obj.number})

    def act(self, obj: Motion, data: dict[str, Any]) -> None:
        actions.number(motion=obj, to=data["to"], by=self.request.user)


class Debate(MotionVerb):
    said, submit, done = (
        lazy("Ouvrir le débat sur « %(title)s »"),
        lazy("Ouvrir le débat"),
        lazy("Le débat est ouvert."),
    )

    def act(self, obj: Motion, data: dict[str, Any]) -> None:
        actions.debate(motion=obj, by=self.request.user)


class Refer(MotionVerb):
    said, submit, done = (
        lazy("Renvoyer « %(title)s » à une instance"),
        lazy("Renvoyer"),
        lazy("La proposition est renvoyée."),
    )
    form_class = forms.ReferForm
    lines = (lazy("Elle n’est pas votée ici. Vous pourrez la reprendre quand l’instance aura travaillé."),)

    def act(self, obj: Motion, data: dict[str, Any]) -> None:
        actions.refer(motion=obj, body=data["body"], reason=data["reason"], by=self.request.user)


class Table(MotionVerb):
    said, submit, done = (
        lazy("Ajourner « %(title)s »"),
        lazy("Ajourner la proposition"),
        lazy("La proposition est ajournée."),
    )
    form_class = forms.MayReasonForm
    lines = (lazy("Elle n’est pas votée à cette assemblée ; elle pourra être reprise à une autre."),)

    def act(self, obj: Motion, data: dict[str, Any]) -> None:
        actions.table(motion=obj, reason=data["reason"], by=self.request.user)


class Resume(MotionVerb):
    said, submit, done = (
        lazy("Reprendre « %(title)s »"),
        lazy("Reprendre la proposition"),
        lazy("La proposition est reprise."),
    )

    def form(self, obj: Motion, data: Any = None, files: Any = None) -> forms.NextForm:
        return forms.NextForm(data, of=obj.assembly)

    def act(self, obj: Motion, data: dict[str, Any]) -> None:
        actions.resume(motion=obj, assembly=data["assembly"], by=self.request.user)


class Withdraw(MotionVerb):
    said, submit, done = (
        lazy("Retirer « %(title)s »"),
        lazy("Retirer la proposition"),
        lazy("La proposition est retirée."),
    )
    form_class = forms.MayReasonForm
    dangerous = True

    def consequences(self, obj: Motion) -> Iterable[str]:
        n = obj.amendments.pending().count()  # type: ignore[attr-defined]
        lines = [_("C’est définitif : elle n’est plus débattue.")]
        if n:
            said = ngettext("%(n)s amendement devient sans objet.", "%(n)s amendements deviennent sans objet.", n)
            lines.append(said % {"n": n})
        return lines

    def act(self, obj: Motion, data: dict[str, Any]) -> None:
        actions.withdraw(motion=obj, reason=data["reason"], by=self.request.user)


class Second(MotionVerb):
    said, submit, done = lazy("Noter un appui à « %(title)s »"), lazy("Noter l’appui"), lazy("L’appui est noté.")

    def form(self, obj: Motion, data: Any = None, files: Any = None) -> forms.SecondForm:
        return forms.SecondForm(
            data, movers=[mover for mover in all_movers(obj.assembly, self.request.user) if mover != BOARD]
        )

    def act(self, obj: Motion, data: dict[str, Any]) -> None:
        actions.second(motion=obj, backer=data["mover"], role=BackerRole(data["role"]), by=self.request.user)


class Prepare(MotionVerb):
    """From the chair's screen (`ouvrir`), the vote is opened at once."""

    said, submit, done = lazy("Préparer le vote sur « %(title)s »"), lazy("Préparer le vote"), lazy("Le vote est prêt.")
    lines = (lazy("Le texte en vigueur est figé dans la question, avec la majorité que demande son point."),)

    def form(self, obj: Motion, data: Any = None, files: Any = None) -> forms.SecrecyForm:
        return forms.SecrecyForm(data, usual=form_of_vote(obj))

    @transaction.atomic
    def act(self, obj: Motion, data: dict[str, Any]) -> None:
        self.question = actions.prepare(motion=obj, secrecy=data["secrecy"], by=self.request.user)
        if self.request.POST.get("ouvrir"):
            open_vote(question=self.question, by=self.request.user)

    def run(self, obj: Motion, form: Any) -> str:
        said = super().run(obj, form)
        return _("Le vote est ouvert.") if self.request.POST.get("ouvrir") else said

    def done_url(self, obj: Motion) -> str:
        if self.request.POST.get("ouvrir"):
            return reverse("assemblies:chair", args=[obj.assembly_id])
        return str(self.question.get_absolute_url())


class CarryOver(VerbPage):
    """In one gesture, all that a meeting left undecided goes to the next one."""

    access = P.ASSEMBLIES_EDIT
    submit = lazy("Reporter")

    def rows(self) -> QuerySet[Assembly]:
        return Assembly.objects.visible_to(self.request.user)

    def title(self, obj: Assembly) -> str:
        return _("Reporter ce que « %(assembly)s » n’a pas décidé") % {"assembly": obj}

    def refusal(self, obj: Assembly) -> str:
        if not obj.is_over:
            return _("La séance n’est pas levée : elle peut encore décider.")
        return "" if actions.undecided(obj) else _("Aucune proposition n’est restée sans vote.")

    def consequences(self, obj: Assembly) -> Iterable[str]:
        return [
            *(str(row) for row in actions.undecided(obj)),
            _("Leurs amendements les suivent ; les personnes qui proposent en sont prévenues."),
        ]

    def form(self, obj: Assembly, data: Any = None, files: Any = None) -> forms.CarryOverForm:
        return forms.CarryOverForm(data, of=obj)

    def run(self, obj: Assembly, form: Any) -> str:
        data = form.cleaned_data
        n = len(actions.carry_over(assembly=obj, to=data["assembly"], reason=data["reason"], by=self.request.user))
        said = ngettext("%(n)s proposition est reportée.", "%(n)s propositions sont reportées.", n) % {"n": n}
        left = len(actions.undecided(obj))
        if left:
            said += " " + ngettext(
                "%(n)s n’est pas encore examinée : choisissez une réunion, ou dites-la irrecevable.",
                "%(n)s ne sont pas encore examinées : choisissez une réunion, ou dites-les irrecevables.", left,
            ) % {"n": left}  # fmt: skip
        return said
