"""The desk of one date, held by the team or by a link: what it notes, one event after the other, and what it tells."""

import json
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _

from maillage.activities.models import Session
from maillage.core.asked import row_number
from maillage.core.text import clean
from maillage.enrolments import places, presence
from maillage.enrolments.actions import desk_links, door, walkins
from maillage.enrolments.models import DeskLink, Place

NONCE = re.compile(r"[A-Za-z0-9.-]{8,36}")
MOST_EVENTS = 100
MOST_BYTES = 200_000
YES_NO = {"1": True, "0": False}


@dataclass(frozen=True)
class Desk:
    session: Session
    by: Any = None
    link: DeskLink | None = None

    @property
    def page(self) -> str:
        if self.link is not None:
            return reverse("enrolments:desk", args=[desk_links.token(self.link)])
        return reverse("enrolments:door", args=[self.session.pk])

    @property
    def sync(self) -> str:
        if self.link is not None:
            return reverse("enrolments:desk_sync", args=[desk_links.token(self.link)])
        return reverse("enrolments:door_sync", args=[self.session.pk])

    @property
    def ends_at(self) -> datetime:
        """When what the device keeps is erased."""
        return self.link.ends_at if self.link is not None else desk_links.end_of(self.session)


def new_nonce() -> str:
    return secrets.token_hex(12)


def instant(text: Any) -> datetime | None:
    """The device's time, when it is one."""
    try:
        found = parse_datetime(str(text or "")[:40])
    except ValueError:
        return None
    return found if found and is_aware(found) else None


def party(event: dict[str, Any]) -> walkins.Party:
    return walkins.Party(
        nonce=str(event["nonce"]), number=row_number(event.get("number")), name=clean(str(event.get("name") or ""))[:200],
        first_time=YES_NO.get(str(event.get("first_time"))), kind=row_number(event.get("of")) or None,
        seatless=str(event.get("seatless") or "") == "1",
    )  # fmt: skip


def do(desk: Desk, event: dict[str, Any]) -> door.Said:
    """One thing noted. Raises ValidationError (places.Full when all is taken)."""
    nonce, at = str(event.get("nonce") or ""), instant(event.get("at"))
    if not NONCE.fullmatch(nonce):
        raise ValidationError(_("Cette page est ancienne : rechargez-la."))
    match event.get("kind"):
        case "arrival":
            place = Place.objects.filter(pk=row_number(event.get("place"))).first()
            if place is None:
                raise ValidationError(_("Cette personne n’est plus dans la liste : rechargez-la."))
            return door.arrive(session=desk.session, place=place, nonce=nonce, at=at, by=desk.by)
        case "undo":
            return walkins.take_back(
                session=desk.session, nonce=nonce, reason=str(event.get("reason") or "")[:200], by=desk.by
            )
        case "walkin":
            return walkins.come_in(session=desk.session, party=party(event), at=at, by=desk.by)
    raise ValidationError(_("Cette page est ancienne : rechargez-la."))


def told(desk: Desk, event: dict[str, Any]) -> dict[str, str]:
    """What became of an event, for a device: never an error that would keep it from sending the others."""
    try:
        said = do(desk, event)
    except places.Full as full:
        return {"state": "full", "text": " ".join(full.messages)}
    except ValidationError as error:
        return {"state": "refused", "text": " ".join(error.messages)}
    except IntegrityError:  # a nonce of something else
        return {"state": "refused", "text": _("Cette page est ancienne : rechargez-la.")}
    return {"state": said.state, "text": ""}


def read(body: bytes) -> tuple[list[dict[str, Any]], int]:
    """The events of a sending, and the last place that the device knows. Raises ValueError."""
    if len(body) > MOST_BYTES:
        raise ValueError("too long")
    data = json.loads(body.replace(b"\\u0000", b""))
    if not isinstance(data, dict) or not isinstance(data.get("events", []), list):
        raise ValueError("not a sending")
    events = data.get("events", [])
    if len(events) > MOST_EVENTS or not all(isinstance(event, dict) for event in events):
        raise ValueError("too many events")
    return events, row_number(data.get("last"))


def answer(desk: Desk, events: Iterable[dict[str, Any]], last: int) -> dict[str, Any]:
    """What a device is told: what became of each event, who came, whom it does not know yet."""
    said = {str(event.get("nonce"))[:40] + ":" + str(event.get("kind"))[:10]: told(desk, event) for event in events}
    rows = presence.listed(desk.session)
    counts = presence.counts(desk.session)
    return {
        "said": said, "present": counts.present, "registered": counts.registered, "without": counts.without,
        "came": {str(row.pk): [row.nonce, row.came_at.isoformat()] for row in rows if row.came_at},
        "places": [row.pk for row in rows],
        "rows": [{"place": row.pk, "name": row.name, "folded": row.folded, "note": row.note, "code": row.code}
                 for row in rows if row.pk > last],
    }  # fmt: skip
