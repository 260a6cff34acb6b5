"""The chapter: partners asked for their reports, and reports in every state, tied to the money and figures of the lower rooms."""

import random
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from django.utils.timezone import make_aware

from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.audit import journal
from maillage.core.later import later
from maillage.core.money import Money
from maillage.fieldwork import quarters
from maillage.fieldwork.actions import add_photo, add_piece, make_link
from maillage.fieldwork.actions.plans import RUNNING
from maillage.fieldwork.demo.stories import DONE, NEEDS, NOTES, PIECES, STORIES
from maillage.fieldwork.enums import ReportState
from maillage.fieldwork.models import PartnerReport, ReportCopy, ReportedExpense, ReportedMeasure, ReportPlan
from maillage.funding.actions import plan_transfer
from maillage.funding.enums import TransferState
from maillage.funding.models import BudgetLine, Expense, Transfer
from maillage.organisations.models import Link, Organisation
from maillage.projects.enums import Level, Role
from maillage.projects.models import Participant, Project
from maillage.results.models import Measurement, Period

S = ReportState
pillow, drawing = later("PIL.Image"), later("PIL.ImageDraw")
DAYS, BACK = 30, 4  # days to write; quarters told


class Invented:
    """What the parts of the chapter share."""

    def __init__(self, context: Any) -> None:
        self.today: date = context.today
        self.chance = random.Random(f"fieldwork {context.profile.code}")  # noqa: S311 (an invention, always the same)
        people = User.objects.filter(is_active=True).order_by("pk")
        self.editors = [user for user in people if user.can(Permission.PROJECTS_EDIT)]
        link = Link.objects.filter(keeps_page=True, is_reverse=False, to_person__user__isnull=False).order_by("pk")
        self.keeper = link.select_related("to_person__user", "from_organisation").first()
        self.carried = self.carriers()

    def carriers(self) -> list[tuple[Project, Organisation]]:
        """Projects at work with who carries them there; the cast's partner first."""
        own = self.keeper.from_organisation if self.keeper else None
        projects = Project.objects.filter(level=Level.PROJECT, state__in=RUNNING).order_by("pk")
        rows = Participant.objects.filter(project__in=projects, role=Role.IMPLEMENTING).exclude(organisation=None)
        found = {row.project_id: (row.project, row.organisation) for row in
                 rows.select_related("project", "organisation").order_by("project", "-rank")}  # fmt: skip
        if own is not None and found and own.pk not in {one.pk for _project, one in found.values()}:
            found[min(found)] = (found[min(found)][0], own)
            Participant.objects.create(project_id=min(found), organisation=own, role=Role.IMPLEMENTING, rank=9)
        mine = [pair for pair in found.values() if own is not None and pair[1].pk == own.pk]
        return [*mine, *(pair for pair in found.values() if pair not in mine)]

    def editor(self, at: int) -> Any:
        return self.editors[at % len(self.editors)] if self.editors else None

    def moment(self, day: date) -> datetime:
        return make_aware(datetime.combine(min(day, self.today - timedelta(1)), time(14, 30)))


def write(context: Any) -> None:
    if ReportPlan.objects.exists():
        return
    made = Invented(context)
    if not made.carried:
        return
    rows = reports(made)
    expenses(made, rows)
    measures(made, rows)
    money_to_come(made)
    pieces(made, rows)
    two_phones(made, rows)
    journal.record("partner_report.demo", rows[0], by=None)
    context.say(f"{len(rows)} rapports de partenaires, dont {sum(one.state == S.SUBMITTED for one in rows)} à relire.")


def reports(made: Invented) -> list[PartnerReport]:
    """The last quarters of each: the old ones approved, the last one in every state, the running one begun or not."""
    plans, rows = [], []
    for at, (project, partner) in enumerate(made.carried):
        begun = project.actual_start or project.planned_start or made.today
        first = quarters.first_of(made.today - timedelta(days=92 * BACK), 3)
        plans.append(ReportPlan(project=project, organisation=partner, starts_on=max(first, begun), days=DAYS))
        for starts, ends in quarters.periods(max(first, begun), quarters.last_of(made.today, 3), 3):
            if (ends - starts).days >= 20:
                rows.append(report(made, project, partner, starts, ends, at))
    ReportPlan.objects.bulk_create(plans)
    return PartnerReport.objects.bulk_create(rows)


