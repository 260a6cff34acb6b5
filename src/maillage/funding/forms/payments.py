"""What is typed about transfers and expenses."""

import secrets
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.core.asked import row_number
from maillage.core.errors import Refusal
from maillage.core.money import Money
from maillage.funding import splits, words
from maillage.funding.enums import Category
from maillage.funding.forms.common import (
    AREA,
    AmountForm,
    amount_field,
    currency_field,
    day_field,
    partners_of,
    plain,
    read_amount,
    read_percent,
)
from maillage.funding.models import BudgetLine, Expense, Grant, GrantCondition, Transfer
from maillage.organisations.forms.rows import Cell, RowsField
from maillage.organisations.models import Organisation
from maillage.projects import tree

FAR = 15  # percent between what arrives and what is expected: beyond, a zero was probably lost or added


class TransferForm(AmountForm):
    """A transfer in the calendar of a project."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=lazy("Partenaire"))
    purpose = forms.CharField(label=lazy("Pour quoi"), max_length=300)
    amount = amount_field()
    currency = currency_field()
    received_currency = currency_field(lazy("Monnaie du partenaire"))
    due_on = day_field(lazy("Prévu le"))
    grant = forms.ModelChoiceField(Grant.objects.none(), label=lazy("Sur la subvention"), required=False,
                                   empty_label=lazy("Fonds propres"))  # fmt: skip
    condition = forms.ModelChoiceField(GrantCondition.objects.none(), label=lazy("Condition"), required=False)

    def __init__(self, *args: Any, project: Any, user: Any, books: str, transfer: Transfer | None = None,
                 **kwargs: Any) -> None:  # fmt: skip
        names = ("purpose", "currency", "received_currency", "due_on")
        initial: dict[str, Any] = {name: getattr(transfer, name) for name in names} if transfer else {}
        if transfer:
            initial |= {"amount": plain(transfer.amount, transfer.currency), "grant": transfer.grant_id,
                        "condition": transfer.condition_id}  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        fields: Any = self.fields
        above = [project.pk, *tree.ids_above(project)]
        fields["organisation"].queryset = partners_of(project, user)
        fields["grant"].queryset = Grant.objects.visible_to(user).filter(project__in=above)
        fields["condition"].queryset = GrantCondition.objects.visible_to(user).filter(grant__project__in=above)
        self.serving([transfer.currency if transfer else books])
        last = Transfer.objects.filter(project=project).values_list("received_currency", flat=True).last()
        self.serving([transfer.received_currency if transfer else last or books], "received_currency")
        if transfer:
            del self.fields["organisation"]

    @property
    def values(self) -> dict[str, Any]:
        return {k: v for k, v in self.cleaned_data.items() if k not in ("organisation", "amount", "currency")}


class NoteForm(forms.Form):
    note = forms.CharField(label=lazy("Un mot"), required=False, max_length=500, widget=forms.Textarea(attrs=AREA))


class ReasonForm(forms.Form):
    note = forms.CharField(label=lazy("Pourquoi"), max_length=500, widget=forms.Textarea(attrs=AREA))


class SendForm(AmountForm):
    """It left: when, with which fees."""

    positive = False
    on = day_field(lazy("Envoyé le"), today=True)
    fees = amount_field(lazy("Frais à l’envoi"), required=False)
    reference = forms.CharField(label=lazy("Référence bancaire"), required=False, max_length=80)

    def __init__(self, *args: Any, transfer: Transfer, **kwargs: Any) -> None:
        self.AMOUNTS = {"fees": transfer.currency}
        super().__init__(*args, **kwargs)
        self.fields["fees"].help_text = _("En %(currency)s, en plus du montant.") % {"currency": transfer.currency}


class ReceiveForm(AmountForm):
    """It arrived: when, how much, after which fees. Far from what the rate of its sending lets expect, it is asked again."""

    on = day_field(lazy("Reçu le"), today=True)
    received = amount_field(lazy("Montant arrivé sur le compte"))
    fees = amount_field(lazy("Frais retenus à la réception"), required=False)
    sure = forms.BooleanField(
        label=lazy("C’est bien ce montant qui est arrivé"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, transfer: Transfer, expected: Money | None = None, **kwargs: Any) -> None:
        self.AMOUNTS = {"received": transfer.received_currency, "fees": transfer.received_currency}
        self.expected = expected
        super().__init__(*args, **kwargs)
        told = (
            _("Au taux verrouillé, on attend %(amount)s.") % {"amount": expected.format(words.locale())}
            if expected
            else ""
        )
        self.fields["received"].help_text = told or _("En %(currency)s.") % {"currency": transfer.received_currency}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        sure, received = data.pop("sure", False), data.get("received")
        if self.expected and received and not sure:
            fees = data["fees"].minor if data.get("fees") else 0
            if abs(received.minor + fees - self.expected.minor) * 100 > self.expected.minor * FAR:
                self.fields["sure"].widget = forms.CheckboxInput()
                self.add_error("received", _("C’est loin des %(amount)s attendus : vérifiez les zéros, puis confirmez.") % {
                    "amount": self.expected.format(words.locale())})  # fmt: skip
        return data


class CorrectForm(ReceiveForm):
    """What was noted of an arrival, written again."""

    note = forms.CharField(label=lazy("Pourquoi"), max_length=500, widget=forms.Textarea(attrs=AREA))

    def __init__(self, *args: Any, transfer: Transfer, **kwargs: Any) -> None:
        code = transfer.received_currency
        known = {"on": transfer.received_on, "received": plain(transfer.received, code),
                 "fees": plain(transfer.received_fees, code) if transfer.received_fees else ""}  # fmt: skip
        super().__init__(*args, transfer=transfer, initial=known, **kwargs)


class ExpenseForm(AmountForm):
    """An expense as its piece says it."""

    label = forms.CharField(label=lazy("Pour quoi"), max_length=300)
    spent_on = day_field(lazy("Dépensé le"), today=True)
    amount = amount_field()
    currency = currency_field()
    category = forms.ChoiceField(label=lazy("Dépense"), choices=Category.choices)
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=lazy("Qui a dépensé"), required=False,
                                          empty_label=lazy("Le réseau"))  # fmt: skip
    supplier = forms.CharField(label=lazy("À qui"), required=False, max_length=200)
    piece = forms.CharField(label=lazy("Numéro de la pièce"), required=False, max_length=60)
    file = forms.FileField(label=lazy("La pièce (facture, reçu)"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)  # sent twice, it is one expense

    def __init__(
        self, *args: Any, project: Any, user: Any, books: str, expense: Expense | None = None, **kwargs: Any
    ) -> None:
        names = ("label", "spent_on", "currency", "category", "supplier", "piece")
        initial: dict[str, Any] = {name: getattr(expense, name) for name in names} if expense else {}
        if expense:
            initial |= {"amount": plain(expense.amount, expense.currency), "organisation": expense.organisation_id}
        super().__init__(*args, initial={"key": secrets.token_urlsafe(16), **initial}, **kwargs)
        self.fields["organisation"].queryset = partners_of(project, user)  # type: ignore[attr-defined]
        last = Expense.objects.filter(project=project).values_list("currency", flat=True).first()
        self.serving([expense.currency if expense else last or books, books])
        if expense:
            del self.fields["file"], self.fields["key"]

    @property
    def values(self) -> dict[str, Any]:
        names = ("label", "spent_on", "category", "supplier", "piece")
        return {name: self.cleaned_data[name] for name in names}


class SplitForm(forms.Form):
    """Who pays what of an expense, on which line: an amount, or a percent."""

    def __init__(self, *args: Any, expense: Expense, user: Any, **kwargs: Any) -> None:
        above = [expense.project_id, *tree.ids_above(expense.project)]
        self.expense = expense
        self.grants = {g.pk: g for g in Grant.objects.visible_to(user).filter(project__in=above).exclude(
            state__in=["asked", "refused"])}  # fmt: skip
        self.lines = {line.pk: line for line in BudgetLine.objects.filter(project__in=above, closed=False)}
        rows = [
            [str(s.line_id), str(s.grant_id or ""), plain(s.amount, expense.currency)] for s in expense.shares.all()
        ]
        super().__init__(*args, initial={"shares": rows}, **kwargs)
        lines = [("", "–"), *((pk, str(row)) for pk, row in self.lines.items())]
        grants = [("", _("Fonds propres")), *((pk, str(row)) for pk, row in self.grants.items())]
        self.fields["shares"] = RowsField(label=_("Qui paie quoi"), read=self.read, help_text=_(
            "Un montant en %(currency)s, ou une part en %% (« 40 %% »). Ensemble, jamais plus que la dépense.") % {
            "currency": expense.currency}, cells=(
            Cell("line", _("Ligne"), choices=lambda: lines), Cell("grant", _("Qui paie"), choices=lambda: grants),
            Cell("amount", _("Montant ou part"), longest=40)))  # fmt: skip

    def read(self, row: list[str]) -> dict[str, Any]:
        line, grant, told = row
        if row_number(line) not in self.lines:
            raise ValidationError(_("Choisissez une ligne du budget."))
        if grant and row_number(grant) not in self.grants:
            raise ValidationError(_("Choisissez une subvention accordée à ce projet."))
        if not told:
            raise ValidationError(_("Écrivez un montant ou une part en %."))
        part = read_percent(told) if "%" in told else None
        amount = None if part is not None else read_amount(told, self.expense.currency)
        return {"line": self.lines[row_number(line)], "grant": self.grants.get(row_number(grant)) if grant else None,
                "percent": part, "amount": amount}  # fmt: skip

    def clean_shares(self) -> list[dict[str, Any]]:
        """Percents become amounts together, so that 100 % is the whole to the cent."""
        rows = self.cleaned_data["shares"]
        parts = [row for row in rows if row["percent"] is not None]
        percents: list[Decimal] = [row["percent"] for row in parts]
        try:
            found = splits.by_percent(Money(self.expense.amount, self.expense.currency), percents) if parts else []
        except Refusal as refusal:
            raise ValidationError(refusal.message(), code=refusal.code) from refusal
        for row, share in zip(parts, found, strict=True):
            row["amount"] = share
        return [{name: row[name] for name in ("line", "grant", "amount")} for row in rows]


class PieceForm(forms.Form):
    title = forms.CharField(label=lazy("Titre"), required=False, max_length=200)
    file = forms.FileField(label=lazy("Fichier"))
