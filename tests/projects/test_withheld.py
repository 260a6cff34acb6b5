"""What is withheld is seen by nobody without the right: the project, what stands under it, who carries it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from maillage.core import pagecache
from maillage.organisations.actions import withholding
from maillage.projects import actions
from maillage.projects.models import Bond, Participant, Project
from tests import cast, networks
from tests.factories import organisations as directory
from tests.factories import partnerships
from tests.factories import projects as make

pytestmark = pytest.mark.django_db


def seen(user=None):
    return set(Project.objects.visible_to(user or AnonymousUser()))


@pytest.fixture
def officer():
    return cast.user("Olga", "project_officer")


@pytest.fixture
def treasurer():  # sees projects, not what is withheld
    return cast.user("Théo", "treasurer")


def test_a_withheld_node_hides_all_that_stands_under_it(officer, treasurer):
    top = make.programme()
    outcome = top.children.get()
    under = outcome.children.get()
    assert seen() == {top, outcome, under}
    actions.withhold_project(project=outcome, reason="Menaces", by=None)
    assert seen() == seen(treasurer) == {top}
    assert seen(officer) == {top, outcome, under}
    actions.give_back_project(project=outcome, reason="Apaisé", by=None)
    assert seen() == {top, outcome, under}


def test_a_withheld_participant_hides_the_project_through_mergers(officer, treasurer):
    house = directory.organisation()
    earlier = directory.organisation(state="merged", merged_into=house)
    first = directory.organisation(state="merged", merged_into=earlier)
    rows = [make.carried(one) for one in (house, earlier, first)]
    assert seen() == set(rows)
    withholding.withhold(organisation=house, reason="Menaces", by=None)
    assert seen() == seen(treasurer) == set()
    assert seen(officer) == set(rows)


def test_a_draft_is_the_teams(treasurer):
    draft = make.draft()
    assert seen() == set()
    assert seen(treasurer) == {draft}


def test_contributors_see_what_their_organisation_carries_even_withheld():
    house, other = directory.organisation(withheld=True), directory.organisation(withheld=True)
    mine, theirs, drafted = make.carried(house), make.carried(other), make.carried(house, state="1", public=False)
    make.participant(mine, other)
    reported = make.project(public=False, participants=[{"role": "reporting", "organisation_id": house.pk}])
    dao = cast.user("Dao")
    directory.contributor(dao, house)
    assert seen(dao) == {mine, drafted}
    assert theirs not in seen(dao)
    assert reported not in seen(dao)
    assert [p.organisation for p in Participant.objects.filter(project=mine).visible_to(dao)] == [house]


def test_participants_and_bonds_of_the_withheld_are_not_told(treasurer):
    here, there = directory.organisation(), directory.organisation(withheld=True)
    make.bond(here, there)
    row = make.project()
    make.participant(row, names=[["fr", "Mairie"]])
    make.participant(row, there)
    assert Bond.objects.public().count() == Bond.objects.visible_to(treasurer).count() == 0
    assert Participant.objects.public().count() == Participant.objects.visible_to(treasurer).count() == 1


def test_a_merger_takes_what_the_absorbed_one_carried():
    kept, absorbed, third = (directory.organisation() for _n in range(3))
    one, both = make.carried(absorbed), make.carried(kept)
    make.participant(both, absorbed)
    make.bond(kept, third), make.bond(absorbed, third), make.bond(kept, absorbed)
    part = make.authority_part(one, absorbed)
    absorbed.state, absorbed.merged_into = "merged", kept
    absorbed.save()
    part.refresh_from_db()
    assert part.organisation == kept
    assert [p.organisation for p in one.participants.all()] == [kept]
    assert both.participants.count() == 1
    assert Bond.objects.get().here == kept


def test_the_page_of_a_partnership_tells_no_more_than_one_may_see(officer, treasurer):
    """What other rooms show there follows the reader's rights; a tie that says its country hides with its partner."""
    networks.install("ciso")
    house = directory.organisation()
    row = partnerships.partnership(house)
    make.carried(house, title="Puits ouvert")
    actions.withhold_project(project=make.carried(house, title="Abri xyzzy"), reason="Menaces", by=None)
    there = directory.organisation("Zorblaxie", withheld=True)
    make.bond(house, there, country="HT")
    blind = cast.browser(treasurer).get(row.get_absolute_url()).content.decode()
    assert "Puits ouvert" in blind
    assert "xyzzy" not in blind
    assert "Zorblaxie" not in blind
    assert "Abri xyzzy" in cast.browser(officer).get(row.get_absolute_url()).content.decode()
    pagecache.store.clear()
    page = cast.browser(None).get(reverse("site:bonds")).content.decode()
    assert "Zorblaxie" not in page
    assert "Haïti" not in page
