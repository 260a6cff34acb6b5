"""What the parts of the money's chapter share: currencies of countries, invented rates, who does what."""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.core.money import Money
from maillage.funding import conversion
from maillage.funding.conversion import Locked, Quote
from maillage.funding.models import Rate, RateSource
from maillage.organisations.models import Organisation, Place
from maillage.projects.enums import Level, ProjectState, Role
from maillage.projects.models import Participant, Project

S = ProjectState
FIXED_ON = date(1999, 1, 1)
# One euro, about; an invention that is near enough to look true.
EURO = {
    "USD": "1.0840", "CAD": "1.4760", "HTG": "142.50", "GTQ": "8.3700", "DOP": "64.200", "HNL": "27.100", "NIO": "39.900",
    "BOB": "7.4900", "COP": "4520.0", "PEN": "4.0500", "BIF": "3150.0", "CDF": "3050.0", "RWF": "1480.0", "MGA": "4980.0",
    "BDT": "129.80", "KHR": "4420.0", "INR": "91.300", "IDR": "17250", "NPR": "146.10", "PHP": "62.400", "LAK": "23400",
    "VND": "27300", "LBP": "97000", "ILS": "3.9500", "MAD": "10.750", "TND": "3.3700", "DZD": "145.60", "GNF": "9330.0",
    "MRU": "43.100", "MXN": "19.700",
}  # fmt: skip
FIXED = {"XOF": "655.957", "XAF": "655.957"}
OF_COUNTRY = {
    **dict.fromkeys(("BJ", "BF", "SN", "TG", "ML", "CI", "NE", "GW"), "XOF"),
    **dict.fromkeys(("CM", "TD", "GA", "CG", "CF"), "XAF"),
    "HT": "HTG", "GT": "GTQ", "DO": "DOP", "HN": "HNL", "NI": "NIO", "SV": "USD", "EC": "USD", "BO": "BOB", "CO": "COP",
    "PE": "PEN", "MX": "MXN", "BI": "BIF", "CD": "CDF", "RW": "RWF", "MG": "MGA", "GN": "GNF", "MR": "MRU", "BD": "BDT",
    "KH": "KHR", "IN": "INR", "ID": "IDR", "NP": "NPR", "PH": "PHP", "LA": "LAK", "VN": "VND", "LB": "LBP", "PS": "ILS",
    "MA": "MAD", "TN": "TND", "DZ": "DZD",
}  # fmt: skip
EVERY = 7  # days between two invented rates