def state_of(made: Invented, ends: date, at: int) -> ReportState:
    age = (made.today - ends).days
    if age < 0:
        return S.DRAFT
    if age > 100:
        return S.APPROVED
    return (S.RETURNED, S.SUBMITTED, S.APPROVED, S.SUBMITTED, S.DRAFT)[at % 5]


def report(made: Invented, project: Project, partner: Organisation, starts: date, ends: date, at: int) -> PartnerReport:
    state, due = state_of(made, ends, at), ends + timedelta(days=DAYS)
    row = PartnerReport(project=project, organisation=partner, starts_on=starts, ends_on=ends, due_on=due, state=state)
    if ends > made.today and at % 2 == 0:
        return row  # nobody began
    rank = at + starts.month // 3
    row.done, row.version = DONE[rank % len(DONE)], 3
    row.people = made.chance.randint(25, 180)
    row.women = row.people * made.chance.randint(45, 80) // 100
    row.needs = NEEDS[rank % len(NEEDS)] if rank % 2 else ""
    if state == S.DRAFT:
        return row
    row.language, row.story, translation = STORIES[rank % len(STORIES)]
    row.translations = {"story": [["fr", translation]]} if translation and state == S.APPROVED else {}
    keeper = made.keeper.to_person.user if made.keeper and made.keeper.from_organisation_id == partner.pk else None
    row.submitted_at, row.submitted_by = made.moment(due - timedelta(days=3 + at % 9)), keeper
    if state == S.RETURNED:
        row.returned_at, row.returned_by = made.moment(due + timedelta(days=4)), made.editor(at)
        row.return_note = NOTES[at % len(NOTES)]
    if state == S.APPROVED:
        row.approved_at, row.approved_by = made.moment(due + timedelta(days=8)), made.editor(at)
        row.story_public = rank % 3 == 0
    return row


def expenses(made: Invented, rows: list[PartnerReport]) -> None:
    """Approved reports told the expenses that the budget already counts; the others bring new ones."""
    known: dict[tuple[int, int | None], list[Expense]] = defaultdict(list)
    spent = Expense.objects.filter(project__in=[one.project_id for one in rows], state="approved")
    for expense in spent.prefetch_related("shares").order_by("pk"):
        known[expense.project_id, expense.organisation_id].append(expense)
    lines: dict[int, list[BudgetLine]] = defaultdict(list)
    for line in BudgetLine.objects.filter(project__in=[one.project_id for one in rows], closed=False):
        lines[line.project_id].append(line)
    told = []
    for row in rows:
        if row.state == S.APPROVED:
            for expense in known[row.project_id, row.organisation_id]:
                if row.starts_on <= expense.spent_on <= row.ends_on:
                    share = next(iter(expense.shares.all()), None)
                    told.append(ReportedExpense(
                        report=row, key=f"demo{expense.pk:08}", spent_on=expense.spent_on, label=expense.label, expense=expense,
                        amount=expense.amount, currency=expense.currency, line_id=share.line_id if share else None,
                    ))  # fmt: skip
        elif row.done and (mine := known[row.project_id, row.organisation_id]):
            told += fresh(made, row, mine[0], lines[row.project_id])
    ReportedExpense.objects.bulk_create(told)


