"""Numbers and counted nouns for maps and charts, outside Django's catalogues.

Drawings are also made by workers and for PDF, where no request has chosen a language.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal, format_percent

LANGUAGES = ("fr", "en", "es")

#: unit → (singular, plural) in French, English and Spanish.
UNITS: dict[str, tuple[tuple[str, str], tuple[str, str], tuple[str, str]]] = {
    "organisation": (
        ("organisation", "organisations"),
        ("organisation", "organisations"),
        ("organización", "organizaciones"),
    ),
    "member": (("membre", "membres"), ("member", "members"), ("miembro", "miembros")),
    "partner": (
        ("partenaire", "partenaires"),
        ("partner", "partners"),
        ("organización aliada", "organizaciones aliadas"),
    ),
    "project": (
        ("projet", "projets"),
        ("project", "projects"),
        ("proyecto", "proyectos"),
    ),
    "activity": (
        ("activité", "activités"),
        ("activity", "activities"),
        ("actividad", "actividades"),
    ),
    "country": (("pays", "pays"), ("country", "countries"), ("país", "países")),
}


# XML 1.0 has no way to write these, not even escaped.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """Text for an SVG element or attribute: escaped, without what XML forbids."""
    return html.escape(_ILLEGAL.sub("", text))


@lru_cache(maxsize=32)
def locale(lang: str) -> Locale:
    """Babel locale of a language tag (``"fr-CA"``, ``"es"``); French when it is unknown."""
    try:
        return Locale.parse(lang.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("fr")


def index(lang: str) -> int:
    """Column of a language in the trilingual tables; French when it has none."""
    base = re.split(r"[-_]", lang, maxsplit=1)[0].lower()
    return LANGUAGES.index(base) if base in LANGUAGES else 0


def number(value: float, lang: str) -> str:
    """A number as the language writes it, at most two decimals."""
    if value == 0:
        value = 0  # never "-0"
    # The true minus sign: a hyphen is too short beside figures and may be cut from them.
    return format_decimal(round(value, 2), locale=locale(lang)).replace("-", "\N{MINUS SIGN}")


def percent(share: float, lang: str) -> str:
    """A share between 0 and 1 as a whole percentage."""
    return format_percent(share, locale=locale(lang))


def counted(count: int, unit: str | tuple[str, str], lang: str) -> str:
    """``"5 organisations"``: French counts 0 and 1 as singular, English and Spanish only 1.

    ``unit`` is a key of ``UNITS`` or a pair (singular, plural) already in the language.
    """
    column = index(lang)
    single, plural = UNITS[unit][column] if isinstance(unit, str) else unit
    one = abs(count) < 2 if column == 0 else count == 1
    return f"{number(count, lang)} {single if one else plural}"


def labelled(name: str, text: str, lang: str) -> str:
    """``"Estrie : 5"``, with French's no-break space before the colon."""
    return f"{name}\N{NO-BREAK SPACE}: {text}" if index(lang) == 0 else f"{name}: {text}"


# A day of one digit before the name of a month; an hour (« 1 h 05 ») is none.
_FIRST = re.compile("^(\\w+[ \u00a0])?1(?=[ \u00a0][^\\W\\d_]{2})")


def first_of_month(text: str) -> str:
    """« 1 avril 2026 » as French says it: « 1er avril 2026 »; « mardi 1 déc. »: « mardi 1er déc. »."""
    return _FIRST.sub(lambda found: f"{found[1] or ''}1er", text)
