"""Texts, lists of words, and the addresses by which people are reached: e-mail, site, telephone."""

import html
import re
from urllib.parse import urlsplit

from maillage.core.text import clean
from maillage.organisations.parsing.problems import (
    ERROR,
    NOTE,
    NOTHING_PARSED,
    Parsed,
    Problem,
    is_nothing,
    refused,
    shortened,
)

_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[A-Za-z]{2,8});")


def _text(text: str, limit: int, *, multiline: bool = False) -> Parsed:
    problem = None
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
        problem = Problem("entities-decoded", {"value": shortened(clean(text))}, NOTE)
    value = clean(text, multiline=multiline)
    if is_nothing(value):
        return NOTHING_PARSED
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
    kept = dict.fromkeys(piece[:200] for piece in pieces if not is_nothing(piece))
    return tuple(kept), problem


_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}")
_AT = re.compile(r"\s*[(\[]\s*(?:at|a|arobase|arroba)\s*[)\]]\s*", re.IGNORECASE)
_BETWEEN_EMAILS = re.compile(r"[\s,;/<>()\[\]|\"]+")


def parse_email(text: str) -> Parsed:
    raw = clean(text)
    if is_nothing(raw):
        return NOTHING_PARSED
    if len(raw) > 1_000:
        return refused("email-invalid", raw)
    found = []
    spread = _AT.sub("@", raw) if "@" not in raw else raw
    for piece in _BETWEEN_EMAILS.split(spread):
        candidate = re.sub(r"^mailto:", "", piece, flags=re.IGNORECASE).strip(".'’:")
        if "@" in candidate and len(candidate) <= 254 and ".." not in candidate and _EMAIL.fullmatch(candidate):
            local, _at, domain = candidate.rpartition("@")
            found.append(f"{local}@{domain.lower()}")
    if not found:
        return refused("email-invalid", raw)
    value = found[0]
    if len(dict.fromkeys(found)) > 1:
        return value, Problem("first-kept", {"value": value}, NOTE)
    return value, None


_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}\.?")


def parse_url(text: str) -> Parsed:
    raw = clean(text).strip("<>")
    if is_nothing(raw):
        return NOTHING_PARSED
    pieces = re.split(r"[\s;|]+|,\s+|\s+/\s+", raw, maxsplit=1)
    first = pieces[0].rstrip(",")
    several = len(pieces) > 1 and "." in pieces[1]
    if len(pieces) > 1 and not several:
        return refused("url-invalid", raw)
    completed = False
    if not re.match(r"https?://", first, re.IGNORECASE):
        if re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", first, re.IGNORECASE) or "@" in first:
            return refused("url-invalid", raw)
        first, completed = "https://" + first.lstrip("/"), True
    try:
        parts = urlsplit(first)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return refused("url-invalid", raw)
    if parts.username is not None or not _HOST.fullmatch(host) or len(first) > 500:
        return refused("url-invalid", raw)
    if re.search(r"[\"'<>\\^`{}]", first):
        return refused("url-invalid", raw)
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
    if is_nothing(raw):
        return NOTHING_PARSED
    first = re.split(r"\s*[;|]\s*|\s+(?:ou|or|/|y|et)\s+|\s*/\s*(?=\+|00|0\d)", raw, maxsplit=1)[0]
    rest = _PHONE_WORDS.sub("", first)
    digits = sum(char.isdigit() for char in rest)
    if not 5 <= digits <= 20 or len(first) > 60 or re.search(r"[^\d\s().+/-]", rest):
        return refused("phone-invalid", raw)
    value = re.sub(r"^(?:t[ée]l[\w]*|phone|mobile)[\s.:]*", "", first, flags=re.IGNORECASE)
    if value.startswith("00"):
        value = "+" + value[2:].lstrip()
    if first != raw:
        return value, Problem("first-kept", {"value": value}, NOTE)
    return value, None
