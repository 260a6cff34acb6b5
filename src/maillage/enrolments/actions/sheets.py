"""A paper sheet typed in afterwards, in one sending: who signed, who came besides, how many in all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.activities.models import Session
from maillage.audit import journal
from maillage.enrolments import places, presence
from maillage.enrolments.actions import door, walkins
from maillage.enrolments.enums import CountedFrom, Origin
from maillage.enrolments.models import Headcount


@dataclass(frozen=True)
class Sheet:
    """What was typed. `was` are those shown as present when the page was opened: only what was changed on it is."""

    key: str
    signed: frozenset[int]
    was: frozenset[int]
    others: Sequence[walkins.Party] = ()
    total: int | None = None


@dataclass(frozen=True)
class Typed:
    came: int
    undone: int
    others: int
    seatless: int
    present: int


@transaction.atomic
def type_sheet(*, session: Session, sheet: Sheet, by: Any) -> Typed:
    """Write a sheet, whole or not at all. Sent twice, it is one sheet. Raises ValidationError when the total is less
    than the people who are named."""
    session = Session.objects.select_for_update(of=("self",)).select_related("activity", "venue").get(pk=session.pk)
    door.check_open(session)
    listed = {row.pk: row for row in presence.places_of(session).filter(holds=True)}
    arrived = presence.came(session)
    came = undone = others = seatless = 0
    for pk in sorted(sheet.signed - sheet.was):
        if pk in listed and pk not in arrived:
            said = door.arrive(
                session=session, place=listed[pk], nonce=f"{sheet.key}.p{pk}", at=session.starts_at, by=by
            )
            came += said.state == "noted"
    for pk in sorted(sheet.was - sheet.signed):
        if pk in arrived:
            walkins.take_back(session=session, nonce=arrived[pk][0], reason=_("Absente de la feuille signée"), by=by)
            undone += 1
    for party in sheet.others:
        if not add(session, party, by):
            seatless += party.number
        others += party.number
    if sheet.total is not None:
        settle(session, sheet.total, sheet.key, by)
    if came or undone or others or sheet.total is not None:
        journal.record("sheet.typed", session, by=by, changes={"came": [None, came], "undone": [None, undone],
                       "others": [None, others], "total": [None, sheet.total]})  # fmt: skip
    return Typed(came, undone, others, seatless, everyone(session) + presence.without_place(session))


def add(session: Session, party: walkins.Party, by: Any) -> bool:
    """With a place while there is one; they were there all the same. Says whether they have one."""
    if walkins.kinds_of(session):
        try:
            with transaction.atomic():
                walkins.come_in(session=session, party=party, by=by, at=session.starts_at, origin=Origin.PAPER)
            return not Headcount.objects.filter(nonce=party.nonce).exists()
        except places.Full:
            pass
    row, made = Headcount.objects.get_or_create(nonce=party.nonce, defaults={
        "session": session, "number": party.number, "first_time": party.first_time,
        "counted_at": session.starts_at})  # fmt: skip
    if made:
        journal.record("headcount.noted", row, by=by, changes={"number": [None, party.number]})
    return False


def everyone(session: Session) -> int:
    """All who are noted with a place, on site and on line."""
    return len(presence.came(session))


def settle(session: Session, total: int, key: str, by: Any) -> None:
    """Those whom the sheet counts beyond the named: one row for each date, which the last sheet replaces."""
    sheets = Headcount.objects.filter(session=session, counted_from=CountedFrom.PAPER, undone_at=None)
    named = everyone(session) + presence.without_place(session) - sum(row.number for row in sheets)
    if total < named:
        raise ValidationError(
            _("Le total de %(total)s est inférieur aux %(named)s personnes notées présentes : vérifiez les cases, ou "
              "laissez le total vide.") % {"total": total, "named": named}, code="total",
        )  # fmt: skip
    rest, nonce = total - named, f"{key}.total"
    if Headcount.objects.filter(nonce=nonce).exists():
        return
    sheets.update(undone_at=now(), undo_reason=_("Feuille saisie de nouveau"))
    if rest:
        Headcount.objects.create(session=session, number=rest, nonce=nonce, counted_from=CountedFrom.PAPER,
                                 counted_at=session.starts_at)  # fmt: skip
