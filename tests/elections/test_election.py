"""A whole election under the colleges of CSI, by pages: from the item of the agenda to the mandates."""

import io
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now
from PIL import Image as Picture

from maillage.ballots.actions import questions
from maillage.ballots.counting import lots
from maillage.bodies.composition import composition
from maillage.bodies.models import Body, Mandate
from maillage.bodies.terms import term_end
from maillage.core import generation
from maillage.core.registry import house
from maillage.elections import actions
from maillage.elections.enums import ElectionState, Fate
from maillage.elections.models import Candidacy, Election
from maillage.elections.views import verbs
from tests import cast, networks
from tests.elections.holding import field, hold, in_session, page, put, recounts, sent, vote, voters
from tests.factories import assemblies, elections
from tests.factories import members as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def network():
    return networks.install("csi")


@pytest.fixture
def secretary():
    return cast.browser(cast.user("Salma", "secretary"))


def picture():
    out = io.BytesIO()
    Picture.new("RGB", (640, 640), "teal").save(out, "PNG")
    return SimpleUploadedFile("moi.png", out.getvalue(), "image/png")


def test_from_the_agenda_to_the_mandates_by_pages(secretary):
    """Three of « oci » are first; two seats are theirs, the others go to their colleges, and the page says why."""
    body = elections.board(staggered=True)
    voters()
    assembly = assemblies.assembly(starts_at=now() + timedelta(hours=1))
    item = assemblies.item(assembly, "Élection du conseil", kind="election")
    steps = [step for source in house.assembly_steps for step in source.steps(assembly)]
    assert any("Préparer l’élection" in str(step.label) for step in steps)

    # Prepared from the item, with every seat; candidatures are opened
    made = secretary.post(f"{reverse('elections:new')}?point={item.pk}",
                          {"title": "Conseil 2026", "assembly": assembly.pk, "body": body.pk})  # fmt: skip
    assert made.status_code == 302
    election = Election.objects.get()
    assert verbs.only_item(assembly) is None  # it has its election
    Election.objects.update(item=None)
    assert verbs.only_item(assembly) == item
    Election.objects.update(item=item)
    assert (election.item, election.seats, election.stagger) == (item, elections.SEATS, "order")
    sent(secretary, "edit", election.pk, title="Conseil 2026", method="approval", secrecy="nominal", stagger="order",
         substitutes="on", seats_0=2, seats_1=1, seats_2=1, version=election.version)  # fmt: skip
    sent(secretary, "open", election.pk, until=assembly.day)

    # One stands on line, with a picture; nobody reads the others yet
    member = make.member("oci", start=assemblies.LONG_AGO, name="Les Passerelles")
    user = cast.user("Bruno")
    make.delegate(member, user, start=assemblies.LONG_AGO)
    bruno = cast.browser(user)
    assert "Conseil 2026" in page(bruno, reverse("web:member_home"))
    assert "Les Passerelles" in page(bruno, reverse("elections:stand", args=[election.pk]))
    sent(bruno, "stand", election.pk, way=f"0-{elections.group(election, 'oci').pk}", statement="Je tisse des liens.",
         interests="Salarié d’une fédération.", photo=picture())  # fmt: skip
    own = Candidacy.objects.get()
    assert own.photo is not None
    assert own.photo.url(96) in page(bruno, reverse("elections:own_candidacy", args=[own.pk]))
    others = field(election, "oci", "oci", "associee", "associee", "individu")
    assert str(others[0].person) not in page(bruno, reverse("elections:candidates", args=[election.pk]))

    # Verified, closed, on the roll, in session
    assert "À vérifier" in page(secretary, election.get_absolute_url())
    sent(secretary, "candidacy_accept", own.pk)
    election = elections.with_roll(Election.objects.get(pk=election.pk))
    sent(secretary, "close", election.pk)
    said = page(bruno, reverse("elections:candidates", args=[election.pk]))
    assert "Je tisse des liens." in said
    assert str(others[0].person) in said
    sent(secretary, "vote", election.pk)
    election = hold(Election.objects.get(pk=election.pk))
    one, two, three, four, five = others
    ballots = [
        [own, one, two],
        [own, one, two],
        [own, one, three],
        [own, one, three],
        [own, two, three],
        [four, five],
        [five],
    ]
    election = vote(election, ballots)

    # The result, with what the rules changed
    assert election.state == ElectionState.DONE
    said = page(secretary, election.get_absolute_url())
    assert "siège à la place de" in said
    assert "Le résultat sans ces règles" in said
    elected = list(election.candidacies.filter(fate=Fate.ELECTED).order_by("rank"))
    assert {row.pk for row in elected} == {own.pk, one.pk, three.pk, five.pk}

    # The mandates, once
    sent(secretary, "install", election.pk)
    with_seats = {
        seats.group.college: [row.person for row in seats.held] for seats in composition(body, election.begins)
    }
    assert {code: len(people) for code, people in with_seats.items()} == elections.SEATS
    mandates = Mandate.objects.filter(source=election.source, substitute_rank=None)
    oci = mandates.filter(group__college="oci").order_by("-due_on")
    assert [row.due_on for row in oci] == [term_end(election.begins, 24), term_end(election.begins, 12)]
    assert oci[0].person == own.person  # first elected, long term
    before = Mandate.objects.count()
    actions.installing.install(election=election, by=None)
    assert Mandate.objects.count() == before
    assert secretary.post(reverse("elections:install", args=[election.pk])).status_code == 409


