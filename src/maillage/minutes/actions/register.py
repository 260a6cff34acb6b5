"""The register: enter a decision, say what it does to another, follow it, open it to readers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from maillage.audit import journal
from maillage.bodies.models import Body
from maillage.core.text import clean, fold
from maillage.minutes.actions.common import linked, locked, record, refuse, taking_turns
from maillage.minutes.enums import FollowState, LinkKind, Standing
from maillage.minutes.models import Resolution, ResolutionFollowUp, ResolutionLink
from maillage.minutes.record import chain, layout


def next_number(year: int) -> int:
    """One after the last of the year. The database refuses the second of two who took the same."""
    return (Resolution.objects.filter(year=year).aggregate(most=Max("number"))["most"] or 0) + 1


def content_of(resolution: Resolution) -> bytes:
    """What the chain keeps the digest of: all that never changes in a resolution."""
    return chain.canonical({
        "code": resolution.code, "adopted_on": resolution.adopted_on.isoformat(), "body": resolution.body.code,
        "title": resolution.title, "text": resolution.text, "vote": resolution.vote,
        "carried": resolution.standing != Standing.REJECTED,
    })  # fmt: skip


@transaction.atomic
def enter(*, body: Body, adopted_on: date, title: str, text: str, by: Any, vote: str = "", carried: bool = True,
          assembly: Any = None, item: Any = None, question: Any = None, public: bool | None = None) -> Resolution:  # fmt: skip
    """Enter a decision: it takes the next number of its year, and a link of the chain. The same question is entered once."""
    if question is not None and (known := Resolution.objects.filter(question=question).first()):
        return known
    taking_turns()
    title, text = clean(title)[:300], clean(text, multiline=True)
    if not title:
        raise refuse("title")
    if adopted_on > localdate():
        raise refuse("future")
    row = Resolution(
        year=adopted_on.year, number=next_number(adopted_on.year), adopted_on=adopted_on, body=body, assembly=assembly,
        item=item, question=question, title=title, text=text, vote=clean(vote)[:500],
        standing=Standing.IN_FORCE if carried else Standing.REJECTED,
        public=body.decisions_public if public is None else public,
    )  # fmt: skip
    row.searched = fold(" ".join([row.code, row.title, row.text, row.vote]))
    row.full_clean(exclude=["body", "assembly", "item", "question"])
    ref = f"{layout.meeting(assembly.pk)}/{row.code}" if assembly else row.code
    row.link = linked(kind="resolution", ref=ref, on=adopted_on, content=content_of(row)).digest
    row.save(force_insert=True)
    record("resolution.entered", row, by=by)
    return row


@transaction.atomic
def affect(*, later: Resolution, earlier: Resolution, kind: str, by: Any) -> ResolutionLink:
    """Say that `later` amends or repeals `earlier`, which takes its new standing."""
    earlier, later = locked(earlier), locked(later)
    if later.pk == earlier.pk:
        raise refuse("itself")
    if (later.adopted_on, later.year, later.number) <= (earlier.adopted_on, earlier.year, earlier.number):
        raise refuse("later")
    if Standing.REJECTED in (later.standing, earlier.standing):
        raise refuse("rejected")
    if earlier.standing == Standing.REPEALED:
        raise refuse("repealed", number=earlier.code)
    link, _made = ResolutionLink.objects.update_or_create(
        later=later, earlier=earlier, defaults={"kind": LinkKind(kind)}
    )
    earlier.standing = Standing.REPEALED if link.kind == LinkKind.REPEALS else Standing.AMENDED
    earlier.save(update_fields=["standing"])
    record("resolution.affected", earlier, by=by, changes={str(link.get_kind_display()): [None, later.code]})
    return link


@transaction.atomic
def arrange(*, resolution: Resolution, values: Mapping[str, Any], by: Any) -> Resolution:
    """Who sees to it, until when, who may read it. The decision itself is never changed."""
    resolution = locked(resolution)
    before = journal.snapshot(resolution)
    for name in ("public", "members_read", "owner", "owner_words", "due_on"):
        if name in values:
            value = values[name]
            setattr(resolution, name, clean(value) if isinstance(value, str) else value)
    changes = journal.difference(before, journal.snapshot(resolution))
    if not changes:
        return resolution
    resolution.version += 1
    resolution.save()
    record("resolution.arranged", resolution, by=by, changes=changes)
    return resolution


@transaction.atomic
def follow(*, resolution: Resolution, state: str, text: str, by: Any, on: date | None = None,
           public: bool = True) -> ResolutionFollowUp:  # fmt: skip
    """Note what was done since; the last note says where the decision stands."""
    resolution = locked(resolution)
    day = on or localdate()
    if day > localdate():
        raise refuse("future")
    row = ResolutionFollowUp(resolution=resolution, on=day, state=FollowState(state), text=clean(text, multiline=True),
                             public=public, by=by)  # fmt: skip
    row.full_clean(exclude=["resolution", "by"])
    row.save(force_insert=True)
    last = resolution.follow_ups.order_by("-on", "-pk").values_list("state", flat=True).first()
    Resolution.objects.filter(pk=resolution.pk).update(follow_state=last or FollowState.TO_DO)
    record("resolution.followed", resolution, by=by, changes={"suite": [None, str(FollowState(state).label)]})
    return row
