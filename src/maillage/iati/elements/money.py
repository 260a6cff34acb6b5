"""Money: budgets, payments foreseen, transactions."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from maillage.iati.elements.binding import Attr, Body, Form, Only, Rows, Said, Sub
from maillage.iati.elements.narratives import Narratives
from maillage.iati.elements.parties import PROVIDER, RECEIVER, Party
from maillage.iati.elements.places import COUNTRY, REGION, SECTOR, Coded
from maillage.iati.elements.values import day, decimal, flag


@dataclass(slots=True)
class Amount:
    number: Decimal | None = None
    currency: str = ""
    on: date | None = None


@dataclass(slots=True)
class Budget:
    type: str = ""
    status: str = ""
    start: date | None = None
    end: date | None = None
    value: Amount | None = None


@dataclass(slots=True)
class Planned:
    type: str = ""
    start: date | None = None
    end: date | None = None
    value: Amount | None = None
    provider: Party | None = None
    receiver: Party | None = None


@dataclass(slots=True)
class Transaction:
    ref: str = ""
    humanitarian: bool | None = None
    type: str = ""
    on: date | None = None
    value: Amount | None = None
    descriptions: Narratives = field(default_factory=list)
    provider: Party | None = None
    receiver: Party | None = None
    channel: str = ""
    sectors: list[Coded] = field(default_factory=list)
    country: Coded | None = None
    region: Coded | None = None
    flow_type: str = ""
    finance_type: str = ""
    aid_types: list[list[str]] = field(default_factory=list)
    tied_status: str = ""


VALUE = Form(Amount, Attr("currency", "currency"), Attr("on", "value-date", day), Body("number", decimal))
BUDGET = Form(
    Budget, Attr("type", "type"), Attr("status", "status"), Only("start", "period-start", "iso-date", day),
    Only("end", "period-end", "iso-date", day), Sub("value", "value", VALUE),
)  # fmt: skip
PLANNED = Form(
    Planned, Attr("type", "type"), Only("start", "period-start", "iso-date", day), Only("end", "period-end", "iso-date", day),
    Sub("value", "value", VALUE), Sub("provider", "provider-org", PROVIDER), Sub("receiver", "receiver-org", RECEIVER),
)  # fmt: skip
TRANSACTION = Form(
    Transaction, Attr("ref", "ref"), Attr("humanitarian", "humanitarian", flag), Only("type", "transaction-type", "code"),
    Only("on", "transaction-date", "iso-date", day), Sub("value", "value", VALUE), Said("descriptions", "description"),
    Sub("provider", "provider-org", PROVIDER), Sub("receiver", "receiver-org", RECEIVER),
    Only("channel", "disbursement-channel", "code"), Sub("sectors", "sector", SECTOR, many=True),
    Sub("country", "recipient-country", COUNTRY), Sub("region", "recipient-region", REGION),
    Only("flow_type", "flow-type", "code"), Only("finance_type", "finance-type", "code"),
    Rows("aid_types", "aid-type", ("vocabulary", "code")), Only("tied_status", "tied-status", "code"),
)  # fmt: skip
