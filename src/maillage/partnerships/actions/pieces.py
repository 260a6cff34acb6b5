"""The due-diligence file: what it asks for, what came, who looked at it."""

from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from maillage.partnerships import emails, signals
from maillage.partnerships.actions.common import kept, locked, note, refuse, saved, written
from maillage.partnerships.diligence import required
from maillage.partnerships.enums import PieceState, Verdict
from maillage.partnerships.models import DuePiece, Partnership, PieceLook
from maillage.partnerships.models.assessments import nonce

S = PieceState


def ask_for(partnership: Partnership) -> int:
    """Write the pieces that the regime requires and the file has not; one that is asked no more stays, not exigible."""
    wanted = required(partnership.regime)
    there = set(partnership.pieces.filter(title="").values_list("kind", flat=True))
    new = [DuePiece(partnership=partnership, kind=kind) for kind in wanted if kind not in there]
    DuePiece.objects.bulk_create(new, ignore_conflicts=True)
    ours = partnership.pieces.filter(title="", kind__in=[kind for kind in there if kind != "other"])
    ours.exclude(kind__in=wanted).filter(state=S.MISSING).update(required=False)
    ours.filter(kind__in=wanted).update(required=True)
    return len(new)


@transaction.atomic
def add_piece(*, partnership: Partnership, values: dict[str, Any], by: Any) -> DuePiece:
    """A piece more, that this file asks for."""
    row = DuePiece(partnership=partnership, **values)
    row.full_clean()
    row.save()
    note("partnership.piece_added", partnership, by=by, row=row, changes={"kind": [None, row.kind]})
    return row


@transaction.atomic
def receive_piece(*, piece: DuePiece, upload: Any, issued_on: date | None = None, lapses_on: date | None = None,
                  by: Any, name: str = "") -> DuePiece:  # fmt: skip
    """It came, from the partner or by the team: to be looked at. Renewed, it is a new version of the same document."""
    piece = locked(piece)
    if not upload:
        raise refuse("no_document")
    if issued_on and issued_on > localdate():
        raise refuse("future")
    partnership = Partnership.objects.select_related("organisation__merged_into").get(pk=piece.partnership_id)
    before = written(piece, {
        "state": S.RECEIVED, "issued_on": issued_on, "lapses_on": lapses_on, "received_on": localdate(),
        "received_from": (name or str(by or ""))[:200], "asked_on": None, "nonce": nonce(),
    })  # fmt: skip
    piece.document = kept(upload=upload, title=str(piece), partnership=partnership, document=piece.document, by=by)
    note("partnership.piece_received", partnership, by=by, row=piece, changes=saved(piece, before))
    return piece


@transaction.atomic
def look_at(*, piece: DuePiece, verdict: str, lapses_on: date | None, note_: str = "", by: Any) -> PieceLook:
    """Someone saw it, and says what it is worth and until when it holds."""
    piece, today = locked(piece), localdate()
    if piece.document is None:
        raise refuse("no_document")
    accepted = verdict == Verdict.ACCEPTED
    if accepted and lapses_on and lapses_on < today:
        raise refuse("lapsed", day=lapses_on)
    latest = piece.document.latest
    before = written(
        piece, {"state": S.ACCEPTED if accepted else S.REFUSED, "lapses_on": lapses_on, "note": note_[:500]}
    )
    look = PieceLook.objects.create(
        piece=piece, by=by, name=str(by or "")[:200], on=today, verdict=verdict, lapses_on=lapses_on, note=note_[:500],
        text_number=latest.number if latest else 0,
    )  # fmt: skip
    note("partnership.piece_seen", piece.partnership, by=by, row=piece, changes=saved(piece, before))
    signals.piece_settled.send(sender=DuePiece, piece=piece, by=by)
    return look


@transaction.atomic
def waive_piece(*, piece: DuePiece, reason: str, by: Any) -> DuePiece:
    """Not asked of this partner, and why."""
    if not reason.strip():
        raise refuse("waive_reason")
    piece = locked(piece)
    before = written(piece, {"state": S.WAIVED, "note": reason.strip()[:500]})
    note("partnership.piece_waived", piece.partnership, by=by, row=piece, changes=saved(piece, before))
    signals.piece_settled.send(sender=DuePiece, piece=piece, by=by)
    return piece


@transaction.atomic
def ask_piece(*, piece: DuePiece, by: Any) -> DuePiece:
    """Write to the partner, with a link by which the piece is sent from a phone; an earlier link closes."""
    piece = locked(piece)
    if piece.partnership.state == "ended":
        raise refuse("ended")
    if not emails.addresses(piece.partnership):
        raise refuse("no_address")
    before = written(piece, {"asked_on": localdate(), "nonce": nonce()})
    note("partnership.piece_asked", piece.partnership, by=by, row=piece, changes=saved(piece, before))
    transaction.on_commit(partial(emails.piece_asked, piece.pk))
    return piece
