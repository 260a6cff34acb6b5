"""Votes that open and close at their hour, and one reminder; each may run again freely."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.timezone import now

from maillage.ballots import emails_votes, points
from maillage.ballots.actions import keys, questions
from maillage.ballots.enums import ProxyState
from maillage.ballots.enums_votes import QuestionState, Secrecy
from maillage.ballots.models import Proxy, Question, Right
from maillage.organisations.models import Person


def tend() -> int:
    """Every minute: what opens, what closes, whom to remind. A vote that cannot open waits, and its page says why."""
    at, done = now(), 0
    unended = Q(closes_at=None) | Q(closes_at__gt=at)
    waiting = Question.objects.filter(unended, state=QuestionState.DRAFT, opens_at__lte=at)
    for question in waiting:
        done += _try(questions.open_vote, question)
    for question in Question.objects.open().filter(closes_at__lte=at):
        done += _try(questions.close_vote, question)
    soon = Question.objects.open().filter(closes_at__gt=at).exclude(remind_hours=None).select_related("roll")
    for question in soon:
        if question.closes_at and question.closes_at - timedelta(hours=question.remind_hours or 0) <= at:
            done += remind(question)
    if Question.objects.open().filter(secrecy=Secrecy.CONFIDENTIAL).exists():
        keys.shorten_log()
    return done


def _try(verb: object, question: Question) -> int:
    try:
        verb(question=question, by=None)  # type: ignore[operator]
    except ValidationError:
        return 0
    return 1


def waiting_for(question: Question) -> set[int]:
    """The persons who carry a right that has not been used, themselves or by a proxy that holds for this question."""
    unused = Right.objects.filter(roll=question.roll, active=True).exclude(uses__question=question)
    within = points.around(question.source)
    rows = Proxy.objects.filter(right__in=unused, state=ProxyState.ACCEPTED)
    held = [row for row in rows if not row.items or any(item in within for item in row.items)]
    holders, given = {row.holder_id for row in held}, {row.right_id for row in held}
    return holders | set(unused.exclude(pk__in=given).exclude(delegate=None).values_list("delegate", flat=True))


def remind(question: Question) -> int:
    people = Person.objects.filter(pk__in=waiting_for(question)).order_by("pk")
    return sum(emails_votes.reminder(question, person) for person in people)
