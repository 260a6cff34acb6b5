"""A document's row: its terms, made once when it is written."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from django.utils.timezone import now

from maillage.search import analyser, engine, similar
from maillage.search.sources import Doc

LONGEST_TITLE = 300
LONGEST_BODY = 20_000
MOST_TERMS = 4_000


COLUMNS = (
    "kind", "object_id", "language", "access", "owners", "title", "subtitle", "url", "title_words", "title_terms",
    "terms", "digest", "updated_at",
)  # fmt: skip


def digest(kind: str, doc: Doc) -> str:
    """Changes when the document, or the way it is analysed, does."""
    content = (analyser.VERSION, kind, doc.object_id, doc.language, doc.access, doc.title, doc.also, doc.parts(),
               doc.owners, doc.urls())  # fmt: skip
    return hashlib.blake2b(repr(content).encode(errors="surrogatepass"), digest_size=16).hexdigest()


def whole(title_words: Iterable[str]) -> str:
    """The whole title in one term."""
    return engine.WHOLE + "".join(title_words)[: analyser.LONGEST_WORD]


class Names(NamedTuple):
    """A title and its other names, read."""

    title: str
    words: str
    terms: str
    found_by: tuple[str, ...]  # the terms of the document's row
    correctable: frozenset[str]


@lru_cache(maxsize=16)  # the documents of one thing follow one another
def names(title: str, also: str, language: str) -> Names:
    """What the names of a thing are found by."""
    words = analyser.words(title)
    found = [
        *analyser.terms(title, language, stop_words=True), *analyser.terms(also, language, stop_words=True),
        *analyser.initials(title),
    ]  # fmt: skip
    kept = " ".join([*words, *analyser.words(also)][:100])
    found_by = (whole(words), *found, *(engine.TITLE + term for term in found))
    return Names(shown(title), kept, " ".join(dict.fromkeys(found)), found_by, frozenset(vocabulary(kept)))


def row(kind: str, doc: Doc, named: Names, digested: str) -> tuple[Any, ...]:
    """The row to be written: a value for each of `COLUMNS`."""
    terms = dict.fromkeys([
        f"{engine.KIND}{kind}",
        *([f"{engine.ACCESS}{doc.access}"] if doc.access else []),
        *(f"{engine.ACCESS}{owner}" for owner in doc.owners),
        *named.found_by,
    ])  # fmt: skip
    left = LONGEST_BODY
    for part in doc.parts():
        terms |= dict.fromkeys(analyser.terms(part[:left], doc.language))
        left = max(0, left - len(part))
    return (
        kind, doc.object_id, doc.language[:5], doc.access, f" {' '.join(doc.owners)} " if doc.owners else "",
        named.title, shown(doc.subtitle), doc.urls(), named.words, named.terms,
        " ".join(islice(terms, MOST_TERMS)), digested, now(),
    )  # fmt: skip


def shown(text: str) -> str:
    """On one line, without what nobody sees."""
    text = analyser.core_text.clean(text)
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1] + "…"


def vocabulary(title_words: str) -> set[str]:
    """The words of a title that may be meant by a mistyped one."""
    return {word for word in title_words.split() if similar.correctable(word) and word not in analyser.STOP_WORDS}
