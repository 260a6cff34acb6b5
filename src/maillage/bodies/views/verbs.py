"""The verbs on bodies, their seats and their mandates."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.roles import Permission
from maillage.bodies import actions, words
from maillage.bodies.enums import Leaving
from maillage.bodies.forms import (
    BodyForm,
    ConfirmForm,
    CooptForm,
    EndForm,
    GroupForm,
    MandateForm,
    OfficeForm,
)
from maillage.bodies.models import Body, Mandate, SeatGroup
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.members.words import person_name

lazy = gettext_lazy
P = Permission


class BodyNew(EditPage):
    access = P.ASSEMBLIES_EDIT
    form_class = BodyForm
    submit = lazy("Créer l’instance")

    def title(self, obj: Any) -> str:
        return _("Nouvelle instance")

    def save(self, form: BodyForm, obj: Any) -> Body:
        return actions.bodies.create_body(values=form.cleaned_data, by=self.request.user)

    def done(self, saved: Body) -> str:
        return _("« %(body)s » est prête : dites ses sièges, puis qui y siège.") % {"body": saved}


class BodyEdit(EditPage):
    access = P.ASSEMBLIES_EDIT
    form_class = BodyForm

    def rows(self) -> QuerySet[Body]:
        return Body.objects.visible_to(self.request.user)

    def title(self, obj: Body) -> str:
        return _("Modifier « %(body)s »") % {"body": obj}

    def save(self, form: BodyForm, obj: Body) -> Body:
        return actions.bodies.write_body(body=obj, values=form.cleaned_data, by=self.request.user)


class BodyVerb(VerbPage):
    access = P.ASSEMBLIES_EDIT

    def rows(self) -> QuerySet[Body]:
        return Body.objects.visible_to(self.request.user)


class Close(BodyVerb):
    submit = lazy("Mettre de côté")

    def title(self, obj: Body) -> str:
        return _("Mettre « %(body)s » de côté") % {"body": obj}

    def consequences(self, obj: Body) -> Iterable[str]:
        return [_("Elle ne se réunit plus et quitte le site public ; son histoire reste.")]

    def run(self, obj: Body, form: Any) -> str:
        actions.bodies.close_body(body=obj, by=self.request.user)
        return _("L’instance est mise de côté.")


class Reopen(BodyVerb):
    submit = lazy("Remettre en fonction")

    def title(self, obj: Body) -> str:
        return _("Remettre « %(body)s » en fonction") % {"body": obj}

    def run(self, obj: Body, form: Any) -> str:
        actions.bodies.reopen_body(body=obj, by=self.request.user)
        return _("L’instance est de nouveau en fonction.")


class GroupNew(BodyVerb):
    form_class = GroupForm
    submit = lazy("Ajouter ces sièges")

    def title(self, obj: Body) -> str:
        return _("Ajouter des sièges à « %(body)s »") % {"body": obj}

    def form(self, obj: Body, data: Any = None, files: Any = None) -> GroupForm:
        return GroupForm(data, initial={"order": obj.groups.count() + 1, "seats": 1})

    def run(self, obj: Body, form: GroupForm) -> str:
        group = actions.bodies.write_group(body=obj, values=form.cleaned_data, by=self.request.user)
        return _("« %(group)s » est ajouté.") % {"group": group}


class GroupVerb(VerbPage):
    access = P.ASSEMBLIES_EDIT

    def rows(self) -> QuerySet[SeatGroup]:
        return SeatGroup.objects.visible_to(self.request.user).select_related("body")


class GroupEdit(GroupVerb):
    form_class = GroupForm
    submit = lazy("Enregistrer")

    def title(self, obj: SeatGroup) -> str:
        return _("Modifier les sièges « %(group)s »") % {"group": obj}

    def form(self, obj: SeatGroup, data: Any = None, files: Any = None) -> GroupForm:
        return GroupForm(data, initial=forms.model_to_dict(obj))

    def consequences(self, obj: SeatGroup) -> Iterable[str]:
        return [_("Les mandats en cours gardent la durée qu’ils avaient.")]

    def run(self, obj: SeatGroup, form: GroupForm) -> str:
        actions.bodies.write_group(body=obj.body, group=obj, values=form.cleaned_data, by=self.request.user)
        return _("Les sièges sont modifiés.")


class GroupRemove(GroupVerb):
    submit = lazy("Retirer ces sièges")
    dangerous = True

    def title(self, obj: SeatGroup) -> str:
        return _("Retirer les sièges « %(group)s »") % {"group": obj}

    def run(self, obj: SeatGroup, form: Any) -> str:
        actions.bodies.remove_group(group=obj, by=self.request.user)
        return _("Les sièges sont retirés.")


class MandateNew(BodyVerb):
    form_class = MandateForm
    submit = lazy("Noter ce mandat")

    def title(self, obj: Body) -> str:
        return _("Nouveau mandat : %(body)s") % {"body": obj}

    def form(self, obj: Body, data: Any = None, files: Any = None) -> MandateForm:
        return MandateForm(data, user=self.request.user, body=obj)

    def run(self, obj: Body, form: MandateForm) -> str:
        mandate = actions.mandates.begin(body=obj, by=self.request.user, **form.cleaned_data)
        return _("%(name)s siège depuis le %(day)s.") % {
            "name": mandate.person, "day": date_format(mandate.started_on, "SHORT_DATE_FORMAT"),
        }  # fmt: skip


class MandateVerb(VerbPage):
    access = P.ASSEMBLIES_EDIT

    def rows(self) -> QuerySet[Mandate]:
        return Mandate.objects.visible_to(self.request.user).select_related("body", "group", "person", "organisation")

    def who(self, obj: Mandate) -> dict[str, Any]:
        return {"name": person_name(obj.person, self.request.user), "body": obj.body}

    def extra(self, obj: Mandate) -> dict[str, Any]:
        return {"line": words.line(obj, self.request.user)}


class End(MandateVerb):
    form_class = EndForm
    submit = lazy("Noter la fin")

    def title(self, obj: Mandate) -> str:
        return _("Fin du mandat de %(name)s") % self.who(obj)

    def refusal(self, obj: Mandate) -> str:
        return _("Ce mandat est déjà terminé.") if obj.ended_on else ""

    def consequences(self, obj: Mandate) -> Iterable[str]:
        return [_("Le siège devient vacant le lendemain ; vous pourrez noter une cooptation."),
                _("Son compte perd ce jour-là ce que le siège lui ouvrait.")]  # fmt: skip

    def run(self, obj: Mandate, form: EndForm) -> str:
        actions.mandates.end(mandate=obj, by=self.request.user, **form.cleaned_data)
        return _("La fin du mandat est notée.")


class ChangeOffice(MandateVerb):
    submit = lazy("Changer de fonction")

    def title(self, obj: Mandate) -> str:
        return _("Changer la fonction de %(name)s") % self.who(obj)

    def form(self, obj: Mandate, data: Any = None, files: Any = None) -> OfficeForm:
        return OfficeForm(data, mandate=obj)

    def refusal(self, obj: Mandate) -> str:
        return _("Ce mandat est déjà terminé.") if obj.ended_on else ""

    def run(self, obj: Mandate, form: OfficeForm) -> str:
        actions.mandates.change_office(mandate=obj, by=self.request.user, **form.cleaned_data)
        return _("La fonction est changée ; ce qui précède reste écrit.")


class Coopt(MandateVerb):
    submit = lazy("Noter la cooptation")

    def title(self, obj: Mandate) -> str:
        return _("Repourvoir le siège de %(name)s") % self.who(obj)

    def form(self, obj: Mandate, data: Any = None, files: Any = None) -> CooptForm:
        return CooptForm(data, user=self.request.user)

    def refusal(self, obj: Mandate) -> str:
        ended = obj.ended_on is not None and obj.end_reason != Leaving.OFFICE
        return "" if ended else _("Ce mandat court encore : notez d’abord sa fin, puis la cooptation.")

    def consequences(self, obj: Mandate) -> Iterable[str]:
        said = [_("La prochaine assemblée devra confirmer cette cooptation.")]
        if obj.due_on:
            day = date_format(obj.due_on, "DATE_FORMAT")
            said.insert(0, _("Le mandat va jusqu’à la fin de celui qui est repris : le %(day)s.") % {"day": day})
        return said

    def run(self, obj: Mandate, form: CooptForm) -> str:
        actions.mandates.coopt(replaces=obj, by=self.request.user, **form.cleaned_data)
        return _("La cooptation est notée ; la prochaine assemblée la confirme ou non.")


class Confirm(MandateVerb):
    form_class = ConfirmForm
    submit = lazy("Noter la décision")

    def title(self, obj: Mandate) -> str:
        return _("Cooptation de %(name)s : ce que l’assemblée décide") % self.who(obj)

    def refusal(self, obj: Mandate) -> str:
        waits = obj.to_confirm and obj.confirmed_on is None and obj.ended_on is None
        return "" if waits else _("Ce mandat n’attend aucune confirmation.")

    def run(self, obj: Mandate, form: ConfirmForm) -> str:
        yes = form.cleaned_data["confirmed"] == "1"
        actions.mandates.confirm(mandate=obj, on=form.cleaned_data["on"], confirmed=yes, by=self.request.user)
        return (
            _("La cooptation est confirmée.")
            if yes
            else _("La cooptation n’est pas confirmée : le mandat est terminé.")
        )
