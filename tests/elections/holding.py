"""What tests of elections do again and again: voters, candidates, the session, a vote from its opening to its result."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from maillage.assemblies.actions import session
from maillage.ballots.actions import count, questions, votes
from maillage.elections import actions
from maillage.elections.models import Candidacy, Election
from maillage.minutes.record import acts, chain
from maillage.minutes.record import votes as record_votes
from tests.assemblies.holding import come
from tests.factories import assemblies, elections


def page(browser: Any, url: str, status: int = 200) -> str:
    response = browser.get(url)
    assert response.status_code == status, (url, response.status_code)
    return str(response.content.decode())


def sent(browser: Any, name: str, pk: int, **data: Any) -> Any:
    response = browser.post(reverse(f"elections:{name}", args=[pk]), data)
    assert response.status_code == 302, response.content.decode()[-3000:]
    return response


def hold(election: Election) -> Election:
    """The session is open, everyone of the roll is there."""
    assembly = election.assembly
    assembly.state, assembly.called_at = "called", assembly.created_at
    assembly.save()
    people = [right.delegate for right in assembly.roll.rights.select_related("delegate")]
    come(assembly, *people)
    session.open(assembly=assembly, by=None, chair=people[0])
    return Election.objects.get(pk=election.pk)


def vote(election: Election, ballots: list[list[Any]], then: Callable[[], Any] | None = None) -> Election:
    """Each vote that is prepared: open, cast one ballot by right in the order of the roll (candidates or lists; none is a
    blank ballot), close, declare."""
    for question in election.questions().filter(state="draft"):
        numbers = {option.source: option.number for option in question.options.all()}
        question = questions.open_vote(question=question, by=None)
        for right, chosen in zip(question.roll.rights.select_related("delegate").order_by("pk"), ballots, strict=False):
            choice = [numbers[one.source] for one in chosen if one.source in numbers] or "blank"
            votes.cast(question=question, person=right.delegate, choices={right.pk: choice}, by=None)
        if then:
            then()
        question = questions.close_vote(question=question, by=None)
        count.declare(question=question, by=None)
    return Election.objects.get(pk=election.pk)


def voters() -> None:
    for category in ("oci", "oci", "oci", "associee", "individu"):
        assemblies.voters(1, category)


def field(election: Election, *categories: str, **values: Any) -> list[Candidacy]:
    return [elections.candidacy(election, category, **values) for category in categories]


def in_session(**values: Any) -> Election:
    voters()
    return elections.opened(**values)


def put(election: Election) -> Election:
    election = elections.ready(election)
    actions.voting.put_to_vote(election=election, by=None)
    return hold(Election.objects.get(pk=election.pk))


def recounts(election: Election) -> None:
    """Each of its votes counts again the same, here and from the file that the record holds."""
    for question in election.questions().filter(state="declared"):
        assert count.recount(question)[0]
        whole = chain.loads(chain.canonical(acts.vote_whole(question)))
        again = record_votes.outcome(whole)
        assert {name: whole["outcome"][name] for name in again} == again
