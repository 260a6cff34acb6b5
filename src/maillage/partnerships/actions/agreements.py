"""Agreements: prepared, their text by versions, signed by each side, renewed, ended; commitments settled."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from maillage.files.enums import DocumentKind
from maillage.partnerships.actions.common import kept, locked, note, refuse, saved, written
from maillage.partnerships.enums import AgreementState, CommitmentState, PartnershipState, Party
from maillage.partnerships.models import Agreement, AgreementCommitment, AgreementSignature, Partnership

S = AgreementState


@transaction.atomic
def prepare(*, partnership: Partnership, values: dict[str, Any], by: Any) -> Agreement:
    """An agreement being prepared, with the commitments of each side and its text where there is one."""
    if partnership.state == PartnershipState.ENDED:
        raise refuse("ended")
    values = dict(values)
    commitments, upload = values.pop("commitments", ()), values.pop("upload", None)
    row = Agreement(partnership=partnership, **values)
    row.full_clean()
    row.save()
    write_commitments(row, commitments)
    note(
        "agreement.prepared",
        partnership,
        by=by,
        row=row,
        changes={"kind": [None, row.kind], "starts_on": [None, row.starts_on]},
    )
    if upload:
        add_text(agreement=row, upload=upload, by=by)
    return row


@transaction.atomic
def change_agreement(*, agreement: Agreement, values: dict[str, Any], by: Any) -> Agreement:
    """Change what is being prepared; once in force, only a new agreement or an amendment changes it."""
    row, values = locked(agreement), dict(values)
    if row.state != S.DRAFT:
        raise refuse("signed")
    commitments, upload = values.pop("commitments", None), values.pop("upload", None)
    before = written(row, values)
    if commitments is not None:
        write_commitments(row, commitments)
    note("agreement.changed", row.partnership, by=by, row=row, changes=saved(row, before))
    if upload:
        row = add_text(agreement=row, upload=upload, by=by)
    return row


def write_commitments(row: Agreement, commitments: Sequence[dict[str, Any]]) -> None:
    row.commitments.all().delete()
    AgreementCommitment.objects.bulk_create(
        AgreementCommitment(agreement=row, rank=rank, **one) for rank, one in enumerate(commitments)
    )


@transaction.atomic
def add_text(*, agreement: Agreement, upload: Any, by: Any) -> Agreement:
    """The text, or its next version: signatures of an earlier one do not hold for it."""
    row = locked(agreement)
    if row.state != S.DRAFT:
        raise refuse("signed")
    partnership = row.partnership
    row.document = kept(upload=upload, title=row.title, partnership=partnership, document=row.document, by=by,
                        shared=True, kind=DocumentKind.CONTRACT)  # fmt: skip
    row.version += 1
    row.save()
    row = Agreement.objects.select_related("document", "partnership").get(pk=row.pk)
    note("agreement.text_added", partnership, by=by, row=row, changes={"text": [None, row.text_number]})
    return row


@transaction.atomic
def sign(*, agreement: Agreement, party: str, name: str, role: str = "", on: date, by: Any) -> AgreementSignature:
    """Note who signed the text as it is, for whom; signed on both sides, it is in force from its first day."""
    row = locked(agreement)
    if row.state != S.DRAFT:
        raise refuse("signed")
    number = row.text_number
    if not number:
        raise refuse("no_text")
    if on > localdate():
        raise refuse("future")
    if row.signatures.filter(party=party, text_number=number, name=name).exists():
        raise refuse("signed_twice", name=name)
    signature = AgreementSignature.objects.create(agreement=row, party=party, name=name, role=role, text_number=number,
                                                  signed_on=on)  # fmt: skip
    note("agreement.signed", row.partnership, by=by, row=row, changes={"party": [None, party], "text": [None, number]})
    parties = set(row.signatures.filter(text_number=number).values_list("party", flat=True))
    if Party.PARTNER in parties and parties & {Party.NETWORK, Party.CARRIER}:
        put_in_force(row, on, by)
    return signature


def put_in_force(row: Agreement, on: date, by: Any) -> None:
    """In force; the one it renews gives way to it."""
    row.state, row.in_force_on = S.FORCE, max(on, row.starts_on)
    row.version += 1
    row.save()
    note("agreement.in_force", row.partnership, by=by, row=row, changes={"state": [S.DRAFT.value, S.FORCE.value]})
    former = row.renews
    if former is not None and former.state == S.FORCE:
        former = locked(former)
        last = row.starts_on - timedelta(days=1)
        former.state, former.ended_on = S.RENEWED, max(former.starts_on, min(former.ends_on or last, last))
        former.version += 1
        former.save()
        note("agreement.renewed", row.partnership, by=by, row=former, changes={"ended_on": [None, former.ended_on]})


@transaction.atomic
def renew(*, agreement: Agreement, starts_on: date, ends_on: date | None, title: str = "", by: Any) -> Agreement:
    """Prepare the next agreement from this one, with the commitments that still stand."""
    old = locked(agreement)
    if old.state not in (S.FORCE, S.ENDED):
        raise refuse("not_in_force")
    if Agreement.objects.filter(renews=old).exists():
        raise refuse("renewed_already")
    if starts_on <= old.starts_on:
        raise refuse("renewal_first", day=old.starts_on)
    standing = old.commitments.exclude(state__in=[CommitmentState.KEPT, CommitmentState.DROPPED])
    return prepare(partnership=old.partnership, by=by, values={
        "kind": old.kind, "title": title or old.title, "purpose": old.purpose, "notice_months": old.notice_months,
        "starts_on": starts_on, "ends_on": ends_on, "renews": old,
        "commitments": [{"party": one.party, "text": one.text} for one in standing],
    })  # fmt: skip


@transaction.atomic
def end_agreement(*, agreement: Agreement, on: date, reason: str, by: Any) -> Agreement:
    """It ends, at its term or before, and why."""
    row = locked(agreement)
    if row.state != S.FORCE:
        raise refuse("not_in_force")
    if on > localdate():
        raise refuse("future")
    if on < row.starts_on:
        raise refuse("too_early", day=row.starts_on)
    before = written(row, {"state": S.ENDED, "ended_on": on, "end_note": reason[:500]})
    note("agreement.ended", row.partnership, by=by, row=row, changes=saved(row, before))
    return row


@transaction.atomic
def settle(*, commitment: AgreementCommitment, state: str, on: date, note_: str = "", by: Any) -> AgreementCommitment:
    """Was it kept? Said again, the last word stands."""
    row = locked(commitment)
    if row.agreement.state == S.DRAFT:
        raise refuse("not_in_force")
    if on > localdate():
        raise refuse("future")
    before = row.state
    row.state, row.note = state, note_[:500]
    row.settled_on = None if state == CommitmentState.OPEN else on
    row.full_clean()
    row.save()
    note("agreement.commitment_settled", row.agreement.partnership, by=by, row=row.agreement,
         changes={"commitment": [None, row.text], "state": [before, state]})  # fmt: skip
    return row
