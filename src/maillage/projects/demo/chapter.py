"""The chapter: a programme of the network's cycle, its outcomes, projects and lines; one withheld, each state there."""

import random
from datetime import date, timedelta
from typing import Any

from django.db.models import Max

from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.audit import journal
from maillage.core.territories import country_name
from maillage.core.text import fold
from maillage.organisations.actions.withholding import release
from maillage.organisations.models import Organisation
from maillage.organisations.models import Place as Seat
from maillage.projects.demo import around
from maillage.projects.demo.parts import Parts
from maillage.projects.demo.stories import AWARE, BY_KIND, NETWORKS, WATER, Network, Story
from maillage.projects.enums import Level, ProjectState
from maillage.projects.models import Project
from maillage.search import outbox as search

S = ProjectState


class Invented:
    """What the parts of the chapter share."""

    def __init__(self, context: Any) -> None:
        self.profile, self.today = context.profile, context.today
        self.network: Network = NETWORKS.get(context.profile.code, NETWORKS["csi"])
        self.chance = random.Random(f"projects {context.profile.code}")  # noqa: S311 (an invention, always the same)
        years = self.network.years
        # The cycle holds today, in its last year where it is a long one: there is something to look back upon.
        self.start = date(self.today.year - years + 1, 1, 1)
        self.end = date(self.today.year, 12, 31) if years > 3 else date(self.today.year + 1, 12, 31)
        self.name = context.profile.names.name.text("fr")
        self.staff = [
            user for user in User.objects.filter(is_active=True).order_by("pk") if user.can(Permission.PROJECTS_EDIT)
        ]
        found = Organisation.objects.filter(pk__in=[one.pk for one in context.made.get("partners", ()) if one.pk])
        self.partners = list(found.order_by("pk")) or list(Organisation.objects.order_by("-pk")[:10])
        agree(self.partners)
        self.seats = {seat.organisation_id: seat for seat in Seat.objects.filter(organisation__in=self.partners)}
        made = [one.pk for one in context.made.get("organisations", ()) if one.pk]
        self.members = list(Organisation.objects.public().alive().filter(pk__in=made).order_by("pk"))
        self.projects: list[Project] = []
        self.stories: dict[int, Story] = {}
        self.carriers: dict[int, Organisation | None] = {}

    def node(
        self, title: str, level: Level, parent: Project | None, start: date, end: date, state: S, **values: Any
    ) -> Project:
        """A node as the verbs leave it, without its number: all are written at once."""
        begun = state not in (S.IDENTIFIED, S.CANCELLED)
        row = Project(
            title=title, sort_title=fold(title)[:500], level=level, parent=parent, planned_start=start, planned_end=end,
            state=state, is_public=state != S.IDENTIFIED, language="fr", currency=self.profile.currency,
            actual_start=start + timedelta(days=self.chance.randint(0, 20)) if begun else None,
            actual_end=min(end, self.today) if state == S.CLOSED else None,
            keeper=self.chance.choice(self.staff) if self.staff else None,
            scope="4", collaboration_type="3", flow_type="30", finance_type="110", tied_status="5",
            aid_types=[["1", "B01"]], **values,
        )  # fmt: skip
        self.projects.append(row)
        return row


def agree(partners: list[Organisation]) -> None:
    """Where every partner abroad is withheld by rule, some agreed in writing to be named: the portfolio shows them."""
    if sum(one.withheld for one in partners) < len(partners) // 2:
        return
    for at, one in enumerate(partners[:32]):
        if one.withheld and at % 4 != 3 and one is not partners[-1]:
            release(organisation=one, reason="A donné par écrit son accord pour être nommée.", by=None)
            one.withheld = False


def write(context: Any) -> None:
    if Project.objects.exists():
        return
    made = Invented(context)
    programme(made)
    earlier(made)
    parts = Parts(made)
    parts.write()
    around.write(made)
    first = made.projects[0]
    journal.record("project.demo", first, by=None, changes={"projects": [0, len(made.projects)]})
    search.queue("projects.project", [row.pk for row in made.projects])
    context.made["projects"] = made.projects
    context.say(f"{len(made.projects)} projets inventés, dont {len([p for p in made.projects if p.withheld])} retenu.")


