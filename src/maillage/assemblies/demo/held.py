"""The assembly that was held: who came, what was voted, when; lived today, then put back on its day."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.timezone import localdate, now

from maillage.assemblies import recipients
from maillage.assemblies.actions import call, notices, presence, session, ticking
from maillage.assemblies.actions.presence import Who
from maillage.assemblies.agenda import tree
from maillage.assemblies.enums import AssemblyState, DeliveryState
from maillage.assemblies.models import AgendaItem, Assembly, Notice, NoticeDelivery, QuorumChange, Stay
from maillage.ballots.actions import count, questions, votes
from maillage.ballots.models import NominalVote, Question, Right
from maillage.ballots.rules import rule_for

MOST = 40  # people who come, whatever the network's size
YES, NO, ABSTAIN = "yes", "no", "abstain"


def write(assembly: Assembly, by: Any) -> Assembly:
    """Convene, hold, vote, close; then every hour goes back to the day of the assembly."""
    assert assembly.starts_at is not None
    day, length = assembly.starts_at, timedelta(hours=4)
    call.make_roll(assembly=assembly, rights_on=localdate(day) - timedelta(days=20), source="Usage du réseau : vingt jours avant.",
                   by=by)  # fmt: skip
    call.freeze_roll(assembly=assembly, by=by)
    began = now()
    Assembly.objects.filter(pk=assembly.pk).update(
        state=AssemblyState.CALLED, called_at=began, starts_at=began, ends_at=began + length
    )
    assembly.refresh_from_db()
    told_to(assembly, day - timedelta(days=25))
    hold(assembly, by)
    back(assembly, began - day)
    assembly.refresh_from_db()
    return assembly


def told_to(assembly: Assembly, sent: datetime) -> None:
    """The notice of a meeting that was: to everyone who was called, weeks before."""
    notice = Notice.objects.create(
        assembly=assembly, agenda=[], papers=notices.papers_of(assembly), facts=notices.facts_of(assembly), sent_at=sent,
        days_given=24, days_asked=10, text="",
    )  # fmt: skip
    NoticeDelivery.objects.bulk_create(
        NoticeDelivery(
            notice=notice, person=one.person, member=one.member, name=one.name, standing=one.standing, email=one.email,
            postal=one.postal, route=one.route, state=DeliveryState.SENT, sent_at=sent, language=one.language,
        ) for one in recipients.of(assembly)
    )  # fmt: skip


def hold(assembly: Assembly, by: Any) -> None:
    dice = random.Random(assembly.pk)  # noqa: S311 (an invention, the same each time)
    rights = Right.objects.active().filter(roll=assembly.roll).exclude(delegate=None).select_related("delegate")
    people = list({right.delegate_id: right.delegate for right in rights}.values())
    there = dice.sample(people, min(MOST, max(1, len(people) * 2 // 3)))
    for person in there:
        presence.arrive(assembly=assembly, who=Who(person=person), by=by)
    session.open(assembly=assembly, by=by, chair=assembly.chair or there[0], secretary=assembly.secretary or there[-1])
    for item in [line.item for line in tree(assembly)]:
        if item.kind == "decision" and not item.consent:
            ticking.begin(item=item, by=by)
            try:
                vote(assembly, item, there, dice, by)
            except ValidationError:  # a quorum of its own, that was not there
                left = Question.objects.get(roll=assembly.roll, source=item.source)
                questions.cancel(
                    question=left, reason="Le quorum propre à ce point n’est pas atteint : il est remis.", by=by
                )
                ticking.postpone(item=item, by=by)
    assembly.refresh_from_db()
    session.close(assembly=assembly, by=by)
    AgendaItem.objects.filter(assembly=assembly).exclude(state__in=["done", "postponed"]).update(
        state="done", done_at=now()
    )


def vote(assembly: Assembly, item: AgendaItem, there: list[Any], dice: random.Random, by: Any) -> Question:
    """By name, by a show of hands held in the hand: most are for."""
    assert assembly.roll is not None
    question = questions.draft(
        roll=assembly.roll, source=item.source, title=item.title, rule=rule_for(item.decision_kind), by=by
    )
    question = questions.open_vote(question=question, by=by)
    for person in there:
        votes.cast(question=question, person=person, choices=dice.choices([YES, NO, ABSTAIN], [14, 2, 1])[0], by=by)
    questions.close_vote(question=question, by=by)
    question.refresh_from_db()
    return count.declare(question=question, by=by)


def back(assembly: Assembly, ago: timedelta) -> None:
    """Put every hour back to the day of the assembly."""
    of = {"assembly": assembly}
    moved: list[tuple[Any, tuple[str, ...]]] = [
        (Assembly.objects.filter(pk=assembly.pk), ("starts_at", "ends_at", "opened_at")),
        (Stay.objects.filter(attendance__assembly=assembly), ("came_at",)),
        (QuorumChange.objects.filter(**of), ("at",)),
        (NominalVote.objects.filter(use__question__roll=assembly.roll), ("at",)),
    ]  # fmt: skip
    for rows, names in moved:
        rows.update(**{name: F(name) - ago for name in names})
    length = timedelta(hours=3, minutes=40)
    Assembly.objects.filter(pk=assembly.pk).update(
        called_at=F("starts_at") - timedelta(days=25),
        closed_at=F("opened_at") + length,
        created_at=F("starts_at") - timedelta(days=60),
    )
    Stay.objects.filter(attendance__assembly=assembly).update(left_at=F("came_at") + length)
    first = Assembly.objects.get(pk=assembly.pk).opened_at
    assert first is not None
    for rank, item in enumerate(AgendaItem.objects.filter(assembly=assembly, state="done")):
        started = first + timedelta(minutes=12 * rank)
        AgendaItem.objects.filter(pk=item.pk).update(started_at=started, done_at=started + timedelta(minutes=12))
    for rank, question in enumerate(Question.objects.filter(roll=assembly.roll, state="declared")):
        opened = first + timedelta(minutes=30 + 15 * rank)
        Question.objects.filter(pk=question.pk).update(
            opened_at=opened, closed_at=opened + timedelta(minutes=4), declared_at=opened + timedelta(minutes=5)
        )
