"""One cell of somebody's spreadsheet into one value, forgiving and never silent.

Every function takes the raw text and returns the value and, when there is something to say, a
Problem. Severities: an *error* keeps the row out; a *warning* leaves the cell out; a *note*
tells that the value was understood in a way worth checking.
"""

import datetime
import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from maillage.core.territories import find_country, parse_countries
from maillage.core.text import clean, fold, normalise_name, word_set
from maillage.organisations import identifiers
from maillage.organisations.columns import IDENTIFIER_FIELDS, Field

ERROR, WARNING, NOTE = "error", "warning", "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """What there is to say about a cell, without words: `explain` has them."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    severity: str = WARNING
    column: int | None = None
    field: str = ""


MESSAGES: dict[str, Any] = {
    "name-missing": _("La ligne n’a pas de nom d’organisation."),
    "name-from-acronym": _("Faute de nom, le sigle est repris comme nom."),
    "text-too-long": _("Le texte a %(length)s caractères ; la limite est de %(limit)s."),
    "text-cut": _("Le texte a %(length)s caractères : il est coupé à %(limit)s."),
    "entities-decoded": _("Des codes HTML ont été remplacés par leurs caractères : %(value)s."),
    "year-invalid": _("« %(text)s » n’est pas une année entre 1789 et aujourd’hui."),
    "date-invalid": _(
        "« %(text)s » n’est pas une date qui existe. Écrivez par exemple 31/12/2024 (jour, mois, année) ou 2024-12-31."
    ),
    "date-guessed": _("« %(text)s » est lu comme le %(value)s."),
    "boolean-invalid": _("« %(text)s » n’est ni oui ni non."),
    "coordinate-invalid": _("« %(text)s » n’est pas une latitude ou une longitude."),
    "coordinates-swapped": _("Latitude et longitude étaient inversées : elles ont été échangées."),
    "coordinates-incomplete": _("Il manque la latitude ou la longitude : le lieu n’est pas placé."),
    "coordinates-zero": _("Le point 0, 0 est au milieu de l’océan : le lieu n’est pas placé."),
    "phone-invalid": _("« %(text)s » n’est pas un numéro de téléphone."),
    "email-invalid": _("« %(text)s » n’est pas une adresse électronique."),
    "url-invalid": _("« %(text)s » n’est pas l’adresse d’un site."),
    "url-completed": _("L’adresse a été complétée : %(value)s."),
    "first-kept": _("La cellule contient plusieurs valeurs ; « %(value)s » est gardée."),
    "amount-invalid": _("« %(text)s » n’est pas un nombre."),
    "kind-unknown": _("« %(text)s » n’est pas un type d’organisation connu."),
    "state-unknown": _("« %(text)s » n’est pas un état connu."),
    "theme-unknown": _("Thèmes absents du profil du réseau : %(text)s."),
    "family-unknown": _("Famille d’acteurs absente du profil du réseau : %(text)s."),
    "region-unknown": _("Région non reconnue : %(text)s."),
    "same-as-row": _("Même organisation que la ligne %(row)s : les deux lignes sont réunies."),
    "merged-since": _("Cette organisation a été fusionnée dans une autre : elle n’est pas changée."),
    "withheld-kept": _("Cette organisation est retenue : l’import ne la rend pas publique."),
    "changed-since": _("Modifiée depuis l’import : elle reste comme elle est."),
    "used-since": _("D’autres choses en dépendent depuis l’import : elle reste."),
    "country-unknown": _("Pays non reconnu : %(text)s."),
    "country-several": _("Un siège n’a qu’un pays ; « %(text)s » en donne plusieurs."),
    "language-unknown": _("Langue non reconnue : %(text)s."),
    "two-values": _("Deux colonnes donnent deux valeurs ; « %(value)s » est gardée."),
    "extra-cells": _("La ligne a %(count)s cellules de plus que les titres de colonnes."),
    "identifier-unknown": _("« %(text)s » ne suit la forme d’aucun registre connu."),
    "identifier-ambiguous": _("« %(text)s » peut être lu de plusieurs façons : %(kinds)s."),
}


