"""From what is stored to a count: the ballots of a question, and the outcome that anybody can work out again.

Nothing is written here: `actions.count` keeps what this says, `recount` compares.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, Sum

from maillage.ballots import counting, rules
from maillage.ballots.ballot_forms import grades_of
from maillage.ballots.choices import BLANK
from maillage.ballots.counting import constraints, lists, lots
from maillage.ballots.counting.types import Candidate, CountError
from maillage.ballots.enums import ProxyState
from maillage.ballots.enums_votes import Method, Secrecy, UseRoute
from maillage.ballots.exercise import present_on
from maillage.ballots.models import NominalVote, Question

INVALID = "invalid"
Ballot = tuple[int, Any, str]  # (votes, choice, college)


@dataclass
class Box:
    """Everything that was voted. `used`: rights that voted; `by_college` says whether colleges may be told apart."""

    ballots: list[Ballot] = field(default_factory=list)
    used: int = 0
    apart: bool = False

    def add(self, weight: int, choice: Any, college: str = "") -> None:
        if weight:
            self.ballots.append((weight, choice, college))

    def votes(self, choice: Any) -> int:
        return sum(weight for weight, said, _college in self.ballots if said == choice)


def box_of(question: Question, sheet: dict[str, Any] | None) -> Box:
    """The votes by name, the opened ballots, the sheet that tellers agreed on."""
    box = Box(used=question.uses.count())
    if question.secrecy == Secrecy.NOMINAL:
        rows = NominalVote.objects.filter(use__question=question).order_by("use__right").values_list(
            "use__right__weight", "choice", "use__right__college")  # fmt: skip
        for weight, choice, college in rows:
            box.add(weight, choice, college)
        box.apart = len({college for _weight, _choice, college in box.ballots}) > 1
    elif question.is_confidential:
        for row in question.ballots.all():
            box.add(row.weight, row.content, row.college)
        box.apart = any(row[2] for row in box.ballots)
    if sheet is not None:
        _add_sheet(question, box, sheet)
    return box


def _add_sheet(question: Question, box: Box, sheet: dict[str, Any]) -> None:
    each = 1
    if question.takes_paper:
        used = question.uses.filter(route=UseRoute.PAPER).first()
        each = used.right.weight if used else 1
    for choice, count in sheet_ballots(sheet):
        box.add(count * each, choice)
    if question.secrecy == Secrecy.HANDS:
        box.used = sum(weight for weight, _choice, _college in box.ballots)
    box.apart = False


def sheet_ballots(sheet: dict[str, Any]) -> list[tuple[Any, int]]:
    """(choice, how many) of a sheet."""
    if "ballots" in sheet:
        found = [(choice, count) for count, choice in sheet["ballots"]]
        return [*found, (INVALID, int(sheet.get("invalid") or 0))]
    return list(sheet.items())


def present_votes(question: Question) -> int | None:
    """The votes of those who are there, themselves or by proxy; None when the roll has no meeting."""
    there = present_on(question.roll)
    if there is None:
        return None
    held = Q(proxies__state=ProxyState.ACCEPTED, proxies__holder__in=there)
    rows = question.roll.rights.active().filter(Q(delegate__in=there) | held).values("pk", "weight").distinct()
    return sum(row["weight"] for row in rows)


def outcome_of(question: Question, box: Box, *, present: int | None) -> dict[str, Any]:
    """The outcome as it is kept. Raises CountError for what cannot be counted."""
    every = question.roll.rights.active().aggregate(count=Count("pk"), votes=Sum("weight"))
    said: dict[str, Any] = {
        "method": question.method, "carried": None, "yes": None, "no": None, "abstain": None, "blank": box.votes(BLANK),
        "invalid": box.votes(INVALID), "base": None, "needed": None, "present": present, "elected": [],
        "substitutes": [], "stages": [], "ties": [], "notes": [], "unconstrained": [],
        "turnout": {"rights": every["count"], "votes": every["votes"] or 0, "used": box.used},
        "by_college": None,
    }  # fmt: skip
    if question.method == Method.YESNO:
        return said | _yes_or_no(question, box, present, every["votes"] or 0)
    if question.method in lists.METHODS:
        return said | _lists(question, box)
    return said | _elected(question, box)


def _yes_or_no(question: Question, box: Box, present: int | None, entitled: int) -> dict[str, Any]:
    votes = {name: box.votes(name) for name in ("yes", "no", "abstain")}
    cast = sum(weight for weight, _choice, _college in box.ballots)
    verdict = rules.decide(question.rule, **votes, blank=box.votes(BLANK), present=cast if present is None else present,
                           entitled=entitled, chair=question.casting_vote)  # fmt: skip
    notes = [["empty", {}]] if not cast else []
    if verdict.tie:
        notes.append([f"tie_{verdict.tie}", {}])
    return {**votes, "carried": verdict.carried, "base": verdict.base, "needed": verdict.needed, "tie": verdict.tie,
            "notes": notes, "by_college": _colleges(box)}  # fmt: skip


def _colleges(box: Box) -> dict[str, dict[str, int]] | None:
    """{college: {choice: votes}} of a yes/no vote, where colleges may be told apart."""
    if not box.apart:
        return None
    found: dict[str, dict[str, int]] = defaultdict(lambda: {"yes": 0, "no": 0, "abstain": 0, BLANK: 0, INVALID: 0})
    for weight, choice, college in box.ballots:
        found[college][choice] += weight
    return dict(sorted(found.items()))


def candidates_of(question: Question) -> tuple[Candidate, ...]:
    return tuple(Candidate(one.number, one.label, one.college, one.gender, one.withdrawn_at is not None)
                 for one in question.options.all())  # fmt: skip


def contents(question: Question, ballots: Iterable[Ballot]) -> list[tuple[int, Any]]:
    """Ballots as the methods of `counting` take them; invalid ones are left out, blank ones are empty."""
    return [(weight, _content(question.shape, choice)) for weight, choice, _college in ballots if choice != INVALID]


def _content(shape: str, choice: Any) -> Any:
    if shape == "ranked":
        return () if choice == BLANK else tuple(tuple(rank) for rank in choice)
    if shape == "graded":
        return {} if choice == BLANK else {int(number): grade for number, grade in choice.items()}
    return frozenset() if choice == BLANK else frozenset(choice)


def counted(question: Question, box: Box) -> counting.Outcome:
    """The count of an election of persons or options, with the lot drawn from the seed published at the opening."""
    found = candidates_of(question)
    lot = lots.draw([one.number for one in found], question.lot_seed) if question.lot_seed else ()
    options: dict[str, Any] = {"seed": question.lot_seed}
    if question.shape == "graded":
        options["grades"] = grades_of(question)
    for name in ("round", "go_on"):
        if question.rule.get(name):
            options[name] = question.rule[name]
    return counting.count(question.method, candidates=found, ballots=contents(question, box.ballots),
                          seats=question.seats, lot=lot, options=options)  # fmt: skip


def _elected(question: Question, box: Box) -> dict[str, Any]:
    found = counted(question, box)
    known = {one.number: one for one in found.candidates}
    plain = found.as_dict()
    said: dict[str, Any] = {
        "quota": found.quota, "valid": found.valid, "elected": list(found.elected), "unconstrained": list(found.elected),
        "substitutes": [one for one in found.ranking if one not in found.elected] if found.valid else [],
        "stages": plain["stages"], "ties": plain["ties"], "advancing": list(found.advancing), "vacant": found.vacant,
        "notes": [[key, _plain(params)] for key, params in found.notes],
    }  # fmt: skip
    if question.constraints and found.ranking and found.valid and not found.advancing:
        order = [known[one] for one in found.ranking]
        held = constraints.apply(order, constraint_rules(question))
        said |= {
            "elected": list(held.elected), "unconstrained": list(held.unconstrained),
            "substitutes": list(held.substitutes), "vacant": held.vacant, "obeyed": held.obeyed, "breach": held.breach,
            "swaps": [[one.left, one.taken, one.reason, one.college] for one in held.swaps],
        }  # fmt: skip
    return said


def _plain(params: Any) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in params.items()}


def constraint_rules(question: Question) -> constraints.Rules:
    """{"reserved": {college: n}, "maximum": {college: n}, "parity": {"gap": 1} or {"share": "1/2"}, "undeclared", "short"}.

    Raises CountError when it cannot be read.
    """
    said = question.constraints
    try:
        parity = None
        if said.get("parity"):
            asked = said["parity"]
            share = Fraction(asked["share"]) if asked.get("share") else None
            parity = constraints.Parity(
                gap=None if share is not None else int(asked["gap"]), share=share,
                groups=tuple(asked.get("groups") or ("F", "M")), undeclared=asked.get("undeclared", "apart"),
            )  # fmt: skip
        return constraints.Rules(
            question.seats, said.get("reserved") or {}, said.get("maximum") or {}, parity, said.get("short", "fill")
        )
    except (KeyError, ValueError, TypeError, ZeroDivisionError) as error:
        raise CountError("La règle de parité ou de sièges réservés n’est pas claire.") from error


def _lists(question: Question, box: Box) -> dict[str, Any]:
    found = candidates_of(question)
    votes = {one.number: 0 for one in found if not one.withdrawn}
    for weight, chosen in contents(question, box.ballots):
        for one in chosen:
            if one in votes:
                votes[one] += weight
    shared = lists.apportion(question.method, votes, question.seats, seed=question.lot_seed,  # type: ignore[arg-type]
                             bar=Fraction(question.rule.get("bar") or 0))  # fmt: skip
    plain = shared.as_dict()
    notes: list[Any] = [["empty", {}]] if not shared.valid else []
    gone = [one.number for one in found if one.withdrawn]
    if gone:
        notes.append(["withdrawn", {"names": gone}])
    return {
        "valid": shared.valid, "allocation": plain["allocation"], "attributions": plain["attributions"],
        "elected": [one.to for one in shared.attributions], "unconstrained": [one.to for one in shared.attributions],
        "ties": plain["ties"], "notes": notes, "votes": {str(one): count for one, count in votes.items()},
        "quotients": [list(shared.headers), [list(row) for row in shared.rows]],
    }  # fmt: skip
