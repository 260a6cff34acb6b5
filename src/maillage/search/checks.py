"""Does the index say what its sources say? A line of `maillage check`."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.core.registry import house
from maillage.search import engine, terms
from maillage.search.models import SearchDocument, SearchTask
from maillage.search.sources import Source

LATE = timedelta(minutes=15)
SAMPLE = 500  # documents of each kind compared word for word


def index_is_true() -> Iterator[tuple[str, str]]:
    """Missing, left over or out of date; broken; late."""
    well = True
    for fault in engine.faults():
        well = False
        yield "error", _("Index de recherche abîmé (%(fault)s).") % {"fault": fault}
    waiting = SearchTask.objects.filter(queued_at__lt=now() - LATE).count()
    if waiting:
        well = False
        yield (
            "warning",
            ngettext(
                "%(count)d fiche attend d’être indexée depuis plus d’un quart d’heure : le travail de fond tourne-t-il ?",
                "%(count)d fiches attendent d’être indexées depuis plus d’un quart d’heure : le travail de fond tourne-t-il ?",
                waiting,
            )
            % {"count": waiting},
        )
    queued = set(SearchTask.objects.values_list("kind", "object_id"))
    for kind, source in house.search_sources.items():
        count = len(differences(kind, source, queued))
        if count:
            well = False
            yield (
                "warning",
                ngettext(
                    "%(kind)s : l’index diffère de %(count)d fiche. Reconstruisez-le.",
                    "%(kind)s : l’index diffère de %(count)d fiches. Reconstruisez-le.",
                    count,
                )
                % {"kind": source.label, "count": count},
            )
    strangers = SearchDocument.objects.exclude(
        kind__in=[kind for kind, _source in house.search_sources.items()]
    ).count()
    if strangers:
        well = False
        yield (
            "warning",
            ngettext(
                "%(count)d document n’a plus de source. Reconstruisez l’index.",
                "%(count)d documents n’ont plus de source. Reconstruisez l’index.",
                strangers,
            )
            % {"count": strangers},
        )
    if well:
        yield "ok", _("L’index de recherche dit ce que disent les fiches.")


def differences(kind: str, source: Source, queued: set[tuple[str, int]] = frozenset()) -> set[int]:  # type: ignore[assignment]
    """Things missing from the index, left in it, or not as they are now (of the last ones written)."""
    there = set(source.all_ids())
    rows = SearchDocument.objects.filter(kind=kind)
    written = set(rows.values_list("object_id", flat=True))
    absent = sorted(there - written)
    found = written - there
    for start in range(0, len(absent), SAMPLE):
        found.update(doc.object_id for doc in source.documents(absent[start : start + SAMPLE]))
    last = sorted(set(rows.order_by("-pk").values_list("object_id", flat=True)[:SAMPLE]) & there)
    now_said = {(doc.object_id, terms.digest(kind, doc)) for doc in source.documents(last)}
    was_said = set(rows.filter(object_id__in=last).values_list("object_id", "digest"))
    found.update(object_id for object_id, _digest in now_said ^ was_said)
    return {object_id for object_id in found if (kind, object_id) not in queued}
