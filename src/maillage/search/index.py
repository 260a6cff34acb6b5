"""Writing the index: from the outbox, or whole."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db import transaction

from maillage.core import bulk, generation
from maillage.core.registry import house
from maillage.search import engine, terms, vocabulary
from maillage.search.models import SearchDocument, SearchTask
from maillage.search.sources import Source

BATCH = 500


@transaction.atomic
def drain_batch(size: int = BATCH) -> int:
    """One batch of the outbox, in one transaction; how many rows it took."""
    engine.lock_index()
    tasks = list(SearchTask.objects.order_by("pk")[:size])
    by_kind: dict[str, set[int]] = {}
    lost: vocabulary.Words = set()
    for task in tasks:
        by_kind.setdefault(task.kind, set()).add(task.object_id)
        lost |= _lost(task.lost)
    for kind, ids in by_kind.items():
        lost |= write(kind, sorted(ids))
    vocabulary.check(lost)
    SearchTask.objects.filter(pk__among=[task.pk for task in tasks]).delete()
    return len(tasks)


def _lost(text: str) -> vocabulary.Words:
    found: vocabulary.Words = set()
    for line in text.splitlines():
        access, *words = line.split(" ")
        found.update((access, word) for word in words if word)
    return found


def write(kind: str, ids: list[int]) -> vocabulary.Words:
    """Write what the source gives of these things, and only what changed; the words that titles lost."""
    generation.forget()  # by the profile of this moment, not of the second before
    source: Source | None = house.search_sources.get(kind)
    docs = {(doc.object_id, doc.language[:5], doc.access): doc for doc in (source.documents(ids) if source else [])}
    digests = {key: terms.digest(kind, doc) for key, doc in docs.items()}
    old = SearchDocument.objects.filter(kind=kind, object_id__among=ids)
    kept, gone, lost = set(), [], set()
    for pk, object_id, language, access, digest, words in old.values_list(
        "pk", "object_id", "language", "access", "digest", "title_words"
    ):
        if digests.get((object_id, language, access)) == digest:
            kept.add((object_id, language, access))
        else:
            gone.append(pk)
            lost |= {(access, word) for word in terms.vocabulary(words)}
    if gone:
        SearchDocument.objects.filter(pk__in=gone).delete()
    rows, added = [], set()
    for key, doc in docs.items():
        if key not in kept:
            named = terms.names(doc.title, doc.also, doc.language)
            rows.append(terms.row(kind, doc, named, digests[key]))
            added.update((doc.access, word) for word in named.correctable)
    bulk.insert(SearchDocument, terms.COLUMNS, rows)
    vocabulary.add(added)
    return lost - added


def rebuild(progress: Callable[[str, int], None] | None = None) -> int:
    """Compare the whole index with its sources and write what differs. The search goes on working meanwhile; killed
    in the middle, it is run again and finds most of it done. Returns how many things were looked at."""
    done = 0
    for kind, source in house.search_sources.items():
        seen: set[int] = set()
        for ids in _chunks(source.all_ids()):
            with transaction.atomic():
                engine.lock_index()
                vocabulary.check(write(kind, ids))
            seen.update(ids)
            done += len(ids)
            if progress:
                progress(kind, done)
        _drop(kind, set(SearchDocument.objects.filter(kind=kind).values_list("object_id", flat=True)) - seen)
    for kind in set(SearchDocument.objects.order_by().values_list("kind", flat=True).distinct()):
        if house.search_sources.get(kind) is None:
            _drop(kind, set(SearchDocument.objects.filter(kind=kind).values_list("object_id", flat=True)))
    engine.settle()
    return done


def _drop(kind: str, ids: set[int]) -> None:
    """Things of which nothing is to be found; asked of the source once more, in the transaction that drops them."""
    for some in _chunks(sorted(ids)):
        with transaction.atomic():
            engine.lock_index()
            vocabulary.check(write(kind, some))


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    left = iter(ids)
    while some := list(islice(left, BATCH)):
        yield some
