"""A chain as pages show it: results, indicators, periods with what is aimed at and what was reached. Few queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.utils.timezone import localdate

from maillage.projects.models import Project
from maillage.results import crossing, totals, words
from maillage.results.enums import MeasurementState, Over, ResultType
from maillage.results.models import Actual, Assumption, Baseline, Indicator, Period, Result, ResultUse, Target
from maillage.results.progress import Progress, progress


@dataclass
class PeriodLine:
    """One period of an indicator in a project."""

    period: Period
    target: str
    actual: str
    progress: Progress
    splits: list[tuple[str, str]]
    waiting: int = 0
    begun: bool = True


@dataclass
class IndicatorLine:
    indicator: Indicator
    start: str
    start_when: str
    periods: list[PeriodLine]
    total: str
    aim: str
    progress: Progress

    @property
    def counted(self) -> bool:
        """Whether its values are short: numbers, not words."""
        return self.indicator.measure in ("1", "2")

    @property
    def sheets(self) -> list[tuple[str, list[PeriodLine]]]:
        """The periods still open, then those that are locked, folded away."""
        locked = [one for one in self.periods if one.period.is_locked]
        return [("", [one for one in self.periods if not one.period.is_locked]), ("locked", locked)]


@dataclass
class ResultLine:
    use: ResultUse
    result: Result
    indicators: list[IndicatorLine]
    assumptions: list[Assumption] = field(default_factory=list)
    shared_by: int = 1

    @property
    def borrowed(self) -> bool:
        return bool(self.result.project_id != self.use.project_id)


def chain_of(project: Project) -> list[ResultLine]:
    """What a project works towards: from the impact down, each level in its order."""
    uses = list(ResultUse.objects.filter(project=project).select_related("result__project"))
    ids = [use.result_id for use in uses]
    if not ids:
        return []
    shared = dict(ResultUse.objects.filter(result__in=ids).order_by().values_list("result").annotate(n=Count("pk")))
    assumptions: dict[int, list[Assumption]] = defaultdict(list)
    for one in Assumption.objects.filter(result__in=ids):
        assumptions[one.result_id].append(one)
    lines = indicator_lines(project, ids)
    found = [ResultLine(use, use.result, lines.get(use.result_id, []), assumptions[use.result_id], shared.get(use.result_id, 1))
             for use in uses]  # fmt: skip
    return sorted(found, key=lambda line: -height(line.result))


def told_chain(project: Project) -> list[ResultLine]:
    """The same as everyone reads it: results that have indicators, with what they come to, not period by period."""
    uses = list(ResultUse.objects.filter(project=project).select_related("result").only(
        "project", "rank", "result__type", "result__gain", "result__titles", "result__aggregation", "result__project"))  # fmt: skip
    lines = indicator_lines(project, [use.result_id for use in uses], whole=True) if uses else {}
    found = [ResultLine(use, use.result, lines[use.result_id]) for use in uses if use.result_id in lines]
    return sorted(found, key=lambda line: -height(line.result))


def height(result: Result) -> int:
    return ResultType(result.type).height if result.type in ResultType.values else -1


VALUES = (("targets", Target), ("actuals", Actual))


def with_values(project: Project, whole: bool = False) -> Any:
    rows = Period.objects.filter(project=project).order_by("start", "end", "pk")
    if whole:
        rows = rows.only("indicator", "start", "end")
        parts = [Prefetch(name, model.objects.defer("comments", "locations")) for name, model in VALUES]
        return Prefetch("periods", rows.prefetch_related(*parts), to_attr="of_project")
    waiting = Count("measurements", filter=Q(measurements__state=MeasurementState.SUBMITTED))
    rows = rows.annotate(waiting=waiting)
    return Prefetch("periods", rows.prefetch_related("targets", "actuals"), to_attr="of_project")


def indicator_lines(project: Project, results: Iterable[int], *, whole: bool = False) -> dict[int, list[IndicatorLine]]:
    """{result: its indicators, as this project fills them}; `whole`: without their periods."""
    rows = Indicator.objects.filter(result__in=list(results)).select_related("result").order_by("rank", "pk")
    starts = Prefetch("baselines", Baseline.objects.filter(project=project), to_attr="starts")
    found: dict[int, list[IndicatorLine]] = defaultdict(list)
    for indicator in rows.prefetch_related(with_values(project, whole), starts):
        found[indicator.result_id].append(indicator_line(indicator, periods=not whole))
    return found


def indicator_line(indicator: Any, *, periods: bool = True) -> IndicatorLine:
    """Its baselines and periods were fetched (`starts`, `of_project`)."""
    begun = next((one for one in indicator.starts if not one.dimensions and not one.locations), None)
    start = begun.value if begun else None
    lines = [period_line(indicator, period, start) for period in indicator.of_project] if periods else []
    whole = totals.of_use(indicator, indicator.of_project)
    aims = [aim for period in indicator.of_project if (aim := totals.aim_of(period.targets.all()))]
    aim = aims[-1].value if aims else None
    if indicator.over == Over.SUM and indicator.measure == "1":
        values = [one.value for one in aims if one.value is not None]
        aim = sum(values) if values else None
    return IndicatorLine(
        indicator, words.amount(begun.value, begun.written, indicator) if begun else "",
        str(begun.year or "") if begun else "", lines,
        words.amount(whole.value, whole.level if whole.value is None else None, indicator),
        words.amount(aim, aims[-1].written if aims and aim is None else None, indicator) if aims else "",
        progress(start, aim, whole.value, rises=indicator.rises),
    )  # fmt: skip


def period_line(indicator: Indicator, period: Any, start: Any) -> PeriodLine:
    aim, actuals = totals.aim_of(period.targets.all()), list(period.actuals.all())
    whole = next((one for one in actuals if not one.dimensions), None)
    return PeriodLine(
        period, shown(aim, indicator), shown(whole, indicator),
        progress(start, aim.value if aim else None, whole.value if whole else None, rises=indicator.rises),
        [(words.split_label(one.dimensions), shown(one, indicator)) for one in actuals if len(one.dimensions) == 1],
        getattr(period, "waiting", 0), period.start <= localdate(),
    )  # fmt: skip


def shown(row: Baseline | Target | Actual | None, indicator: Indicator) -> str:
    if row is None:
        return ""
    return words.amount(row.value, row.written, indicator) or words.told(row.comments)


@dataclass(frozen=True)
class CrossTable:
    """A breakdown as a table; `rest` is what it leaves unknown."""

    caption: str
    heads: list[str]
    rows: list[tuple[str, list[str], str]]
    foot: list[str]
    rest: str


def cross_tables(cells: Iterable[crossing.Cell], whole: Any, indicator: Indicator) -> list[CrossTable]:
    """One table for each that was said: a margin is one column, a crossing sex × age, one for each place."""
    groups: dict[tuple[int, str], list[crossing.Cell]] = defaultdict(list)
    kept = list(cells)
    for one in kept:
        place = one.values[2] if one.owns & 4 and one.owns != 4 else ""
        groups[one.owns, place].append(one)
    return [_table(owns, place, group, whole if owns in (1, 2, 3, 4) else None, indicator)
            for (owns, place), group in sorted(groups.items())]  # fmt: skip


def _table(owns: int, place: str, cells: list[crossing.Cell], whole: Any, indicator: Indicator) -> CrossTable:
    names = [name for name in crossing.names_of(owns) if name != "place" or owns == 4]
    down, across = names[0], names[1] if len(names) > 1 else ""
    rows, columns = _values(cells, down), _values(cells, across) if across else [""]
    at = {(_value(one, down), _value(one, across) if across else ""): one for one in cells}
    lines = [(words.cell_value(down, row), [_cell(at.get((row, column)), indicator) for column in columns],
              _sum([one for one in cells if _value(one, down) == row], indicator)) for row in rows]  # fmt: skip
    caption = " × ".join(words.dimensions()[name] for name in names)
    total = sum((one.value for one in cells), crossing.ZERO)
    return CrossTable(
        f"{caption} – {words.cell_value('place', place)}" if place else caption,
        [words.cell_value(across, column) for column in columns] if across else [], lines,
        [_sum([one for one in cells if _value(one, across) == column], indicator) for column in columns] if across else [],
        words.number(whole - total) if whole is not None and whole > total else "",
    )  # fmt: skip


def _value(cell: crossing.Cell, name: str) -> str:
    return cell.values[crossing.DIMENSIONS.index(name)]


def _values(cells: Iterable[crossing.Cell], name: str) -> list[str]:
    order = {"sex": ["F", "M", "X"], "age": ["0-11", "12-17", "18-35", "36-64", "65+"]}.get(name, [])
    found = {_value(one, name) for one in cells}
    known = [value for value in order if value in found]
    return [*known, *sorted(found - set(order) - {""}), *([""] if "" in found else [])]


def _cell(cell: crossing.Cell | None, indicator: Indicator) -> str:
    return _sum([cell], indicator) if cell else ""


def _sum(cells: list[crossing.Cell], indicator: Indicator) -> str:
    """A number; for a percentage, the part of each sum."""
    over = sum((one.value for one in cells), crossing.ZERO)
    if indicator.measure != "2":
        return words.number(over)
    under = sum((one.denominator or crossing.ZERO for one in cells), crossing.ZERO)
    part = totals.consolidation.percentage(over, under)
    return words.amount(part, None, indicator)


@dataclass(frozen=True)
class Traced:
    """What one project brings to an indicator that several use."""

    project: Project
    value: str
    aim: str
    progress: Progress
    sources: int


def across_projects(indicator: Indicator, user: Any) -> tuple[list[Traced], str]:
    """Each project's value and what they make together, each traceable to its periods; only those that one sees."""
    seen = Project.objects.visible_to(user).filter(result_uses__result=indicator.result_id).order_by("sort_title")
    periods: dict[int, list[Any]] = defaultdict(list)
    rows = indicator.periods.filter(project__in=seen.values("pk")).order_by("start", "pk")
    for period in rows.prefetch_related("targets", "actuals"):
        periods[period.project_id].append(period)
    starts: dict[int, list[Baseline]] = defaultdict(list)
    for one in indicator.baselines.filter(project__in=seen.values("pk")):
        starts[one.project_id].append(one)
    lines, each = [], []
    for project in seen:
        indicator.of_project, indicator.starts = periods[project.pk], starts[project.pk]  # type: ignore[attr-defined]
        line = indicator_line(indicator)
        total = totals.of_use(indicator, periods[project.pk])
        each.append(total)
        lines.append(Traced(project, line.total, line.aim, line.progress, len(total.sources)))
    together = totals.of_uses(indicator, each)
    return lines, words.amount(together.value, None, indicator)
