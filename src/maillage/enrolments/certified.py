"""Who followed enough of an activity to be given a certificate: the same person at several dates is one person."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.timezone import localdate, now

from maillage.activities.models import Activity, Session
from maillage.core.text import fold
from maillage.enrolments import attended
from maillage.enrolments.models import Certificate, CertificateRule, CheckIn, Enrolment, Place


@dataclass
class Attendee:
    """One person of an enrolment, with their places and the dates at which they came."""

    enrolment: Enrolment
    places: list[Place] = field(default_factory=list)
    came: list[Session] = field(default_factory=list)
    expected: list[Session] = field(default_factory=list)
    certificate: Certificate | None = None

    rank: int = 0  # among those of its enrolment at one date

    @property
    def place(self) -> Place:
        """The one that bears the certificate."""
        return self.places[0]

    @property
    def name(self) -> str:
        """Theirs; of who filled the form, the form's."""
        return self.place.name or (self.enrolment.name if self.rank == 0 else "")

    @property
    def minutes(self) -> int:
        return attended.minutes((one.starts_at, one.ends_at) for one in self.came)

    @property
    def days(self) -> tuple[date, date]:
        days = [localdate(one.starts_at) for one in self.came]
        return min(days), max(days)

    @property
    def is_over(self) -> bool:
        return bool(self.expected) and max(one.ends_at for one in self.expected) <= now()

    def deserves(self, rule: CertificateRule) -> bool:
        return attended.enough(len(self.came), len(self.expected), rule.least_share)


def attendees(activity: Activity, enrolments: Sequence[int] | None = None) -> list[Attendee]:
    """Everyone of an activity (or of these enrolments), in three queries."""
    sessions = {one.pk: one for one in activity.sessions.filter(cancelled_at=None).order_by("starts_at", "pk")}
    rows = Place.objects.filter(enrolment__activity=activity).select_related("enrolment").order_by("pk")
    checks = CheckIn.objects.filter(undone_at=None, place__enrolment__activity=activity)
    given = Certificate.objects.filter(activity=activity, withdrawn_at=None)
    if enrolments is not None:
        rows, checks = rows.filter(enrolment__in=enrolments), checks.filter(place__enrolment__in=enrolments)
        given = given.filter(place__enrolment__in=enrolments)
    came, certificates = defaultdict(list), {one.place_id: one for one in given}
    for place, session in checks.values_list("place", "session"):
        if session in sessions:
            came[place].append(sessions[session])
    found: dict[tuple[int, str, int], Attendee] = {}
    ranks: dict[tuple[object, ...], int] = defaultdict(int)
    for place in rows:
        if not place.holds and place.pk not in came and place.pk not in certificates:
            continue
        # Two of one name at one date are two people.
        at, name = (place.enrolment_id, place.session_id), fold(place.name)
        rank, same = ranks[at], ranks[*at, name]
        ranks[at], ranks[*at, name] = rank + 1, same + 1
        known = found.setdefault((place.enrolment_id, name, same), Attendee(place.enrolment, rank=rank))
        known.places.append(place)
        known.came += came[place.pk]
        known.expected += [one for pk, one in sessions.items() if place.session_id in (None, pk)]
        known.certificate = known.certificate or certificates.get(place.pk)
    return list(found.values())


def certified_of(row: Certificate) -> Attendee | None:
    """The person of a certificate."""
    people = attendees(row.activity, [row.place.enrolment_id])
    return next((one for one in people if any(place.pk == row.place_id for place in one.places)), None)
