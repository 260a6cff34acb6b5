"""An activity, whole: its attributes and its elements in the order of the standard."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from maillage.core.later import later
from maillage.iati.elements import money, parties, places
from maillage.iati.elements import results as chain
from maillage.iati.elements.binding import Attr, Form, Only, Rows, Said, Sub, Words
from maillage.iati.elements.documents import DOCUMENT, Document
from maillage.iati.elements.narratives import LANG, Lost, Narratives
from maillage.iati.elements.values import day, decimal, flag, lower, moment, whole

etree = later("lxml.etree")


@dataclass(slots=True)
class Description:
    type: str = ""
    texts: Narratives = field(default_factory=list)


@dataclass(slots=True)
class Dated:
    type: str = ""
    on: date | None = None
    words: Narratives = field(default_factory=list)


@dataclass(slots=True)
class Conditions:
    attached: bool | None = None
    rows: list[Description] = field(default_factory=list)


@dataclass(slots=True)
class Activity:
    """`iati-activity`; the names of fields are those of the projects' columns where there are some."""

    identifier: str = ""
    language: str = ""
    currency: str = ""
    updated_at: datetime | None = None
    linked_data_uri: str = ""
    hierarchy: int | None = None
    humanitarian: bool | None = None
    budget_not_provided: str = ""
    reporting: parties.Party | None = None
    titles: Narratives = field(default_factory=list)
    descriptions: list[Description] = field(default_factory=list)
    participants: list[parties.Party] = field(default_factory=list)
    other_identifiers: list[parties.OtherIdentifier] = field(default_factory=list)
    state: str = ""
    dates: list[Dated] = field(default_factory=list)
    contacts: list[parties.Contact] = field(default_factory=list)
    scope: str = ""
    countries: list[places.Coded] = field(default_factory=list)
    regions: list[places.Coded] = field(default_factory=list)
    locations: list[places.Location] = field(default_factory=list)
    sectors: list[places.Coded] = field(default_factory=list)
    tags: list[places.Coded] = field(default_factory=list)
    scopes: list[places.Coded] = field(default_factory=list)
    markers: list[places.Coded] = field(default_factory=list)
    collaboration_type: str = ""
    flow_type: str = ""
    finance_type: str = ""
    aid_types: list[list[str]] = field(default_factory=list)
    tied_status: str = ""
    budgets: list[money.Budget] = field(default_factory=list)
    planned: list[money.Planned] = field(default_factory=list)
    capital_spend: Decimal | None = None
    transactions: list[money.Transaction] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    related: list[list[str]] = field(default_factory=list)
    conditions: Conditions | None = None
    results: list[chain.Result] = field(default_factory=list)


DESCRIPTION = Form(Description, Attr("type", "type"), Words("texts"))
DATED = Form(Dated, Attr("on", "iso-date", day), Attr("type", "type"), Words("words"))
CONDITIONS = Form(Conditions, Attr("attached", "attached", flag), Sub("rows", "condition", DESCRIPTION, many=True))
ACTIVITY = Form(
    Activity, Attr("language", LANG, lower), Attr("currency", "default-currency"),
    Attr("updated_at", "last-updated-datetime", moment), Attr("linked_data_uri", "linked-data-uri"),
    Attr("hierarchy", "hierarchy", whole), Attr("humanitarian", "humanitarian", flag),
    Attr("budget_not_provided", "budget-not-provided"),
    Only("identifier", "iati-identifier"), Sub("reporting", "reporting-org", parties.REPORTING), Said("titles", "title"),
    Sub("descriptions", "description", DESCRIPTION, many=True),
    Sub("participants", "participating-org", parties.PARTICIPATING, many=True),
    Sub("other_identifiers", "other-identifier", parties.OTHER_IDENTIFIER, many=True), Only("state", "activity-status", "code"),
    Sub("dates", "activity-date", DATED, many=True), Sub("contacts", "contact-info", parties.CONTACT, many=True),
    Only("scope", "activity-scope", "code"), Sub("countries", "recipient-country", places.COUNTRY, many=True),
    Sub("regions", "recipient-region", places.REGION, many=True), Sub("locations", "location", places.LOCATION, many=True),
    Sub("sectors", "sector", places.SECTOR, many=True), Sub("tags", "tag", places.TAG, many=True),
    Sub("scopes", "humanitarian-scope", places.SCOPE, many=True), Sub("markers", "policy-marker", places.MARKER, many=True),
    Only("collaboration_type", "collaboration-type", "code"), Only("flow_type", "default-flow-type", "code"),
    Only("finance_type", "default-finance-type", "code"), Rows("aid_types", "default-aid-type", ("vocabulary", "code")),
    Only("tied_status", "default-tied-status", "code"), Sub("budgets", "budget", money.BUDGET, many=True),
    Sub("planned", "planned-disbursement", money.PLANNED, many=True),
    Only("capital_spend", "capital-spend", "percentage", decimal),
    Sub("transactions", "transaction", money.TRANSACTION, many=True), Sub("documents", "document-link", DOCUMENT, many=True),
    Rows("related", "related-activity", ("ref", "type")), Sub("conditions", "conditions", CONDITIONS),
    Sub("results", "result", chain.RESULT, many=True),
)  # fmt: skip


def read(element: Any) -> tuple[Activity, Lost]:
    """An activity, and what of it is not held, by path."""
    lost: Lost = Counter()
    return ACTIVITY.read(element, lost, "iati-activity"), lost


def write(activity: Activity) -> Any:
    element = etree.Element("iati-activity")
    ACTIVITY.put(activity, element)
    return element
