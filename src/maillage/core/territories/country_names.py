"""Countries by their names: shown in a language, and found again from what a person wrote."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from maillage.core.territories.country_tables import (
    ALIASES,
    AMBIGUOUS,
    CHOSEN_NAMES,
    COUNTRIES,
    COUNTRY_SET,
    GROUP_NAMES,
    GROUP_OF,
)

LANGUAGES = ("fr", "en", "es")

ARTICLE = re.compile(r"^(?:le|la|les|l|the|el|los|las) (?=.{3})")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ı": "i", "ł": "l", "ø": "o", "đ": "d"})


def fold(text: str) -> str:
    """Lower case, no accent, one space for every run of punctuation: ``"Côte d’Ivoire"`` →
    ``"cote d ivoire"``."""
    text = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^0-9a-z]+", " ", text).split())


def language_of(lang: str) -> str:
    return re.split(r"[-_]", lang, maxsplit=1)[0].lower()


@lru_cache(maxsize=16)
def _territories(lang: str) -> Mapping[str, str]:
    try:
        return Locale.parse(lang).territories
    except (UnknownLocaleError, ValueError):
        return Locale.parse(LANGUAGES[0]).territories


def country_name(code: str, lang: str = "fr") -> str:
    """Display name of an alpha-2 code in a language (``"fr"``, ``"en-CA"``…).

    An unknown code is returned unchanged: a page never fails because of an old record.
    """
    base = language_of(lang)
    if code in CHOSEN_NAMES and base in LANGUAGES:
        return CHOSEN_NAMES[code][LANGUAGES.index(base)]
    if code not in COUNTRY_SET:
        return code
    return _territories(base).get(code) or _territories("en").get(code, code)


def country_group(code: str) -> str | None:
    """Key of ``GROUPS`` for an alpha-2 code; ``None`` for Antarctica and unknown codes."""
    return GROUP_OF.get(code)


def group_name(group: str, lang: str = "fr") -> str:
    """Display name of a group of countries, in French when the language has none."""
    base = language_of(lang)
    index = LANGUAGES.index(base) if base in LANGUAGES else 0
    return GROUP_NAMES[group][index]


def countries(lang: str = "fr") -> list[tuple[str, str]]:
    """(code, name) of every country, sorted by name as a reader of the language expects."""
    return sorted(((c, country_name(c, lang)) for c in COUNTRIES), key=lambda pair: fold(pair[1]))


@lru_cache(maxsize=1)
def _country_index() -> Mapping[str, str]:
    """Folded text → alpha-2. Names of two countries that fold alike are dropped."""
    seen: dict[str, set[str]] = {}

    def add(text: str, code: str) -> None:
        key = fold(text)
        for variant in {key, ARTICLE.sub("", key)}:
            seen.setdefault(variant, set()).add(code)

    for code in COUNTRIES:
        for lang in LANGUAGES:
            add(_territories(lang)[code], code)
            add(country_name(code, lang), code)
    index = {key: codes.pop() for key, codes in seen.items() if len(codes) == 1}
    for key in AMBIGUOUS:
        index.pop(key, None)
    # "Saint", "St." and "Sainte", "Ste" are the same word to whoever fills the form.
    for key, code in list(index.items()):
        short = re.sub(r"\bsainte\b", "ste", re.sub(r"\bsaint\b", "st", key))
        long = re.sub(r"\bste\b", "sainte", re.sub(r"\bst\b", "saint", key))
        index.setdefault(short, code)
        index.setdefault(long, code)
    for code, aliases in ALIASES.items():
        for alias in aliases.split("|"):
            index[alias] = code
    # Alpha-3 after the names: no name has three letters, several aliases do ("rdc", "car", "usa").
    for alias, targets in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and len(targets) == 1 and targets[0] in COUNTRY_SET:
            index.setdefault(alias.lower(), targets[0])
    index["xkx"] = "XK"
    # Alpha-2 last and without exception: "NA" is Namibia, never "not available".
    for code in COUNTRIES:
        index[code.lower()] = code
    return MappingProxyType(index)


def find_country(text: str) -> str | None:
    """Alpha-2 code for a code or a name written by a person, or ``None`` when unsure.

    Recognises alpha-2 and alpha-3 codes, French, English and Spanish names, usual aliases, with or
    without accents and articles, and forms such as ``"Congo (RDC)"`` or ``"Dakar (Sénégal)"``.
    """
    index = _country_index()
    key = fold(text)
    if not key:
        return None
    # "n.a." or "N/A" folds to "n a": only the bare two letters are a code.
    found = index.get(key) or index.get(ARTICLE.sub("", key))
    if found:
        return found
    match = re.fullmatch(r"\s*(.*?)\(([^()]*)\)\s*", text)
    if match:
        outside, inside = (find_country(part) for part in match.groups())
        if outside and inside and outside != inside:
            return None
        return outside or inside
    return None
