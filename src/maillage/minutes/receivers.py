"""What the register writes by itself: each declared vote takes its link, and a decision its number."""

from datetime import date
from typing import Any

from django.dispatch import receiver
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.assemblies.enums import DecisionKind
from maillage.assemblies.models import AgendaItem, Assembly
from maillage.assemblies.signals import consent_adopted
from maillage.ballots.models import Question
from maillage.ballots.signals import question_declared
from maillage.elections.models import Election
from maillage.minutes import votes_said
from maillage.minutes.actions import register
from maillage.minutes.actions.common import linked
from maillage.minutes.record import acts
from maillage.motions.models import Motion
from maillage.network import current

ENTERED = ("item:", "motion:", "election:")  # an amendment is a part of its motion; other votes wait for the secretary
STANDS: dict[str, Any] = {"motion": Motion, "election": Election}


@receiver(question_declared, dispatch_uid="minutes.register")
def enter_declared(sender: Any, question: Question, by: Any, **kwargs: Any) -> None:
    """The vote's act enters the chain; a vote on an item, a motion or an election enters the register."""
    linked(kind="vote", ref=acts.ref_of(question), on=day_of(question), content=acts.vote(question))
    if question.source.startswith(ENTERED):
        with override(current.profile().language.code):
            enter_question(question=question, by=by)


@receiver(consent_adopted, dispatch_uid="minutes.consent")
def enter_consent(sender: Any, assembly: Assembly, items: list[int], by: Any, **kwargs: Any) -> None:
    """What the lot adopts without debate is decided as much as the rest: a resolution for each item."""
    day = min(assembly.day or localdate(), localdate())
    with override(current.profile().language.code):
        vote = _("Adopté dans le lot sans débat.")
    for item in AgendaItem.objects.filter(pk__in=items).order_by("position", "pk"):
        register.enter(
            body=assembly.body, adopted_on=day, title=item.title, text=item.text or item.title, item=item, vote=vote,
            assembly=assembly, public=openness(item), by=by,
        )  # fmt: skip


def openness(item: AgendaItem | None) -> bool | None:
    """What concerns one member is not opened to everyone by itself: the secretary decides. None: as the body does."""
    return False if item is not None and item.decision_kind == DecisionKind.EXCLUSION else None


def day_of(question: Question) -> date:
    """A decision is of the day of its meeting, even counted after midnight; a vote of several days, of its declaration."""
    declared = localdate(question.declared_at, current.zone())
    assembly = getattr(question.roll, "assembly", None)
    if assembly is None or assembly.day is None or question.closes_at:
        return declared
    return min(assembly.day, declared)


def enter_question(*, question: Question, by: Any) -> Any:
    """The resolution of a declared vote. None when its roll serves no meeting (the secretary then names the body), and
    when a first round elects nobody: the second decides."""
    assembly = getattr(question.roll, "assembly", None)
    outcome = question.outcome or {}
    if assembly is None or (outcome.get("advancing") and not outcome.get("elected")):
        return None
    item = item_of(question.source)
    said = votes_said.result(question)
    return register.enter(
        body=assembly.body, adopted_on=day_of(question), title=question.title, assembly=assembly, item=item, vote=said,
        text=question.text or (item.text if item and question.source == item.source else "") or said,
        carried=votes_said.carried(question), question=question, public=openness(item), by=by,
    )  # fmt: skip


def item_of(source: str) -> AgendaItem | None:
    """The item that is voted, or under which a motion or an election stands."""
    kind, _colon, number = source.partition(":")
    if not number.isdecimal():
        return None
    if kind == "item":
        return AgendaItem.objects.filter(pk=number).first()
    row = STANDS[kind].objects.filter(pk=number).select_related("item").first() if kind in STANDS else None
    return row.item if row else None
