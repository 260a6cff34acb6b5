"""Motions and amendments of a meeting as facts of its minutes: in few queries."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from maillage.assemblies.models import Assembly
from maillage.minutes import blocks
from maillage.minutes.blocks import Block
from maillage.minutes.readers import ANYONE
from maillage.motions import texts, words
from maillage.motions.enums import TOLD, AmendmentState, BackerRole
from maillage.motions.models import Amendment, Motion, MotionVersion

HOLDERS = ("member__organisation", "member__person", "person")


@dataclass
class Said:
    """`item_of` leads the source of a vote (motion, amendment) to that of its item; `facts` are those of one item."""

    item_of: dict[str, str] = field(default_factory=dict)
    by_item: dict[int | None, list[Motion]] = field(default_factory=lambda: defaultdict(list))

    def facts(self, item: int | None) -> Iterator[Block]:
        for motion in self.by_item.get(item, []):
            yield from motion_facts(motion)


def of(assembly: Assembly) -> Said:
    said = Said()
    beside = [f"{of}__{name}" for of in ("amendments", "backers") for name in HOLDERS]
    rows = Motion.objects.filter(assembly=assembly, state__in=TOLD).select_related("referred_to")
    for motion in rows.prefetch_related(*beside, "versions"):
        said.by_item[motion.item_id].append(motion)
        if motion.item_id:
            here = f"item:{motion.item_id}"
            said.item_of[motion.source] = here
            said.item_of.update({amendment.source: here for amendment in motion.amendments.all()})
    return said


def motion_facts(motion: Motion) -> Iterator[Block]:
    """Who proposes it, what became of it, its text as it came and as it was decided, each amendment."""
    yield blocks.paragraph(" ".join(headed(motion)))
    versions = sorted(motion.versions.all(), key=lambda one: one.number)
    final = motion.outcome_text or texts.plain(motion.text)
    first = texts.plain(versions[0].text)
    if first != final:
        yield blocks.paragraph(_("Texte déposé :") + "\n" + first)
        yield blocks.paragraph(
            _("Texte après les amendements (version %(n)s) :") % {"n": versions[-1].number} + "\n" + final
        )
    else:
        yield blocks.paragraph(final)
    told = [amended(one, versions) for one in motion.amendments.all()]
    if told:
        yield blocks.listing(_("Amendements"), told)


def headed(motion: Motion) -> Iterator[str]:
    backers = motion.backers.all()
    movers = [words.backer(row, ANYONE) for row in backers if row.role == BackerRole.MOVER]
    seconders = [words.backer(row, ANYONE) for row in backers if row.role != BackerRole.MOVER]
    yield _("Proposition %(title)s (%(state)s).") % {"title": motion, "state": motion.get_state_display().lower()}
    if movers:
        yield _("Proposée par %(who)s.") % {"who": ", ".join(movers)}
    if seconders:
        yield _("Appuyée par %(who)s.") % {"who": ", ".join(seconders)}
    if motion.opinion:
        yield _("Avis du conseil : %(opinion)s.") % {"opinion": motion.get_opinion_display().lower()}
    if motion.referred_to:
        yield _("Renvoyée à « %(body)s ».") % {"body": motion.referred_to}
    if motion.refusal:
        yield _("Motif : %(why)s") % {"why": motion.refusal}


def amended(amendment: Amendment, versions: list[MotionVersion]) -> str:
    """« Amendement 2, de Coop Racines (adopté) : Remplacer : paragraphe 3. « … » »"""
    base = next((one for one in versions if one.number == amendment.base), versions[0])
    said = _("Amendement %(n)s, de %(who)s (%(state)s) : %(what)s.") % {
        "n": amendment.number, "who": words.backer(amendment, ANYONE), "state": amendment.get_state_display().lower(),
        "what": words.what(amendment, base.text),
    }  # fmt: skip
    if amendment.texts:
        said += " " + _("« %(text)s »") % {"text": " ".join(amendment.texts)}
    if amendment.state == AmendmentState.REFUSED:
        said += " " + _("Motif : %(why)s") % {"why": amendment.refusal}
    return said
