"""Coordinates in degrees, the country of a seat, the countries where one acts."""

import re
from functools import lru_cache
from typing import Any

from maillage.core.territories import find_country, parse_countries
from maillage.core.text import clean
from maillage.organisations.parsing.problems import (
    NOTE,
    NOTHING_PARSED,
    Parsed,
    Problem,
    is_nothing,
    refused,
    shortened,
)

_NUMBER = r"(\d{1,3}(?:[.,]\d{1,15})?)"
_DEGREES = re.compile(
    rf"([+-]?)\s*{_NUMBER}\s*(?:°|deg|d|º)?\s*"
    rf"(?:(\d{{1,2}}(?:[.,]\d{{1,10}})?)\s*['’′m]\s*)?"
    rf"(?:(\d{{1,2}}(?:[.,]\d{{1,10}})?)\s*(?:\"|''|’’|″|”|s)?\s*)?([NSEWO])?",
    re.IGNORECASE | re.ASCII,
)


@lru_cache(maxsize=8192)
def parse_coordinate(text: str) -> Parsed:
    """Degrees, with a decimal comma, a direction, or minutes and seconds; up to ±180."""
    raw = text.strip().replace("\u2212", "-")
    if is_nothing(raw):
        return NOTHING_PARSED
    direction = ""
    if len(raw) < 60 and raw[0] in "NSEWOnsewo":
        direction, raw = raw[0], raw[1:].strip()
    found = _DEGREES.fullmatch(raw) if len(raw) < 60 else None
    if found is None:
        return refused("coordinate-invalid", text.strip())
    sign, *numbers, suffix = found.groups()
    degrees, minutes, seconds = (float((n or "0").replace(",", ".")) for n in numbers)
    if (seconds and numbers[1] is None) or minutes >= 60 or seconds >= 60:
        return refused("coordinate-invalid", text.strip())
    value = degrees + minutes / 60 + seconds / 3600
    direction = (direction or suffix or "").upper()
    if sign == "-" or direction in {"S", "W", "O"}:
        value = -value
    if abs(value) > (90 if direction in {"N", "S"} else 180):
        return refused("coordinate-invalid", text.strip())
    return round(value, 7), None


def parse_coordinates(text: str) -> Parsed:
    """Latitude and longitude in one cell: "48.85, 2.35", "48,85 ; 2,35", DMS."""
    raw = text.strip().strip("()[]")
    if is_nothing(raw):
        return NOTHING_PARSED
    for separator in (r"\s*[;/|]\s*", r",\s+", r"(?<=[NSns])\s*,?\s*", r"\s+", ","):
        pieces = re.split(separator, raw, maxsplit=1) if len(raw) < 120 else []
        if len(pieces) == 2 and all(pieces):
            values = [parse_coordinate(piece)[0] for piece in pieces]
            if None not in values:
                return tuple(values), None
    return refused("coordinate-invalid", raw)


def checked_place(latitude: float, longitude: float) -> tuple[Any, Problem | None]:
    if latitude == longitude == 0:
        return None, Problem("coordinates-zero")
    if abs(latitude) > 90:
        if abs(longitude) > 90:
            return refused("coordinate-invalid", f"{latitude}, {longitude}")
        return (longitude, latitude), Problem("coordinates-swapped", {}, NOTE)
    return (latitude, longitude), None


@lru_cache(maxsize=8192)
def parse_country(text: str) -> Parsed:
    """The country of a seat: exactly one."""
    raw = clean(text)
    if not raw:
        return NOTHING_PARSED
    if len(raw) > 300:
        return refused("country-unknown", raw)
    if code := find_country(raw):
        return code, None
    codes, unknown = parse_countries(raw)
    if len(codes) == 1 and not unknown:
        return codes[0], None
    if len(codes) > 1:
        return refused("country-several", raw)
    return refused("country-unknown", raw) if unknown else NOTHING_PARSED


@lru_cache(maxsize=16_384)
def parse_country_list(text: str) -> Parsed:
    """Countries of action, in their order; "NA" is Namibia."""
    raw = clean(text, multiline=True)
    if not raw:
        return (), None
    if len(raw) > 5_000:
        # Every country of the world fits in less; what is longer is another column's text.
        return (), Problem("country-unknown", {"text": shortened(raw)})
    codes, unknown = parse_countries(raw)
    problem = Problem("country-unknown", {"text": shortened(", ".join(unknown))}) if unknown else None
    return tuple(codes), problem
