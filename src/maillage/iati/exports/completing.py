"""What the standard asks of our own activities and the rooms know without writing it: who reports, who carries, ties."""

from collections.abc import Iterable

from maillage.core.narratives import Narratives
from maillage.iati.elements.activity import Activity, Dated, Description
from maillage.iati.elements.parties import OtherIdentifier, Party
from maillage.iati.exports.facts import Facts
from maillage.iati.exports.identifiers import identifiers_of
from maillage.iati.models import Publisher
from maillage.projects.enums import Role
from maillage.projects.models import Participant, Project

ACCOUNTABLE, PARENT, CHILD, REPLACED = "2", "1", "2", "B1"


class Completing:
    """What is known once for a whole file."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.ids = list(ids)
        self.publisher = Publisher.objects.first()
        parts = Participant.objects.filter(project__in=self.ids).exclude(organisation=None)
        self.identifiers = identifiers_of(parts.order_by().values_list("organisation", flat=True).distinct())
        self.facts = Facts(self.ids)
        ties = Project.objects.filter(pk__in=self.ids, parent__in=self.ids).values_list(
            "iati_identifier", "parent__iati_identifier"
        )
        self.above = dict(ties)
        self.below: dict[str, list[str]] = {}
        for child, parent in ties:
            self.below.setdefault(parent, []).append(child)

    def complete(self, project: Project, activity: Activity, participants: list[Participant]) -> Activity:
        """The activity with what it lacks. One that came from a file says who reports: it is left as it came."""
        self.tie(activity)
        if activity.reporting is not None:
            self.facts.put(activity, project.pk)
            return activity
        activity.participants = [self.party(row) for row in participants if row.role != Role.REPORTING]
        if self.publisher is not None:
            self.sign(activity, self.publisher)
        self.facts.put(activity, project.pk)
        activity.updated_at = project.updated_at.replace(microsecond=0)
        if not activity.descriptions:
            activity.descriptions = [Description("", list(activity.titles))]
        return activity

    def sign(self, activity: Activity, publisher: Publisher) -> None:
        activity.reporting = self.reporter(publisher)
        activity.language = activity.language or publisher.language
        activity.currency = activity.currency or publisher.currency
        known = {(one.ref, one.type) for one in activity.other_identifiers}
        activity.other_identifiers += [
            OtherIdentifier(ref, REPLACED) for ref in publisher.old_refs if (ref, REPLACED) not in known
        ]
        if not activity.participants:
            activity.participants = [Party(publisher.ref, publisher.type, ACCOUNTABLE, names=publisher.names)]
        if not activity.dates and activity.updated_at:
            activity.dates = [Dated("1", activity.updated_at.date())]

    @staticmethod
    def reporter(publisher: Publisher) -> Party:
        return Party(publisher.ref, publisher.type, names=publisher.names)

    def party(self, row: Participant) -> Party:
        organisation = row.organisation
        names: Narratives = row.names or ([["", organisation.name]] if organisation else [])
        kind = organisation.kind if organisation and organisation.kind.isdigit() else ""
        ref = row.ref or (self.identifiers.get(organisation.pk, "") if organisation else "")
        return Party(ref, row.type or kind, row.role, row.activity_id, row.channel, names=names)

    def tie(self, activity: Activity) -> None:
        """The tree of projects, where the activity does not say it itself."""
        said = {ref for ref, _type in activity.related}
        parent = self.above.get(activity.identifier)
        if parent and parent not in said:
            activity.related.append([parent, PARENT])
        activity.related += [[one, CHILD] for one in self.below.get(activity.identifier, []) if one not in said]
