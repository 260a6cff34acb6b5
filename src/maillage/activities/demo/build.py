"""Activities being invented: rows gathered, written together at the end."""

import random
import uuid
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.timezone import now

from maillage.activities import clock
from maillage.activities.demo import titles
from maillage.activities.enums import Access, ActivityState, Kind, Mode, Part, Structure
from maillage.activities.models import Activity, Classification, CoOrganiser, Session, Translation, Venue
from maillage.campaigns.models import Campaign
from maillage.network.mission import ActivityForm
from maillage.organisations.demo import places
from maillage.organisations.models import Organisation
from maillage.projects.models import Project

A, S = ActivityState, Structure
HOURS = ((9, 0, 3), (13, 30, 2), (17, 0, 2), (18, 30, 2), (19, 0, 2), (19, 0, 3))
LESSONS = ((9, 0, 2), (10, 30, 2), (13, 0, 2), (13, 30, 1))  # in a school
EVENINGS = ((18, 30, 2), (19, 0, 2), (19, 0, 3))
DAYTIME = ((10, 0, 5), (11, 0, 3), (13, 0, 4))  # where people pass by
ACCESS = [one.value for one in Access]


def weekday(day: date) -> date:
    """The day itself, or the Friday before: schools are closed at the week's end."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def hours_of(form: str, structure: str) -> tuple[tuple[int, int, int], ...]:
    """When a form is held: lessons by day, films and cycles in the evening, stands while people pass."""
    if titles.is_at_school(form):
        return LESSONS
    if titles.is_outdoors(form):
        return DAYTIME
    return EVENINGS if form == "film" or structure == S.CYCLE else HOURS


class Calendar:
    """What is invented so far; `write` puts it in the database, each model at once."""

    def __init__(self, context: Any, organisations: list[Organisation]) -> None:
        self.profile, self.today, self.organisations = context.profile, context.today, organisations
        self.chance = random.Random(f"activities {context.profile.code}")  # noqa: S311 (an invention, always the same)
        self.zone, self.at = ZoneInfo(self.profile.timezone), now()
        self.activities: list[Activity] = []
        self.venues: list[Venue] = []
        self.beside: dict[type[models.Model], list[Any]] = {}
        self.campaigns = list(Campaign.objects.public())
        self.projects = list(Project.objects.public().filter(level="project").order_by("pk")[:6])
        self.towns = self._towns()
        self._venues()

    def _towns(self) -> list[places.Town]:
        everywhere = places.BY_TERRITORY[self.profile.territory.kind]
        own = {region.code for region in self.profile.territory.regions}
        return [town for town in everywhere if town.region in own] or list(everywhere)

    def _venues(self) -> None:
        known: set[str] = set()
        for at in range(28):
            town = self.towns[at % len(self.towns)]
            name = titles.VENUES[(at * 5 + at // 8) % len(titles.VENUES)].format(city=town.city)
            if name in known:
                continue
            known.add(name)
            self.venues.append(Venue(
                name=name, street=f"{self.chance.randint(2, 480)}, rue du Marché", postal_code=town.postal_code,
                city=town.city, region=town.region, country=self.profile.country,
                latitude=round(town.latitude + self.chance.uniform(-0.02, 0.02), 5),
                longitude=round(town.longitude + self.chance.uniform(-0.02, 0.02), 5),
                access=sorted(self.chance.sample(ACCESS, k=self.chance.choice((1, 2, 3, 4)))),
                access_note=self.chance.choice(("", "Entrée par la cour, sonnette à gauche.", "Ascenseur au fond du hall.")),
                capacity=self.chance.choice((25, 40, 60, 80, 120, 300)),
                organisation=self.organisations[at % len(self.organisations)] if at % 4 == 0 else None,
            ))  # fmt: skip

    @property
    def schools(self) -> list[Venue]:
        return [one for one in self.venues if one.name.startswith(("École", "Collège"))]

    def add(self, row: Any) -> Any:
        self.beside.setdefault(type(row), []).append(row)
        return row

    # One activity

    def activity(self, form: ActivityForm, day: date, number: int) -> Activity:
        chance, theme = self.chance, self.chance.choice(self.profile.themes or (form,)).code
        at_school = titles.is_at_school(form.code)
        venue = chance.choice(self.schools if at_school else self.venues)
        day = weekday(day) if at_school else day
        topic = titles.subject(theme, chance)
        row = Activity(
            title=titles.title(form.code, topic, venue.city, day, chance), summary=chance.choice(titles.SUMMARIES),
            text="\n\n".join(chance.sample(titles.TEXTS, k=2)), form=form.code, structure=form.structure,
            expected=chance.choice((15, 25, 30, 40, 60, 80, 120)), childcare=chance.random() < 0.2,
            meal=form.structure == S.DINNER or chance.random() < 0.08, created_at=self.at, updated_at=self.at,
            is_free=form.structure not in (S.DINNER, S.PLACEMENT) and chance.random() < 0.85,
        )  # fmt: skip
        if not row.is_free:
            row.price = chance.choice(("20 $, ou ce que vous pouvez", "15 $ ; 5 $ tarif réduit")).replace(
                "$", "€" if self.profile.currency == "EUR" else "$"
            )
        if chance.random() < 0.12:
            row.interpretation = chance.choice(("français et espagnol", "langue des signes", "français et anglais"))
        row.contact_email = self.profile.contact.email
        self.activities.append(row)
        self._makers(row, number)
        sessions = self._dates(row, day, venue)
        row.starts_at, row.ends_at = min(s.starts_at for s in sessions), max(s.ends_at for s in sessions)
        self._state(row, sessions)
        self._classify(row, theme)
        self._gathering(row, day)
        if chance.random() < 0.15 and len(self.profile.languages) > 1:
            self.add(Translation(activity=row, language="en", title=f"{topic} (in English)", summary="An open meeting: "
                                 "understand, ask your questions, and leave with something to do.", text=""))  # fmt: skip
        return row

    def _makers(self, row: Activity, number: int) -> None:
        """A third or so is made with or by member organisations."""
        chance, others = self.chance, self.organisations
        fate = chance.randrange(8)
        if fate in (1, 2) and others:
            row.part = Part.CO_ORGANISES
            for one in chance.sample(others, k=min(len(others), chance.choice((1, 1, 2)))):
                self.add(CoOrganiser(activity=row, organisation=one))
        elif fate == 3 and others:
            row.part, row.organiser = Part.TAKES_PART, chance.choice(others)
        elif fate == 4 and others:
            row.part, row.organiser = Part.HOSTS, others[number % len(others)]
            row.proposed_by, row.proposal_note = row.organiser, chance.choice(("", "Nous avons déjà la salle."))
        elif fate == 5:
            self.add(CoOrganiser(activity=row, name=chance.choice(titles.OUTSIDE)))

    def _state(self, row: Activity, sessions: list[Session]) -> None:
        starts, ends = row.starts_at.astimezone(self.zone).date(), row.ends_at.astimezone(self.zone).date()  # type: ignore[union-attr]
        if self.chance.random() < 0.045:
            row.state, row.cancelled_at = A.CANCELLED, min(self.at, row.starts_at - timedelta(days=4))
            row.cancel_reason = self.chance.choice(titles.CANCELLED)
        elif ends < self.today:
            late = (self.today - ends).days
            row.state = A.ACCOUNTED if late > 45 or self.chance.random() < 0.3 else A.HELD
            if late < 12 and self.chance.random() < 0.5:
                row.state = A.ANNOUNCED  # someone must say whether it was held
        elif row.proposed_by_id or row.proposed_by:
            row.state = A.PROPOSED if self.chance.random() < 0.4 else A.ANNOUNCED
        else:
            row.state = (
                A.DRAFT if self.chance.random() < 0.2 and starts > self.today + timedelta(days=15) else A.ANNOUNCED
            )
        if row.state not in (A.DRAFT, A.PROPOSED):
            row.announced_at = min(self.at - timedelta(days=2), row.starts_at - timedelta(days=30))  # type: ignore[operator]
        if row.state == A.ANNOUNCED and len(sessions) > 3 and self.chance.random() < 0.2:
            sessions[-1].cancelled_at, sessions[-1].cancel_reason = self.at, "Salle prise ce soir-là."

    # Its dates

    def _dates(self, row: Activity, day: date, venue: Venue) -> list[Session]:
        chance = self.chance
        hour, minute, lasts = chance.choice(hours_of(row.form, row.structure))
        match row.structure:
            case S.CYCLE:
                days = [day + timedelta(days=7 * step) for step in range(chance.choice((3, 4, 5)))]
            case S.TOUR:
                days = [day + timedelta(days=2 * step) for step in range(chance.choice((4, 5, 6)))]
            case S.PLACEMENT:
                return [self._session(row, day, (9, 0), venue, hours=0, days=chance.choice((6, 13)))]
            case S.DINNER:
                hour, minute, lasts, days = 18, 0, 3, [day]
            case _ if row.form in ("exposition",):
                return [self._session(row, day, (9, 0), venue, hours=0, days=chance.choice((4, 12)))]
            case _:
                weeks = 8 if chance.random() < 0.04 and not titles.is_outdoors(row.form) else 1
                days = [day + timedelta(days=14 * step) for step in range(weeks)]
        mode = 1.0 if titles.is_at_school(row.form) or titles.is_outdoors(row.form) else chance.random()
        made: list[Session] = []
        for step, one in enumerate(days):
            where = (
                self.venues[(self.venues.index(venue) + step) % len(self.venues)] if row.structure == S.TOUR else venue
            )
            made.append(self._session(row, one, (hour, minute), where, hours=lasts, mode=mode))
            if row.structure != S.TOUR and made[-1].venue and made[0].venue:
                made[-1].room = made[0].room  # a cycle keeps its room
            if row.structure == S.CYCLE:
                made[-1].label = f"Rencontre {step + 1}"
        return made

    def _session(self, row: Activity, day: date, at: tuple[int, int], venue: Venue, *, hours: int, days: int = 0,
                 mode: float = 1.0) -> Session:  # fmt: skip
        starts = time(*at)
        ends = (datetime.combine(day, starts) + timedelta(hours=hours)).time() if hours else time(17, 0)
        first, last = clock.span(day, starts, ends, self.zone, days=days)
        how = Mode.ONLINE if mode < 0.09 else Mode.BOTH if mode < 0.2 else Mode.ONSITE
        online = how != Mode.ONSITE and row.structure not in (S.TOUR, S.DINNER, S.PLACEMENT)
        session = Session(activity=row, uid=uuid.UUID(int=self.chance.getrandbits(128), version=4), starts_at=first,
                          ends_at=last, mode=how if online else Mode.ONSITE, created_at=self.at, updated_at=self.at)  # fmt: skip
        if online:
            session.online_link = f"https://visio.example/salle-{self.chance.randint(1000, 9999)}"
        if session.mode != Mode.ONLINE:
            rooms = () if titles.is_outdoors(row.form) else titles.ROOMS
            session.venue, session.room = venue, self.chance.choice(("", *rooms))
        return self.add(session)  # type: ignore[no-any-return]

    # Its classification

    def _classify(self, row: Activity, theme: str) -> None:
        chance, network = self.chance, self.profile
        young = titles.is_at_school(row.form)
        audiences = [one.code for one in network.audiences]
        chosen = ["scolaire"] if young else chance.sample(audiences, k=min(len(audiences), chance.choice((1, 1, 2))))
        codes = {(Kind.AUDIENCE, code) for code in chosen} | {(Kind.THEME, theme), (Kind.LANGUAGE, "fr")}
        points = {f"{one.code}/{p.code}" for one in network.themes if one.code == theme for p in one.attention_points}
        codes |= {(Kind.ATTENTION, code) for code in sorted(points)[: chance.choice((0, 1, 2))]}
        codes |= {(Kind.AXIS, one.code) for one in network.cross_cutting_axes if chance.random() < 0.5}
        for frame in network.frameworks:
            for heading in chance.sample(frame.headings, k=min(len(frame.headings), chance.choice((0, 1, 1)))):
                codes.add((Kind.HEADING, f"{frame.code}/{heading.code}"))
        codes |= {(Kind.ACCESS, code) for code in chance.sample(ACCESS, k=chance.choice((0, 1, 2, 3)))}
        if chance.random() < 0.1:
            codes.add((Kind.LANGUAGE, chance.choice(("en", "es"))))
        for kind, code in sorted(codes):
            self.add(Classification(activity=row, kind=kind, code=code))

    def _gathering(self, row: Activity, day: date) -> None:
        """The movement whose month it is, and the campaign of its days."""
        for movement in self.profile.movements:
            months = movement.months or ((10,) if movement.kind != "forum" else ())
            if day.month in months and self.chance.random() < 0.55:
                row.movement, row.movement_year = movement.code, day.year
        open_then = [
            one for one in self.campaigns if one.starts_on <= day and (one.ends_on is None or day <= one.ends_on)
        ]
        if open_then and self.chance.random() < 0.35:
            row.campaign = self.chance.choice(open_then)
        if self.projects and len(self.activities) % 6 == 0:
            row.project = self.projects[len(self.activities) // 6 % len(self.projects)]

    def write(self) -> None:
        Venue.objects.bulk_create(self.venues)
        Activity.objects.bulk_create(self.activities)
        for model in sorted(self.beside, key=lambda one: one is not Session):  # dates before what refers to them
            rows = self.beside[model]
            for row in rows:
                for name in ("activity", "session", "venue"):
                    if name in row._state.fields_cache and getattr(row, name) is not None:
                        setattr(row, name, getattr(row, name))  # its number is known now
            model._default_manager.bulk_create(rows)
