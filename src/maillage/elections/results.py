"""The result of an election as people read it: elected by group, substitutes in order, and what the rules changed."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from maillage.ballots import results as counts
from maillage.ballots.enums_votes import QuestionState
from maillage.ballots.models import Question
from maillage.elections.enums import ElectionState
from maillage.elections.models import Candidacy, Election

PREFIX = "candidacy:"


@dataclass(frozen=True)
class Found:
    """What a declared vote makes of each candidacy, as their numbers: elected in order, those who follow, those who go to a
    second round. `labels`: their names on the ballot."""

    of: dict[int, Candidacy]
    labels: dict[int, str]
    elected: list[int]
    waiting: list[int]
    advancing: list[int]
    unconstrained: list[int]


def candidacies_of(vote: Question) -> dict[int, Candidacy]:
    """{number of the option: the candidacy}: two queries."""
    numbers = {one.source: one.number for one in vote.options.all()}
    return {numbers[row.source]: row for row in _rows(numbers)}


def _rows(sources: Any) -> list[Candidacy]:
    ids = [int(source.removeprefix(PREFIX)) for source in sources if source.startswith(PREFIX)]
    return list(Candidacy.objects.filter(pk__in=ids).select_related("person", "organisation", "group", "slate"))


def found(vote: Question) -> Found:
    outcome = vote.outcome or {}
    if "lists" in vote.constraints:
        return _of_lists(vote, outcome)
    of = candidacies_of(vote)
    labels = {one.number: one.label for one in vote.options.all()}

    def rows(name: str) -> list[int]:
        return [of[number].pk for number in outcome.get(name) or () if number in of]

    return Found({row.pk: row for row in of.values()}, {row.pk: labels[number] for number, row in of.items()}, rows("elected"),
                 rows("substitutes"), rows("advancing"), rows("unconstrained"))  # fmt: skip


def _of_lists(vote: Question, outcome: dict[str, Any]) -> Found:
    """Persons of lists: the seats of each go down its order."""
    named = {one["source"]: one["label"] for people in vote.constraints["lists"].values() for one in people}
    of = {row.source: row for row in _rows(named)}

    def rows(name: str) -> list[int]:
        return [of[source].pk for _list, source, _label in outcome.get(name) or () if source in of]

    return Found({row.pk: row for row in of.values()}, {row.pk: named[source] for source, row in of.items()}, rows("seated"),
                 rows("waiting"), [], rows("seated"))  # fmt: skip


def results(election: Election) -> list[dict[str, Any]]:
    """Of each declared vote: who is elected, who would have been without the rules, the swaps explained, who waits."""
    over = election.state == ElectionState.DONE
    votes = list(election.questions())
    followed = {vote.rule.get("first") for vote in votes}
    return [
        result(vote, kept=over and vote.pk not in followed) for vote in votes if vote.state == QuestionState.DECLARED
    ]


def result(vote: Question, *, kept: bool = False) -> dict[str, Any]:
    """`kept`: no second round follows."""
    said, outcome, told = found(vote), vote.outcome or {}, counts.of(vote)
    assert told is not None

    def rows(ids: list[int]) -> list[dict[str, Any]]:
        return [{"label": said.labels[pk], "candidacy": said.of[pk]} for pk in ids]

    numbers = {one.number: one.label for one in vote.options.all()}
    swaps = [swap_sentence(one, numbers, said) for one in outcome.get("swaps", [])]
    return {
        "vote": vote, "elected": rows(said.elected), "unconstrained": rows(said.unconstrained) if swaps else [],
        "substitutes": rows(said.waiting), "swaps": swaps, "advancing": [] if kept else rows(said.advancing),
        "vacant": outcome.get("vacant") or 0, "obeyed": outcome.get("obeyed", True), "breach": outcome.get("breach", 0),
        "nobody": not outcome.get("elected"), "majority": outcome.get("quota") if vote.rule.get("round") == 1 else None,
        "stages": told.stages,
        "sentences": told.sentences,
    }  # fmt: skip


def swap_sentence(swap: list[Any], labels: dict[int, str], said: Found) -> str:
    """Why one sits where another would have."""
    left, taken, reason, college = swap
    words = {"left": labels.get(left, ""), "taken": labels.get(taken, ""), "group": _group_name(college, said)}
    if taken is None:
        return (
            _("%(left)s n’obtient pas de siège : ceux de « %(group)s » sont tous pourvus ; un siège reste vacant.")
            % words
        )
    if left is None:
        return _("%(taken)s obtient un siège réservé à « %(group)s ».") % words
    if reason == "most":
        return _("%(taken)s siège à la place de %(left)s : « %(group)s » a déjà tous ses sièges.") % words
    if reason == "parity":
        return _("%(taken)s siège à la place de %(left)s : les statuts imposent la parité.") % words
    return _("%(taken)s siège à la place de %(left)s : ce siège est réservé à « %(group)s ».") % words


def _group_name(college: str, said: Found) -> str:
    groups = (one.group for one in said.of.values() if one.group)
    return next((str(group) for group in groups if group.college == college), college)
