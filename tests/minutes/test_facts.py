"""What a draft says of the meeting: comings and goings, proxies, the lot, motions, elections, ties, what was cancelled."""

from datetime import timedelta

import pytest
from django.utils import translation
from django.utils.timezone import localdate, now

from maillage.assemblies.actions import ticking
from maillage.assemblies.models import Attendance, Excuse, Paper, QuorumChange, Speech
from maillage.ballots.actions import count, questions
from maillage.ballots.models import Proxy
from maillage.elections.models import Candidacy, Election
from maillage.files.models import Document
from maillage.minutes import actions, votes_said
from maillage.minutes.models import Resolution
from maillage.motions import texts
from maillage.network import current
from maillage.organisations.models import Person
from tests import networks
from tests.assemblies import holding
from tests.factories import minutes as make
from tests.factories import motions as propose
from tests.factories import votes as ballots

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def network():
    networks.install()


def section(minutes, key):
    found = next(one for one in minutes.text.sections if one["key"] == key)
    return str(found["facts"])


def test_comings_goings_proxies_excuses_and_who_is_away_are_told():
    found = holding.meeting(6)
    one, two, three, four, five, _six = found.people
    holding.opened(found, one, two, three)
    opened = found.assembly.opened_at
    stays = {row.person_id: row.stays.get() for row in Attendance.objects.prefetch_related("stays")}
    late, left = stays[two.pk], stays[three.pk]
    type(late).objects.filter(pk=late.pk).update(came_at=opened + timedelta(minutes=20))
    type(left).objects.filter(pk=left.pk).update(left_at=opened + timedelta(minutes=5))
    left.attendance.stays.create(came_at=opened + timedelta(minutes=15))
    right = found.roll.rights.get(delegate=four)
    Proxy.objects.create(roll=found.roll, right=right, holder=one, state="accepted")
    Excuse.objects.create(assembly=found.assembly, person=five, name=str(five), answer="substitute", note="Opération.")
    QuorumChange.objects.create(assembly=found.assembly, present=2, needed=3, reached=False)
    make.close(found)
    minutes = actions.draft(assembly=found.assembly, by=None)
    told = section(minutes, "presences")
    for words in (f"{two}, ", "arrivée à", "absence de", f"{right.name}, par {one}", f"{five} (sa suppléance est annoncée)",
                  "Absentes et absents (1)"):  # fmt: skip
        assert words in told, (words, told)
    assert "Opération" not in str(minutes.text.sections)
    quorum = section(minutes, "quorum")
    assert "6 droits, 6 voix" in quorum
    assert "perdu" in quorum
    here = opened.astimezone(current.zone())  # whatever the clock of who drafts: here, none
    assert f"ouverte à {here.hour}\\xa0h\\xa0{here:%M}" in section(minutes, "seance")


def test_a_withheld_name_is_in_no_minutes():
    found = make.held()
    hidden = found.people[0]
    Person.objects.filter(pk=hidden.pk).update(withheld=True)
    vote = make.vote(found, [[1], [1]], title="Qui ?", method="plurality", options=[str(hidden), "Ada"], secrecy="nominal",
                     source=f"item:{found.item.pk}")  # fmt: skip
    Speech.objects.create(assembly=found.assembly, item=found.item, person=hidden, name=str(hidden), state="done",
                          started_at=now(), ended_at=now())  # fmt: skip
    make.close(found)
    minutes = actions.draft(assembly=found.assembly, by=None)
    assert str(hidden) not in str(minutes.text.sections)
    assert "Personne retenue" in section(minutes, f"item:{found.item.pk}")
    assert str(hidden) not in Resolution.objects.get(question=vote).vote


def test_papers_speakers_points_of_order_and_the_lot_are_told_under_their_item():
    found = holding.meeting(4)
    lot = holding.item(found.assembly, "Calendrier", text="Le calendrier est adopté.", consent=True)
    holding.item(found.assembly, "Divers", kind="information")
    document = Document.objects.create(title="Comptes détaillés", access="signed_in")
    Paper.objects.create(assembly=found.assembly, item=lot, document=document, title="Comptes détaillés")
    holding.opened(found, *found.people)
    ticking.adopt_consent(assembly=found.assembly, by=None)
    for kind, name in (("speech", "Ana Albe"), ("speech", "Ana Albe"), ("point_of_order", "Bruno Causse")):
        Speech.objects.create(assembly=found.assembly, item=lot, name=name, kind=kind, state="done", started_at=now(),
                              ended_at=now())  # fmt: skip
    make.close(found)
    minutes = actions.draft(assembly=found.assembly, by=None)
    told = section(minutes, f"item:{lot.pk}")
    for words in (
        "Comptes détaillés",
        "Interventions : Ana Albe.",
        "Points d’ordre",
        "Bruno Causse, à",
        "dans le lot sans débat",
    ):
        assert words in told, words
    assert "Point non abordé." in str(minutes.text.sections)
    row = Resolution.objects.get(item=lot)
    assert (row.text, row.vote) == ("Le calendrier est adopté.", "Adopté dans le lot sans débat.")


