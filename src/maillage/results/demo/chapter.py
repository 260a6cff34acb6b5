"""The chapter: each programme's chain, shared by its projects; measurements in every state; changes, scores, notes."""

import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import make_aware

from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.audit import journal
from maillage.projects.enums import CodeKind, Level, ProjectState, Role
from maillage.projects.models import Code, Participant, Project
from maillage.results import crossing, totals
from maillage.results.demo import changes
from maillage.results.demo.stories import IMPACT_GAUGE, OUTCOME_GAUGES, OUTPUTS, POWER, Gauge, Output
from maillage.results.enums import AssumptionState, MeasurementState
from maillage.results.models import (
    Actual,
    Assumption,
    Baseline,
    Indicator,
    Measurement,
    MeasurementCell,
    Period,
    Result,
    ResultUse,
    Target,
)
from maillage.search import outbox as search

S = MeasurementState
SHARES = {("F", "18-35"): 30, ("F", "36-64"): 24, ("F", ""): 4, ("M", "18-35"): 20, ("M", "36-64"): 16, ("", ""): 0}


class Invented:
    """What the parts of the chapter share; rows wait here to be written together."""

    def __init__(self, context: Any) -> None:
        self.profile, self.today = context.profile, context.today
        self.chance = random.Random(f"results {context.profile.code}")  # noqa: S311 (an invention, always the same)
        users = [
            user for user in User.objects.filter(is_active=True).order_by("pk") if user.can(Permission.RESULTS_EDIT)
        ]
        self.staff = users
        self.partner = User.objects.filter(email__startswith="dao").first()
        self.themes = [one.code for one in context.profile.themes]
        self.projects = list(Project.objects.order_by("pk"))
        self.sectors = first_sectors()
        self.carriers = {one.project_id: one.organisation for one in Participant.objects.filter(role=Role.IMPLEMENTING)
                         .exclude(organisation=None).select_related("organisation").order_by("-rank")}  # fmt: skip
        self.uses: list[tuple[Project, Result]] = []
        self.gauges: dict[int, tuple[Indicator, Gauge]] = {}

    def person(self, at: int) -> Any:
        return self.staff[at % len(self.staff)] if self.staff else None

    def another(self, person: Any) -> Any:
        return next((one for one in self.staff if person is None or one.pk != person.pk), None)


def first_sectors() -> dict[int, str]:
    """{project: the beginning of its first sector}."""
    found: dict[int, str] = {}
    for project, code in (
        Code.objects.filter(kind=CodeKind.SECTOR).order_by("project", "rank").values_list("project", "code")
    ):
        found.setdefault(project, "12" if code == "16010" else code[:2])
    return found


def write(context: Any) -> None:
    if Result.objects.exists():
        return
    made = Invented(context)
    if not made.projects:
        return
    chains(made)
    values(made)
    told = changes.write(made)
    first = made.uses[0][1]
    journal.record("results.demo", first, by=None, changes={"results": [0, Result.objects.count()]})
    search.queue("results.result", Result.objects.values_list("pk", flat=True))
    context.say(f"{Result.objects.count()} résultats, {Measurement.objects.count()} mesures, {told} transformations.")


# The chains


def chains(made: Invented) -> None:
    """Programmes define an impact, outcomes an effect that their projects share, projects their own outputs."""
    impacts = results_of(made, [(one, impact(one), None) for one in made.projects if one.level == Level.PROGRAMME])
    at_outcome = [one for one in made.projects if one.level == Level.OUTCOME]
    outcomes = results_of(made, [(one, outcome(one), impacts.get(one.parent_id)) for one in at_outcome])
    rows: list[Any] = []
    for project in made.projects:
        if project.level != Level.PROJECT:
            continue
        shared = outcomes.get(project.parent_id)
        if shared:
            made.uses.append((project, shared))
        for output in OUTPUTS.get(made.sectors.get(project.pk, "99"), OUTPUTS["99"]):
            rows.append((project, output, shared or impacts.get(project.parent_id)))
    results_of(made, rows)
    ranks: dict[int, int] = {}
    uses = []
    for project, result in made.uses:
        ranks[project.pk] = rank = ranks.get(project.pk, -1) + 1
        uses.append(ResultUse(project=project, result=result, rank=rank))
    ResultUse.objects.bulk_create(uses)


