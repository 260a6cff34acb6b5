"""A roll: made, frozen from the ledger, challenged, corrected by decisions that are written.

Once frozen, the roll says who votes, not the ledger: a member suspended afterwards keeps its right until a decision
strikes it (`correct_strike`), and one whose right was forgotten waits for a decision too. `checking.to_check` lists what
the ledger would say otherwise, so that somebody decides.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.ballots.actions.common import locked, numbered, record, refuse, standing
from maillage.ballots.actions.corrections import correct_add, correct_change, correct_strike
from maillage.ballots.enums import ChallengeState, RollState
from maillage.ballots.enums_votes import QuestionState
from maillage.ballots.freezing import Drawn, drawn
from maillage.ballots.models import Right, RightAbsence, Roll, RollChallenge, Substitute
from maillage.core.text import clean
from maillage.members.models import Member
from maillage.network import current

__all__ = ["challenge", "close", "correct_add", "correct_change", "correct_strike", "decide", "freeze", "make",
           "rule_of_profile", "set_proxy_rule"]  # fmt: skip
Seat = tuple[Any, str, str, int]  # (person, name, college, weight)
BATCH = 500


def rule_of_profile(*, seated: bool) -> dict[str, Any]:
    """The rule of proxies as the legal profile says it. It speaks of members: a seat is taken in person, unless the
    by-laws say otherwise (`set_proxy_rule`)."""
    legal = current.profile().legal.proxies
    if seated:
        said = _("Un siège s’exerce en personne ; la règle du profil ne vaut que pour les membres.")
        return {"proxies_allowed": False, "proxies_max": None, "proxies_same_category": False, "proxies_items": False,
                "proxies_source": said}  # fmt: skip
    allowed, most, alike, items = legal.allowed, legal.max_per_person, legal.same_category, legal.by_item
    sources = dict.fromkeys(str(rule.source) for rule in (allowed, most, alike, items) if rule)
    return {"proxies_allowed": allowed.value, "proxies_max": most.value if most else None,
            "proxies_same_category": bool(alike and alike.value), "proxies_items": bool(items and items.value),
            "proxies_source": " – ".join(sources)[:500]}  # fmt: skip


@transaction.atomic
def make(
    *, title: str, rights_on: date, by: Any, challenges_until: date | None = None, seats: Iterable[Seat] | None = None
) -> Roll:
    """A roll in preparation: of the members on a day, or of the seats of a body as they are given."""
    if challenges_until and challenges_until < rights_on:
        raise refuse("challenges_before")
    roll = Roll(title=clean(title)[:200], rights_on=rights_on, challenges_until=challenges_until,
                seated=seats is not None, **rule_of_profile(seated=seats is not None))  # fmt: skip
    roll.full_clean()
    roll.save()
    rows = [Right(roll=roll, person=person, delegate=person, name=name[:300], college=college, weight=weight)
            for person, name, college, weight in seats or ()]  # fmt: skip
    Right.objects.bulk_create(rows, batch_size=BATCH)
    record("roll.made", roll, by=by, changes={"rights_on": [None, rights_on]})
    return roll


@transaction.atomic
def set_proxy_rule(
    *, roll: Roll, allowed: bool, maximum: int | None, same_category: bool, items: bool, source: str, by: Any
) -> Roll:
    """Narrow the rule before the roll is frozen, as the by-laws say; a roll of members never allows more than the law."""
    roll = locked(roll)
    if roll.state != RollState.DRAFT:
        raise refuse("frozen")
    if not clean(source):
        raise refuse("source")
    if allowed and not roll.seated and _looser(maximum, same_category=same_category, items=items):
        raise refuse("rule_looser", source=rule_of_profile(seated=False)["proxies_source"])
    before = {name: getattr(roll, name) for name in PROXY_FIELDS}
    roll.proxies_allowed, roll.proxies_max = allowed, maximum if allowed else None
    roll.proxies_same_category, roll.proxies_items = allowed and same_category, allowed and items
    roll.proxies_source = clean(source)[:500]
    roll.full_clean()
    roll.save()
    numbered(roll)
    changes = {
        name: [before[name], getattr(roll, name)] for name in PROXY_FIELDS if before[name] != getattr(roll, name)
    }
    record("roll.proxy_rule_set", roll, by=by, changes=changes)
    return roll


def _looser(maximum: int | None, *, same_category: bool, items: bool) -> bool:
    """Would this rule permit what the law does not? Where the law is silent on points, the by-laws decide."""
    legal = current.profile().legal.proxies
    most = legal.max_per_person.value if legal.max_per_person else None
    beyond = most is not None and (maximum is None or maximum > most)
    mixed = legal.same_category is not None and legal.same_category.value and not same_category
    parted = legal.by_item is not None and not legal.by_item.value and items
    return not legal.allowed.value or beyond or mixed or parted


PROXY_FIELDS = ("proxies_allowed", "proxies_max", "proxies_same_category", "proxies_items", "proxies_source")


@transaction.atomic
def freeze(*, roll: Roll, by: Any) -> Roll:
    """Write the rights of the day, each with its carrier and substitutes; the reason of each absence. It stands from now."""
    roll = locked(roll)
    if roll.state != RollState.DRAFT:
        raise refuse("frozen")
    if roll.seated:
        count, votes = roll.rights.count(), 0
        if not count:
            raise refuse("no_seats")
    else:
        with override(current.profile().language.code):  # the roll is read by everyone: its words are the network's
            made = drawn(roll)
        if not made.rights:
            raise refuse("empty")
        _write(made)
        count, votes = len(made.rights), len(made.absences)
    roll.state, roll.frozen_at = RollState.FROZEN, now()
    roll.save()
    numbered(roll)
    record("roll.frozen", roll, by=by, changes={"rights": [None, count], "absences": [None, votes]})
    return roll


def _write(made: Drawn) -> None:
    rights = Right.objects.bulk_create(made.rights, batch_size=BATCH)
    Substitute.objects.bulk_create(
        (Substitute(right=right, person_id=person, rank=rank)
         for right, persons in zip(rights, made.substitutes, strict=True)
         for rank, person in enumerate(persons, 1)),
        batch_size=BATCH,
    )  # fmt: skip
    RightAbsence.objects.bulk_create(made.absences, batch_size=BATCH)


@transaction.atomic
def close(*, roll: Roll, by: Any) -> Roll:
    """Nothing of the roll changes any more: the assembly is over, its challenges decided, its votes declared."""
    roll = standing(roll)
    if roll.challenges.open().exists():
        raise refuse("open_challenges")
    if roll.questions.filter(state=QuestionState.OPEN).exists():
        raise refuse("vote_open")
    if roll.questions.filter(state=QuestionState.CLOSED).exists():
        raise refuse("vote_closed")
    roll.state = RollState.CLOSED
    roll.save()
    numbered(roll)
    record("roll.closed", roll, by=by)
    return roll


@transaction.atomic
def challenge(*, roll: Roll, text: str, by: Any, member: Member | None = None, name: str = "") -> RollChallenge:
    """Someone says that the roll is wrong about a member (themselves or another), while challenges are received."""
    roll = standing(roll)
    if roll.challenges_until and localdate() > roll.challenges_until:
        raise refuse("challenges_over", day=date_format(roll.challenges_until, "DATE_FORMAT"))
    if not clean(text):
        raise refuse("text")
    about = clean(name) or (str(member) if member else "")
    if not about:
        raise refuse("about")
    made = RollChallenge(roll=roll, member=member, name=about[:300], text=text.strip(), raised_by=by)
    made.full_clean(exclude=["roll", "member", "raised_by", "decided_by"])
    made.save()
    record("roll.challenged", made, by=by, changes={"roll": [None, roll]})
    return made


@transaction.atomic
def decide(*, challenge: RollChallenge, upheld: bool, decision: str, by: Any) -> RollChallenge:
    """Answer a challenge. Upheld, it still waits for the correction that the decision calls for."""
    roll = standing(challenge.roll)
    row = RollChallenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    if row.state != ChallengeState.OPEN:
        raise refuse("decided")
    if not decision.strip():
        raise refuse("decision")
    row.state = ChallengeState.UPHELD if upheld else ChallengeState.DISMISSED
    row.decision, row.decided_by, row.decided_at = decision.strip(), by, now()
    row.full_clean(exclude=["roll", "member", "raised_by", "decided_by"])
    row.save()
    record("roll.challenge_decided", row, by=by, changes={"state": ["open", row.state], "roll": [None, roll]})
    return row
