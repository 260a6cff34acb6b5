"""Transfers at every step, expenses with their shares, what is noted for the publication, partners' autonomy."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import make_aware

from maillage.core.money import Money
from maillage.funding import conversion
from maillage.funding.actions import add_piece
from maillage.funding.demo.common import Invented
from maillage.funding.demo.grants import BASE, LINES
from maillage.funding.enums import ExpenseState, GrantState, StepKind, TransferState
from maillage.funding.models import (
    Expense,
    ExpenseShare,
    Movement,
    PeriodBudget,
    PlannedPayment,
    Support,
    Transfer,
    TransferStep,
    YearResource,
)
from maillage.funding.splits import valued

T, E = TransferState, ExpenseState
WORDS = {
    "staff": ("Salaires du trimestre", "Équipe"), "training": ("Location de salle et repas d’une formation", "Auberge du carrefour"),
    "equipment": ("Pompe et tuyaux", "Quincaillerie centrale"), "travel": ("Carburant et transport public", "Station du marché"),
    "evaluation": ("Visite d’évaluation", "Bureau d’appui"), "office": ("Loyer et électricité du bureau", "Propriétaire"),
}  # fmt: skip
PDF = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
       b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")  # fmt: skip


def at_noon(day: date) -> datetime:
    return make_aware(datetime(day.year, day.month, day.day, 12))


def write_transfers(made: Invented) -> None:
    """One each half-year to each partner: received, sent, approved, asked, planned."""
    rows, steps = [], []
    for project in made.projects:
        partner = made.partner.get(project.pk)
        if partner is None:
            continue
        payers = [one for one in made.payers[project.pk] if one.state in (GrantState.GRANTED, GrantState.CLOSED)]
        due, ends = made.starts(project) + timedelta(30), max(made.ends(project), made.starts(project))
        while due < ends:
            amount = made.round(BASE * 78 // 200 // (1 + project.pk % 3), made.currency)
            rows.append(Transfer(project=project, organisation=partner, grant=payers[0] if payers else None, due_on=due,
                                 purpose=f"{'Premier' if due.month < 7 else 'Second'} semestre {due.year}", amount=amount.minor,
                                 currency=made.currency, received_currency=made.currency_of(partner)))  # fmt: skip
            due += timedelta(182)
    near = sorted((row for row in rows if abs((row.due_on - made.today).days) < 100), key=lambda row: row.due_on)
    fate = dict(zip(map(id, near), [T.SENT, T.APPROVED, T.ASKED, T.ASKED, T.SENT] * len(near), strict=False))
    for row in rows:
        state = fate.get(id(row)) or (T.RECEIVED if row.due_on < made.today else T.PLANNED)
        if not made.editors or len(made.approvers) < 2:
            state = T.PLANNED if state != T.RECEIVED else state
        steps += move(made, row, state)
    Transfer.objects.bulk_create(rows)
    TransferStep.objects.bulk_create(steps)


def move(made: Invented, row: Transfer, state: TransferState) -> list[TransferStep]:
    """Bring it to a state, with its steps, on days that follow one another."""
    row.state = state
    if state == T.PLANNED:
        return []
    day = min(row.due_on, made.today) - timedelta(20)
    row.asked_by = made.editors[0] if made.editors else None
    steps = [step(row, StepKind.ASKED, row.asked_by, day)]
    voices = made.approvers[:2] if state != T.ASKED else made.approvers[1 : 1 + row.project_id % 2]
    steps += [step(row, StepKind.APPROVED, user, day + timedelta(2 + n)) for n, user in enumerate(voices)]
    if state in (T.SENT, T.RECEIVED):
        row.sent_on, row.fees = day + timedelta(6), 1_850 if row.currency != row.received_currency else 0
        lock = made.lock(row.currency, row.received_currency, row.sent_on)
        for name, value in (lock.fields if lock else {}).items():
            setattr(row, name, value)
        steps.append(step(row, StepKind.SENT, row.asked_by, row.sent_on))
    if state == T.RECEIVED:
        lock = made.lock(row.currency, row.received_currency, row.sent_on)
        expected = conversion.convert(Money(row.amount, row.currency), lock, row.received_currency)
        row.received_fees = expected.minor // 400 if lock else 0
        row.received, row.received_on = expected.minor - row.received_fees, row.sent_on + timedelta(5)
        steps.append(step(row, StepKind.RECEIVED, None, row.received_on))
    return steps


def step(row: Transfer, kind: StepKind, by: Any, day: date) -> TransferStep:
    return TransferStep(transfer=row, kind=kind, by=by, at=at_noon(day))


def write_expenses(made: Invented) -> None:
    """A few each quarter, by the partner in its currency and by the network in its own; the last ones wait."""
    rows: list[Expense] = []
    shares: list[ExpenseShare] = []
    for at, project in enumerate(made.projects):
        day = made.starts(project) + timedelta(40)
        ends = min(max(made.ends(project), made.starts(project)), made.today - timedelta(4))
        number = 0
        while day < ends:
            for place in (number % 4, 4 + number % 2):
                expense, parts = one(made, project, place, day, over=at == 1 and place == 2)
                rows.append(expense)
                shares += parts
            day += timedelta(61)
            number += 1
    Expense.objects.bulk_create(rows, batch_size=1_000)
    ExpenseShare.objects.bulk_create(shares, batch_size=2_000)
    for row in [row for row in rows if row.state in (E.SUBMITTED, E.RETURNED)][:4]:
        add_piece(expense=row, upload=PDF, title=f"Reçu {row.piece}", by=row.author)


def one(made: Invented, project: Any, place: int, day: date, *, over: bool) -> tuple[Expense, list[ExpenseShare]]:
    line, (_code, _title, category, nature, share) = made.lines[project.pk][place], LINES[place]
    partner = made.partner.get(project.pk) if nature == "operational" else None
    code = made.currency_of(partner)
    part = BASE * share // 100 // (1 + project.pk % 3) * made.chance.randint(50, 66) // 100 * (3 if over else 1)
    part = part * 4 // 6 if place < 4 else part // 3
    lock = made.lock(made.currency, code, day)
    amount = conversion.convert(Money(part, made.currency), lock, code)
    age = (made.today - day).days
    state = E.APPROVED if age > 75 else made.chance.choice((E.SUBMITTED, E.SUBMITTED, E.RETURNED, E.DRAFT, E.APPROVED))
    author = made.editors[0] if made.editors else None
    label, supplier = WORDS[category]
    row = Expense(
        project=project, organisation=partner, spent_on=day, category=category, label=label, supplier=supplier, author=author,
        piece=f"{day.year}-{project.pk % 100:02}{place}{day.timetuple().tm_yday:03}", amount=amount.minor, currency=code, state=state,
        note="La date du reçu ne se lit pas : joignez une photo plus nette." if state == E.RETURNED else "",
    )  # fmt: skip
    payers = [one for one in made.payers[project.pk][:2] if one.starts_on <= day <= one.ends_on
              and (not one.funder.categories or category in one.funder.categories)]  # fmt: skip
    sides = [*payers, None]
    parts = amount.allocate([60, 25, 15][: len(sides)])
    shares = [ExpenseShare(expense=row, project=project, line=line, grant=payer, carrier=partner, year=day.year, amount=told.minor)
              for payer, told in zip(sides, parts, strict=True) if told.minor]  # fmt: skip
    if state == E.APPROVED:
        row.value, fields = made.value(amount, day)
        row.value_currency, row.approved_at = made.currency, at_noon(min(made.today, day + timedelta(20)))
        row.approved_by = next((user for user in made.approvers if user != author), None)
        for name, value in fields.items():
            setattr(row, name, value)
        worth = valued(amount.minor, Money(row.value, made.currency), [s.amount for s in shares])
        for one_share, told in zip(shares, worth, strict=True):
            one_share.value = told.minor
    return row, shares


def write_told(made: Invented) -> None:
    """What the publication says beside the facts: budgets by year, payments foreseen, commitments of funders."""
    budgets, planned, movements = [], [], []
    for at, project in enumerate(made.projects):
        partner = made.partner.get(project.pk)
        yearly = made.round(BASE // (1 + project.pk % 3), made.currency)
        years = range(made.starts(project).year, max(made.ends(project), made.starts(project)).year + 1)
        for rank, year in enumerate(years):
            budgets.append(PeriodBudget(project=project, rank=rank, type="1", status="2", period_start=date(year, 1, 1),
                                        period_end=date(year, 12, 31), amount=yearly.minor, currency=made.currency,
                                        value_date=date(year, 1, 1)))  # fmt: skip
        if at % 4 == 0 and made.ends(project) > made.today:
            planned.append(PlannedPayment(project=project, type="1", period_start=made.today + timedelta(60),
                                          period_end=made.today + timedelta(150), amount=yearly.minor // 4, currency=made.currency,
                                          value_date=made.today, receiver=partner))  # fmt: skip
        for payer in made.payers[project.pk][1:2]:
            movements.append(Movement(project=project, ref=payer.reference, type="11", on=payer.signed_on or payer.starts_on,
                                      value_date=payer.signed_on or payer.starts_on, amount=payer.amount, currency=made.currency,
                                      descriptions=[["fr", "Engagement du bailleur"]], provider=payer.funder.organisation,
                                      provider_type="10"))  # fmt: skip
    PeriodBudget.objects.bulk_create(budgets)
    PlannedPayment.objects.bulk_create(planned)
    Movement.objects.bulk_create(movements)


def write_autonomy(made: Invented) -> None:
    """Six partners over five years: most stand more and more by themselves, two do not."""
    partners = list(
        dict.fromkeys(partner for pk, partner in made.partner.items() if made.currency_of(partner) != made.currency)
    )[:6]
    rows, supports = [], []
    for at, partner in enumerate(partners):
        code = made.currency_of(partner)
        unit = conversion.convert(Money(4_000_000, made.currency), made.lock(made.currency, code, made.today), code)
        for back in range(5, 0, -1):
            year, step_ = made.today.year - back, 5 - back
            own = 18 + 5 * step_ + 3 * at if at % 3 != 1 else 20 - step_
            ours = max(5, 60 - 9 * step_ - 2 * at) if at % 3 != 1 else 58 + step_
            parts = [("Cotisations des membres", own * 6 // 10, True), ("Ventes et services", own * 4 // 10, True),
                     (made.profile.names.name.text("fr"), ours, False), ("Autres soutiens", max(4, 100 - own - ours), False)]  # fmt: skip
            rows += [YearResource(organisation=partner, year=year, own=mine, what=what, amount=unit.minor * part // 100,
                                  currency=code) for what, part, mine in parts]  # fmt: skip
        until = None if at % 3 == 1 else date(made.today.year + 2 + at % 2, 12, 31)
        supports.append(Support(
            organisation=partner, name=made.profile.names.name.text("fr"), what="Fonctionnement et formation",
            since=date(made.today.year - 6, 1, 1), until=until,
            way_out="" if until is None else "Part des cotisations relevée chaque année, vente des formations.",
        ))  # fmt: skip
    YearResource.objects.bulk_create(rows)
    Support.objects.bulk_create(supports)
