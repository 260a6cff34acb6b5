"""Three years of animations in class, written in bulk: from the request to the count, every state represented.

No facilitator is at two places: each gives one visit a day at most, here as in the verbs.
"""

import random
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.timezone import localdate, now

from maillage.activities.models import Activity, Classification, Session
from maillage.attendance import breakdown
from maillage.attendance.models import Count, CountRow
from maillage.audit import journal
from maillage.bookings.models import Absence, Reservation
from maillage.schools import words
from maillage.schools.demo.base import Base, school_day
from maillage.schools.enums import PATH
from maillage.schools.matching import school_year_end
from maillage.schools.models import (
    Assignment,
    PupilGroup,
    RequestStep,
    SchoolRequest,
    Visit,
    VisitGroup,
    WishedSlot,
)
from maillage.search import outbox

KIND = "schools.schoolrequest"
TEACHERS = (
    "Maryse Blanchet",
    "Olivier Dupré",
    "Fatou Sy",
    "Hugo Lemaire",
    "Sandrine Côté",
    "Luc Verhaegen",
    "Amel Benali",
)
OUTSIDE = {
    "CA": ("École de la Pointe", "École des Tilleuls", "Collège du Val-Fleuri"),
    "BE": ("École de la Pointe", "École communale des Tilleuls", "Collège du Val-Fleuri"),
    "FR": ("École de la Pointe", "École primaire des Tilleuls", "Collège du Val-Fleuri"),
}
GROUPS = {
    "CA": ("Groupe 31", "Groupe 32", "Groupe 33"),
    "BE": ("2e A", "2e B", "2e C"),
    "FR": ("Classe A", "Classe B", "Classe C"),
}
ROOMS = {"FR": "Salle"}
WORDS = (
    "Les élèves en ont reparlé toute la semaine.",
    "Très vivant ; un peu court pour le débat.",
    "À refaire l’an prochain.",
)
WISHES = ("En lien avec notre projet d’école.", "Nous préparons une exposition au printemps.", "")


