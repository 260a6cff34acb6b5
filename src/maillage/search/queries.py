"""Finding: the same hits in the same order on both databases, and never one that this person may not see.

The databases find, with the access among the terms of the question; what they found (at most `WINDOW`) is ranked here.
A question that finds more than the window is common: then titles come first, each kind having its share.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from maillage.core.registry import house
from maillage.search import analyser, engine, vocabulary
from maillage.search.analyser import Group
from maillage.search.audience import Audience
from maillage.search.engine import AnyOf
from maillage.search.links import link_to
from maillage.search.sources import Source
from maillage.search.terms import whole

WINDOW = 400
FEW = 3  # fewer hits than this: look for typing errors too
MOST_NEAR = 12  # words tried for a mistyped one
TITLE_WEIGHT, WORD_WEIGHT, WHOLE_WEIGHT, FIRST_WEIGHT = 4, 1, 20, 2


@dataclass(frozen=True)
class Hit:
    """A thing that was found."""

    kind: str
    object_id: int
    language: str
    title: str
    subtitle: str
    score: int
    fuzzy: bool
    access: str
    urls: dict[str, Any]
    words: tuple[Group, ...] = ()

    @cached_property
    def source(self) -> Source | None:
        return house.search_sources.get(self.kind)

    def url(self, face: str) -> str:
        """Its page on this face, or the nearest there is; empty when nothing leads there."""
        return link_to(self.urls, face)


@dataclass(frozen=True)
class Results:
    """What was found. `total` counts things, up to the window: `more` says that there are others."""

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    more: bool = False
    kinds: dict[str, int] = field(default_factory=dict)
    did_you_mean: str = ""
    took: float = 0.0  # milliseconds


class _Row(NamedTuple):
    """What is read of a document, in the order of its columns; the last three when it is to be shown."""

    pk: int
    kind: str
    object_id: int
    language: str
    access: str
    title_words: str
    title_terms: str
    title: str = ""
    subtitle: str = ""
    url: Mapping[str, Any] = {}


@dataclass(frozen=True)
class _Question:
    """Whom for, among what; the words come with each look-up."""

    user: Any
    audience: Audience
    kinds: tuple[str, ...]
    language: str
    columns: tuple[str, ...]

    def look(self, clauses: Iterable[AnyOf], limit: int = WINDOW + 1) -> list[_Row]:
        """Documents that fit, among the kinds of the question, `limit` at most."""
        return [_Row(*row) for row in self._asked(clauses, self.kinds, limit)]

    def each_kind(self, clauses: Iterable[AnyOf], limit: int) -> Callable[[str], list[_Row]]:
        """The same look-up for one kind after another; its statement is written once."""
        run = engine.repeated(self._asked(clauses, (engine.HOLE,), limit))
        return lambda kind: [_Row(*row) for row in run(kind)]

    def _asked(self, clauses: Iterable[AnyOf], kinds: Sequence[str], limit: int) -> Any:
        """The audience is always asked of the table; it is asked of the index too when few have much hidden from them
        (the team sees nearly all: there the table alone is quicker)."""
        asked = [*clauses, AnyOf(self.audience.terms)] if self.audience.is_narrow else list(clauses)
        if kinds:
            asked.append(AnyOf(tuple(engine.KIND + kind for kind in kinds)))
        rows = engine.matching(asked).filter(self.audience.condition())
        return rows.order_by().values_list(*self.columns)[:limit]


def find(text: str, *, user: Any, kinds: Sequence[str] | None = None, limit: int = 20, offset: int = 0,
         prefix: bool = False, per_kind: int | None = None, language: str = "fr", bare: bool = False) -> Results:  # fmt: skip
    """What this person (None: a visitor) may find. `prefix`: the last word is being typed; `per_kind`: so many of each
    kind at most; `language`: which of a thing's documents to show when several are as good; `bare`: neither titles nor
    addresses, for who has its own rows to show."""
    began = time.perf_counter()
    groups = analyser.ask(text, prefix=prefix)
    if not groups or (kinds is not None and not kinds):
        return Results()
    columns = _Row._fields[:-3] if bare else _Row._fields
    question = _Question(user, Audience.of(user), tuple(kinds or ()), language, columns)
    with engine.by_index():
        hits, more, meant = _hits(question, groups)
    counts: dict[str, int] = {}
    for hit in hits:
        counts[hit.kind] = counts.get(hit.kind, 0) + 1
    shown = _at_most(hits, per_kind) if per_kind else hits
    took = (time.perf_counter() - began) * 1000
    return Results(shown[offset : offset + limit], len(hits), more, counts, meant, took)


def _hits(question: _Question, groups: list[Group]) -> tuple[list[Hit], bool, str]:
    """The hits in their order, whether there are others, and what was perhaps meant."""
    rows, more = _exact(question, groups)
    hits = _rank(rows, groups, question)
    if len(hits) >= FEW:
        return hits, more, ""
    near, more, meant = _near(question, groups, {(hit.kind, hit.object_id) for hit in hits})
    return hits + near, more, meant if not hits else ""


def _exact(question: _Question, groups: list[Group]) -> tuple[list[_Row], bool]:
    clauses = [engine.anywhere(group) for group in groups]
    rows = question.look(clauses)
    if len(rows) <= WINDOW:
        return rows, False
    return _common(question, groups, clauses, rows), True


def _common(question: _Question, groups: list[Group], clauses: list[AnyOf],
            rows: list[_Row]) -> list[_Row]:  # fmt: skip
    """A window on many: the title that is just that, then titles that say it, of each kind; then the others."""
    in_title = [engine.title(group) for group in groups]
    kinds = question.kinds or question.audience.kinds()
    share = max(20, WINDOW // max(1, len(kinds)))
    found = question.look([*in_title, AnyOf((whole([group.word for group in groups]),))], limit=share)
    if len(kinds) < 2:
        found += question.look(in_title, limit=share)
    else:
        titled, others = question.each_kind(in_title, share), question.each_kind(clauses, share)
        for kind in kinds:
            first = titled(kind)
            found += first
            if len(first) < share:
                found += others(kind)[: share - len(first)]
    seen = {row.pk: row for row in found}
    for row in rows:
        if len(seen) >= WINDOW:
            break
        seen.setdefault(row.pk, row)
    return list(seen.values())


def _near(question: _Question, groups: list[Group], known: set[tuple[str, int]]) -> tuple[list[Hit], bool, str]:
    """Again with the words that titles have a slip away; what was meant is read from the best title found, so that
    nothing is suggested but what this person finds."""
    near = [vocabulary.near(group.word, question.audience.accesses)[:MOST_NEAR] for group in groups]
    if not any(near):
        return [], False, ""
    clauses = [
        AnyOf((*group.terms, *(engine.TITLE + word for word in words)), group.prefix)
        for group, words in zip(groups, near, strict=True)
    ]  # fmt: skip
    wider = [Group(group.word, (*group.terms, *words), group.prefix) for group, words in zip(groups, near, strict=True)]
    looked = question.look(clauses)
    rows = [row for row in looked[:WINDOW] if (row.kind, row.object_id) not in known]
    hits = _rank(rows, wider, question, exact=groups, near=near)
    if not hits:
        return [], False, ""
    best = next(row for row in rows if (row.kind, row.object_id) == (hits[0].kind, hits[0].object_id))
    there, terms = set(best.title_words.split()), set(best.title_terms.split())
    meant = [
        group.word if group.found_in(terms) else next((word for word in words if word in there), group.word)
        for group, words in zip(groups, near, strict=True)
    ]  # fmt: skip
    suggestion = " ".join(meant) if meant != [group.word for group in groups] else ""
    return hits, len(looked) > WINDOW, suggestion


def _rank(rows: list[_Row], groups: list[Group], question: _Question, *, exact: list[Group] | None = None,
          near: list[list[str]] | None = None) -> list[Hit]:  # fmt: skip
    """One hit for a thing, in the order of its best document, shown by the one in the language asked if it has it:
    words in titles first, then short titles, then by alphabet."""
    asked = "".join(group.word for group in groups)
    best: dict[tuple[str, int], tuple[Any, ...]] = {}
    shown: dict[tuple[str, int], tuple[bool, tuple[Any, ...], _Row]] = {}
    for row in rows:
        words = row.title_words.split()
        score = _score(words, set(row.title_terms.split()), groups, asked) - _slips(row, words, exact, near)
        key, other = (row.kind, row.object_id), row.language != question.language
        order = (-score, other, len(words), row.title_words, row.kind, row.object_id, row.access)
        best[key] = min(best.get(key, order), order)
        mine = (other, order, row)
        shown[key] = min(shown.get(key, mine), mine, key=lambda item: item[:2])
    hits = [
        Hit(row.kind, row.object_id, row.language, row.title, row.subtitle, -best[key][0], near is not None, row.access,
            dict(row.url), tuple(groups))
        for key, (_other, _order, row) in shown.items()
    ]  # fmt: skip
    return sorted(hits, key=lambda hit: best[hit.kind, hit.object_id])


def _score(words: list[str], terms: set[str], groups: list[Group], asked: str) -> int:
    """What a title is worth: the whole question, its words, the very word, the first one."""
    score = WHOLE_WEIGHT if "".join(words) == asked else 0
    for group in groups:
        if group.found_in(terms):
            score += TITLE_WEIGHT
            if group.word in words:
                score += WORD_WEIGHT + (FIRST_WEIGHT if words[0] == group.word else 0)
    return score


def _slips(row: _Row, words: list[str], exact: list[Group] | None, near: list[list[str]] | None) -> int:
    """How far the corrected words are from those typed."""
    terms = set(row.title_terms.split()) if near else set()
    return sum(
        next((place for place, word in enumerate(tried) if word in words), 0)
        for group, tried in zip(exact or (), near or (), strict=True)
        if not group.found_in(terms)
    )


def _at_most(hits: list[Hit], per_kind: int) -> list[Hit]:
    kept, counts = [], dict.fromkeys((hit.kind for hit in hits), 0)
    for hit in hits:
        counts[hit.kind] += 1
        if counts[hit.kind] <= per_kind:
            kept.append(hit)
    return kept