def explain(problem: Problem) -> str:
    """The French (or translated) sentence of a problem."""
    if problem.code.startswith("identifier."):
        code = problem.code.removeprefix("identifier.")
        return str(identifiers.IdentifierError.MESSAGES[code]) % problem.params
    return str(MESSAGES[problem.code]) % problem.params


Parsed = tuple[Any, Problem | None]
_NOTHING_PARSED: Parsed = (None, None)
_NOTHING = word_set(
    """
    - -- --- – — . ? n/a #n/a n.a. n.a n/d nd n.d. nc n.c. s/o s.o. null none nil néant neant
    nihil aucun aucune ninguno tbd #ref! #value! #valeur!
    """
)


def _is_nothing(text: str) -> bool:
    return not text or (len(text) < 9 and text.lower() in _NOTHING)


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"


def _refused(code: str, text: str) -> Parsed:
    return None, Problem(code, {"text": _short(text)})


# --- Texts -----------------------------------------------------------------------------------

_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[A-Za-z]{2,8});")


def _text(text: str, limit: int, *, multiline: bool = False) -> Parsed:
    problem = None
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
        problem = Problem("entities-decoded", {"value": _short(clean(text))}, NOTE)
    value = clean(text, multiline=multiline)
    if _is_nothing(value):
        return _NOTHING_PARSED
    if len(value) > limit:
        problem = Problem("text-cut", {"length": len(value), "limit": limit})
        value = value[:limit].rstrip()
    return value, problem


def parse_name(text: str) -> Parsed:
    value, problem = _text(text, 10_000_000)
    if value is not None and len(value) > 300:
        return None, Problem("text-too-long", {"length": len(value), "limit": 300}, ERROR)
    return value, problem


def parse_short(text: str) -> Parsed:
    return _text(text, 200)


def parse_line(text: str) -> Parsed:
    return _text(text, 500)


def parse_prose(text: str) -> Parsed:
    return _text(text, 10_000, multiline=True)


_LIST = re.compile(r"\s*[;|\n•]\s*")


def parse_list(text: str) -> Parsed:
    """Words kept as they are; commas separate only where nothing stronger does."""
    value, problem = _text(text, 5_000, multiline=True)
    if value is None:
        return (), None
    pieces = _LIST.split(value)
    if len(pieces) == 1:
        pieces = re.split(r"\s*,\s*(?![^()]*\))", value)
    kept = dict.fromkeys(piece[:200] for piece in pieces if not _is_nothing(piece))
    return tuple(kept), problem


# --- Time ------------------------------------------------------------------------------------

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
    if _is_nothing(raw):
        return _NOTHING_PARSED
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
        return _refused("date-invalid", raw)
    if guessed:
        return value, Problem("date-guessed", {"text": raw, "value": value.isoformat()}, NOTE)
    return value, None


@lru_cache(maxsize=8192)
def parse_year(text: str) -> Parsed:
    raw = text.strip()
    if _is_nothing(raw):
        return _NOTHING_PARSED
    years = set(_YEAR.findall(raw))
    if len(years) != 1 or len(raw) > 60:
        return _refused("year-invalid", raw)
    year = int(years.pop())
    if not 1789 <= year <= datetime.date.today().year:
        return _refused("year-invalid", raw)
    return year, None


# --- Yes and no ------------------------------------------------------------------------------

_YES = word_set(
    """
    oui o yes y si s x 1 vrai true v t verdadero ok on ✓ ✔ ☑ ja wahr 1.0
    """
)
_NO = word_set(
    """
    non n no 0 faux false f falso off ✗ ✘ ☐ nein falsch 0.0
    """
)


@lru_cache(maxsize=1024)
def parse_boolean(text: str) -> Parsed:
    word = fold(text).strip(" .")
    if word in _YES:
        return True, None
    if word in _NO:
        return False, None
    if _is_nothing(word):
        return _NOTHING_PARSED
    return _refused("boolean-invalid", text.strip())


