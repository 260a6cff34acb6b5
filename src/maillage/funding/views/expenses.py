"""Expenses in Gestion: the list, one expense with its pieces and its shares, its verbs."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext

from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import BulkVerb, Empty, ListPage
from maillage.files.models import Document
from maillage.funding import actions, rates, words
from maillage.funding.enums import Category, ExpenseState
from maillage.funding.forms.payments import ExpenseForm, PieceForm, ReasonForm, SplitForm
from maillage.funding.models import Expense
from maillage.funding.views.common import EDIT, VIEW, MoneyVerb, OnProject

S = ExpenseState


def approve_rows(rows: Any, *, by: Any) -> str:
    """Those that can be; the others are counted, and stay as they are."""
    done = refused = 0
    for row in rows.filter(state=S.SUBMITTED).order_by("pk")[:500]:
        try:
            actions.approve_expense(expense=row, by=by)
            done += 1
        except ValidationError:
            refused += 1
    return _("%(done)s approuvées ; %(refused)s refusées : ouvrez-les pour lire pourquoi.") % {
        "done": done,
        "refused": refused,
    }


class Expenses(ListPage):
    access = VIEW
    title = lazy("Dépenses")
    page_name = "funding:expenses"
    row_route = "funding:expense"
    default_sort = "-spent"
    columns = (
        Column("label", lazy("Pour quoi"), sort=("label",), link=True, note=lambda e: e.project.title),
        Column("spent", lazy("Dépensé le"), value=lambda e: e.spent_on, sort=("spent_on",)),
        Column("who", lazy("Qui a dépensé"), value=lambda e: str(e.organisation or ""),
               cell=lambda e: str(e.organisation or _("Le réseau")), sort=("organisation__sort_name",)),
        Column("category", lazy("Dépense"), value=lambda e: e.get_category_display(), sort=("category",)),
        Column("state", lazy("État"), value=lambda e: e.get_state_display(), cell=words.state, sort=("state",)),
        Column("amount", lazy("Montant"), value=lambda e: e.money.decimal, cell=lambda e: words.show(e.amount, e.currency),
               sort=("amount",), numeric=True),
        Column("currency", lazy("Monnaie"), default=False),
        Column("piece", lazy("Numéro de la pièce"), default=False),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Mots ou projet"), kind="search", apply=lambda rows, value: rows.filter(label__icontains=value)
               | rows.filter(project__title__icontains=value)),
        Filter("etat", lazy("État"), choices=S.choices, lookup="state"),
        Filter("depense", lazy("Dépense"), choices=Category.choices, lookup="category"),
        Filter("projet", lazy("Projet (numéro)"), kind="search", lookup="project"),
    )  # fmt: skip
    bulk = (BulkVerb("approve", lazy("Approuver"), approve_rows, EDIT),)
    empty = Empty(
        lazy("Aucune dépense"),
        lazy("Les dépenses se saisissent depuis la page d’argent d’un projet, ou par les partenaires."),
    )

    def rows(self) -> Any:
        return Expense.objects.visible_to(self.request.user).select_related("organisation", "project")


class ExpensePage(DetailPage):
    access = VIEW
    page = "expense"
    template = "funding/expense.html"

    def rows(self) -> Any:
        return Expense.objects.visible_to(self.request.user).select_related(
            "organisation", "project", "author", "approved_by"
        )

    def extra(self, obj: Expense) -> dict[str, Any]:
        shares = list(obj.shares.select_related("line", "grant"))
        rest = obj.amount - sum(share.amount for share in shares)
        return {
            "state": words.state(obj), "amount": words.show(obj.amount, obj.currency), "verbs": self.verbs(obj),
            "shares": [(share, words.show(share.amount, obj.currency), words.show(share.value, obj.value_currency or obj.currency))
                       for share in shares],
            "rest": words.show(rest, obj.currency) if rest else "",
            "pieces": Document.objects.visible_to(self.request.user).about(obj).prefetch_related("versions"),
            "twins": self.twins(obj),
            "facts": [
                (_("Projet"), obj.project), (_("Qui a dépensé"), obj.organisation or _("Le réseau")), (_("Dépensé le"), obj.spent_on),
                (_("Dépense"), obj.get_category_display()), (_("À qui"), obj.supplier), (_("Numéro de la pièce"), obj.piece),
                (_("Saisie par"), obj.author), (pgettext("dépense", "Approuvée par"), obj.approved_by),
                (_("Dans la monnaie du budget"), words.show(obj.value, obj.value_currency) if obj.value is not None else ""),
                (_("Taux verrouillé"), words.rate(obj.currency, obj.value_currency, obj.fraction) if obj.rate else ""),
                (_("Source du taux"), words.source(obj)),
            ],
        }  # fmt: skip

    def twins(self, obj: Expense) -> Any:
        """Others that look like the same piece: same day, same amount, or same number of the same supplier."""
        near = Expense.objects.visible_to(self.request.user).exclude(pk=obj.pk).exclude(state=S.CANCELLED)
        found = near.filter(spent_on=obj.spent_on, amount=obj.amount, currency=obj.currency)
        if obj.piece and obj.supplier:
            found = found | near.filter(piece=obj.piece, supplier=obj.supplier)
        return found.select_related("project").distinct()[:5]

    def verbs(self, obj: Expense) -> list[tuple[str, str, bool]]:
        user, state = self.request.user, S(obj.state)
        if not user.can(EDIT):
            return []
        mine = obj.author_id == user.pk
        still = state in (S.DRAFT, S.SUBMITTED, S.RETURNED)
        possible = [
            ("expense_submit", _("Envoyer à l’approbation"), state.can_become(S.SUBMITTED), True),
            ("expense_approve", _("Approuver"), state == S.SUBMITTED and not mine, True),
            ("expense_split", _("Répartir"), still, False), ("expense_piece", _("Joindre une pièce"), still, False),
            ("expense_edit", _("Modifier"), state in (S.DRAFT, S.RETURNED), False),
            ("expense_return", _("Rendre à compléter"), state == S.SUBMITTED, False),
            ("expense_cancel", _("Annuler"), state.can_become(S.CANCELLED), False),
        ]  # fmt: skip
        return [(f"funding:{name}", label, first) for name, label, now, first in possible if now]


class ExpenseNew(OnProject):
    form_class = ExpenseForm

    def title(self, obj: Any) -> str:
        return _("Saisir une dépense de « %(title)s »") % {"title": self.project}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> ExpenseForm:
        books = rates.book_currency(self.project)
        return ExpenseForm(data, files, project=self.project, user=self.request.user, books=books)

    @transaction.atomic
    def save(self, form: Any, obj: Any) -> Expense:
        """With its piece, or not at all: a piece that is refused leaves no expense behind."""
        data, user = form.cleaned_data, self.request.user
        key = f"page-{user.pk}-{data['key']}" if data["key"] else None
        expense = actions.write_expense(project=self.project, organisation=data["organisation"], amount=data["amount"],
                                        values=form.values, key=key, by=user)  # fmt: skip
        if data.get("file") and not actions.pieces(expense).exists():
            actions.add_piece(expense=expense, upload=data["file"], title=expense.label, by=self.request.user)
        return expense

    def done(self, saved: Any) -> str:
        return _("La dépense est saisie : dites qui la paie.")

    def done_url(self, saved: Any) -> str:
        return reverse("funding:expense_split", args=[saved.pk])


class ExpenseEdit(EditPage):
    access = EDIT
    form_class = ExpenseForm

    def rows(self) -> Any:
        return Expense.objects.visible_to(self.request.user).select_related("project")

    def title(self, obj: Any) -> str:
        return _("Modifier « %(title)s »") % {"title": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> ExpenseForm:
        return ExpenseForm(data, project=obj.project, user=self.request.user, books=obj.currency, expense=obj)

    def save(self, form: Any, obj: Any) -> Expense:
        values = {**form.values, "organisation": form.cleaned_data["organisation"]}
        return actions.change_expense(
            expense=obj, amount=form.cleaned_data["amount"], values=values, by=self.request.user
        )


class ExpenseVerb(MoneyVerb):
    model = Expense
    question: Any = ""

    def rows(self) -> Any:
        return super().rows().select_related("project")

    def title(self, obj: Expense) -> str:
        return str(self.question) % {"title": obj, "amount": words.show(obj.amount, obj.currency)}


class Split(ExpenseVerb):
    question = lazy("Qui paie « %(title)s » (%(amount)s)")

    def form(self, obj: Expense, data: Any = None, files: Any = None) -> SplitForm:
        return SplitForm(data, expense=obj, user=self.request.user)

    def run(self, obj: Expense, form: Any) -> str:
        actions.split_expense(expense=obj, shares=form.cleaned_data["shares"], by=self.request.user)
        return _("La répartition est enregistrée.")


class AddPiece(ExpenseVerb):
    form_class = PieceForm
    question = lazy("Joindre une pièce à « %(title)s »")
    submit = lazy("Joindre")

    def run(self, obj: Expense, form: Any) -> str:
        actions.add_piece(
            expense=obj, upload=form.cleaned_data["file"], title=form.cleaned_data["title"], by=self.request.user
        )
        return _("La pièce est jointe.")


class Submit(ExpenseVerb):
    question = lazy("Envoyer « %(title)s » à l’approbation")
    submit = lazy("Envoyer")

    def consequences(self, obj: Any) -> list[str]:
        return [_("Une autre personne que celle qui l’a saisie doit l’approuver.")]

    def run(self, obj: Expense, form: Any) -> str:
        actions.submit_expense(expense=obj, by=self.request.user)
        return _("La dépense attend son approbation.")


class ApproveExpense(ExpenseVerb):
    question = lazy("Approuver « %(title)s » (%(amount)s)")
    submit = lazy("Approuver")

    def consequences(self, obj: Any) -> list[str]:
        return [_("Elle compte dans le budget, au taux du jour de la dépense, qui est verrouillé."),
                _("Elle ne se modifie plus : seule une annulation la défait.")]  # fmt: skip

    def run(self, obj: Expense, form: Any) -> str:
        actions.approve_expense(expense=obj, by=self.request.user)
        return _("La dépense est approuvée.")


class ReturnExpense(ExpenseVerb):
    form_class = ReasonForm
    question = lazy("Rendre « %(title)s » à compléter")
    submit = lazy("Rendre")

    def run(self, obj: Expense, form: Any) -> str:
        actions.return_expense(expense=obj, note=form.cleaned_data["note"], by=self.request.user)
        return _("La dépense est rendue, avec votre mot.")


class CancelExpense(ExpenseVerb):
    form_class = ReasonForm
    question = lazy("Annuler « %(title)s »")
    submit = lazy("Annuler cette dépense")
    dangerous = True

    def run(self, obj: Expense, form: Any) -> str:
        actions.cancel_expense(expense=obj, note=form.cleaned_data["note"], by=self.request.user)
        return _("La dépense est annulée.")
