"""Identifiers that prove themselves, in ranges that no register gives; telephone numbers kept for fiction."""

import random
from collections.abc import Iterator


def luhn(digits: str) -> str:
    """The check digit that makes the whole number pass."""
    total = 0
    for at, sign in enumerate(reversed(digits)):
        value = int(sign) * (2 if at % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def identifiers(country: str, number: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """(kind, value) of an organisation of this country; one in six has none yet."""
    if chance.random() < 0.16:
        return
    if country == "CA":
        yield "neq", f"119990{number:04d}"
        if number % 3 == 0:
            base = f"9990{number:04d}"
            yield "bn", base + luhn(base)
    elif country == "BE":
        base = f"0000{number:04d}"
        yield "bce", f"{base}{97 - int(base) % 97:02d}"
    else:
        base = f"9990{number:04d}"
        yield "siren", base + luhn(base)
        if number % 2:
            yield "rna", f"W999{number:06d}"


def phone(country: str, chance: random.Random) -> str:
    """Numbers that each country keeps for films and examples, or nearest."""
    if country == "CA":
        return f"819 555-01{chance.randint(0, 99):02d}"
    if country == "BE":
        return f"+32 455 00 00 {chance.randint(10, 99)}"
    return f"05 36 49 {chance.randint(10, 99)} {chance.randint(10, 99)}"
