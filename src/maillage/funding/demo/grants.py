"""Who gives, what, in which instalments; budgets with their lines."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from maillage.core.money import Money
from maillage.funding import schedule
from maillage.funding.demo.common import Invented
from maillage.funding.enums import BudgetType, Category, GrantState, InstalmentState, Nature, VersionState
from maillage.funding.models import (
    BudgetAmount,
    BudgetLine,
    BudgetVersion,
    Funder,
    Grant,
    GrantCondition,
    GrantReport,
    Heading,
    Instalment,
    LineHeading,
)
from maillage.organisations.models import Organisation, Place
from maillage.projects.demo.stories import NETWORKS
from maillage.projects.models import Project

FOUNDATION, CITY = "Fondation pour des communs (exemple)", "Ville solidaire (exemple)"
LINES = (
    ("A1", "Équipe du projet", Category.STAFF, Nature.OPERATIONAL, 34),
    ("A2", "Formations et rencontres", Category.TRAINING, Nature.OPERATIONAL, 22),
    ("A3", "Équipements", Category.EQUIPMENT, Nature.OPERATIONAL, 16), ("A4", "Déplacements", Category.TRAVEL, Nature.OPERATIONAL, 10),
    ("B1", "Évaluation et audit", Category.EVALUATION, Nature.MANAGEMENT, 8),
    ("B2", "Frais de bureau", Category.OFFICE, Nature.MANAGEMENT, 10),
)  # fmt: skip
HEADINGS = (("1", "Coûts opérationnels", None), ("2", "Coûts de gestion", Decimal(20)), ("3", "Investissements", None))
OF_CATEGORY = {Category.EQUIPMENT: "3", Category.EVALUATION: "2", Category.OFFICE: "2"}
BASE = 9_000_000  # minor units with two decimals: the yearly budget of a project, about


def write_grants(made: Invented) -> None:
    funders = write_funders(made)
    tops = {one.parent.parent or one.parent for one in made.projects if one.parent}
    main: dict[int, Grant] = {}
    grants: list[Grant] = []
    for top in sorted(tops, key=lambda one: one.pk):
        number = sum(1 for one in made.projects if one.parent and (one.parent.parent_id or one.parent_id) == top.pk)
        starts, ends = made.starts(top), max(made.ends(top), made.today) if top.state == "2" else made.ends(top)
        years = max(1, ends.year - starts.year + 1)
        closed = ends < made.today
        main[top.pk] = grant(made, funders[0], top, f"Convention {starts.year}–{ends.year}", BASE * number * years * 6 // 10,
                             starts, ends, GrantState.CLOSED if closed else GrantState.GRANTED)  # fmt: skip
        grants.append(main[top.pk])
    for at, project in enumerate(made.projects):
        if at % 3 == 0:
            state = GrantState.CLOSED if made.ends(project) < made.today else GrantState.GRANTED
            grants.append(grant(made, funders[1 + at % 2], project, f"Cofinancement {made.starts(project).year}", BASE * 4 // 10,
                                made.starts(project), max(made.ends(project), made.starts(project) + timedelta(30)), state))  # fmt: skip
    if made.projects:
        first, last = made.projects[0], made.projects[-1]
        grants.append(grant(made, funders[1], first, "Demande pour une deuxième phase", BASE // 2, made.today,
                            made.today + timedelta(700), GrantState.ASKED))  # fmt: skip
        grants.append(grant(made, funders[2], last, "Demande de l’an dernier", BASE // 5, made.today - timedelta(300),
                            made.today + timedelta(60), GrantState.REFUSED))  # fmt: skip
    Grant.objects.bulk_create(grants)
    write_calendar(made, grants)
    write_budgets(made, main, grants, funders[0])


def write_funders(made: Invented) -> list[Funder]:
    names = [NETWORKS.get(made.profile.code, NETWORKS["csi"]).funder, FOUNDATION, CITY]
    rows = []
    for name in names:
        known = Organisation.objects.filter(name=name).first()
        if known is None:
            known = Organisation.objects.create(name=name, is_public=True)
            Place.objects.create(organisation=known, country=made.profile.country)
        rows.append(known)
    funders = [
        Funder(organisation=rows[0], currency=made.currency, own_share=Decimal(20), variance=Decimal(10), report_months=12,
               report_days=120, ceilings={"management": "20"}, rules="Un écart de plus de 10 % par rubrique se demande d’abord."),
        Funder(organisation=rows[1], currency=made.currency, variance=Decimal(15), report_months=6, report_days=60,
               categories=["staff", "training", "equipment", "travel", "supplies", "services"]),
        Funder(organisation=rows[2], currency=made.currency, own_share=Decimal(50), report_months=12, report_days=90),
    ]  # fmt: skip
    Funder.objects.bulk_create(funders)
    Heading.objects.bulk_create(Heading(funder=funders[0], code=code, title=title, ceiling=ceiling, rank=n)
                                for n, (code, title, ceiling) in enumerate(HEADINGS))  # fmt: skip
    return funders


def grant(made: Invented, funder: Funder, project: Project, title: str, amount: int, starts: date, ends: date,
          state: GrantState) -> Grant:  # fmt: skip
    decided = state in (GrantState.GRANTED, GrantState.CLOSED)
    return Grant(
        funder=funder, project=project, title=title, amount=made.round(amount, made.currency).minor, currency=made.currency,
        starts_on=starts, ends_on=ends, state=state, reference=f"{starts.year}-{project.pk:03}",
        signed_on=starts - timedelta(20) if decided else None, asked_on=min(starts, made.today) - timedelta(140),
    )  # fmt: skip


def write_calendar(made: Invented, grants: list[Grant]) -> None:
    """Instalments: the past ones received, one claimed, one late; reports by the funder's rule."""
    conditions = [GrantCondition(grant=row, text="Rapport de l’année précédente accepté", due_on=row.starts_on + timedelta(330),
                                 met_on=row.starts_on + timedelta(325) if row.starts_on + timedelta(330) < made.today else None)
                  for row in grants if row.state in (GrantState.GRANTED, GrantState.CLOSED)]  # fmt: skip
    GrantCondition.objects.bulk_create(conditions)
    last = {one.grant_id: one for one in conditions}
    parts, reports = [], []
    for at, row in enumerate(grants):
        years = max(2, row.ends_on.year - row.starts_on.year + 1)
        days = schedule.spaced(row.starts_on + timedelta(25), row.ends_on, years)
        for number, (due, amount) in enumerate(
            zip(days, Money(row.amount, row.currency).allocate([1] * years), strict=True), 1
        ):
            parts.append(
                instalment(made, row, number, due, amount, last.get(row.pk) if number == years else None, late=at == 0)
            )
        if row.state not in (GrantState.GRANTED, GrantState.CLOSED):
            continue
        rule = row.funder
        for first, until, due in schedule.report_days(
            row.starts_on, row.ends_on, rule.report_months or 12, rule.report_days
        ):
            sent = (
                due - timedelta(5) if due < made.today and not (at == 1 and due > made.today - timedelta(200)) else None
            )
            reports.append(GrantReport(grant=row, covers_from=first, covers_until=until, due_on=due, sent_on=sent,
                                       accepted_on=min(made.today, due + timedelta(30)) if sent and at % 3 != 1 else None))  # fmt: skip
    Instalment.objects.bulk_create(parts)
    GrantReport.objects.bulk_create(reports)