# --- Places ----------------------------------------------------------------------------------

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
    if _is_nothing(raw):
        return _NOTHING_PARSED
    direction = ""
    if len(raw) < 60 and raw[0] in "NSEWOnsewo":
        direction, raw = raw[0], raw[1:].strip()
    found = _DEGREES.fullmatch(raw) if len(raw) < 60 else None
    if found is None:
        return _refused("coordinate-invalid", text.strip())
    sign, *numbers, suffix = found.groups()
    degrees, minutes, seconds = (float((n or "0").replace(",", ".")) for n in numbers)
    if (seconds and numbers[1] is None) or minutes >= 60 or seconds >= 60:
        return _refused("coordinate-invalid", text.strip())
    value = degrees + minutes / 60 + seconds / 3600
    direction = (direction or suffix or "").upper()
    if sign == "-" or direction in {"S", "W", "O"}:
        value = -value
    if abs(value) > (90 if direction in {"N", "S"} else 180):
        return _refused("coordinate-invalid", text.strip())
    return round(value, 7), None


def parse_coordinates(text: str) -> Parsed:
    """Latitude and longitude in one cell: "48.85, 2.35", "48,85 ; 2,35", DMS."""
    raw = text.strip().strip("()[]")
    if _is_nothing(raw):
        return _NOTHING_PARSED
    for separator in (r"\s*[;/|]\s*", r",\s+", r"(?<=[NSns])\s*,?\s*", r"\s+", ","):
        pieces = re.split(separator, raw, maxsplit=1) if len(raw) < 120 else []
        if len(pieces) == 2 and all(pieces):
            values = [parse_coordinate(piece)[0] for piece in pieces]
            if None not in values:
                return tuple(values), None
    return _refused("coordinate-invalid", raw)


def _checked_place(latitude: float, longitude: float) -> tuple[Any, Problem | None]:
    if latitude == longitude == 0:
        return None, Problem("coordinates-zero")
    if abs(latitude) > 90:
        if abs(longitude) > 90:
            return _refused("coordinate-invalid", f"{latitude}, {longitude}")
        return (longitude, latitude), Problem("coordinates-swapped", {}, NOTE)
    return (latitude, longitude), None


@lru_cache(maxsize=8192)
def parse_country(text: str) -> Parsed:
    """The country of a seat: exactly one."""
    raw = clean(text)
    if not raw:
        return _NOTHING_PARSED
    if len(raw) > 300:
        return _refused("country-unknown", raw)
    if code := find_country(raw):
        return code, None
    codes, unknown = parse_countries(raw)
    if len(codes) == 1 and not unknown:
        return codes[0], None
    if len(codes) > 1:
        return _refused("country-several", raw)
    return _refused("country-unknown", raw) if unknown else _NOTHING_PARSED


@lru_cache(maxsize=16_384)
def parse_country_list(text: str) -> Parsed:
    """Countries of action, in their order; "NA" is Namibia."""
    raw = clean(text, multiline=True)
    if not raw:
        return (), None
    if len(raw) > 5_000:
        # Every country of the world fits in less; what is longer is another column's text.
        return (), Problem("country-unknown", {"text": _short(raw)})
    codes, unknown = parse_countries(raw)
    problem = Problem("country-unknown", {"text": _short(", ".join(unknown))}) if unknown else None
    return tuple(codes), problem


# --- Reaching people -------------------------------------------------------------------------

_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}")
_AT = re.compile(r"\s*[(\[]\s*(?:at|a|arobase|arroba)\s*[)\]]\s*", re.IGNORECASE)
_BETWEEN_EMAILS = re.compile(r"[\s,;/<>()\[\]|\"]+")


def parse_email(text: str) -> Parsed:
    raw = clean(text)
    if _is_nothing(raw):
        return _NOTHING_PARSED
    if len(raw) > 1_000:
        return _refused("email-invalid", raw)
    found = []
    spread = _AT.sub("@", raw) if "@" not in raw else raw
    for piece in _BETWEEN_EMAILS.split(spread):
        candidate = re.sub(r"^mailto:", "", piece, flags=re.IGNORECASE).strip(".'’:")
        if "@" in candidate and len(candidate) <= 254 and ".." not in candidate and _EMAIL.fullmatch(candidate):
            local, _at, domain = candidate.rpartition("@")
            found.append(f"{local}@{domain.lower()}")
    if not found:
        return _refused("email-invalid", raw)
    value = found[0]
    if len(dict.fromkeys(found)) > 1:
        return value, Problem("first-kept", {"value": value}, NOTE)
    return value, None


