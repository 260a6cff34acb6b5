"""A sending read: what a page or a phone posted, as values of the report; each fault tied to its field."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from maillage.core.asked import row_number
from maillage.core.errors import Refusal
from maillage.core.money import Money
from maillage.core.text import clean
from maillage.fieldwork.actions.writing import Sent
from maillage.fieldwork.content import COUNTS, NUMBERS, TEXTS, plain
from maillage.fieldwork.sheet import Sheet

KEY = re.compile(r"[A-Za-z0-9-]{8,36}")
EXPENSE = re.compile(r"e\.([A-Za-z0-9-]{8,36})\.(on|label|line|amount|currency|gone)")
MOST_PEOPLE = 10_000_000
LARGEST = Decimal(10) ** 15
FIELDS = ("on", "label", "line", "amount", "currency")


@dataclass
class Read:
    """What was read, and what could not be: {name of the field: sentence}."""

    key: str
    read: int
    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def sent(self) -> Sent:
        told = json.dumps([self.read, self.values], sort_keys=True, ensure_ascii=False)
        return Sent(self.key, self.read, hashlib.sha256(told.encode()).hexdigest(), self.values)


def read(posted: Mapping[str, str], sheet: Sheet) -> Read:
    """Read what a page holds: a short page holds a part of the report, and the rest is not touched."""
    key = posted.get("key", "")
    found = Read(key if KEY.fullmatch(key) else "", row_number(posted.get("version")))
    if not found.key:
        found.errors["key"] = _("Cette page est ancienne : rechargez-la.")
    for name, most in TEXTS.items():
        if name in posted:
            text = clean(posted[name], multiline=True)
            found.values[name] = text[:most]
            if len(text) > most:
                found.errors[name] = _("Ce texte est trop long : %(most)s signes au plus.") % {"most": most}
    if "language" in posted:
        code = clean(posted["language"]).lower()[:5]
        found.values["language"] = code if re.fullmatch(r"[a-z]{2,3}", code) else settings.LANGUAGE_CODE
    read_counts(posted, found)
    read_expenses(posted, sheet, found)
    read_measures(posted, sheet, found)
    return found


def read_counts(posted: Mapping[str, str], found: Read) -> None:
    for name in COUNTS:
        if name not in posted:
            continue
        text = re.sub(r"[\s.'’]", "", clean(posted[name]))
        if text and not (text.isascii() and text.isdecimal() and int(text[:12]) <= MOST_PEOPLE):
            found.errors[name] = _("Écrivez un nombre entier, ou laissez vide.")
            continue
        found.values[name] = int(text) if text else None
    people, women = found.values.get("people"), found.values.get("women")
    if women is not None and (people is None or women > people):
        found.errors["women"] = _(
            "Les femmes sont comptées parmi les personnes : ce nombre ne peut pas être plus grand."
        )


def read_expenses(posted: Mapping[str, str], sheet: Sheet, found: Read) -> None:
    told: dict[str, dict[str, str]] = {}
    for name, value in posted.items():
        if match := EXPENSE.fullmatch(name):
            told.setdefault(match[1], {})[match[2]] = value
    for key, row in list(told.items())[:100]:
        if row.get("gone"):
            found.values[f"e:{key}"] = None
        elif any(clean(row.get(name, "")) for name in ("on", "label", "amount")):
            found.values[f"e:{key}"] = expense(key, row, sheet, found)


def expense(key: str, row: Mapping[str, str], sheet: Sheet, found: Read) -> dict[str, Any]:
    at = f"e.{key}"
    currency = row.get("currency") if row.get("currency") in sheet.currencies else sheet.currencies[0]
    told: dict[str, Any] = {"on": "", "label": clean(row.get("label", ""))[:300], "line": None, "amount": None,
                            "currency": currency}  # fmt: skip
    if day := clean(row.get("on", "")):
        try:
            told["on"] = date.fromisoformat(day).isoformat()
            if not 1990 <= date.fromisoformat(day).year <= 2100:
                raise ValueError
        except ValueError:
            found.errors[f"{at}.on"] = _("Écrivez la date ainsi : 2026-09-30.")
            told["on"] = ""
    line = row_number(row.get("line"))
    told["line"] = line if line in {one.pk for one in sheet.lines} else None
    if text := clean(row.get("amount", "")):
        try:
            amount = Money.parse(text, currency or "").minor
            if not 0 < amount < 10**15:
                raise ValueError
            told["amount"] = amount
        except Refusal as refusal:
            found.errors[f"{at}.amount"] = refusal.message()
        except ValueError:
            found.errors[f"{at}.amount"] = _("Écrivez un montant plus grand que zéro.")
    return told


def read_measures(posted: Mapping[str, str], sheet: Sheet, found: Read) -> None:
    for period in sheet.periods:
        at = f"m.{period.pk}"
        names = [name for name in (*NUMBERS, "level", "words") if f"{at}.{name}" in posted]
        if not names:
            continue
        told: dict[str, Any] = dict.fromkeys((*NUMBERS, "level", "words"), "")
        for name in names:
            text = clean(posted[f"{at}.{name}"], multiline=name == "words")
            told[name] = (
                text[:2_000]
                if name == "words"
                else text[:60]
                if name == "level"
                else number(text, f"{at}.{name}", found)
            )
        check_measure(period, told, at, found)
        found.values[f"m:{period.pk}"] = told if any(told.values()) else None


def number(text: str, at: str, found: Read) -> str:
    if not text:
        return ""
    try:
        value = Decimal(re.sub(r"[\s'’]", "", text).replace(",", "."))
        if not value.is_finite() or abs(value) >= LARGEST or -value.as_tuple().exponent > 6:  # type: ignore[operator]
            raise InvalidOperation
    except InvalidOperation:
        found.errors[at] = _("Écrivez un nombre, ou laissez vide.")
        return ""
    return plain(value)


def check_measure(period: Any, told: dict[str, Any], at: str, found: Read) -> None:
    """What the chain of results would refuse later is said now, beside its field."""
    indicator = period.indicator
    below = _("Cet indicateur ne peut pas être inférieur à zéro.")
    for name in NUMBERS:
        if told[name].startswith("-") and (name != "value" or not indicator.may_be_negative):
            found.errors[f"{at}.{name}"] = below
    over, under = told["numerator"], told["denominator"]
    if bool(over) != bool(under) or (under and Decimal(under) <= 0):
        found.errors[f"{at}.denominator"] = _("Donnez les deux nombres ; le second est plus grand que zéro.")
    parts = [Decimal(told[name]) for name in ("women", "men") if told[name]]
    if parts and (not told["value"] or sum(parts) > Decimal(told["value"])):
        found.errors[f"{at}.women"] = _("Femmes et hommes font plus que le total.")
    if told["level"] and indicator.scale and told["level"] not in [str(value) for value, _words in indicator.scale]:
        found.errors[f"{at}.level"] = _("Choisissez un degré de l’échelle.")
