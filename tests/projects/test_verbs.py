"""The verbs of projects: what they write, what they refuse."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from maillage.audit.models import Entry
from maillage.projects import actions, shares, signals
from maillage.projects.enums import Level, ProjectState
from maillage.projects.models import Participant, Project
from tests import cast
from tests.factories import organisations as directory
from tests.factories import projects as make

pytestmark = pytest.mark.django_db


def refused(code, verb, **values):
    with pytest.raises(ValidationError) as caught:
        verb(by=None, **values)
    assert caught.value.code == code
    assert "%" not in str(caught.value.messages[0]).replace(" %", "")


def test_a_project_is_prepared_with_its_parts_and_told_in_the_journal():
    house = directory.organisation("Syndicat de Thiès")
    row = make.project("Eau", participants=[{"role": "4", "organisation_id": house.pk, "work_share": Decimal(60)}],
                       places=[{"kind": "country", "code": "SN", "percentage": Decimal(100)}],
                       codes=[{"kind": "sector", "vocabulary": "1", "code": "14030", "percentage": Decimal(100)}],
                       descriptions=[{"type": "1", "texts": [["fr", "De l’eau"], ["en", "Water"], ["es", " "]]}])  # fmt: skip
    assert row.participants.get().organisation == house
    assert row.descriptions.get().texts == [["fr", "De l’eau"], ["en", "Water"]]
    assert Entry.objects.about("projects.project", row.pk).get().verb == "project.created"


def test_a_change_raises_the_version_once_and_an_empty_one_writes_nothing():
    row = make.project()
    changed = actions.change_project(project=row, values={"title": "Autre"}, by=None)
    assert (changed.version, changed.sort_title) == (row.version + 1, "autre")
    assert actions.change_project(project=changed, values={"title": "Autre"}, by=None).version == changed.version


def test_levels_stand_in_their_order_and_no_circle_is_made():
    top = make.programme("Haut")
    outcome = top.children.get()
    leaf = outcome.children.get()
    refused("circle", actions.move_project, project=top, parent=leaf)
    refused("circle", actions.move_project, project=outcome, parent=outcome)
    refused("level_above", actions.move_project, project=outcome, parent=make.project())
    refused("level_under", actions.move_project, project=outcome, parent=None, level=Level.LINE)
    refused("level_above", actions.create_project, values={"title": "x", "level": "programme", "parent": top})
    moved = actions.move_project(project=leaf, parent=top, by=None)
    assert moved.parent == top


def test_a_change_of_state_has_its_day_and_the_real_dates_follow():
    row, today = make.draft(), localdate()
    refused("state", actions.change_state, project=row, state="4", on=today)
    refused("future", actions.change_state, project=row, state="2", on=today + timedelta(days=1))
    begun = actions.change_state(project=row, state="2", on=today - timedelta(days=30), by=None)
    assert begun.actual_start == today - timedelta(days=30)
    refused("before_last", actions.change_state, project=begun, state="4", on=today - timedelta(days=31))
    over = actions.change_state(project=begun, state="4", on=today, note="Tout est fait", by=None)
    assert (over.state, over.actual_end) == (ProjectState.CLOSED, today)
    again = actions.change_state(project=over, state="3", on=today, by=None)
    assert again.actual_end is None
    assert [t.state for t in again.transitions.all()] == ["1", "2", "4", "3"]


def test_shares_of_carriers_never_pass_a_hundred():
    here, there = directory.organisation(), directory.organisation()
    two = [{"role": "4", "organisation_id": here.pk, "work_share": Decimal(70)},
           {"role": "4", "organisation_id": there.pk, "work_share": Decimal("30.01")}]  # fmt: skip
    row = make.project(participants=two)
    two[1]["work_share"] = Decimal(31)
    refused("work_share", actions.change_project, project=row, values={"participants": two})
    twice = [{"role": "4", "organisation_id": here.pk}, {"role": "4", "organisation_id": here.pk}]
    refused("twice", actions.change_project, project=row, values={"participants": twice})
    refused("participant_is_who", actions.change_project, project=row, values={"participants": [{"role": "4"}]})


def test_places_and_sectors_make_a_hundred_or_say_nothing():
    row = make.project()
    countries = [
        {"kind": "country", "code": "SN", "percentage": Decimal(60)},
        {"kind": "country", "code": "BF", "percentage": Decimal(30)},
    ]
    refused("places", actions.change_project, project=row, values={"places": countries})
    region = {"kind": "region", "code": "1027", "vocabulary": "1", "percentage": Decimal(10)}
    actions.change_project(project=row, values={"places": [*countries, region]}, by=None)
    sectors = [{"kind": "sector", "vocabulary": "1", "code": "14030", "percentage": Decimal(99)}]
    refused("sectors", actions.change_project, project=row, values={"codes": sectors})
    actions.change_project(project=row, values={"codes": sectors}, by=None, as_source=True)
    assert row.codes.get().percentage == 99


def test_who_writes_keeps_participants_they_do_not_see():
    officer = cast.user("Olga", "project_officer")
    hidden, shown = directory.organisation(withheld=True), directory.organisation()
    row = make.project(participants=[{"role": "4", "organisation_id": hidden.pk}])
    editor = cast.user("Rémi", "treasurer")
    rows = [{"role": "1", "organisation_id": shown.pk}]
    refused_by = pytest.raises(ValidationError, match="droit de voir")
    with refused_by:
        actions.change_project(
            project=row, values={"participants": [{"role": "1", "organisation_id": hidden.pk}]}, by=editor
        )
    actions.change_project(project=row, values={"participants": rows}, by=editor)
    assert Participant.objects.filter(project=row).count() == 2
    actions.change_project(project=row, values={"participants": rows}, by=officer)
    assert Participant.objects.filter(project=row).count() == 1


def test_only_a_draft_that_nothing_rests_upon_is_erased():
    refused("not_a_draft", actions.delete_draft, project=make.project())
    top = make.draft(level="programme")
    under = make.draft(parent=top)
    refused("holds", actions.delete_draft, project=top)
    actions.delete_draft(project=under, by=None)
    said = []

    def no(project, **_rest):
        said.append(project.pk)
        raise ValidationError("Il reste un budget.")

    signals.project_deleting.connect(no)
    try:
        with pytest.raises(ValidationError, match="budget"):
            actions.delete_draft(project=top, by=None)
    finally:
        signals.project_deleting.disconnect(no)
    assert said == [top.pk]
    assert Project.objects.filter(pk=top.pk).exists()


def test_a_project_is_taken_up_again_with_what_is_chosen():
    top = make.programme("Quinquennal")
    make.milestone(top)
    make.risk(top)
    make.place(top, "SN")
    copy = actions.copy_project(project=top, title="Suite", parts={"places", "calendar", "children"}, by=None,
                                starts_on=top.planned_start + timedelta(days=365))  # fmt: skip
    assert copy.planned_end == top.planned_end + timedelta(days=365)
    assert (copy.state, copy.is_public, copy.copied_from) == ("1", False, top)
    assert (copy.places.count(), copy.milestones.count(), copy.risks.count()) == (1, 1, 0)
    assert copy.milestones.get().due_on == top.milestones.get().due_on + timedelta(days=365)
    assert copy.children.get().children.count() == 1


def test_an_identifier_is_borne_once():
    make.project(iati_identifier="BE-BCE_KBO-0410380085-P1")
    refused(
        "identifier", actions.create_project, values={"title": "x", "iati_identifier": " BE-BCE_KBO-0410380085-P1 "}
    )
    refused("no_identifier", actions.create_project, values={"title": "x", "publishes_iati": True})


def test_shares_in_equal_parts_make_a_hundred():
    for number in range(1, 40):
        assert sum(shares.in_equal_parts(number)) == 100
    assert shares.in_equal_parts(0) == []
    assert shares.is_whole([Decimal("33.33")] * 3)
    assert not shares.is_whole([Decimal(50), None])
