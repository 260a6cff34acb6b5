"""Motions and amendments of a meeting as facts of its minutes, and the items where elections stand: in few queries."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from maillage.assemblies.models import Assembly
from maillage.elections.models import Election
from maillage.minutes import blocks
from maillage.minutes.blocks import Block
from maillage.motions import texts
from maillage.motions.enums import TOLD, BackerRole
from maillage.motions.models import Motion


@dataclass
class Said:
    """`item_of` leads the source of a vote (motion, amendment) to that of its item; `facts` are those of one item."""

    item_of: dict[str, str] = field(default_factory=dict)
    by_item: dict[int | None, list[Motion]] = field(default_factory=lambda: defaultdict(list))

    def facts(self, item: int) -> Iterator[Block]:
        for motion in self.by_item.get(item, []):
            yield from motion_facts(motion)


def of(assembly: Assembly) -> Said:
    said = Said()
    rows = Motion.objects.filter(assembly=assembly, state__in=TOLD).prefetch_related(
        "amendments__member", "amendments__person", "backers__member", "backers__person", "versions"
    )
    for motion in rows:
        said.by_item[motion.item_id].append(motion)
        if motion.item_id:
            here = f"item:{motion.item_id}"
            said.item_of[motion.source] = here
            said.item_of.update({amendment.source: here for amendment in motion.amendments.all()})
    for election, item in Election.objects.filter(assembly=assembly).exclude(item=None).values_list("pk", "item"):
        said.item_of[f"election:{election}"] = f"item:{item}"
    return said


def motion_facts(motion: Motion) -> Iterator[Block]:
    """Who proposes it, its text as decided, what became of each amendment."""
    movers = [str(row.member or row.person) for row in motion.backers.all() if row.role == BackerRole.MOVER]
    seconders = [str(row.member or row.person) for row in motion.backers.all() if row.role != BackerRole.MOVER]
    told = _("Proposition %(title)s (%(state)s).") % {"title": motion, "state": motion.get_state_display().lower()}
    if movers:
        told += " " + _("Proposée par %(who)s.") % {"who": ", ".join(movers)}
    if seconders:
        told += " " + _("Appuyée par %(who)s.") % {"who": ", ".join(seconders)}
    yield blocks.paragraph(told)
    yield blocks.paragraph(motion.outcome_text or texts.plain(motion.text))
    rows = [
        (amendment, amendment.member or amendment.person or _("le conseil"), amendment.get_state_display())
        for amendment in motion.amendments.all()
    ]
    if rows:
        yield blocks.table(_("Amendements"), [_("Amendement"), _("De"), _("Ce qu’il devient")], rows)
