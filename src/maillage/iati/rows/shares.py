"""Percentages and amounts: rounded to their columns, with what the source wrote beside when that is finer."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from maillage.core.money import MoneyError, minor_digits
from maillage.iati.elements.money import Amount
from maillage.iati.elements.values import plain
from maillage.iati.rows.settled import PLACES, percent


def written(value: Decimal | None, path: str) -> tuple[Decimal | None, str]:
    """(column, what the source wrote where the column is coarser)."""
    if value is not None and not 0 <= value <= 100:
        return None, plain(value)  # a fault that `check` tells; no share of anything
    held = percent(value, path)
    return held, plain(value) if value is not None and held != value else ""


def share(column: Decimal | None, said: str) -> Decimal | None:
    """The percentage to tell: the source's own as long as nobody changed the column."""
    if not said:
        return column
    try:
        found = Decimal(said)
    except InvalidOperation:
        return column
    if column is None:
        return None if 0 <= found <= 100 else found
    return found if found.quantize(PLACES) == column else column


def digits(currency: str) -> int:
    try:
        return minor_digits(currency)
    except MoneyError:
        return 2


def columns_of(amount: Amount | None, default: str) -> dict[str, object]:
    """The columns of an amount (`funding.models.Told`)."""
    amount = amount or Amount()
    number, currency = amount.number or Decimal(0), amount.currency or default
    minor = int((number.scaleb(digits(currency))).quantize(Decimal(1), ROUND_HALF_UP)) if abs(number) < 10**15 else 0
    back = Decimal(minor).scaleb(-digits(currency))
    return {"amount": minor, "currency": currency, "currency_said": bool(amount.currency), "value_date": amount.on,
            "exact": "" if back == number else plain(number)}  # fmt: skip


def amount_of(row: object) -> Amount:
    """An amount as its columns tell it; `exact` counts as long as nobody changed the amount."""
    minor, currency, exact = row.amount, row.currency, row.exact  # type: ignore[attr-defined]
    number = Decimal(minor).scaleb(-digits(currency))
    if exact:
        try:
            told = Decimal(exact)
        except InvalidOperation:
            told = number
        rounded = (
            told.scaleb(digits(currency)).quantize(Decimal(1), ROUND_HALF_UP) if abs(told) < 10**15 else Decimal(0)
        )
        number = told if int(rounded) == minor else number
    said = row.currency_said  # type: ignore[attr-defined]
    return Amount(number, currency if said else "", row.value_date)  # type: ignore[attr-defined]
