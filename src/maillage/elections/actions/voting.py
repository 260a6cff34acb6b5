"""Putting an election to the vote, and what its result makes of each candidacy."""

from typing import Any

from django.db import transaction

from maillage.audit import journal
from maillage.ballots.actions import questions
from maillage.ballots.counting import constraints
from maillage.ballots.enums_votes import Method, QuestionState, Secrecy
from maillage.ballots.models import Question
from maillage.ballots.outcomes import constraint_rules
from maillage.ballots.tallying import candidates_of
from maillage.elections import results
from maillage.elections.actions import rounds
from maillage.elections.actions.common import held, locked, refuse, to_become
from maillage.elections.actions.elections import all_verified
from maillage.elections.enums import ElectionState, Fate
from maillage.elections.models import Candidacy, Election
from maillage.elections.rules import constraints_of, vote_title


def _option(candidacy: Candidacy, *, gender: bool) -> dict[str, Any]:
    label = str(candidacy.person)
    organisation = candidacy.organisation
    if organisation and not organisation.withheld and not candidacy.person.withheld:
        label = f"{label} ({candidacy.organisation})"
    return {"label": label, "source": candidacy.source, "college": candidacy.group.college if candidacy.group else "",
            "gender": candidacy.gender if gender else ""}  # fmt: skip


@transaction.atomic
def put_to_vote(*, election: Election, by: Any) -> list[Question]:
    """Draft its questions on the roll of the assembly: one, or one for each group of seats. Raises ValidationError when
    there is no roll yet, or nobody stands."""
    row = locked(election)
    if row.state != ElectionState.VOTING or not rounds.unvoted(row):  # one that was cancelled is put again
        row = to_become(election, ElectionState.VOTING)
    if row.assembly.roll is None:
        raise refuse("no_roll")
    all_verified(row)
    made = [_drafted(row, seats, by) for seats in rounds.unvoted(row)]
    found = [question for question in made if question is not None]
    if not found:
        raise refuse("nobody")
    row.state = ElectionState.VOTING
    row.version += 1
    row.save()
    journal.record("election.put_to_vote", row, by=by, changes={"questions": [None, len(found)]})
    return found


def _drafted(election: Election, seats: dict[str, int], by: Any) -> Question | None:
    put = of_lists(election, seats) if election.of_lists else of_persons(election, seats)
    if not put["options"]:
        return None
    roll = election.assembly.roll
    assert roll is not None  # asked of before the vote is prepared
    turn = 1 if election.method == Method.TWO_ROUND else 0
    return questions.draft(
        roll=roll, source=election.source, title=vote_title(election, next(iter(seats)), turn), method=election.method,
        secrecy=election.secrecy, seats=sum(seats.values()), by=by, elects_persons=True, remote=election.remote,
        in_room=not election.remote and Secrecy(election.secrecy).online, paper_too=election.paper_too, **put,
    )  # fmt: skip


def _standing(rows: Any, election: Election, seats: dict[str, int]) -> Any:
    return rows.filter(group__college__in=seats) if len(seats) == 1 and election.groups else rows


def of_persons(election: Election, seats: dict[str, int]) -> dict[str, Any]:
    """What a vote for persons asks: each candidate, the rules of the outcome, the first of two rounds."""
    rows = _standing(election.candidacies.standing().named(), election, seats)
    rule = {"round": 1, "go_on": election.go_on} if election.method == Method.TWO_ROUND else None
    return {"options": [_option(one, gender=bool(election.parity)) for one in rows], "text": election.text, "rule": rule,
            "constraints": constraints_of(election, seats)}  # fmt: skip


def of_lists(election: Election, seats: dict[str, int]) -> dict[str, Any]:
    """What a vote for lists asks: each list, with its names in their order, which the count goes down."""
    options: list[dict[str, Any]] = []
    names: dict[str, list[dict[str, Any]]] = {}
    for number, slate in enumerate(_standing(election.slates.standing(), election, seats), 1):
        people = [_option(one, gender=False) for one in slate.in_order()]
        options.append({"number": number, "label": slate.title, "source": slate.source,
                        "college": slate.group.college if slate.group else ""})  # fmt: skip
        names[str(number)] = [{"label": one["label"], "source": one["source"], "withdrawn": False} for one in people]
    return {"options": options, "text": election.text, "rule": {"bar": f"{election.bar}/100"},
            "constraints": {"lists": names}}  # fmt: skip


@transaction.atomic
def settle(*, election: Election, by: Any) -> Election:
    """Of each of its declared votes: who is elected, who waits as a substitute, in order. Once all are, and nothing
    is left to vote, the election is over."""
    row = locked(election)
    votes = list(row.questions())
    if row.state != ElectionState.VOTING or not votes:
        return row
    for vote in votes:
        if vote.state == QuestionState.DECLARED:
            _fates(row, vote)
    if any(one.state != QuestionState.DECLARED for one in votes) or rounds.pending(row) or rounds.unvoted(row):
        return row
    row.state = ElectionState.DONE
    row.version += 1
    row.save()
    elected = row.candidacies.filter(fate=Fate.ELECTED).count()
    journal.record("election.declared", row, by=by, changes={"elected": [None, elected]})
    return row


def _fates(election: Election, vote: Question) -> None:
    said = results.found(vote)
    fates: dict[int, tuple[Fate, int | None]] = {
        pk: (Fate.ELECTED, rank) for rank, pk in enumerate(said.elected, rounds.seated_before(vote) + 1)
    }
    if election.substitutes:
        fates |= {pk: (Fate.SUBSTITUTE, rank) for rank, pk in enumerate(said.waiting, 1)}
    second = rounds.second_of(election, vote) if said.advancing else None
    if second is None or second.state != QuestionState.DECLARED:
        fates |= dict.fromkeys(said.advancing, (Fate.NONE, None))
    for candidacy in said.of.values():
        candidacy.fate, candidacy.rank = fates.get(candidacy.pk, (Fate.NOT_ELECTED, None))
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
    if election.state != ElectionState.DONE:
        raise refuse("not_declared")
    taken = _next(election, row) if election.substitutes else None
    rank, row.fate, row.rank = row.rank, Fate.DECLINED, None
    row.save(update_fields=["fate", "rank"])
    if taken is not None:
        taken.fate, taken.rank = Fate.ELECTED, rank
        taken.save(update_fields=["fate", "rank"])
    journal.record("election.declined", election, by=by,
                   changes={"candidacy": [row.pk, taken.pk if taken else None]})  # fmt: skip
    return taken


def _next(election: Election, leaving: Candidacy) -> Candidacy | None:
    """Who takes the seat: of those who wait in the order of the count, the first who keeps the rules; the next of the same
    list; after two rounds, who came next in the last."""
    if election.of_lists or election.method == Method.TWO_ROUND:
        waiting = election.candidacies.filter(fate=Fate.SUBSTITUTE, group=leaving.group, slate=leaving.slate)
        return waiting.order_by("rank").first()
    vote = next(one for one in election.questions() if one.options.filter(source=leaving.source).exists())
    of, outcome = results.candidacies_of(vote), vote.outcome or {}
    ranked = [*outcome.get("elected", []), *outcome.get("substitutes", [])]
    known = {one.number: one for one in candidates_of(vote)}
    left = (Fate.DECLINED,)
    order = [known[number] for number in ranked if number in of and of[number].fate not in left]
    elected = [number for number, one in of.items() if one.fate == Fate.ELECTED]
    number = next(number for number, one in of.items() if one.pk == leaving.pk)
    found = constraints.substitute(order, elected, number, constraint_rules(vote.constraints, vote.seats))
    return of[found] if found is not None else None