_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}\.?")


def parse_url(text: str) -> Parsed:
    raw = clean(text).strip("<>")
    if _is_nothing(raw):
        return _NOTHING_PARSED
    pieces = re.split(r"[\s;|]+|,\s+|\s+/\s+", raw, maxsplit=1)
    first = pieces[0].rstrip(",")
    several = len(pieces) > 1 and "." in pieces[1]
    if len(pieces) > 1 and not several:
        return _refused("url-invalid", raw)
    completed = False
    if not re.match(r"https?://", first, re.IGNORECASE):
        if re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", first, re.IGNORECASE) or "@" in first:
            return _refused("url-invalid", raw)
        first, completed = "https://" + first.lstrip("/"), True
    try:
        parts = urlsplit(first)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return _refused("url-invalid", raw)
    if parts.username is not None or not _HOST.fullmatch(host) or len(first) > 500:
        return _refused("url-invalid", raw)
    if re.search(r"[\"'<>\\^`{}]", first):
        return _refused("url-invalid", raw)
    netloc = host + (f":{port}" if port else "")
    value = parts._replace(scheme=parts.scheme.lower(), netloc=netloc).geturl()
    if several:
        return value, Problem("first-kept", {"value": value}, NOTE)
    if completed:
        return value, Problem("url-completed", {"value": value}, NOTE)
    return value, None


_PHONE_WORDS = re.compile(
    r"\b(?:t[ée]l(?:[ée]phone|[ée]fono)?|phone|mobile|portable|fixe|fax|ext(?:ension)?|poste|p|x|int)\b"
    r"[\s.:]*|#",
    re.IGNORECASE,
)


def parse_phone(text: str) -> Parsed:
    """A number as people write it; nothing is assumed about its country."""
    raw = clean(text)
    if _is_nothing(raw):
        return _NOTHING_PARSED
    first = re.split(r"\s*[;|]\s*|\s+(?:ou|or|/|y|et)\s+|\s*/\s*(?=\+|00|0\d)", raw, maxsplit=1)[0]
    rest = _PHONE_WORDS.sub("", first)
    digits = sum(char.isdigit() for char in rest)
    if not 5 <= digits <= 20 or len(first) > 60 or re.search(r"[^\d\s().+/-]", rest):
        return _refused("phone-invalid", raw)
    value = re.sub(r"^(?:t[ée]l[\w]*|phone|mobile)[\s.:]*", "", first, flags=re.IGNORECASE)
    if value.startswith("00"):
        value = "+" + value[2:].lstrip()
    if first != raw:
        return value, Problem("first-kept", {"value": value}, NOTE)
    return value, None


# --- Numbers ---------------------------------------------------------------------------------

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
    if _is_nothing(raw):
        return _NOTHING_PARSED
    found = _AMOUNT.fullmatch(raw) if len(raw) < 60 else None
    if found is None:
        return _refused("amount-invalid", raw)
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
                return _refused("amount-invalid", raw)
    for mark in ",.":
        if mark != decimal:
            number = number.replace(mark, "")
    number = number.replace(",", ".")
    if number.count(".") > 1 or not re.fullmatch(r"[+-]?\d{1,18}(?:\.\d{0,6})?", number):
        return _refused("amount-invalid", raw)
    unit = {"millier": "k", "milliers": "k", "million": "m", "millions": "m"}.get(unit, unit)
    value = Decimal(number) * _MULTIPLES.get(unit, 1)
    return (value, None) if value >= 0 else _refused("amount-invalid", raw)


# --- Closed lists ----------------------------------------------------------------------------

