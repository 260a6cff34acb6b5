"""What happened around the items of a meeting: papers shown, who spoke, points of order, what the lot adopted."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from maillage.assemblies.live import public_name, withheld_names
from maillage.assemblies.models import Assembly, Paper, Speech
from maillage.assemblies.session_enums import SpeechKind, SpeechState
from maillage.minutes import blocks
from maillage.minutes.blocks import Block
from maillage.minutes.models import Resolution
from maillage.minutes.people_said import hour


@dataclass
class Said:
    """By item; None is the meeting itself."""

    papers: dict[int | None, list[str]] = field(default_factory=lambda: defaultdict(list))
    spoke: dict[int | None, list[str]] = field(default_factory=lambda: defaultdict(list))
    order: dict[int | None, list[str]] = field(default_factory=lambda: defaultdict(list))
    consent: set[int] = field(default_factory=set)

    def facts(self, item: int | None) -> Iterator[Block]:
        if papers := self.papers.get(item):
            yield blocks.listing(_("Documents présentés"), papers)
        if spoke := self.spoke.get(item):
            yield blocks.paragraph(_("Interventions : %(names)s.") % {"names": ", ".join(dict.fromkeys(spoke))})
        if order := self.order.get(item):
            yield blocks.listing(_("Points d’ordre"), order)


def of(assembly: Assembly) -> Said:
    said = Said()
    papers = Paper.objects.current().filter(assembly=assembly).order_by("position", "pk")
    for paper in papers.prefetch_related("document__versions"):
        latest = max((one.number for one in paper.document.versions.all()), default=1)
        said.papers[paper.item_id].append(
            _("%(title)s (version %(n)s)") % {"title": paper.title, "n": latest} if latest > 1 else paper.title
        )
    speeches = list(Speech.objects.filter(assembly=assembly, state=SpeechState.DONE).exclude(started_at=None)
                    .select_related("person").order_by("started_at", "pk"))  # fmt: skip
    hidden = withheld_names({speech.name for speech in speeches})
    for speech in speeches:
        name = public_name(speech, hidden)
        if speech.kind == SpeechKind.POINT_OF_ORDER:
            said.order[speech.item_id].append(
                _("%(name)s, à %(hour)s") % {"name": name, "hour": hour(speech.started_at)}
            )
        else:
            said.spoke[speech.item_id].append(name)
    lot = Resolution.objects.filter(assembly=assembly, question=None, item__consent=True).order_by()
    said.consent.update(pk for pk in lot.values_list("item", flat=True) if pk)
    return said
