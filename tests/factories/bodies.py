"""Bodies and mandates for a test, by the verbs themselves."""

from datetime import date
from itertools import count
from typing import Any

from maillage.bodies import actions
from maillage.bodies.models import Body, Mandate, SeatGroup
from tests.factories import members as make

_numbers = count(1)
START = date(2025, 6, 15)


def board(*groups: dict[str, Any]) -> Body:
    """The board, with these groups of seats: {"category": "oci", "seats": 2}…"""
    body = Body.objects.board()
    for values in groups:
        group(body, **values)
    return body


def group(body: Body, category: str = "", seats: int = 2, **values: Any) -> SeatGroup:
    values.setdefault("college", category or f"groupe{next(_numbers)}")
    values.setdefault("label", values["college"].capitalize())
    return actions.bodies.write_group(body=body, values={"category": category, "seats": seats, **values}, by=None)


def committee(name: str = "", **values: Any) -> Body:
    return actions.bodies.create_body(values={"name": name or f"Comité {next(_numbers)}", **values}, by=None)


def mandate(body: Body, person: Any = None, start: date = START, **values: Any) -> Mandate:
    return actions.mandates.begin(body=body, person=person or make.person(), start=start, by=None, **values)
