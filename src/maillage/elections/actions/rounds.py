"""What is still to be voted: a vote that was cancelled, a second round on the same roll or another, or nothing more."""

from typing import Any

from django.db import transaction

from maillage.audit import journal
from maillage.ballots.actions import questions
from maillage.ballots.enums_votes import Method, QuestionState
from maillage.ballots.models import Option, Question, Roll
from maillage.elections.actions.common import locked, refuse
from maillage.elections.enums import ElectionState, Fate
from maillage.elections.models import Election
from maillage.elections.results import candidacies_of
from maillage.elections.rules import ballots_of, vote_title


def first_rounds(election: Election) -> list[Question]:
    """Those that are declared."""
    return [vote for vote in election.questions()
            if vote.method == Method.TWO_ROUND and vote.rule.get("round") == 1 and vote.state == QuestionState.DECLARED]  # fmt: skip


def second_of(election: Election, first: Question) -> Question | None:
    """The second round that follows, cancelled ones apart."""
    return next((vote for vote in election.questions() if vote.rule.get("first") == first.pk), None)


def pending(election: Election) -> list[Question]:
    """First rounds that left seats to a second one, which is not prepared yet."""
    return [vote for vote in first_rounds(election)
            if (vote.outcome or {}).get("advancing") and second_of(election, vote) is None]  # fmt: skip


def unvoted(election: Election) -> list[dict[str, int]]:
    """The seats of each vote that is not prepared, or was cancelled, and for which someone stands."""
    if not election.by_group or not election.groups:
        return [] if election.questions().exists() else ballots_of(election)
    held = set(Option.objects.filter(question__in=election.questions()).values_list("college", flat=True))
    stood = set(election.candidacies.standing().values_list("group__college", flat=True))
    return [seats for seats in ballots_of(election) if not held & set(seats) and stood & set(seats)]


def seated_before(vote: Question) -> int:
    """How many the first round elected, when this is the second."""
    first = Question.objects.filter(pk=vote.rule.get("first")).first() if vote.rule.get("first") else None
    return len((first.outcome or {}).get("elected", [])) if first else 0


def why_not(election: Election) -> str:
    """The code of the refusal to prepare a second round now, or nothing."""
    if election.state == ElectionState.VOTING and pending(election):
        return ""
    outcomes = [vote.outcome or {} for vote in first_rounds(election)]
    if not outcomes:
        return "no_first_round"
    if any(one.get("advancing") for one in outcomes):
        return "second_there"
    return "nobody_goes_on" if any(one.get("vacant") for one in outcomes) else "filled"


@transaction.atomic
def prepare_second(*, election: Election, by: Any, roll: Roll | None = None) -> list[Question]:
    """Draft the second round, between those whom the first kept and who have not withdrawn, for the seats left. `roll`:
    that of the first round unless told. Raises ValidationError when the first filled every seat, or nobody is left."""
    row = locked(election)
    if code := why_not(row):
        raise refuse(code)
    made = [_second(row, first, roll or first.roll, by) for first in pending(row)]
    journal.record("election.second_round", row, by=by, changes={"questions": [None, len(made)]})
    return made


def _second(election: Election, first: Question, roll: Roll, by: Any) -> Question:
    outcome, of = first.outcome or {}, candidacies_of(first)
    options: list[dict[str, Any]] = [
        {"number": one.number, "label": one.label, "source": one.source, "college": one.college, "gender": one.gender}
        for one in first.options.all() if one.number in outcome["advancing"] and of[one.number].stands
    ]  # fmt: skip
    if not options:
        raise refuse("nobody_left")
    return questions.draft(
        roll=roll, source=election.source, title=vote_title(election, options[0]["college"], turn=2), text=first.text,
        method=first.method, secrecy=first.secrecy, options=options, seats=first.seats - len(outcome["elected"]), by=by,
        rule={"round": 2, "first": first.pk}, elects_persons=True, remote=first.remote, in_room=first.in_room,
        paper_too=first.paper_too,
    )  # fmt: skip


@transaction.atomic
def end_here(*, election: Election, reason: str, by: Any) -> Election:
    """Nothing more is voted, no second round nor a vote that was cancelled: the seats left stay vacant."""
    row = locked(election)
    firsts, seats = pending(row), unvoted(row)
    if row.state != ElectionState.VOTING or not (firsts or seats):
        raise refuse("nothing_left")
    if any(vote.state != QuestionState.DECLARED for vote in row.questions()):
        raise refuse("votes_left")
    if not reason.strip():
        raise refuse("reason")
    row.candidacies.standing().filter(fate=Fate.NONE).update(fate=Fate.NOT_ELECTED)
    row.state = ElectionState.DONE
    row.version += 1
    row.save()
    journal.record("election.ended_here", row, by=by, changes={"reason": [None, reason.strip()[:300]]})
    return row
