"""Delivering in Gestion: the dossier, the delivery, the answer; and the poster."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from maillage.accounts.access import access
from maillage.accounts.roles import Permission
from maillage.campaigns import actions, dossiers
from maillage.campaigns.enums import BatchState, BlockState, NamesGiven
from maillage.campaigns.forms.petitions import AnswerGivenForm, DeliverForm, DossierForm, allowed
from maillage.campaigns.models import Petition
from maillage.campaigns.views.petition_pages import PetitionVerb
from maillage.desk.exports import export
from maillage.desk.views.verbs import VerbPage

P = Permission


def petition_of(request: Any, pk: int) -> Petition:
    rows = Petition.objects.visible_to(request.user).select_related("campaign", "tally", "delivery")
    return get_object_or_404(rows.prefetch_related("addressees", "texts__wordings"), pk=pk)


@access(P.CAMPAIGNS_EDIT)
def dossier(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What is given with the petition: the text, the figures, and the names that were promised, or fewer."""
    petition = petition_of(request, pk)
    choices = choices_of(petition, request.user)
    form = DossierForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        names = NamesGiven(form.cleaned_data["names"])
        actions.note_dossier(petition=petition, names=names, by=request.user)
        if form.cleaned_data["format"] == "csv":
            return export("csv", "signatures", dossiers.headers(), dossiers.table(petition, names))
        return as_file(dossiers.render(petition, names), "dossier")
    return render(request, "campaigns/dossier.html", {
        "title": _("Dossier de remise : %(title)s") % {"title": petition}, "petition": petition, "form": form,
    }, status=422 if form.errors else 200)  # fmt: skip


def choices_of(petition: Petition, user: Any) -> list[tuple[str, Any]]:
    """Names are for those who may read them, as long as they are there."""
    if petition.purged_at or not user.can(P.SIGNATURES_VIEW):
        return [(NamesGiven.NONE.value, NamesGiven.NONE.label)]
    return allowed(petition)


def as_file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@access(P.CAMPAIGNS_VIEW)
def poster(request: HttpRequest, pk: int) -> HttpResponse:
    """A poster to print, with the code that leads to the page."""
    return as_file(dossiers.poster(petition_of(request, pk)), "affiche")


class Deliver(PetitionVerb):
    form_class = DeliverForm
    submit = lazy("Noter la remise")

    def title(self, obj: Petition) -> str:
        return _("Noter la remise de « %(title)s »") % {"title": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> DeliverForm:
        return DeliverForm(data, petition=obj)

    def consequences(self, obj: Petition) -> list[str]:
        sheets = obj.batches.filter(state=BatchState.ENTERED).count()
        blocks = obj.blocks.filter(state=BlockState.FLAGGED).count()
        count = number_format(obj.tally.total, force_grouping=True)
        left = []
        if sheets:
            left.append(ngettext(
                "%(n)s feuille n’est pas vérifiée : elle ne comptera plus.",
                "%(n)s feuilles ne sont pas vérifiées : elles ne compteront plus.", sheets,
            ) % {"n": sheets})  # fmt: skip
        if blocks:
            left.append(ngettext(
                "%(n)s origine reste à examiner : ses signatures restent comptées.",
                "%(n)s origines restent à examiner : leurs signatures restent comptées.", blocks,
            ) % {"n": blocks})  # fmt: skip
        return [_("Le compte est arrêté à %(count)s signatures ; plus personne ne signe.") % {"count": count}, *left,
                _("Les noms peuvent alors être effacés, et le sont au plus tard le jour promis.")]  # fmt: skip

    def run(self, obj: Petition, form: Any) -> str:
        actions.deliver(petition=obj, by=self.request.user, **form.cleaned_data)
        return _("La remise est notée.")


class Delivered(VerbPage):
    """A verb on a petition that was delivered."""

    access = P.CAMPAIGNS_EDIT

    def rows(self) -> QuerySet[Any]:
        return Petition.objects.visible_to(self.request.user).exclude(delivery=None).select_related("delivery")


class Answer(Delivered):
    form_class = AnswerGivenForm
    submit = lazy("Enregistrer")

    def title(self, obj: Petition) -> str:
        return _("Ce qui a été répondu à « %(title)s »") % {"title": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> AnswerGivenForm:
        known = {"answer": obj.delivery.answer, "on": obj.delivery.answered_on} if obj.delivery.answer else None
        return AnswerGivenForm(data, initial=known)

    def consequences(self, obj: Petition) -> list[str]:
        return [_("La réponse est montrée sur la page de la pétition.")]

    def run(self, obj: Petition, form: Any) -> str:
        actions.record_answer(delivery=obj.delivery, by=self.request.user, **form.cleaned_data)
        return _("La réponse est notée.")


class Tell(Delivered):
    submit = lazy("Envoyer")

    def title(self, obj: Petition) -> str:
        return _("Annoncer la réponse aux signataires")

    def consequences(self, obj: Petition) -> list[str]:
        return [
            _("Un courriel part, une seule fois, à qui a signé et accepté nos nouvelles."),
            obj.delivery.answer[:300],
        ]

    def refusal(self, obj: Petition) -> str:
        return _("La réponse a déjà été annoncée.") if obj.delivery.told_at else ""

    def run(self, obj: Petition, form: Any) -> str:
        actions.tell_answer(delivery=obj.delivery, by=self.request.user)
        return _("Les courriels partent.")
