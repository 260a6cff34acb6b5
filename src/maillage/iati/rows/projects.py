"""An activity's own facts ↔ the columns of the room projects."""

from collections.abc import Iterator
from typing import Any

from maillage.iati.elements import parties, places
from maillage.iati.elements.activity import Activity, Conditions, Dated, Description
from maillage.iati.elements.values import Unheld
from maillage.iati.rows import words
from maillage.iati.rows.settled import examined, percent
from maillage.iati.rows.shares import share, written
from maillage.projects.enums import CodeKind, PlaceKind, ProjectState, Role
from maillage.projects.models import (
    Code,
    Contact,
    OtherIdentifier,
    Participant,
    Place,
    Project,
    ProjectDocument,
    RelatedActivity,
)
from maillage.projects.models import Description as Words

DATES = {"1": "planned_start", "2": "actual_start", "3": "planned_end", "4": "actual_end"}
SAME = ("scope", "collaboration_type", "flow_type", "finance_type", "aid_types", "tied_status", "currency", "humanitarian",
        "budget_not_provided", "linked_data_uri", "hierarchy", "language")  # fmt: skip
CODES = {CodeKind.SECTOR: "sectors", CodeKind.GOAL: "tags", CodeKind.CRISIS: "scopes", CodeKind.MARKER: "markers"}
REGIONS = {PlaceKind.COUNTRY: "countries", PlaceKind.REGION: "regions"}
SITE = ("srs", "position", "exactness", "reach", "location_class", "feature", "ids", "administrative", "descriptions",
        "activity_words")  # fmt: skip
CONTACT = {"organisation_names": "organisations", "department_names": "departments", "person_names": "persons",
           "job_titles": "jobs", "phone": "phones", "email": "emails", "website": "websites", "addresses": "addresses",
           "type": "type"}  # fmt: skip


def fill(project: Project, activity: Activity) -> Project:
    """Put the activity's own facts in the project's columns."""
    project.title, project.titles = words.columns_of(activity.titles, activity.language, activity.identifier)
    project.iati_identifier, project.last_updated_at = activity.identifier, activity.updated_at
    if activity.state not in ProjectState.values:
        raise Unheld("range", path="activity-status/@code", least=1, most=6)
    project.state = activity.state
    for name in SAME:
        setattr(project, name, getattr(activity, name))
    dated = {one.type: one for one in activity.dates}
    for type, name in DATES.items():
        setattr(project, name, dated[type].on if type in dated else None)
    project.date_words = {type: one.words for type, one in dated.items() if one.words}
    project.secondary_reporter = activity.reporting.secondary if activity.reporting else None
    project.capital_spend = percent(activity.capital_spend, "capital-spend/@percentage")
    conditions = activity.conditions
    project.conditions_attached = conditions.attached if conditions else None
    project.conditions = [{"type": one.type, "texts": one.texts} for one in conditions.rows] if conditions else []
    examined(project, "iati-activity")
    return project


def rows(activity: Activity, project: Project) -> Iterator[Any]:
    """The rows beside the project."""
    for rank, one in enumerate(activity.descriptions):
        yield examined(Words(project=project, rank=rank, type=one.type, texts=one.texts), "description")
    if activity.reporting is not None:
        yield participant(activity.reporting, project, 0, Role.REPORTING)
    for rank, party in enumerate(activity.participants, start=1):
        yield participant(party, project, rank, party.role)
    for rank, other in enumerate(activity.other_identifiers):
        owner = other.owner or parties.Owner()
        row = OtherIdentifier(project=project, rank=rank, ref=other.ref, type=other.type, owner_ref=owner.ref,
                              owner_names=owner.names)  # fmt: skip
        yield examined(row, "other-identifier")
    for rank, contact in enumerate(activity.contacts):
        values = {column: getattr(contact, name) for column, name in CONTACT.items()}
        yield examined(Contact(project=project, rank=rank, **values), "contact-info")
    yield from rows_of_places(activity, project)
    yield from rows_of_codes(activity, project)
    for rank, link in enumerate(activity.documents):
        row = ProjectDocument(project=project, rank=rank, url=link.url, format=link.format, titles=link.titles,
                              descriptions=link.descriptions, categories=link.categories, languages=link.languages,
                              dated_on=link.on)  # fmt: skip
        yield examined(row, "document-link")
    for rank, (ref, type) in enumerate(activity.related):
        yield examined(RelatedActivity(project=project, rank=rank, ref=ref, type=type), "related-activity")


def participant(party: parties.Party, project: Project, rank: int, role: str) -> Participant:
    if role not in Role.values:
        raise Unheld("range", path="participating-org/@role", least=1, most=4)
    row = Participant(project=project, rank=rank, role=role, ref=party.ref, type=party.type, activity_id=party.activity,
                      channel=party.channel, names=party.names)  # fmt: skip
    examined(row, "participating-org")
    return row


