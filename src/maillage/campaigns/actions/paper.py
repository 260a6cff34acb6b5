"""Sheets signed on paper: typed in, checked, corrected; counted once checked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, now

from maillage.accounts.roles import Permission
from maillage.audit import journal
from maillage.campaigns import areas, fingerprints
from maillage.campaigns.actions.common import count, counting, refuse
from maillage.campaigns.enums import BatchState, PetitionState, SignatureState
from maillage.campaigns.models import PaperBatch, PaperName, Petition, Signature
from maillage.core import text as texts
from maillage.files.actions import permission, store
from maillage.files.enums import DocumentKind
from maillage.organisations import words

Names = Sequence[tuple[str, str]]  # (name, postal code)


@transaction.atomic
def enter_batch(*, petition: Petition, sheet: str, on: date, claimed: int, by: Any, place: str = "", region: str = "",
                excluded: int = 0, names: Names = (), scan: Any = None, note: str = "") -> PaperBatch:  # fmt: skip
    """Type a sheet in: its number, where and when, how many it claims; names, or the sheet as a picture.

    Names already counted on line or on another sheet are left out, and shown. It is counted once checked.
    """
    petition = may_count(petition)
    sheet = texts.clean(sheet)
    if petition.batches.filter(sheet=sheet).exists():
        raise refuse("sheet_once", sheet=sheet)
    if not petition.opens_on <= on <= localdate():
        raise refuse("not_signed_then")
    batch = PaperBatch(petition=petition, sheet=sheet, place=place, region=region, on=on, claimed=claimed,
                       excluded=excluded, note=note)  # fmt: skip
    check_numbers(batch, len(names))
    batch.full_clean()
    batch.save()
    type_names(batch, names)
    if scan:
        batch.scan = store(upload=scan, title=f"{petition.title} – {batch}", kind=DocumentKind.PROOF, by=by,
                           access=permission(Permission.SIGNATURES_VIEW), about=petition)  # fmt: skip
    batch.save()
    journal.record("petition.sheet_entered", batch, by=by, changes=told(batch))
    return batch


def may_count(petition: Petition) -> Petition:
    petition = counting(petition.pk)
    if petition.state == PetitionState.DELIVERED:
        raise refuse("delivered")
    if petition.state == PetitionState.DRAFT:
        raise refuse("not_open")
    return petition


def check_numbers(batch: PaperBatch, names: int) -> None:
    if names > batch.claimed:
        raise refuse("too_many_names", claimed=batch.claimed, names=names)


def told(batch: PaperBatch) -> dict[str, Any]:
    return {"claimed": [None, batch.claimed], "excluded": [None, batch.excluded], "sheet": [None, batch.sheet]}


def type_names(batch: PaperBatch, names: Names) -> None:
    """Keep the names typed; those that someone already signed with, at the same postal code, are left out."""
    keys = [fingerprints.of_name(batch.petition_id, name, area) for name, area in names]
    known = already(batch, {key for key in keys if key})
    rows, here = [], set()
    for line, ((name, area), key) in enumerate(zip(names, keys, strict=True), 1):
        double = bool(key) and (key in known or key in here)
        here.add(key)
        rows.append(PaperName(batch=batch, line=line, name=name[:120], area=area[:16], name_key=key, double=double,
                              excluded=double))  # fmt: skip
    PaperName.objects.bulk_create(rows)
    batch.excluded = min(batch.claimed, batch.excluded + sum(row.excluded for row in rows))
    if not batch.region:
        found = {areas.region_of(words.territory(), area) for _name, area in names}
        batch.region = found.pop() if len(found) == 1 else ""


def already(batch: PaperBatch, keys: set[str]) -> set[str]:
    """Those of these fingerprints that are counted on line, or on another sheet that is not refused."""
    states = (SignatureState.CONFIRMED, SignatureState.PENDING, SignatureState.ASIDE)
    online = Signature.objects.filter(petition=batch.petition_id, name_key__in=keys, state__in=states)
    paper = PaperName.objects.filter(batch__petition=batch.petition_id, name_key__in=keys, excluded=False)
    paper = paper.exclude(batch=batch).exclude(batch__state=BatchState.REFUSED)
    return {*online.values_list("name_key", flat=True), *paper.values_list("name_key", flat=True)}


def locked(batch: PaperBatch) -> PaperBatch:
    """The sheet as it is now, under the lock of the count."""
    may_count(Petition(pk=batch.petition_id))
    return PaperBatch.objects.get(pk=batch.pk)


def counted(batch: PaperBatch) -> int:
    return batch.counted if batch.state == BatchState.CHECKED else 0


@transaction.atomic
def check_batch(*, batch: PaperBatch, by: Any) -> PaperBatch:
    """Someone compared it with the sheet: it is counted. Again, it changes nothing."""
    batch = locked(batch)
    if batch.state == BatchState.CHECKED:
        return batch
    if batch.scan_id is None and not batch.names.exists():
        raise refuse("proof_first")
    return settle(batch, BatchState.CHECKED, "petition.sheet_checked", by)


@transaction.atomic
def refuse_batch(*, batch: PaperBatch, note: str, by: Any) -> PaperBatch:
    """A sheet that cannot be trusted is not counted, and says why."""
    batch = locked(batch)
    batch.note = note[:300]
    return settle(batch, BatchState.REFUSED, "petition.sheet_refused", by)


def settle(batch: PaperBatch, state: BatchState, verb: str, by: Any) -> PaperBatch:
    before, was = PaperBatch.objects.get(pk=batch.pk), batch.state
    batch.state, batch.checked_at = state, now() if state == BatchState.CHECKED else batch.checked_at
    batch.version += 1
    batch.save()
    count(batch.petition_id, paper=counted(batch) - counted(before))
    journal.record(verb, batch, by=by, changes={"state": [was, state.value], "note": [before.note, batch.note]})
    return batch


@transaction.atomic
def correct_batch(*, batch: PaperBatch, claimed: int, excluded: int, note: str, by: Any) -> PaperBatch:
    """Correct the numbers of a sheet, with the reason; the count follows by the difference."""
    batch = locked(batch)
    before, was = counted(batch), (batch.claimed, batch.excluded)
    batch.claimed, batch.excluded, batch.note = claimed, excluded, note[:300]
    check_numbers(batch, batch.names.count())
    batch.version += 1
    batch.full_clean()
    batch.save()
    count(batch.petition_id, paper=counted(batch) - before)
    journal.record("petition.sheet_corrected", batch, by=by, changes={
        "claimed": [was[0], claimed], "excluded": [was[1], excluded], "note": [None, note]})  # fmt: skip
    return batch


@transaction.atomic
def keep_name(*, name: PaperName, kept: bool, by: Any) -> PaperBatch:
    """Count a name that looked like a double, or leave one out."""
    batch = locked(name.batch)
    name = PaperName.objects.get(pk=name.pk)
    if name.excluded != kept:  # it is already so
        return batch
    before = counted(batch)
    name.excluded = not kept
    name.save(update_fields=["excluded"])
    batch.excluded = min(batch.claimed, max(0, batch.excluded + (-1 if kept else 1)))
    batch.version += 1
    batch.full_clean()
    batch.save()
    count(batch.petition_id, paper=counted(batch) - before)
    journal.record("petition.sheet_corrected", batch, by=by, changes={"line": [None, name.line],
                                                                      "kept": [not kept, kept]})  # fmt: skip
    return batch