def test_a_motion_tells_its_text_before_and_after_and_each_amendment():
    found = holding.meeting(4)
    item = holding.item(found.assembly, "Propositions")
    starts = found.assembly.starts_at
    type(found.assembly).objects.filter(pk=found.assembly.pk).update(starts_at=now() + timedelta(days=60))
    found.assembly.refresh_from_db()
    motion = propose.motion(found.assembly, found.members[0])
    type(motion).objects.filter(pk=motion.pk).update(item=item, opinion="for")
    carried = propose.amendment(motion, "replace", "p2", "", "Il le dit au parlement.", member=found.members[1])
    type(found.assembly).objects.filter(pk=found.assembly.pk).update(starts_at=starts)
    found.assembly.refresh_from_db()
    holding.opened(found, *found.people)
    vote = make.vote(found, ["yes"] * 4, title="Amendement 1", source=carried.source)
    assert vote.outcome["carried"]
    now_reads = texts.plain(type(motion).objects.get(pk=motion.pk).text)
    make.vote(found, ["yes", "yes", "yes", "no"], title="La proposition", source=motion.source, text=now_reads)
    make.close(found)
    told = section(actions.draft(assembly=found.assembly, by=None), item.source)
    for words in ("Texte déposé", "Il le dit au ministre.", "Texte après les amendements (version 2)", "Il le dit au parlement.",
                  "Amendement 1, de", "(adopté) : Remplacer : paragraphe 2", "Avis du conseil : favorable",
                  "3 pour, 1 contre"):  # fmt: skip
        assert words in told, (words, told)


def test_an_election_tells_who_stood_the_stages_the_ties_and_the_lot():
    found = make.held()
    election = Election.objects.create(assembly=found.assembly, body=found.assembly.body, title="Élection au conseil",
                                       seats={"x": 1}, state="voting", item=found.item)  # fmt: skip
    for person, state in ((found.people[0], "accepted"), (found.people[1], "withdrawn")):
        Candidacy.objects.create(election=election, person=person, state=state, withdrawn_at=now())
    vote = make.vote(found, [[[1]], [[2]], [[3]], [[1]], [[2]], [[3]]], title="Bureau", method="irv", options=["Ada", "Bo", "Cy"],
                     source=election.source, secrecy="nominal")  # fmt: skip
    make.close(found)
    told = section(actions.draft(assembly=found.assembly, by=None), found.item.source)
    for words in ("Élection au conseil : 1 siège à pourvoir", f"{found.people[1]} (candidature retirée)", "Vote alternatif",
                  "Étapes du dépouillement", "égalité entre", "tirage au sort", vote.lot_seed):  # fmt: skip
        assert words in told, (words, told)


def test_a_vote_cancelled_or_not_counted_yet_is_told():
    found = make.held()
    cancelled = ballots.question(found.roll, title="Vote raté")
    questions.cancel(question=cancelled, reason="Texte mal recopié.", by=None)
    waiting = ballots.question(found.roll, title="Vote en attente")
    questions.close_vote(question=waiting, by=None)
    found.assembly.state, found.assembly.closed_at = "closed", now()
    found.assembly.save()
    told = section(actions.draft(assembly=found.assembly, by=None), "votes")
    assert "Vote annulé : Texte mal recopié." in told
    assert "Ce vote n’est pas encore dépouillé." in told


def test_a_first_round_without_anyone_elected_is_no_decision_yet():
    found = make.held()
    rows = Resolution.objects.count()
    vote = ballots.question(found.roll, title="Présidence", method="two-round", options=["Ada", "Bo", "Cy"], secrecy="nominal",
                            source=f"item:{found.item.pk}")  # fmt: skip
    for (person, _right), choice in zip(ballots.voters(found.roll), (1, 1, 2, 2, 3), strict=False):
        make.votes.cast(question=vote, person=person, choices=[choice])
    vote = count.declare(question=questions.close_vote(question=vote, by=None), by=None)
    assert vote.outcome["advancing"]
    assert Resolution.objects.count() == rows
    assert votes_said.result(vote) == "Un second tour est nécessaire."
    assert "Au second tour" in str(list(votes_said.facts(vote, set())))


def test_lists_are_told_with_their_seats():
    found = make.held()
    vote = make.vote(found, [[1], [1], [1], [2], [2], [1]], title="Conseil", method="dhondt", seats=3, options=["Rouge", "Verte"],
                     secrecy="nominal", source=f"item:{found.item.pk}")  # fmt: skip
    said = votes_said.result(vote)
    assert "Rouge (2)" in said
    assert "Verte (1)" in said
    told = str(list(votes_said.facts(vote, set())))
    assert "Étapes du dépouillement" in told


def test_a_decision_about_one_member_is_not_opened_to_everyone_by_itself():
    found = holding.meeting(4)
    found.assembly.body.decisions_public = True
    found.assembly.body.save()
    item = holding.item(found.assembly, "Exclusion", decision_kind="exclusion")
    holding.opened(found, *found.people)
    kept = make.vote(found, ["yes"] * 4, title="Exclure", source=item.source)
    shown = make.vote(found, ["yes"] * 4, title="Autre", source=holding.item(found.assembly).source)
    assert not Resolution.objects.get(question=kept).public
    assert Resolution.objects.get(question=shown).public


def test_minutes_and_register_speak_the_language_of_the_network_whoever_works():
    with translation.override("es"):
        found = make.drafted()
        row = Resolution.objects.get(question=found.question)
    assert "4 pour, 1 contre" in row.vote
    assert section(found.minutes, "quorum").startswith("[{'kind': 'p', 'text': 'Liste électorale")
    assert localdate() == row.adopted_on