def saved(made: Invented, rows: list[Project]) -> list[Project]:
    """Number and write: children need their parents' numbers."""
    base = (Project.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    for at, row in enumerate(rows):
        row.pk = None
        row.reference = f"P{base + at:03}"
    return Project.objects.bulk_create(rows)


def programme(made: Invented) -> None:
    network, cycle = made.network, f"{made.start.year}-{made.end.year}"
    top = made.node(f"{network.programme} ({made.start.year}–{made.end.year})", Level.PROGRAMME, None, made.start, made.end,
                    S.RUNNING, iati_identifier=f"{network.prefix}-PROG{cycle}", publishes_iati=True, hierarchy=1,
                    titles=[["en", f"{network.english} ({made.start.year}–{made.end.year})"]])  # fmt: skip
    saved(made, [top])
    outcomes = [
        made.node(title, Level.OUTCOME, top, made.start, made.end, S.RUNNING, hierarchy=2, publishes_iati=True,
                  iati_identifier=f"{network.prefix}-PROG{cycle}-OS{number}")
        for number, (title, _countries) in enumerate(network.outcomes, 1)
    ]  # fmt: skip
    saved(made, outcomes)
    projects = []
    abroad = [one for one in made.partners if one.pk in made.seats and not one.withheld] or made.partners
    hidden = [one for one in made.partners if one.withheld and one.pk in made.seats]
    spread = abroad[:: max(1, len(abroad) // max(1, network.projects))][: network.projects - network.at_home]
    for at, partner in enumerate(spread):
        country = made.seats[partner.pk].country if partner.pk in made.seats else made.profile.country
        projects.append(under(made, outcome_of(network, outcomes, country), partner, country, at))
    for at in range(network.at_home):
        projects.append(at_home(made, outcomes[-1], at))
    for partner in hidden[:1]:  # carried by someone who is withheld: nobody else sees it
        country = made.seats[partner.pk].country
        projects.append(under(made, outcome_of(network, outcomes, country), partner, country, len(projects)))
    if projects:
        projects[min(3, len(projects) - 1)].withheld = True
        projects[
            min(3, len(projects) - 1)
        ].withheld_reason = "Des personnes y sont menacées : ne rien publier, même le pays."
    saved(made, projects)
    saved(made, lines(made, projects[:4]))


def outcome_of(network: Network, outcomes: list[Project], country: str) -> Project:
    for outcome, (_title, countries) in zip(outcomes, network.outcomes, strict=True):
        if country in countries:
            return outcome
    return outcomes[0]


STATES = (S.RUNNING, S.RUNNING, S.RUNNING, S.FINALISING, S.RUNNING, S.CLOSED, S.RUNNING, S.IDENTIFIED, S.RUNNING, S.SUSPENDED,
          S.RUNNING, S.CANCELLED)  # fmt: skip


def under(made: Invented, outcome: Project, partner: Organisation, country: str, at: int) -> Project:
    choices = BY_KIND.get(partner.kind, (WATER, AWARE))
    story = choices[at % len(choices)]
    state = STATES[at % len(STATES)]
    start = made.start + timedelta(days=30 * (at % 14))
    end = min(made.end, start + timedelta(days=made.chance.choice((540, 720, 1080))))
    if state == S.CLOSED:
        end = min(end, made.today - timedelta(days=60))
    elif state == S.IDENTIFIED:
        start, end = made.today + timedelta(days=90), made.today + timedelta(days=800)
    elif state in (S.RUNNING, S.FINALISING) and end < made.today:
        end = made.today + timedelta(days=40 + 20 * (at % 12))
    place = country_name(country, "fr")
    row = made.node(f"{story.title} – {place}", Level.PROJECT, outcome, start, end, state,
                    titles=[["en", f"{story.english} – {country_name(country, 'en')}"]] if at % 2 == 0 else [])  # fmt: skip
    made.stories[id(row)], made.carriers[id(row)] = story, partner
    return row


def at_home(made: Invented, outcome: Project, at: int) -> Project:
    end = made.end if at == 0 else made.today + timedelta(days=200)
    title = AWARE.title if at == 0 else "Des groupes locaux qui accueillent et interpellent"
    row = made.node(title, Level.PROJECT, outcome, made.start, end, S.RUNNING)
    made.stories[id(row)], made.carriers[id(row)] = AWARE, made.members[at] if len(made.members) > at else None
    return row


def lines(made: Invented, projects: list[Project]) -> list[Project]:
    """The lines of activity of the first projects."""
    found = []
    for project in projects:
        for title in ("Former", "Construire et équiper", "Porter la voix")[: made.chance.randint(2, 3)]:
            found.append(
                made.node(title, Level.LINE, project, project.planned_start, project.planned_end, S(project.state))
            )
            found[-1].is_public = project.is_public
    return found


def earlier(made: Invented) -> None:
    """What was done before the cycle and is over, and what is prepared for the next one."""
    years, network = made.network.years, made.network
    start, end = date(made.start.year - years, 1, 1), date(made.start.year - 1, 12, 31)
    past = made.node(f"{network.programme} ({start.year}–{end.year})", Level.PROGRAMME, None, start, end, S.CLOSED, hierarchy=1,
                     iati_identifier=f"{network.prefix}-PROG{start.year}-{end.year}", publishes_iati=True)  # fmt: skip
    coming = made.node(f"{network.programme} : la suite", Level.PROGRAMME, None, made.end + timedelta(days=1),
                       made.end.replace(year=made.end.year + years), S.IDENTIFIED)  # fmt: skip
    saved(made, [past, coming])
    rows = []
    for partner in made.partners[1:3]:
        country = made.seats[partner.pk].country if partner.pk in made.seats else made.profile.country
        story = BY_KIND.get(partner.kind, (WATER,))[0]
        row = made.node(f"{story.title} – {country_name(country, 'fr')} ({start.year}–{end.year})", Level.PROJECT, past,
                        start, end, S.CLOSED)  # fmt: skip
        row.actual_end = end
        made.stories[id(row)], made.carriers[id(row)] = story, partner
        rows.append(row)
    saved(made, rows)
