"""What members asked, in Gestion: putting an item on the agenda or refusing it, calling the assembly that was asked."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission as P
from maillage.assemblies import words
from maillage.assemblies.actions import requests
from maillage.assemblies.enums import RequestState
from maillage.assemblies.forms.calling import ReasonForm
from maillage.assemblies.models import Assembly, ItemRequest, Requisition
from maillage.desk.columns import tag
from maillage.desk.views.details import DetailPage
from maillage.desk.views.verbs import VerbPage
from maillage.members.words import person_name


def told(row: ItemRequest | Requisition, user: Any) -> dict[str, Any]:
    """What the page of a request says beside it: where it stands, who supports it, who asked."""
    found: Any = row.supports.select_related("member__organisation", "member__person")
    return {
        "state": tag(row.get_state_display(), row.tone), "backers": [words.member_name(one.member, user) for one in found],
        "member": words.member_name(row.member, user) if row.member else "",
        "edit": user.can(P.ASSEMBLIES_EDIT) and row.is_waiting,
        "asked_by": person_name(row.asked_by, user) if row.asked_by else "",
    }  # fmt: skip


class AnswerVerb(VerbPage):
    """An answer, given once."""

    access = P.ASSEMBLIES_EDIT

    def refusal(self, obj: Any) -> str:
        return "" if obj.is_waiting else _("Cette demande a déjà reçu sa réponse.")


class Refuse(AnswerVerb):
    """Refuse what members ask, with the reason that they read."""

    form_class = ReasonForm
    submit = lazy("Refuser la demande")
    dangerous = True

    def title(self, obj: Any) -> str:
        return _("Refuser « %(title)s »") % {"title": obj.title}

    def run(self, obj: Any, form: ReasonForm) -> str:
        requests.refuse(asked=obj, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("La demande est refusée, avec son motif.")


class RequestRows:
    request: Any

    def rows(self) -> QuerySet[ItemRequest]:
        seen = ItemRequest.objects.visible_to(self.request.user)
        return seen.select_related("assembly__body", "assembly__roll", "member__organisation", "member__person", "item")


class RequestPage(RequestRows, DetailPage):
    access = P.ASSEMBLIES_VIEW
    page = "item_request"
    template = "assemblies/request.html"

    def extra(self, obj: ItemRequest) -> dict[str, Any]:
        return told(obj, self.request.user)


class RequestAccept(RequestRows, AnswerVerb):
    submit = lazy("Mettre à l’ordre du jour")

    def title(self, obj: ItemRequest) -> str:
        return _("Mettre « %(title)s » à l’ordre du jour") % {"title": obj.title}

    def consequences(self, obj: ItemRequest) -> list[str]:
        return [_("Le point est ajouté à la fin de l’ordre du jour, avec le nom des membres qui l’ont demandé.")]

    def run(self, obj: ItemRequest, form: Any) -> str:
        requests.accept_item(request=obj, by=self.request.user)
        return _("Le point est à l’ordre du jour.")


class RequestRefuse(RequestRows, Refuse):
    def consequences(self, obj: ItemRequest) -> list[str]:
        said = [_("Les membres qui ont demandé ce point lisent votre motif.")]
        if obj.state == RequestState.REACHED and obj.needed:
            said.append(_("Assez de membres l’ont demandé (%(law)s) : un refus peut être contesté.") % {"law": obj.law})
        return said


class RequisitionRows:
    request: Any

    def rows(self) -> QuerySet[Requisition]:
        seen = Requisition.objects.visible_to(self.request.user)
        return seen.select_related("body", "assembly", "member__organisation", "member__person", "asked_by")


class RequisitionPage(RequisitionRows, DetailPage):
    access = P.ASSEMBLIES_VIEW
    page = "requisition"
    template = "assemblies/requisition.html"

    def extra(self, obj: Requisition) -> dict[str, Any]:
        return told(obj, self.request.user) | {"reached": obj.state == RequestState.REACHED}


class RequisitionCall(RequisitionRows, AnswerVerb):
    submit = lazy("Préparer l’assemblée")
    made: Assembly

    def title(self, obj: Requisition) -> str:
        return _("Convoquer « %(title)s »") % {"title": obj.title}

    def consequences(self, obj: Requisition) -> list[str]:
        return [_("Une assemblée extraordinaire est créée, avec ce point ; il reste à fixer sa date.")]

    def run(self, obj: Requisition, form: Any) -> str:
        self.made = requests.call_requisition(requisition=obj, by=self.request.user)
        return _("L’assemblée demandée est en préparation.")

    def done_url(self, obj: Any) -> str:
        return self.made.get_absolute_url()


class RequisitionRefuse(RequisitionRows, Refuse):
    def consequences(self, obj: Requisition) -> list[str]:
        return [_("Quand assez de membres l’ont demandée, la loi oblige : ne refusez qu’une demande qui ne tient pas.")]
