"""Putting an election to the vote, and what its result makes of each candidacy."""

from typing import Any

from django.db import transaction

from maillage.audit import journal
from maillage.ballots.actions import questions
from maillage.ballots.counting import constraints
from maillage.ballots.enums_votes import QuestionState, Secrecy
from maillage.ballots.models import Question
from maillage.ballots.outcomes import constraint_rules
from maillage.ballots.tallying import candidates_of
from maillage.elections.actions.common import held, locked, refuse, to_become
from maillage.elections.enums import ElectionState, Fate
from maillage.elections.models import Candidacy, Election
from maillage.elections.results import candidacies_of
from maillage.elections.rules import ballots_of, constraints_of


def _option(candidacy: Candidacy, *, gender: bool) -> dict[str, Any]:
    label = str(candidacy.person)
    if candidacy.organisation:
        label = f"{label} ({candidacy.organisation})"
    return {"label": label, "source": candidacy.source, "college": candidacy.group.college if candidacy.group else "",
            "gender": candidacy.gender if gender else ""}  # fmt: skip


@transaction.atomic
def put_to_vote(*, election: Election, by: Any) -> list[Question]:
    """Draft its questions on the roll of the assembly: one, or one for each group of seats. Raises ValidationError when
    there is no roll yet, or nobody stands."""
    row = to_become(election, ElectionState.VOTING)
    if row.assembly.roll is None:
        raise refuse("no_roll")
    made = [_drafted(row, seats, by) for seats in ballots_of(row)]
    found = [question for question in made if question is not None]
    if not found:
        raise refuse("nobody")
    row.state = ElectionState.VOTING
    row.version += 1
    row.save()
    journal.record("election.put_to_vote", row, by=by, changes={"questions": [None, len(found)]})
    return found


def _drafted(election: Election, seats: dict[str, int], by: Any) -> Question | None:
    rows = election.candidacies.standing().named()
    if len(seats) == 1 and election.groups:
        rows = rows.filter(group__college__in=seats)
    options = [_option(one, gender=bool(election.parity)) for one in rows]
    if not options:
        return None
    title, roll = election.title, election.assembly.roll
    assert roll is not None  # asked of before the vote is prepared
    if election.by_group and election.groups:
        title = f"{title} – {next(group for group in election.groups if group.college in seats)}"
    return questions.draft(
        roll=roll, source=election.source, title=title[:300], text=election.text, method=election.method,
        secrecy=election.secrecy, options=options, seats=sum(seats.values()), by=by,
        constraints=constraints_of(election, seats), elects_persons=True, remote=election.remote,
        in_room=not election.remote and Secrecy(election.secrecy).online, paper_too=election.paper_too,
    )  # fmt: skip


@transaction.atomic
def settle(*, election: Election, by: Any) -> Election:
    """Once each of its votes is declared: who is elected, who waits as a substitute, in order. Does nothing before."""
    row = locked(election)
    votes = list(row.questions())
    if row.state != ElectionState.VOTING or not votes or any(one.state != QuestionState.DECLARED for one in votes):
        return row
    for vote in votes:
        _fates(row, vote)
    row.state = ElectionState.DONE
    row.version += 1
    row.save()
    elected = row.candidacies.filter(fate=Fate.ELECTED).count()
    journal.record("election.declared", row, by=by, changes={"elected": [None, elected]})
    return row


def _fates(election: Election, vote: Question) -> None:
    of = candidacies_of(vote)
    outcome = vote.outcome or {}
    waiting = outcome.get("substitutes", []) if election.substitutes else []
    fates = {number: (Fate.ELECTED, rank) for rank, number in enumerate(outcome.get("elected", []), 1)}
    fates |= {number: (Fate.SUBSTITUTE, rank) for rank, number in enumerate(waiting, 1)}
    for number, candidacy in of.items():
        candidacy.fate, candidacy.rank = fates.get(number, (Fate.NOT_ELECTED, None))
        candidacy.save(update_fields=["fate", "rank"])


@transaction.atomic
def go_back(*, election: Election, by: Any) -> Election:
    """Its votes were all cancelled: candidates stand as before, and it may be put to the vote again."""
    row = locked(election)
    if row.state != ElectionState.VOTING or row.questions().exists():
        return row
    row.state = ElectionState.READY
    row.version += 1
    row.save()
    journal.record("election.vote_cancelled", row, by=by)
    return row


@transaction.atomic
def decline(*, candidacy: Candidacy, by: Any) -> Candidacy | None:
    """An elected person gives up their seat before the mandates begin: the first who waits and keeps the rules takes it.

    Returns who takes it, or None: the seat stays vacant.
    """
    row = held(candidacy)
    election = locked(row.election)
    if row.fate != Fate.ELECTED:
        raise refuse("not_elected")
    if election.installed_at is not None:
        raise refuse("installed")
    vote = next(one for one in election.questions() if one.options.filter(source=row.source).exists())
    of = candidacies_of(vote)
    taken = _next(vote, of, row) if election.substitutes else None
    rank, row.fate, row.rank = row.rank, Fate.DECLINED, None
    row.save(update_fields=["fate", "rank"])
    if taken is not None:
        taken.fate, taken.rank = Fate.ELECTED, rank
        taken.save(update_fields=["fate", "rank"])
    journal.record("election.declined", election, by=by,
                   changes={"candidacy": [row.pk, taken.pk if taken else None]})  # fmt: skip
    return taken


def _next(vote: Question, of: dict[int, Candidacy], leaving: Candidacy) -> Candidacy | None:
    """Who takes the seat: of those who wait in the order of the count, the first who keeps the rules."""
    outcome = vote.outcome or {}
    ranked = [*outcome.get("elected", []), *outcome.get("substitutes", [])]
    known = {one.number: one for one in candidates_of(vote)}
    left = (Fate.DECLINED,)
    order = [known[number] for number in ranked if number in of and of[number].fate not in left]
    elected = [number for number, one in of.items() if one.fate == Fate.ELECTED]
    number = next(number for number, one in of.items() if one.pk == leaving.pk)
    found = constraints.substitute(order, elected, number, constraint_rules(vote.constraints, vote.seats))
    return of[found] if found is not None else None
