"""From ballots to an outcome, as anybody can work it out again: pure, no Django, so that a record is checked without an
install. `tallying` gathers what is stored; `maillage verify` reads what a folder holds; both end here.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from maillage.ballots import counting
from maillage.ballots.counting import constraints, lists, lots, majorities
from maillage.ballots.counting.types import Candidate, CountError

BLANK = "blank"
INVALID = "invalid"
Ballot = tuple[int, Any, str]  # (votes, choice, college)
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Asked:
    """What was asked and under which rule; `shape` is that of a ballot ("yesno", "ranked", "graded", "several", "one")."""

    method: str
    shape: str
    rule: dict[str, Any] = field(default_factory=dict)
    constraints: dict[str, Any] = field(default_factory=dict)
    seats: int = 1
    lot_seed: str = ""
    casting_vote: str = ""
    grades: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass
class Box:
    """Everything that was voted. `used`: rights that voted; `apart` says whether colleges may be told apart."""

    ballots: list[Ballot] = field(default_factory=list)
    used: int = 0
    apart: bool = False

    def add(self, weight: int, choice: Any, college: str = "") -> None:
        if weight:
            self.ballots.append((weight, choice, college))

    def votes(self, choice: Any) -> int:
        return sum(weight for weight, said, _college in self.ballots if said == choice)


@dataclass(frozen=True)
class Verdict:
    """What a rule makes of a count. `tie`: None, "falls", "chair_yes", "chair_no" or "waiting" (for the chair's voice)."""

    carried: bool
    base: int
    needed: int
    tie: str | None


def decide(rule: dict[str, Any], *, yes: int, no: int, abstain: int, blank: int, present: int, entitled: int,
           chair: str = "") -> Verdict:  # fmt: skip
    """Apply a rule to votes. `chair`: "yes", "no" or "". Exact: whole numbers and fractions alone."""
    bases: dict[str, majorities.Base] = {
        "cast": "cast_with_abstentions" if rule.get("abstentions") else "cast",
        "present": "present", "members": "entitled",
    }  # fmt: skip
    base = bases[rule.get("of", "cast")]
    kind, said = next(iter(rule.get("threshold", {"more_than": "1/2"}).items()))
    share, neither = Fraction(said), abstain + blank
    given: Any = {"yes": yes, "no": no, "abstain": abstain, "blank": blank, "present": max(present, yes + no + neither),
                  "entitled": max(entitled, yes + no + neither)}  # fmt: skip
    if kind == "more_than" and share != HALF:
        of = majorities.size(base, yes, no, neither, given["present"], given["entitled"])
        needed = of * share.numerator // share.denominator + 1
        return Verdict(yes >= needed, of, needed, None)
    threshold: majorities.Threshold = share
    if kind == "more_than":
        threshold = "simple" if base == "cast" else "absolute"
    found = majorities.decide(threshold=threshold, base=base, tie=rule.get("tie", "falls"),
                              chair={"yes": True, "no": False}.get(chair), **given)  # fmt: skip
    # Of votes for and against alone, « more votes for than against » is more than half of them: said so, it can be read.
    needed = found.base // 2 + 1 if threshold == "simple" else found.needed
    return Verdict(found.carried, found.base, needed, "waiting" if found.waiting else found.tie)


def outcome_of(asked: Asked, box: Box, *, present: int | None, rights: int, votes: int) -> dict[str, Any]:
    """The outcome as it is kept: plain data. Raises CountError for what cannot be counted."""
    said: dict[str, Any] = {
        "method": asked.method, "carried": None, "yes": None, "no": None, "abstain": None, "blank": box.votes(BLANK),
        "invalid": box.votes(INVALID), "base": None, "needed": None, "present": present, "elected": [],
        "substitutes": [], "stages": [], "ties": [], "notes": [], "unconstrained": [],
        "turnout": {"rights": rights, "votes": votes, "used": box.used}, "by_college": None,
    }  # fmt: skip
    if asked.method == "yesno":
        return said | _yes_or_no(asked, box, present, votes)
    if asked.method in lists.METHODS:
        return said | _lists(asked, box)
    return said | _elected(asked, box)


def _yes_or_no(asked: Asked, box: Box, present: int | None, entitled: int) -> dict[str, Any]:
    votes = {name: box.votes(name) for name in ("yes", "no", "abstain")}
    cast = sum(weight for weight, _choice, _college in box.ballots)
    verdict = decide(asked.rule, **votes, blank=box.votes(BLANK), present=cast if present is None else present,
                     entitled=entitled, chair=asked.casting_vote)  # fmt: skip
    notes: list[Any] = [["empty", {}]] if not cast else []
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


def contents(shape: str, ballots: Iterable[Ballot]) -> list[tuple[int, Any]]:
    """Ballots as the methods of `counting` take them; invalid ones are left out, blank ones are empty."""
    return [(weight, _content(shape, choice)) for weight, choice, _college in ballots if choice != INVALID]


def _content(shape: str, choice: Any) -> Any:
    if shape == "ranked":
        return () if choice == BLANK else tuple(tuple(rank) for rank in choice)
    if shape == "graded":
        return {} if choice == BLANK else {int(number): grade for number, grade in choice.items()}
    return frozenset() if choice == BLANK else frozenset(choice)


def counted(asked: Asked, box: Box) -> counting.Outcome:
    """The count of an election of persons or options, with the lot drawn from the seed published at the opening."""
    lot = lots.draw([one.number for one in asked.candidates], asked.lot_seed) if asked.lot_seed else ()
    options: dict[str, Any] = {"seed": asked.lot_seed}
    if asked.shape == "graded":
        options["grades"] = asked.grades
    for name in ("round", "go_on"):
        if asked.rule.get(name):
            options[name] = asked.rule[name]
    return counting.count(asked.method, candidates=asked.candidates, ballots=contents(asked.shape, box.ballots),
                          seats=asked.seats, lot=lot, options=options)  # fmt: skip


def _elected(asked: Asked, box: Box) -> dict[str, Any]:
    found = counted(asked, box)
    known = {one.number: one for one in found.candidates}
    plain = found.as_dict()
    said: dict[str, Any] = {
        "quota": found.quota, "valid": found.valid, "elected": list(found.elected), "unconstrained": list(found.elected),
        "substitutes": _waiting(found),
        "stages": plain["stages"], "ties": plain["ties"], "advancing": list(found.advancing), "vacant": found.vacant,
        "notes": [[key, _plain(params)] for key, params in found.notes],
    }  # fmt: skip
    if asked.constraints and found.ranking and found.valid and not found.advancing:
        held = constraints.apply(
            [known[one] for one in found.ranking], constraint_rules(asked.constraints, asked.seats)
        )
        said |= {
            "elected": list(held.elected), "unconstrained": list(held.unconstrained),
            "substitutes": list(held.substitutes), "vacant": held.vacant, "obeyed": held.obeyed, "breach": held.breach,
            "swaps": [[one.left, one.taken, one.reason, one.college] for one in held.swaps],
        }  # fmt: skip
    return said


def _waiting(found: counting.Outcome) -> list[int]:
    """Who follows the elected; nobody while a second round is to come."""
    if not found.valid or found.advancing:
        return []
    return [one for one in found.ranking if one not in found.elected]


def _plain(params: Any) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in params.items()}


