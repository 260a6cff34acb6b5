"""Dues of three fiscal years: full, part, late, several at once, refunded, free amounts, waived, unmatched."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from maillage.audit import journal
from maillage.billing.actions import allocate, record_payment, refund
from maillage.billing.models import Allocation, Charge, Payment, Statement, StatementLine
from maillage.core.errors import Refusal
from maillage.core.money import Money
from maillage.core.periods import FiscalYear
from maillage.members.actions import waive_dues
from maillage.members.actions.dues import assessment, due_date, year_period
from maillage.members.models import Dues, Member
from maillage.members.queries import SOURCE, sizes_on

YEARS = 3


def years(profile: Any, today: date) -> list[FiscalYear]:
    """The last three exercises that a schedule covers, the present one last."""
    found = [profile.fiscal_year_of(today)]
    while len(found) < YEARS:
        found.insert(0, profile.fiscal_year_of(found[0].start - timedelta(days=1)))
    return [year for year in found if profile.schedule_on(year.start)]


def write_dues(register: Any, today: date) -> int:
    rows = list(Member.objects.select_related("organisation", "person").prefetch_related("periods").order_by("number"))
    count = 0
    for year in years(register.profile, today):
        count += one_year(register, year, rows, today)
    special(register, today)
    return count


def one_year(register: Any, year: FiscalYear, members: list[Member], today: date) -> int:
    """Assess by the same arithmetic as the verb; write together."""
    schedule = register.profile.schedule_on(year.start)
    issued = min(year.start + timedelta(days=21), today)
    sizes = sizes_on(max(issued, today), [row.organisation_id for row in members if row.organisation_id])
    found: list[tuple[Dues, Money, date, date]] = []
    for member in members:
        known = next((p for p in member.periods.all() if p.started_on <= year.end
                      and (p.ended_on is None or p.ended_on >= year.start)), None)  # fmt: skip
        if known is None:
            continue
        on = min(max(issued, known.started_on), today)
        try:
            worked = assessment(member, year_period(member, year), schedule, year, on=on, chosen=free(register, schedule, known),
                                sizes=sizes.get(member.organisation_id or 0, {}))  # fmt: skip
        except Refusal:
            continue
        locale = register.profile.language.locale
        lines = [{"label": line.label(locale), "amount": line.amount.minor} for line in worked.lines]
        dues = Dues(member=member, fiscal_year=year.label, category=known.category, schedule=schedule.code,
                    amount=worked.amount.minor, currency=worked.amount.currency, lines=lines)  # fmt: skip
        found.append((dues, worked.amount, on, due_date(schedule, year, on)))
    Dues.objects.bulk_create([dues for dues, *_rest in found])
    charges = [charge(dues, on, due) for dues, amount, on, due in found if amount.minor > 0]
    Charge.objects.bulk_create(charges)
    journal.record_many([journal.Note("dues.assessed", "members.member", dues.member_id, register.label(dues.member),
                                      {"year": [None, year.label], "amount": [None, str(amount)]})
                         for dues, amount, *_rest in found], by=None)  # fmt: skip
    pay(register, charges, today)
    return len(found)


def free(register: Any, schedule: Any, period: Any) -> Money | None:
    """An amount chosen, where it is free: often what is suggested, sometimes more."""
    rule = schedule.rule_for(period.category)
    if rule is None or rule.kind != "free":
        return None
    return Money(rule.suggested * register.chance.choice([1, 1, 1, 2, 4]), register.profile.currency)


def charge(dues: Dues, on: date, due: date) -> Charge:
    holder = {"organisation_id": dues.member.organisation_id, "person_id": dues.member.person_id}
    return Charge(**holder, label=f"Cotisation {dues.fiscal_year}", amount=dues.amount, currency=dues.currency,
                  issued_on=on, due_on=max(due, on), fiscal_year=dues.fiscal_year, lines=dues.lines,
                  source=f"{SOURCE}{dues.pk}:1")  # fmt: skip


def pay(register: Any, charges: list[Charge], today: date) -> None:
    """Most pay within three months; a few in part, a few late, a few never."""
    payments, parts = [], []
    for row in charges:
        fate, after = register.chance.random(), register.chance.randint(5, 80)
        if fate > 0.95:
            continue
        received = row.issued_on + timedelta(days=after + (120 if fate > 0.88 else 0))
        if received > today:
            continue
        amount = row.amount // 2 if fate < 0.03 and row.amount > 1 else row.amount
        payment = Payment(organisation_id=row.organisation_id, person_id=row.person_id, amount=amount,
                          currency=row.currency, received_on=received, reference=row.label)  # fmt: skip
        payments.append(payment)
        parts.append((payment, row, amount))
    Payment.objects.bulk_create(payments)
    Allocation.objects.bulk_create(
        [Allocation(payment=payment, charge=row, amount=amount) for payment, row, amount in parts]
    )
    journal.record_many([journal.Note("payment.recorded", "billing.payment", payment.pk, "",
                                      {"amount": [None, str(payment.money)]}) for payment in payments], by=None)  # fmt: skip


def special(register: Any, today: date) -> None:
    """One payment for several charges, one too large and given back, one waived, one line that nobody knows."""
    for row in Charge.objects.open().order_by("person_id", "-pk"):
        dues = Dues.objects.get(pk=int(row.source.split(":")[1]))
        if not row.allocations.exists():
            waive_dues(
                dues=dues, reason="Locaux inondés : exonérée par le conseil", on=today - timedelta(days=5), by=None
            )
            break
    owing: dict[int, list[Any]] = defaultdict(list)
    late = list(Charge.objects.open().exclude(organisation=None).filter(due_on__lt=today).order_by("pk"))
    for row in late:
        owing[row.organisation_id].append(row)
    several = next((rows for rows in owing.values() if len(rows) > 1), None)
    currency = register.profile.currency
    if several:
        amounts = {row.pk: Money(row.balance, currency) for row in several}
        whole = Money(sum(row.balance for row in several), currency)
        payment = record_payment(
            payer=several[0].organisation, amount=whole, received_on=today - timedelta(days=20), by=None
        )
        allocate(payment=payment, amounts=amounts, by=None)
    alone = next((rows[0] for rows in owing.values() if len(rows) == 1), None)
    if alone:
        excess = Money(alone.balance + 25 * 10**register.profile.digits, currency)
        payment = record_payment(
            payer=alone.organisation, amount=excess, received_on=today - timedelta(days=15), by=None
        )
        allocate(payment=payment, amounts={alone.pk: Money(alone.balance, currency)}, by=None)
        refund(payment=payment, amount=Money(25 * 10**register.profile.digits, currency), on=today - timedelta(days=9),
               reason="Versé en trop", by=None)  # fmt: skip
    statement = Statement.objects.create(filename="releve-exemple.csv", account="", lines_new=1)
    StatementLine.objects.create(
        statement=statement, fingerprint=f"demo-{register.profile.code}", booked_on=today - timedelta(days=4),
        amount=75 * 10**register.profile.digits, currency=currency, payer_name="COMITE SOLIDARITE", text="cotisation merci",
    )  # fmt: skip
