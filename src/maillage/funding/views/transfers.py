"""Transfers to partners in Gestion: the list, one transfer step by step, its verbs."""

from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.core.errors import Refusal
from maillage.core.money import Money
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, ListPage
from maillage.funding import actions, conversion, rates, words
from maillage.funding.enums import TransferState
from maillage.funding.forms.payments import CorrectForm, NoteForm, ReasonForm, ReceiveForm, SendForm, TransferForm
from maillage.funding.models import Transfer
from maillage.funding.models.transfers import APPROVALS
from maillage.funding.views.common import APPROVE, EDIT, VIEW, MoneyVerb, OnProject

S = TransferState


class Transfers(ListPage):
    access = VIEW
    title = lazy("Versements aux partenaires")
    page_name = "funding:transfers"
    row_route = "funding:transfer"
    default_sort = "-due"
    columns = (
        Column("organisation", lazy("Partenaire"), value=lambda t: str(t.organisation), link=True,
               sort=("organisation__sort_name",), note=lambda t: t.purpose),
        Column("project", lazy("Projet"), value=lambda t: t.project.title, sort=("project__sort_title",)),
        Column("state", lazy("État"), value=lambda t: t.get_state_display(), cell=words.state, sort=("state",)),
        Column("due", lazy("Prévu le"), value=lambda t: t.due_on, sort=("due_on",)),
        Column("sent", lazy("Envoyé le"), value=lambda t: t.sent_on, sort=("sent_on",), default=False),
        Column("amount", lazy("Montant"), value=lambda t: t.money.decimal, cell=lambda t: words.show(t.amount, t.currency),
               sort=("amount",), numeric=True),
        Column("currency", lazy("Monnaie"), default=False),
        Column("received", lazy("Reçu"), value=lambda t: t.received_money.decimal if t.received_money else "",
               cell=lambda t: words.show(t.received, t.received_currency), numeric=True),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Partenaire ou projet"), kind="search", apply=lambda rows, value: rows.filter(
            organisation__name__icontains=value) | rows.filter(project__title__icontains=value)),
        Filter("etat", lazy("État"), choices=S.choices, lookup="state"),
        Filter("projet", lazy("Projet (numéro)"), kind="search", lookup="project"),
    )  # fmt: skip
    empty = Empty(lazy("Aucun versement"), lazy("Un versement se prévoit depuis la page d’argent d’un projet."))

    def rows(self) -> Any:
        return Transfer.objects.visible_to(self.request.user).select_related("organisation", "project")


def expected(obj: Transfer) -> Money | None:
    """What should arrive, at the rate of the day it was sent."""
    if obj.money is None:
        return None
    if obj.currency == obj.received_currency:
        return obj.money
    return obj.money.converted(obj.fraction, obj.received_currency, conversion.ROUNDING) if obj.rate else None


