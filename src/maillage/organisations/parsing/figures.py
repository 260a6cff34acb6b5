"""Dates, years and amounts, as people and spreadsheets of any language write them."""

import datetime
import re
from decimal import Decimal
from functools import lru_cache

from maillage.core.text import clean, fold
from maillage.organisations.parsing.problems import NOTE, NOTHING_PARSED, Parsed, Problem, is_nothing, refused

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv january jan enero ene",
            "fevrier fevr fev february feb febrero",
            "mars march mar marzo",
            "avril avr april apr abril abr",
            "mai may mayo",
            "juin june jun junio",
            "juillet juil july jul julio",
            "aout august aug agosto ago",
            "septembre sept september sep septiembre",
            "octobre oct october octubre",
            "novembre nov november noviembre",
            "decembre dec december diciembre dic",
        ),
        1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?", re.ASCII)
_DMY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?", re.ASCII)
_NAMED = re.compile(r"(?:(\d{1,2})(?:er|st|nd|rd|th)?\s+(?:de\s+)?)?([a-z]+)\.?,?\s+(?:de\s+)?(\d{4})")
_YEAR = re.compile(r"(?<!\d)(1[789]\d\d|20\d\d|21\d\d)(?!\d)", re.ASCII)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=8192)
def parse_date(text: str) -> Parsed:
    """A day: d/m/Y, Y-m-d, "12 mars 2020"; a month or a year means its first day, and says so."""
    raw = text.strip()
    if is_nothing(raw):
        return NOTHING_PARSED
    value, guessed = None, False
    if found := _ISO.fullmatch(raw):
        value = _date(*map(int, found.groups()))
    elif found := _DMY.fullmatch(raw):
        day, month, year = map(int, found.groups())
        if year < 100:
            guessed = True
            year += 2000 if year <= datetime.date.today().year % 100 + 1 else 1900
        value = _date(year, month, day)
    elif found := _NAMED.fullmatch(fold(raw)):
        day_text, month_name, year_text = found.groups()
        guessed = day_text is None
        if month_name in _MONTHS:
            value = _date(int(year_text), _MONTHS[month_name], int(day_text or 1))
    elif re.fullmatch(r"\d{4}", raw, re.ASCII):
        value, guessed = _date(int(raw), 1, 1), True
    elif re.fullmatch(r"[2-5]\d{4}", raw, re.ASCII):
        # A date cell that lost its format: days since Excel's epoch.
        value, guessed = datetime.date(1899, 12, 30) + datetime.timedelta(int(raw)), True
    if value is None or not 1789 <= value.year <= 2200:
        return refused("date-invalid", raw)
    if guessed:
        return value, Problem("date-guessed", {"text": raw, "value": value.isoformat()}, NOTE)
    return value, None


@lru_cache(maxsize=8192)
def parse_year(text: str) -> Parsed:
    raw = text.strip()
    if is_nothing(raw):
        return NOTHING_PARSED
    years = set(_YEAR.findall(raw))
    if len(years) != 1 or len(raw) > 60:
        return refused("year-invalid", raw)
    year = int(years.pop())
    if not 1789 <= year <= datetime.date.today().year:
        return refused("year-invalid", raw)
    return year, None


_AMOUNT = re.compile(
    r"(?:[€$£]|[A-Z]{3}|us\$|ca\$)?\s*([+-]?\d[\d\s.,'’]*)\s*(k|m|md|mio|millions?|milliers?)?\s*"
    r"(?:[€$£]|eur(?:os?)?|cad|usd|chf|xof|fcfa|can|\$ ?ca|dollars?|etp|fte|salari[ée]e?s?"
    r"|personnes?|membres?|people|empleados)?\s*\.?",
    re.IGNORECASE | re.ASCII,
)
_MULTIPLES = {"k": 1000, "m": 1_000_000, "md": 1_000_000_000, "mio": 1_000_000}


@lru_cache(maxsize=8192)
def parse_amount(text: str) -> Parsed:
    """A number with its thousands separated in any way: 1 234,56; 1,234.56; 1.234; 1,5 M€."""
    raw = clean(text)
    if is_nothing(raw):
        return NOTHING_PARSED
    found = _AMOUNT.fullmatch(raw) if len(raw) < 60 else None
    if found is None:
        return refused("amount-invalid", raw)
    number, unit = re.sub(r"[\s'’]", "", found.group(1)), (found.group(2) or "").lower()
    decimal = ""
    if "," in number and "." in number:
        decimal = max(",.", key=number.rfind)
    else:
        for mark in ",.":
            parts = number.split(mark)
            # One mark before three digits separates thousands, unless a zero stands before.
            if len(parts) == 2 and (len(parts[1]) != 3 or parts[0].lstrip("+-") in ("", "0")):
                decimal = mark
            elif len(parts) > 1 and any(len(part) != 3 for part in parts[1:]):
                return refused("amount-invalid", raw)
    for mark in ",.":
        if mark != decimal:
            number = number.replace(mark, "")
    number = number.replace(",", ".")
    if number.count(".") > 1 or not re.fullmatch(r"[+-]?\d{1,18}(?:\.\d{0,6})?", number):
        return refused("amount-invalid", raw)
    unit = {"millier": "k", "milliers": "k", "million": "m", "millions": "m"}.get(unit, unit)
    value = Decimal(number) * _MULTIPLES.get(unit, 1)
    return (value, None) if value >= 0 else refused("amount-invalid", raw)
