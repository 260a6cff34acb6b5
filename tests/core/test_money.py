import contextlib
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.core.money import CurrencyMismatch, Money, MoneyError, Rounding, minor_digits, total

currencies = st.sampled_from(["CAD", "EUR", "XOF", "JPY", "TND", "HTG", "MGA", "CHF"])
minors = st.integers(-(10**15), 10**15)
moneys = st.builds(Money, minors, currencies)
LOCALES = ["fr", "fr-CA", "fr-BE", "fr-CH", "en-CA", "es"]


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1 234,56", "EUR", 123456),
        ("1,234.56", "CAD", 123456),
        ("1'234.50 $", "CAD", 123450),
        ("1’234.50 CHF", "CHF", 123450),
        ("(12,50)", "EUR", -1250),
        ("-12,5 €", "EUR", -1250),
        ("−12.50", "EUR", -1250),
        ("12,50-", "EUR", -1250),
        ("1.234,56 €", "EUR", 123456),
        ("1.234", "EUR", 123400),
        ("1,234", "CAD", 123400),
        ("1,234,567", "CAD", 123456700),
        ("12 500 FCFA", "XOF", 12500),
        ("12 500 F CFA", "XOF", 12500),
        ("12.500", "XOF", 12500),
        ("12500,00", "XOF", 12500),
        ("1,2345", "CLF", 12345),
        ("12,345.678", "TND", 12345678),
        (".50", "EUR", 50),
        ("12.", "EUR", 1200),
        ("$1,234.50", "CAD", 123450),
        ("10,00 $ CA", "CAD", 1000),
        ("1\u202f234,50\u00a0$", "CAD", 123450),
        ("100 EUR", "EUR", 10000),
    ],
)
def test_reads_amounts_as_people_write_them(text, currency, minor):
    assert Money.parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency", "code"),
    [
        ("", "EUR", "empty"),
        ("douze", "EUR", "not_an_amount"),
        ("12,345,6", "EUR", "not_an_amount"),
        ("1 23", "EUR", "not_an_amount"),
        ("1.2.3", "EUR", "not_an_amount"),
        ("--5", "EUR", "not_an_amount"),
        ("5 5 EUR EUR", "EUR", "not_an_amount"),
        ("12,3456", "EUR", "too_many_decimals"),
        ("0,123", "EUR", "too_many_decimals"),
        ("12,5", "XOF", "too_many_decimals"),
        ("1,234", "TND", "ambiguous"),
        ("10 €", "CAD", "currency_mismatch"),
        ("10 USD", "CAD", "currency_mismatch"),
        ("9" * 100, "EUR", "too_long"),
        ("1e5", "EUR", "not_an_amount"),
        ("=1+1", "EUR", "not_an_amount"),
        ("٣", "EUR", "not_an_amount"),
    ],
)
def test_refuses_what_it_cannot_read_for_sure(text, currency, code):
    with pytest.raises(MoneyError) as refusal:
        Money.parse(text, currency)
    assert refusal.value.code == code


def test_the_hint_settles_an_ambiguous_amount():
    assert Money.parse("1,234", "TND", decimal=",") == Money(1234, "TND")
    assert Money.parse("1,234", "TND", decimal=".") == Money(1234000, "TND")


@given(moneys, st.sampled_from(LOCALES))
def test_what_is_laid_out_is_read_back(money, locale):
    decimal = "." if locale == "en-CA" else ","
    if locale == "fr-CH":
        decimal = "," if "," in money.format(locale) else "."
    text = money.format(locale)
    for letter in text:
        if letter.isalpha() or letter in "$€¥":
            text = text.replace(letter, "")
    assert Money.parse(text.strip(), money.currency, decimal=decimal) == money


@given(st.text(max_size=80), currencies)
def test_any_text_is_read_or_refused(text, currency):
    with contextlib.suppress(MoneyError):
        Money.parse(text, currency)