class TransferPage(DetailPage):
    access = VIEW
    page = "transfer"
    template = "funding/transfer.html"

    def rows(self) -> Any:
        return Transfer.objects.visible_to(self.request.user).select_related(
            "organisation", "project", "grant", "condition"
        )

    def extra(self, obj: Transfer) -> dict[str, Any]:
        rate = words.rate(obj.currency, obj.received_currency, obj.fraction)
        gap = self.gap(obj)
        return {
            "state": words.state(obj), "amount": words.show(obj.amount, obj.currency), "verbs": self.verbs(obj),
            "steps": [_("Prévu"), _("Demandé"), _("Approuvé par deux personnes"), _("Envoyé"), _("Reçu")],
            "current": {S.PLANNED: 1, S.ASKED: 2, S.APPROVED: 3, S.SENT: 4, S.RECEIVED: 6}.get(S(obj.state), 0),
            "history": obj.steps.select_related("by"), "approvals": len(actions.approvals(obj)), "needed": APPROVALS,
            "facts": [
                (_("Partenaire"), obj.organisation), (_("Projet"), obj.project), (_("Subvention"), obj.grant or _("Fonds propres")),
                (_("Condition"), obj.condition), (_("Prévu le"), obj.due_on), (_("Envoyé le"), obj.sent_on),
                (_("Référence bancaire"), obj.reference), (_("Frais à l’envoi"), words.show(obj.fees, obj.currency) if obj.fees else ""),
                (_("Taux verrouillé"), rate),
                (_("Source du taux"), words.source(obj)),
                (_("Attendu à ce taux"), gap[0]), (_("Reçu le"), obj.received_on),
                (_("Montant reçu"), words.show(obj.received, obj.received_currency)),
                (_("Frais à la réception"), words.show(obj.received_fees, obj.received_currency) if obj.received_fees else ""),
                (_("Écart avec l’attendu"), gap[1]),
            ],
        }  # fmt: skip

    def gap(self, obj: Transfer) -> tuple[str, str]:
        """What should arrive at the locked rate; how far what arrived is from it, fees there put back."""
        if not obj.rate or obj.money is None:
            return "", ""
        expected = obj.money.converted(obj.fraction, obj.received_currency, conversion.ROUNDING)
        if obj.received is None:
            return words.show(expected.minor, obj.received_currency), ""
        return words.show(expected.minor, obj.received_currency), words.show(
            obj.received + obj.received_fees - expected.minor, obj.received_currency)  # fmt: skip

    def verbs(self, obj: Transfer) -> list[tuple[str, str, bool]]:
        user, state = self.request.user, S(obj.state)
        edit, approve = user.can(EDIT), user.can(APPROVE)
        mine = obj.asked_by_id == user.pk or user.pk in {step.by_id for step in actions.approvals(obj)}
        possible = [
            ("transfer_ask", _("Demander"), edit and state == S.PLANNED, True),
            ("transfer_approve", _("Approuver"), approve and state == S.ASKED and not mine, True),
            ("transfer_send", _("Noter l’envoi"), edit and state == S.APPROVED, True),
            ("transfer_receive", _("Noter l’arrivée"), edit and state == S.SENT, True),
            ("transfer_correct", _("Corriger l’arrivée"), edit and state == S.RECEIVED, False),
            ("transfer_edit", _("Modifier"), edit and state == S.PLANNED, False),
            ("transfer_return", _("Rendre"), (approve or edit) and state in (S.ASKED, S.APPROVED), False),
            ("transfer_cancel", _("Annuler"), edit and state.can_become(S.CANCELLED), False),
        ]  # fmt: skip
        return [(f"funding:{name}", label, first) for name, label, now, first in possible if now]


class TransferNew(OnProject):
    form_class = TransferForm
    submit = lazy("Prévoir ce versement")

    def title(self, obj: Any) -> str:
        return _("Prévoir un versement de « %(title)s »") % {"title": self.project}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> TransferForm:
        return TransferForm(data, project=self.project, user=self.request.user, books=rates.book_currency(self.project))

    def save(self, form: Any, obj: Any) -> Transfer:
        data = form.cleaned_data
        return actions.plan_transfer(project=self.project, organisation=data["organisation"], amount=data["amount"],
                                     values=form.values, by=self.request.user)  # fmt: skip

    def done_url(self, saved: Any) -> str:
        return str(saved.get_absolute_url())


