"""Who: organisations that report and take part, identifiers, contacts."""

from dataclasses import dataclass, field

from maillage.iati.elements.binding import Attr, Each, Form, Said, SaidEach, Sub, Words
from maillage.iati.elements.narratives import Narratives
from maillage.iati.elements.values import flag


@dataclass(slots=True)
class Party:
    """`reporting-org`, `participating-org`, and the sides of a payment."""

    ref: str = ""
    type: str = ""
    role: str = ""
    activity: str = ""
    channel: str = ""
    secondary: bool | None = None
    names: Narratives = field(default_factory=list)


@dataclass(slots=True)
class Owner:
    ref: str = ""
    names: Narratives = field(default_factory=list)


@dataclass(slots=True)
class OtherIdentifier:
    ref: str = ""
    type: str = ""
    owner: Owner | None = None


@dataclass(slots=True)
class Contact:
    type: str = ""
    organisations: Narratives = field(default_factory=list)
    departments: Narratives = field(default_factory=list)
    persons: Narratives = field(default_factory=list)
    jobs: Narratives = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    websites: list[str] = field(default_factory=list)
    addresses: list[Narratives] = field(default_factory=list)


REPORTING = Form(
    Party, Attr("ref", "ref"), Attr("type", "type"), Attr("secondary", "secondary-reporter", flag), Words()
)
PARTICIPATING = Form(
    Party, Attr("ref", "ref"), Attr("role", "role"), Attr("type", "type"), Attr("activity", "activity-id"),
    Attr("channel", "crs-channel-code"), Words(),
)  # fmt: skip
PROVIDER = Form(Party, Attr("ref", "ref"), Attr("activity", "provider-activity-id"), Attr("type", "type"), Words())
RECEIVER = Form(Party, Attr("ref", "ref"), Attr("activity", "receiver-activity-id"), Attr("type", "type"), Words())
OTHER_IDENTIFIER = Form(
    OtherIdentifier, Attr("ref", "ref"), Attr("type", "type"), Sub("owner", "owner-org", Form(Owner, Attr("ref", "ref"), Words()))
)  # fmt: skip
CONTACT = Form(
    Contact, Attr("type", "type"), Said("organisations", "organisation"), Said("departments", "department"),
    Said("persons", "person-name"), Said("jobs", "job-title"), Each("phones", "telephone"), Each("emails", "email"),
    Each("websites", "website"), SaidEach("addresses", "mailing-address"),
)  # fmt: skip