@pytest.mark.parametrize(
    ("money", "locale", "expected"),
    [
        (Money(123456, "CAD"), "fr-CA", "1 234,56 $"),
        (Money(123456, "EUR"), "fr", "1 234,56 €"),
        (Money(123456, "EUR"), "fr-BE", "1 234,56 €"),
        (Money(1234567, "XOF"), "fr", "1 234 567 F CFA"),
        (Money(123456, "CAD"), "en-CA", "$1,234.56"),
        (Money(1234567, "TND"), "fr", "1 234,567 TND"),
        (Money(123456, "MGA"), "fr", "1 234,56 MGA"),
    ],
)
def test_amounts_are_laid_out_by_locale(money, locale, expected):
    assert plain(money.format(locale)) == expected


@given(moneys, moneys)
def test_currencies_never_mix(left, right):
    operations = [
        lambda: left + right,
        lambda: left - right,
        lambda: left < right,
        lambda: left >= right,
    ]
    for operation in operations:
        if left.currency == right.currency:
            operation()
        else:
            with pytest.raises(CurrencyMismatch):
                operation()


@given(minors, minors, minors, currencies)
def test_addition_is_that_of_integers(a, b, c, currency):
    x, y, z = (Money(minor, currency) for minor in (a, b, c))
    assert x + y == y + x
    assert (x + y) + z == x + (y + z)
    assert x - x == Money.zero(currency)
    assert Money(-a, currency) == -x
    assert x - y == -(y - x)
    assert (x < y) == (a < b)
    assert total([x, y, z], currency) == Money(a + b + c, currency)


@given(moneys, st.lists(st.fractions(min_value=0, max_value=1000), min_size=1, max_size=20))
def test_shares_lose_nothing_and_stay_within_one_minor_unit(money, ratios):
    shares = money.allocate(ratios)
    assert total(shares, money.currency) == money
    weights = ratios if sum(ratios) else [Fraction(1)] * len(ratios)
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share.minor - Fraction(money.minor) * weight / sum(weights)) < 1


@given(moneys, st.fractions(), st.sampled_from(Rounding))
def test_a_product_is_within_half_a_minor_unit(money, factor, rounding):
    product = money.times(factor, rounding)
    assert abs(product.minor - money.minor * factor) <= Fraction(1, 2)
    assert (-money).times(factor, rounding) == -product


def test_ties_follow_the_named_rule():
    half = Fraction(1, 2)
    assert Money(25, "EUR").times(half, Rounding.HALF_UP).minor == 13
    assert Money(25, "EUR").times(half, Rounding.HALF_EVEN).minor == 12
    assert Money(-25, "EUR").times(half, Rounding.HALF_UP).minor == -13
    assert Money(27, "EUR").times(half, Rounding.HALF_EVEN).minor == 14


@given(moneys)
def test_major_units_go_and_come_back(money):
    assert Money.of(money.decimal, money.currency) == money
    assert Money.of(money.fraction, money.currency) == money
    assert Money.parse(str(money.decimal), money.currency, decimal=".") == money


def test_conversion_states_its_rounding():
    assert Money.of("100", "CAD").converted(Decimal("430.255"), "XOF", Rounding.HALF_EVEN) == Money(43026, "XOF")


def test_floats_and_unknown_currencies_are_refused():
    with pytest.raises(TypeError):
        Money(1.5, "EUR")
    with pytest.raises(TypeError):
        Money.of(1.5, "EUR")
    with pytest.raises(TypeError):
        Money(1, "EUR") * 0.5
    with pytest.raises(TypeError):
        Money(1, "EUR").times(0.5, Rounding.HALF_UP)
    for code in ("ABC", "eur", "", "EURO"):
        with pytest.raises(MoneyError):
            Money(1, code)
    with pytest.raises(MoneyError):
        Money.of("0.005", "EUR")
    with pytest.raises(MoneyError):
        Money(1, "EUR").allocate([])


def test_exponents_are_those_of_the_standard():
    assert [minor_digits(c) for c in ("XOF", "XAF", "JPY", "EUR", "MGA", "TND", "CLF")] == [
        0, 0, 0, 2, 2, 3, 4,
    ]  # fmt: skip
