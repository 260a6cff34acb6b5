"""What the journal kept, as people read it: words, never the number of a row."""

import pytest

from maillage.audit import journal
from maillage.audit.models import Entry
from maillage.bodies.models import Body
from maillage.desk import timeline
from tests import networks
from tests.factories import activities as events
from tests.factories import advocacy, organisations

pytestmark = pytest.mark.django_db


def told(verb, thing, changes):
    journal.record(verb, thing, by=None, changes=changes)
    return {label: after for label, _before, after in timeline.lines(Entry.objects.order_by("-pk")[0])}


def test_rows_are_not_said_by_their_number():
    networks.install("csi")
    session = events.activity().sessions.first()
    said = told("enrolment.arrived", session, {"place": [None, 4518], "session": [None, 397], "came": [None, 3]})
    assert said == {"Arrivées notées": "3"}


def test_a_breakdown_is_said_in_words():
    networks.install("csi")
    session = events.activity().sessions.first()
    lines = ["F 12-17 (sex × age) : 2", "? 12-17 (sex × age) : 1", "autre chose"]
    said = told("attendance.recorded", session, {"breakdown": [[], lines], "origin": [None, "link"]})
    assert "Femmes et filles × 12 à 17 ans" in said["Répartition"]
    assert "inconnu × 12 à 17 ans" in said["Répartition"]
    assert "autre chose" in said["Répartition"]
    assert said["Dit par"] == "Le lien pour compter"


def test_who_signed_a_position_is_named_while_anyone_may_see_them():
    networks.install("csi")
    seen, hidden = (
        organisations.organisation(name="Les Ponts"),
        organisations.organisation(name="Refuge", withheld=True),
    )
    position = advocacy.position()
    assert told("position.signed", position, {"signataire": [None, seen.pk]}) == {"Signataire": "Les Ponts"}
    assert told("position.signed", position, {"signataire": [None, hidden.pk]}) == {"Signataire": "une organisation"}
    assert told("position.signed", position, {"signataire": [None, "Ada Lovel"]}) == {"Signataire": "Ada Lovel"}


def test_a_mandate_is_said_by_its_office_and_why_it_ended():
    networks.install("csi")
    body = Body.objects.board()
    assert told("mandate.started", body, {"mandate": [None, 23], "office": [None, "member"]}) == {"Fonction": "Membre"}
    assert told("mandate.ended", body, {"end_reason": ["", "term"]}) == {"Pourquoi": "Fin du mandat"}
