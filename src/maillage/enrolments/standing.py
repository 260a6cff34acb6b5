"""Where an activity's enrolment stands now: open, not yet, closed, full, over; and what may still be chosen."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import TextChoices
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.activities.enums import ActivityState, Mode, Structure
from maillage.activities.models import Activity, Session
from maillage.enrolments.models import Opening, PlaceKind, Quota
from maillage.enrolments.places import Link


class Status(TextChoices):
    OPEN = "open", _("Ouvertes")
    NOT_YET = "not_yet", _("Pas encore ouvertes")
    CLOSED = "closed", _("Fermées")
    OVER = "over", _("Terminées")
    CANCELLED = "cancelled", _("L’activité est annulée")
    NOT_TOLD = "not_told", _("L’activité n’est pas annoncée")


def status_of(opening: Opening, activity: Activity, at: datetime) -> Status:
    """What anyone is told, from the rows alone."""
    if activity.state == ActivityState.CANCELLED or activity.cancelled_at:
        return Status.CANCELLED
    if not activity.shows_publicly:
        return Status.NOT_TOLD
    if activity.ends_at and activity.ends_at <= at:
        return Status.OVER
    if opening.opens_at and at < opening.opens_at:
        return Status.NOT_YET
    if opening.closes_at and at >= opening.closes_at:
        return Status.CLOSED
    return Status.OPEN


@dataclass
class Offer:
    """An opening with its rows, read in five queries at most, and what they leave to choose."""

    opening: Opening
    activity: Activity
    at: datetime = field(default_factory=now)

    @cached_property
    def whole(self) -> bool:
        """Does one enrol in all the dates at once?"""
        return Structure(self.activity.structure).as_a_whole

    @cached_property
    def sessions(self) -> list[Session]:
        """All the dates that stand, past ones included."""
        return list(self.activity.sessions.filter(cancelled_at=None).select_related("venue"))

    @cached_property
    def coming(self) -> list[Session]:
        """The dates that may be chosen: those that have not begun."""
        return [one for one in self.sessions if one.starts_at > self.at]

    @cached_property
    def kinds(self) -> list[PlaceKind]:
        return list(self.opening.kinds.all())

    @cached_property
    def open_kinds(self) -> list[PlaceKind]:
        """Those that are offered, and that a date to come can hold."""
        modes = {mode for one in (self.coming or self.sessions) for mode in modes_of(one)}
        return [one for one in self.kinds if one.is_open and (not modes or one.mode in modes)]

    @cached_property
    def quotas(self) -> dict[int, Quota]:
        return {one.pk: one for one in self.opening.quotas.all()}

    @cached_property
    def links(self) -> dict[int, list[Quota]]:
        """{kind: its quotas}."""
        found: dict[int, list[Quota]] = {one.pk: [] for one in self.kinds}
        for kind, quota in Link.objects.filter(placekind__opening=self.opening).values_list("placekind", "quota"):
            if quota in self.quotas:
                found[kind].append(self.quotas[quota])
        return found

    @cached_property
    def status(self) -> Status:
        status = status_of(self.opening, self.activity, self.at)
        if status == Status.OPEN and not self.whole and not self.coming:
            return Status.OVER
        if status == Status.OPEN and self.whole and self.sessions and not self.coming:
            return Status.OVER
        return status

    def quotas_for(self, kind: int, session: int | None) -> list[Quota]:
        return [one for one in self.links.get(kind, ()) if one.session_id is None or session is None
                or one.session_id == session]  # fmt: skip

    def left(self, kind: int, session: int | None) -> int | None:
        """Places left of a kind at a date (or of the whole); None where nothing limits them."""
        free = [one.free for one in self.quotas_for(kind, session)]
        return max(0, min(free)) if free else None

    def takes(self, kind: PlaceKind, session: Session) -> bool:
        """Can this kind be taken at this date?"""
        return kind.mode in modes_of(session)

    def choices(self) -> list[tuple[PlaceKind, Session | None]]:
        """All that may be taken: (kind, date), or (kind, None) for the whole."""
        if self.whole:
            return [(kind, None) for kind in self.open_kinds]
        return [(kind, one) for one in self.coming for kind in self.open_kinds if self.takes(kind, one)]

    @cached_property
    def free(self) -> int | None:
        """Places left in all, as one sees them: those of the quotas that can still be used; None without limit."""
        usable: Counter[int] = Counter()
        for kind, session in self.choices():
            found = self.quotas_for(kind.pk, session.pk if session else None)
            if not found:
                return None
            least = min(found, key=lambda one: one.free)
            usable[least.pk] = max(0, least.free)
        return sum(usable.values())

    @property
    def full(self) -> bool:
        return self.free == 0


def modes_of(session: Any) -> tuple[str, ...]:
    return (Mode.ONSITE, Mode.ONLINE) if session.mode == Mode.BOTH else (session.mode,)


def offer_of(activity: Activity, at: datetime | None = None) -> Offer | None:
    opening = Opening.objects.filter(activity=activity).first()
    return Offer(opening, activity, at or now()) if opening else None