class Invented:
    """Projects with their partners and currencies; rates found once for each week."""

    def __init__(self, context: Any) -> None:
        self.profile, self.today, self.currency = context.profile, context.today, context.profile.currency
        self.chance = random.Random(f"funding {context.profile.code}")  # noqa: S311 (an invention, always the same)
        rows = Project.objects.filter(level=Level.PROJECT).exclude(state__in=[S.CANCELLED, S.IDENTIFIED])
        self.projects = list(rows.select_related("parent__parent").order_by("pk"))
        self.partner = self.carriers()
        self.country = dict(
            Place.objects.filter(organisation__in=self.partner.values()).values_list("organisation", "country")
        )
        people = User.objects.filter(is_active=True).order_by("pk")
        able = {
            p: [user for user in people if user.can(p)] for p in (Permission.FUNDING_EDIT, Permission.FUNDING_APPROVE)
        }
        self.approvers = able[Permission.FUNDING_APPROVE]
        self.editors = [user for user in able[Permission.FUNDING_EDIT] if user not in self.approvers] or able[
            Permission.FUNDING_EDIT
        ]
        self.locks: dict[tuple[str, str, int], Locked | None] = {}
        self.weeks: dict[int, list[Quote]] = {}
        self.lines: dict[int, list[Any]] = {}
        self.payers: dict[int, list[Any]] = {}

    def carriers(self) -> dict[int, Organisation]:
        """Who implements each project, there or here."""
        found: dict[int, Organisation] = {}
        rows = Participant.objects.filter(project__in=self.projects, role=Role.IMPLEMENTING).exclude(organisation=None)
        for row in rows.select_related("organisation").order_by("-rank"):
            found[row.project_id] = row.organisation
        return found

    def currency_of(self, partner: Organisation | None) -> str:
        code = OF_COUNTRY.get(self.country.get(partner.pk, ""), "") if partner else ""
        return code or self.currency

    def starts(self, project: Project) -> date:
        return project.actual_start or project.planned_start or self.today

    def ends(self, project: Project) -> date:
        return project.actual_end or project.planned_end or self.today + timedelta(days=365)

    def lock(self, base: str, quote: str, on: date) -> Locked | None:
        """The rate of a day, found once a week; the day is that of the bank's last rate."""
        if base == quote:
            return None
        key = (base, quote, (on - date(2000, 1, 3)).days // EVERY)
        if key not in self.locks:
            near = [*self.weeks.get(-1, []), *self.weeks.get(key[2], [])]
            self.locks[key] = conversion.find(near, base, quote, on)
        found = self.locks[key]
        return Locked(found.rate, found.source, min(found.on, on)) if found else None

    def value(self, amount: Money, on: date) -> tuple[int, dict[str, Any]]:
        """An amount in the network's currency, and the fields that keep the rate."""
        lock = self.lock(amount.currency, self.currency, on)
        return conversion.convert(amount, lock, self.currency).minor, (lock.fields if lock else {})

    def round(self, minor: int, currency: str) -> Money:
        """A sum as people budget it: no odd cents."""
        step = 10 ** max(0, len(str(abs(minor))) - 3)
        return Money(max(step, minor // step * step), currency)


def write_rates(made: Invented) -> None:
    """A rate each week for each currency that serves, by bank; fixed parities once."""
    ecb = RateSource.objects.create(name="Banque centrale européenne", feed="ecb")
    boc = RateSource.objects.create(name="Banque du Canada", feed="boc")
    fixed = RateSource.objects.create(name="Parité fixe (accords monétaires)", is_fixed=True)
    local = RateSource.objects.create(name="Avis d’opération de la banque")
    codes = {made.currency_of(partner) for partner in made.partner.values()} | {"USD", "CAD"}
    rows = [
        Rate(source=fixed, base="EUR", quote=code, on=FIXED_ON, value=Decimal(value)) for code, value in FIXED.items()
    ]
    first = min([made.starts(one) for one in made.projects], default=made.today) - timedelta(days=14)
    monday = date(2000, 1, 3)
    day = monday + timedelta(days=(first - monday).days // EVERY * EVERY)
    level = {code: Decimal(value) for code, value in EURO.items() if code in codes}
    while day <= made.today:
        for code in sorted(level):
            drift = Decimal(made.chance.randint(-60, 62)) / 10_000
            level[code] = (level[code] * (1 + drift)).quantize(Decimal("0.0001"))
            rows.append(
                Rate(source=ecb if code in ("USD", "CAD") else local, base="EUR", quote=code, on=day, value=level[code])
            )
        if made.currency == "CAD":
            value = (level["CAD"] / level["USD"]).quantize(Decimal("0.0001"))
            rows.append(Rate(source=boc, base="USD", quote="CAD", on=day, value=value))
        day += timedelta(days=EVERY)
    Rate.objects.bulk_create(rows, batch_size=2_000)
    names = {ecb.pk: ecb, boc.pk: boc, fixed.pk: fixed, local.pk: local}
    made.weeks = by_week(Quote(row.base, row.quote, row.on, row.value, str(names[row.source_id]), names[row.source_id].is_fixed)
                         for row in rows)  # fmt: skip


def by_week(quotes: Iterable[Quote]) -> dict[int, list[Quote]]:
    """Rates by the week in which they hold; the fixed ones under -1."""
    found: dict[int, list[Quote]] = {}
    for one in quotes:
        found.setdefault(-1 if one.fixed else (one.on - date(2000, 1, 3)).days // EVERY, []).append(one)
    return found