#: The IATI codes of kinds of organisations, in our own words.
IATI_KINDS: dict[str, Any] = {
    "10": _("État ou administration nationale"),
    "11": _("Collectivité locale"),
    "15": _("Autre organisme public"),
    "21": _("ONG internationale"),
    "22": _("ONG nationale"),
    "23": _("ONG régionale"),
    "24": _("ONG d’un pays partenaire"),
    "30": _("Partenariat public-privé"),
    "40": _("Organisation multilatérale"),
    "60": _("Fondation"),
    "70": _("Entreprise privée"),
    "71": _("Entreprise d’un pays donateur"),
    "72": _("Entreprise d’un pays bénéficiaire"),
    "73": _("Entreprise d’un autre pays"),
    "80": _("Université, formation ou recherche"),
    "90": _("Autre type d’organisation"),
}
_KIND_WORDS = {
    "10": "government|etat|gouvernement|ministere|gobierno|administration centrale|national government",
    "11": "local government|collectivite|collectivite locale|collectivite territoriale|commune|mairie"
    "|municipalite|gobierno local",
    "15": "other public sector|autre public|organisme public|etablissement public|service public",
    "21": "international ngo|ong internationale|ingo|osi|asi|ong internacional",
    "22": "national ngo|ong nationale|ong nacional|association nationale|association|asbl|ong|ngo|obnl",
    "23": "regional ngo|ong regionale|ong regional",
    "24": "partner country based ngo|ong locale|ong partenaire",
    "30": "public private partnership|partenariat public prive|ppp",
    "40": "multilateral|multilaterale|organisation multilaterale|organisation internationale",
    "60": "foundation|fondation|fundacion|fonds de dotation",
    "70": "private sector|secteur prive|entreprise|societe|empresa|company",
    "71": "private sector in provider country",
    "72": "private sector in aid recipient country",
    "73": "private sector in third country",
    "80": "academic training and research|academic|universite|university|universidad|recherche"
    "|etablissement d enseignement|ecole",
    "90": "other|autre|otro",
}
_KIND_OF_WORD = {word: code for code, words in _KIND_WORDS.items() for word in words.split("|")}


@lru_cache(maxsize=4096)
def parse_kind(text: str) -> Parsed:
    """An IATI code, from the code itself ("21", "21.0", "21 - …") or from usual names."""
    raw = clean(text)
    if _is_nothing(raw):
        return _NOTHING_PARSED
    if (found := re.match(r"(\d\d)(?:\.0)?(?:\s*[-–:.]\s.*)?$", raw)) and found[1] in IATI_KINDS:
        return found[1], None
    word = re.sub(r"[^\w]+", " ", fold(raw)).strip()
    for candidate in (word, word.rstrip("s"), re.sub(r"s\b", "", word)):
        if candidate in _KIND_OF_WORD:
            return _KIND_OF_WORD[candidate], None
    return _refused("kind-unknown", raw)


_STATES = {
    "active": "actif active en activite activa activo vivante oui",
    "dormant": "dormant dormante en sommeil inactif inactive inactiva suspendue dormida",
    "closed": "closed fermee ferme dissoute dissous cessee disuelta cerrada radiee liquidee",
}
_STATE_OF_WORD = {word: state for state, words in _STATES.items() for word in words.replace("en ", "en_").split()}


def parse_state(text: str) -> Parsed:
    raw = clean(text)
    if _is_nothing(raw):
        return _NOTHING_PARSED
    state = _STATE_OF_WORD.get(fold(raw).replace("en ", "en_"))
    return (state, None) if state else _refused("state-unknown", raw)


_LANGUAGES = {
    "fr": "fr fra fre francais french frances",
    "en": "en eng anglais english ingles",
    "es": "es spa esp espagnol spanish espanol castellano",
    "pt": "pt por portugais portuguese portugues",
    "nl": "nl nld dut neerlandais dutch neerlandes flamand",
    "de": "de deu ger allemand german aleman deutsch",
    "it": "it ita italien italian italiano",
    "ar": "ar ara arabe arabic",
    "ht": "ht hat creole creole_haitien haitian",
    "wo": "wo wol wolof",
    "sw": "sw swa swahili kiswahili",
    "ln": "ln lin lingala",
    "mg": "mg mlg malgache malagasy",
    "bm": "bm bam bambara",
    "ff": "ff ful peul pulaar fulfulde",
    "qu": "qu que quechua",
    "br": "br bre breton",
    "oc": "oc oci occitan",
    "eu": "eu eus baq basque euskara",
    "ca": "ca cat catalan",
    "ru": "ru rus russe russian ruso",
    "uk": "uk ukr ukrainien ukrainian",
    "zh": "zh zho chi chinois chinese chino",
    "hi": "hi hin hindi",
    "vi": "vi vie vietnamien vietnamese",
    "iu": "iu iku inuktitut",
}
_LANGUAGE_OF_WORD = {word: code for code, words in _LANGUAGES.items() for word in words.split()}


