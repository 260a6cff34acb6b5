"""What a roll gives one person: rights to exercise, rights of their members, proxies held, absences, what they contested."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import Prefetch, Q

from maillage.ballots import points, words
from maillage.ballots.actions.votes import exercised
from maillage.ballots.enums import LIVE, RollState
from maillage.ballots.exercise import Exercise, rights_of
from maillage.ballots.models import Proxy, Question, Right, RightAbsence, RightUse, Roll, RollChallenge
from maillage.ballots.models.roll import members_of
from maillage.members.words import person_name
from maillage.organisations.facts import person_of


@dataclass
class Line:
    """A right that a person carries or that belongs to their member; `proxy` is the one that lives."""

    right: Right
    name: str
    carrier: str
    mine: bool
    proxy: Proxy | None = None
    holder: str = ""
    limits: list[str] = field(default_factory=list)  # the points to which the proxy is limited


@dataclass
class Held:
    """A proxy that someone holds or is asked to hold."""

    proxy: Proxy
    name: str
    limits: list[str] = field(default_factory=list)


@dataclass
class Mine:
    roll: Roll
    rule: list[str]
    lines: list[Line] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    absences: list[RightAbsence] = field(default_factory=list)
    challenges: list[RollChallenge] = field(default_factory=list)
    exercises: list[Exercise] = field(default_factory=list)

    @property
    def open(self) -> bool:
        return self.roll.state == RollState.FROZEN

    @property
    def votes(self) -> int:
        """Weight of what this person may exercise now."""
        return sum(one.right.weight for one in self.exercises)

    @property
    def votes_said(self) -> str:
        return words.votes(self.votes)


def told(roll: Roll, user: Any) -> Mine:
    """All of it, in a number of queries that does not grow with the rights."""
    person = person_of(user)
    found = Mine(roll, words.proxy_rule(roll))
    if roll.state == RollState.DRAFT:
        return found
    found.lines = [_line(right, user, person) for right in _own(roll, user)]
    held = Proxy.objects.live().filter(roll=roll, holder__user=user)
    held = held.select_related("roll", *(f"right__{name}" for name in words.BESIDE))
    found.held = [Held(one, words.holder(one.right, user)) for one in held]
    rows: list[Line | Held] = [*found.lines, *found.held]
    limits = points.told(roll, [row.proxy for row in rows if row.proxy])
    for row in rows:
        row.limits = limits.get(row.proxy.pk, []) if row.proxy else []
    found.absences = list(RightAbsence.objects.filter(roll=roll, member__in=members_of(user)))
    found.challenges = list(RollChallenge.objects.filter(roll=roll, raised_by=user))
    found.exercises = rights_of(roll, person)
    return found


def own_rights(user: Any) -> Any:
    """Rights that this person carries, or of the members that they are or speak for."""
    carried = Right.objects.carried_by(person_of(user)).values("pk")
    return Right.objects.active().filter(Q(pk__in=carried) | Q(member__in=members_of(user)))


def _own(roll: Roll, user: Any) -> Iterable[Right]:
    live = Prefetch("proxies", Proxy.objects.filter(state__in=LIVE).select_related("holder"), to_attr="living")
    return own_rights(user).filter(roll=roll).select_related("roll", *words.BESIDE).prefetch_related(live)


def _line(right: Right, user: Any, person: int | None) -> Line:
    proxy = right.living[0] if right.living else None  # type: ignore[attr-defined]
    return Line(right, words.holder(right, user), words.carrier(right, user), right.delegate_id == person, proxy,
                person_name(proxy.holder, user) if proxy else "")  # fmt: skip


def may_give(user: Any) -> Any:
    """Rights of which this person may give the proxy: those that they carry, and those of their members."""
    carried = Q(delegate=person_of(user)) if person_of(user) else Q(pk__in=[])
    rows = Right.objects.active().filter(carried | Q(member__in=members_of(user)))
    return rows.exclude(roll__state=RollState.DRAFT)


def open_rolls(user: Any) -> Any:
    """Frozen rolls where this person has something to see, whatever their rights in Gestion."""
    mine = own_rights(user).values("roll")
    absent = RightAbsence.objects.filter(member__in=members_of(user)).values("roll")
    held = Proxy.objects.live().filter(holder__user=user).values("roll")
    found = Q(pk__in=mine) | Q(pk__in=absent) | Q(pk__in=held)
    return Roll.objects.filter(found, state=RollState.FROZEN)


def may_still_vote(question: Question, use: RightUse | None, person: int | None) -> bool:
    """May this right still vote, or vote again?"""
    if use is None:
        return True
    return not question.is_confidential and hasattr(use, "vote") and use.vote.by_id == person


def ways(questions: list[Question], person: int | None) -> dict[int, Literal["vote", "again", "done", "none"]]:
    """What this person may do in each open question: vote, change what they said by name, nothing more, or nothing at
    all since another exercises what they carry, or nobody does."""
    found: dict[int, Literal["vote", "again", "done", "none"]] = {}
    for question in questions:
        mine = [one.right.pk for one in exercised(question, person)]
        rows = RightUse.objects.filter(question=question, right__in=mine).select_related("vote") if mine else ()
        uses = {use.right_id: use for use in rows}
        if not mine:
            found[question.pk] = "none"
        elif len(uses) < len(mine):
            found[question.pk] = "vote"
        else:
            again = any(may_still_vote(question, use, person) for use in uses.values())
            found[question.pk] = "again" if again else "done"
    return found