def rows_of_places(activity: Activity, project: Project) -> Iterator[Place]:
    rank = 0
    for kind, name in REGIONS.items():
        for one in getattr(activity, name):
            share_, said = written(one.percentage, f"recipient-{kind.value}/@percentage")
            row = Place(project=project, rank=rank, kind=kind, code=one.code, vocabulary=one.vocabulary, vocabulary_uri=one.uri,
                        percentage=share_, percentage_written=said, names=one.names)  # fmt: skip
            examined(row, f"recipient-{kind.value}")
            yield row
            rank += 1
    for site in activity.locations:
        latitude, longitude = on_earth(site.position)
        row = Place(project=project, rank=rank, kind=PlaceKind.LOCATION, code=site.ref, names=site.names, latitude=latitude,
                    longitude=longitude, **{name: getattr(site, name) for name in SITE})  # fmt: skip
        examined(row, "location")
        yield row
        rank += 1


def on_earth(position: str) -> tuple[float | None, float | None]:
    """« lat lon » as numbers, when they are somewhere."""
    try:
        latitude, longitude = (float(one) for one in position.split())
    except ValueError:
        return None, None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else (None, None)


def rows_of_codes(activity: Activity, project: Project) -> Iterator[Code]:
    rank = 0
    for kind, name in CODES.items():
        for one in getattr(activity, name):
            share_, said = written(one.percentage, f"{kind.value}/@percentage")
            row = Code(project=project, rank=rank, kind=kind, vocabulary=one.vocabulary, vocabulary_uri=one.uri, code=one.code,
                       percentage=share_, percentage_written=said, significance=one.degree, names=one.names)  # fmt: skip
            examined(row, kind.value)
            yield row
            rank += 1


def activity_of(project: Project, beside: dict[Any, list[Any]]) -> Activity:
    """The activity that a project and the rows beside it tell; money and results are put in by their own rooms."""
    activity = Activity(identifier=project.iati_identifier or "", updated_at=project.last_updated_at, state=project.state,
                        titles=words.told(project.title, project.titles, project.language, project.iati_identifier or ""),
                        capital_spend=project.capital_spend)  # fmt: skip
    for name in SAME:
        setattr(activity, name, getattr(project, name))
    activity.dates = [
        Dated(type, getattr(project, name), project.date_words.get(type, [])) for type, name in DATES.items() if getattr(project, name)
    ]  # fmt: skip
    if project.conditions_attached is not None or project.conditions:
        rows = [Description(one.get("type", ""), one.get("texts", [])) for one in project.conditions]
        activity.conditions = Conditions(project.conditions_attached, rows)
    activity.descriptions = [Description(row.type, row.texts) for row in beside[Words]]
    for row in beside[Participant]:
        party = parties.Party(ref=row.ref, type=row.type, role=row.role, activity=row.activity_id, channel=row.channel,
                              names=row.names)  # fmt: skip
        if row.role == Role.REPORTING:
            party.role, party.secondary = "", project.secondary_reporter
            activity.reporting = activity.reporting or party
        else:
            activity.participants.append(party)
    activity.other_identifiers = [
        parties.OtherIdentifier(row.ref, row.type, owner_of(row)) for row in beside[OtherIdentifier]
    ]
    activity.contacts = [
        parties.Contact(**{name: getattr(row, column) for column, name in CONTACT.items()}) for row in beside[Contact]
    ]
    put_places(activity, beside[Place])
    for row in beside[Code]:
        if row.kind in CODES:
            getattr(activity, CODES[CodeKind(row.kind)]).append(code_of(row))
    activity.related = [[row.ref, row.type] for row in beside[RelatedActivity]]
    return activity


def owner_of(row: OtherIdentifier) -> parties.Owner | None:
    owner = parties.Owner(row.owner_ref, row.owner_names)
    return owner if owner != parties.Owner() else None


def code_of(row: Code | Place) -> places.Coded:
    return places.Coded(row.code, row.vocabulary, row.vocabulary_uri, share(row.percentage, row.percentage_written),
                        getattr(row, "significance", ""), row.names)  # fmt: skip


def put_places(activity: Activity, found: list[Place]) -> None:
    for row in found:
        if row.kind in REGIONS:
            getattr(activity, REGIONS[PlaceKind(row.kind)]).append(code_of(row))
            continue
        site = places.Location(ref=row.code, names=row.names, **{name: getattr(row, name) for name in SITE})
        if not site.position and row.latitude is not None:
            site.srs, site.position = "http://www.opengis.net/def/crs/EPSG/0/4326", f"{row.latitude} {row.longitude}"
        activity.locations.append(site)