@lru_cache(maxsize=4096)
def parse_languages(text: str) -> Parsed:
    raw = clean(text, multiline=True)
    if _is_nothing(raw):
        return (), None
    known, unknown = [], []
    for piece in re.split(r"\s*[,;/|\n+&]\s*|\s+(?:et|and|y)\s+", raw):
        word = fold(piece).split(" (")[0].replace(" ", "_")
        # "fr-CA", "pt_BR": the language without its country.
        if re.fullmatch(r"[a-z]{2}[-_][a-z]{2}", word):
            word = word[:2]
        code = _LANGUAGE_OF_WORD.get(word)
        if code:
            known.append(code)
        elif piece:
            unknown.append(piece)
    problem = Problem("language-unknown", {"text": _short(", ".join(unknown))}) if unknown else None
    return tuple(dict.fromkeys(known)), problem


# --- Identifiers -----------------------------------------------------------------------------


def _noted(identifier: identifiers.Identifier) -> Parsed:
    if identifier.notes:
        note = identifier.notes[0]
        return identifier, Problem(f"identifier.{note.code}", note.params, NOTE)
    return identifier, None


def parse_identifier(text: str, kind: str = "", country: str = "") -> Parsed:
    """An Identifier of the kind that the column announces, or of the one recognised."""
    raw = clean(text)
    if identifiers.is_placeholder(raw):
        return _NOTHING_PARSED
    if raw.endswith(".0") and raw[:-2].isdigit():
        raw = raw[:-2]
    if len(raw) > 200:
        return _refused("identifier-unknown", raw)
    if kind:
        try:
            return _noted(identifiers.check(kind, raw))
        except identifiers.IdentifierError as error:
            if kind == "iati" and error.code == "format" and re.search(r"\d|\w-\w", raw):
                return _noted(identifiers.check("other", raw))
            return None, Problem(f"identifier.{error.code}", error.params)
    found = identifiers.recognise(raw, country=country)
    if not found:
        return _noted(identifiers.check("other", raw))
    identifier, problem = _noted(identifiers.check(*found[0]))
    if len(found) > 1:
        kinds = ", ".join(kind.upper() for kind, _value in found)
        problem = Problem("identifier-ambiguous", {"text": raw, "kinds": kinds})
    return identifier, problem


# --- A row -----------------------------------------------------------------------------------

_PARSERS: dict[Field, Callable[[str], Parsed]] = {
    Field.NAME: parse_name,
    Field.SHORT_NAME: parse_short,
    Field.KIND: parse_short,  # in the network's own words: `importing.values` looks it up
    Field.IATI_TYPE: parse_kind,
    Field.FAMILY: parse_short,
    Field.FOUNDED: parse_year,
    Field.BUDGET: parse_amount,
    Field.STAFF: parse_amount,
    Field.REPRESENTED: parse_amount,
    Field.STREET: parse_line,
    Field.POSTAL_CODE: parse_short,
    Field.CITY: parse_short,
    Field.REGION: parse_short,
    Field.COUNTRY: parse_country,
    Field.LATITUDE: parse_coordinate,
    Field.LONGITUDE: parse_coordinate,
    Field.COORDINATES: parse_coordinates,
    Field.COUNTRIES_OF_ACTION: parse_country_list,
    Field.THEMES: parse_list,
    Field.LANGUAGES: parse_languages,
    Field.WEBSITE: parse_url,
    Field.EMAIL: parse_email,
    Field.PHONE: parse_phone,
    Field.DESCRIPTION: parse_prose,
    Field.DESCRIPTION_FR: parse_prose,
    Field.DESCRIPTION_EN: parse_prose,
    Field.DESCRIPTION_ES: parse_prose,
    Field.PUBLIC: parse_boolean,
    Field.WITHHELD: parse_boolean,
    Field.STATE: parse_state,
    Field.VERIFIED_ON: parse_date,
    Field.NOTE: parse_prose,
    Field.CATEGORY: parse_short,
    Field.MEMBER_SINCE: parse_date,
    Field.EXTERNAL_KEY: parse_short,
}


