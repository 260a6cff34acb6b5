"""The enrolments' chapter: who comes to what is ahead and came to what is past; all states; the old ones without names."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import now

from maillage.accounts.models import DEMO_DOMAIN
from maillage.activities.enums import ActivityState, Mode, Structure
from maillage.activities.models import Activity, Session
from maillage.audit import journal
from maillage.core.text import fold
from maillage.enrolments.enums import EnrolmentState, Origin, QuestionKind
from maillage.enrolments.models import Enrolment, Opening, Place, PlaceKind, Question, Quota
from maillage.organisations.demo.persons import FIRST, LAST

A, E = ActivityState, EnrolmentState
TOLD = (A.ANNOUNCED, A.HELD, A.ACCOUNTED, A.CANCELLED)
YEARS = 3
KNOWN = [
    "Un courriel du réseau",
    "Une affiche",
    "Une personne de mon entourage",
    "Les réseaux sociaux",
    "Mon organisation",
]
NEEDS = ("Place proche de l’entrée, je marche avec une canne.", "Documents en gros caractères.",
         "Fauteuil roulant.", "Je lis sur les lèvres : devant, face à la scène.")  # fmt: skip
DIETS = ("Végétarien", "Sans gluten", "Allergie aux arachides", "Halal", "Végétalien")
PASSED_BY = ("exposition", "kiosque", "stand", "manifestation", "mobilisation", "action")
WELCOME = ("Prévoyez une gourde et de quoi écrire.", "Les portes ouvrent quinze minutes avant l’heure.", "", "")


class Book:
    """Rows being invented, written together at the end."""

    def __init__(self, context: Any) -> None:
        self.chance = random.Random(f"enrolments {context.profile.code}")  # noqa: S311 (an invention, always the same)
        self.at, self.profile = now(), context.profile
        territory = context.profile.territory.kind
        self.last = LAST[territory].split()
        self.regions = [one.code for one in context.profile.territory.regions] or ["75", "31", "69"]
        self.openings: list[Opening] = []
        self.kinds: list[PlaceKind] = []
        self.quotas: list[Quota] = []
        self.questions: list[Question] = []
        self.enrolments: list[Enrolment] = []
        self.places: list[Place] = []
        self.links: list[tuple[PlaceKind, Quota]] = []
        self.answers: list[tuple[Enrolment, list[Question]]] = []

    def someone(self) -> tuple[str, str]:
        first, last = self.chance.choice(FIRST), self.chance.choice(self.last)
        return f"{first} {last}", fold(f"{first}.{last}.{len(self.enrolments)}").replace(" ", "-") + "@courriel.example"

    # One activity

    def activity(self, row: Activity, sessions: Sequence[Session], rank: int) -> None:
        chance, ahead = self.chance, bool(row.ends_at and row.ends_at > self.at)
        approval = row.structure == Structure.PLACEMENT or (ahead and rank % 9 == 4)
        opening = Opening(
            activity=row, approval=approval, most_places=chance.choice((2, 4, 5, 8)), ask_names=rank % 6 == 2,
            ask_phone=rank % 5 == 0, contribution=row.is_free and rank % 4 == 1, welcome=chance.choice(WELCOME),
            remind_days=[7, 1] if rank % 3 else [1], contribution_note="5, 10 ou 20 selon vos moyens" if rank % 4 == 1 else "",
        )  # fmt: skip
        if ahead and rank % 11 == 7 and row.starts_at:
            opening.opens_at = row.starts_at - timedelta(days=10)
            if opening.opens_at < self.at:
                opening.opens_at = self.at + timedelta(days=1)
        self.openings.append(opening)
        modes = {
            mode for one in sessions for mode in ((Mode.ONSITE, Mode.ONLINE) if one.mode == Mode.BOTH else (one.mode,))
        }
        kinds = [
            self.kind(opening, mode, place, len(modes) > 1) for place, mode in enumerate(sorted(modes, reverse=True), 1)
        ]
        if row.structure == Structure.DINNER:
            kinds.append(self.kind(opening, Mode.ONSITE, 3, True, "Moins de 12 ans"))
        size = max(6, min(row.expected or 30, 60))
        quotas = self.quotas_of(opening, kinds, sessions, row, size)
        asked = self.asked(opening) if rank % 2 == 0 else []
        if opening.opens_at is None:
            fate = rank % 5
            share = (1.25 if fate == 0 else chance.uniform(0.25, 0.9)) if ahead else chance.uniform(0.4, 1.0)
            self.people(opening, kinds, quotas, sessions, asked, int(size * share))

    def kind(self, opening: Opening, mode: str, rank: int, named: bool, name: str = "") -> PlaceKind:
        said = name or ({Mode.ONLINE: "En ligne"}.get(Mode(mode), "Sur place") if named else "Place")
        row = PlaceKind(opening=opening, name=said, mode=mode, rank=rank)
        self.kinds.append(row)
        return row

    def quotas_of(
        self, opening: Opening, kinds: list[PlaceKind], sessions: Sequence[Session], row: Activity, size: int
    ) -> dict[int, list[Quota]]:
        """By date for series whose dates are chosen; for the whole otherwise. {position of the kind: its quotas}."""
        by_date = not Structure(row.structure).as_a_whole and len(sessions) > 1
        found: dict[int, list[Quota]] = {}
        shared: dict[tuple[str, int | None], Quota] = {}
        for at, kind in enumerate(kinds):
            found[at] = []
            for session in sessions if by_date else [None]:
                if session is not None and session.mode not in (kind.mode, Mode.BOTH):
                    continue
                key = (kind.mode, session.pk if session else None)
                if key not in shared:
                    name = (
                        f"{session.starts_at:%d/%m/%Y}"
                        if session
                        else ("En ligne" if kind.mode == Mode.ONLINE else "Salle")
                    )
                    shared[key] = Quota(
                        opening=opening, session=session, name=name, size=size * (2 if kind.mode == Mode.ONLINE else 1)
                    )
                    self.quotas.append(shared[key])
                found[at].append(shared[key])
                self.links.append((kind, shared[key]))
        return found

    def asked(self, opening: Opening) -> list[Question]:
        rows = [
            Question(opening=opening, label="Comment avez-vous connu cette activité ?", kind=QuestionKind.ONE, options=KNOWN, rank=1),
            Question(opening=opening, label="Pouvez-vous aider à l’accueil ?", kind=QuestionKind.YES_NO, rank=2),
        ]  # fmt: skip
        rows.append(Question(opening=opening, label="À partir de quelle heure ?", kind=QuestionKind.LINE, rank=3,
                             after=rows[1], after_answer="yes"))  # fmt: skip
        self.questions += rows
        return rows

    # Its people

    def people(
        self, opening: Opening, kinds: list[PlaceKind], quotas: dict[int, list[Quota]], sessions: Sequence[Session],
        asked: list[Question], wanted: int,
    ) -> None:  # fmt: skip
        chance, row, count = self.chance, opening.activity, 0
        ends = row.ends_at or self.at
        over, gone = ends <= self.at, row.state == A.CANCELLED
        purged = ends + timedelta(days=opening.purge_days) < self.at
        opening.purged_at = ends + timedelta(days=opening.purge_days) if purged else None
        while count < wanted:
            many = min(opening.most_places, chance.choice((1, 1, 1, 1, 2, 2, 3)))
            count += many
            at = chance.randrange(len(kinds)) if chance.random() < 0.4 else 0
            session = chance.choice([one for one in sessions if one.mode in (kinds[at].mode, Mode.BOTH)] or sessions)
            whole = Structure(row.structure).as_a_whole
            taking = [one for one in quotas[at] if one.session is None or whole or one.session == session]
            state = self.state(opening, taking, many, over=over, gone=gone)
            if state is None:
                continue
            self.enrol(opening, state, kinds[at], None if whole else session, taking, many, asked, purged)
        if not over and not gone:
            self.called(opening)

    def called(self, opening: Opening) -> None:
        """Where people wait, one who waited before has a place kept, and another let theirs go."""
        mine = [row for row in self.enrolments[-60:] if row.activity is opening.activity]
        held = [row for row in mine if row.state == E.CONFIRMED]
        waiting = [row for row in mine if row.state == E.WAITING]
        if held and waiting:
            held[-1].state, held[-1].decided_at = E.OFFERED, None
            held[-1].waiting_since, held[-1].offered_until = held[-1].created_at, self.until(opening.activity)
            for row in waiting[:-1][:1]:
                row.state = E.LAPSED

    def state(
        self, opening: Opening, taking: list[Quota], many: int, *, over: bool, gone: bool
    ) -> EnrolmentState | None:
        fate = self.chance.random()
        if gone:
            return E.CANCELLED
        if fate < 0.05:
            return E.CANCELLED
        if any(quota.taken + many > quota.size for quota in taking):
            return None if over and fate > 0.5 else E.WAITING if not over or fate < 0.3 else E.LAPSED
        if opening.approval and not over:
            return E.PENDING if fate < 0.5 else E.REFUSED if fate < 0.58 else E.CONFIRMED
        return E.CONFIRMED

    def enrol(
        self, opening: Opening, state: EnrolmentState, kind: PlaceKind, session: Session | None, taking: list[Quota],
        many: int, asked: list[Question], purged: bool,
    ) -> None:  # fmt: skip
        chance, activity = self.chance, opening.activity
        begins = min(activity.starts_at or self.at, self.at)
        made = begins - timedelta(days=chance.randint(1, 40), minutes=chance.randint(0, 1400))
        name, email = self.someone()
        row = Enrolment(
            activity=activity, key=f"demo-{len(self.enrolments)}", state=state, name=name, email=email, created_at=made,
            origin=Origin.STAFF if chance.random() < 0.1 else Origin.ONLINE,
            first_time=chance.choice((True, False, False, None)), postal_area=chance.choice((*self.regions, "")),
            waiting_since=made if state in (E.WAITING, E.LAPSED) else None,
            decided_at=made if state in (E.CONFIRMED, E.REFUSED) else None,
            cancelled_at=made + timedelta(hours=9) if state == E.CANCELLED else None,
            phone=f"555-01{chance.randint(10, 99)}" if opening.ask_phone else "",
            needs=chance.choice(NEEDS) if chance.random() < 0.06 else "",
            childcare="2 enfants, 4 et 7 ans" if activity.childcare and chance.random() < 0.15 else "",
            interpretation="espagnol" if activity.interpretation and chance.random() < 0.12 else "",
            diet=chance.choice(DIETS) if activity.meal and chance.random() < 0.3 else "",
        )  # fmt: skip
        if opening.contribution and chance.random() < 0.4:
            row.contribution, row.currency = chance.choice((5, 10, 20)) * 10**self.profile.digits, self.profile.currency
        if purged:
            forget(row, opening)
        self.enrolments.append(row)
        holds = row.standing.holds
        for person in range(many):
            said = "" if purged else name if person == 0 else self.someone()[0] if opening.ask_names else ""
            self.places.append(Place(enrolment=row, kind=kind, session=session, holds=holds, name=said))
        if holds:
            for quota in taking:
                quota.taken += many
        if asked and not purged:
            self.answers.append((row, asked))

    def until(self, activity: Activity) -> datetime:
        wished = self.at + timedelta(hours=self.chance.randint(8, 44))
        return min(wished, activity.starts_at or wished)

    # All of it

    def write(self) -> None:
        Opening.objects.bulk_create(self.openings)
        PlaceKind.objects.bulk_create(self.kinds)
        Quota.objects.bulk_create(self.quotas)
        through = PlaceKind.quotas.through
        through.objects.bulk_create(through(placekind=kind, quota=quota) for kind, quota in self.links)
        first = [one for one in self.questions if one.after is None]
        Question.objects.bulk_create(first)
        then = [one for one in self.questions if one.after is not None]
        for one in then:
            one.after = one.after  # its number is known now
        Question.objects.bulk_create(then)
        for row, asked in self.answers:
            row.answers = {
                asked[0].key: self.chance.choice(KNOWN),
                asked[1].key: self.chance.choice(("yes", "no", "no")),
            }
            if row.answers[asked[1].key] == "yes":
                row.answers[asked[2].key] = self.chance.choice(("17 h", "18 h 30"))
        Enrolment.objects.bulk_create(self.enrolments, batch_size=500)
        Place.objects.bulk_create(self.places, batch_size=1000)


def forget(row: Enrolment, opening: Opening) -> None:
    for name in ("name", "email", "phone", "needs", "childcare", "interpretation", "diet"):
        setattr(row, name, "")
    row.purged_at = opening.purged_at


def chosen(rows: Sequence[Activity], at: datetime) -> list[Activity]:
    """Two announced ones in three, past ones of three years; where people pass by, nobody enrols."""
    told = [row for row in rows if row.state in TOLD and row.structure != Structure.TOUR and row.announced_at
            and not any(part in row.form for part in PASSED_BY)
            and row.ends_at and row.ends_at > at - timedelta(days=365 * YEARS)]  # fmt: skip
    return [row for rank, row in enumerate(told) if rank % 3 != 2]


def write(context: Any) -> None:
    """Run on a network where people are enrolled, it changes nothing."""
    if Opening.objects.exists() or not context.made.get("activities"):
        return
    book = Book(context)
    rows = chosen(list(Activity.objects.order_by("starts_at", "pk")), book.at)
    dates: dict[int, list[Session]] = {}
    for session in Session.objects.filter(activity__in=[row.pk for row in rows], cancelled_at=None).order_by(
        "starts_at"
    ):
        dates.setdefault(session.activity_id, []).append(session)
    for rank, row in enumerate(one for one in rows if one.pk in dates):
        book.activity(row, dates[row.pk], rank)
    book.write()
    cast(book)
    states = Counter(row.state for row in book.enrolments)
    journal.record_many(
        (journal.Note("enrolment.made", "enrolments.enrolment", row.pk, "", {"state": [None, str(row.state)]})
         for row in book.enrolments), by=None,
    )  # fmt: skip
    context.made["enrolments"] = book.enrolments
    context.say(f"{len(book.enrolments)} inscriptions inventées, dont {states[E.WAITING]} en liste d’attente")


def cast(book: Book) -> None:
    """Bruno is enrolled in the next activity with the address of his account."""
    coming = [row for row in book.enrolments if row.state == E.CONFIRMED and row.activity.starts_at
              and row.activity.starts_at > book.at]  # fmt: skip
    for row in coming[:1]:
        row.name, row.email = "Bruno Lefebvre", f"bruno.lefebvre{DEMO_DOMAIN}"
        row.save(update_fields=["name", "email"])
        Place.objects.filter(pk__in=[place.pk for place in book.places if place.enrolment is row][:1]).update(
            name=row.name
        )