def impact(project: Project) -> Output:
    return Output(
        f"{project.title.split(' (')[0]} : des mouvements tiennent debout et pèsent", "policy", (IMPACT_GAUGE,)
    )


def outcome(project: Project) -> Output:
    where = project.title.split(" : ")[0]
    return Output(f"{where} : celles et ceux que l’on n’écoutait pas sont entendus", "capacity", OUTCOME_GAUGES,
                  "Les libertés de réunion et d’association sont respectées.")  # fmt: skip


TYPES = {Level.PROGRAMME: "3", Level.OUTCOME: "2", Level.PROJECT: "1"}


def results_of(made: Invented, rows: list[Any]) -> dict[int | None, Result]:
    """Write results with their indicators and assumptions; {project: its last result}."""
    found = Result.objects.bulk_create(
        Result(project=project, parent=parent, type=TYPES[Level(project.level)], gain=output.gain, titles=[["fr", output.title]],
               aggregation=True)
        for project, output, parent in rows
    )  # fmt: skip
    indicators, gauges, assumptions = [], [], []
    states = list(AssumptionState)
    for n, (result, (project, output, _parent)) in enumerate(zip(found, rows, strict=True)):
        made.uses.append((project, result))
        for rank, gauge in enumerate(output.gauges):
            indicators.append(indicator_of(result, rank, gauge))
            gauges.append(gauge)
        if output.assumption:
            assumptions.append(Assumption(result=result, text=output.assumption, state=states[n % len(states)],
                                          checked_on=made.today - timedelta(40) if n % 4 else None))  # fmt: skip
    Assumption.objects.bulk_create(assumptions)
    for row, gauge in zip(Indicator.objects.bulk_create(indicators), gauges, strict=True):
        made.gauges[row.pk] = (row, gauge)
    return {project.pk: result for (project, _output, _parent), result in zip(rows, found, strict=True)}


def indicator_of(result: Result, rank: int, gauge: Gauge) -> Indicator:
    return Indicator(
        result=result, rank=rank, measure=gauge.measure, ascending=gauge.rises, aggregation=gauge.measure != "5",
        titles=[["fr", gauge.title]], unit=gauge.unit, over=gauge.over, disaggregated_by=list(gauge.split),
        scale=[list(one) for one in gauge.scale], numerator=gauge.fraction[0], denominator=gauge.fraction[1],
        source=gauge.source, frequency="une fois par an",
    )  # fmt: skip


# Values


def values(made: Invented) -> None:
    """Baselines, yearly periods and targets; measurements, and what follows from them."""
    by_result: dict[int, list[tuple[Indicator, Gauge]]] = {}
    for indicator, gauge in made.gauges.values():
        by_result.setdefault(indicator.result_id, []).append((indicator, gauge))
    baselines, periods, plans = [], [], []
    for project, result in made.uses:
        first, last = project.planned_start.year, max(project.planned_start.year, project.planned_end.year)
        for indicator, gauge in by_result.get(result.pk, ()):
            if gauge.base and gauge.measure in ("1", "2"):
                baselines.append(
                    Baseline(indicator=indicator, project=project, year=first - 1, value=Decimal(gauge.base))
                )
            for n, year in enumerate(range(first, min(last, first + 5) + 1)):
                periods.append(
                    Period(indicator=indicator, project=project, rank=n, start=date(year, 1, 1), end=date(year, 12, 31))
                )
                plans.append((gauge, n))
    Baseline.objects.bulk_create(baselines)
    saved = Period.objects.bulk_create(periods)
    Target.objects.bulk_create(
        Target(period=period, value=aim, written=None) for period, (gauge, n) in zip(saved, plans, strict=True)
        if (aim := aimed(gauge, n)) is not None
    )  # fmt: skip
    measure(made, list(zip(saved, plans, strict=True)))


def aimed(gauge: Gauge, n: int) -> Decimal | None:
    if gauge.measure == "5":
        return None
    if gauge.measure == "4":
        return Decimal(min(len(POWER), gauge.base + n + 1))
    if gauge.over == "sum":
        return Decimal(gauge.yearly)
    step = gauge.yearly * (n + 1)
    return Decimal(max(1, gauge.base + step) if gauge.rises else max(2, gauge.base - step))