def instalment(
    made: Invented, row: Grant, number: int, due: date, amount: Money, condition: Any, *, late: bool
) -> Instalment:
    part = Instalment(grant=row, number=number, due_on=due, amount=amount.minor, condition=condition)
    decided = row.state in (GrantState.GRANTED, GrantState.CLOSED)
    if decided and due < made.today - timedelta(60 if late else 0):
        arrived = min(due + timedelta(made.chance.randint(0, 20)), made.today)
        part.state, part.received_on, part.claimed_on = InstalmentState.RECEIVED, arrived, due - timedelta(15)
        part.received, part.received_currency = amount.minor, row.currency
    elif decided and due < made.today + timedelta(25):
        part.state, part.claimed_on = InstalmentState.CLAIMED, made.today - timedelta(3)
    return part


def write_budgets(made: Invented, main: dict[int, Grant], grants: list[Grant], funder: Funder) -> None:
    """Six lines a project; the original, and for every other one a revised version."""
    headings = {row.code: row for row in funder.headings.all()}
    lines = [BudgetLine(project=project, code=code, title=title, category=category, nature=nature, rank=rank)
             for project in made.projects for rank, (code, title, category, nature, _share) in enumerate(LINES)]  # fmt: skip
    BudgetLine.objects.bulk_create(lines)
    LineHeading.objects.bulk_create(LineHeading(line=line, funder=funder, heading=headings[OF_CATEGORY.get(Category(line.category), "1")])
                                    for line in lines)  # fmt: skip
    made.lines = {
        project.pk: lines[at * len(LINES) : (at + 1) * len(LINES)] for at, project in enumerate(made.projects)
    }
    own = {row.project_id: row for row in grants if row.state in (GrantState.GRANTED, GrantState.CLOSED)}
    versions, cells = [], []
    for at, project in enumerate(made.projects):
        starts = made.starts(project)
        top = project.parent and (project.parent.parent or project.parent)
        made.payers[project.pk] = [one for one in (main.get(top.pk) if top else None, own.get(project.pk)) if one]
        revised = at % 2 == 0 and (made.today - starts).days > 300
        first = BudgetVersion(project=project, number=1, kind=BudgetType.ORIGINAL, currency=made.currency, rates_on=starts,
                              state=VersionState.REPLACED if revised else VersionState.ADOPTED, adopted_on=starts)  # fmt: skip
        versions.append((first, 100))
        if revised:
            versions.append((BudgetVersion(
                project=project, number=2, kind=BudgetType.REVISED, state=VersionState.ADOPTED, currency=made.currency,
                rates_on=starts + timedelta(200), adopted_on=starts + timedelta(210), note="Prix et change"), 108))  # fmt: skip
    BudgetVersion.objects.bulk_create([version for version, _weight in versions])
    for version, weight in versions:
        cells += amounts(made, version, weight)
    BudgetAmount.objects.bulk_create(cells, batch_size=2_000)


def amounts(made: Invented, version: BudgetVersion, weight: int) -> list[BudgetAmount]:
    """By line × year: the main grant six tenths, the second or own funds the rest; carried by the partner."""
    project, cells = version.project, []
    payers, partner = made.payers[project.pk], made.partner.get(project.pk)
    ends = max(made.ends(project), made.starts(project))
    for line, (_code, _title, _category, nature, share) in zip(made.lines[project.pk], LINES, strict=True):
        for year in range(made.starts(project).year, ends.year + 1):
            total = made.round(BASE * share * weight // 10_000 // (1 + project.pk % 3), made.currency)
            sides = [*payers[:2], None][:3]
            for payer, part in zip(sides, total.allocate([60, 25, 15][: len(sides)]), strict=True):
                cells.append(BudgetAmount(version=version, line=line, year=year, grant=payer, amount=part.minor,
                                          value=part.minor, currency=made.currency,
                                          carrier=partner if nature == Nature.OPERATIONAL else None))  # fmt: skip
    return cells
