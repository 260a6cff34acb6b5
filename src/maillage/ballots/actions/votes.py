"""Casting: by name, or sealed. Each right at most once, by one way: the database itself refuses a second.

Nothing here writes in the journal: a nominal vote is its own record, and a confidential one leaves no time anywhere.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.timezone import now

from maillage.ballots import quick, sealing
from maillage.ballots.actions import urns
from maillage.ballots.actions.questions import in_room_only
from maillage.ballots.actions.refusals import guarded, refuse
from maillage.ballots.ballot_forms import form_of
from maillage.ballots.choices import ChoiceError, check, written
from maillage.ballots.enums_votes import QuestionState, UseRoute
from maillage.ballots.exercise import Exercise, present_on, rights_of
from maillage.ballots.models import NominalVote, Question, Right, RightUse

Choices = Mapping[int, Any]


def exercised(question: Question, person: Any) -> list[Exercise]:
    """The rights that this person may use for this question now.

    Most people carry their own and nothing else: one light question says so, and spares the long ones when hundreds vote.
    """
    number = person if person is None or isinstance(person, int) else person.pk
    own = None if number is None else quick.carried(question, number)
    if own is None:
        return rights_of(question.roll, number, source=question.source)
    return [Exercise(right, "own") for right in own]


def cast(
    *, question: Question, person: Any, choices: Any, by: Any = None, mine: list[Exercise] | None = None
) -> list[RightUse]:
    """Vote. `choices` is one choice for every right that this person exercises, or {right: choice}. `mine`: what
    `exercised` has just said, when it was asked.

    By name, the same person may vote again until the close; a confidential ballot is sealed here and is final. Raises
    ValidationError with a clear sentence; then nothing of it was recorded.
    """
    if question.shape != "yesno":
        prefetch_related_objects([question], "options")
    mine = exercised(question, person) if mine is None else mine
    given = _by_right(mine, choices)
    form = form_of(question, standing_only=True)
    try:
        said = {right: check(form, choice) for right, choice in given.items()}
    except ChoiceError as error:
        raise ValidationError(error.message(), code=error.code) from error
    _same_in_blocks(mine, said)
    if question.is_confidential:
        sealed = {right: _seal(question, written(choice)) for right, choice in said.items()}
        return _cast_boxes(question, person, sealed, urns.length(question))
    return _cast_names(question, person, said)


def cast_sealed(
    *, question: Question, person: Any, boxes: Sequence[bytes], rights: Iterable[int], by: Any = None,
    mine: list[Exercise] | None = None,
) -> list[RightUse]:  # fmt: skip
    """Vote with boxes that the browser sealed: as many as `rights`. Which box goes with which right is not kept.

    Whether a delegation that votes as one says the same in each box cannot be seen: the server seals for it.
    """
    if not question.is_confidential:
        raise refuse("not_confidential")
    if question.shape != "yesno":
        prefetch_related_objects([question], "options")
    mine = exercised(question, person) if mine is None else mine
    wanted = list(dict.fromkeys(rights))
    length = urns.length(question)
    if len(boxes) != len(wanted) or not wanted or any(len(box) != length or box[:1] != b"\x04" for box in boxes):
        raise refuse("box")
    _all_mine(mine, wanted)
    if blocks([one for one in mine if one.right.pk in wanted]):
        raise refuse("block_box")
    return _cast_boxes(question, person, dict(zip(wanted, boxes, strict=True)), length)


def _by_right(mine: list[Exercise], choices: Any) -> Choices:
    if not mine:
        raise refuse("no_right")
    if isinstance(choices, Mapping) and choices and all(isinstance(key, int) for key in choices):
        _all_mine(mine, choices)
        return choices
    return {one.right.pk: choices for one in mine}


def _all_mine(mine: list[Exercise], wanted: Iterable[int]) -> None:
    if not mine:
        raise refuse("no_right")
    if not set(wanted) <= {one.right.pk for one in mine}:
        raise refuse("not_yours")


def _same_in_blocks(mine: list[Exercise], said: Choices) -> None:
    """A delegation that votes as one gives one choice."""
    blocks: dict[int, Any] = {}
    for one in mine:
        if one.right.block_vote and one.right.member_id and one.right.pk in said:
            first = blocks.setdefault(one.right.member_id, said[one.right.pk])
            if first != said[one.right.pk]:
                raise refuse("block", name=one.right.name)


def blocks(mine: Iterable[Exercise]) -> set[int]:
    """The members whose delegation votes as one, with several of these rights."""
    count = Counter(one.right.member_id for one in mine if one.right.block_vote and one.right.member_id)
    return {member for member, rights in count.items() if rights > 1}


def share_out(mine: list[Exercise], counts: Mapping[Any, int]) -> dict[int, Any]:
    """« 70 pour, 30 contre » as {right: choice}: the rights of a delegation that votes as one stay together.

    Raises ValidationError when the numbers are not those of the rights.
    """
    rights = [one.right for one in mine]
    given = sum(counts.values())
    if given != len(rights) or any(count < 0 for count in counts.values()):
        raise refuse("count", rights=len(rights), given=given)
    row = [choice for choice, count in counts.items() for _one in range(count)]
    return {right.pk: choice for right, choice in zip(rights, row, strict=True)}


def _possible(question: Question, person: Any, rights: Iterable[int]) -> dict[int, Exercise]:
    """Under the lock: is it still the hour, is this person there, and are these rights still theirs (a proxy taken back,
    a right struck since the page was asked for)? The rights that they exercise now."""
    if question.state != QuestionState.OPEN:
        raise refuse("not_open" if question.state == QuestionState.DRAFT else "closed")
    if question.closes_at and question.closes_at <= now():
        raise refuse("closed")
    if not question.is_online:
        raise refuse("not_online", how=question.get_secrecy_display())
    guarded(question, "cast")
    if in_room_only(question):
        there = present_on(question.roll)
        if there is not None and (person if isinstance(person, int) else person.pk) not in there:
            raise refuse("absent")
    mine = exercised(question, person)
    _all_mine(mine, rights)
    return {one.right.pk: one for one in mine}


def route_of(question: Question, one: Exercise) -> str:
    if one.route == "proxy":
        return UseRoute.PROXY
    return UseRoute.ROOM if in_room_only(question) else UseRoute.ONLINE


def _used(question: Question, mine: Mapping[int, Exercise], rights: Iterable[int]) -> dict[int, RightUse]:
    """The uses of these rights, with what was voted by name; most often it is known already that there is none."""
    if quick.none_served(mine[right].right for right in rights):
        return {}
    uses = RightUse.objects.filter(question=question, right__in=list(rights))
    return {use.right_id: use for use in uses.select_related("vote", "right")}


@transaction.atomic
def _cast_names(question: Question, person: Any, said: Choices) -> list[RightUse]:
    quick.hold(question)
    rights = _possible(question, person, said)
    number = person if isinstance(person, int) else person.pk
    uses = _used(question, rights, said)
    made, votes, changed = [], [], []
    for right, choice in said.items():
        use = uses.get(right)
        if use is None:
            use = RightUse(question=question, right_id=right, route=route_of(question, rights[right]))
            made.append(use)
            votes.append(NominalVote(use=use, choice=choice, by_id=number, at=now()))
            continue
        if use.route == UseRoute.PAPER:
            raise refuse("used_paper", name=use.right.name)
        if use.vote.by_id != number:
            raise refuse("used_other", name=use.right.name)
        use.vote.choice, use.vote.at = choice, now()
        changed.append(use.vote)
    quick.write(made)
    quick.write(votes)
    if changed:
        NominalVote.objects.bulk_update(changed, ["choice", "at"])
    return [*made, *uses.values()]


def _seal(question: Question, plain: bytes) -> bytes:
    return sealing.seal(question.public_key, plain, size=form_of(question).size, info=urns.info(question))


@transaction.atomic
def _cast_boxes(question: Question, person: Any, sealed: Mapping[int, bytes], length: int) -> list[RightUse]:
    quick.hold(question)
    rights = _possible(question, person, sealed)
    for used in _used(question, rights, sealed).values():
        raise refuse("used_paper" if used.route == UseRoute.PAPER else "used", name=used.right.name)
    made = [RightUse(question=question, right_id=right, route=route_of(question, rights[right])) for right in sealed]
    quick.write(made)
    quick.unorder(made)
    by_class: dict[tuple[str, int], list[bytes]] = {}
    for right, box in sealed.items():
        by_class.setdefault(_class_of(question, rights[right].right), []).append(box)
    kept = {(urn.college, urn.weight): urn for urn in quick.urns(question)}
    for where, boxes in by_class.items():
        if where not in kept:
            raise refuse("new_class", name=next(rights[right].right.name for right in sealed))
        urns.put(kept[where], boxes, length)
    return made


def _class_of(question: Question, right: Right) -> tuple[str, int]:
    return question.folded.get(right.college, ""), right.weight