class Story:
    """Requests being invented, written together at the end."""

    def __init__(self, context: Any) -> None:
        self.profile, self.today = context.profile, context.today
        self.chance = random.Random(f"schools {context.profile.code}")  # noqa: S311 (an invention, always the same)
        self.zone = ZoneInfo(context.profile.timezone)
        self.small = words.class_form() not in ("animation", "atelier")
        self.base = Base(context, self.chance, self.small)
        self.taken: set[tuple[int, date]] = set()
        self.rows: dict[type, list[Any]] = {}

    def add(self, row: Any) -> Any:
        self.rows.setdefault(type(row), []).append(row)
        return row

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(day, time(hour, minute), self.zone)

    def day(self, offset: int) -> date:
        """A day of class near so many days from today, on the same side of it."""
        step = 1 if offset >= 0 else -1
        day = self.today + timedelta(days=offset)
        while day.weekday() >= 5 or not school_day(day):
            day += timedelta(days=step)
        return day

    def who(self, day: date) -> Any:
        """Someone free that day, with a check."""
        people = [row for row in self.base.people if row.check_on and (row.pk, day) not in self.taken]
        coming = people[:1] if day > self.today and self.chance.random() < 0.4 else []  # who signs in has work to come
        chosen = self.chance.choice(coming or people) if people else None
        if chosen:
            self.taken.add((chosen.pk, day))
        return chosen

    def request(self, state: str, offset: int) -> None:
        """One request that stands at `state`, for a day so far from today."""
        chance, day = self.chance, self.day(offset)
        animation, inside = chance.choice(self.base.animations), chance.random() < 0.85 and self.base.schools
        asked_at = self.at(
            min(day - timedelta(days=chance.randint(25, 60)), self.today - timedelta(days=chance.randint(1, 6))), 10
        )
        end = school_year_end(day)
        old = end < self.today
        name = "" if old else chance.choice(TEACHERS)
        row = self.add(SchoolRequest(
            state=state, level=chance.choice(animation.levels), animation=animation if chance.random() < 0.9 else None,
            school=chance.choice(self.base.schools) if inside else None,
            school_name="" if inside else chance.choice(OUTSIDE.get(self.profile.country, OUTSIDE["CA"])),
            theme=next(iter(animation.themes), ""), room=f"{ROOMS.get(self.profile.country, 'Local')} {chance.randint(101, 340)}",
            text="" if old else chance.choice(WISHES), contact_name=name, keep_until=end, purged_at=now() if old else None,
            contact_email=f"{name.split()[0].lower()}@ecole.exemple.org" if name else "", created_at=asked_at,
            closed_at=self.at(day, 18) if state in ("evaluated", "declined", "cancelled") else None,
            evaluation_note=chance.choice(WORDS) if state == "evaluated" and not old else "",
        ))  # fmt: skip
        groups = [
            self.add(
                PupilGroup(
                    request=row, label=GROUPS.get(self.profile.country, GROUPS["CA"])[n], pupils=chance.randint(16, 31)
                )
            )
            for n in range(chance.choice((1, 1, 2, 2, 3)))
        ]
        for rank, shift in enumerate((0, 1, 7), start=1):
            wished = day + timedelta(days=shift)
            self.add(WishedSlot(request=row, rank=rank, starts_at=self.at(wished, 9), ends_at=self.at(wished, 12)))
        self.steps(row, state, asked_at, day)
        if state not in ("asked", "declined"):
            self.visits(row, groups, animation, day)

    def steps(self, row: SchoolRequest, state: str, asked_at: datetime, day: date) -> None:
        """Each step at its date, the way it went."""
        path = [one.value for one in PATH]
        gone = path[: path.index(state) + 1] if state in path else ["asked", state]
        stamps = {"asked": asked_at, "proposed": asked_at + timedelta(days=3), "confirmed": asked_at + timedelta(days=6),
                  "held": self.at(day, 16), "counted": self.at(day, 17), "evaluated": self.at(day + timedelta(days=4), 9)}  # fmt: skip
        for one in gone:
            word = "Personne n’est libre à ces dates ; redemandez-nous pour l’automne." if one == "declined" else ""
            self.add(
                RequestStep(
                    request=row, state=one, at=min(stamps.get(one, asked_at + timedelta(days=5)), now()), word=word
                )
            )

    def visits(self, row: SchoolRequest, groups: list[PupilGroup], animation: Any, day: date) -> None:
        """One after the other in the morning; the activity and the numbers when it is confirmed."""
        who = self.who(day)
        if who is None:  # everyone gives another class that day: it waits
            row.state = "asked" if row.state in ("proposed", "confirmed") else "cancelled"
            return
        counted = row.state in ("counted", "evaluated")
        activity = self.activity(row, groups) if row.state in ("confirmed", "held", "counted", "evaluated") else None
        start, km = self.at(day, 9), self.chance.choice((12, 34, 48, 86))
        for at, group in enumerate(groups):
            end = start + timedelta(minutes=animation.minutes)
            session = self.session(activity, row, start, end) if activity else None
            visit = self.add(Visit(request=row, starts_at=start, ends_at=end, session=session, teachers=1 if counted else None,
                                   counted_at=end if counted else None))  # fmt: skip
            present = max(8, group.pupils - self.chance.choice((0, 0, 1, 2, 3))) if counted else None
            self.add(VisitGroup(visit=visit, group=group, present=present))
            answer = "waiting" if row.state == "proposed" else "accepted"
            self.add(Assignment(visit=visit, facilitator=who, answer=answer, fee=who.fee, per_100_km=who.per_100_km,
                                currency=who.currency, km=(0 if at else km) if counted else None))  # fmt: skip
            if counted and session:
                self.count(session, present or 0, animation.minutes)
            start = end + timedelta(minutes=10)
        if activity:
            activity.starts_at, activity.ends_at = self.at(day, 9), start - timedelta(minutes=10)

    def activity(self, row: SchoolRequest, groups: list[PupilGroup]) -> Activity:
        state = {"confirmed": "announced", "held": "held"}.get(row.state, "accounted")
        pupils, told = sum(group.pupils for group in groups), row.created_at + timedelta(days=6)
        made = self.add(Activity(title=words.title_of(row)[:200], form=words.class_form(), state=state, is_public=False,
                                 expected=pupils, announced_at=told))  # fmt: skip
        row.activity = made
        for kind, code in (("audience", words.school_audience()), ("theme", row.theme), ("language", "fr")):
            if code:
                self.add(Classification(activity=made, kind=kind, code=code))
        return made

    def session(self, activity: Activity, row: SchoolRequest, start: datetime, end: datetime) -> Session:
        return self.add(
            Session(activity=activity, starts_at=start, ends_at=end, room=f"{row.school_label}, {row.room}"[:120])
        )

    def count(self, session: Session, present: int, minutes: int) -> None:
        made = self.add(
            Count(
                session=session,
                present=present,
                helpers=1,
                minutes=minutes,
                origin="school",
                recorded_at=session.ends_at,
            )
        )
        audience = words.school_audience()
        for cell in breakdown.settle(present, breakdown.margins({"audience": {audience: present}} if audience else {})):
            said = dict(zip(breakdown.DIMENSIONS, cell.values, strict=True))
            self.add(CountRow(count=made, owns=cell.owns, mask=cell.mask, people=cell.people, **said))

    def write(self) -> None:
        for model in (Activity, SchoolRequest, PupilGroup, WishedSlot, RequestStep, Classification, Session, Visit, VisitGroup,
                      Assignment, Count, CountRow):  # fmt: skip
            model._default_manager.bulk_create(self.rows.get(model, []))  # type: ignore[attr-defined]
        self.reserve()
        requests = self.rows[SchoolRequest]
        notes = [journal.Note("school_request.asked", KIND, row.pk, row.school_label) for row in requests]
        notes += [
            journal.Note("activity.created", "activities.activity", row.pk, row.title)
            for row in self.rows.get(Activity, [])
        ]
        journal.record_many(notes, by=None)
        outbox.queue(KIND, [row.pk for row in requests])
        outbox.queue("activities.activity", [row.pk for row in self.rows.get(Activity, [])])

    def reserve(self) -> None:
        """The time of who gives each visit: certain, or only asked."""
        found = []
        for row in self.rows.get(Assignment, []):
            visit, state = row.visit, row.visit.request.state
            if state in ("cancelled", "declined"):
                continue
            kept = "asked" if state == "proposed" else "confirmed"
            since = visit.request.created_at if kept == "confirmed" else None
            school = visit.request.school
            found.append(Reservation(
                bookable=self.base.calendars[row.facilitator.pk], state=kept, starts_at=visit.starts_at, ends_at=visit.ends_at,
                source=visit.source, purpose=words.title_of(visit.request)[:300], confirmed_at=since,
                organisation=school.organisation if school else None,
            ))  # fmt: skip
        Reservation.objects.bulk_create(found)