def test_a_candidate_withdraws_after_ballots_are_cast():
    election = in_session()
    one, two, three, four = field(election, "oci", "oci", "oci", "associee")
    election = put(election)
    election = vote(election, [[one, two], [one, two], [one], [three, four]],
                    then=lambda: actions.candidacies.withdraw(candidacy=one, by=None))  # fmt: skip
    assert set(election.candidacies.filter(fate=Fate.ELECTED)) == {two, three, four}
    one.refresh_from_db()
    assert (one.state, one.fate) == ("withdrawn", Fate.NOT_ELECTED)


def test_more_seats_than_candidates_and_nobody_at_all(secretary):
    election = in_session()
    (one,) = field(election, "oci")
    election = put(election)
    election = vote(election, [[one], [one]])
    assert election.candidacies.get(fate=Fate.ELECTED) == one
    assert "3 sièges restent vacants" in page(secretary, election.get_absolute_url())
    actions.installing.install(election=election, by=None)
    assert Mandate.objects.filter(substitute_rank=None).count() == 1


def test_without_a_candidate_there_is_no_vote():
    election = elections.ready(in_session())
    with pytest.raises(ValidationError, match="Personne n’est candidat"):
        actions.voting.put_to_vote(election=election, by=None)


def test_an_empty_urn_elects_nobody(secretary):
    election = in_session()
    field(election, "oci", "associee")
    election = vote(put(election), [])
    assert not election.candidacies.filter(fate=Fate.ELECTED).exists()
    said = page(secretary, election.get_absolute_url())
    assert "Personne n’est élu" in said
    assert "Installer" not in said
    steps = [str(step.label) for source in house.assembly_steps for step in source.steps(election.assembly)]
    assert not any("Installer" in label for label in steps)


def test_equal_votes_are_told_apart_by_the_lot_whose_seed_was_published_at_the_opening(secretary):
    election = in_session(seats={"oci": 1})
    both = field(election, "oci", "oci")
    election = vote(put(election), [[both[0]], [both[1]]])
    (question,) = election.questions()
    sources = dict(question.options.values_list("number", "source"))
    first = lots.draw(sources, question.lot_seed)[0]
    assert election.candidacies.get(fate=Fate.ELECTED).source == sources[first]
    said = page(secretary, election.get_absolute_url())
    assert "tirage au sort fait avant le compte" in said
    assert question.lot_seed in said
    recounts(election)


def test_long_terms_drawn_by_lot_are_drawn_again_from_the_published_seed():
    election = in_session(body=elections.board(staggered=True, term_months=24), stagger="lot")
    one, two = field(election, "oci", "oci")
    election = vote(put(election), [[one, two], [one]])
    order = lots.draw([1, 2], election.questions().get().lot_seed)
    long, short = ([one, two][place - 1] for place in order)
    ends = {row.pk: due for row, due in actions.installing.plan(election)}
    assert ends[long.pk] == term_end(election.begins, 24)
    assert ends[short.pk] == term_end(election.begins, 12)


def test_a_candidacy_noted_after_the_close_is_verified_before_the_vote():
    election = elections.ready(in_session())
    late = elections.candidacy(election, accepted=False)
    with pytest.raises(ValidationError, match="attendent d’être vérifiées"):
        actions.voting.put_to_vote(election=election, by=None)
    actions.candidacies.accept(candidacy=late, by=None)
    (question,) = actions.voting.put_to_vote(election=election, by=None)
    assert question.options.get().source == late.source


def test_a_withheld_organisation_is_not_named_on_the_ballot():
    election = in_session()
    made = elections.candidacy(election)
    made.organisation.withheld = True
    made.organisation.save()
    question = put(election).questions().get()
    assert question.options.get().label == str(made.person)


def test_parity_binds_the_outcome(secretary):
    body = elections.board()
    election = in_session(body=body, seats={"oci": 2}, parity={"gap": 0, "undeclared": "apart", "short": "fill"})
    men = [elections.candidacy(election, "oci", gender="M") for _n in range(2)]
    woman = elections.candidacy(election, "oci", gender="F")
    election = vote(put(election), [men, men, [men[0], woman]])
    assert set(election.candidacies.filter(fate=Fate.ELECTED)) == {men[0], woman}
    assert "imposent la parité" in page(secretary, election.get_absolute_url())


