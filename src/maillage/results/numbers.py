"""Numbers as people and files write them, and back. Pure.

`read` gives the number and, only when it does not give the same writing back, the writing. `write` is its inverse:
for every text, `write(*read(text)) == text`.
"""

import re
from decimal import Decimal

PLAIN = re.compile(r"^[+-]?(\d+(\.\d*)?|\.\d+)$", re.ASCII)
THOUSANDS = re.compile(r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$", re.ASCII)  # 1,200 and 26,422.00
SPACED = re.compile(r"^[+-]?\d{1,3}([ \u00a0\u202f]\d{3})+([.,]\d+)?$", re.ASCII)  # 1 200,5
COMMA = re.compile(r"^[+-]?\d+,\d{1,2}$", re.ASCII)  # 12,5: never three decimals, which would be thousands
DIGITS, PLACES = 20, 10  # what the column holds before and after the point
EXACT = 15  # significant digits that every database gives back as they were


def decimal(text: str) -> Decimal | None:
    """The number that a text says, if it says one that we can hold."""
    bare = text.strip()
    if bare.endswith("%"):
        bare = bare[:-1].rstrip()
    if PLAIN.match(bare):
        found = bare
    elif THOUSANDS.match(bare):
        found = bare.replace(",", "")
    elif SPACED.match(bare):
        found = re.sub(r"[ \u00a0\u202f]", "", bare).replace(",", ".")
    elif COMMA.match(bare):
        found = bare.replace(",", ".")
    else:
        return None
    number = Decimal(found)
    whole, _point, rest = normal(number).lstrip("-").partition(".")
    return number if len(whole) <= DIGITS and len(rest) <= PLACES else None


def normal(number: Decimal) -> str:
    """A number in its one normal writing: no exponent, no zero that says nothing."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "", "-") else text


def read(text: str | None) -> tuple[Decimal | None, str | None]:
    """(number, writing): the writing is kept when the number alone would not give it back."""
    if text is None:
        return None, None
    number = decimal(text)
    if number is None:
        return None, text
    plain = normal(number)
    exact = len(plain.strip("-").replace(".", "").strip("0")) <= EXACT
    return number, None if plain == text and exact else text


def write(number: Decimal | None, text: str | None) -> str | None:
    """As it was written."""
    if text is not None:
        return text
    return None if number is None else normal(number)
