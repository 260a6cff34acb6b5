"""A document's row: its terms, made once when it is written."""

import hashlib
import json

from maillage.search import analyser, engine, similar
from maillage.search.models import SearchDocument
from maillage.search.sources import Doc

LONGEST_TITLE = 300
LONGEST_BODY = 20_000
MOST_TERMS = 4_000


def digest(kind: str, doc: Doc) -> str:
    """Changes when the document, or the way it is analysed, does."""
    content = [analyser.VERSION, kind, doc.object_id, doc.language, doc.access, doc.title, doc.subtitle, doc.also,
               doc.body, doc.owners, doc.urls()]  # fmt: skip
    return hashlib.blake2b(json.dumps(content, default=str).encode(), digest_size=16).hexdigest()


def whole(title_words: list[str]) -> str:
    """The whole title in one term."""
    return engine.WHOLE + "".join(title_words)[: analyser.LONGEST_WORD]


def row(kind: str, doc: Doc) -> SearchDocument:
    """The row to be written."""
    names = f"{doc.title}\n{doc.also}" if doc.also else doc.title
    title_words = analyser.words(names)[:100]
    in_title = [*analyser.terms(names, doc.language, stop_words=True), *analyser.initials(doc.title)]
    in_body = analyser.terms(f"{doc.subtitle} {doc.body}"[:LONGEST_BODY], doc.language)
    terms = dict.fromkeys([
        f"{engine.KIND}{kind}",
        *([f"{engine.ACCESS}{doc.access}"] if doc.access else []),
        *(f"{engine.ACCESS}{owner}" for owner in doc.owners),
        whole(analyser.words(doc.title)), *in_title, *(engine.TITLE + term for term in in_title), *in_body,
    ])  # fmt: skip
    return SearchDocument(
        kind=kind, object_id=doc.object_id, language=doc.language[:5], access=doc.access,
        owners=f" {' '.join(doc.owners)} " if doc.owners else "",
        title=shown(doc.title), subtitle=shown(doc.subtitle), url=doc.urls(),
        title_words=" ".join(title_words), title_terms=" ".join(in_title),
        terms=" ".join(list(terms)[:MOST_TERMS]), digest=digest(kind, doc),
    )  # fmt: skip


def shown(text: str) -> str:
    """On one line, without what nobody sees."""
    text = analyser.core_text.clean(text)
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1] + "…"


def vocabulary(title_words: str) -> set[str]:
    """The words of a title that may be meant by a mistyped one."""
    return {word for word in title_words.split() if similar.correctable(word) and word not in analyser.STOP_WORDS}