def measure(made: Invented, rows: list[Any]) -> None:
    """What was measured of each period that began; the last year holds every state."""
    found, cells, lock = [], [], []
    for at, (period, (gauge, n)) in enumerate(rows):
        project = period.project
        if (
            period.start > made.today
            or project.state == ProjectState.IDENTIFIED
            or (at % 11 == 7 and period.end.year >= made.today.year - 1)
        ):
            continue
        row = measured(made, period, gauge, n, at)
        found.append(row)
        cells.append(split(made, row, gauge))
        if row.state == S.LOCKED:
            lock.append(period)
    saved = Measurement.objects.bulk_create(found)
    MeasurementCell.objects.bulk_create(
        MeasurementCell(measurement=row, owns=one.owns, sex=one.values[0], age=one.values[1], place=one.values[2], value=one.value)
        for row, those in zip(saved, cells, strict=True) for one in those
    )  # fmt: skip
    for period in lock:
        period.locked_at, period.locked_by = moment(period.end + timedelta(70)), made.person(1)
    Period.objects.bulk_update(lock, ["locked_at", "locked_by"], batch_size=500)
    actuals = []
    for row, those in zip(saved, cells, strict=True):
        if row.stage.counts:
            actuals += totals.derived(
                row.period, row.period.indicator, [totals.as_point(row, those)], {row.pk: row.words}
            )
    Actual.objects.bulk_create(actuals)


def moment(day: date) -> datetime:
    return make_aware(datetime.combine(day, time(10)))


def state_of(made: Invented, period: Period, at: int) -> MeasurementState:
    year = made.today.year
    if period.end.year < year - 1:
        return S.LOCKED
    if period.end.year == year - 1:
        return S.LOCKED if at % 3 else S.APPROVED
    return (S.SUBMITTED, S.APPROVED, S.RETURNED, S.DRAFT, S.SUBMITTED)[at % 5]


def measured(made: Invented, period: Period, gauge: Gauge, n: int, at: int) -> Measurement:
    state = state_of(made, period, at)
    writer = made.partner if at % 2 else made.person(at)
    day = min(made.today, period.end) - timedelta(days=at % 20)
    day = max(day, period.start)
    approver = made.another(writer) if state.counts else None
    row = Measurement(
        period=period, organisation=made.carriers.get(period.project_id), measured_on=day, state=state, written_by=writer,
        submitted_by=writer if state != S.DRAFT else None, submitted_at=moment(day) if state != S.DRAFT else None,
        approved_by=approver, approved_at=moment(min(made.today, day + timedelta(25))) if state.counts else None,
        return_note="La liste de présence de mars manque : joignez-la, ou retirez ces personnes." if state == S.RETURNED else "",
    )  # fmt: skip
    reach(made, row, gauge, n)
    return row


def reach(made: Invented, row: Measurement, gauge: Gauge, n: int) -> None:
    """A plausible value: near its target, sometimes beyond, sometimes behind."""
    part = made.chance.choice((0.62, 0.81, 0.9, 0.96, 1.0, 1.04, 1.12))
    if gauge.measure == "5":
        row.words = [
            [
                "fr",
                "Avant, on nous disait : asseyez-vous au fond. Maintenant le maire attend que nous soyons là pour commencer.",
            ]
        ]
        return
    aim = aimed(gauge, n) or Decimal(0)
    if gauge.measure == "4":
        row.level = str(max(1, int(aim) - (1 if part < 0.9 else 0)))
        return
    if gauge.measure == "2":
        row.denominator = Decimal(made.chance.randint(80, 420))
        share = float(aim) * part if gauge.rises else float(aim) * (2 - part)
        row.numerator = Decimal(round(float(row.denominator) * min(0.98, share / 100)))
        row.value = totals.consolidation.percentage(row.numerator, row.denominator)
        return
    row.value = Decimal(max(0, round(float(aim) * part)))


def split(made: Invented, row: Measurement, gauge: Gauge) -> list[crossing.Cell]:
    """Women and men, younger and older, some unknown: never beyond the total."""
    if row.value is None or gauge.measure != "1" or not gauge.split or row.value < 10:
        return []
    total = int(row.value)
    if gauge.split != ("sex", "age"):
        women = total * made.chance.randint(48, 58) // 100
        return [crossing.cell(Decimal(women), sex="F"), crossing.cell(Decimal(total - women), sex="M")]
    return [
        crossing.cell(Decimal(total * share // 100), sex=sex, age=age) for (sex, age), share in SHARES.items() if share
    ]