class TransferEdit(EditPage):
    access = EDIT
    form_class = TransferForm

    def rows(self) -> Any:
        return Transfer.objects.visible_to(self.request.user).select_related("project")

    def title(self, obj: Any) -> str:
        return _("Modifier « %(title)s »") % {"title": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> TransferForm:
        return TransferForm(data, project=obj.project, user=self.request.user, books=obj.currency, transfer=obj)

    def save(self, form: Any, obj: Any) -> Transfer:
        return actions.change_transfer(transfer=obj, amount=form.cleaned_data["amount"], values=form.values,
                                       by=self.request.user)  # fmt: skip


class TransferVerb(MoneyVerb):
    model = Transfer
    form_class = NoteForm
    question: Any = ""

    def rows(self) -> Any:
        return super().rows().select_related("organisation", "project", "grant", "condition")

    def title(self, obj: Transfer) -> str:
        return str(self.question) % {"who": obj.organisation, "amount": words.show(obj.amount, obj.currency)}


class Ask(TransferVerb):
    question = lazy("Demander le versement de %(amount)s à %(who)s")
    submit = lazy("Demander")

    def consequences(self, obj: Transfer) -> list[str]:
        return [_("Deux personnes doivent l’approuver, et vous ne pouvez pas être l’une d’elles.")]

    def run(self, obj: Transfer, form: Any) -> str:
        actions.ask_transfer(transfer=obj, note=form.cleaned_data["note"], by=self.request.user)
        return _("Le versement attend deux approbations.")


class Approve(TransferVerb):
    access = APPROVE
    question = lazy("Approuver le versement de %(amount)s à %(who)s")
    submit = lazy("Approuver")

    def run(self, obj: Transfer, form: Any) -> str:
        row = actions.approve_transfer(transfer=obj, note=form.cleaned_data["note"], by=self.request.user)
        if row.state == S.APPROVED:
            return _("Le versement est approuvé : il peut partir.")
        return _("Votre approbation est notée : une autre personne doit encore approuver.")


class Return(TransferVerb):
    form_class = ReasonForm
    question = lazy("Rendre le versement de %(amount)s à %(who)s")
    submit = lazy("Rendre")

    def run(self, obj: Transfer, form: Any) -> str:
        actions.return_transfer(transfer=obj, note=form.cleaned_data["note"], by=self.request.user)
        return _("Le versement est rendu à qui le demandait.")


class Cancel(TransferVerb):
    form_class = ReasonForm
    question = lazy("Annuler le versement de %(amount)s à %(who)s")
    submit = lazy("Annuler ce versement")
    dangerous = True

    def run(self, obj: Transfer, form: Any) -> str:
        actions.cancel_transfer(transfer=obj, note=form.cleaned_data["note"], by=self.request.user)
        return _("Le versement est annulé.")


class Send(TransferVerb):
    question = lazy("Le versement de %(amount)s à %(who)s est parti")
    submit = lazy("Noter l’envoi")

    def form(self, obj: Transfer, data: Any = None, files: Any = None) -> SendForm:
        return SendForm(data, transfer=obj)

    def consequences(self, obj: Transfer) -> list[str]:
        if obj.currency == obj.received_currency:
            return [_("L’envoi ne se défait pas.")]
        try:
            found = rates.lock(obj.currency, obj.received_currency, localdate())
        except Refusal as refusal:
            return [refusal.message()]
        told = {"rate": words.rate(obj.currency, obj.received_currency, found.rate if found else None),
                "source": found.source if found else ""}  # fmt: skip
        return [
            _(
                "Le taux du jour de l’envoi est verrouillé avec sa source, et ne change plus. Aujourd’hui : %(rate)s (%(source)s)."
            )
            % told
        ]

    def run(self, obj: Transfer, form: Any) -> str:
        actions.send_transfer(transfer=obj, by=self.request.user, **form.cleaned_data)
        return _("L’envoi est noté.")


class Receive(TransferVerb):
    question = lazy("Le versement de %(amount)s à %(who)s est arrivé")
    submit = lazy("Noter l’arrivée")

    def form(self, obj: Transfer, data: Any = None, files: Any = None) -> ReceiveForm:
        return ReceiveForm(data, transfer=obj, expected=expected(obj))

    def run(self, obj: Transfer, form: Any) -> str:
        actions.receive_transfer(transfer=obj, by=self.request.user, **form.cleaned_data)
        return _("L’arrivée est notée.")


class Correct(TransferVerb):
    question = lazy("Corriger l’arrivée du versement de %(amount)s à %(who)s")
    submit = lazy("Corriger")

    def form(self, obj: Transfer, data: Any = None, files: Any = None) -> CorrectForm:
        return CorrectForm(data, transfer=obj, expected=expected(obj))

    def consequences(self, obj: Transfer) -> list[str]:
        return [_("Ce qui était noté reste dans l’historique, avec votre raison ; le taux de l’envoi ne change pas.")]

    def run(self, obj: Transfer, form: Any) -> str:
        actions.correct_receipt(transfer=obj, by=self.request.user, **form.cleaned_data)
        return _("L’arrivée est corrigée.")
