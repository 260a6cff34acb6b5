"""A question: drafted, changed while it is a draft, opened, extended, closed, cancelled."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import now

from maillage.audit import journal
from maillage.ballots import classes, rules
from maillage.ballots.actions import keys
from maillage.ballots.actions.refusals import guarded, locked, refuse
from maillage.ballots.enums import RollState
from maillage.ballots.enums_votes import Method, QuestionState, Secrecy
from maillage.ballots.exercise import present_on
from maillage.ballots.models import Option, Question, Roll, Urn
from maillage.ballots.signals import question_cancelled, question_closed, question_opened
from maillage.core.text import clean

CHANGEABLE = ("title", "text", "method", "secrecy", "seats", "rule", "constraints", "grades", "elects_persons", "remote",
              "in_room", "paper_too", "opens_at", "closes_at", "remind_hours", "source")  # fmt: skip


@transaction.atomic
def draft(
    *, roll: Roll, source: str = "", title: str, text: str = "", method: str = Method.YESNO,
    secrecy: str = Secrecy.NOMINAL, options: Iterable[Any] = (), seats: int = 1, rule: dict[str, Any] | None = None,
    by: Any, **also: Any,
) -> Question:  # fmt: skip
    """Prepare a question. `options`: labels, or mappings with label, source, college, gender. `rule`: what differs from
    the ordinary rule of the legal profile (`rules.rule_for(kind)` for another kind). `also`: constraints, grades,
    elects_persons, remote, in_room, paper_too, opens_at, closes_at, remind_hours. Raises ValidationError.
    """
    roll = Roll.objects.select_for_update(of=("self",)).get(pk=roll.pk)
    number = (roll.questions.aggregate(most=Max("number"))["most"] or 0) + 1
    question = Question(roll=roll, number=number, source=source, title=clean(title)[:300], text=text.strip(), method=method,
                        secrecy=secrecy, seats=seats, rule=rules.complete(rule), **also)  # fmt: skip
    _checked(question)
    question.save()
    write_options(question, options)
    journal.record("question.drafted", question, by=by, changes={"roll": [None, roll], "number": [None, number]})
    return question


@transaction.atomic
def change(*, question: Question, by: Any, options: Iterable[Any] | None = None, **values: Any) -> Question:
    """Change a draft: any value of `draft`; `options` replaces them all. Raises ValidationError."""
    question = locked(question)
    if question.state != QuestionState.DRAFT:
        raise refuse("not_draft")
    before = journal.snapshot(question, CHANGEABLE)
    values = _kept(question, options, values)
    for name in set(values) & set(CHANGEABLE):
        setattr(question, name, rules.complete(values[name]) if name == "rule" else values[name])
    question.title = clean(question.title)[:300]
    _checked(question)
    question.version += 1
    question.save()
    if options is not None:
        question.options.all().delete()
        write_options(question, options)
    journal.record("question.changed", question, by=by,
                   changes=journal.difference(before, journal.snapshot(question, CHANGEABLE)))  # fmt: skip
    return question


def _kept(question: Question, options: Iterable[Any] | None, values: dict[str, Any]) -> dict[str, Any]:
    """Who stands, for how many seats, by which method, in which round: what an election wrote is changed there."""
    if not question.options.exclude(source="").exists():
        return values
    if options is not None or any(getattr(question, name) != values.get(name, getattr(question, name))
                                  for name in ("method", "seats")):  # fmt: skip
        raise refuse("of_an_election")
    return {**values, "rule": {**question.rule, **values["rule"]}} if "rule" in values else values


def write_options(question: Question, options: Iterable[Any]) -> None:
    rows = []
    for number, one in enumerate(options, 1):
        said: Mapping[str, Any] = one if isinstance(one, Mapping) else {"label": one}
        rows.append(Option(question=question, number=said.get("number", number), label=clean(str(said["label"]))[:300],
                           source=said.get("source", ""), college=said.get("college", ""),
                           gender=said.get("gender", "")))  # fmt: skip
    if len({row.number for row in rows}) != len(rows):
        raise refuse("options_twice")
    Option.objects.bulk_create(rows)


def _checked(question: Question) -> None:
    secrecy = Secrecy(question.secrecy)
    if question.remote and not secrecy.online:
        raise refuse("paper_remote")
    if question.opens_at and question.closes_at and question.closes_at <= question.opens_at:
        raise refuse("opens_later")
    try:
        share = Fraction(next(iter(question.rule["threshold"].values())))
        clear = 0 < share <= 1 and question.rule["of"] in ("cast", "present", "members")
    except (KeyError, StopIteration, ValueError, TypeError, ZeroDivisionError):
        clear = False
    if not clear:
        raise refuse("rule")
    question.full_clean(exclude=["roll"])


def secret_election(question: Question) -> bool:
    return question.elects_persons and question.is_confidential


def remote_election(question: Question) -> bool:
    """A secret election of persons that reaches beyond the room: what class B does not promise is said beside it."""
    return secret_election(question) and (question.remote or present_on(question.roll) is None)


def in_room_only(question: Question) -> bool:
    """Only those present vote: as asked, and for a secret election of persons that is not remote."""
    return question.in_room or (secret_election(question) and not question.remote)


def refusals(question: Question) -> list[str]:
    """Why it could not open now, a sentence each; nothing when it can."""
    try:
        may_open(question)
        guarded(question, "open")
    except ValidationError as error:
        return list(error.messages)
    return []


def may_open(question: Question) -> dict[str, str]:
    """Raises ValidationError with what is missing. Gives the colleges held together, of a confidential vote."""
    if question.state != QuestionState.DRAFT:
        raise refuse("state", state=question.get_state_display())
    if question.roll.state != RollState.FROZEN:
        raise refuse("roll")
    if question.method != Method.YESNO and not question.options.filter(withdrawn_at=None).exists():
        raise refuse("options")
    if question.closes_at and question.closes_at <= now():
        raise refuse("over")
    if remote_election(question) and (source := rules.no_remote_secret()):
        raise refuse("remote_election", source=source)
    rights = list(question.roll.rights.active().values_list("college", "weight"))
    if question.takes_paper and len({weight for _college, weight in rights}) > 1:
        raise refuse("paper_weights")
    if not question.is_confidential:
        return {}
    try:
        folded = classes.fold(rights)
    except classes.TooFew as error:
        raise ValidationError(error.message(), code="too_few") from error
    if not question.public_key:
        raise refuse("no_key")
    if question.recovery_shown_at is None:
        raise refuse("not_recovered")
    return folded


@transaction.atomic
def open_vote(*, question: Question, by: Any) -> Question:
    """Open. The seed of the lot is drawn and published now, before any vote; colleges too small are held together;
    what is missing, or a meeting without quorum, refuses."""
    question = locked(question)
    Roll.objects.select_for_update(of=("self",)).get(pk=question.roll_id)  # nobody is struck while classes are made
    guarded(question, "open")
    question.folded = may_open(question)
    question.state, question.opened_at = QuestionState.OPEN, now()
    question.lot_seed = secrets.token_hex(16)
    question.version += 1
    question.save()
    if question.is_confidential:
        cells = {(question.folded[college], weight)
                 for college, weight in question.roll.rights.active().values_list("college", "weight")}  # fmt: skip
        Urn.objects.bulk_create(
            Urn(question=question, college=college, weight=weight) for college, weight in sorted(cells)
        )
    journal.record("question.opened", question, by=by, changes={"seed": [None, question.lot_seed]})
    question_opened.send(Question, question=question, by=by)
    return question


@transaction.atomic
def extend(*, question: Question, closes_at: datetime, by: Any, reason: str = "") -> Question:
    """Put the end of an open vote later; it is never put earlier: close it instead. Once it is past, it is past."""
    question = locked(question)
    if question.state != QuestionState.OPEN:
        raise refuse("state", state=question.get_state_display())
    if question.closes_at and question.closes_at <= now():
        raise refuse("ended")
    if closes_at <= now() or (question.closes_at and closes_at <= question.closes_at):
        raise refuse("later")
    before = question.closes_at
    question.closes_at = closes_at
    question.version += 1
    question.save()
    changes: dict[str, Any] = {"closes_at": [before, closes_at]}
    if clean(reason):
        changes["reason"] = [None, clean(reason)[:500]]
    journal.record("question.extended", question, by=by, changes=changes)
    return question


@transaction.atomic
def close_vote(*, question: Question, by: Any, reason: str = "") -> Question:
    """Nobody votes any more. The urn of a confidential vote stays sealed until `keys.open_urn`. `reason`: why before the
    end that was announced."""
    question = locked(question)
    if question.state != QuestionState.OPEN:
        raise refuse("state", state=question.get_state_display())
    guarded(question, "close")
    question.state, question.closed_at = QuestionState.CLOSED, now()
    question.version += 1
    question.save()
    said = {"reason": [None, clean(reason)[:500]]} if clean(reason) else None
    journal.record("question.closed", question, by=by, changes=said)
    question_closed.send(Question, question=question, by=by)
    return question


@transaction.atomic
def cancel(*, question: Question, reason: str, by: Any) -> Question:
    """Cancel, with a reason that everyone reads. What was voted by name is erased; an urn that stays sealed too."""
    question = locked(question)
    if not question.standing.can_become(QuestionState.CANCELLED):
        raise refuse("state", state=question.get_state_display())
    if not clean(reason):
        raise refuse("reason")
    question.state, question.cancel_reason = QuestionState.CANCELLED, clean(reason)[:500]
    question.key_wrapped = []
    question.version += 1
    question.save()
    keys.overwrite()
    transaction.on_commit(keys.forget_pages)
    question.uses.all().delete()
    question.urns.all().delete()
    question.ballots.all().delete()
    journal.record("question.cancelled", question, by=by, changes={"reason": [None, question.cancel_reason]})
    question_cancelled.send(Question, question=question, by=by)
    return question


@transaction.atomic
def withdraw_option(*, option: Option, by: Any) -> Option:
    """A candidate withdraws, even after ballots are cast: the count passes over them, and says so."""
    question = locked(option.question)
    if question.state in (QuestionState.DECLARED, QuestionState.CANCELLED):
        raise refuse("state", state=question.get_state_display())
    if option.withdrawn_at is None:
        option.withdrawn_at = now()
        option.save(update_fields=["withdrawn_at"])
        journal.record("question.option_withdrawn", question, by=by, changes={"option": [option.number, None]})
    return option
