"""Who publishes."""

from typing import Any

from django.db import transaction

from maillage.audit import journal
from maillage.core.narratives import clean
from maillage.iati.models import Publisher


@transaction.atomic
def identify(
    *, ref: str, type: str, names: list[list[str]], language: str, currency: str, old_refs: list[str], by: Any
) -> Publisher:
    """Say who the network is for IATI. An identifier that is replaced stays among the old ones."""
    row = Publisher.objects.select_for_update().filter(pk=1).first() or Publisher(pk=1, version=0)
    before = journal.snapshot(row)
    kept = [one.strip() for one in old_refs if one.strip()]
    if row.ref and row.ref != ref and row.ref not in kept:
        kept.append(row.ref)
    row.ref, row.type, row.names, row.language, row.currency = ref.strip(), type, clean(names), language, currency
    row.old_refs = [one for one in dict.fromkeys(kept) if one != row.ref]
    row.version += 1
    row.full_clean()
    row.save()
    journal.record("iati.identified", row, by=by, changes=journal.difference(before, journal.snapshot(row)))
    return row
