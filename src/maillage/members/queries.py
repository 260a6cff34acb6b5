"""Reading the ledger whole, in a number of queries that does not grow with the members."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import F, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from maillage.billing.models import Charge
from maillage.core.money import Money
from maillage.core.periods import Period
from maillage.members import periods as ledger
from maillage.members.enums import DelegateKind
from maillage.members.models import Delegation, Member, MembershipPeriod
from maillage.members.rights import MemberFacts, Right, Voice, counts, rights_table
from maillage.members.words import person_name
from maillage.network import current
from maillage.organisations.facts import person_of
from maillage.organisations.models import Size

SOURCE = "dues:"  # charges whose source begins so are dues
# What is read of many rows at once: whole rows of ten thousand members weigh as much as the reading itself.
HOLDER = ("organisation__name", "person__first_name", "person__last_name")
VOICE = ("member", "kind", "rank", *(f"person__{name}" for name in ("first_name", "last_name", "withheld", "user")))
LEDGER = ("member", "category", "group", "started_on", "ended_on", "reason")


def ledger_of(rows: Iterable[Any]) -> list[ledger.MembershipPeriod]:
    """Rows of the ledger as the pure rules read them."""
    return [
        ledger.MembershipPeriod(row.category, Period(row.started_on, row.ended_on), row.group, row.reason)
        for row in rows
    ]


def grace_days(on: date) -> int:
    schedule = current.profile().schedule_on(on)
    return schedule.grace_days if schedule else 0


def in_arrears(on: date) -> set[tuple[int | None, int | None]]:
    """Payers (organisation, person) whose dues were, that day, unpaid beyond the grace of the schedule in force."""
    limit = on - timedelta(days=grace_days(on))
    late = unpaid_on(on).filter(due_on__lt=limit)
    return set(late.order_by().values_list("organisation_id", "person_id"))


def unpaid_on(on: date) -> Any:
    """Charges of dues as they stood on a day: what was cancelled or paid later was still owed. Adds `balance`."""
    paid = Coalesce(Sum("allocations__amount", filter=Q(allocations__payment__received_on__lte=on)), 0)
    standing = Q(cancelled_on=None) | Q(cancelled_on__gt=on)
    return (
        Charge.objects.filter(standing, source__startswith=SOURCE, issued_on__lte=on)
        .annotate(balance=F("amount") - paid)
        .filter(balance__gt=0)
    )


def arrears_of(member: Member, on: date | None = None) -> ledger.Arrears:
    """What one member owes late, and how late."""
    day = on or localdate()
    rows = unpaid_on(day).filter(organisation=member.organisation_id, person=member.person_id)
    dues = [ledger.Due(row.due_on, Money(row.balance, row.currency)) for row in rows]
    return ledger.arrears(dues, day, grace_days=grace_days(day))


def sizes_on(on: date, organisations: Iterable[int]) -> dict[int, dict[str, int | Fraction]]:
    """{organisation: {measure: size}}, each of the last year known on that day; a budget in units of the currency."""
    known: dict[int, dict[str, int | Fraction]] = defaultdict(dict)
    unit = 10 ** current.profile().digits
    rows = Size.objects.filter(organisation__in=organisations, year__lte=on.year).order_by("year")
    for organisation, measure, value in rows.values_list("organisation_id", "measure", "value"):
        known[organisation][measure] = Fraction(value, unit) if measure == "budget" else value
    return known


def voices_on(on: date, members: Iterable[int], reader: Any = None) -> dict[int, list[Voice]]:
    found: dict[int, list[Voice]] = defaultdict(list)
    rows = Delegation.objects.on(on).filter(member__in=members).select_related("person").only(*VOICE)
    for row in rows:
        found[row.member_id].append(
            Voice(row.person_id, person_name(row.person, reader), row.kind == DelegateKind.SUBSTITUTE, row.rank)
        )
    return found


def facts_on(on: date, members: Any, reader: Any = None) -> list[MemberFacts]:
    """The facts of members (a queryset) on a day, in a fixed number of queries; names as this reader may read them."""
    rows = list(members.select_related("organisation", "person").only(*HOLDER))
    ids = [row.pk for row in rows]
    periods: dict[int, list[Any]] = defaultdict(list)
    for period in MembershipPeriod.objects.filter(member__in=ids).only(*LEDGER).order_by("started_on"):
        periods[period.member_id].append(period)
    late, voices = in_arrears(on), voices_on(on, ids, reader)
    sizes = sizes_on(on, [row.organisation_id for row in rows if row.organisation_id])
    return [_facts(row, periods[row.pk], on, late, voices, sizes) for row in rows]


def _facts(row: Any, periods: list[Any], on: date, late: Any, voices: Any, sizes: Any) -> MemberFacts:
    lines = ledger_of(periods)
    now = ledger.current(lines, on)
    speaks = tuple(voices.get(row.pk, ()))
    if row.person_id:
        speaks = (Voice(row.person_id, str(row.person)),)
    return MemberFacts(
        member=row.pk, name=str(row), category=now.category if now else None, group=now.group if now else "",
        since=ledger.since(lines, on), in_arrears=(row.organisation_id, row.person_id) in late,
        sizes=sizes.get(row.organisation_id, {}), voices=speaks,
    )  # fmt: skip


def voting_rights(on: date | None = None, *, members: Any = None, reader: Any = None) -> list[Right]:
    """Who may vote, stand, propose and be counted on a day; for each one refused, the reason.

    By default, every member of that day. Give `members` to ask about others (a former member is told why not).
    """
    day = on or localdate()
    profile = current.profile()
    rows = members if members is not None else Member.objects.current(day)
    categories = {category.code: category for category in profile.membership.categories}
    return rights_table(
        facts_on(day, rows, reader), categories, day, arrears_suspend=profile.membership.arrears_suspend_rights
    )


def totals(on: date | None = None) -> dict[str, int]:
    return counts(voting_rights(on))


def current_periods(on: date | None = None) -> dict[int, MembershipPeriod]:
    """{member: the period that holds the day}."""
    return {row.member_id: row for row in MembershipPeriod.objects.on(on or localdate())}


def delegate_facts(user: Any) -> Iterable[tuple[str, int]]:
    """The roles that follow from delegations and individual memberships of this person today."""
    if not (person := person_of(user)):
        return ()
    day = localdate()
    open_period = Q(ended_on=None) | Q(ended_on__gte=day)
    mine = Delegation.objects.on(day).filter(person=person, member__organisation__isnull=False)
    members = MembershipPeriod.objects.filter(open_period, started_on__lte=day)
    spoken_for = mine.filter(member__in=members.values("member")).order_by()
    own = members.filter(member__person=person).order_by()
    return spoken_for.values_list(Value("delegate"), "member__organisation").union(
        own.values_list(Value("individual_member"), "member")
    )
