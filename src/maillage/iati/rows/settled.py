"""What of an activity the columns can hold: the rest is counted, what they must refuse is refused with a word."""

from decimal import Decimal
from typing import Any

from django.db import models

from maillage.iati.elements.activity import Activity, Dated
from maillage.iati.elements.documents import Document
from maillage.iati.elements.money import Transaction
from maillage.iati.elements.narratives import Lost
from maillage.iati.elements.parties import Owner, Party
from maillage.iati.elements.values import Unheld

TYPES = ("1", "2", "3", "4")
LONGEST_LANGUAGE = 5
PLACES = Decimal(1).scaleb(-9)
LARGEST = {models.PositiveSmallIntegerField: 32_767, models.PositiveIntegerField: 2_147_483_647,
           models.BigIntegerField: 9_223_372_036_854_775_807}  # fmt: skip


def settle(activity: Activity, lost: Lost) -> Activity:
    """The activity as the house will give it back. Raises Unheld for what no column can hold."""
    if not activity.identifier:
        raise Unheld("no_identifier")
    if len(activity.language) > LONGEST_LANGUAGE:
        lost["iati-activity/@xml:lang"] += 1
        activity.language = ""
    activity.dates = one_of_each(activity.dates, lost)
    if activity.capital_spend is not None and activity.capital_spend != activity.capital_spend.quantize(PLACES):
        lost["iati-activity/capital-spend/@percentage"] += 1
        activity.capital_spend = activity.capital_spend.quantize(PLACES)
    for one in (*activity.transactions, *activity.planned):
        for side in ("provider", "receiver"):
            if getattr(one, side) == Party():
                lost[
                    f"iati-activity/{'transaction' if isinstance(one, Transaction) else 'planned-disbursement'}/{side}-org"
                ] += 1
                setattr(one, side, None)
    for other in activity.other_identifiers:
        if other.owner == Owner():
            lost["iati-activity/other-identifier/owner-org"] += 1
            other.owner = None
    activity.documents = with_address(activity.documents, lost, "iati-activity/document-link")
    for result in activity.results:
        path = "iati-activity/result"
        result.documents = with_address(result.documents, lost, f"{path}/document-link")
        for indicator in result.indicators:
            under = f"{path}/indicator"
            indicator.documents = with_address(indicator.documents, lost, f"{under}/document-link")
            periods = [one for period in indicator.periods for one in (*period.targets, *period.actuals)]
            for value in (*indicator.baselines, *periods):
                value.documents = with_address(value.documents, lost, f"{under}/…/document-link")
    return activity


def one_of_each(dates: list[Dated], lost: Lost) -> list[Dated]:
    """One date of each type, in their order."""
    found: dict[str, Dated] = {}
    for one in dates:
        if one.type not in TYPES or one.on is None or one.type in found:
            lost["iati-activity/activity-date"] += 1
        else:
            found[one.type] = one
    return [found[type] for type in TYPES if type in found]


def with_address(documents: list[Document], lost: Lost, path: str) -> list[Document]:
    kept = [one for one in documents if one.url]
    if len(kept) < len(documents):
        lost[path] += len(documents) - len(kept)
    return kept


def examined(row: models.Model, path: str) -> models.Model:
    """A row whose columns can hold it. Raises Unheld: the database would refuse the whole batch."""
    for field, name, most in limits(type(row)):
        value = getattr(row, name)
        if value is None or value == "":
            continue
        if isinstance(value, str) and len(value) > most:
            raise Unheld("too_long", path=f"{path}: {value[:60]}", most=most)
        if not isinstance(value, str) and abs(value) > most:
            raise Unheld("range", path=f"{path}: {field.name}", least=0, most=most)
        if not isinstance(value, str) and value < 0 and not isinstance(field, models.BigIntegerField):
            raise Unheld("range", path=f"{path}: {field.name}", least=0, most=most)
    return row


_limits: dict[type[models.Model], list[tuple[Any, str, int]]] = {}


def limits(model: type[models.Model]) -> list[tuple[Any, str, int]]:
    """(field, name, most) of the columns that have a limit: signs of a text, value of a number."""
    if model not in _limits:
        found = []
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField) and field.max_length:
                found.append((field, field.attname, field.max_length))
            elif type(field) in LARGEST:
                found.append((field, field.attname, LARGEST[type(field)]))
        _limits[model] = found
    return _limits[model]


def percent(value: Decimal | None, path: str) -> Decimal | None:
    """A percentage that its column can hold."""
    if value is None:
        return None
    if not 0 <= value <= 100:
        raise Unheld("range", path=path, least=0, most=100)
    return value.quantize(PLACES)