def test_who_gives_up_a_seat_is_followed_by_the_next_who_keeps_the_rules():
    election = in_session()
    one, two, three, four, five = field(election, "oci", "oci", "oci", "associee", "associee")
    election = vote(put(election), [[one, two, four], [one, two, four], [one, four], [three], [five]])
    four.refresh_from_db()
    assert actions.voting.decline(candidacy=four, by=None) == five
    actions.installing.install(election=Election.objects.get(pk=election.pk), by=None)
    people = set(Mandate.objects.filter(substitute_rank=None).values_list("person", flat=True))
    assert people == {one.person_id, two.person_id, five.person_id}
    with pytest.raises(ValidationError, match="commencés"):
        actions.voting.decline(candidacy=one, by=None)


def test_the_mandates_that_are_due_end_and_those_that_go_on_are_kept():
    body = elections.board(term_months=12)
    election = in_session(body=body)
    begins = election.begins
    oci = elections.group(election, "oci")
    old = []
    for months in (12, 4):
        member = make.member("oci", start=assemblies.LONG_AGO)
        old.append(elections.bodies.mandate(body, group=oci, organisation=member.organisation,
                                            start=begins - timedelta(days=30 * months)))  # fmt: skip
    actions.elections.change(election=election, values={"seats": {"oci": 1}}, by=None)
    election = Election.objects.get(pk=election.pk)
    one, two = field(election, "oci", "oci")
    election = vote(put(election), [[one], [one], [two]])
    actions.installing.install(election=election, by=None)
    for row in old:
        row.refresh_from_db()
    assert (old[0].ended_on, old[1].ended_on) == (begins - timedelta(days=1), None)
    assert {row.person_id for row in composition(body, begins)[0].held} == {old[1].person_id, one.person_id}


def test_the_past_mandates_of_a_body_without_groups_end_when_others_are_elected():
    body = elections.bodies.committee()
    old, again = (make.member("individu", start=assemblies.LONG_AGO).person for _n in range(2))
    election = in_session(body=body, seats={"sieges": 2})
    start = election.begins - timedelta(days=400)
    rows = [elections.bodies.mandate(body, person, start=start, due=election.begins) for person in (old, again)]
    people = [actions.candidacies.stand(election=election, person=person, values={}, office=True, by=None)
              for person in (again, make.member("individu", start=assemblies.LONG_AGO).person)]  # fmt: skip
    for one in people:
        actions.candidacies.accept(candidacy=one, by=None)
    election = vote(put(election), [people])
    actions.installing.install(election=election, by=None)
    for row in rows:
        row.refresh_from_db()
        assert row.ended_on is not None
    seated = Mandate.objects.on(election.begins).filter(body=body, substitute_rank=None)
    assert {row.person_id for row in seated} == {one.person_id for one in people}


def test_one_vote_for_each_group():
    election = in_session(by_group=True)
    one, two, three = field(election, "oci", "associee", "individu")
    election = put(election)
    assert election.questions().count() == 3
    election = vote(election, [[one, two, three]])
    assert election.candidacies.filter(fate=Fate.ELECTED).count() == 3


def test_a_cancelled_vote_gives_the_election_back():
    election = in_session()
    field(election, "oci")
    election = put(election)
    for question in election.questions():
        questions.cancel(question=question, reason="Erreur de liste", by=None)
    assert Election.objects.get(pk=election.pk).state == ElectionState.READY


def test_what_is_public_and_what_is_not():
    election = elections.opened()
    seen = elections.candidacy(election, "oci", statement="Mot public")
    hidden = elections.candidacy(election, "oci", statement="Mot caché")
    hidden.person.withheld = True
    hidden.person.save()
    visitor = cast.browser(None)
    url = reverse("site:election", args=[election.pk])
    page(visitor, url, 404)  # not before the candidatures are closed and the assembly called
    election = elections.ready(election)
    election.assembly.state, election.assembly.called_at = "called", election.assembly.created_at
    election.assembly.save()
    said = page(visitor, url)
    assert str(seen.person) in said
    assert "Mot public" in said
    assert "Mot caché" not in said
    assert "Résultat" not in said
    actions.voting.put_to_vote(election=election, by=None)
    election = vote(hold(Election.objects.get(pk=election.pk)), [[seen, hidden]])
    cache.clear()
    generation.forget()
    said = page(visitor, url)
    assert f"<li><strong>{seen.person}</strong>" in said
    assert str(hidden.person) not in said
    election.assembly.public = False
    election.assembly.save()
    visitor.cookies.clear()
    assert not Election.objects.public().exists()
    assert Body.objects.board() == election.body