def constraint_rules(said: dict[str, Any], seats: int) -> constraints.Rules:
    """{"reserved": {college: n}, "maximum": {college: n}, "parity": {"gap": 1} or {"share": "1/2"}, "undeclared", "short"}.

    Raises CountError when it cannot be read.
    """
    try:
        parity = None
        if said.get("parity"):
            given = said["parity"]
            share = Fraction(given["share"]) if given.get("share") else None
            parity = constraints.Parity(
                gap=None if share is not None else int(given["gap"]), share=share,
                groups=tuple(given.get("groups") or ("F", "M")), undeclared=given.get("undeclared", "apart"),
            )  # fmt: skip
        return constraints.Rules(
            seats, said.get("reserved") or {}, said.get("maximum") or {}, parity, said.get("short", "fill")
        )
    except (KeyError, ValueError, TypeError, ZeroDivisionError) as error:
        raise CountError("La règle de parité ou de sièges réservés n’est pas claire.") from error


def _lists(asked: Asked, box: Box) -> dict[str, Any]:
    votes = {one.number: 0 for one in asked.candidates if not one.withdrawn}
    for weight, chosen in contents(asked.shape, box.ballots):
        for one in chosen:
            if one in votes:
                votes[one] += weight
    shared = lists.apportion(asked.method, votes, asked.seats, seed=asked.lot_seed,  # type: ignore[arg-type]
                             bar=Fraction(asked.rule.get("bar") or 0))  # fmt: skip
    plain = shared.as_dict()
    won = [one.to for one in shared.attributions]
    persons = _persons(asked.constraints["lists"], won, asked.seats) if asked.constraints.get("lists") else {}
    notes: list[Any] = [["empty", {}]] if not shared.valid else []
    gone = [one.number for one in asked.candidates if one.withdrawn]
    if gone:
        notes.append(["withdrawn", {"names": gone}])
    return {
        "valid": shared.valid, "allocation": plain["allocation"], "attributions": plain["attributions"],
        "elected": won, "unconstrained": won,
        "ties": plain["ties"], "notes": notes, "votes": {str(one): count for one, count in votes.items()},
        "quotients": [list(shared.headers), [list(row) for row in shared.rows]], **persons,
    }  # fmt: skip


def _persons(named: dict[str, list[dict[str, Any]]], won: list[int], seats: int) -> dict[str, Any]:
    """Each seat of a list goes to its next name that has not withdrawn; those after wait, of the lists that have a seat.

    `named`: {number of the list: [{"label", "source", "withdrawn"}, …]}, the head first. Names: [list, source, label]. A
    list with more seats than names leaves them vacant.
    """
    left = {
        int(number): [[int(number), one["source"], one["label"]] for one in people if not one["withdrawn"]]
        for number, people in named.items()
    }
    seated = [left[number].pop(0) for number in won if left[number]]
    waiting = [name for number in sorted(set(won)) for name in left[number]]
    return {"seated": seated, "waiting": waiting, "vacant": seats - len(seated)}