@dataclass(slots=True)
class ParsedRow:
    """The values of a row by field, what there is to say, and the key of its organisation.

    `key` tells two rows of one file apart, or not: the external key, else the first proven
    identifier, else the name and the country.
    """

    values: dict[str, Any]
    identifiers: list[identifiers.Identifier]
    problems: list[Problem]
    key: str

    @property
    def is_valid(self) -> bool:
        return all(problem.severity != ERROR for problem in self.problems)


def parse_row(row: Sequence[str], mapping: Mapping[int, Field | str]) -> ParsedRow:
    """Read a row by the fields of its columns; never raises, whatever the cells hold."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    raw_identifiers: list[tuple[int, str, str]] = []
    width = len(row)
    for column, name in mapping.items():
        if column >= width:
            continue
        cell = row[column]
        if not cell or cell.isspace():
            continue
        parser = _PARSERS.get(name)  # type: ignore[arg-type]
        if parser is None:
            if name in IDENTIFIER_FIELDS:
                raw_identifiers.append((column, name, cell))
            continue
        value, problem = parser(cell)
        if problem is not None:
            problems.append(replace(problem, column=column, field=str(name)))
        if value is None or value == ():
            continue
        before = values.get(name)
        if before is None:
            values[name] = value
        elif isinstance(value, tuple) and name is not Field.COORDINATES:
            values[name] = tuple(dict.fromkeys(before + value))
        elif before != value:
            params = {"value": _short(str(before))}
            problems.append(Problem("two-values", params, WARNING, column, str(name)))
    found = _parse_identifiers(raw_identifiers, values.get(Field.COUNTRY, ""), problems)
    if Field.NAME not in values and not any(problem.severity == ERROR for problem in problems):
        if short := values.get(Field.SHORT_NAME):
            values[Field.NAME] = short
            problems.append(Problem("name-from-acronym", {}, NOTE, None, Field.NAME))
        else:
            problems.append(Problem("name-missing", {}, ERROR, None, Field.NAME))
    if values.keys() & {Field.LATITUDE, Field.LONGITUDE, Field.COORDINATES}:
        _place(values, problems)
    return ParsedRow(values, found, problems, _key(values, found))


def _parse_identifiers(
    cells: list[tuple[int, str, str]], country: str, problems: list[Problem]
) -> list[identifiers.Identifier]:
    found: dict[tuple[str, str], identifiers.Identifier] = {}
    for column, name, cell in cells:
        kind = "" if name == Field.IDENTIFIER else str(name)
        identifier, problem = parse_identifier(cell, kind, country)
        if problem is not None:
            problems.append(replace(problem, column=column, field=str(name)))
        if identifier is not None:
            found.setdefault((identifier.kind, identifier.value), identifier)
    return list(found.values())


def _place(values: dict[str, Any], problems: list[Problem]) -> None:
    """Bring one or two columns of coordinates to a latitude and a longitude that make sense."""
    both = values.pop(Field.COORDINATES, None)
    latitude, longitude = values.pop(Field.LATITUDE, None), values.pop(Field.LONGITUDE, None)
    if both is None:
        if latitude is None or longitude is None:
            problems.append(Problem("coordinates-incomplete", {}, WARNING, None, Field.LATITUDE))
            return
        both = (latitude, longitude)
    checked, problem = _checked_place(*both)
    if problem is not None:
        problems.append(replace(problem, field=Field.LATITUDE))
    if checked is not None:
        values[Field.LATITUDE], values[Field.LONGITUDE] = checked


def _key(values: dict[str, Any], found: list[identifiers.Identifier]) -> str:
    if external := values.get(Field.EXTERNAL_KEY):
        return f"external:{external}"
    for identifier in found:
        if identifier.key:
            return identifier.key
    name = values.get(Field.NAME)
    return f"name:{normalise_name(name)}|{values.get(Field.COUNTRY, '')}" if name else ""
