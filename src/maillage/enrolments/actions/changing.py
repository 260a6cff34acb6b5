"""An enrolment changes: other places, other answers, given up, taken up again, approved or not."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from maillage.audit import journal
from maillage.enrolments import emails, places
from maillage.enrolments.actions.calling import call_next, entries_of
from maillage.enrolments.actions.common import Wish, fingerprint, locked, move, opening_of, record, refuse, rows_for
from maillage.enrolments.actions.enrolling import check
from maillage.enrolments.enums import EnrolmentState
from maillage.enrolments.models import Enrolment, Place
from maillage.enrolments.standing import Offer

E = EnrolmentState
GIVES_UP = (E.PENDING, E.CONFIRMED, E.WAITING, E.OFFERED)


@transaction.atomic
def cancel(
    *, enrolment: Enrolment, by: Any = None, reason: str = "", tell: bool = True, at: datetime | None = None
) -> Enrolment:
    """Give up, by its owner (`by=None`) or by the team with its reason; the next of the waiting list are called.

    Cancelled again, it changes nothing.
    """
    at = at or now()
    opening = places.hold_still(opening_of(enrolment))
    enrolment = locked(enrolment)
    if enrolment.state == E.CANCELLED:
        return enrolment
    before = str(enrolment.state)
    places.give_back(list(enrolment.places.all()))
    move(enrolment, E.CANCELLED, at, reason=reason[:300])
    if tell:
        emails.tell(enrolment)
    record("enrolment.cancelled", enrolment, by=by, state=[before, str(E.CANCELLED)])
    call_next(opening, at=at)
    return enrolment


@transaction.atomic
def approve(*, enrolment: Enrolment, by: Any, word: str = "", at: datetime | None = None) -> Enrolment:
    """The team says yes; the places were held since it was asked."""
    at = at or now()
    places.hold_still(opening_of(enrolment))
    enrolment = locked(enrolment)
    if enrolment.state != E.PENDING:
        raise refuse("state", state=enrolment.get_state_display())
    move(enrolment, E.CONFIRMED, at, reason=word[:300])
    emails.tell(enrolment)
    record("enrolment.approved", enrolment, by=by, state=[str(E.PENDING), str(E.CONFIRMED)])
    return enrolment


@transaction.atomic
def refuse_enrolment(*, enrolment: Enrolment, by: Any, word: str = "", at: datetime | None = None) -> Enrolment:
    """The team says no, with a word; its places go to the waiting list."""
    at = at or now()
    opening = places.hold_still(opening_of(enrolment))
    enrolment = locked(enrolment)
    before = str(enrolment.state)
    if enrolment.state not in (E.PENDING, E.WAITING):
        raise refuse("state", state=enrolment.get_state_display())
    places.give_back(list(enrolment.places.all()))
    move(enrolment, E.REFUSED, at, reason=word[:300])
    emails.tell(enrolment)
    record("enrolment.refused", enrolment, by=by, state=[before, str(E.REFUSED)])
    call_next(opening, at=at)
    return enrolment


@transaction.atomic
def rejoin(*, enrolment: Enrolment, by: Any = None, at: datetime | None = None) -> Enrolment:
    """Who gave up or let a place lapse comes back: on the waiting list, from which they are called if there is room."""
    at = at or now()
    opening = places.hold_still(opening_of(enrolment))
    enrolment = locked(enrolment)
    if enrolment.state not in (E.CANCELLED, E.LAPSED):
        raise refuse("state", state=enrolment.get_state_display())
    offer = Offer(opening, enrolment.activity, at)
    check(offer, wish_of(enrolment), most=None, team=by is not None)
    if not opening.waiting_list and by is None:
        raise refuse("no_waiting_list")
    if enrolment.fingerprint and Enrolment.objects.standing().filter(
        activity=enrolment.activity, fingerprint=enrolment.fingerprint
    ).exists():  # fmt: skip
        enrolment.fingerprint = ""
    before = str(enrolment.state)
    move(enrolment, E.WAITING, at, reason="")
    record("enrolment.rejoined", enrolment, by=by, state=[before, str(E.WAITING)])
    if enrolment.pk in {row.pk for row in call_next(opening, at=at)}:
        enrolment.refresh_from_db()
    else:
        emails.tell(enrolment)
    return enrolment


def wish_of(enrolment: Enrolment) -> Wish:
    """What an enrolment asks for, from its places."""
    rows = entries_of([enrolment])[enrolment.pk]
    sessions = list(dict.fromkeys(row.session_id for row in rows if row.session_id))
    first = [row for row in rows if row.session_id == (sessions[0] if sessions else None)]
    kinds: dict[int, int] = defaultdict(int)
    for row in first:
        kinds[row.kind_id] += 1
    names = [row.name for row in sorted(first, key=lambda row: (row.kind_id, row.pk))]
    return Wish(key=enrolment.key, name=enrolment.name, email=enrolment.email, kinds=dict(kinds), sessions=sessions,
                names=names, language=enrolment.language, origin=enrolment.origin)  # fmt: skip


@transaction.atomic
def change(
    *, enrolment: Enrolment, wish: Wish, by: Any = None, at: datetime | None = None, tell: bool = True
) -> Enrolment:
    """Other places, another name, other answers. More places are taken now or refused (Full): what was held stays.

    On the waiting list, what asks for more goes back to its end.
    """
    at = at or now()
    opening = places.hold_still(opening_of(enrolment))
    enrolment = locked(enrolment)
    if enrolment.state not in GIVES_UP:
        raise refuse("state", state=enrolment.get_state_display())
    check(Offer(opening, enrolment.activity, at), wish, team=by is not None or unchanged(enrolment, wish),
          most=None if by is not None else max(opening.most_places, len(wish_of(enrolment).names)))  # fmt: skip
    before = journal.snapshot(enrolment, ("state", "version"))
    for name, value in (wish.values or {}).items():
        setattr(enrolment, name, value)
    enrolment.name, enrolment.email, enrolment.language = wish.name, wish.email.strip(), wish.language
    enrolment.fingerprint = fingerprint(enrolment.activity_id, wish.email, wish.name)
    added, removed = replace_places(enrolment, wish)
    if added and enrolment.state == E.WAITING:
        enrolment.waiting_since = at
    enrolment.version += 1
    enrolment.save()
    if tell and (added or removed):
        emails.tell(enrolment, changed=True)
    record(
        "enrolment.changed", enrolment, by=by, places=[removed, added], version=[before["version"], enrolment.version]
    )
    if removed or enrolment.state == E.WAITING:
        call_next(opening, at=at)
        enrolment.refresh_from_db()
    return enrolment


def unchanged(enrolment: Enrolment, wish: Wish) -> bool:
    """The same places: answers and names alone change, which stays possible when enrolment is closed."""
    old = wish_of(enrolment)
    kinds = {kind: count for kind, count in wish.kinds.items() if count}
    return kinds == dict(old.kinds) and set(wish.sessions) == set(old.sessions)


def replace_places(enrolment: Enrolment, wish: Wish) -> tuple[int, int]:
    """Keep the rows that stay, remove those that go, take those that come: (added, removed)."""
    spare: dict[tuple[int, int | None], list[Place]] = defaultdict(list)
    for row in enrolment.places.select_related("session"):
        if row.session is None or row.session.cancelled_at is None:
            spare[row.kind_id, row.session_id].append(row)
    new = []
    for asked in rows_for(enrolment, wish):
        same = spare[asked.kind_id, asked.session_id]
        if same:
            kept = same.pop(0)
            if kept.name != asked.name:
                kept.name = asked.name
                kept.save(update_fields=["name"])
        else:
            new.append(asked)
    gone = [row for rows in spare.values() for row in rows]
    if any(row.check_ins.filter(undone_at=None).exists() for row in gone):
        raise refuse("came")
    places.give_back(gone)
    Place.objects.filter(pk__in=[row.pk for row in gone]).delete()
    Place.objects.bulk_create(new)
    if new and enrolment.standing.holds:
        places.take(new)
    return len(new), len(gone)
