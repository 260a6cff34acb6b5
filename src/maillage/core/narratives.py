"""The same words in several languages, in the order in which they were written: [["fr", "Eau"], ["en", "Water"]].

The shape of IATI's `narrative` elements (2.03): a language may be absent ("") and may come back. Kept as JSON.
"""

from collections.abc import Iterable

Narratives = list[list[str]]


def clean(told: Iterable[Iterable[str]]) -> Narratives:
    """Pairs of (language, words), without the empty ones."""
    pairs = ([str(part).strip() for part in pair] for pair in told)
    return [[pair[0].lower()[:10], pair[1]] for pair in pairs if len(pair) == 2 and pair[1]]


def said(told: Narratives, language: str, otherwise: str = "") -> str:
    """The words in this language; else those without a language, else the first ones."""
    found: dict[str, str] = {}
    for code, words in told:
        found.setdefault(code[:2], words)
    return found.get(language[:2]) or found.get("") or next((words for _code, words in told), otherwise)


def language_of(told: Narratives, language: str) -> str:
    """The language in which `said` answers; nothing when it is the reader's."""
    words = said(told, language)
    return next((code for code, text in told if text == words and code[:2] != language[:2]), "")
