"""The chapter of attendance: past dates counted, estimated, said unknown or left to count; younger publics year after
year; last year's report frozen. Rows are written in bulk, with one entry of the journal for the whole."""

import random
from collections import Counter
from datetime import timedelta
from typing import Any

from django.db.models import Max, Sum
from django.utils.timezone import now

from maillage.activities.enums import ActivityState, Kind, Structure
from maillage.activities.models import Activity, Classification, Session
from maillage.attendance import actions, breakdown, listing, prefill, words
from maillage.attendance.breakdown import Table
from maillage.attendance.enums import OUTSIDE, Age, FirstTime, Method, Sex
from maillage.attendance.figures import years
from maillage.attendance.models import Count, CountRow, Reach, Snapshot
from maillage.audit import journal
from maillage.core import generation
from maillage.enrolments.enums import EnrolmentState
from maillage.enrolments.models import CheckIn, Place

SCHOOL, ADULT = "scolaire", ("adulte", "habitants", "militants", "syndicale")
AGES = list(Age)


class Numbers:
    """What is invented so far, always the same for a network."""

    def __init__(self, context: Any) -> None:
        self.today = context.today
        self.chance = random.Random(f"attendance {context.profile.code}")  # noqa: S311 (an invention)
        self.regions = [code for code, _name in words.regions(outside=False)]
        self.counts: list[Count] = []
        self.rows: list[CountRow] = []

    def count(self, session: Session, audiences: list[str], came: int | None, enrolled: int | None) -> None:
        """One date: mostly counted, at times estimated, now and then nobody knows."""
        fate, chance = self.chance.random(), self.chance
        late = (self.today - session.starts_at.date()).days
        if (came is None and fate < 0.03) or (late < 40 and fate < 0.4):
            return  # left to count
        if came is None and fate > 0.975:
            self.counts.append(
                Count(session=session, method=Method.UNKNOWN, note="Feuille perdue, personne n’a compté.")
            )
            return
        expected = session.activity.expected or 25
        estimated = came is None and chance.random() < (
            0.55 if session.activity.form in ("action", "mobilisation", "campagne") else 0.14
        )
        present = came if came is not None else max(3, round(expected * chance.uniform(0.45, 1.2)))
        if SCHOOL in audiences and came is None:
            present = chance.randint(16, 31)
        present = round(present, -1) or 10 if estimated else present
        views = chance.randrange(20, 400) if chance.random() < 0.06 else None
        count = Count(
            session=session, present=present, method=Method.ESTIMATED if estimated else Method.COUNTED,
            registered=enrolled, online_views=views,
            minutes=prefill.minutes_of(session), helpers=chance.choice((None, None, 1, 2, 4)),
            indirect=present * chance.randint(3, 12) if session.activity.form in ("formation", "outil") and chance.random() < 0.5 else None,
        )  # fmt: skip
        self.counts.append(count)
        if not estimated or chance.random() < 0.2:
            self._break_down(count, audiences, late / 365)

    def _break_down(self, count: Count, audiences: list[str], ago: float) -> None:
        """Often the sex, less often the age; sometimes both crossed; younger as years go by."""
        total, chance = count.present or 0, self.chance
        sexes = self._share(total, {Sex.F: 0.56, Sex.M: 0.40, Sex.X: 0.02})
        ages = self._share(total, self._ages(audiences, ago))
        tables: list[Table] = []
        if chance.random() < 0.25:
            tables.append(Table(("sex", "age"), self._crossed(sexes, ages, total)))
        else:
            tables += [
                Table((name,), cells)
                for name, cells, often in (("sex", sexes, 0.8), ("age", ages, 0.7))
                if chance.random() < often
            ]
        if audiences and chance.random() < 0.75:
            whole = len(audiences) == 1
            shares = {code: 1.0 if whole else 0.9 / len(audiences) for code in audiences}
            tables.append(Table(("audience",), {(audiences[0],): total} if whole else self._share(total, shares)))
        if self.regions and chance.random() < 0.35:
            home = chance.choice(self.regions)
            tables.append(Table(("region",), self._share(total, {home: 0.8, OUTSIDE: 0.08})))
        if chance.random() < 0.3 and SCHOOL not in audiences:
            tables.append(Table(("first_time",), self._share(total, {FirstTime.YES: 0.4, FirstTime.NO: 0.45})))
        self.rows += [
            CountRow(count=count, owns=row.owns, mask=row.mask, people=row.people,
                     **dict(zip(breakdown.DIMENSIONS, row.values, strict=True)))
            for row in breakdown.settle(total, tables)
        ]  # fmt: skip

    def _ages(self, audiences: list[str], ago: float) -> dict[str, float]:
        if SCHOOL in audiences:
            return {Age.CHILD: 0.25, Age.TEEN: 0.70}
        young = max(0.12, 0.42 - 0.07 * ago)  # fewer, the further back
        if set(audiences) & set(ADULT):
            young *= 0.7
        return {Age.TEEN: young * 0.3, Age.YOUNG: young, Age.ADULT: 0.85 - young, Age.SENIOR: 0.12 - young * 0.3 + 0.03}

    def _share(self, total: int, shares: dict[Any, float]) -> dict[tuple[str, ...], int]:
        """A total shared out around some shares; the rest is unknown."""
        left, found = total, {}
        for value, part in shares.items():
            people = min(left, max(0, round(total * part * self.chance.uniform(0.8, 1.15))))
            if people:
                found[(str(value),)] = people
            left -= people
        return found

    def _crossed(
        self, sexes: dict[tuple[str, ...], int], ages: dict[tuple[str, ...], int], total: int
    ) -> dict[tuple[str, ...], int]:
        """People drawn one by one: the crossing that someone with a sheet of paper has."""
        one = [value for (value,), people in sexes.items() for _n in range(people)]
        other = [value for (value,), people in ages.items() for _n in range(people)]
        self.chance.shuffle(one)
        pairs = [(a, b) for a, b in zip([*one, *[""] * total], [*other, *[""] * total], strict=False) if a or b]
        return dict(Counter(pairs[:total]))

    def write(self) -> None:
        Count.objects.bulk_create(self.counts)
        CountRow.objects.bulk_create(self.rows, batch_size=2000)


