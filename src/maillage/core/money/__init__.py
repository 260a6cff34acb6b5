"""Exact amounts of money: integers in the currency's minor unit, never floats."""

from maillage.core.money.amounts import Money, Rounding, round_fraction, total
from maillage.core.money.currencies import CurrencyMismatch, MoneyError, minor_digits

__all__ = ["CurrencyMismatch", "Money", "MoneyError", "Rounding", "minor_digits", "round_fraction", "total"]
