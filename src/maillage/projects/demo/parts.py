"""Who takes part in the invented projects, where they are, which codes they bear, in which words."""

from decimal import Decimal
from typing import Any

from maillage.organisations.models import Organisation
from maillage.projects import shares
from maillage.projects.demo.stories import AWARE, Story
from maillage.projects.enums import CodeKind, Level, PlaceKind, ProjectState, Role
from maillage.projects.models import (
    Code,
    Contact,
    Description,
    OtherIdentifier,
    Participant,
    Place,
    Project,
    Transition,
)

TYPES = {"general": "1", "aims": "2", "people": "3"}
GREETING = "La coordination du programme"


class Parts:
    """Rows of every kind, piled up and written at once."""

    def __init__(self, made: Any) -> None:
        self.made, self.rows = made, {model: [] for model in  # type: ignore[var-annotated]
                                      (Transition, Participant, Place, Code, Description, OtherIdentifier, Contact)}  # fmt: skip

    def write(self) -> None:
        for at, project in enumerate(self.made.projects):
            self.one(project, at)
        for model, rows in self.rows.items():
            model.objects.bulk_create(rows, batch_size=500)  # type: ignore[attr-defined]

    def add(self, model: Any, project: Project, **values: Any) -> None:
        rank = (
            {} if model is Transition else {"rank": sum(1 for row in self.rows[model][-12:] if row.project is project)}
        )
        self.rows[model].append(model(project=project, **rank, **values))

    def one(self, project: Project, at: int) -> None:
        story: Story = self.made.stories.get(id(project), AWARE)
        carrier: Organisation | None = self.made.carriers.get(id(project))
        self.states(project)
        if project.level == Level.LINE:
            return
        self.who(project, carrier, at)
        self.words(project, story, carrier)
        if carrier is not None or project.level == Level.PROJECT:
            self.where(project, carrier)
            self.codes(project, story, at)
        else:
            self.whole(project)

    def states(self, project: Project) -> None:
        S, start = ProjectState, project.actual_start or self.made.today
        self.add(Transition, project, state=S.IDENTIFIED, on=min(project.planned_start, self.made.today))
        if project.actual_start:
            self.add(Transition, project, state=S.RUNNING, on=start)
        if project.state in (S.FINALISING, S.SUSPENDED, S.CANCELLED):
            why = {S.SUSPENDED: "Le partenaire se réorganise : reprise prévue dans six mois.",
                   S.CANCELLED: "Le financement n’a pas été obtenu."}.get(S(project.state), "")  # fmt: skip
            self.add(Transition, project, state=project.state, on=self.made.today, note=why)
        if project.state == S.CLOSED:
            self.add(
                Transition,
                project,
                state=S.CLOSED,
                on=project.actual_end,
                note="Tout est fait, les comptes sont rendus.",
            )

    def who(self, project: Project, carrier: Organisation | None, at: int) -> None:
        ours = {"names": [["fr", self.made.name]], "ref": self.made.network.prefix, "type": "22"}
        self.add(Participant, project, role=Role.REPORTING, **ours)
        self.add(Participant, project, role=Role.ACCOUNTABLE, **ours)
        self.add(Participant, project, role=Role.FUNDING, names=[["fr", self.made.network.funder]], type="10",
                 ref=f"{self.made.network.prefix}-FOURNISSEUR", money_share=Decimal(80))  # fmt: skip
        if self.made.members and project.level == Level.PROJECT:
            member = self.made.members[at % len(self.made.members)]
            if member.pk != (carrier.pk if carrier else None):
                self.add(Participant, project, role=Role.FUNDING, organisation=member, money_share=Decimal(20))
        if carrier is None:
            return
        second = self.neighbour(carrier) if at % 5 == 0 else None
        if second is None:
            self.add(Participant, project, role=Role.IMPLEMENTING, organisation=carrier, work_share=Decimal(100))
            return
        parts = shares.in_equal_parts(2) if at % 2 else [Decimal(65), Decimal(35)]
        self.add(Participant, project, role=Role.IMPLEMENTING, organisation=carrier, work_share=parts[0])
        self.add(Participant, project, role=Role.IMPLEMENTING, organisation=second, work_share=parts[1])

    def neighbour(self, carrier: Organisation) -> Organisation | None:
        """Another partner of the same country, that is not withheld."""
        seats = self.made.seats
        here = seats[carrier.pk].country if carrier.pk in seats else ""
        same = [one for one in self.made.partners if one.pk != carrier.pk and not one.withheld
                and one.pk in seats and seats[one.pk].country == here]  # fmt: skip
        return same[0] if same else None

    def words(self, project: Project, story: Story, carrier: Organisation | None) -> None:
        who = carrier.name if carrier else "Le réseau"
        if project.level in (Level.PROGRAMME, Level.OUTCOME):
            text = "Ce que le réseau et ses partenaires veulent changer pendant ce cycle, pays par pays, avec ce qu’ils ont appris."
            self.add(Description, project, type="1", texts=[["fr", text]])
            return
        self.add(Description, project, type="1", texts=[["fr", story.text.format(who=who)]])
        self.add(Description, project, type="2", texts=[["fr", story.aims]])
        self.add(Description, project, type="3", texts=[["fr", story.people]])

    def where(self, project: Project, carrier: Organisation | None) -> None:
        seat = self.made.seats.get(carrier.pk) if carrier else None
        country = seat.country if seat else self.made.profile.country
        self.add(Place, project, kind=PlaceKind.COUNTRY, code=country, percentage=Decimal(100))
        if seat is not None and seat.latitude is not None:
            self.add(Place, project, kind=PlaceKind.LOCATION, names=[["fr", seat.city]], latitude=seat.latitude,
                     longitude=seat.longitude, position=f"{seat.latitude} {seat.longitude}", exactness="2",
                     srs="http://www.opengis.net/def/crs/EPSG/0/4326")  # fmt: skip

    def whole(self, project: Project) -> None:
        """A programme or an outcome is in the countries of its projects, in equal parts."""
        under = [
            one
            for one in self.made.projects
            if one.parent in (project,) or (one.parent and one.parent.parent == project)
        ]
        seats = self.made.seats
        carriers = [self.made.carriers.get(id(one)) for one in under if not one.withheld]
        codes = sorted({seats[one.pk].country for one in carriers if one and one.pk in seats and not one.withheld})
        codes = codes or [self.made.profile.country]  # what is led at home
        for code, share in zip(codes, shares.in_equal_parts(len(codes)), strict=True):
            self.add(Place, project, kind=PlaceKind.COUNTRY, code=code, percentage=share)
        self.add(Code, project, kind=CodeKind.SECTOR, vocabulary="1", code="15150", percentage=Decimal(100))

    def codes(self, project: Project, story: Story, at: int) -> None:
        profile = self.made.profile
        for code, share in story.sectors:
            self.add(Code, project, kind=CodeKind.SECTOR, vocabulary="1", code=code, percentage=Decimal(share))
        for goal in story.goals:
            self.add(Code, project, kind=CodeKind.GOAL, vocabulary="2", code=goal)
        for marker, significance in (("1", story.gender), ("7", story.climate)):
            if significance != "0":
                self.add(Code, project, kind=CodeKind.MARKER, vocabulary="1", code=marker, significance=significance)
        if profile.themes:
            theme = profile.themes[at % len(profile.themes)]
            self.add(Code, project, kind=CodeKind.THEME, code=theme.code)
            for point in theme.attention_points[:1]:
                self.add(Code, project, kind=CodeKind.ATTENTION, code=f"{theme.code}/{point.code}")
        for axis in (profile.cross_cutting_axes or profile.axes)[:1]:
            self.add(Code, project, kind=CodeKind.AXIS, code=axis.code)
        for framework in profile.frameworks[:1]:
            if framework.headings:
                heading = framework.headings[at % len(framework.headings)]
                self.add(Code, project, kind=CodeKind.HEADING, code=f"{framework.code}/{heading.code}")
        if profile.audiences:
            self.add(Code, project, kind=CodeKind.POPULATION, code=profile.audiences[at % len(profile.audiences)].code)
        if at % 4 == 0:
            self.add(OtherIdentifier, project, ref=f"EX-{at:04}", type="A1", owner_ref=f"{self.made.network.prefix}-FOURNISSEUR",
                     owner_names=[["fr", self.made.network.funder]])  # fmt: skip
            self.add(Contact, project, type="2", organisation_names=[["fr", self.made.name]],
                     department_names=[["fr", GREETING]], email=[profile.contact.email])  # fmt: skip
