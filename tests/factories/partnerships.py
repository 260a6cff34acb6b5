"""Partnerships for tests: plain functions, by the verbs."""

import itertools
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localdate

from maillage.organisations.models import Organisation, Person
from maillage.partnerships import actions
from maillage.partnerships.models import Agreement, Assessment, DuePiece, PartnerNetwork, Partnership
from tests.factories import organisations as factory

PDF = b"%PDF-1.7\n%texte"
_numbers = itertools.count(1)


def day(days: int) -> date:
    return localdate() + timedelta(days=days)


def partner(name: str = "", *, country: str = "SN", **values: Any) -> Organisation:
    return factory.organisation(name or f"Partenaire {next(_numbers)}", country=country, countries=(country,), **values)


def partnership(organisation: Organisation | None = None, *, contact: bool = False, **values: Any) -> Partnership:
    """Alive since two years, public."""
    given = {
        "organisation": organisation or partner(), "state": "active", "since": day(-700), "country": "SN",
        "partner_type": "syndicat", "is_public": True, **values,
    }  # fmt: skip
    row = actions.begin(values=given, by=None)
    if contact:
        person(row)
    return row


def person(row: Partnership, email: str = "", **values: Any) -> Person:
    found = factory.person(email=email or f"contact{next(_numbers)}@partenaire.example", **values)
    actions.add_contact(partnership=row, person=found, role="coordination", gets_letters=True, by=None)
    return found


def agreement(row: Partnership | None = None, *, text: bool = True, **values: Any) -> Agreement:
    """Being prepared, with its text and a commitment of each side."""
    given = {
        "title": "Convention", "starts_on": day(-300), "ends_on": day(400), "upload": PDF if text else None,
        "commitments": [{"party": "network", "text": "Verser à temps", "due_on": day(-10)},
                        {"party": "partner", "text": "Tenir des comptes"}],
        **values,
    }  # fmt: skip
    return actions.prepare(partnership=row or partnership(), values=given, by=None)


def signed(row: Agreement) -> Agreement:
    for party in ("network", "partner"):
        actions.sign(agreement=row, party=party, name=f"Qui signe {party}", on=day(-200), by=None)
    row.refresh_from_db()
    return row


def assessment(row: Partnership | None = None, year: int | None = None) -> Assessment:
    """Asked of the partner."""
    row = row or partnership(contact=True)
    return actions.ask(partnership=row, year=year or localdate().year, by=None)


def answers(row: Assessment, score: int = 4, **more: Any) -> actions.Answers:
    scores = {one.pk: (score, "") for one in row.question_set.questions.all()}
    return actions.Answers(scores=scores, name="Awa Diop", **more)


def piece(row: Partnership | None = None, kind: str = "statutes") -> DuePiece:
    return (row or partnership()).pieces.get(kind=kind)


def network(*organisations: Organisation, **values: Any) -> PartnerNetwork:
    given = {"name": f"Réseau {next(_numbers)}", "kind": "continental", "continent": "africa", "is_public": True,
             "seats": [{"organisation": one} for one in organisations], **values}  # fmt: skip
    return actions.create_network(values=given, by=None)
