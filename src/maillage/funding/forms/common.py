"""What the forms of money share: an amount and its currency, an organisation of the directory, rows."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.core.errors import Refusal
from maillage.core.money import Money, minor_digits
from maillage.core.narratives import clean
from maillage.funding import words
from maillage.network import current
from maillage.organisations.forms.rows import Cell
from maillage.organisations.models import Organisation
from maillage.projects import tree
from maillage.ui.widgets import NativeDate

AREA = {"rows": 3}
DECIMAL = {"inputmode": "decimal", "autocomplete": "off"}
MOST = 10**15  # minor units: beyond, it is a mistake of typing


def read_amount(text: str, currency: str) -> Money:
    """An amount as people write it; refused in words."""
    try:
        money = Money.parse(text, currency)
    except Refusal as refusal:
        raise ValidationError(refusal.message(), code=refusal.code) from refusal
    if abs(money.minor) > MOST:
        raise ValidationError(_("Ce montant est trop grand : vérifiez les zéros."), code="too_large")
    return money


def plain(minor: int | None, currency: str) -> str:
    """An amount as a field shows it: « 1234,50 »."""
    if minor is None:
        return ""
    return f"{Money(minor, currency).decimal:.{minor_digits(currency)}f}".replace(".", ",")


def read_percent(text: str) -> Decimal:
    try:
        value = Decimal(text.replace("%", "").replace(" ", "").replace(",", "."))
    except InvalidOperation as error:
        raise ValidationError(_("« %(text)s » n’est pas un pourcentage.") % {"text": text[:30]}) from error
    if not value.is_finite() or not 0 <= value <= 100 or -value.as_tuple().exponent > 4:
        raise ValidationError(_("Écrivez un pourcentage entre 0 et 100."))
    return value


def read_day(text: str) -> Any:
    return forms.DateField().clean(text)


def organisation_named(name: str, user: Any) -> Organisation | None:
    """The one of the directory that bears this name, among those that this person sees."""
    return Organisation.objects.visible_to(user).named(name)


def partners_of(project: Any, user: Any) -> Any:
    """The organisations that take part in a project, or in a node above it, and that this person sees."""
    above = [project.pk, *tree.ids_above(project)]
    return Organisation.objects.visible_to(user).filter(project_parts__project__in=above).distinct()


def day_field(label: Any, *, required: bool = True, today: bool = False, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, widget=NativeDate, required=required, initial=localdate if today else None,
                           help_text=help_text)  # fmt: skip


AMOUNT, CURRENCY = lazy("Montant"), lazy("Monnaie")


def amount_field(label: Any = AMOUNT, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=40, required=required, widget=forms.TextInput(attrs=DECIMAL),
                           help_text=help_text)  # fmt: skip


def currency_field(label: Any = CURRENCY) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=words.currencies)


def percent_field(label: Any, help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(label=label, required=False, min_value=0, max_value=100, max_digits=5, decimal_places=2,
                              localize=True, help_text=help_text, widget=forms.TextInput(attrs=DECIMAL))  # fmt: skip


class AmountForm(forms.Form):
    """A form whose `AMOUNTS` are {amount field: its currency's field, or the code itself}: each becomes Money."""

    AMOUNTS: dict[str, str] = {"amount": "currency"}
    positive = True

    def serving(self, codes: Iterable[str], field: str = "currency") -> None:
        """Put the currencies that serve here first; a code that is no longer usual stays to be chosen."""
        self.fields[field].choices = words.currencies(codes)  # type: ignore[attr-defined]
        self.fields[field].initial = next(iter(filter(None, codes)), current.profile().currency)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for name, at in self.AMOUNTS.items():
            code = data.get(at) if at in self.fields else at
            if not data.get(name):
                data[name] = None
                continue
            if not code:
                continue
            try:
                data[name] = read_amount(data[name], code)
            except ValidationError as error:
                self.add_error(name, error)
                continue
            if self.positive and data[name].minor <= 0 and self.fields[name].required:
                self.add_error(name, _("Le montant doit être supérieur à zéro."))
        return data


def languages() -> list[tuple[str, Any]]:
    return [("", "–"), *((found.code, found.code) for found in current.profile().languages)]


NARRATIVE = (Cell("language", lazy("Langue (fr, en…)"), longest=10), Cell("text", lazy("Texte"), longest=2_000))


def read_narrative(row: list[str]) -> list[str]:
    return row


def narratives(rows: list[list[str]]) -> list[list[str]]:
    return clean(rows)
