"""Currencies: how many decimals each has, the marks people write them with, what is refused of them.

Minor units follow ISO 4217 (table of 2024).
"""

import re
from functools import lru_cache
from typing import ClassVar

from babel.numbers import is_currency
from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal

# CLDR's digits differ from ISO 4217's for some currencies (it hides the minor unit of MGA or
# RSD): stored amounts need the standard's exponent, so the exceptions are listed here.
_WITHOUT_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_WITH_THREE = "BHD IQD JOD KWD LYD OMR TND"
_EXPONENTS = {
    **dict.fromkeys(_WITHOUT_DECIMALS.split(), 0),
    **dict.fromkeys(_WITH_THREE.split(), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}

_SYMBOLS: dict[str, frozenset[str]] = {
    "€": frozenset({"EUR"}),
    "£": frozenset({"GBP", "EGP", "SYP", "LBP", "SSP"}),
    "¥": frozenset({"JPY", "CNY"}),
    "F": frozenset({"XOF", "XAF", "XPF", "CHF", "BIF", "RWF", "GNF", "DJF", "KMF", "CDF"}),
    "FCFA": frozenset({"XOF", "XAF"}),
    "CFA": frozenset({"XOF", "XAF"}),
    "FR": frozenset({"CHF"}),
    "SFR": frozenset({"CHF"}),
    "G": frozenset({"HTG"}),
    "GDES": frozenset({"HTG"}),
    "US$": frozenset({"USD"}),
    "$US": frozenset({"USD"}),
    "CA$": frozenset({"CAD"}),
    "$CA": frozenset({"CAD"}),
    "$CAN": frozenset({"CAD"}),
}
_DOLLARS = frozenset(["CAD", "USD", "AUD", "NZD", "MXN", "ARS", "CLP", "COP", "BBD", "BZD", "FJD", "HKD", "SGD", "TWD"])


class MoneyError(Refusal):
    """An amount or a currency that cannot be used."""

    MESSAGES: ClassVar = {
        "empty": _("Indiquez un montant."),
        "not_an_amount": _("« %(text)s » n’est pas un montant."),
        "too_long": _("Ce montant est trop long."),
        "ambiguous": _("« %(text)s » peut se lire de deux façons : écrivez le montant avec ses décimales."),
        "too_many_decimals": _("Cette monnaie (%(currency)s) compte %(digits)s décimales au plus."),
        "unknown_currency": _("« %(currency)s » n’est pas un code de monnaie (ISO 4217)."),
        "allocate_nothing": _("Il n’y a personne entre qui répartir ce montant."),
    }


class CurrencyMismatch(MoneyError):
    """Two currencies met in one operation."""

    MESSAGES: ClassVar = {"currency_mismatch": _("Deux monnaies ne se mêlent pas : %(left)s et %(right)s.")}

    def __init__(self, left: str, right: str) -> None:
        super().__init__("currency_mismatch", left=left, right=right)


@lru_cache(maxsize=512)
def minor_digits(currency: str) -> int:
    """Return the number of decimals of an ISO 4217 currency; MoneyError when it is unknown."""
    if not (isinstance(currency, str) and re.fullmatch("[A-Z]{3}", currency)):
        raise MoneyError("unknown_currency", currency=currency)
    if not is_currency(currency):
        raise MoneyError("unknown_currency", currency=currency)
    return _EXPONENTS.get(currency, 2)


def check_mark(mark: str, currency: str, text: str) -> None:
    """Accept the mark of this currency; say so when it belongs to another one."""
    if mark == currency:
        return
    known = _DOLLARS if mark == "$" else _SYMBOLS.get(mark.rstrip("."))
    if known is not None:
        if currency not in known:
            raise CurrencyMismatch(currency, mark)
        return
    if re.fullmatch("[A-Z]{3}", mark) and is_currency(mark):
        raise CurrencyMismatch(currency, mark)
    raise MoneyError("not_an_amount", text=text)