def write(context: Any) -> None:
    context.say("Démonstration : présences, chiffres, un bilan figé")
    numbers = Numbers(context)
    audiences: dict[int, list[str]] = {}
    for activity, code in (
        Classification.objects.filter(kind=Kind.AUDIENCE).order_by("activity", "code").values_list("activity", "code")
    ):
        audiences.setdefault(activity, []).append(code)
    confirmed = Place.objects.filter(enrolment__state=EnrolmentState.CONFIRMED)
    places = Counter(confirmed.values_list("enrolment__activity", "session"))

    def enrolled(session: Session) -> int | None:
        return places[session.activity_id, session.pk] + places[session.activity_id, None] or None

    came = Counter(CheckIn.objects.filter(undone_at=None).values_list("session", flat=True))
    known = set(Count.objects.values_list("session", flat=True))
    for session in listing.past().select_related("activity").order_by("starts_at", "pk"):
        if session.pk not in known:
            numbers.count(session, audiences.get(session.activity_id, []), came.get(session.pk), enrolled(session))
    numbers.write()
    reach(numbers)
    settle(numbers)
    generation.forget()
    report(context)


def reach(numbers: Numbers) -> None:
    """Some cycles know how many different people came."""
    cycles = Count.objects.filter(session__activity__structure=Structure.CYCLE, present__gte=1).order_by()
    sums = cycles.values_list("session__activity").annotate(most=Max("present"), all=Sum("present"))
    made = [
        Reach(activity_id=activity, people=most + (presences - most) // 6)
        for activity, most, presences in sorted(sums)
        if presences > most and numbers.chance.random() < 0.4
    ]
    Reach.objects.bulk_create(made)


def settle(numbers: Numbers) -> None:
    """What was said accounted while a date of it waits for its number is only held."""
    waiting = listing.uncounted().values("activity")
    Activity.objects.filter(state=ActivityState.ACCOUNTED, pk__in=waiting).update(state=ActivityState.HELD)
    if numbers.counts:
        journal.record(
            "attendance.demo",
            numbers.counts[0].session,
            by=None,
            label="",
            changes={"count": [None, len(numbers.counts)]},
        )


def report(context: Any) -> None:
    """Last year's report, frozen; then one date corrected, so that the comparison has something to say."""
    found = years.choices()
    if len(found) < 2 or Snapshot.objects.exists():
        return
    last = years.spanning(found[1], civil=False, shown=1)
    actions.freeze(
        years=last,
        name=f"Rapport annuel {found[1].label}",
        by=None,
        note="Remis à l’assemblée générale et aux bailleurs.",
    )
    start, end = years.instants(found[1].start, found[1].end)
    fixed = Count.objects.filter(
        session__starts_at__range=(start, end - timedelta(days=1)), present__gte=10, method=Method.COUNTED
    )
    count = fixed.order_by("pk").select_related("session").first()
    if count and count.session.starts_at < now():
        actions.record(session=count.session, present=(count.present or 0) + 4, by=None)
