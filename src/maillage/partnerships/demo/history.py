"""The invented assessments, both ways, year after year; and what partners say they can do."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from maillage.partnerships import actions, capacity
from maillage.partnerships.demo import stories
from maillage.partnerships.models import (
    Assessment,
    AssessmentAnswer,
    CapacityAssessment,
    CapacityLevel,
    Partnership,
    QuestionSet,
)

WEAK = {"by_partner": {"money", "reporting"}, "by_network": {"autonomy"}}


class History:
    def __init__(self, made: Any) -> None:
        self.made, self.zone = made, ZoneInfo(made.profile.timezone)

    def at(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, 10, 30, tzinfo=self.zone)

    def write(self, rows: list[Partnership]) -> None:
        grid = actions.in_use(None)
        QuestionSet.objects.filter(pk=grid.pk).update(adopted_on=self.made.day(-365 * self.made.years))
        self.questions = list(grid.questions.all())
        sheets = [self.sheet(row, at, year, way, grid) for at, row in enumerate(rows) if row.since
                  for year in self.years(row) for way in ("by_partner", "by_network") if self.there(at, year, way)]  # fmt: skip
        sheets = Assessment.objects.bulk_create(sheets)
        AssessmentAnswer.objects.bulk_create(
            [answer for sheet in sheets if sheet.state == "answered" for answer in self.answers(sheet)], batch_size=500
        )
        self.capacities([row for row in rows if row.since])

    def years(self, row: Partnership) -> range:
        assert row.since is not None
        last = row.until.year if row.until else self.made.today.year
        return range(max(row.since.year, self.made.today.year - self.made.years + 1), last + 1)

    def there(self, at: int, year: int, way: str) -> bool:
        """This year's are partly asked, partly received; the network has not answered everywhere."""
        if year < self.made.today.year:
            return True
        return at % 5 != 4 if way == "by_partner" else at % 3 == 1

    def sheet(self, row: Partnership, at: int, year: int, way: str, grid: QuestionSet) -> Assessment:
        this = year == self.made.today.year
        asked = this and way == "by_partner" and (at % 3 == 0 or at == 0) and row.state == "active"
        lapsed = not this and way == "by_partner" and (at + year) % 13 == 0
        on = min(date(year, 11, 20), self.made.day(-12))
        values: dict[str, Any] = {"asked_on": on - timedelta(days=30)}
        if asked:
            values = {
                "state": "asked",
                "asked_on": self.made.day(-35 if at % 6 == 3 else -9),
                "due_on": self.made.day(-7 if at % 6 == 3 else 19),
            }
        elif lapsed:
            values |= {"state": "lapsed", "due_on": on}
        else:
            source = "team" if way == "by_network" else ("link", "paper", "space", "talk")[(at + year) % 4]
            values |= {"state": "answered", "due_on": on, "answered_at": self.at(on), "source": source, "answered_by": self.made.name(),
                       "words": stories.SAID[(at + year) % 6] if way == "by_partner" else ""}  # fmt: skip
        return Assessment(partnership=row, year=year, direction=way, question_set=grid, **values)

    def answers(self, sheet: Assessment) -> list[AssessmentAnswer]:
        """Better over the years but for what hurts; the two sides do not see the same thing."""
        chance, found = self.made.chance, []
        progress = (sheet.year - self.made.today.year + self.made.years) * 0.25
        for question in self.questions:
            if chance.random() < 0.05:
                continue
            base = 2.1 if question.code in WEAK[sheet.direction] else 3.2
            score = max(1, min(5, round(base + progress + chance.uniform(-0.8, 0.9))))
            words = chance.choice(stories.SAID) if chance.random() < 0.08 else ""
            found.append(AssessmentAnswer(assessment=sheet, question=question, score=score, words=words))
        return found

    def capacities(self, rows: list[Partnership]) -> None:
        """Two or three over the years for half of them; one is awaited."""
        made, found = self.made, []
        for at, row in enumerate(rows):
            for number in range(3 if at % 4 == 0 else 2 if at % 2 == 0 else 0):
                day = made.day(-40 - 340 * (2 - number))
                if row.since and day >= row.since:
                    found.append(CapacityAssessment(partnership=row, state="answered", on=day, asked_on=day, answered_at=self.at(day),
                                                    source="link", answered_by=made.name()))  # fmt: skip
        waiting = [
            CapacityAssessment(partnership=row, asked_on=made.day(-6), due_on=made.day(22))
            for row in rows[1:2]
            if row.state == "active"
        ]
        found = CapacityAssessment.objects.bulk_create(found)
        CapacityAssessment.objects.bulk_create(waiting)
        CapacityLevel.objects.bulk_create([level for row in found for level in self.levels(row)], batch_size=500)

    def levels(self, row: CapacityAssessment) -> list[CapacityLevel]:
        assert row.on is not None
        progress = (row.on - self.made.day(-720)).days / 500
        found = []
        for rank, domain in enumerate(capacity.DOMAINS):
            level = round(1.7 + rank % 3 * 0.5 + progress + self.made.chance.uniform(-0.5, 0.6))
            shows = stories.SHOWS[rank % 5] if rank % 3 == 0 else ""
            found.append(CapacityLevel(assessment=row, domain=domain, level=max(1, min(5, level)), shows=shows))
        return found