def fresh(made: Invented, row: PartnerReport, like: Expense, lines: list[BudgetLine]) -> list[ReportedExpense]:
    """Expenses of a report that is not approved yet, of the size of those that were."""
    found = []
    for number in range(1 + row.project_id % 3):
        label, category = PIECES[(row.project_id + number) % len(PIECES)]
        line = next((one for one in lines if one.category == category), lines[0] if lines else None)
        day = min(made.today, row.starts_on + timedelta(days=20 + 17 * number))
        unit = 100 if like.amount > 100_000 else 1
        amount = max(unit, like.amount * made.chance.randint(12, 40) // 100 // unit * unit)
        found.append(ReportedExpense(report=row, key=f"demo{row.pk:05}{number:03}", spent_on=day, label=label, line=line,
                                     amount=amount, currency=like.currency))  # fmt: skip
    return found


def measures(made: Invented, rows: list[PartnerReport]) -> None:
    """Approved reports told figures that the chain already counts; those to be read bring others."""
    projects = {one.project_id for one in rows}
    told = []
    known = Measurement.objects.filter(
        period__project__in=projects, state__in=["approved", "locked"], value__isnull=False
    )
    for one in known.filter(numerator=None).select_related("period__indicator").order_by("pk"):
        row = next((row for row in rows if row.state == S.APPROVED and row.organisation_id == one.organisation_id
                    and row.project_id == one.period.project_id and row.starts_on <= one.measured_on <= row.ends_on), None)  # fmt: skip
        if row:
            told.append(ReportedMeasure(report=row, period=one.period, value=one.value, measurement=one))
    counted = Period.objects.filter(project__in=projects, locked_at=None, indicator__measure="1").select_related(
        "indicator"
    )
    for row in rows:
        if row.done and row.state != S.APPROVED:
            running = [one for one in counted if one.project_id == row.project_id
                       and one.start <= row.ends_on and one.end >= row.starts_on]  # fmt: skip
            told += [figure(made, row, period) for period in running[: 1 + row.project_id % 2]]
    ReportedMeasure.objects.bulk_create(told)


def figure(made: Invented, row: PartnerReport, period: Period) -> ReportedMeasure:
    value = made.chance.randint(12, 90)
    women = value * made.chance.randint(45, 75) // 100 if "sex" in period.indicator.disaggregated_by else None
    men = None if women is None else value - women
    return ReportedMeasure(report=row, period=period, value=value, women=women, men=men)


def money_to_come(made: Invented) -> None:
    """The partner of the cast sees a calendar that goes on: what is left to receive, planned by the team."""
    own = made.keeper.from_organisation if made.keeper else None
    known = Transfer.objects.filter(organisation=own, due_on__gte=made.today).exclude(state=TransferState.CANCELLED)
    last = Transfer.objects.filter(organisation=own).order_by("-due_on").first() if own else None
    if last is None or known.exists():
        return
    for at, purpose in enumerate(["Suite des formations", "Solde, au dernier rapport approuvé"]):
        plan_transfer(project=last.project, organisation=own, amount=Money(last.amount // (2 + 2 * at), last.currency), by=None,
                      values={"due_on": made.today + timedelta(24 + 80 * at), "purpose": purpose,
                              "received_currency": last.received_currency})  # fmt: skip


def picture(words: str, colour: str) -> bytes:
    """A drawing that stands for a photo: nobody is on it."""
    image = pillow.new("RGB", (480, 320), colour)
    draw = drawing.Draw(image)
    draw.rectangle((40, 180, 440, 300), fill="#dcd2b4")
    draw.ellipse((360, 30, 430, 100), fill="#f7b52c")
    draw.text((60, 220), words, fill="#1b1a2e")
    out = BytesIO()
    image.save(out, "JPEG", quality=70)
    return out.getvalue()


def pieces(made: Invented, rows: list[PartnerReport]) -> None:
    """The reports to be read first have their pieces, and a photo."""
    waiting = [row for row in rows if row.state == S.SUBMITTED][:3]
    receipt = picture("Recu", "#ffffff")
    for row in waiting:
        for expense in row.expenses.all():
            add_piece(report=row, key=expense.key, upload=receipt, by=None, late=True)
    drafts = [row for row in rows if row.stage.writable and row.done][:2]
    for row in drafts:
        add_photo(report=row, upload=picture("La digue", "#a9c8e8"), caption="La digue, une fois refaite", by=None)


def two_phones(made: Invented, rows: list[PartnerReport]) -> None:
    """One report was written on two phones, another is entrusted to someone without an account."""
    mine = made.keeper.from_organisation_id if made.keeper else None
    drafts = [row for row in rows if row.stage.writable and row.done and row.organisation_id != mine]
    if drafts:
        ReportCopy.objects.create(report=drafts[0], key="demo:copie", at=made.moment(made.today - timedelta(days=1)),
                                  values={"done": DONE[-1], "people": (drafts[0].women or 0) + 31})  # fmt: skip
    for row in drafts[1:2]:
        make_link(report=row, label="Coordination locale", by=made.editor(0))
