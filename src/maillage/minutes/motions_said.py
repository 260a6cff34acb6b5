"""Motions and amendments of a meeting as facts of its minutes: in few queries."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from maillage.assemblies.models import Assembly
from maillage.minutes import blocks
from maillage.minutes.blocks import Block
from maillage.minutes.readers import ANYONE
from maillage.motions import texts, words
from maillage.motions.enums import TOLD, AmendmentState, BackerRole
from maillage.motions.models import Amendment, Motion, MotionVersion

Votes = dict[str, list[Block]]  # {source: what is said of its votes}
HOLDERS = ("member__organisation", "member__person", "person")


@dataclass
class Said:
    by_item: dict[int | None, list[Motion]] = field(default_factory=lambda: defaultdict(list))
    gone: set[int] = field(default_factory=set)  # not decided here: another meeting has them since

    def facts(self, item: int | None, votes: Votes) -> Iterator[Block]:
        """Each motion of an item, the votes of its amendments, its own: they are taken out of `votes`."""
        for motion in self.by_item.get(item, []):
            yield from motion_facts(motion, gone=motion.pk in self.gone)
            for amendment in motion.amendments.all():
                yield from votes.pop(amendment.source, [])
            yield from votes.pop(motion.source, [])


def of(assembly: Assembly) -> Said:
    said = Said()
    beside = [f"{of}__{name}" for of in ("amendments", "backers") for name in HOLDERS]
    here_or_left = Q(assembly=assembly) | Q(left_item__assembly=assembly)
    rows = Motion.objects.filter(here_or_left, state__in=TOLD, number__isnull=False)
    for motion in rows.select_related("referred_to", "assembly").prefetch_related(*beside, "versions"):
        gone = motion.assembly_id != assembly.pk
        item = motion.left_item_id if gone else motion.item_id
        said.gone |= {motion.pk} if gone else set()
        said.by_item[item].append(motion)
    return said


def motion_facts(motion: Motion, *, gone: bool = False) -> Iterator[Block]:
    """Who proposes it, what became of it, its text as it came and as it was decided, each amendment."""
    yield blocks.paragraph(" ".join(headed(motion, gone=gone)))
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


def headed(motion: Motion, *, gone: bool = False) -> Iterator[str]:
    backers = motion.backers.all()
    movers = [words.backer(row, ANYONE) for row in backers if row.role == BackerRole.MOVER]
    seconders = [words.backer(row, ANYONE) for row in backers if row.role != BackerRole.MOVER]
    moved = _("reportée à « %(assembly)s »") % {"assembly": motion.assembly} if gone else ""
    title = motion.title if gone else motion  # its number is that of the other meeting
    yield _("Proposition %(title)s (%(state)s).") % {
        "title": title, "state": moved or motion.get_state_display().lower(),
    }  # fmt: skip
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
