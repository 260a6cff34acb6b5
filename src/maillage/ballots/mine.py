"""What a roll gives one person: rights to exercise, rights of their members, proxies held, absences, what they contested."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import Prefetch, Q

from maillage.ballots import points, words
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


def ways(questions: list[Question], person: int | None) -> dict[int, Literal["vote", "again", "done", "none"]]:
    """What this person may do in each open question of one roll: vote, change what they said by name, nothing more, or
    nothing at all since another exercises what they carry, or nobody does."""
    if not questions:
        return {}
    held, found = rights_of(questions[0].roll, person), {}
    uses: dict[int, set[int]] = {}
    for question, right in RightUse.objects.filter(
        question__in=questions, right__in=[one.right.pk for one in held]
    ).values_list("question", "right"):
        uses.setdefault(question, set()).add(right)
    for question in questions:
        within = points.around(question.source) if any(one.only or one.but for one in held) else ()
        mine = [one.right.pk for one in held if one.covers(within)]
        used = uses.get(question.pk, set())
        left = any(right not in used for right in mine)
        found[question.pk] = "vote" if left else "none" if not mine else "done" if question.is_confidential else "again"
    return found
