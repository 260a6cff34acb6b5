"""What rooms say, inside their transaction: a thing changed (`queue`), nobody must find it any more (`forget`)."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.utils.timezone import now
from django_q.tasks import async_task

from maillage.core import bulk
from maillage.core.registry import house
from maillage.search import engine, terms
from maillage.search.models import SearchDocument, SearchTask
from maillage.search.sources import Source

BATCH = 500


@transaction.atomic(savepoint=False)
def queue(kind: str, ids: Iterable[int], *, wakes: bool = True) -> None:
    """These things changed: their documents are written again by the worker, a moment after the commit; without
    waking it (what a crowd does at once), at its next round."""
    _note(((kind, pk, "") for pk in sorted(set(ids))), wakes=wakes)


@transaction.atomic
def forget(kind: str, ids: Iterable[int]) -> int:
    """These things are withheld, erased or gone: nobody finds them from this commit on. Then they are queued, and
    whatever their source still gives (a document for those who may see what is withheld) is written by the worker."""
    wanted, dropped = sorted(set(ids)), 0
    tasks: list[tuple[str, int, str]] = []
    engine.lock_index()
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        rows = SearchDocument.objects.filter(kind=kind, object_id__among=some)
        lost: dict[int, list[str]] = {}
        for object_id, access, words in rows.values_list("object_id", "access", "title_words"):
            lost.setdefault(object_id, []).append(f"{access} {' '.join(sorted(terms.vocabulary(words)))}")
        dropped += rows.delete()[0]
        tasks += [(kind, pk, "\n".join(lost.get(pk, []))) for pk in some]
    _note(tasks)
    return dropped


@transaction.atomic
def renew(kind: str, *, drop: str = "") -> None:
    """The documents of all these things are to be said again; nobody finds those of the access `drop` meanwhile."""
    source: Source | None = house.search_sources.get(kind)
    if drop:
        engine.lock_index()
        SearchDocument.objects.filter(kind=kind, access=drop).delete()
    if source is not None:
        queue(kind, source.all_ids())


def _note(tasks: Iterable[tuple[str, int, str]], *, wakes: bool = True) -> None:
    at = now()
    written = bulk.insert(SearchTask, ("kind", "object_id", "lost", "queued_at"), ((*task, at) for task in tasks))
    # One awakening for a transaction, however many verbs it holds (a few more do no harm).
    if written and wakes and not any(entry[1] is wake for entry in connection.run_on_commit[-50:]):
        transaction.on_commit(wake)


def wake() -> None:
    """Ask the worker to empty the outbox."""
    async_task("maillage.search.jobs.drain")
