"""Amounts, rates and states as people of this network read them."""

import copy
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from babel import Locale
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.core.codelists import label
from maillage.core.money import Money, MoneyError
from maillage.desk.columns import tag
from maillage.funding import conversion, measures
from maillage.funding.enums import ExpenseState, GrantState, TransferState
from maillage.network import current


def locale() -> str:
    """The active language in the network's own form: fr-CA, fr-BE…"""
    lang = (get_language() or "fr")[:2]
    return next((found.locale for found in current.profile().languages if found.code == lang), lang)


def show(minor: int | None, currency: str) -> str:
    """An amount in minor units, as text; nothing for nothing known. A currency without a code is written as it stands."""
    if minor is None:
        return ""
    try:
        return Money(minor, currency).format(locale())
    except MoneyError:
        return f"{number_format(Decimal(minor).scaleb(-2), 2)} {currency}".strip()


def decimal_of(minor: int, currency: str) -> Decimal:
    """An amount as a number; a currency without a code counts in hundredths."""
    try:
        return Money(minor, currency).decimal
    except MoneyError:
        return Decimal(minor).scaleb(-2)


def short(minor: int | None, currency: str) -> str:
    """An amount for a table of many: whole units where nothing is behind the comma."""
    if minor is None:
        return ""
    value = decimal_of(minor, currency)
    whole = value == value.to_integral_value()
    return number_format(value, 0 if whole else None, force_grouping=True, use_l10n=True)


def units(minor: int, currency: str) -> str:
    """An amount for a table of large ones: in whole units; the file beside gives the cents."""
    return number_format(
        decimal_of(minor, currency).quantize(Decimal(1), ROUND_HALF_UP), 0, force_grouping=True, use_l10n=True
    )


def whole(minor: int, currency: str) -> str:
    """An amount for a figure in large: without the cents."""
    try:
        money = Money(minor, currency)
    except MoneyError:  # a currency that a file wrote, which has no code
        return show(minor, currency)
    found = Locale.parse(locale().replace("-", "_"))
    pattern = copy.copy(found.currency_formats["standard"])
    pattern.frac_prec = (0, 0)
    rounded = money.decimal.quantize(Decimal(1), ROUND_HALF_UP)
    return str(pattern.apply(rounded, found, currency=currency, currency_digits=False))


def told(row: Any) -> str:
    """The amount of a row as it was written, even finer than its currency."""
    return f"{row.exact} {row.currency}".strip() if row.exact else show(row.amount, row.currency)


def percent(value: Fraction | None) -> str:
    """« 33,5 % »; nothing of nothing."""
    found = measures.percent(value)
    if found is None:
        return ""
    shown = number_format(found.normalize() if found != found.to_integral_value() else int(found))
    return (_("%(n)s %%") % {"n": shown}).replace(" %", "\u00a0%")


def rate(base: str, quote: str, value: Fraction | None) -> str:
    """« 1 EUR = 655,957 XOF », turned round when it is below one."""
    if value is None:
        return ""
    if value < 1:
        base, quote, value = quote, base, 1 / value
    return f"1 {base} = {number_format(Decimal(conversion.shown(value)), force_grouping=True)} {quote}"


def state(row: Any) -> SafeString:
    """The state of a grant, a transfer or an expense, with its tone."""
    choice = STATES[type(row).__name__](row.state)
    return tag(row.get_state_display(), choice.tone)


STATES: dict[str, Any] = {"Grant": GrantState, "Transfer": TransferState, "Expense": ExpenseState}


def currencies(first: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Currencies to choose among: those that serve here, then the usual ones of partner countries, by their names."""
    language = (get_language() or "fr")[:2]
    codes = list(dict.fromkeys([*filter(None, first), current.profile().currency, *USUAL]))
    return [(code, f"{code} – {label('Currency', code, language)}") for code in codes]


USUAL = (
    "EUR", "CAD", "USD", "XOF", "XAF", "HTG", "GTQ", "DOP", "NIO", "HNL", "CRC", "CUP", "MXN", "COP", "PEN", "BOB", "BRL",
    "CLP", "ARS", "PYG", "UYU", "VES", "MAD", "DZD", "TND", "EGP", "LBP", "JOD", "ILS", "SYP", "MGA", "MWK", "MZN",
    "RWF", "BIF", "CDF", "UGX", "KES", "TZS", "ETB", "ZMW", "ZWL", "ZAR", "NGN", "GHS", "GNF", "SLE", "LRD", "GMD", "CVE",
    "MRU", "DJF", "KMF", "SDG", "AOA", "INR", "NPR", "BDT", "PKR", "LKR", "MMK", "KHR", "LAK", "VND", "THB", "IDR", "PHP",
    "CNY", "JPY", "CHF", "GBP", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "UAH", "MDL", "GEL", "AMD", "TRY",
)  # fmt: skip


def day(value: Any) -> str:
    """A day, short, in the reader's language."""
    return str(date_format(value, "SHORT_DATE_FORMAT")) if value else ""


def decimal(value: Decimal) -> str:
    """A rate as the source gave it, in the reader's way of writing numbers."""
    return str(
        number_format(value.normalize() if value != value.to_integral_value() else int(value), force_grouping=True)
    )


def source(row: Any) -> str:
    """Where a locked rate comes from, and its day; nothing where nothing was converted."""
    return f"{row.rate_source}, {day(row.rate_on)}" if row.rate else ""
