"""How codes, values and degrees of results are said in the reader's language."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.core import territories
from maillage.core.errors import Refusal
from maillage.core.narratives import said
from maillage.desk.columns import tag
from maillage.network import current
from maillage.organisations.words import theme_label
from maillage.results import numbers
from maillage.results.enums import Age, Dimension, Grade, Measure, Sex

__all__ = ["theme_label"]
LETTERS = "ABCD"
LANGUAGES = {"fr": "français", "en": "English", "es": "español", "nl": "Nederlands", "de": "Deutsch", "pt": "português"}
# How a derived breakdown is written for the world (IATI's `dimension`): names and values that need no codelist.
SEXES = {"F": "female", "M": "male", "X": "other", "": "unknown"}


def lang() -> str:
    return get_language() or "fr"


def told(narratives: Any) -> str:
    return said(narratives or [], lang())


def themes() -> list[tuple[str, str]]:
    return [(one.code, one.name.text(lang())) for one in current.profile().themes]


def languages() -> list[tuple[str, str]]:
    """The network's languages and the three of its partners, each in its own name."""
    codes = dict.fromkeys([*(one.code for one in current.profile().languages), "fr", "en", "es"])
    return [(code, LANGUAGES.get(code, code)) for code in codes]


def country(code: str) -> str:
    return territories.country_name(code, lang()) if code else ""


def dimensions() -> dict[str, str]:
    return {name: str(label) for name, label in Dimension.choices}


def cell_value(name: str, value: str) -> str:
    """« Femmes et filles », « 18 à 35 ans », a place; nothing is « inconnu »."""
    if not value:
        return _("Inconnu")
    if name == "sex":
        return str(Sex(value).label) if value in Sex.values else value
    if name == "age":
        return str(Age(value).label) if value in Age.values else value
    return value


def dimension_name(name: str | None) -> str:
    """A dimension as a file names it, said by ours where we know it."""
    known = {"sex": Dimension.SEX, "gender": Dimension.SEX, "age": Dimension.AGE, "place": Dimension.PLACE}
    return str(known[name.lower()].label) if name and name.lower() in known else (name or "")


def dimension_value(name: str | None, value: str | None) -> str:
    """A value of a dimension as a file writes it (« female »), said in the reader's language where we know it."""
    if name in ("sex", "gender"):
        codes = {"female": "F", "male": "M", "other": "X", "unknown": ""}
        return cell_value("sex", codes[value.lower()]) if value and value.lower() in codes else (value or "")
    if name == "age" and value in Age.values:
        return cell_value("age", value)
    return _("Inconnu") if value == "unknown" else (value or "")


def split_label(pairs: Iterable[Any]) -> str:
    """« Femmes et filles, 18 à 35 ans »."""
    return ", ".join(
        dimension_value(name, value) if name in ("sex", "gender", "age", "place")
        else f"{name or ''} : {value or ''}".strip(" :")
        for name, value in pairs
    )  # fmt: skip


def number(value: Decimal | int | None) -> str:
    """« 1 250,5 »: grouped, without zeros that say nothing."""
    if value is None:
        return ""
    plain = numbers.normal(Decimal(value))
    places = len(plain.partition(".")[2])
    return number_format(Decimal(plain), decimal_pos=places, force_grouping=True)


def amount(value: Decimal | None, written: str | None, indicator: Any) -> str:
    """A value of an indicator as one reads it: « 1 250 personnes », « 45 % », « Oui », the words of a degree."""
    if indicator.measure in (Measure.NOMINAL, Measure.ORDINAL):
        text = written if written is not None else (numbers.normal(value) if value is not None else "")
        return degree(indicator, text)
    if value is None:
        return written or ""
    shown = number(value.quantize(Decimal("0.1")) if indicator.measure == Measure.PERCENT else value)
    if indicator.measure == Measure.PERCENT:
        return _("%(n)s\u00a0%%") % {"n": shown}
    return f"{shown}\u00a0{indicator.unit}" if indicator.unit else shown


def degree(indicator: Any, level: str) -> str:
    """A degree of its scale, in words where it has some."""
    found = {str(value): str(text) for value, text in indicator.scale}
    return f"{level} – {found[level]}" if found.get(level) else level


def measured(row: Any) -> str:
    """The value of a measurement, with its fraction."""
    indicator = row.period.indicator
    if row.level:
        return degree(indicator, row.level)
    if row.numerator is not None:
        parts = {
            "value": amount(row.value, None, indicator),
            "over": number(row.numerator),
            "under": number(row.denominator),
        }
        return _("%(value)s (%(over)s sur %(under)s)") % parts
    return amount(row.value, None, indicator) or told(row.words)[:120]


def lettered() -> bool:
    """Belgium's administration gives letters; others use numbers."""
    return bool(current.profile().country == "BE")


def grade_sign(grade: int) -> str:
    return LETTERS[grade - 1] if lettered() else str(grade)


def grade(value: int) -> str:
    """« B – Satisfaisant », or « 2 – Satisfaisant »."""
    return f"{grade_sign(value)} – {Grade(value).label}"


def grades() -> list[tuple[int, str]]:
    return [(one.value, grade(one.value)) for one in Grade]


def state(row: Any) -> SafeString:
    """Its state as a word on a ground."""
    return tag(row.get_state_display(), row.stage.tone)


def refused(error: Refusal) -> ValidationError:
    """A refusal of the arithmetic, with its numbers as people read them."""
    params = {name: number(value) if isinstance(value, Decimal) else value for name, value in error.params.items()}
    return ValidationError(type(error)(error.code, **params).message(), code=error.code)


def evidence_title(row: Any) -> str:
    return _("Preuve : %(indicator)s") % {"indicator": str(row.period.indicator)[:150]}