def clash(story: Story) -> None:
    """Someone says an absence after a visit was confirmed: the team has to replace them."""
    coming = [row for row in story.rows.get(Assignment, []) if row.visit.request.state == "confirmed"]
    if coming:
        last = max(coming, key=lambda row: row.visit.starts_at)
        day = localdate(last.visit.starts_at, story.zone)
        Absence.objects.create(
            bookable=story.base.calendars[last.facilitator.pk], first_on=day, last_on=day, note="Formation"
        )


def write(context: Any) -> None:
    """Three years of requests. Run on a network that has some, it changes nothing."""
    if SchoolRequest.objects.exists():
        return
    story = Story(context)
    chance, many = story.chance, 4 if story.small else 30
    for year in range(3):
        for _number in range(many):
            fate = chance.random()
            state = (
                "cancelled" if fate < 0.05 else "declined" if fate < 0.1 else "evaluated" if fate < 0.8 else "counted"
            )
            story.request(state, -25 - 365 * year - chance.randint(0, 330))
    for state, offsets in (("held", (-2, -4)), ("counted", (-9, -14)), ("confirmed", (3, 6, 9, 12, 22)), ("proposed", (16, 19)),
                           ("asked", (21, 24, 30, 33)), ("declined", (28,)), ("cancelled", (15,))):  # fmt: skip
        for offset in offsets[: 2 if story.small else None]:
            story.request(state, offset)
    story.write()
    clash(story)
    context.say(
        f"{len(story.rows[SchoolRequest])} demandes d’animation et {len(story.base.people)} personnes qui animent inventées"
    )
