"""What a text is found by: its words, folded and stemmed, the same on every database. Pure.

A word gives three terms: itself without accents, its stem then folded, and the stem of what is folded. A question
asks for any of its word's terms, so « coopérations décentralisées », "cooperation decentralisee" and
« coopération décentralisée » find one another. Documents are stemmed in their own language, questions in all three.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from maillage.core import text as core_text
from maillage.core.later import later

snowballstemmer = later("snowballstemmer")

VERSION = 2  # raise it when terms change: `rebuild()` then writes every document again
LONGEST_WORD = 60
LONGEST_QUERY = 400
MOST_WORDS = 12
SHORTEST_STEM = 3
SHORTEST_PREFIX = 2
KNOWN_WORDS = 50_000  # remembered with their terms
SHORT_TEXT = 80  # signs: a country, a theme, a kind; these come back and are remembered too

_ALGORITHMS = {"fr": "french", "en": "english", "es": "spanish"}
LANGUAGES = tuple(_ALGORITHMS)


@lru_cache(maxsize=len(LANGUAGES))
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(_ALGORITHMS[language])


# Articles and prepositions alone: a light list, so that « Sans frontières » and « Entre nous » stay findable.
STOP_WORDS = frozenset(
    (  # noqa: SIM905 (read as lines of words)
        "a au aux avec c ce ces d dans de des du en et il ils j je l la le les leur m mais n ne ou par pour qu que qui "
        "s sa se ses sur t un une y an and at by for from in is it its of or that the this to with "
        "al con del e el las lo los o para por su sus u una uno unos unas"
    ).split(" ")
)

_SAME = str.maketrans(
    {
        **dict.fromkeys("’ʼ‘`´ʹ′‛＇ʻ", "'"),
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        "œ": "oe", "æ": "ae",
    }
)  # fmt: skip
# Letters of Bambara, Fulfulde, Ewe, Hausa… that few keyboards have: typed as their neighbour, or in the older spelling.
_AFRICAN = str.maketrans(
    {
        "ɛ": "e", "ɔ": "o", "ɲ": "ny", "ŋ": "ng", "ɓ": "b", "ɗ": "d", "ɖ": "d", "ƙ": "k", "ƴ": "y", "ƒ": "f",
        "ɣ": "g", "ʋ": "v", "ǝ": "e", "ə": "e", "ɩ": "i", "ʊ": "u",
    }
)  # fmt: skip
# A word: letters and digits, with the vowel signs of scripts that need them.
_WORD = r"(?:[^\W_]|[\u0900-\u0963\u0966-\u0e3a\u0e40-\u0fff\u1000-\u109f\u1780-\u17ff])+"
_WORDS = re.compile(_WORD)
_COMPOUND = re.compile(rf"{_WORD}(?:['-]{_WORD})+")
_ELISION = re.compile(r"(?<![^\W_'])(l|d|j|m|t|s|n|c|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=[^\W\d_])")
_POSSESSIVE = re.compile(r"(?<=[^\W\d_])'s(?![^\W_])")
_DOTTED = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?|(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])"
)
# Telephone numbers and identifiers, written in groups of two or three digits.
_DIGIT_RUN = re.compile(r"(?<![^\W_])\d{1,3}(?:[ .\u00a0-]\d{2,3})+(?![^\W_])")
_STRAY_MARKS = re.compile(r"[\u0300-\u036f]")


def fold(text: str) -> str:
    """Without accents, capitals, or letters that few keyboards have."""
    folded = core_text.fold(text)
    return folded if folded.isascii() else folded.translate(_AFRICAN)


def plain(text: str) -> str:
    """Lower case, one apostrophe, one hyphen, no ligature, dotted initials joined; accents stay, stems need them."""
    text = core_text.clean(text.replace("\x00", " ")).lower()
    if not text.isascii():
        text = _STRAY_MARKS.sub("", unicodedata.normalize("NFC", text.translate(_SAME)))
    if "." in text:
        text = _DOTTED.sub(lambda found: found.group().replace(".", ""), text)
    return _POSSESSIVE.sub("", text) if "'" in text else text


def language_of(code: str) -> str:
    """The language of stems: French when unknown."""
    return code[:2] if code[:2] in _ALGORITHMS else "fr"


@lru_cache(maxsize=KNOWN_WORDS)
def terms_of(word: str, language: str) -> tuple[str, ...]:
    """The terms of one lower-case word, itself folded first."""
    folded = fold(word)[:LONGEST_WORD]
    stem = _stemmer(language).stemWord
    if not folded.isalpha():
        return (folded,)
    found = [folded]
    if len(folded) > SHORTEST_STEM and folded[-1] in "sx" and folded[-2] != "s":
        found.append(folded[:-1])  # stemmers leave short plurals: « amis »
    for candidate in (fold(stem(word))[:LONGEST_WORD], stem(folded)[:LONGEST_WORD]):
        if len(candidate) >= SHORTEST_STEM and candidate.isalnum() and candidate not in found:
            found.append(candidate)
    return tuple(found)


def split(text: str) -> list[str]:
    """The words of a plain text, elisions dropped."""
    return _WORDS.findall(_ELISION.sub(" ", text) if "'" in text else text)


def joined(text: str) -> list[str]:
    """What is also written in one word: « multi-acteurs », « N’Diaye », « 06 12 34 56 78 »."""
    found = []
    if "'" in text or "-" in text:
        found += [re.sub("['-]", "", compound) for compound in _COMPOUND.findall(text)]
    found += [digits for run in _DIGIT_RUN.findall(text) if len(digits := re.sub(r"\D", "", run)) >= 6]
    return found


def words(text: str) -> list[str]:
    """The folded words in their order, without elisions: what typing errors are compared with."""
    return [fold(word)[:LONGEST_WORD] for word in split(plain(text))]


def terms(text: str, language: str, *, stop_words: bool = False) -> tuple[str, ...]:
    """What a text is found by, once each. `stop_words` keeps them (in titles: « Et si on dansait » is a name)."""
    read = _short if len(text) <= SHORT_TEXT else _read
    return read(text, language_of(language), stop_words)


def _read(text: str, language: str, stop_words: bool) -> tuple[str, ...]:
    text = plain(text)
    found: dict[str, None] = {}
    for word in split(text):
        if stop_words or word not in STOP_WORDS:
            found |= dict.fromkeys(terms_of(word, language))
    found |= dict.fromkeys(fold(word)[:LONGEST_WORD] for word in joined(text))
    found.pop("", None)
    return tuple(found)


_short = lru_cache(maxsize=4_000)(_read)


def initials(title: str) -> list[str]:
    """« Ligue des droits humains » is also found by LDH; from three words that count."""
    found = core_text.acronym_of(title).lower()
    return [found] if 3 <= len(found) <= 10 and found.isalpha() else []


@dataclass(frozen=True)
class Group:
    """One word of a question: any of its terms will do; `prefix` is the beginning of a word being typed."""

    word: str
    terms: tuple[str, ...]
    prefix: str = ""

    def found_in(self, terms: set[str]) -> bool:
        return not terms.isdisjoint(self.terms) or bool(
            self.prefix and any(term.startswith(self.prefix) for term in terms)
        )


def _group(word: str, before: str, *, prefix: bool) -> Group:
    found: dict[str, None] = {}
    for language in LANGUAGES:
        found.update(dict.fromkeys(terms_of(word, language)))
    folded = fold(word)[:LONGEST_WORD]
    if before:  # « N’Diaye » may stand as Ndiaye, « D’Almeida » as Dalmeida
        found[fold(before + word)[:LONGEST_WORD]] = None
    typed = folded if prefix and len(folded) >= SHORTEST_PREFIX and folded.isalnum() else ""
    return Group(folded, tuple(term for term in found if term), typed)


def ask(question: str, *, prefix: bool = False) -> list[Group]:
    """The groups of a question; all must be found. Nothing that a person types is an operator."""
    if len(question) > LONGEST_QUERY:
        question = question[:LONGEST_QUERY].rsplit(" ", 1)[0]
    text = plain(question)
    runs = [digits for run in _DIGIT_RUN.findall(text) if len(digits := re.sub(r"\D", "", run)) >= 6]
    if runs:
        text = _DIGIT_RUN.sub(lambda run: re.sub(r"\D", "", run.group()) if len(re.sub(r"\D", "", run.group())) >= 6
                              else run.group(), text)  # fmt: skip
    elided = {found.end(): found.group(1) for found in _ELISION.finditer(text)}
    found = [(match.group(), elided.get(match.start(), "")) for match in _WORDS.finditer(_ELISION.sub(_blank, text))]
    kept = [pair for pair in found if pair[0] not in STOP_WORDS] or found
    kept = list(dict.fromkeys(kept))[:MOST_WORDS]
    last = len(kept) - 1
    groups = [_group(word, before, prefix=prefix and at == last) for at, (word, before) in enumerate(kept)]
    return [group for group in groups if group.terms]


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())
