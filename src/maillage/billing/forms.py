"""What is typed about money: parsed and checked, never written here."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.billing.enums import Method
from maillage.billing.models import Charge, Payment
from maillage.core.asked import row_number
from maillage.core.errors import Refusal
from maillage.core.money import Money
from maillage.core.text import fold
from maillage.network import current
from maillage.organisations.models import Organisation, Person


class MoneyField(forms.CharField):
    """An amount as people write it: « 1 234,56 », "1,234.56", "50 $"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            money = Money.parse(text, current.profile().currency)
        except Refusal as refusal:
            raise ValidationError(refusal.message(), code=refusal.code) from refusal
        if money.minor <= 0:
            raise ValidationError(_("Le montant doit être supérieur à zéro."), code="not_positive")
        return money


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day; 31 February is refused with a clear word."""

    widget = DateInput
    default_error_messages = {"invalid": _("Cette date n’existe pas : écrivez-la jour, mois, année.")}


class PayerField(forms.CharField):
    """A payer by name: the one organisation or person that it names."""

    default_error_messages = {
        "unknown": _("Personne de ce nom dans l’annuaire."),
        "several": _(
            "Plusieurs portent ce nom : écrivez le nom entier, ou le numéro entre crochets, par exemple [o12]."
        ),
    }

    reader: Any = None  # who types: a view says it, and then what they may not see has no name here

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        organisations, people = payers(Organisation, self.reader), payers(Person, self.reader)
        if text.startswith("[") and text.endswith("]") and text[2:-1].isdecimal():
            rows = organisations if text[1] == "o" else people
            found = list(rows.filter(pk=row_number(text[2:-1])))
        else:
            key = fold(text)
            found = [*organisations.filter(sort_name=key)[:2]]
            found += list(people.filter(sort_name__in=name_orders(key))[:2])
        if not found:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        if len(found) > 1:
            raise ValidationError(self.error_messages["several"], code="several")
        return found[0]


def payers(model: Any, reader: Any) -> Any:
    """Whom this person may name: those they see, and those withheld who already owe or paid."""
    if reader is None or reader.can(Permission.WITHHELD_VIEW):
        return model.objects.all()
    field = "organisation" if model is Organisation else "person"
    known = Q()
    for rows in (Charge.objects, Payment.objects):
        known |= Q(pk__in=rows.exclude(**{field: None}).order_by().values(field))
    return model.objects.filter(Q(pk__in=model.objects.visible_to(reader).values("pk")) | known)


def name_orders(key: str) -> list[str]:
    """« prénom nom » and « nom prénom » both find a person."""
    words = key.split()
    return [key, *(" ".join(words[n:] + words[:n]) for n in range(1, len(words)))]


class PaymentForm(forms.Form):
    payer = PayerField(label=_("De la part de"), help_text=_("Le nom de l’organisation ou de la personne."))
    amount = MoneyField(label=_("Montant"))
    received_on = DayField(label=_("Reçu le"), initial=localdate)
    method = forms.ChoiceField(label=_("Moyen"), choices=Method.choices, initial=Method.TRANSFER)
    reference = forms.CharField(label=_("Communication"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    allocate = forms.BooleanField(
        label=_("Régler d’abord ce qui est dû depuis le plus longtemps"), required=False, initial=True
    )
    key = forms.CharField(widget=forms.HiddenInput, initial=lambda: uuid.uuid4().hex, max_length=60)


class ChargeForm(forms.Form):
    payer = PayerField(label=_("À la charge de"), help_text=_("Le nom de l’organisation ou de la personne."))
    label = forms.CharField(label=_("Libellé"), max_length=200)
    amount = MoneyField(label=_("Montant"))
    issued_on = DayField(label=_("Date"), initial=localdate)
    due_on = DayField(label=_("Échéance"), initial=localdate)
    key = forms.CharField(widget=forms.HiddenInput, initial=lambda: uuid.uuid4().hex, max_length=60)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        issued, due = data.get("issued_on"), data.get("due_on")
        if issued and due and due < issued:
            self.add_error("due_on", _("L’échéance ne peut pas précéder la date."))
        return data


class AllocationForm(forms.Form):
    """One field per open charge of the payer."""

    def __init__(self, *args: Any, charges: list[Charge], show: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.charges = charges
        for charge in charges:
            self.fields[f"charge_{charge.pk}"] = MoneyField(
                label=charge.label, required=False,
                help_text=_("Reste dû : %(left)s") % {"left": show(charge.balance, charge.currency)},
            )  # fmt: skip

    def amounts(self) -> dict[int, Money]:
        found = {c.pk: self.cleaned_data.get(f"charge_{c.pk}") for c in self.charges}
        return {pk: money for pk, money in found.items() if money}


class RefundForm(forms.Form):
    amount = MoneyField(label=_("Montant remboursé"))
    on = DayField(label=_("Le"), initial=localdate)
    reason = forms.CharField(label=_("Motif"), max_length=300)


class ReasonForm(forms.Form):
    on = DayField(label=_("Le"), initial=localdate)
    reason = forms.CharField(label=_("Motif"), max_length=300)


class StatementForm(forms.Form):
    file = forms.FileField(
        label=_("Relevé bancaire"), help_text=_("CAMT.053 (XML) ou CSV de votre banque, 20 Mo au plus.")
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > 20 * 1024 * 1024:
            raise ValidationError(_("Ce fichier dépasse 20 Mo."), code="too_large")
        return file
